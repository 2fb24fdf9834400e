import { locale } from '../state/app-state'

/**
 * Loads Monaco, by far the largest part of the window, beside the first rendering. Its own texts are fixed once it is
 * loaded: a language chosen later reaches them with the next start.
 */
export async function loadEditor() {
  if (locale.get() === 'zh') await import('monaco-editor/nls/lang/zh-cn')
  return import('./editor-session')
}
