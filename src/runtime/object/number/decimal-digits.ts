/**
 * Digits written straight into the heap, without a JavaScript string: for magnitudes that numbers of the engine hold
 * exactly.
 */
import { type Ptr, u8 } from '../../memory/heap'

/** How many decimal digits has 0 <= v < 2^31? */
export function digitCount(v: number): number {
  if (v < 100000) {
    if (v < 100) return v < 10 ? 1 : 2
    return v < 1000 ? 3 : v < 10000 ? 4 : 5
  }
  if (v < 10000000) return v < 1000000 ? 6 : 7
  return v < 100000000 ? 8 : v < 1000000000 ? 9 : 10
}

/** Writes the n lowest decimal digits of 0 <= v < 2^31 (zeros in front) so that they end before the address end. */
export function writeDigits(end: Ptr, v: number, n: number): void {
  let rest = v | 0
  for (let p = end - 1, stop = end - n; p >= stop; p--) {
    const tenth = (rest / 10) | 0
    u8[p] = 48 + rest - tenth * 10
    rest = tenth
  }
}

const BILLION = 1e9

/** digitCount for 0 <= v < 2^53. */
export function digitCount53(v: number): number {
  if (v < BILLION) return digitCount(v)
  return v < 1e18 ? 9 + digitCount53(Math.floor(v / BILLION)) : 19
}

/** writeDigits for 0 <= v < 2^53. */
export function writeDigits53(end: Ptr, v: number, n: number): void {
  if (v < BILLION) {
    writeDigits(end, v, n)
    return
  }
  // the quotient of integers below 2^53 never rounds up to the next integer
  const high = Math.floor(v / BILLION)
  writeDigits(end, v - high * BILLION, 9)
  writeDigits53(end - 9, high, n - 9)
}

/** How many digits has 0 <= v < 2^31 in base 2^shift? */
export function digitsOfBase(v: number, shift: number): number {
  const bits = 32 - Math.clz32(v)
  return v === 0 ? 1 : ((bits + shift - 1) / shift) | 0
}

/** Writes the n lowest digits of 0 <= v < 2^31 in base 2^shift so that they end before the address end. */
export function writeBase(end: Ptr, v: number, n: number, shift: number, upper: boolean): void {
  const mask = (1 << shift) - 1
  const letters = upper ? 55 : 87
  let rest = v
  for (let p = end - 1, stop = end - n; p >= stop; p--) {
    const d = rest & mask
    u8[p] = d < 10 ? 48 + d : letters + d
    rest >>>= shift
  }
}
