/** __build_class__ and __import__ (Python/bltinmodule.c). */

import { evalVector } from '../eval/function-call'
import { importModuleLevel } from '../eval/import'
import { i32, type Ptr } from '../memory/heap'
import { PyMapping_Check, PyMapping_SetItemString } from '../object/abstract/mapping-protocol'
import { _PyObject_LookupAttr, reprJS } from '../object/abstract/object-protocol'
import { PyObject_CallOneArg } from '../object/call'
import { PyDict_DelItem, PyDict_GetItemWithError, PyDict_New } from '../object/container/dict-core'
import { PyList_Append, PyList_AsTuple, PyList_New } from '../object/container/list-core'
import { PyTuple_Check } from '../object/container/tuple-core'
import { arg, FASTKW, type MethodSpec } from '../object/define'
import { raise, typeError, typeName, typeNameOf } from '../object/errors'
import { PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF } from '../object/header'
import { cStackPop, cStackPush } from '../object/interp'
import { CELL_REF, TUPLE_ITEM } from '../object/layout'
import { intArg } from '../object/text/arg-convert'
import { PyUnicode_Check } from '../object/text/str-build'
import { _Py_ID } from '../object/text/str-core'
import { bindArgs } from '../object/type/arg-parse'
import { _PyObject_FastCallDict, kwargsDict, tupleFromArray } from '../object/type/call-objects'
import { calculateMetaclass } from '../object/type/mro'
import { PyType_Check } from '../object/type/subtype'
import { Py_None, PyCell_Type, PyExc_RuntimeError, PyFunction_Type, PyType_Type } from '../object/types'

const ID = {
  metaclass: _Py_ID('metaclass'),
  mro_entries: _Py_ID('__mro_entries__'),
  prepare: _Py_ID('__prepare__'),
}

/** Bases after __mro_entries__: the tuple itself (new reference) when nothing changed, else a new tuple (update_bases). */
function updateBases(bases: Ptr): Ptr {
  let list = 0
  const fail = (): 0 => {
    Py_XDECREF(list)
    return 0
  }
  for (let i = 0, n = Py_SIZE(bases); i < n; i++) {
    const base = i32[(bases + TUPLE_ITEM + i * 8) >> 2]
    const entries = PyType_Check(base) ? 0 : _PyObject_LookupAttr(base, ID.mro_entries)
    if (entries === 0) {
      if (PyErr_Occurred()) return fail()
      if (list !== 0 && PyList_Append(list, base) < 0) return fail()
      continue
    }
    const replacement = PyObject_CallOneArg(entries, bases)
    Py_DECREF(entries)
    if (replacement === 0) return fail()
    if (!PyTuple_Check(replacement)) {
      Py_DECREF(replacement)
      typeError('__mro_entries__ must return a tuple')
      return fail()
    }
    if (list === 0) {
      list = PyList_New(0)
      if (list === 0) return 0
      for (let j = 0; j < i; j++) PyList_Append(list, i32[(bases + TUPLE_ITEM + j * 8) >> 2])
    }
    for (let j = 0; j < Py_SIZE(replacement); j++) {
      if (PyList_Append(list, i32[(replacement + TUPLE_ITEM + j * 8) >> 2]) < 0) {
        Py_DECREF(replacement)
        return fail()
      }
    }
    Py_DECREF(replacement)
  }
  if (list === 0) return Py_NewRef(bases)
  const result = PyList_AsTuple(list)
  Py_DECREF(list)
  return result
}

/** f(name, bases[, ns], **mkw) with borrowed references. */
function callWithKeywords(f: Ptr, mkw: Ptr, ...args: Ptr[]): Ptr {
  const stack = cStackPush(args.length + 1)
  for (let i = 0; i < args.length; i++) i32[(stack + 8 + i * 8) >> 2] = args[i]
  const r = _PyObject_FastCallDict(f, stack + 8, args.length, mkw)
  cStackPop(stack)
  return r
}

function prepareNamespace(meta: Ptr, isClass: boolean, name: Ptr, bases: Ptr, mkw: Ptr): Ptr {
  const prepare = _PyObject_LookupAttr(meta, ID.prepare)
  if (prepare === 0) return PyErr_Occurred() ? 0 : PyDict_New()
  const ns = callWithKeywords(prepare, mkw, name, bases)
  Py_DECREF(prepare)
  if (ns === 0 || PyMapping_Check(ns)) return ns
  const who = isClass ? typeName(meta) : '<metaclass>'
  typeError(`${who}.__prepare__() must return a mapping, not ${typeNameOf(ns)}`)
  Py_DECREF(ns)
  return 0
}

/** The cell of __class__ must hold the class that was made; false with an error set. */
function classCellAgrees(cls: Ptr, cell: Ptr, name: Ptr): boolean {
  if (!PyType_Check(cls) || Py_TYPE(cell) !== PyCell_Type) return true
  const inCell = i32[(cell + CELL_REF) >> 2]
  if (inCell === cls) return true
  const n = reprJS(name)
  const c = reprJS(cls)
  if (inCell === 0) {
    raise(PyExc_RuntimeError, `__class__ not set defining ${n} as ${c}. Was __classcell__ propagated to type.__new__?`)
  } else {
    typeError(`__class__ set to ${reprJS(inCell)} defining ${n} as ${c}`)
  }
  return false
}

function makeClass(func: Ptr, name: Ptr, origBases: Ptr, bases: Ptr, meta: Ptr, isClass: boolean, mkw: Ptr): Ptr {
  const ns = prepareNamespace(meta, isClass, name, bases, mkw)
  if (ns === 0) return 0
  const cell = evalVector(func, ns, 0, 0, 0)
  let cls = 0
  if (cell !== 0) {
    if (bases === origBases || PyMapping_SetItemString(ns, '__orig_bases__', origBases) === 0) {
      cls = callWithKeywords(meta, mkw, name, bases, ns)
      if (cls !== 0 && !classCellAgrees(cls, cell, name)) {
        Py_DECREF(cls)
        cls = 0
      }
    }
    Py_DECREF(cell)
  }
  Py_DECREF(ns)
  return cls
}

function buildClass(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  if (nargs < 2) return typeError('__build_class__: not enough arguments')
  const func = arg(args, 0)
  if (Py_TYPE(func) !== PyFunction_Type) return typeError('__build_class__: func must be a function')
  const name = arg(args, 1)
  if (!PyUnicode_Check(name)) return typeError('__build_class__: name is not a string')
  const origBases = tupleFromArray(args + 16, nargs - 2)
  if (origBases === 0) return 0
  const bases = updateBases(origBases)
  let mkw = 0
  let meta = 0
  let isClass = true
  let cls = 0
  done: if (bases !== 0) {
    if (kwnames !== 0) {
      mkw = kwargsDict(args + nargs * 8, kwnames)
      if (mkw === 0) break done
      meta = PyDict_GetItemWithError(mkw, ID.metaclass)
      if (meta !== 0) {
        Py_NewRef(meta)
        if (PyDict_DelItem(mkw, ID.metaclass) < 0) break done
        isClass = PyType_Check(meta)
      } else if (PyErr_Occurred()) break done
    }
    if (meta === 0) meta = Py_NewRef(Py_SIZE(bases) === 0 ? PyType_Type : Py_TYPE(i32[(bases + TUPLE_ITEM) >> 2]))
    if (isClass) {
      const winner = calculateMetaclass(meta, bases)
      if (winner === 0) break done
      if (winner !== meta) {
        Py_DECREF(meta)
        meta = Py_NewRef(winner)
      }
    }
    cls = makeClass(func, name, origBases, bases, meta, isClass, mkw)
  }
  Py_XDECREF(meta)
  Py_XDECREF(mkw)
  Py_XDECREF(bases)
  Py_DECREF(origBases)
  return cls
}

function import_(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const names = ['name', 'globals', 'locals', 'fromlist', 'level']
  const a = bindArgs('__import__', names, { required: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  const level = a[4] === 0 ? 0 : intArg(a[4])
  return level === null ? 0 : importModuleLevel(a[0], a[1], a[3] || Py_None, level)
}

export const classFunctions: Record<string, MethodSpec> = {
  __build_class__: FASTKW(buildClass),
  __import__: FASTKW(
    import_,
    '__import__($module, /, name, globals=None, locals=None, fromlist=(),\n           level=0)\n--\n\n',
  ),
}
