import type { LucideIcon } from 'lucide-react'
import type { PlainKey } from '../i18n/translate'
import type { Readable } from '../state/atom'

/**
 * Where a command's keys act. `editor` and `charts`: while the focus is inside an element with that `data-keys`; `global`:
 * everywhere. Keys without Ctrl, Alt or F-number never act while the focus is in a text field.
 */
export type KeyContext = 'global' | 'editor' | 'charts'

export type CommandGroup = 'run' | 'scenario' | 'recording' | 'editor' | 'charts' | 'view' | 'help'

/** One action of the window, defined once: buttons, menus, keys, palette and the list of keys are all made from it. */
export interface Command {
  readonly id: string
  readonly label: PlainKey
  readonly group: CommandGroup
  readonly icon?: LucideIcon
  /** As in VS Code: 'F5', 'Shift+F5', 'Ctrl+Shift+P', 'w', '+'. Ctrl is Cmd on a Mac. */
  readonly keys?: readonly string[]
  /** Default: global. */
  readonly context?: KeyContext
  /** Whether it can be done now; without it, always. */
  readonly when?: Readable<boolean>
  /** It is in force (a switch): shown as pressed or ticked. */
  readonly checked?: Readable<boolean>
  /** Keys that Monaco answers itself: listed, but not dispatched by the window. */
  readonly editorOwned?: boolean
  /** Not in the palette: it makes sense only through its key (arrow keys, zoom). */
  readonly hidden?: boolean
  readonly run: () => unknown
}
