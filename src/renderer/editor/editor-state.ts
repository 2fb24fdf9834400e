/** What the rest of the window knows of the editor. Monaco itself is loaded later and stays behind this. */
import { atom } from '../state/atom'

export interface EditorHandle {
  /** At the line of the caret. */
  toggleBreakpoint(): void
  /** Runs one of Monaco's own actions, by its id. */
  trigger(action: string): void
}

/** Where the caret is, for the status bar. */
export const caret = atom({ line: 1, column: 1 })
/** The editor in the page; null while there is none. */
export const editorSession = atom<EditorHandle | null>(null)
