import { locale } from '../state/app-state'

/**
 * Loads Monaco, by far the largest part of the window, beside the first rendering. Its own texts are fixed once it is
 * loaded: a language chosen later reaches them with the next start.
 */
export async function loadEditor() {
  if (locale.get() === 'zh') await import('monaco-editor/nls/lang/zh-cn')
  return import('./editor-session')
}

/** Where the language is kept for the next start, whose first request it must not wait for. */
const HINT = 'pymemlab.locale'

/** Begins to load Monaco before the host has answered, in the language of the last time or of the browser. */
export function preloadEditor(): void {
  const language = localStorage.getItem(HINT) ?? navigator.language
  locale.subscribe(() => localStorage.setItem(HINT, locale.get()))
  if (!/^zh\b/i.test(language)) void import('./editor-session')
}

/** Longest time that the rest of the window waits for the editor, ms. */
const PATIENCE = 2000

/** When Monaco shows the first text; after PATIENCE also where there is none to show. */
export async function editorDrawn(): Promise<void> {
  const end = performance.now() + PATIENCE
  await loadEditor().catch(() => undefined)
  const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  while (!document.querySelector('.monaco-editor .view-line span span') && performance.now() < end) await frame()
  await frame()
}
