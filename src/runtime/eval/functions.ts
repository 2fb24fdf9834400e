/** Function objects as generated code makes and calls them: MAKE_FUNCTION, CALL_FUNCTION_EX. */

import { f64, i32, type Ptr } from '../memory/heap'
import { PyObject_GC_NewStatic, PyObject_GC_Track } from '../object/alloc'
import { PyDict_CheckExact, PyDict_GetItemWithError, PyDict_New, PyDict_Update } from '../object/container/dict-core'
import { PySequence_Tuple } from '../object/container/tuple-from'
import { typeError, typeNameOf } from '../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../object/errors-core'
import { PyErr_ExceptionMatches } from '../object/exception/err'
import { Py_DECREF, Py_NewRef, Py_TYPE, Py_XDECREF, typeFlagOf } from '../object/header'
import { INTERP_BUILTINS } from '../object/interp'
import * as L from '../object/layout'
import { _Py_ID } from '../object/text/str-core'
import { PyObject_Call } from '../object/type/call-objects'
import {
  Py_None,
  PyExc_AttributeError,
  PyExc_TypeError,
  PyFunction_Type,
  PyModule_Type,
  PyTuple_Type,
} from '../object/types'
import { callableName } from './callable-name'
import { FW_GLOBALS } from './frame-stack'
import { FUNCTION_VECTORCALL } from './function-call'

const S_name = _Py_ID('__name__')
const S_builtins = _Py_ID('__builtins__')

/** Borrowed builtins dict that belongs to a globals dict (_PyEval_BuiltinsFromGlobals); 0 with an error set. */
export function builtinsFromGlobals(globals: Ptr): Ptr {
  const b = PyDict_GetItemWithError(globals, S_builtins)
  if (b === 0) return PyErr_Occurred() ? 0 : i32[INTERP_BUILTINS >> 2]
  return Py_TYPE(b) === PyModule_Type ? i32[(b + L.MD_DICT) >> 2] : b
}

/** A function object with its code, names and namespaces; doc and module may be 0. */
function newFunction(code: Ptr, globals: Ptr, doc: Ptr, module: Ptr): Ptr {
  const builtins = builtinsFromGlobals(globals)
  if (builtins === 0) return 0
  const f = PyObject_GC_NewStatic(PyFunction_Type, L.SIZEOF_FUNCTION)
  if (f === 0) return 0
  for (let p = (f + L.FUNC_GLOBALS) >> 3, end = (f + L.SIZEOF_FUNCTION) >> 3; p < end; p++) f64[p] = 0
  i32[(f + L.FUNC_GLOBALS) >> 2] = Py_NewRef(globals)
  i32[(f + L.FUNC_BUILTINS) >> 2] = Py_NewRef(builtins)
  i32[(f + L.FUNC_NAME) >> 2] = Py_NewRef(i32[(code + L.CO_NAME) >> 2])
  i32[(f + L.FUNC_QUALNAME) >> 2] = Py_NewRef(i32[(code + L.CO_QUALNAME) >> 2])
  i32[(f + L.FUNC_CODE) >> 2] = Py_NewRef(code)
  if (doc !== 0) i32[(f + L.FUNC_DOC) >> 2] = Py_NewRef(doc)
  if (module !== 0) i32[(f + L.FUNC_MODULE) >> 2] = Py_NewRef(module)
  i32[(f + L.FUNC_VECTORCALL) >> 2] = FUNCTION_VECTORCALL
  PyObject_GC_Track(f)
  return f
}

/** The function that runs a module body or exec()'s code: it has no doc and no module (_PyFunction_FromConstructor). */
export const functionForCode = (code: Ptr, globals: Ptr): Ptr => newFunction(code, globals, 0, 0)

/** A new function of a code object in a globals dict (PyFunction_New). */
export function PyFunction_New(code: Ptr, globals: Ptr): Ptr {
  const module = PyDict_GetItemWithError(globals, S_name)
  if (module === 0 && PyErr_Occurred()) return 0
  const consts = i32[(code + L.CO_CONSTS) >> 2]
  const first = i32[(consts + L.OB_SIZE) >> 2] > 0 ? i32[(consts + L.TUPLE_ITEM) >> 2] : 0
  const doc = first !== 0 && typeFlagOf(first, L.TPFLAGS_UNICODE_SUBCLASS) ? first : Py_None
  return newFunction(code, globals, doc, module)
}

/** MAKE_FUNCTION: defaults, keyword defaults, annotations and closure are stolen (0 = absent). */
export function makeFunction(f: Ptr, code: Ptr, defaults: Ptr, kwdefaults: Ptr, annotations: Ptr, closure: Ptr): Ptr {
  const func = PyFunction_New(code, i32[(f >> 2) + FW_GLOBALS])
  if (func === 0) {
    Py_XDECREF(defaults)
    Py_XDECREF(kwdefaults)
    Py_XDECREF(annotations)
    Py_XDECREF(closure)
    return 0
  }
  i32[(func + L.FUNC_CLOSURE) >> 2] = closure
  i32[(func + L.FUNC_ANNOTATIONS) >> 2] = annotations
  i32[(func + L.FUNC_KWDEFAULTS) >> 2] = kwdefaults
  i32[(func + L.FUNC_DEFAULTS) >> 2] = defaults
  return func
}

/** CALL_FUNCTION_EX: everything is stolen; kwargs 0 when there is no **. */
export function callEx(func: Ptr, args: Ptr, kwargs: Ptr): Ptr {
  let r: Ptr = 0
  let kw = kwargs
  let tuple = args
  if (kw !== 0 && !PyDict_CheckExact(kw)) {
    const d = PyDict_New()
    if (d === 0 || PyDict_Update(d, kw) < 0) {
      if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
        PyErr_Clear()
        typeError(`${callableName(func)} argument after ** must be a mapping, not ${typeNameOf(kw)}`)
      }
      Py_XDECREF(d)
      return finish(func, tuple, kw, 0)
    }
    Py_DECREF(kw)
    kw = d
  }
  if (Py_TYPE(tuple) !== PyTuple_Type) {
    const t = toTuple(func, tuple)
    if (t === 0) return finish(func, tuple, kw, 0)
    Py_DECREF(tuple)
    tuple = t
  }
  r = PyObject_Call(func, tuple, kw)
  return finish(func, tuple, kw, r)
}

function finish(func: Ptr, args: Ptr, kwargs: Ptr, r: Ptr): Ptr {
  Py_DECREF(func)
  Py_DECREF(args)
  Py_XDECREF(kwargs)
  return r
}

function toTuple(func: Ptr, args: Ptr): Ptr {
  const type = Py_TYPE(args)
  const t = PySequence_Tuple(args)
  if (t === 0 && PyErr_ExceptionMatches(PyExc_TypeError) && i32[(type + L.TP_ITER) >> 2] === 0) {
    if (
      i32[(type + L.TP_AS_SEQUENCE) >> 2] === 0 ||
      i32[(i32[(type + L.TP_AS_SEQUENCE) >> 2] + L.SQ_ITEM) >> 2] === 0
    ) {
      PyErr_Clear()
      typeError(`${callableName(func)} argument after * must be an iterable, not ${typeNameOf(args)}`)
    }
  }
  return t
}
