/** __main__ and sys.path for the program that is run (Modules/main.c, Python/pythonrun.c). */
import { i32, type Ptr } from '../memory/heap'
import { PyDict_GetItemWithError, PyDict_New, PyDict_SetItem } from '../object/container/dict-core'
import { PyList_Insert } from '../object/container/list-core'
import { Py_DECREF } from '../object/header'
import { INTERP_MODULES, INTERP_SYSDICT } from '../object/interp'
import { _Py_ID, newStr } from '../object/text/str-core'
import { Py_None } from '../object/types'
import { addObject, addOwned, addText, moduleDict, newModule } from './define-module'
import { sysAttribute } from './file-objects'
import { textList } from './values'

const ID = {
  main: _Py_ID('__main__'),
  builtins: _Py_ID('builtins'),
  path: _Py_ID('path'),
}

/** Makes the module __main__ and puts it into sys.modules; its dict (borrowed), 0 with an error set. */
export function createMainModule(): Ptr {
  const m = newModule(ID.main)
  if (m === 0) return 0
  const dict = moduleDict(m)
  const failed =
    PyDict_SetItem(i32[INTERP_MODULES >> 2], ID.main, m) < 0 ||
    addOwned(dict, '__annotations__', PyDict_New()) < 0 ||
    addObject(dict, '__builtins__', PyDict_GetItemWithError(i32[INTERP_MODULES >> 2], ID.builtins)) < 0
  Py_DECREF(m)
  return failed ? 0 : dict
}

/** sys.argv, sys.orig_argv. */
export function setArguments(argv: string[], original: string[]): void {
  addOwned(i32[INTERP_SYSDICT >> 2], 'argv', textList(argv))
  addOwned(i32[INTERP_SYSDICT >> 2], 'orig_argv', textList(original))
}

export function setSysPath(entries: string[]): void {
  addOwned(i32[INTERP_SYSDICT >> 2], 'path', textList(entries))
}

/** sys.path.insert(0, entry) */
export function prependSysPath(entry: string): void {
  const path = sysAttribute(ID.path)
  const s = newStr(entry)
  if (path !== 0) PyList_Insert(path, 0, s)
  Py_DECREF(s)
}

/** __file__ and __cached__ while a script runs. */
export function setMainFile(dict: Ptr, file: string): void {
  addText(dict, '__file__', file)
  addObject(dict, '__cached__', Py_None)
}
