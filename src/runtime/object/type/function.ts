/** Python functions (CPython Objects/funcobject.c). Calling them is the evaluator's: it fills the vectorcall field. */
import { i32, type Ptr } from '../../memory/heap'
import { hexAddress } from '../abstract/object-protocol'
import { PyObject_GC_DelUntracked, PyObject_GC_UnTrack } from '../alloc'
import { PyDict_New, PyDict_SetItem } from '../container/dict-core'
import { defineType, type GetSetSpec } from '../define'
import { raise, typeError } from '../errors'
import type { destructor, inquiry, newfunc, traverseproc } from '../fn-table'
import {
  Py_CLEAR,
  Py_DECREF,
  Py_NewRef,
  Py_SIZE,
  Py_TYPE,
  Py_XDECREF,
  Py_XINCREF,
  Py_XSETREF,
  typeFlagOf,
} from '../header'
import * as L from '../layout'
import { newStr, strToJS } from '../text/str-core'
import {
  EMPTY_STR,
  Py_None,
  PyCell_Type,
  PyCode_Type,
  PyDict_Type,
  PyExc_TypeError,
  PyExc_ValueError,
  PyFunction_Type,
} from '../types'
import { bindArgsTuple, PyVectorcall_Call } from './call-objects'
import {
  PyObject_GenericGetAttr,
  PyObject_GenericGetDict,
  PyObject_GenericSetAttr,
  PyObject_GenericSetDict,
} from './generic-attr'
import { PyMethod_New } from './method-core'
import { runtimeHooks } from './runtime-hooks'
import { PyObject_ClearWeakRefs } from './weakref-core'

const w = (o: Ptr, field: number): number => i32[(o + field) >> 2]
const isTuple = (o: Ptr): boolean => typeFlagOf(o, L.TPFLAGS_TUPLE_SUBCLASS)

/** A change that specialised call sites must notice. */
function changed(f: Ptr): void {
  i32[(f + L.FUNC_VERSION) >> 2] = 0
}

const CLEARED = [
  L.FUNC_GLOBALS,
  L.FUNC_BUILTINS,
  L.FUNC_MODULE,
  L.FUNC_DEFAULTS,
  L.FUNC_KWDEFAULTS,
  L.FUNC_DOC,
  L.FUNC_DICT,
  L.FUNC_CLOSURE,
  L.FUNC_ANNOTATIONS,
]

/** Code and names stay: a function without them could not even be shown. */
const func_clear: inquiry = (f) => {
  changed(f)
  for (const field of CLEARED) Py_CLEAR(f + field)
  Py_XSETREF(f + L.FUNC_NAME, Py_NewRef(EMPTY_STR))
  Py_XSETREF(f + L.FUNC_QUALNAME, Py_NewRef(EMPTY_STR))
  return 0
}

const func_dealloc: destructor = (f) => {
  PyObject_GC_UnTrack(f)
  if (w(f, L.FUNC_WEAKREFLIST) !== 0) PyObject_ClearWeakRefs(f)
  // what func_clear drops, in its order; the fields die with the function
  Py_XDECREF(w(f, L.FUNC_GLOBALS))
  Py_XDECREF(w(f, L.FUNC_BUILTINS))
  Py_XDECREF(w(f, L.FUNC_MODULE))
  Py_XDECREF(w(f, L.FUNC_DEFAULTS))
  Py_XDECREF(w(f, L.FUNC_KWDEFAULTS))
  Py_XDECREF(w(f, L.FUNC_DOC))
  Py_XDECREF(w(f, L.FUNC_DICT))
  Py_XDECREF(w(f, L.FUNC_CLOSURE))
  Py_XDECREF(w(f, L.FUNC_ANNOTATIONS))
  Py_DECREF(w(f, L.FUNC_NAME))
  Py_DECREF(w(f, L.FUNC_QUALNAME))
  Py_DECREF(w(f, L.FUNC_CODE))
  PyObject_GC_DelUntracked(f)
}

const VISITED = [
  L.FUNC_CODE,
  L.FUNC_GLOBALS,
  L.FUNC_BUILTINS,
  L.FUNC_MODULE,
  L.FUNC_DEFAULTS,
  L.FUNC_KWDEFAULTS,
  L.FUNC_DOC,
  L.FUNC_NAME,
  L.FUNC_DICT,
  L.FUNC_CLOSURE,
  L.FUNC_ANNOTATIONS,
  L.FUNC_QUALNAME,
]

const func_traverse: traverseproc = (f, visit) => {
  for (const field of VISITED) {
    const o = w(f, field)
    const r = o === 0 ? 0 : visit(o)
    if (r !== 0) return r
  }
  return 0
}

/** Annotations as the compiler stores them: a tuple of name, value, name, value ... until somebody asks for the dict. */
function annotationsDict(f: Ptr): Ptr {
  const a = w(f, L.FUNC_ANNOTATIONS)
  if (a === 0) {
    i32[(f + L.FUNC_ANNOTATIONS) >> 2] = PyDict_New()
  } else if (isTuple(a)) {
    const dict = PyDict_New()
    if (dict === 0) return 0
    for (let i = 0, n = Py_SIZE(a); i < n; i += 2) {
      const key = w(a, L.TUPLE_ITEM + i * 8)
      if (PyDict_SetItem(dict, key, w(a, L.TUPLE_ITEM + (i + 1) * 8)) < 0) {
        Py_DECREF(dict)
        return 0
      }
    }
    i32[(f + L.FUNC_ANNOTATIONS) >> 2] = dict
    Py_DECREF(a)
  }
  return w(f, L.FUNC_ANNOTATIONS)
}

const fail = (message: string): -1 => {
  typeError(message)
  return -1
}

function setField(f: Ptr, field: number, value: Ptr): number {
  changed(f)
  Py_XINCREF(value)
  Py_XSETREF(f + field, value)
  return 0
}

/** A getset for an optional field of one type; None and deletion empty it. */
const optional = (field: number, flag: number, message: string, get?: (f: Ptr) => Ptr): GetSetSpec => ({
  get: (f) => {
    const v = get ? get(f) : w(f, field)
    return v === 0 && get ? 0 : Py_NewRef(v === 0 ? Py_None : v)
  },
  set: (f, value) => {
    const v = value === Py_None ? 0 : value
    return v !== 0 && !typeFlagOf(v, flag) ? fail(message) : setField(f, field, v)
  },
})

const text = (field: number, name: string): GetSetSpec => ({
  get: (f) => Py_NewRef(w(f, field)),
  set: (f, value) =>
    value === 0 || !typeFlagOf(value, L.TPFLAGS_UNICODE_SUBCLASS)
      ? fail(`${name} must be set to a string object`)
      : setField(f, field, value),
})

const closureSize = (f: Ptr): number => (w(f, L.FUNC_CLOSURE) === 0 ? 0 : Py_SIZE(w(f, L.FUNC_CLOSURE)))

function setCode(f: Ptr, value: Ptr): number {
  if (value === 0 || Py_TYPE(value) !== PyCode_Type) return fail('__code__ must be set to a code object')
  const free = w(value, L.CO_NFREEVARS)
  if (free !== closureSize(f)) {
    raise(
      PyExc_ValueError,
      `${strToJS(w(f, L.FUNC_NAME))}() requires a code object with ${closureSize(f)} free vars, not ${free}`,
    )
    return -1
  }
  return setField(f, L.FUNC_CODE, value)
}

/** Checks the closure that FunctionType() got against the code. */
function checkClosure(code: Ptr, closure: Ptr): boolean {
  const free = w(code, L.CO_NFREEVARS)
  if (closure !== Py_None && !isTuple(closure)) {
    typeError(free === 0 ? 'arg 5 (closure) must be None or tuple' : 'arg 5 (closure) must be tuple')
    return false
  }
  const n = closure === Py_None ? 0 : Py_SIZE(closure)
  if (n !== free) {
    if (closure === Py_None) typeError('arg 5 (closure) must be tuple')
    else raise(PyExc_ValueError, `${strToJS(w(code, L.CO_NAME))} requires closure of length ${free}, not ${n}`)
    return false
  }
  for (let i = 0; i < n; i++) {
    const cell = w(closure, L.TUPLE_ITEM + i * 8)
    if (Py_TYPE(cell) !== PyCell_Type) {
      raise(PyExc_TypeError, `arg 5 (closure) expected cell, found ${strToJS(w(Py_TYPE(cell), L.TP_NAME))}`)
      return false
    }
  }
  return true
}

const func_new: newfunc = (_type, args, kwds) => {
  const names = ['code', 'globals', 'name', 'argdefs', 'closure']
  const a = bindArgsTuple('function', names, { required: 2 }, args, kwds)
  if (a === null) return 0
  const [code, globals] = a
  const [name, defaults, closure] = [a[2] || Py_None, a[3] || Py_None, a[4] || Py_None]
  if (Py_TYPE(code) !== PyCode_Type)
    return typeError(`function() argument 'code' must be code, not ${strToJS(w(Py_TYPE(code), L.TP_NAME))}`)
  if (Py_TYPE(globals) !== PyDict_Type && !typeFlagOf(globals, L.TPFLAGS_DICT_SUBCLASS)) {
    return typeError(`function() argument 'globals' must be dict, not ${strToJS(w(Py_TYPE(globals), L.TP_NAME))}`)
  }
  if (name !== Py_None && !typeFlagOf(name, L.TPFLAGS_UNICODE_SUBCLASS))
    return typeError('arg 3 (name) must be None or string')
  if (defaults !== Py_None && !isTuple(defaults)) return typeError('arg 4 (defaults) must be None or tuple')
  if (!checkClosure(code, closure)) return 0
  const f = runtimeHooks.newFunction(code, globals)
  if (f === 0) return 0
  if (name !== Py_None) setField(f, L.FUNC_NAME, name)
  if (defaults !== Py_None) setField(f, L.FUNC_DEFAULTS, defaults)
  if (closure !== Py_None) setField(f, L.FUNC_CLOSURE, closure)
  return f
}

defineType(PyFunction_Type, {
  name: 'function',
  basicsize: L.SIZEOF_FUNCTION,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_HAVE_VECTORCALL | L.TPFLAGS_METHOD_DESCRIPTOR,
  doc: 'function(code, globals, name=None, argdefs=None, closure=None)\n--\n\nCreate a function object.\n\n  code\n    a code object\n  globals\n    the globals dictionary\n  name\n    a string that overrides the name from the code object\n  argdefs\n    a tuple that specifies the default argument values\n  closure\n    a tuple that supplies the bindings for free variables',
  vectorcall_offset: L.FUNC_VECTORCALL,
  weaklistoffset: L.FUNC_WEAKREFLIST,
  dictoffset: L.FUNC_DICT,
  dealloc: func_dealloc,
  repr: (f) => newStr(`<function ${strToJS(w(f, L.FUNC_QUALNAME))} at ${hexAddress(f)}>`),
  call: PyVectorcall_Call,
  getattro: PyObject_GenericGetAttr,
  setattro: PyObject_GenericSetAttr,
  traverse: func_traverse,
  clear: func_clear,
  descr_get: (f, obj) => (obj === 0 || obj === Py_None ? Py_NewRef(f) : PyMethod_New(f, obj)),
  new: func_new,
  members: [
    { name: '__closure__', offset: L.FUNC_CLOSURE, kind: 'object', readonly: true },
    { name: '__doc__', offset: L.FUNC_DOC, kind: 'object', readonly: false },
    { name: '__globals__', offset: L.FUNC_GLOBALS, kind: 'object', readonly: true },
    { name: '__module__', offset: L.FUNC_MODULE, kind: 'object', readonly: false },
    { name: '__builtins__', offset: L.FUNC_BUILTINS, kind: 'object', readonly: true },
  ],
  getset: {
    __code__: { get: (f) => Py_NewRef(w(f, L.FUNC_CODE)), set: setCode },
    __defaults__: optional(L.FUNC_DEFAULTS, L.TPFLAGS_TUPLE_SUBCLASS, '__defaults__ must be set to a tuple object'),
    __kwdefaults__: optional(L.FUNC_KWDEFAULTS, L.TPFLAGS_DICT_SUBCLASS, '__kwdefaults__ must be set to a dict object'),
    __annotations__: optional(
      L.FUNC_ANNOTATIONS,
      L.TPFLAGS_DICT_SUBCLASS,
      '__annotations__ must be set to a dict object',
      annotationsDict,
    ),
    __dict__: { get: PyObject_GenericGetDict, set: PyObject_GenericSetDict },
    __name__: text(L.FUNC_NAME, '__name__'),
    __qualname__: text(L.FUNC_QUALNAME, '__qualname__'),
  },
})
