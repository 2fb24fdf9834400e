/** float.hex and float.fromhex on doubles. */
import { splitDouble } from './float-repr'

/** Text of float.hex(). */
export function doubleToHex(v: number): string {
  if (Number.isNaN(v)) return 'nan'
  const sign = v < 0 || Object.is(v, -0) ? '-' : ''
  const a = Math.abs(v)
  if (a === Number.POSITIVE_INFINITY) return `${sign}inf`
  if (a === 0) return `${sign}0x0.0p+0`
  const { mantissa, exponent } = splitDouble(a)
  const normal = mantissa >= 0x10000000000000n
  const fraction = (mantissa & 0xfffffffffffffn).toString(16).padStart(13, '0')
  const e = normal ? exponent + 52 : -1022
  return `${sign}0x${normal ? 1 : 0}.${fraction}p${e < 0 ? '-' : '+'}${Math.abs(e)}`
}

const HEX = /^([+-]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?$/i
const SPECIAL = /^([+-]?)(inf|infinity|nan)$/i

export const HEX_MALFORMED = 1
export const HEX_TOO_LARGE = 2
/** 0, or why hexToDouble failed. */
export let hexError = 0

/** The double of a text that is already stripped of white space; see hexError. */
export function hexToDouble(text: string): number {
  hexError = 0
  const special = SPECIAL.exec(text)
  if (special !== null) {
    const v = special[2][0].toLowerCase() === 'n' ? Number.NaN : Number.POSITIVE_INFINITY
    return special[1] === '-' ? -v : v
  }
  const m = HEX.exec(text)
  if (m === null || (m[2] === '' && (m[3] ?? '') === '')) {
    hexError = HEX_MALFORMED
    return 0
  }
  const fraction = m[3] ?? ''
  const mantissa = BigInt(`0x0${m[2]}${fraction}`)
  const exponent = Number(m[4] ?? '0') - 4 * fraction.length
  const v = mantissa === 0n ? 0 : scaled(mantissa, exponent)
  if (v === Number.POSITIVE_INFINITY) hexError = HEX_TOO_LARGE
  return m[1] === '-' ? -v : v
}

/** mantissa * 2^exponent rounded once, half to even; infinite when too large. */
export function scaled(mantissa: bigint, exponent: number): number {
  const bits = mantissa.toString(2).length
  const top = bits + exponent
  if (top > 1024) return Number.POSITIVE_INFINITY
  if (top < -1080) return 0
  const drop = Math.max(bits - 53, -1074 - exponent)
  let m = mantissa
  let e = exponent
  if (drop > 0) {
    const d = BigInt(drop)
    const low = m & ((1n << d) - 1n)
    const half = 1n << (d - 1n)
    m >>= d
    if (low > half || (low === half && m & 1n)) m += 1n
    e += drop
  }
  const h = Math.trunc(e / 2)
  return Number(m) * 2 ** h * 2 ** (e - h)
}
