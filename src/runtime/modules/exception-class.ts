/**
 * Exceptions of C modules (PyErr_NewException): classes made when the module is created, not static types. The module's code
 * names one before it exists, so it holds a slot; the slot owns a reference, as the C module's state does.
 */
import type { Ptr } from '../memory/heap'
import { callN } from '../object/call'
import { PyDict_New, PyDict_SetItem } from '../object/container/dict-core'
import { PyTuple_Pack } from '../object/container/tuple-core'
import { addRoots } from '../object/extra-roots'
import { Py_DECREF } from '../object/header'
import { _Py_ID, newStr } from '../object/text/str-core'
import { PyType_Type } from '../object/types'
import { addObject } from './define-module'

const ID_module = _Py_ID('__module__')

export interface ExceptionClass {
  /** The class, 0 before the module was created. */
  type(): Ptr
  /** Makes the class and adds it to a module's dict under `attribute`; -1 with an error set. */
  addTo(dict: Ptr, attribute: string): number
}

/** An exception `module.Name` with one base. */
export function exceptionClass(fullName: string, base: Ptr): ExceptionClass {
  let made = 0
  addRoots((visit) => visit(made))
  const make = (): Ptr => {
    const dot = fullName.lastIndexOf('.')
    const name = newStr(fullName.slice(dot + 1))
    const module = newStr(fullName.slice(0, dot))
    const bases = PyTuple_Pack(base)
    const dict = PyDict_New()
    PyDict_SetItem(dict, ID_module, module)
    const type = callN(PyType_Type, name, bases, dict)
    for (const o of [name, module, bases, dict]) Py_DECREF(o)
    return type
  }
  return {
    type: () => made,
    addTo: (dict, attribute) => {
      made ||= make()
      return made === 0 ? -1 : addObject(dict, attribute, made)
    },
  }
}
