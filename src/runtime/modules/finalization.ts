/** The end of the process, step by step (Py_FinalizeEx and finalize_modules of CPython 3.11). */
import { collectManually, collectNoFail } from '../gc/collect'
import { i32, type Ptr } from '../memory/heap'
import { GC_ENABLED } from '../object/alloc'
import { dictGetItemStr, dictNext, entry, PyDict_Clear, PyDict_SetItem } from '../object/container/dict-core'
import { PyDict_Copy, PyDict_Update } from '../object/container/dict-merge'
import { PyErr_Clear } from '../object/errors-core'
import { Py_DECREF, Py_INCREF, Py_NewRef, typeFlagOf } from '../object/header'
import { INTERP_BUILTINS, INTERP_MODULES, INTERP_SYSDICT } from '../object/interp'
import { MD_DICT, TPFLAGS_UNICODE_SUBCLASS } from '../object/layout'
import { _Py_ID, strToJS } from '../object/text/str-core'
import { PyObject_TypeCheck } from '../object/type/subtype'
import { PyWeakref_GET_OBJECT, PyWeakref_NewRef } from '../object/type/weakref-core'
import { Py_None, PyModule_Type } from '../object/types'
import { flushFile, sysAttribute } from './file-objects'
import { setFinalizing } from './sys-functions'

const SPECIAL = [
  'path',
  'argv',
  'ps1',
  'ps2',
  'last_type',
  'last_value',
  'last_traceback',
  'path_hooks',
  'path_importer_cache',
  'meta_path',
].map((name) => _Py_ID(name))
const FILES: [Ptr, Ptr][] = [
  ['stdin', '__stdin__'],
  ['stdout', '__stdout__'],
  ['stderr', '__stderr__'],
].map(([name, original]) => [_Py_ID(name), _Py_ID(original)])
const ID = {
  underscore: _Py_ID('_'),
  closed: _Py_ID('closed'),
  stdout: _Py_ID('stdout'),
  stderr: _Py_ID('stderr'),
}

/** Copy of builtins.__dict__ as it was when the program started. */
let builtinsCopy: Ptr = 0
export function rememberBuiltins(): void {
  builtinsCopy = PyDict_Copy(i32[INTERP_BUILTINS >> 2])
}

/** Functions to call first, in order: waiting for threads, atexit. */
const beforeExit: (() => void)[] = []
export const onFinalize = (f: () => void): void => {
  beforeExit.push(f)
}

/** Flushes sys.stdout and sys.stderr; false when stdout cannot be flushed (flush_std_files). */
export function flushStandardFiles(): boolean {
  let ok = true
  for (const name of [ID.stdout, ID.stderr]) {
    const file = sysAttribute(name)
    if (file === 0 || file === Py_None) continue
    Py_INCREF(file)
    if (flushFile(file) < 0) {
      PyErr_Clear()
      if (name === ID.stdout) ok = false
    }
    Py_DECREF(file)
  }
  return ok
}

function set(dict: Ptr, name: Ptr, value: Ptr): void {
  if (PyDict_SetItem(dict, name, value) < 0) PyErr_Clear()
}

function deleteSpecial(): void {
  set(i32[INTERP_BUILTINS >> 2], ID.underscore, Py_None)
  const sys = i32[INTERP_SYSDICT >> 2]
  for (const name of SPECIAL) set(sys, name, Py_None)
  for (const [name, original] of FILES) set(sys, name, dictGetItemStr(sys, original) || Py_None)
}

interface WeakModule {
  name: string
  ref: Ptr
}

/** Takes every module out of sys.modules, keeping weak references in import order. */
function removeModules(modules: Ptr): WeakModule[] {
  const weak: WeakModule[] = []
  const names: Ptr[] = []
  for (let pos = dictNext(modules, 0); pos > 0; pos = dictNext(modules, pos)) {
    if (PyObject_TypeCheck(entry.value, PyModule_Type)) {
      const ref = PyWeakref_NewRef(entry.value, 0)
      if (ref !== 0) weak.push({ name: strToJS(entry.key), ref })
      else PyErr_Clear()
      names.push(Py_NewRef(entry.key))
    }
  }
  for (const name of names) {
    set(modules, name, Py_None)
    Py_DECREF(name)
  }
  return weak
}

/** Names with one leading underscore become None first, then all others except __builtins__ (_PyModule_ClearDict). */
export function clearModuleDict(dict: Ptr): void {
  const pass = (wanted: (name: string) => boolean): void => {
    for (let pos = dictNext(dict, 0); pos > 0; pos = dictNext(dict, pos)) {
      const { key, value } = entry
      if (value === Py_None || !typeFlagOf(key, TPFLAGS_UNICODE_SUBCLASS)) continue
      if (wanted(strToJS(key))) set(dict, key, Py_None)
    }
  }
  Py_INCREF(dict)
  pass((name) => name.startsWith('_') && !name.startsWith('__'))
  pass((name) => !name.startsWith('_') || name !== '__builtins__')
  Py_DECREF(dict)
}

function clearAlive(weak: WeakModule[]): void {
  const builtins = i32[INTERP_BUILTINS >> 2]
  const sys = i32[INTERP_SYSDICT >> 2]
  for (let i = weak.length - 1; i >= 0; i--) {
    const module = PyWeakref_GET_OBJECT(weak[i].ref)
    if (module !== Py_None && module !== 0) {
      const dict = i32[(module + MD_DICT) >> 2]
      if (dict !== builtins && dict !== sys && dict !== 0) {
        Py_INCREF(module)
        clearModuleDict(dict)
        Py_DECREF(module)
      }
    }
    Py_DECREF(weak[i].ref)
  }
}

/** Runs the whole sequence; true when the standard output could be flushed. */
export function finalizeInterpreter(): boolean {
  for (const f of beforeExit) f()
  const flushed = flushStandardFiles()
  setFinalizing()
  if (i32[GC_ENABLED >> 2]) collectManually(2)
  deleteSpecial()
  const modules = i32[INTERP_MODULES >> 2]
  const weak = removeModules(modules)
  PyDict_Clear(modules)
  const builtins = i32[INTERP_BUILTINS >> 2]
  if (builtinsCopy !== 0) {
    PyDict_Clear(builtins)
    if (PyDict_Update(builtins, builtinsCopy) < 0) PyErr_Clear()
    Py_DECREF(builtinsCopy)
    builtinsCopy = 0
  }
  collectNoFail()
  clearAlive(weak)
  clearModuleDict(i32[INTERP_SYSDICT >> 2])
  clearModuleDict(builtins)
  collectNoFail()
  PyErr_Clear()
  return flushed
}
