/**
 * The two searches that run no Python code, and are nearly all there are: a str in a table of strs, an int of one digit in a general
 * table. Both say where the key is or where it would go, so that storing needs no second search.
 *
 * Result: >= 0 entry number; < 0 the key is absent and ~result is the index slot where it belongs (the first on the probe path that holds
 * no entry: never used or deleted).
 */
import { i8, i16, i32, type Ptr, u8 } from '../../memory/heap'
import {
  DK_INDICES,
  DK_LOG2_INDEX_BYTES,
  DK_LOG2_SIZE,
  GENERAL_ENTRY,
  LONG_DIGIT,
  OB_SIZE,
  OB_TYPE,
  UNICODE_ENTRY,
  UNICODE_HASH,
} from '../layout'
import { _PyUnicode_EQ } from '../text/str-compare'
import { PyLong_Type } from '../types'

/** An index that was never used. */
const UNUSED = -1
/** probeInt: a key of another type has the same hash, and must be asked. */
export const PROBE_ASK = -0x8000_0000

/** An exact str with its hash in a str or split table. */
export function probeStr(dk: Ptr, key: Ptr, lo: number, hi: number): number {
  const log2 = u8[dk + DK_LOG2_SIZE]
  const mask = (1 << log2) - 1
  const indices = dk + DK_INDICES
  const entries = (indices + (1 << u8[dk + DK_LOG2_INDEX_BYTES])) >> 2
  let slot = lo & mask
  let plo = lo
  let phi = hi
  let deleted = 0
  for (;;) {
    const ix = log2 < 8 ? i8[indices + slot] : log2 < 16 ? i16[(indices >> 1) + slot] : i32[(indices >> 2) + slot]
    if (ix >= 0) {
      const k = i32[entries + ix * (UNICODE_ENTRY >> 2)]
      if (k === key) return ix
      const h = (k + UNICODE_HASH) >> 2
      if (i32[h] === lo && i32[h + 1] === hi && _PyUnicode_EQ(k, key)) return ix
    } else if (ix === UNUSED) return deleted !== 0 ? deleted : ~slot
    else if (deleted === 0) deleted = ~slot
    plo = (plo >>> 5) | (phi << 27)
    phi >>>= 5
    slot = (slot * 5 + plo + 1) & mask
  }
}

/** An exact int of at most one digit with its hash in a general table; also PROBE_ASK. */
export function probeInt(dk: Ptr, key: Ptr, lo: number, hi: number): number {
  const log2 = u8[dk + DK_LOG2_SIZE]
  const mask = (1 << log2) - 1
  const indices = dk + DK_INDICES
  const entries = (indices + (1 << u8[dk + DK_LOG2_INDEX_BYTES])) >> 2
  let slot = lo & mask
  let plo = lo
  let phi = hi
  let deleted = 0
  for (;;) {
    const ix = log2 < 8 ? i8[indices + slot] : log2 < 16 ? i16[(indices >> 1) + slot] : i32[(indices >> 2) + slot]
    if (ix >= 0) {
      const e = entries + ix * (GENERAL_ENTRY >> 2)
      if (i32[e] === lo && i32[e + 1] === hi) {
        const k = i32[e + 2]
        if (k === key) return ix
        const kw = k >> 2
        if (i32[kw + (OB_TYPE >> 2)] !== PyLong_Type) return PROBE_ASK
        const w = key >> 2
        // other ints have the same hash, -1 and -2 among them
        if (
          i32[kw + (OB_SIZE >> 2)] === i32[w + (OB_SIZE >> 2)] &&
          i32[kw + (LONG_DIGIT >> 2)] === i32[w + (LONG_DIGIT >> 2)]
        ) {
          return ix
        }
      }
    } else if (ix === UNUSED) return deleted !== 0 ? deleted : ~slot
    else if (deleted === 0) deleted = ~slot
    plo = (plo >>> 5) | (phi << 27)
    phi >>>= 5
    slot = (slot * 5 + plo + 1) & mask
  }
}
