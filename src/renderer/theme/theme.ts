import { type Theme, type ThemeChoice, theme, themeChoice } from '../state/app-state'

/** What the system asks for now. */
function systemTheme(): Theme {
  if (matchMedia('(prefers-contrast: more)').matches || matchMedia('(forced-colors: active)').matches) return 'contrast'
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

export const themeOf = (choice: ThemeChoice): Theme => (choice === 'system' ? systemTheme() : choice)

/** Keeps `theme` and the document's `data-theme` at what the choice and the system say. */
export function followTheme(): void {
  const apply = (): void => {
    const next = themeOf(themeChoice.get())
    document.documentElement.dataset.theme = next
    theme.set(next)
  }
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)']) {
    matchMedia(query).addEventListener('change', apply)
  }
  themeChoice.subscribe(apply)
  apply()
}

let reader: CanvasRenderingContext2D | null = null

/**
 * The colour of a token in the theme in force as #rrggbb, for what is drawn without CSS (Monaco). Style sheets are minified
 * and may hold `#fff` or `plum`: a canvas reads every form and gives back this one.
 */
export function colorToken(name: `--${string}`): string {
  reader ??= document.createElement('canvas').getContext('2d')
  const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim()
  if (!reader) return value
  reader.fillStyle = value
  return reader.fillStyle
}
