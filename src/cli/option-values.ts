/** Values of options, checked as they are read: for the last parameter of commander's `option()`. */
import { InvalidArgumentError } from 'commander'

/** A whole number from 0. */
export function wholeNumber(text: string): number {
  const n = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(n) || n < 0) throw new InvalidArgumentError('expected a whole number')
  return n
}

const BYTE_UNITS: Record<string, number> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }

/** Bytes: 4096, 64K, 256M, 1.5GiB. */
export function byteSize(text: string): number {
  const m = /^(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?$/i.exec(text)
  if (m === null) throw new InvalidArgumentError('expected a size such as 64M or 1G')
  return Math.floor(Number(m[1]) * BYTE_UNITS[m[2].toLowerCase()])
}

const TIME_UNITS: Record<string, number> = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 }

/** Nanoseconds: 500, 10us, 2.5ms, 1s. A bare number is nanoseconds. */
export function nanoseconds(text: string): number {
  const m = /^(\d+(?:\.\d+)?)\s*(ns|us|ms|s)?$/i.exec(text)
  if (m === null) throw new InvalidArgumentError('expected a time such as 100us, 2.5ms or 1s')
  return Math.round(Number(m[1]) * TIME_UNITS[(m[2] ?? 'ns').toLowerCase()])
}

/** Seconds of real time, more than 0. */
export function seconds(text: string): number {
  const n = Number(text)
  if (!(n > 0)) throw new InvalidArgumentError('expected a number of seconds')
  return n
}

/** As PYTHONHASHSEED. */
export function hashSeed(text: string): number {
  const n = Number(text)
  if (!Number.isInteger(n) || n < 0 || n > 4294967295) {
    throw new InvalidArgumentError('expected a whole number from 0 to 4294967295')
  }
  return n
}

/** As gc.set_threshold(): up to three numbers. */
export function thresholds(text: string): [number, number, number] {
  const parts = text.split(',').map(Number)
  if (parts.length < 1 || parts.length > 3 || parts.some((n) => !Number.isInteger(n) || n < 0)) {
    throw new InvalidArgumentError('expected up to three whole numbers such as 700,10,10')
  }
  return [parts[0], parts[1] ?? 10, parts[2] ?? 10]
}
