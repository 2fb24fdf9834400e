/** From the bytes of a source file to text: byte order mark, PEP 263 cookie, UTF-8 (Parser/tokenizer.c). */
import { raise } from '../object/errors'
import { PyExc_SyntaxError } from '../object/types'

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/
const BLANK = /^[ \t\f]*(?:#.*)?$/

function latin1(bytes: Uint8Array): string {
  let out = ''
  for (let i = 0; i < bytes.length; i += 8192) out += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return out
}

/** The encoding named in the first two lines, or null. */
export function sourceCookie(bytes: Uint8Array): string | null {
  const lines = latin1(bytes.subarray(0, 1024)).split(/\r\n|\r|\n/, 2)
  const first = COOKIE.exec(lines[0])
  if (first) return first[1]
  if (lines.length < 2 || !BLANK.test(lines[0])) return null
  return COOKIE.exec(lines[1])?.[1] ?? null
}

const hex = (b: number): string => b.toString(16).padStart(2, '0')

/** Why bytes are not UTF-8, in the words of the codec. */
function utf8Problem(bytes: Uint8Array): string {
  for (let i = 0; i < bytes.length; i++) {
    const b = bytes[i]
    if (b < 0x80) continue
    const need = b >= 0xc2 && b < 0xe0 ? 1 : b >= 0xe0 && b < 0xf0 ? 2 : b >= 0xf0 && b < 0xf5 ? 3 : 0
    const at = `'utf-8' codec can't decode byte 0x${hex(b)} in position ${i}: `
    if (need === 0) return `${at}invalid start byte`
    for (let k = 1; k <= need; k++) {
      if (i + k >= bytes.length) return `${at}unexpected end of data`
      if ((bytes[i + k] & 0xc0) !== 0x80) return `${at}invalid continuation byte`
    }
    i += need
  }
  return "'utf-8' codec can't decode the source"
}

/** The text of a source, or null with SyntaxError set. */
export function decodeSource(bytes: Uint8Array, filename: string): string | null {
  const bom = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const body = bom ? bytes.subarray(3) : bytes
  const cookie = sourceCookie(body)
  const name = cookie?.toLowerCase().replace(/_/g, '-') ?? 'utf-8'
  if (/^(latin-1|iso-8859-1|iso-latin-1)(-|$)/.test(name)) return latin1(body)
  try {
    const label = /^utf-8(-|$)/.test(name) ? 'utf-8' : name
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(copyOf(body))
  } catch (e) {
    if (e instanceof RangeError) raise(PyExc_SyntaxError, `unknown encoding: ${cookie}`)
    else
      raise(PyExc_SyntaxError, `(unicode error) ${utf8Problem(body)}${filename === '<string>' ? '' : ` (${filename})`}`)
    return null
  }
}

/** TextDecoder refuses views of shared memory. */
const copyOf = (b: Uint8Array): Uint8Array => (b.buffer instanceof SharedArrayBuffer ? new Uint8Array(b) : b)
