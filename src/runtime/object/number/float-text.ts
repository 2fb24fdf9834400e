/**
 * Text of floats of ordinary magnitude without a JavaScript string: fixed point with few decimals, and the shortest form where
 * it has few decimals. Each case is taken only where the arithmetic is known to be exact; for the others the answer is "no"
 * and float-repr.ts formats them.
 */
import { type Ptr, u8 } from '../../memory/heap'
import { digitCount53, writeDigits, writeDigits53 } from './decimal-digits'

const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
const MAX_PLACES = 9
/** Decimals of at most 15 digits and doubles: different decimals are different doubles. */
const LIMIT = 1e15
/** More than the relative error of one multiplication (2^-53). */
const ERROR = 2.3e-16
/** Below it repr turns to exponents. */
const SMALLEST = 1e-4
/** So many decimals are tried for the shortest form. */
const MAX_TRIED = 5

let negative = false
/** The text stands for whole.fraction, the fraction with `places` digits. */
let whole = 0
let fraction = 0
let places = 0
let wholeDigits = 0

/** Number of characters, with the sign. */
const textLength = (): number => (negative ? 1 : 0) + wholeDigits + (places === 0 ? 0 : places + 1)

/**
 * Prepares v with n places behind the point, half to even on the exact value; the number of characters that
 * writeFloatText will write, or -1: not a case for here.
 */
export function measureFixed(v: number, n: number): number {
  if (n > MAX_PLACES) return -1
  const a = Math.abs(v)
  const scale = POWERS[n]
  const scaled = a * scale
  // NaN fails too
  if (!(scaled < LIMIT)) return -1
  let units = Math.floor(scaled)
  const beyond = scaled - units
  const fromTie = beyond - 0.5
  // the exact product may lie on the other side of the tie, or on it
  if (Math.abs(fromTie) <= scaled * ERROR) return -1
  if (fromTie > 0) units++
  split(v, units, n)
  return textLength()
}

/** Notes units / 10^n, with the sign of v. */
function split(v: number, units: number, n: number): void {
  negative = v < 0 || (v === 0 && 1 / v < 0)
  places = n
  // exact: a quotient of integers below 2^53 does not round up to the next integer
  whole = Math.floor(units / POWERS[n])
  fraction = units - whole * POWERS[n]
  wholeDigits = digitCount53(whole)
}

/** Prepares the shortest text that reads back as v, as repr shows it; the number of characters or -1: not a case for here. */
export function measureShortest(v: number): number {
  const a = Math.abs(v)
  if (!(a < LIMIT) || (a < SMALLEST && a !== 0)) return -1
  if (Math.floor(a) === a) {
    split(v, a * 10, 1)
    return a < LIMIT / 10 ? textLength() : -1
  }
  for (let n = 1; n <= MAX_TRIED; n++) {
    const scale = POWERS[n]
    const units = Math.round(a * scale)
    // the quotient is the double nearest to this decimal; of so few digits there is no second one
    if (units < LIMIT && units / scale === a) {
      split(v, units, n)
      return textLength()
    }
  }
  return -1
}

/** Bytes that PyOS_double_to_string asks for to hold the measured text. */
export const measuredBufferSize = (): number => wholeDigits + (places === 0 ? 3 : places + 3)

/** Writes the measured text to p. */
export function writeFloatText(p: Ptr): void {
  let at = p
  if (negative) u8[at++] = 45
  at += wholeDigits
  writeDigits53(at, whole, wholeDigits)
  if (places === 0) return
  u8[at] = 46
  writeDigits(at + 1 + places, fraction, places)
}
