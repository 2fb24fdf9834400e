/** Walking a dict's entries in order, by layout alone; safe when f changes the dict (every step reads the dict anew). */
import { i32, type Ptr, u8 } from '../../memory/heap'
import {
  DICT_KEYS,
  DICT_KEYS_GENERAL,
  DICT_VALUES,
  DK_INDICES,
  DK_KIND,
  DK_LOG2_INDEX_BYTES,
  DK_NENTRIES,
  GENERAL_ENTRY,
  UNICODE_ENTRY,
} from '../layout'

/** Calls f with each key and value (borrowed) until it returns false; false when it was stopped. */
export function dictEach(dict: Ptr, f: (key: Ptr, value: Ptr) => boolean): boolean {
  for (let i = 0; ; i++) {
    const keys = i32[(dict + DICT_KEYS) >> 2]
    const values = i32[(dict + DICT_VALUES) >> 2]
    const entries = keys + DK_INDICES + (1 << u8[keys + DK_LOG2_INDEX_BYTES])
    if (values !== 0) {
      if (i >= u8[values - 2]) return true
      const index = u8[values - 3 - i]
      if (!f(i32[(entries + index * UNICODE_ENTRY) >> 2], i32[(values + index * 8) >> 2])) return false
      continue
    }
    if (i >= i32[(keys + DK_NENTRIES) >> 2]) return true
    const general = u8[keys + DK_KIND] === DICT_KEYS_GENERAL
    const entry = entries + i * (general ? GENERAL_ENTRY : UNICODE_ENTRY)
    const key = i32[(entry + (general ? 8 : 0)) >> 2]
    const value = i32[(entry + (general ? 16 : 8)) >> 2]
    if (value !== 0 && !f(key, value)) return false
  }
}
