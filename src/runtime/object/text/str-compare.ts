/** Hash, equality and order of str objects, on the bytes (CPython Objects/unicodeobject.c). */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { HASH_HI } from '../interp'
import { UNICODE_HASH, UNICODE_LENGTH, UNICODE_STATE } from '../layout'
import { memeq } from './mem'
import { hashBytes } from './siphash'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from './str-core'

/** tp_hash of str: computed once, kept in the object. Low word; the high word goes to HASH_HI. */
export function unicode_hash(s: Ptr): number {
  const lo = i32[(s + UNICODE_HASH) >> 2]
  const hi = i32[(s + UNICODE_HASH + 4) >> 2]
  // -1 as a whole is "not computed"; a computed hash is never -1
  if (lo !== -1 || hi !== -1) {
    i32[HASH_HI >> 2] = hi
    return lo
  }
  const h = hashBytes(PyUnicode_DATA(s), i32[(s + UNICODE_LENGTH) >> 2] * PyUnicode_KIND(s))
  i32[(s + UNICODE_HASH) >> 2] = h
  i32[(s + UNICODE_HASH + 4) >> 2] = i32[HASH_HI >> 2]
  return h
}

/** Same characters? Both must be str (or subclass) instances. Canonical kinds make different kinds unequal. */
export function _PyUnicode_EQ(a: Ptr, b: Ptr): boolean {
  if (a === b) return true
  const n = i32[(a + UNICODE_LENGTH) >> 2]
  if (n !== i32[(b + UNICODE_LENGTH) >> 2]) return false
  const kind = (i32[(a + UNICODE_STATE) >> 2] >> 2) & 7
  if (kind !== ((i32[(b + UNICODE_STATE) >> 2] >> 2) & 7)) return false
  return memeq(PyUnicode_DATA(a), PyUnicode_DATA(b), n * kind)
}

/** -1, 0 or 1 by code points. */
export function PyUnicode_Compare(a: Ptr, b: Ptr): number {
  if (a === b) return 0
  const ka = PyUnicode_KIND(a)
  const kb = PyUnicode_KIND(b)
  const da = PyUnicode_DATA(a)
  const db = PyUnicode_DATA(b)
  const la = PyUnicode_GET_LENGTH(a)
  const lb = PyUnicode_GET_LENGTH(b)
  const n = la < lb ? la : lb
  for (let i = 0; i < n; i++) {
    const d = PyUnicode_READ(ka, da, i) - PyUnicode_READ(kb, db, i)
    if (d !== 0) return d < 0 ? -1 : 1
  }
  return la === lb ? 0 : la < lb ? -1 : 1
}

/** Is the str equal to this ASCII text of the runtime? */
export function _PyUnicode_EqualToASCIIString(s: Ptr, text: string): boolean {
  const n = text.length
  if (i32[(s + UNICODE_LENGTH) >> 2] !== n || PyUnicode_KIND(s) !== 1) return false
  const data = PyUnicode_DATA(s)
  for (let i = 0; i < n; i++) if (u8[data + i] !== text.charCodeAt(i)) return false
  return true
}
