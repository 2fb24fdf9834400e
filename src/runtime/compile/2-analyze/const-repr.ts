import type { Const } from '../code-unit'

/** `repr()` of constants, for error messages and for annotations kept as text. */

/** What Python does not call printable: control, format, surrogate, private, unassigned, and all separators but the space. */
const NOT_PRINTABLE = /[\p{C}\p{Z}]/u

function hex(v: number, digits: number): string {
  return v.toString(16).padStart(digits, '0')
}

function quoteFor(hasSingle: boolean, hasDouble: boolean): string {
  return hasSingle && !hasDouble ? '"' : "'"
}

const ESCAPES = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

export function strRepr(text: string): string {
  const quote = quoteFor(text.includes("'"), text.includes('"'))
  let out = quote
  for (const char of text) {
    const escaped = ESCAPES.get(char)
    if (escaped !== undefined) {
      out += escaped
    } else if (char === quote) {
      out += `\\${char}`
    } else if (char === ' ' || !NOT_PRINTABLE.test(char)) {
      out += char
    } else {
      const code = char.codePointAt(0)!
      out += code <= 0xff ? `\\x${hex(code, 2)}` : code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`
    }
  }
  return out + quote
}

function bytesRepr(bytes: Uint8Array): string {
  const quote = quoteFor(bytes.includes(39), bytes.includes(34))
  let out = `b${quote}`
  for (const byte of bytes) {
    const char = String.fromCharCode(byte)
    const escaped = ESCAPES.get(char)
    if (escaped !== undefined) out += escaped
    else if (char === quote) out += `\\${char}`
    else out += byte < 32 || byte >= 127 ? `\\x${hex(byte, 2)}` : char
  }
  return out + quote
}

/** The shortest digits that read back the same, as JavaScript finds them too; with an exponent from 1e16 on. */
export function floatRepr(v: number): string {
  if (Number.isNaN(v)) return 'nan'
  if (!Number.isFinite(v)) return v < 0 ? '-inf' : 'inf'
  const sign = v < 0 || Object.is(v, -0) ? '-' : ''
  const [mantissa, exponentText] = Math.abs(v).toExponential().split('e')
  const exponent = Number(exponentText)
  if (exponent < -4 || exponent >= 16) {
    return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
  }
  const digits = mantissa.replace('.', '')
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`
}

function complexPart(v: number): string {
  return floatRepr(v).replace(/\.0$/, '')
}

export function constRepr(c: Const): string {
  switch (c.t) {
    case 'none':
      return 'None'
    case 'true':
      return 'True'
    case 'false':
      return 'False'
    case 'ellipsis':
      return 'Ellipsis'
    case 'int':
      return String(c.v)
    case 'float':
      return floatRepr(c.v)
    case 'complex': {
      const im = complexPart(c.im)
      if (c.re === 0 && !Object.is(c.re, -0)) return `${im}j`
      return `(${complexPart(c.re)}${/^[-+]/.test(im) ? '' : '+'}${im}j)`
    }
    case 'str':
      return strRepr(c.v)
    case 'bytes':
      return bytesRepr(c.v)
    case 'tuple':
      return c.v.length === 1 ? `(${constRepr(c.v[0])},)` : `(${c.v.map(constRepr).join(', ')})`
    case 'frozenset':
      return c.v.length === 0 ? 'frozenset()' : `frozenset({${c.v.map(constRepr).join(', ')}})`
    case 'code':
      return `<code object ${c.v.name}>`
  }
}
