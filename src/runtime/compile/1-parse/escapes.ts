/** Backslash escapes of str and bytes literals (CPython's decode_unicode_with_escapes and decode_bytes_with_escapes). */
import { isHexDigit, isLowSurrogate } from './characters'
import { lookupUnicodeName } from './unicode-names'

/** A malformed escape; CPython turns the codec's UnicodeDecodeError or ValueError into a SyntaxError with this text. */
export class EscapeError {
  constructor(readonly msg: string) {}
}

const BACKSLASH = 92

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** How many bytes text[start, end) takes in the buffer CPython decodes: a non-ASCII character is first spelled \UXXXXXXXX there. */
function bufferOffset(text: string, start: number, end: number): number {
  let n = 0
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i)
    if (c >= 128) {
      n += 10
      if (c >= 0xd800 && c < 0xdc00 && isLowSurrogate(text.charCodeAt(i + 1))) i++
    } else if (c === BACKSLASH) {
      // A backslash before a non-ASCII character or the end is spelled \u005c; otherwise the pair goes over as it is.
      if (i + 1 >= end || text.charCodeAt(i + 1) >= 128) n += 6
      else {
        n += 2
        i++
      }
    } else n++
  }
  return n
}

function unicodeError(text: string, start: number, from: number, to: number, reason: string): EscapeError {
  const a = bufferOffset(text, start, from)
  const b = bufferOffset(text, start, to) - 1
  const where = a === b ? `byte 0x5c in position ${a}` : `bytes in position ${a}-${b}`
  return new EscapeError(`(unicode error) 'unicodeescape' codec can't decode ${where}: ${reason}`)
}

/** Told the message about the first invalid escape: CPython warns once per literal. */
export type OnInvalidEscape = (msg: string) => void

const MAX_OCTAL = 0o377

/** Decodes text[start, end). */
export function decodeUnicodeEscapes(
  text: string,
  start: number,
  end: number,
  onInvalid: OnInvalidEscape | null,
): string {
  let out = ''
  let run = start
  let pos = start
  let warned = false
  while (pos < end) {
    const slash = text.indexOf('\\', pos)
    if (slash < 0 || slash >= end) break
    out += text.slice(run, slash)
    pos = slash + 1
    if (pos >= end) {
      // The last character of a piece of an f-string (before its brace): CPython spells it \\u005c too.
      run = slash
      break
    }
    const c = text[pos++]
    const simple = SIMPLE[c]
    if (simple !== undefined) out += simple
    else if (c >= '0' && c <= '7') {
      let value = c.charCodeAt(0) - 48
      for (let n = 0; n < 2 && pos < end && text[pos] >= '0' && text[pos] <= '7'; n++)
        value = value * 8 + text.charCodeAt(pos++) - 48
      if (value > MAX_OCTAL && !warned) {
        warned = true
        onInvalid?.(`invalid octal escape sequence '${text.slice(slash, slash + 4)}'`)
      }
      out += String.fromCharCode(value)
    } else if (c === 'x' || c === 'u' || c === 'U') {
      const width = c === 'x' ? 2 : c === 'u' ? 4 : 8
      let stop = pos
      while (stop < end && stop < pos + width && isHexDigit(text.charCodeAt(stop))) stop++
      if (stop < pos + width) {
        const shape = c === 'x' ? '\\xXX' : c === 'u' ? '\\uXXXX' : '\\UXXXXXXXX'
        throw unicodeError(text, start, slash, stop, `truncated ${shape} escape`)
      }
      const value = Number.parseInt(text.slice(pos, stop), 16)
      if (value > 0x10ffff) throw unicodeError(text, start, slash, stop, 'illegal Unicode character')
      out += String.fromCodePoint(value)
      pos = stop
    } else if (c === 'N') {
      const close = text[pos] === '{' ? text.indexOf('}', pos) : -1
      if (pos >= end || text[pos] !== '{' || close === pos + 1)
        throw unicodeError(text, start, slash, close === pos + 1 ? pos + 1 : pos, 'malformed \\N character escape')
      if (close < 0 || close >= end) throw unicodeError(text, start, slash, end, 'malformed \\N character escape')
      const code = lookupUnicodeName(text.slice(pos + 1, close))
      if (code < 0) throw unicodeError(text, start, slash, close + 1, 'unknown Unicode character name')
      out += String.fromCodePoint(code)
      pos = close + 1
    } else {
      out += `\\${c}`
      // A backslash before a non-ASCII character is no escape at all to CPython: it was spelled \u005c.
      if (!warned && c.charCodeAt(0) < 128) {
        warned = true
        onInvalid?.(`invalid escape sequence '\\${c}'`)
      }
    }
    run = pos
  }
  return out + text.slice(run, end)
}

export function decodeBytesEscapes(
  text: string,
  start: number,
  end: number,
  onInvalid: OnInvalidEscape | null,
): Uint8Array {
  const out = new Uint8Array(end - start)
  let n = 0
  let pos = start
  let warned = false
  while (pos < end) {
    const code = text.charCodeAt(pos++)
    if (code !== BACKSLASH) {
      out[n++] = code
      continue
    }
    const slash = pos - 1
    if (pos >= end) throw new EscapeError('(value error) Trailing \\ in string')
    const c = text[pos++]
    const simple = SIMPLE[c]
    if (simple !== undefined) {
      if (simple !== '') out[n++] = simple.charCodeAt(0)
    } else if (c >= '0' && c <= '7') {
      let value = c.charCodeAt(0) - 48
      for (let k = 0; k < 2 && pos < end && text[pos] >= '0' && text[pos] <= '7'; k++)
        value = value * 8 + text.charCodeAt(pos++) - 48
      if (value > MAX_OCTAL && !warned) {
        warned = true
        onInvalid?.(`invalid octal escape sequence '${text.slice(slash, slash + 4)}'`)
      }
      out[n++] = value
    } else if (c === 'x') {
      if (pos + 1 < end && isHexDigit(text.charCodeAt(pos)) && isHexDigit(text.charCodeAt(pos + 1))) {
        out[n++] = Number.parseInt(text.slice(pos, pos + 2), 16)
        pos += 2
      } else throw new EscapeError(`(value error) invalid \\x escape at position ${slash - start}`)
    } else {
      out[n++] = BACKSLASH
      out[n++] = c.charCodeAt(0)
      if (!warned) {
        warned = true
        onInvalid?.(`invalid escape sequence '\\${c}'`)
      }
    }
  }
  return out.slice(0, n)
}
