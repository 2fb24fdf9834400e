/** IMPORT_NAME, IMPORT_FROM, IMPORT_STAR. */

import { i32, type Ptr } from '../memory/heap'
import { PyMapping_Keys } from '../object/abstract/mapping-protocol'
import { _PyObject_LookupAttr, PyObject_GetAttr } from '../object/abstract/object-protocol'
import { PyObject_SetItem, PySequence_GetItem } from '../object/abstract/sequence-protocol'
import { callN } from '../object/call'
import { PyDict_CheckExact, PyDict_GetItemWithError, PyDict_SetItem } from '../object/container/dict-core'
import { raise, raiseInt, typeNameOf } from '../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../object/errors-core'
import { PyErr_ExceptionMatches } from '../object/exception/err'
import { Py_DECREF, Py_NewRef, Py_XDECREF, typeFlagOf } from '../object/header'
import { INTERP_MODULES } from '../object/interp'
import * as L from '../object/layout'
import { PyLong_AsLong } from '../object/number/int-core'
import { _Py_ID, newStr, strToJS } from '../object/text/str-core'
import { Py_None, PyExc_ImportError, PyExc_IndexError, PyExc_TypeError } from '../object/types'
import { raiseImportError } from './error-state'
import { FW_BUILTINS, FW_GLOBALS, FW_LOCALS } from './frame-stack'
import { importModuleLevel, isInitializing } from './import'

const id = {
  import: _Py_ID('__import__'),
  name: _Py_ID('__name__'),
  file: _Py_ID('__file__'),
  all: _Py_ID('__all__'),
  dict: _Py_ID('__dict__'),
  spec: _Py_ID('__spec__'),
}

let originalImport: Ptr = 0
/** builtins.__import__ as the process created it: while it is in place, imports need no call through it. */
export function setOriginalImport(f: Ptr): void {
  originalImport = f
}

/** IMPORT_NAME; all borrowed; new reference or 0. */
export function importName(f: Ptr, name: Ptr, fromlist: Ptr, level: Ptr): Ptr {
  const w = f >> 2
  const builtins = i32[w + FW_BUILTINS]
  const func = PyDict_GetItemWithError(builtins, id.import)
  if (func === 0) return PyErr_Occurred() ? 0 : raise(PyExc_ImportError, '__import__ not found')
  const globals = i32[w + FW_GLOBALS]
  if (func === originalImport) return importModuleLevel(name, globals, fromlist, PyLong_AsLong(level))
  const locals = i32[w + FW_LOCALS]
  return callN(func, name, globals, locals === 0 ? Py_None : locals, fromlist, level)
}

/** IMPORT_FROM: the attribute, or the submodule from sys.modules; new reference or 0. */
export function importFrom(module: Ptr, name: Ptr): Ptr {
  const v = _PyObject_LookupAttr(module, name)
  if (v !== 0 || PyErr_Occurred()) return v
  const pkgname = _PyObject_LookupAttr(module, id.name)
  if (pkgname !== 0 && typeFlagOf(pkgname, L.TPFLAGS_UNICODE_SUBCLASS)) {
    const full = newStr(`${strToJS(pkgname)}.${strToJS(name)}`)
    const m = PyDict_GetItemWithError(i32[INTERP_MODULES >> 2], full)
    Py_DECREF(full)
    if (m !== 0) {
      Py_DECREF(pkgname)
      return Py_NewRef(m)
    }
  }
  PyErr_Clear()
  importFromError(module, name, pkgname)
  Py_XDECREF(pkgname)
  return 0
}

function importFromError(module: Ptr, name: Ptr, pkgname: Ptr): void {
  const pkg =
    pkgname !== 0 && typeFlagOf(pkgname, L.TPFLAGS_UNICODE_SUBCLASS) ? strToJS(pkgname) : '<unknown module name>'
  const file = _PyObject_LookupAttr(module, id.file)
  PyErr_Clear()
  const text = file !== 0 && typeFlagOf(file, L.TPFLAGS_UNICODE_SUBCLASS) ? strToJS(file) : null
  const where = text === null ? 'unknown location' : text
  const initializing = text !== null && isInitializing(module)
  const message = initializing
    ? `cannot import name '${strToJS(name)}' from partially initialized module '${pkg}' (most likely due to a circular import) (${where})`
    : `cannot import name '${strToJS(name)}' from '${pkg}' (${where})`
  raiseImportError(PyExc_ImportError, message, pkg, text)
  Py_XDECREF(file)
}

/** IMPORT_STAR: copies the public names of module into the frame's namespace; 0 or -1. */
export function importStar(f: Ptr, module: Ptr): number {
  const locals = i32[(f >> 2) + FW_LOCALS]
  let names = _PyObject_LookupAttr(module, id.all)
  let skipUnderscores = false
  if (names === 0) {
    if (PyErr_Occurred()) return -1
    const dict = _PyObject_LookupAttr(module, id.dict)
    if (dict === 0) {
      if (!PyErr_Occurred()) raise(PyExc_ImportError, 'from-import-* object has no __dict__ and no __all__')
      return -1
    }
    names = PyMapping_Keys(dict)
    Py_DECREF(dict)
    if (names === 0) return -1
    skipUnderscores = true
  }
  let r = 0
  for (let i = 0; r === 0; i++) {
    const name = PySequence_GetItem(names, i)
    if (name === 0) {
      if (PyErr_ExceptionMatches(PyExc_IndexError)) PyErr_Clear()
      else r = -1
      break
    }
    r = copyName(module, locals, name, skipUnderscores)
    Py_DECREF(name)
  }
  Py_DECREF(names)
  return r
}

function copyName(module: Ptr, locals: Ptr, name: Ptr, skipUnderscores: boolean): number {
  if (!typeFlagOf(name, L.TPFLAGS_UNICODE_SUBCLASS)) {
    const m = _PyObject_LookupAttr(module, id.name)
    PyErr_Clear()
    const where = m !== 0 && typeFlagOf(m, L.TPFLAGS_UNICODE_SUBCLASS) ? strToJS(m) : '?'
    Py_XDECREF(m)
    return raiseInt(
      PyExc_TypeError,
      skipUnderscores
        ? `Key in ${where}.__dict__ must be str, not ${typeNameOf(name)}`
        : `Item in ${where}.__all__ must be str, not ${typeNameOf(name)}`,
    )
  }
  if (skipUnderscores && strToJS(name).startsWith('_')) return 0
  const v = PyObject_GetAttr(module, name)
  if (v === 0) return -1
  const r = PyDict_CheckExact(locals) ? PyDict_SetItem(locals, name, v) : PyObject_SetItem(locals, name, v)
  Py_DECREF(v)
  return r
}
