/** Globals, builtins, class-body names, cells: LOAD_/STORE_/DELETE_ of NAME, GLOBAL and DEREF. */

import { i32, type Ptr } from '../memory/heap'
import { PyObject_DelItem, PyObject_GetItem, PyObject_SetItem } from '../object/abstract/mapping-protocol'
import { PyObject_GC_New, PyObject_GC_Track } from '../object/alloc'
import {
  _PyDict_LookupIndex,
  dictValueAt,
  hashFailed,
  keyHash,
  maintainTracking,
  nextVersion,
  PyDict_CheckExact,
  PyDict_DelItem,
  PyDict_GetItemWithError,
  PyDict_New,
  PyDict_SetItem,
} from '../object/container/dict-core'
import { _PyDictKeys_GetVersionForCurrentState, dkEntries, dkKind } from '../object/container/dict-keys'
import { raise, raiseInt } from '../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../object/errors-core'
import { PyErr_ExceptionMatches } from '../object/exception/err'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF } from '../object/header'
import { HASH_HI } from '../object/interp'
import * as L from '../object/layout'
import { _Py_ID, strToJS } from '../object/text/str-core'
import {
  PyCell_Type,
  PyExc_KeyError,
  PyExc_NameError,
  PyExc_SystemError,
  PyExc_UnboundLocalError,
} from '../object/types'
import { setNameErrorName } from './error-state'
import { FW_BUILTINS, FW_CODE, FW_FUNC, FW_GLOBALS, FW_LOCALS, FW_LOCALSPLUS } from './frame-stack'
import { IC } from './inline-caches'

const S_annotations = _Py_ID('__annotations__')
const S_build_class = _Py_ID('__build_class__')

function nameError(name: Ptr): 0 {
  raise(PyExc_NameError, `name '${strToJS(name)}' is not defined`)
  setNameErrorName(name)
  return 0
}

/*
 * Inline cache of LOAD_GLOBAL, 6 words: [0] key table of globals, [1] its version, [2] address of the value word;
 * for builtins [3] key table, [4] version, [5] address of the value word (then [2] is 0 and the globals' version proves
 * that the name is not there).
 */
export function loadGlobal(f: Ptr, name: Ptr, k: number): Ptr {
  const w = f >> 2
  const gkeys = i32[(i32[w + FW_GLOBALS] + L.DICT_KEYS) >> 2]
  if (gkeys === IC[k] && i32[(gkeys + L.DK_VERSION) >> 2] === IC[k + 1]) {
    const slot = IC[k + 2]
    if (slot !== 0) {
      const v = i32[slot >> 2]
      i32[v >> 2]++
      return v
    }
    const bkeys = i32[(i32[w + FW_BUILTINS] + L.DICT_KEYS) >> 2]
    if (bkeys === IC[k + 3] && i32[(bkeys + L.DK_VERSION) >> 2] === IC[k + 4]) {
      const v = i32[IC[k + 5] >> 2]
      i32[v >> 2]++
      return v
    }
  }
  return loadGlobalSlow(w, name, k)
}

function loadGlobalSlow(w: number, name: Ptr, k: number): Ptr {
  const globals = i32[w + FW_GLOBALS]
  const builtins = i32[w + FW_BUILTINS]
  IC[k] = 0
  if (!PyDict_CheckExact(globals) || !PyDict_CheckExact(builtins)) return loadGlobalMapping(globals, builtins, name)
  const lo = keyHash(name)
  const hi = i32[HASH_HI >> 2]
  if (hashFailed(lo)) return 0
  let ix = _PyDict_LookupIndex(globals, name, lo, hi)
  if (ix === -3) return 0
  const gkeys = i32[(globals + L.DICT_KEYS) >> 2]
  if (ix >= 0) {
    const v = dictValueAt(globals, ix)
    if (v !== 0) {
      if (dkKind(gkeys) === L.DICT_KEYS_UNICODE) {
        const version = _PyDictKeys_GetVersionForCurrentState(gkeys)
        if (version !== 0) {
          IC[k + 1] = version
          IC[k + 2] = dkEntries(gkeys) + ix * L.UNICODE_ENTRY + 8
          IC[k] = gkeys
        }
      }
      return Py_NewRef(v)
    }
  }
  ix = _PyDict_LookupIndex(builtins, name, lo, hi)
  if (ix === -3) return 0
  const v = ix >= 0 ? dictValueAt(builtins, ix) : 0
  if (v === 0) return nameError(name)
  const bkeys = i32[(builtins + L.DICT_KEYS) >> 2]
  if (dkKind(gkeys) === L.DICT_KEYS_UNICODE && dkKind(bkeys) === L.DICT_KEYS_UNICODE) {
    const gv = _PyDictKeys_GetVersionForCurrentState(gkeys)
    const bv = _PyDictKeys_GetVersionForCurrentState(bkeys)
    if (gv !== 0 && bv !== 0) {
      IC[k + 1] = gv
      IC[k + 2] = 0
      IC[k + 3] = bkeys
      IC[k + 4] = bv
      IC[k + 5] = dkEntries(bkeys) + ix * L.UNICODE_ENTRY + 8
      IC[k] = gkeys
    }
  }
  return Py_NewRef(v)
}

function loadGlobalMapping(globals: Ptr, builtins: Ptr, name: Ptr): Ptr {
  for (const mapping of [globals, builtins]) {
    const v = PyObject_GetItem(mapping, name)
    if (v !== 0) return v
    if (!PyErr_ExceptionMatches(PyExc_KeyError)) return 0
    PyErr_Clear()
  }
  return nameError(name)
}

/** New reference from a dict or other mapping, 0 without error when absent. */
function lookup(mapping: Ptr, name: Ptr): Ptr {
  if (PyDict_CheckExact(mapping)) {
    const v = PyDict_GetItemWithError(mapping, name)
    return v === 0 ? 0 : Py_NewRef(v)
  }
  const v = PyObject_GetItem(mapping, name)
  if (v === 0 && PyErr_ExceptionMatches(PyExc_KeyError)) PyErr_Clear()
  return v
}

/** LOAD_NAME; cache of 6 words. At the top of a module, where locals are the globals, it is LOAD_GLOBAL. */
export function loadName(f: Ptr, name: Ptr, k: number): Ptr {
  const locals = i32[(f >> 2) + FW_LOCALS]
  return locals === i32[(f >> 2) + FW_GLOBALS] && PyDict_CheckExact(locals)
    ? loadGlobal(f, name, k)
    : loadNameSlow(f, name)
}

function loadNameSlow(f: Ptr, name: Ptr): Ptr {
  const w = f >> 2
  const locals = i32[w + FW_LOCALS]
  if (locals === 0) return raise(PyExc_SystemError, `no locals when loading '${strToJS(name)}'`)
  let v = lookup(locals, name)
  if (v !== 0 || PyErr_Occurred()) return v
  const globals = i32[w + FW_GLOBALS]
  if (globals !== locals) {
    v = PyDict_GetItemWithError(globals, name)
    if (v !== 0) return Py_NewRef(v)
    if (PyErr_Occurred()) return 0
  }
  v = lookup(i32[w + FW_BUILTINS], name)
  if (v !== 0 || PyErr_Occurred()) return v
  return nameError(name)
}

/**
 * Stores a name in a dict; cache of 1 word: the entry where the name was last time, plus 1. A name that is there already
 * gets its new value without a search.
 */
function storeInDict(dict: Ptr, name: Ptr, v: Ptr, k: number): number {
  const ix = IC[k] - 1
  const keys = i32[(dict + L.DICT_KEYS) >> 2]
  if (ix >= 0 && ix < i32[(keys + L.DK_NENTRIES) >> 2] && dkKind(keys) === L.DICT_KEYS_UNICODE) {
    const entry = dkEntries(keys) + ix * L.UNICODE_ENTRY
    const old = i32[(entry + 8) >> 2]
    if (i32[entry >> 2] === name && old !== 0 && old !== v) {
      maintainTracking(dict, name, v)
      i32[v >> 2]++
      i32[(entry + 8) >> 2] = v
      nextVersion(dict)
      Py_DECREF(old)
      return 0
    }
  }
  if (PyDict_SetItem(dict, name, v) < 0) return -1
  // (a search in a table of other kinds could run a key's __eq__)
  const searchable = dkKind(i32[(dict + L.DICT_KEYS) >> 2]) === L.DICT_KEYS_UNICODE
  IC[k] = searchable ? _PyDict_LookupIndex(dict, name, keyHash(name), i32[HASH_HI >> 2]) + 1 : 0
  return 0
}

/** STORE_NAME; cache of 1 word. v is borrowed; 0 or -1. */
export function storeName(f: Ptr, name: Ptr, v: Ptr, k: number): number {
  const locals = i32[(f >> 2) + FW_LOCALS]
  if (locals === 0) return raiseInt(PyExc_SystemError, `no locals found when storing '${strToJS(name)}'`)
  return PyDict_CheckExact(locals) ? storeInDict(locals, name, v, k) : PyObject_SetItem(locals, name, v)
}

export function deleteName(f: Ptr, name: Ptr): number {
  const locals = i32[(f >> 2) + FW_LOCALS]
  if (locals === 0) return raiseInt(PyExc_SystemError, `no locals when deleting '${strToJS(name)}'`)
  const r = PyObject_DelItem(locals, name)
  if (r < 0) {
    PyErr_Clear()
    nameError(name)
  }
  return r
}

/** STORE_GLOBAL; cache of 1 word. v is borrowed; 0 or -1. */
export const storeGlobal = (f: Ptr, name: Ptr, v: Ptr, k: number): number =>
  storeInDict(i32[(f >> 2) + FW_GLOBALS], name, v, k)

export function deleteGlobal(f: Ptr, name: Ptr): number {
  const r = PyDict_DelItem(i32[(f >> 2) + FW_GLOBALS], name)
  if (r < 0 && PyErr_ExceptionMatches(PyExc_KeyError)) {
    PyErr_Clear()
    nameError(name)
  }
  return r
}

const localName = (f: Ptr, i: number): Ptr => {
  const names = i32[(i32[(f >> 2) + FW_CODE] + L.CO_LOCALSPLUSNAMES) >> 2]
  return i32[(names + L.TUPLE_ITEM + 8 * i) >> 2]
}

export function unboundLocal(f: Ptr, i: number): void {
  raise(
    PyExc_UnboundLocalError,
    `cannot access local variable '${strToJS(localName(f, i))}' where it is not associated with a value`,
  )
}

/** Reading or deleting an empty cell: an own cell variable or a free variable of an enclosing function. */
export function unboundDeref(f: Ptr, i: number): void {
  const code = i32[(f >> 2) + FW_CODE]
  const free = i >= i32[(code + L.CO_NLOCALSPLUS) >> 2] - i32[(code + L.CO_NFREEVARS) >> 2]
  if (!free) {
    unboundLocal(f, i)
    return
  }
  const name = localName(f, i)
  raise(
    PyExc_NameError,
    `cannot access free variable '${strToJS(name)}' where it is not associated with a value in enclosing scope`,
  )
  setNameErrorName(name)
}

/** MAKE_CELL: a new cell holding the initial value (stolen, 0 = empty). */
export function makeCell(initial: Ptr): Ptr {
  const cell = PyObject_GC_New(PyCell_Type, L.SIZEOF_CELL)
  if (cell === 0) return 0
  i32[(cell + L.CELL_REF) >> 2] = initial
  i32[(cell + L.CELL_REF + 4) >> 2] = 0
  PyObject_GC_Track(cell)
  return cell
}

/** COPY_FREE_VARS: the function's closure cells become the last n slots of the frame. */
export function copyFreeVars(f: Ptr, first: number, n: number): void {
  const closure = i32[(i32[(f >> 2) + FW_FUNC] + L.FUNC_CLOSURE) >> 2]
  for (let i = 0; i < n; i++) {
    const cell = i32[(closure + L.TUPLE_ITEM + 8 * i) >> 2]
    Py_INCREF(cell)
    i32[(f >> 2) + FW_LOCALSPLUS + 2 * (first + i)] = cell
  }
}

export function storeDeref(cell: Ptr, v: Ptr): void {
  const old = i32[(cell + L.CELL_REF) >> 2]
  i32[(cell + L.CELL_REF) >> 2] = v
  Py_XDECREF(old)
}

export function deleteDeref(f: Ptr, i: number): number {
  const cell = i32[(f >> 2) + FW_LOCALSPLUS + 2 * i]
  const old = i32[(cell + L.CELL_REF) >> 2]
  if (old === 0) {
    unboundDeref(f, i)
    return -1
  }
  i32[(cell + L.CELL_REF) >> 2] = 0
  Py_DECREF(old)
  return 0
}

/** LOAD_CLASSDEREF: the class namespace first, then the cell. */
export function loadClassDeref(f: Ptr, i: number): Ptr {
  const w = f >> 2
  const name = localName(f, i)
  const v = lookup(i32[w + FW_LOCALS], name)
  if (v !== 0 || PyErr_Occurred()) return v
  const cell = i32[w + FW_LOCALSPLUS + 2 * i]
  const content = i32[(cell + L.CELL_REF) >> 2]
  if (content === 0) {
    unboundDeref(f, i)
    return 0
  }
  return Py_NewRef(content)
}

export function setupAnnotations(f: Ptr): number {
  const locals = i32[(f >> 2) + FW_LOCALS]
  if (locals === 0) return raiseInt(PyExc_SystemError, 'no locals found when setting up annotations')
  const existing = lookup(locals, S_annotations)
  if (existing !== 0) {
    Py_DECREF(existing)
    return 0
  }
  if (PyErr_Occurred()) return -1
  const d = PyDict_New()
  if (d === 0) return -1
  const r = PyDict_CheckExact(locals)
    ? PyDict_SetItem(locals, S_annotations, d)
    : PyObject_SetItem(locals, S_annotations, d)
  Py_DECREF(d)
  return r
}

export function loadBuildClass(f: Ptr): Ptr {
  const v = lookup(i32[(f >> 2) + FW_BUILTINS], S_build_class)
  if (v === 0 && !PyErr_Occurred()) return raise(PyExc_NameError, '__build_class__ not found')
  return v
}
