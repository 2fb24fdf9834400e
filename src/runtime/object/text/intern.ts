/**
 * Interned strings (CPython 3.11 semantics: mortal). The interned dict maps each string to itself but does not count: its
 * two references are taken off again, so that the string dies with its last user and unicode_dealloc removes it.
 */
import { i32, type Ptr } from '../../memory/heap'
import { PyDict_DelItem, PyDict_New, PyDict_SetDefault } from '../container/dict-core'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_INCREF } from '../header'
import { INTERP_INTERNED } from '../interp'
import { STATE_INTERNED_MASK, UNICODE_STATE } from '../layout'
import { PyUnicode_CheckExact, setRemoveInterned } from './str-build'
import { newStr, staticStrings } from './str-core'

const INTERNED_MORTAL = 1

export const isInterned = (s: Ptr): boolean => (i32[(s + UNICODE_STATE) >> 2] & STATE_INTERNED_MASK) !== 0

/**
 * Interns s: steals it and returns the canonical string (an owned reference in exchange). Subclass instances and failures
 * give s itself back (PyUnicode_InternInPlace).
 */
export function PyUnicode_InternInPlace(s: Ptr): Ptr {
  if (!PyUnicode_CheckExact(s) || isInterned(s)) return s
  let dict = i32[INTERP_INTERNED >> 2]
  if (dict === 0) {
    dict = PyDict_New()
    if (dict === 0) {
      PyErr_Clear()
      return s
    }
    i32[INTERP_INTERNED >> 2] = dict
  }
  const t = PyDict_SetDefault(dict, s, s)
  if (t === 0) {
    if (PyErr_Occurred()) PyErr_Clear()
    return s
  }
  if (t !== s) {
    Py_INCREF(t)
    Py_DECREF(s)
    return t
  }
  // the two references of the dict do not count
  i32[s >> 2] -= 2
  i32[(s + UNICODE_STATE) >> 2] |= INTERNED_MORTAL
  return s
}

/** A new reference to the interned str with this text. */
export function PyUnicode_InternFromString(js: string): Ptr {
  const s = newStr(js)
  return s === 0 ? 0 : PyUnicode_InternInPlace(s)
}

/** Boot: the runtime's own identifiers become interned; they keep their count of a static object. */
export function internStaticStrings(): void {
  for (const s of staticStrings) {
    Py_INCREF(s)
    const t = PyUnicode_InternInPlace(s)
    i32[t >> 2]--
  }
}

setRemoveInterned((s) => {
  // revive for the deletion: it drops the dict's two references and leaves one
  i32[s >> 2] = 3
  if (PyDict_DelItem(i32[INTERP_INTERNED >> 2], s) !== 0) PyErr_Clear()
  i32[s >> 2] = 0
})
