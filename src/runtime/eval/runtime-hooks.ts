/** What the object layer asks of running code: globals, the arguments of a bare super(), imports. */
import { i32, type Ptr, u8 } from '../memory/heap'
import { PyDict_GetItemWithError } from '../object/container/dict-core'
import { raise, typeNameOf } from '../object/errors'
import { Py_DECREF, Py_TYPE, typeFlagOf } from '../object/header'
import { INTERP_MODULES } from '../object/interp'
import * as L from '../object/layout'
import { _PyUnicode_EQ } from '../object/text/str-compare'
import { _Py_ID, newStr } from '../object/text/str-core'
import { setRuntimeHooks } from '../object/type/runtime-hooks'
import { setSuperArguments } from '../object/type/super'
import { PyCell_Type, PyExc_RuntimeError } from '../object/types'
import { registerCode, unregisterCode } from './code-registry'
import { FW_CODE, FW_GLOBALS, FW_LOCALSPLUS, FW_PREV_INSTR } from './frame-stack'
import { PyFunction_New } from './functions'
import { importModule } from './import'
import { currentFrame } from './thread'
import { forgetLines } from './traceback'

const S_class = _Py_ID('__class__')

function superError(message: string): false {
  raise(PyExc_RuntimeError, `super(): ${message}`)
  return false
}

/** Finds class and first argument of the running method (super_init_without_args). */
function superArguments(): boolean {
  const f = currentFrame()
  if (f === 0) return superError('no current frame')
  const w = f >> 2
  const code = i32[w + FW_CODE]
  if (i32[(code + L.CO_ARGCOUNT) >> 2] === 0) return superError('no arguments')
  let self = i32[w + FW_LOCALSPLUS]
  const kinds = i32[(code + L.CO_LOCALSPLUSKINDS) >> 2] + L.BYTES_DATA
  if (self !== 0 && u8[kinds] & L.CO_FAST_CELL && i32[w + FW_PREV_INSTR] >= 0 && Py_TYPE(self) === PyCell_Type) {
    self = i32[(self + L.CELL_REF) >> 2]
  }
  if (self === 0) return superError('arg[0] deleted')
  const n = i32[(code + L.CO_NLOCALSPLUS) >> 2]
  const names = i32[(code + L.CO_LOCALSPLUSNAMES) >> 2]
  for (let i = n - i32[(code + L.CO_NFREEVARS) >> 2]; i < n; i++) {
    const name = i32[(names + L.TUPLE_ITEM + 8 * i) >> 2]
    if (name !== S_class && !_PyUnicode_EQ(name, S_class)) continue
    const cell = i32[w + FW_LOCALSPLUS + 2 * i]
    if (cell === 0 || Py_TYPE(cell) !== PyCell_Type) return superError('bad __class__ cell')
    const type = i32[(cell + L.CELL_REF) >> 2]
    if (type === 0) return superError('empty __class__ cell')
    if (!typeFlagOf(type, L.TPFLAGS_TYPE_SUBCLASS)) return superError(`__class__ is not a type (${typeNameOf(type)})`)
    setSuperArguments(type, self)
    return true
  }
  return superError('__class__ cell not found')
}

function loadedModule(name: string): Ptr {
  const key = newStr(name)
  const m = PyDict_GetItemWithError(i32[INTERP_MODULES >> 2], key)
  Py_DECREF(key)
  return m
}

export function installRuntimeHooks(): void {
  setRuntimeHooks({
    globals: () => {
      const f = currentFrame()
      return f === 0 ? 0 : i32[(f >> 2) + FW_GLOBALS]
    },
    superArguments,
    importModule,
    loadedModule,
    newFunction: (code, globals) => PyFunction_New(code, globals),
    codeMade: registerCode,
    codeFreed: (code) => {
      forgetLines(code)
      unregisterCode(code)
    },
  })
}
