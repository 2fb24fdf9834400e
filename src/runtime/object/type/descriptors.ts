/** method_descriptor, classmethod_descriptor, member_descriptor and getset_descriptor (CPython Objects/descrobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GetAttr } from '../abstract/object-protocol'
import { PyObject_GC_Del, PyObject_GC_UnTrack } from '../alloc'
import { PyVectorcall_NARGS } from '../call'
import { PyTuple_Pack } from '../container/tuple-core'
import { defineType, type GetSetSpec, type MemberSpec, NOARGS } from '../define'
import { raise, typeError, typeName, typeNameOf } from '../errors'
import {
  type binaryfunc,
  type descrgetfunc,
  type descrsetfunc,
  type destructor,
  FN,
  fnPtr,
  type objobjproc,
  type ternaryfunc,
  type traverseproc,
  type unaryfunc,
  type vectorcallfunc,
} from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF } from '../header'
import * as L from '../layout'
import { Py_EnterRecursiveCall, Py_LeaveRecursiveCall } from '../recursion'
import { _Py_ID, newStr, strToJS } from '../text/str-core'
import {
  Py_None,
  PyClassMethodDescr_Type,
  PyExc_AttributeError,
  PyGetSetDescr_Type,
  PyMemberDescr_Type,
  PyMethodDescr_Type,
} from '../types'
import { _PyObject_FastCallDict, kwargsDict, PyVectorcall_Call, tupleFromArray } from './call-objects'
import { GS_DOC, GS_GET, GS_SET, MB_DOC, PyCFunction_New, setDescriptorEntries } from './descr-core'
import { functionStr } from './function-text'
import { PyObject_GenericGetAttr } from './generic-attr'
import { memberGet, memberSet } from './member-access'
import { runtimeHooks } from './runtime-hooks'
import { PyObject_TypeCheck, PyType_Check, PyType_IsSubtype } from './subtype'
import { docText, signatureText } from './type-names'

const w = (o: Ptr, field: number): number => i32[(o + field) >> 2]
const nameOf = (d: Ptr): string => strToJS(w(d, L.D_NAME))
const ownerOf = (d: Ptr): string => typeName(w(d, L.D_TYPE))

/** The object must be an instance of the class that the descriptor belongs to. */
export function descrCheck(d: Ptr, o: Ptr): boolean {
  if (PyObject_TypeCheck(o, w(d, L.D_TYPE))) return true
  typeError(`descriptor '${nameOf(d)}' for '${ownerOf(d)}' objects doesn't apply to a '${typeNameOf(o)}' object`)
  return false
}

// --- vectorcall of method descriptors: args[0] is self ---

function checkArgs(d: Ptr, args: Ptr, nargs: number, kwnames: Ptr): boolean {
  if (nargs < 1) {
    typeError(`unbound method ${functionStr(d)} needs an argument`)
    return false
  }
  if (!descrCheck(d, w(args, 0))) return false
  if (kwnames !== 0 && Py_SIZE(kwnames) !== 0) {
    typeError(`${functionStr(d)} takes no keyword arguments`)
    return false
  }
  return true
}

const WHERE = ' while calling a Python object'
// biome-ignore lint/complexity/noBannedTypes: callers cast to the signature their flags say.
const method = (d: Ptr): Function => FN[w(w(d, L.D_METHOD), L.ML_METH)]

const vectorcallNoargs: vectorcallfunc = (d, args, nargsf, kwnames) => {
  const nargs = PyVectorcall_NARGS(nargsf)
  if (!checkArgs(d, args, nargs, kwnames)) return 0
  if (nargs !== 1) return typeError(`${functionStr(d)} takes no arguments (${nargs - 1} given)`)
  if (!Py_EnterRecursiveCall(WHERE)) return 0
  const r = (method(d) as unaryfunc)(w(args, 0))
  Py_LeaveRecursiveCall()
  return r
}

const vectorcallO: vectorcallfunc = (d, args, nargsf, kwnames) => {
  const nargs = PyVectorcall_NARGS(nargsf)
  if (!checkArgs(d, args, nargs, kwnames)) return 0
  if (nargs !== 2) return typeError(`${functionStr(d)} takes exactly one argument (${nargs - 1} given)`)
  if (!Py_EnterRecursiveCall(WHERE)) return 0
  const r = (method(d) as binaryfunc)(w(args, 0), w(args, 8))
  Py_LeaveRecursiveCall()
  return r
}

const vectorcallFast: vectorcallfunc = (d, args, nargsf, kwnames) => {
  const nargs = PyVectorcall_NARGS(nargsf)
  if (!checkArgs(d, args, nargs, kwnames)) return 0
  if (!Py_EnterRecursiveCall(WHERE)) return 0
  const r = (method(d) as ternaryfunc)(w(args, 0), args + 8, nargs - 1)
  Py_LeaveRecursiveCall()
  return r
}

const vectorcallFastKw: vectorcallfunc = (d, args, nargsf, kwnames) => {
  const nargs = PyVectorcall_NARGS(nargsf)
  if (!checkArgs(d, args, nargs, 0)) return 0
  if (!Py_EnterRecursiveCall(WHERE)) return 0
  const r = (method(d) as vectorcallfunc)(w(args, 0), args + 8, nargs - 1, kwnames)
  Py_LeaveRecursiveCall()
  return r
}

/** METH_VARARGS with or without METH_KEYWORDS. */
const vectorcallVarargs: vectorcallfunc = (d, args, nargsf, kwnames) => {
  const nargs = PyVectorcall_NARGS(nargsf)
  const keywords = (w(w(d, L.D_METHOD), L.ML_FLAGS) & L.METH_KEYWORDS) !== 0
  if (!checkArgs(d, args, nargs, keywords ? 0 : kwnames)) return 0
  const tuple = tupleFromArray(args + 8, nargs - 1)
  if (tuple === 0) return 0
  const dict = kwnames !== 0 && Py_SIZE(kwnames) > 0 ? kwargsDict(args + nargs * 8, kwnames) : 0
  let r = 0
  if (Py_EnterRecursiveCall(WHERE)) {
    r = (method(d) as ternaryfunc)(w(args, 0), tuple, dict)
    Py_LeaveRecursiveCall()
  }
  Py_DECREF(tuple)
  Py_XDECREF(dict)
  return r
}

setDescriptorEntries({
  noargs: fnPtr(vectorcallNoargs),
  o: fnPtr(vectorcallO),
  fast: fnPtr(vectorcallFast),
  fastkw: fnPtr(vectorcallFastKw),
  varargs: fnPtr(vectorcallVarargs),
})

// --- binding ---

const method_get: descrgetfunc = (d, obj) => {
  if (obj === 0) return Py_NewRef(d)
  return descrCheck(d, obj) ? PyCFunction_New(w(d, L.D_METHOD), obj, 0) : 0
}

const classmethod_get: descrgetfunc = (d, obj, givenType) => {
  let type = givenType
  if (type === 0) {
    if (obj === 0) {
      return typeError(`descriptor '${nameOf(d)}' for type '${ownerOf(d)}' needs either an object or a type`)
    }
    type = Py_TYPE(obj)
  }
  if (!PyType_Check(type)) {
    return typeError(
      `descriptor '${nameOf(d)}' for type '${ownerOf(d)}' needs a type, not a '${typeNameOf(type)}' as arg 2`,
    )
  }
  if (!PyType_IsSubtype(type, w(d, L.D_TYPE))) {
    return typeError(`descriptor '${nameOf(d)}' requires a subtype of '${ownerOf(d)}' but received '${typeName(type)}'`)
  }
  return PyCFunction_New(w(d, L.D_METHOD), type, 0)
}

const classmethod_call: ternaryfunc = (d, args, kwds) => {
  const n = Py_SIZE(args)
  if (n < 1) return typeError(`descriptor '${nameOf(d)}' of '${ownerOf(d)}' object needs an argument`)
  const bound = classmethod_get(d, 0, w(args, L.TUPLE_ITEM))
  if (bound === 0) return 0
  const r = _PyObject_FastCallDict(bound, args + L.TUPLE_ITEM + 8, n - 1, kwds)
  Py_DECREF(bound)
  return r
}

const member_get: descrgetfunc = (d, obj) => {
  if (obj === 0) return Py_NewRef(d)
  return descrCheck(d, obj) ? memberGet(obj, w(d, L.D_METHOD)) : 0
}

const member_set: descrsetfunc = (d, obj, value) => (descrCheck(d, obj) ? memberSet(obj, w(d, L.D_METHOD), value) : -1)

const getset_get: descrgetfunc = (d, obj) => {
  if (obj === 0) return Py_NewRef(d)
  if (!descrCheck(d, obj)) return 0
  const get = w(w(d, L.D_METHOD), GS_GET)
  if (get !== 0) return (FN[get] as unaryfunc)(obj)
  return raise(PyExc_AttributeError, `attribute '${nameOf(d)}' of '${ownerOf(d)}' objects is not readable`)
}

const getset_set: descrsetfunc = (d, obj, value) => {
  if (!descrCheck(d, obj)) return -1
  const set = w(w(d, L.D_METHOD), GS_SET)
  if (set !== 0) return (FN[set] as objobjproc)(obj, value)
  raise(PyExc_AttributeError, `attribute '${nameOf(d)}' of '${ownerOf(d)}' objects is not writable`)
  return -1
}

// --- what all descriptors have ---

export const descr_dealloc: destructor = (d) => {
  PyObject_GC_UnTrack(d)
  Py_XDECREF(w(d, L.D_TYPE))
  Py_XDECREF(w(d, L.D_NAME))
  Py_XDECREF(w(d, L.D_QUALNAME))
  PyObject_GC_Del(d)
}

export const descr_traverse: traverseproc = (d, visit) => visit(w(d, L.D_TYPE))

const ID___qualname__ = _Py_ID('__qualname__')
const ID_getattr = _Py_ID('getattr')

/** Owner's __qualname__ + '.' + name, cached. */
function getQualname(d: Ptr): Ptr {
  if (w(d, L.D_QUALNAME) === 0) {
    const owner = PyObject_GetAttr(w(d, L.D_TYPE), ID___qualname__)
    if (owner === 0) return 0
    i32[(d + L.D_QUALNAME) >> 2] = newStr(`${strToJS(owner)}.${nameOf(d)}`)
    Py_DECREF(owner)
  }
  return Py_NewRef(w(d, L.D_QUALNAME))
}

/** Pickles as getattr(owner, name). */
function reduce(d: Ptr): Ptr {
  const builtins = runtimeHooks.importModule('builtins')
  if (builtins === 0) return 0
  const getattr = PyObject_GetAttr(builtins, ID_getattr)
  Py_DECREF(builtins)
  if (getattr === 0) return 0
  const pair = tuple2(Py_NewRef(w(d, L.D_TYPE)), Py_NewRef(w(d, L.D_NAME)))
  return tuple2(getattr, pair)
}

function tuple2(a: Ptr, b: Ptr): Ptr {
  const t = PyTuple_Pack(a, b)
  Py_DECREF(a)
  Py_DECREF(b)
  return t
}

const descrMembers: MemberSpec[] = [
  { name: '__objclass__', offset: L.D_TYPE, kind: 'object', readonly: true },
  { name: '__name__', offset: L.D_NAME, kind: 'object', readonly: true },
]

/** __doc__ and __text_signature__ from an internal docstring str (or 0) with its function's name. */
export const docObject = (name: string, doc: Ptr): Ptr =>
  doc === 0 ? Py_NewRef(Py_None) : newStr(docText(name, strToJS(doc)))
export function signatureObject(name: string, doc: Ptr): Ptr {
  const text = doc === 0 ? null : signatureText(name, strToJS(doc))
  return text === null ? Py_NewRef(Py_None) : newStr(text)
}

const methodGetSets: Record<string, GetSetSpec> = {
  __doc__: { get: (d) => docObject(nameOf(d), w(w(d, L.D_METHOD), L.ML_DOC)) },
  __qualname__: { get: getQualname },
  __text_signature__: { get: (d) => signatureObject(nameOf(d), w(w(d, L.D_METHOD), L.ML_DOC)) },
}

const plainGetSets = (docOffset: number): Record<string, GetSetSpec> => ({
  __doc__: {
    get: (d) => {
      const doc = w(w(d, L.D_METHOD), docOffset)
      return Py_NewRef(doc === 0 ? Py_None : doc)
    },
  },
  __qualname__: { get: getQualname },
})

export const descrRepr =
  (what: string): unaryfunc =>
  (d) =>
    newStr(`<${what} '${nameOf(d)}' of '${ownerOf(d)}' objects>`)

export const descrCommon = {
  dealloc: descr_dealloc,
  traverse: descr_traverse,
  getattro: PyObject_GenericGetAttr,
  members: descrMembers,
  methods: { __reduce__: NOARGS(reduce) },
}
export { getQualname as descrQualname }

defineType(PyMethodDescr_Type, {
  ...descrCommon,
  name: 'method_descriptor',
  basicsize: L.SIZEOF_METHOD_DESCR,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_HAVE_VECTORCALL | L.TPFLAGS_METHOD_DESCRIPTOR,
  vectorcall_offset: L.D_VECTORCALL,
  repr: descrRepr('method'),
  call: PyVectorcall_Call,
  getset: methodGetSets,
  descr_get: method_get,
})

defineType(PyClassMethodDescr_Type, {
  ...descrCommon,
  methods: undefined,
  name: 'classmethod_descriptor',
  basicsize: L.SIZEOF_METHOD_DESCR,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  repr: descrRepr('method'),
  call: classmethod_call,
  getset: methodGetSets,
  descr_get: classmethod_get,
})

defineType(PyMemberDescr_Type, {
  ...descrCommon,
  name: 'member_descriptor',
  basicsize: L.SIZEOF_MEMBER_DESCR,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  repr: descrRepr('member'),
  getset: plainGetSets(MB_DOC),
  descr_get: member_get,
  descr_set: member_set,
})

defineType(PyGetSetDescr_Type, {
  ...descrCommon,
  methods: undefined,
  name: 'getset_descriptor',
  basicsize: L.SIZEOF_GETSET_DESCR,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  repr: descrRepr('attribute'),
  getset: plainGetSets(GS_DOC),
  descr_get: getset_get,
  descr_set: getset_set,
})
