/**
 * The end of the process, in CPython 3.11's order (Py_FinalizeEx, finalize_modules, interpreter_clear). What destructors
 * and weakref callbacks of a dying program can still see depends on every step.
 */

import { collectManually, collectNoFail, NUM_GENERATIONS } from '../gc/collect'
import { i32, type Ptr } from '../memory/heap'
import { staticAlloc } from '../memory/static-data'
import { _PyObject_LookupAttr, PyObject_IsTrue } from '../object/abstract/object-protocol'
import { GC_CALLBACKS, GC_ENABLED, GC_GARBAGE } from '../object/alloc'
import { PyObject_CallNoArgs } from '../object/call'
import {
  dictGetItemStr,
  dictNext,
  entry,
  PyDict_CheckExact,
  PyDict_Clear,
  PyDict_Copy,
  PyDict_SetItem,
  PyDict_Update,
} from '../object/container/dict-core'
import { PyList_Append, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from '../object/container/list-core'
import { TS_DICT } from '../object/container/repr-guard'
import { PyTuple_GET_ITEM, PyTuple_Pack } from '../object/container/tuple-core'
import { PyErr_Clear, PyErr_Occurred } from '../object/errors-core'
import { PyErr_WriteUnraisable } from '../object/exception/err'
import { addRoots } from '../object/extra-roots'
import { Py_DECREF, Py_INCREF, Py_TYPE, Py_XDECREF, typeFlagOf } from '../object/header'
import { INTERP_BUILTINS, INTERP_MODULES, INTERP_SYSDICT } from '../object/interp'
import { MD_DICT, TPFLAGS_UNICODE_SUBCLASS } from '../object/layout'
import { _PyUnicode_EqualToASCIIString } from '../object/text/str-compare'
import { _Py_ID, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from '../object/text/str-core'
import { PyType_IsSubtype } from '../object/type/subtype'
import { PyWeakref_GET_OBJECT, PyWeakref_NewRef } from '../object/type/weakref-core'
import { Py_None, PyModule_Type } from '../object/types'

const ID = {
  underscore: _Py_ID('_'),
  closed: _Py_ID('closed'),
  flush: _Py_ID('flush'),
  stdout: _Py_ID('stdout'),
  stderr: _Py_ID('stderr'),
}
/** Attributes of sys that are set to None first: they may keep the user's objects alive. */
const SYS_DELETED = `path argv ps1 ps2 last_type last_value last_traceback path_hooks path_importer_cache meta_path`
  .split(' ')
  .map(_Py_ID)
const SYS_FILES = ['stdin', 'stdout', 'stderr'].map((name) => [_Py_ID(name), _Py_ID(`__${name}__`)])

/** The builtins dict as it was before any user code ran; owned. */
const BUILTINS_COPY: Ptr = staticAlloc(8, 8)
addRoots((visit) => visit(i32[BUILTINS_COPY >> 2]))

/** Called once, when the builtins are complete and nobody has added to them. */
export function captureBuiltins(): void {
  i32[BUILTINS_COPY >> 2] = PyDict_Copy(i32[INTERP_BUILTINS >> 2])
}

const builtins = (): Ptr => i32[INTERP_BUILTINS >> 2]
const sysDict = (): Ptr => i32[INTERP_SYSDICT >> 2]
const isModule = (o: Ptr): boolean => PyType_IsSubtype(Py_TYPE(o), PyModule_Type)

function setOrReport(dict: Ptr, key: Ptr, value: Ptr): void {
  if (PyDict_SetItem(dict, key, value) < 0) PyErr_WriteUnraisable(0)
}

function flushFile(name: Ptr, report: boolean): boolean {
  const file = sysDict() === 0 ? 0 : dictGetItemStr(sysDict(), name)
  if (file === 0 || file === Py_None) return true
  Py_INCREF(file)
  const ok = isClosed(file) || flushed(file, report)
  Py_DECREF(file)
  return ok
}

function isClosed(file: Ptr): boolean {
  const closed = _PyObject_LookupAttr(file, ID.closed)
  const value = closed === 0 ? 0 : PyObject_IsTrue(closed)
  Py_XDECREF(closed)
  if (PyErr_Occurred()) PyErr_Clear()
  return value > 0
}

function flushed(file: Ptr, report: boolean): boolean {
  const method = _PyObject_LookupAttr(file, ID.flush)
  const r = method === 0 ? 0 : PyObject_CallNoArgs(method)
  Py_XDECREF(method)
  if (r !== 0) {
    Py_DECREF(r)
    return true
  }
  if (report) PyErr_WriteUnraisable(file)
  else PyErr_Clear()
  return false
}

/** Flushes sys.stdout and sys.stderr; false when one of them failed (flush_std_files: exit status 120). */
export function flushStandardFiles(): boolean {
  const out = flushFile(ID.stdout, true)
  const err = flushFile(ID.stderr, false)
  return out && err
}

/** The last printed value, the path, the last error: set to None; standard files are the first ones again. */
function deleteSpecialNames(): void {
  setOrReport(builtins(), ID.underscore, Py_None)
  for (const name of SYS_DELETED) setOrReport(sysDict(), name, Py_None)
  for (const [name, original] of SYS_FILES) setOrReport(sysDict(), name, dictGetItemStr(sysDict(), original) || Py_None)
}

/** Every module in sys.modules becomes None; a list of (name, weak reference) remembers them, in order of import. */
function removeModules(modules: Ptr): Ptr {
  const weaklist = PyList_New(0)
  if (weaklist === 0) PyErr_WriteUnraisable(0)
  if (!PyDict_CheckExact(modules)) return weaklist
  for (let pos = dictNext(modules, 0); pos > 0; pos = dictNext(modules, pos)) {
    const { key, value } = entry
    if (!isModule(value)) continue
    if (weaklist !== 0) remember(weaklist, key, value)
    setOrReport(modules, key, Py_None)
  }
  return weaklist
}

function remember(weaklist: Ptr, name: Ptr, module: Ptr): void {
  const ref = PyWeakref_NewRef(module, 0)
  const pair = ref === 0 ? 0 : PyTuple_Pack(name, ref)
  Py_XDECREF(ref)
  if (pair === 0 || PyList_Append(weaklist, pair) < 0) PyErr_WriteUnraisable(0)
  Py_XDECREF(pair)
}

function restoreBuiltins(): void {
  const before = PyDict_Copy(builtins())
  if (before === 0) PyErr_WriteUnraisable(0)
  PyDict_Clear(builtins())
  if (i32[BUILTINS_COPY >> 2] !== 0 && PyDict_Update(builtins(), i32[BUILTINS_COPY >> 2]) < 0) PyErr_Clear()
  Py_XDECREF(before)
}

/** Modules somebody still holds, the last imported first: their names become None. sys and builtins come later. */
function clearSurvivors(weaklist: Ptr): void {
  for (let i = PyList_GET_SIZE(weaklist) - 1; i >= 0; i--) {
    const module = PyWeakref_GET_OBJECT(PyTuple_GET_ITEM(PyList_GET_ITEM(weaklist, i), 1))
    if (module === Py_None) continue
    const dict = i32[(module + MD_DICT) >> 2]
    if (dict === 0 || dict === builtins() || dict === sysDict()) continue
    Py_INCREF(module)
    clearModuleDict(dict)
    Py_DECREF(module)
  }
}

const charAt = (s: Ptr, i: number): number =>
  i < PyUnicode_GET_LENGTH(s) ? PyUnicode_READ(PyUnicode_KIND(s), PyUnicode_DATA(s), i) : 0
const UNDERSCORE = 95
const isPrivate = (key: Ptr): boolean => charAt(key, 0) === UNDERSCORE && charAt(key, 1) !== UNDERSCORE
const isKept = (key: Ptr): boolean => _PyUnicode_EqualToASCIIString(key, '__builtins__')

/** Names with one leading underscore become None first, then all others but __builtins__ (_PyModule_ClearDict). */
export function clearModuleDict(dict: Ptr): void {
  clearNames(dict, isPrivate)
  clearNames(dict, (key) => !isKept(key))
}

function clearNames(dict: Ptr, wanted: (key: Ptr) => boolean): void {
  for (let pos = dictNext(dict, 0); pos > 0; pos = dictNext(dict, pos)) {
    const { key, value } = entry
    if (value === Py_None || !typeFlagOf(key, TPFLAGS_UNICODE_SUBCLASS) || !wanted(key)) continue
    setOrReport(dict, key, Py_None)
  }
}

function dropRoot(root: Ptr): void {
  const o = i32[root >> 2]
  i32[root >> 2] = 0
  Py_XDECREF(o)
}

/** All modules go (finalize_modules). */
function finalizeModules(): void {
  const modules = i32[INTERP_MODULES >> 2]
  if (modules === 0) return
  deleteSpecialNames()
  const weaklist = removeModules(modules)
  PyDict_Clear(modules)
  restoreBuiltins()
  collectNoFail()
  if (weaklist !== 0) {
    clearSurvivors(weaklist)
    Py_DECREF(weaklist)
  }
  clearModuleDict(sysDict())
  clearModuleDict(builtins())
  dropRoot(INTERP_MODULES)
  collectNoFail()
}

export interface FinalizationSteps {
  /** The functions registered with atexit, last first; threads that are still to be waited for come before them. */
  runExitFunctions(): void
  /** From here on sys.is_finalizing() is true. */
  markFinalizing?(): void
}

/** Everything from the exit functions to the last module; sys and builtins still exist, emptied. False: flushing failed. */
export function finalizeProcess(steps: FinalizationSteps): boolean {
  steps.runExitFunctions()
  steps.markFinalizing?.()
  let ok = flushStandardFiles()
  if (i32[GC_ENABLED >> 2]) collectManually(NUM_GENERATIONS - 1, 'shutdown')
  finalizeModules()
  ok = flushStandardFiles() && ok
  clearInterpreter()
  return ok
}

/** The interpreter lets go of its own dicts (interpreter_clear). */
function clearInterpreter(): void {
  collectNoFail()
  dropRoot(TS_DICT)
  dropRoot(GC_GARBAGE)
  dropRoot(GC_CALLBACKS)
  PyDict_Clear(sysDict())
  PyDict_Clear(builtins())
  dropRoot(BUILTINS_COPY)
  dropRoot(INTERP_SYSDICT)
  dropRoot(INTERP_BUILTINS)
}
