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

/** The value of a token in the theme in force, for what is drawn without CSS (Monaco, canvases). */
export function token(name: `--${string}`): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim()
  // Minified style sheets shorten colours, which Monaco does not read.
  return /^#[0-9a-f]{3}$/i.test(value) ? value.replace(/[0-9a-f]/gi, '$&$&') : value
}
