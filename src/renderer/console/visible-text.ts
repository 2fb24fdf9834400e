/** Text of a script as the window shows it: what would act (escapes, direction marks) is made visible instead. */

/** Characters of one line that are drawn; the rest can be copied. */
export const DRAWN = 4000

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** Control characters become their pictures (U+241B for escape), direction marks their code. */
export function visibleText(text: string): string {
  return text.replace(CONTROL, (character) => {
    const code = character.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    if (code === 0x7f) return '\u2421'
    return `\\u${code.toString(16).padStart(4, '0')}`
  })
}

export interface TextPart {
  text: string
  /** Line of the scenario it leads to. */
  line?: number
  /** It is found by the search. */
  found?: boolean
}

const LOCATION = /File "([^"]{1,400})", line (\d{1,7})/g

/** Cuts a line into plain text, links to lines of the scenario's own file, and what a search found. */
export function partsOf(text: string, own: (file: string) => boolean, query: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const match of text.matchAll(LOCATION)) {
    if (!own(match[1])) continue
    parts.push(...found(text.slice(from, match.index), query))
    parts.push({ text: match[0], line: Number(match[2]) })
    from = match.index + match[0].length
  }
  parts.push(...found(text.slice(from), query))
  return parts.filter((part) => part.text !== '')
}

function found(text: string, query: string): TextPart[] {
  if (!query) return [{ text }]
  const parts: TextPart[] = []
  const lower = text.toLowerCase()
  const wanted = query.toLowerCase()
  let from = 0
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push({ text: text.slice(from, at) }, { text: text.slice(at, at + wanted.length), found: true })
    from = at + wanted.length
  }
  parts.push({ text: text.slice(from) })
  return parts
}
