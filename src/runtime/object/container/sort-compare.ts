/** The comparisons of list.sort (CPython's unsafe_*_compare and safe_object_compare). */
import { f64, i32, type Ptr } from '../../memory/heap'
import { PyObject_IsTrue, PyObject_RichCompareBool } from '../abstract/object-protocol'
import { FN, type richcmpfunc } from '../fn-table'
import { Py_DECREF, Py_SIZE, Py_TYPE } from '../header'
import { FLOAT_VALUE, LONG_DIGIT, OB_SIZE, Py_EQ, Py_LT, TP_RICHCOMPARE, TUPLE_ITEM, UNICODE_LENGTH } from '../layout'
import { memcmp } from '../text/mem'
import { _PyUnicode_EQ } from '../text/str-compare'
import { PyUnicode_DATA } from '../text/str-core'
import { Py_False, Py_NotImplemented, Py_True, PyLong_Type, PyUnicode_Type } from '../types'

/** 1 if v < w, 0 if not, -1 with an error set. */
export type LessThan = (v: Ptr, w: Ptr) => number

export const safe_object_compare: LessThan = (v, w) => PyObject_RichCompareBool(v, w, Py_LT)

export const unsafe_latin_compare: LessThan = (v, w) => {
  const n = i32[(v + UNICODE_LENGTH) >> 2]
  const m = i32[(w + UNICODE_LENGTH) >> 2]
  const c = memcmp(PyUnicode_DATA(v), PyUnicode_DATA(w), n < m ? n : m)
  return (c !== 0 ? c < 0 : n < m) ? 1 : 0
}

/** Exact ints of any size: what int's tp_richcompare would say, without making a bool. */
export const exact_long_compare: LessThan = (v, w) => {
  const n = i32[(v + OB_SIZE) >> 2]
  const m = i32[(w + OB_SIZE) >> 2]
  if (n !== m) return n < m ? 1 : 0
  const a = (v + LONG_DIGIT) >> 2
  const b = (w + LONG_DIGIT) >> 2
  for (let i = (n < 0 ? -n : n) - 1; i >= 0; i--) {
    const d = i32[a + i] - i32[b + i]
    if (d !== 0) return d < 0 === n > 0 ? 1 : 0
  }
  return 0
}

/** 1 or 0 for two exact ints or two exact strs, whose comparison has no side effects; -1 for anything else. */
function quickEqual(a: Ptr, b: Ptr): number {
  if (a === b) return 1
  const type = Py_TYPE(a)
  if (type !== Py_TYPE(b)) return -1
  if (type === PyLong_Type) {
    const n = i32[(a + OB_SIZE) >> 2]
    if (n !== i32[(b + OB_SIZE) >> 2]) return 0
    for (let i = (n < 0 ? -n : n) - 1; i >= 0; i--) {
      if (i32[((a + LONG_DIGIT) >> 2) + i] !== i32[((b + LONG_DIGIT) >> 2) + i]) return 0
    }
    return 1
  }
  return type === PyUnicode_Type ? (_PyUnicode_EQ(a, b) ? 1 : 0) : -1
}

export const unsafe_float_compare: LessThan = (v, w) =>
  f64[(v + FLOAT_VALUE) >> 3] < f64[(w + FLOAT_VALUE) >> 3] ? 1 : 0

/** Calls the one tp_richcompare all keys share, until a key turns up whose type got another. */
export function objectCompare(slot: number): LessThan {
  const compare = FN[slot] as richcmpfunc
  return (v, w) => {
    if (i32[(Py_TYPE(v) + TP_RICHCOMPARE) >> 2] !== slot) return PyObject_RichCompareBool(v, w, Py_LT)
    const r = compare(v, w, Py_LT)
    if (r === 0) return -1
    if (r === Py_NotImplemented) {
      Py_DECREF(r)
      return PyObject_RichCompareBool(v, w, Py_LT)
    }
    const truth = r === Py_True ? 1 : r === Py_False ? 0 : PyObject_IsTrue(r)
    Py_DECREF(r)
    return truth
  }
}

export function tupleCompare(first: LessThan): LessThan {
  return (v, w) => {
    const n = Py_SIZE(v)
    const m = Py_SIZE(w)
    for (let i = 0; i < n && i < m; i++) {
      const a = i32[(v + TUPLE_ITEM + i * 8) >> 2]
      const b = i32[(w + TUPLE_ITEM + i * 8) >> 2]
      const quick = quickEqual(a, b)
      const k = quick >= 0 ? quick : PyObject_RichCompareBool(a, b, Py_EQ)
      if (k < 0) return -1
      if (k === 0) return i === 0 ? first(a, b) : PyObject_RichCompareBool(a, b, Py_LT)
    }
    return n < m ? 1 : 0
  }
}
