/** Character classes the tokenizer and the error messages need. */

/** Bits of CLASS. */
export const ID_START = 1
export const ID_CONTINUE = 2
export const DIGIT = 4
export const HEX = 8

/** Per ASCII code. Everything from 128 up may be part of an identifier; verifyIdentifier decides afterwards, as CPython does. */
export const CLASS = new Uint8Array(128)
for (let c = 0x30; c <= 0x39; c++) CLASS[c] = ID_CONTINUE | DIGIT | HEX
for (let c = 0x41; c <= 0x5a; c++) CLASS[c] = CLASS[c + 32] = ID_START | ID_CONTINUE | (c <= 0x46 ? HEX : 0)
CLASS[0x5f] = ID_START | ID_CONTINUE

export function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39
}

export function isHexDigit(c: number): boolean {
  return c < 128 && (CLASS[c] & HEX) !== 0
}

/** is_potential_identifier_char */
export function isIdentifierChar(c: number): boolean {
  return c >= 128 || (CLASS[c] & ID_CONTINUE) !== 0
}

/** UTF-8 bytes of text[start, end). A lone surrogate counts 3, as the surrogatepass encoding would take. */
export function byteLength(text: string, start: number, end: number): number {
  let bytes = end - start
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i)
    if (c >= 0x80) {
      if (c < 0x800) bytes += 1
      else if (c >= 0xd800 && c < 0xdc00 && i + 1 < end && isLowSurrogate(text.charCodeAt(i + 1))) {
        bytes += 2
        i++
      } else bytes += 2
    }
  }
  return bytes
}

export function isLowSurrogate(c: number): boolean {
  return c >= 0xdc00 && c < 0xe000
}

/** Code points of text[start, end). */
export function charLength(text: string, start: number, end: number): number {
  let chars = end - start
  for (let i = start; i + 1 < end; i++) {
    const c = text.charCodeAt(i)
    if (c >= 0xd800 && c < 0xdc00 && isLowSurrogate(text.charCodeAt(i + 1))) {
      chars--
      i++
    }
  }
  return chars
}

// Python's identifiers are XID_Start / XID_Continue under NFKC (PyUnicode_IsIdentifier). The property escapes spell the same sets.
const XID_START = /^[_\p{XID_Start}]$/u
const XID_CONTINUE = /^\p{XID_Continue}$/u

/** UTF-16 index of the first character of text[start, end) that cannot stand there in an identifier, or -1. */
export function invalidIdentifierAt(text: string, start: number, end: number): number {
  let i = start
  while (i < end) {
    const c = text.charCodeAt(i)
    let width = 1
    if (c >= 128) {
      const char = String.fromCodePoint(text.codePointAt(i) as number)
      width = char.length
      if (!(i === start ? XID_START : XID_CONTINUE).test(char)) return i
    }
    i += width
  }
  return -1
}

// Py_UNICODE_ISPRINTABLE: not Other (Cc, Cf, Cs, Co, Cn) and not Separator, except the space.
const NOT_PRINTABLE = /^[\p{C}\p{Z}]$/u

export function isPrintable(codePoint: number): boolean {
  return codePoint === 0x20 || !NOT_PRINTABLE.test(String.fromCodePoint(codePoint))
}

/** U+ notation as CPython's tokenizer prints it: at least four upper-case hex digits. */
export function hexCode(codePoint: number): string {
  return codePoint.toString(16).toUpperCase().padStart(4, '0')
}
