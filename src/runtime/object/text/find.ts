/**
 * Searching in characters of 1, 2 or 4 bytes. Haystack and needle are given as kind and address; str, bytes and bytearray
 * share these. Positions are in characters, relative to the haystack's start.
 */
import { type Ptr, u8, u16, u32 } from '../../memory/heap'
import { countByte, findByte } from './mem'
import { PyUnicode_READ } from './str-core'

/** First index of ch in [start, end), or -1. */
export function findChar(kind: number, data: Ptr, start: number, end: number, ch: number): number {
  if (kind === 1) {
    if (ch > 255) return -1
    const p = findByte(data + start, data + end, ch)
    return p < 0 ? -1 : p - data
  } else if (kind === 2) {
    const w = data >> 1
    for (let i = start; i < end; i++) if (u16[w + i] === ch) return i
  } else {
    const w = data >> 2
    for (let i = start; i < end; i++) if (u32[w + i] === ch) return i
  }
  return -1
}

/** Last index of ch in [start, end), or -1. */
export function rfindChar(kind: number, data: Ptr, start: number, end: number, ch: number): number {
  for (let i = end - 1; i >= start; i--) if (PyUnicode_READ(kind, data, i) === ch) return i
  return -1
}

/** Do the n needle characters stand at index at? */
export function matchesAt(kind: number, data: Ptr, at: number, nkind: number, ndata: Ptr, n: number): boolean {
  if (kind === 1 && nkind === 1) {
    const p = data + at
    for (let i = 0; i < n; i++) if (u8[p + i] !== u8[ndata + i]) return false
    return true
  }
  for (let i = 0; i < n; i++) {
    if (PyUnicode_READ(kind, data, at + i) !== PyUnicode_READ(nkind, ndata, i)) return false
  }
  return true
}

/** First index of the n > 0 needle characters wholly inside [start, end), or -1. Horspool's skip on the low byte. */
export function findSub(
  kind: number,
  data: Ptr,
  start: number,
  end: number,
  nkind: number,
  ndata: Ptr,
  n: number,
): number {
  if (nkind > kind || end - start < n) return -1
  if (n === 1) return findChar(kind, data, start, end, PyUnicode_READ(nkind, ndata, 0))
  const lastStart = end - n
  const lastChar = PyUnicode_READ(nkind, ndata, n - 1)
  if (kind === 1 && nkind === 1 && (n < 8 || end - start < 256)) {
    const first = u8[ndata]
    const stop = data + lastStart + 1
    for (let p = data + start; p < stop; p++) {
      if (u8[p] !== first) {
        p = findByte(p + 1, stop, first)
        if (p < 0) return -1
      }
      if (u8[p + n - 1] !== lastChar) continue
      let k = 1
      while (k < n - 1 && u8[p + k] === u8[ndata + k]) k++
      if (k >= n - 1) return p - data
    }
    return -1
  }
  if (n < 8 || end - start < 256) {
    for (let i = start; i <= lastStart; i++) {
      if (PyUnicode_READ(kind, data, i + n - 1) === lastChar && matchesAt(kind, data, i, nkind, ndata, n - 1)) {
        return i
      }
    }
    return -1
  }
  const skip = horspool(nkind, ndata, n)
  for (let i = start; i <= lastStart; ) {
    const c = PyUnicode_READ(kind, data, i + n - 1)
    if (c === lastChar && matchesAt(kind, data, i, nkind, ndata, n - 1)) return i
    i += skip[c & 255]
  }
  return -1
}

const skipTable = new Int32Array(256)
function horspool(nkind: number, ndata: Ptr, n: number): Int32Array {
  skipTable.fill(n)
  for (let i = 0; i < n - 1; i++) skipTable[PyUnicode_READ(nkind, ndata, i) & 255] = n - 1 - i
  return skipTable
}

/** Last index of the n > 0 needle characters wholly inside [start, end), or -1. */
export function rfindSub(
  kind: number,
  data: Ptr,
  start: number,
  end: number,
  nkind: number,
  ndata: Ptr,
  n: number,
): number {
  if (nkind > kind || end - start < n) return -1
  if (n === 1) return rfindChar(kind, data, start, end, PyUnicode_READ(nkind, ndata, 0))
  const first = PyUnicode_READ(nkind, ndata, 0)
  for (let i = end - n; i >= start; i--) {
    if (PyUnicode_READ(kind, data, i) === first && matchesAt(kind, data, i, nkind, ndata, n)) return i
  }
  return -1
}

/** Non-overlapping occurrences in [start, end), at most max; the empty needle occurs length + 1 times. */
export function countSub(
  kind: number,
  data: Ptr,
  start: number,
  end: number,
  nkind: number,
  ndata: Ptr,
  n: number,
  max: number,
): number {
  if (end < start) return 0
  if (n === 0) return Math.min(end - start + 1, max)
  if (n === 1 && kind === 1 && nkind === 1 && max >= end - start) return countByte(data + start, data + end, u8[ndata])
  let count = 0
  let i = start
  while (count < max) {
    const at = findSub(kind, data, i, end, nkind, ndata, n)
    if (at < 0) break
    count++
    i = at + n
  }
  return count
}
