import type { Theme } from '../state/app-state'
import { colorToken as token } from '../theme/theme'
import { monaco } from './monaco'

/** Gives Monaco the colours of the theme in force: the tokens are the only place where colours are written. */
export function applyMonacoTheme(theme: Theme): void {
  const plain = (name: `--${string}`): string => token(name).replace('#', '')
  monaco.editor.defineTheme('lab', {
    base: theme === 'light' ? 'vs' : theme === 'dark' ? 'vs-dark' : 'hc-black',
    inherit: true,
    rules: [
      { token: '', foreground: plain('--ink') },
      { token: 'comment', foreground: plain('--code-comment'), fontStyle: 'italic' },
      { token: 'keyword', foreground: plain('--code-keyword') },
      { token: 'string', foreground: plain('--code-string') },
      { token: 'string.escape', foreground: plain('--code-type') },
      { token: 'number', foreground: plain('--code-number') },
      { token: 'tag', foreground: plain('--code-type') }, // decorators
      { token: 'type', foreground: plain('--code-type') },
    ],
    colors: {
      'editor.background': token('--surface'),
      'editor.foreground': token('--ink'),
      'editorLineNumber.foreground': token('--ink-3'),
      'editorLineNumber.activeForeground': token('--ink'),
      'editorGutter.background': token('--surface'),
      'editor.lineHighlightBackground': theme === 'contrast' ? '#00000000' : token('--raised'),
      'editor.lineHighlightBorder': theme === 'contrast' ? token('--hairline') : '#00000000',
      'editorIndentGuide.background1': token('--hairline'),
      'editorIndentGuide.activeBackground1': token('--border'),
      'editorWidget.background': token('--raised'),
      'editorWidget.border': token('--border'),
      'editorHoverWidget.background': token('--raised'),
      'editorHoverWidget.border': token('--border'),
      'editorSuggestWidget.background': token('--raised'),
      'editorSuggestWidget.border': token('--border'),
      'editorSuggestWidget.selectedBackground': token('--accent-soft'),
      'editorSuggestWidget.selectedForeground': token('--ink'),
      'editorSuggestWidget.highlightForeground': token('--accent'),
      'editorSuggestWidget.focusHighlightForeground': token('--accent'),
      'editorError.foreground': token('--danger'),
      focusBorder: token('--focus'),
      'scrollbar.shadow': '#00000000',
      'input.background': token('--surface'),
      'input.foreground': token('--ink'),
      'input.border': token('--border'),
      'inputOption.activeBorder': token('--accent'),
      'menu.background': token('--raised'),
      'menu.foreground': token('--ink'),
      'menu.selectionBackground': token('--accent-soft'),
      'menu.selectionForeground': token('--ink'),
      'menu.border': token('--border'),
      'widget.shadow': '#00000026',
    },
  })
  monaco.editor.setTheme('lab')
}
