/** Tables of the report, bars included. Cells are HTML: text goes through `text()`. */
import { escapeHtml } from './escape'

export const text = escapeHtml

/** The first column is text, the others figures. `titles` are plain text. */
export function table(titles: string[], rows: string[][], className = ''): string {
  const head = titles.map((title) => `<th scope="col">${escapeHtml(title)}</th>`).join('')
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')
  return `<div class="scroll"><table${className === '' ? '' : ` class="${className}"`}><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`
}

/** A bar that fills `share` (0 to 1) of its width; `rest` also draws what remains. */
export function bar(share: number, rest = false): string {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10
  const behind = rest ? '<rect class="rest" width="100" height="10"/>' : ''
  return `<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${behind}<rect width="${width}" height="10"/></svg>`
}

export const section = (title: string, body: string): string =>
  `<section><h2>${escapeHtml(title)}</h2>\n${body}</section>\n`
