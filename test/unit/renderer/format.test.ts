import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatBytesInFull,
  formatCompact,
  formatCount,
  formatDuration,
  formatPercent,
  formatSigned,
} from '../../../src/renderer/format/numbers'

/** Thin and no-break spaces as plain ones, so that the expectations can be read. */
const plain = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ').replace('\u2212', '-')

describe('figures', () => {
  it.each([
    [0, '0 B'],
    [1023, '1 023 B'],
    [1024, '1.00 KiB'],
    [1536, '1.50 KiB'],
    [1024 * 1024 - 1, '1.00 MiB'],
    [5_347_737, '5.10 MiB'],
    [150 * 1024 * 1024, '150 MiB'],
    [3 * 1024 ** 3, '3.00 GiB'],
    [-2048, '-2.00 KiB'],
  ])('%d bytes', (bytes, text) => expect(plain(formatBytes(bytes))).toBe(text))

  it.each([
    [0, '0 ns'],
    [999, '999 ns'],
    [1000, '1.00 µs'],
    [214_000, '214 µs'],
    [1_800_000_000, '1.80 s'],
    [125_000_000_000, '2 min 5 s'],
  ])('%d ns', (ns, text) => expect(plain(formatDuration(ns))).toBe(text))

  it('counts have thin separators, differences a sign', () => {
    expect(formatCount(1234567)).toBe('1\u202f234\u202f567')
    expect(plain(formatSigned(1536, formatBytes))).toBe('+1.50 KiB')
    expect(plain(formatSigned(-3))).toBe('-3')
    expect(plain(formatSigned(0, formatBytes))).toBe('±0 B')
    expect(plain(formatCompact(41_320))).toBe('41.3 k')
    expect(plain(formatPercent(0.1234))).toBe('12.3 %')
    expect(plain(formatBytesInFull(5_347_737))).toBe('5 347 737 B (5.10 MiB)')
  })

  it('what is no number is a dash', () => {
    for (const format of [formatBytes, formatDuration, formatCount, formatCompact, formatPercent, formatSigned]) {
      expect(format(Number.NaN)).toBe('–')
    }
  })
})
