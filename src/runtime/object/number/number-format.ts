/** format(number, spec) for int, float and complex (CPython Python/formatter_unicode.c). Null: an error is set. */
import { f64, type Ptr } from '../../memory/heap'
import { raise, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { COMPLEX_IMAG, COMPLEX_REAL } from '../layout'
import { PyExc_OverflowError, PyExc_ValueError } from '../types'
import { formatDouble } from './float-repr'
import { type FormatSpec, layoutNumber, padText, parseFormatSpec, unknownFormatCode } from './format-spec'
import { PyLong_AsDouble, PyLong_AsLong } from './int-core'
import { longToBase } from './int-format'

const fail = (text: string): null => {
  raise(PyExc_ValueError, text)
  return null
}

function formatCharacter(o: Ptr, f: FormatSpec): string | null {
  if (f.sign) return fail("Sign not allowed with integer format specifier 'c'")
  if (f.alternate) return fail("Alternate form (#) not allowed with integer format specifier 'c'")
  const c = PyLong_AsLong(o)
  if (c === -1 && PyErr_Occurred()) return null
  if (c < 0 || c > 0x10ffff) {
    raise(PyExc_OverflowError, '%c arg not in range(0x110000)')
    return null
  }
  return layoutNumber(String.fromCodePoint(c), '', f, true)
}

function formatLong(o: Ptr, f: FormatSpec): string | null {
  if (f.precision !== -1) return fail('Precision not allowed in integer format specifier')
  if (f.noNegZero) return fail('Negative zero coercion (z) not allowed in integer format specifier')
  if (f.type === 'c') return formatCharacter(o, f)
  const base = f.type === 'b' ? 2 : f.type === 'o' ? 8 : f.type === 'x' || f.type === 'X' ? 16 : 10
  let text = longToBase(o, base, false)
  if (text === null) return null
  let prefix = f.alternate && base !== 10 ? (base === 16 ? '0x' : base === 8 ? '0o' : '0b') : ''
  if (f.type === 'X') {
    text = text.toUpperCase()
    prefix = prefix.toUpperCase()
  }
  return layoutNumber(text, prefix, f)
}

function formatFloat(v: number, f: FormatSpec): string {
  let type = f.type || 'r'
  let precision = f.precision
  let value = v
  const addDot0 = f.type === ''
  if (type === 'n') type = 'g'
  const percent = type === '%'
  if (percent) {
    type = 'f'
    value *= 100
  }
  if (precision < 0) precision = addDot0 ? 0 : 6
  else if (type === 'r') type = 'g'
  let text = formatDouble(value, type, precision, { alt: f.alternate, addDot0, noNegZero: f.noNegZero })
  if (percent) text += '%'
  return layoutNumber(text, '', f)
}

/** format(int, spec); also for bool. */
export function formatLongSpec(o: Ptr, spec: string): string | null {
  const name = typeNameOf(o)
  const f = parseFormatSpec(spec, name, 'd', '>')
  if (f === null) return null
  if ('bcdoxXn'.includes(f.type)) return formatLong(o, f)
  if (!'eEfFgG%'.includes(f.type)) return unknownFormatCode(f.type, name)
  const v = PyLong_AsDouble(o)
  if (v === -1 && PyErr_Occurred()) return null
  return formatFloat(v, f)
}

/** format(float, spec); typeName is the object's, for messages. */
export function formatFloatSpec(v: number, spec: string, typeName: string): string | null {
  const f = parseFormatSpec(spec, typeName, '', '>')
  if (f === null) return null
  if (f.type !== '' && f.type !== '\0' && !'eEfFgGn%'.includes(f.type)) return unknownFormatCode(f.type, typeName)
  if (f.type === '\0') f.type = ''
  return formatFloat(v, f)
}

const PLAIN = { fill: '', align: '<', width: -1 }

/** format(complex, spec). */
export function formatComplexSpec(o: Ptr, spec: string): string | null {
  const name = typeNameOf(o)
  const f = parseFormatSpec(spec, name, '', '>')
  if (f === null) return null
  if (f.type === '\0') f.type = ''
  if (f.type !== '' && !'eEfFgGn'.includes(f.type)) return unknownFormatCode(f.type, name)
  if (f.fill === '0') return fail('Zero padding is not allowed in complex format specifier')
  if (f.align === '=') return fail("'=' alignment flag is not allowed in complex format specifier")
  const re = f64[(o + COMPLEX_REAL) >> 3]
  const im = f64[(o + COMPLEX_IMAG) >> 3]
  let type = f.type || 'r'
  let precision = f.precision
  const skipReal = type === 'r' && Object.is(re, 0)
  const parens = type === 'r' && !skipReal
  if (type === 'n') type = 'g'
  if (precision < 0) precision = type === 'r' ? 0 : 6
  else if (type === 'r') type = 'g'
  const style = { alt: f.alternate, noNegZero: f.noNegZero }
  const real = skipReal ? '' : layoutNumber(formatDouble(re, type, precision, style), '', { ...f, ...PLAIN })
  const imSign = skipReal ? f.sign : '+'
  const imag = layoutNumber(formatDouble(im, type, precision, style), '', { ...f, ...PLAIN, sign: imSign })
  const text = parens ? `(${real}${imag}j)` : `${real}${imag}j`
  return padText(text, text.length, f)
}
