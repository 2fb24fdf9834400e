/** The value of a NUMBER token (CPython's parsenumber). */
import type { Const } from './ast'

/** sys.int_info.default_max_str_digits */
const MAX_STR_DIGITS = 4300

const SMALL: Const[] = []
for (let i = 0; i < 100; i++) SMALL.push({ t: 'int', v: BigInt(i) })

/** The value, or a message when CPython refuses the literal (too many decimal digits). Constants may be shared: treat them as frozen. */
export function numberValue(literal: string): Const | string {
  const text = literal.includes('_') ? literal.replaceAll('_', '') : literal
  const length = text.length
  const head = text.charCodeAt(0) - 48
  if (length === 1) return SMALL[head]
  const tail = text.charCodeAt(1) - 48
  if (length === 2 && head >= 0 && tail >= 0 && tail <= 9) return SMALL[head * 10 + tail]
  const last = text.charCodeAt(length - 1) | 32
  const second = length > 1 ? text.charCodeAt(1) | 32 : 0
  if (text.charCodeAt(0) === 48 && (second === 120 || second === 111 || second === 98))
    return { t: 'int', v: BigInt(text) }
  if (last === 106) return { t: 'complex', re: 0, im: Number(text.slice(0, -1)) }
  for (let i = 0; i < length; i++) {
    const c = text.charCodeAt(i)
    if (c < 48 || c > 57) return { t: 'float', v: Number(text) }
  }
  if (length > MAX_STR_DIGITS) {
    const limit = `Exceeds the limit (${MAX_STR_DIGITS} digits) for integer string conversion: value has ${length} digits; use sys.set_int_max_str_digits() to increase the limit`
    return `${limit} - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.`
  }
  return { t: 'int', v: BigInt(text) }
}
