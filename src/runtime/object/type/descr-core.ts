/**
 * Making descriptors and built-in functions, and the C-level definitions behind them (CPython Objects/descrobject.c,
 * methodobject.c). What they do when used is in descriptors.ts and builtin-function.ts.
 */
import { i32, type Ptr } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { PyObject_GC_New, PyObject_GC_Track, PyType_GenericAlloc } from '../alloc'
import { type GetSetSpec, type MemberSpec, type MethodSpec, methodDef } from '../define'
import { raise } from '../errors'
import { fnPtr } from '../fn-table'
import { Py_INCREF, Py_XINCREF } from '../header'
import {
  CFUNC_ML,
  CFUNC_MODULE,
  CFUNC_SELF,
  CFUNC_VECTORCALL,
  CFUNC_WEAKREFLIST,
  D_METHOD,
  D_NAME,
  D_QUALNAME,
  D_TYPE,
  D_VECTORCALL,
  D_WRAPPED,
  METH_CLASS,
  METH_COEXIST,
  METH_FASTCALL,
  METH_KEYWORDS,
  METH_METHOD,
  METH_NOARGS,
  METH_O,
  METH_STATIC,
  METH_VARARGS,
  ML_FLAGS,
  SIZEOF_CFUNCTION,
  SM_CALLABLE,
} from '../layout'
import { PyUnicode_InternFromString } from '../text/intern'
import { _Py_ID, strToJS } from '../text/str-core'
import {
  PyCFunction_Type,
  PyClassMethod_Type,
  PyClassMethodDescr_Type,
  PyExc_SystemError,
  PyGetSetDescr_Type,
  PyMemberDescr_Type,
  PyMethodDescr_Type,
  PyStaticMethod_Type,
  PyWrapperDescr_Type,
} from '../types'

// --- definitions in static data ---

/** PyGetSetDef: name, getter, setter, doc. */
export const GS_NAME = 0
export const GS_GET = 8
export const GS_SET = 16
export const GS_DOC = 24
export const GS_CLOSURE = 32
export const SIZEOF_GETSETDEF = 40

/** PyMemberDef: name, type (4), offset, flags (4), doc. The class's own ones (__slots__) lie behind the type object. */
export const MB_NAME = 0
export const MB_KIND = 8
export const MB_OFFSET = 16
export const MB_FLAGS = 24
export const MB_DOC = 32
export const SIZEOF_MEMBERDEF = 40
export const READONLY = 1

/** Kinds of members; numbers as in structmember.h where it has them. */
export const MEMBER_KINDS = { int: 1, object: 6, ubyte: 9, bool: 14, object_ex: 16, ssize: 19 } as const

export function getSetDef(name: string, spec: GetSetSpec): Ptr {
  const p = staticAlloc(SIZEOF_GETSETDEF, 8)
  i32[(p + GS_NAME) >> 2] = _Py_ID(name)
  i32[(p + GS_GET) >> 2] = fnPtr(spec.get)
  i32[(p + GS_SET) >> 2] = spec.set ? fnPtr(spec.set) : 0
  i32[(p + GS_DOC) >> 2] = spec.doc === undefined ? 0 : _Py_ID(spec.doc)
  return p
}

export function memberDef(spec: MemberSpec): Ptr {
  const p = staticAlloc(SIZEOF_MEMBERDEF, 8)
  i32[(p + MB_NAME) >> 2] = _Py_ID(spec.name)
  i32[(p + MB_KIND) >> 2] = MEMBER_KINDS[spec.kind]
  i32[(p + MB_OFFSET) >> 2] = spec.offset
  i32[(p + MB_FLAGS) >> 2] = spec.readonly ? READONLY : 0
  i32[(p + MB_DOC) >> 2] = spec.doc === undefined ? 0 : _Py_ID(spec.doc)
  return p
}

// --- vectorcall entries by calling convention; filled by descriptors.ts and builtin-function.ts ---

export interface CallEntries {
  noargs: number
  o: number
  fast: number
  fastkw: number
  varargs: number
}
const none: CallEntries = { noargs: 0, o: 0, fast: 0, fastkw: 0, varargs: 0 }
let descrEntries = none
let functionEntries = none
export function setDescriptorEntries(e: CallEntries): void {
  descrEntries = e
}
export function setFunctionEntries(e: CallEntries): void {
  functionEntries = e
}

const CALL_FLAGS = METH_VARARGS | METH_FASTCALL | METH_NOARGS | METH_O | METH_KEYWORDS | METH_METHOD

function entryFor(e: CallEntries, flags: number): number {
  switch (flags & CALL_FLAGS) {
    case METH_NOARGS:
      return e.noargs
    case METH_O:
      return e.o
    case METH_FASTCALL:
      return e.fast
    case METH_FASTCALL | METH_KEYWORDS:
      return e.fastkw
    case METH_VARARGS:
    case METH_VARARGS | METH_KEYWORDS:
      return e.varargs
    default:
      return -1
  }
}

// --- descriptors ---

function descrNew(descrType: Ptr, type: Ptr, name: Ptr): Ptr {
  const d = PyType_GenericAlloc(descrType, 0)
  if (d === 0) return 0
  Py_INCREF(type)
  i32[(d + D_TYPE) >> 2] = type
  // the C code interns a C string here: a str is made and usually dropped again
  const interned = PyUnicode_InternFromString(strToJS(name))
  i32[(d + D_NAME) >> 2] = interned
  i32[(d + D_QUALNAME) >> 2] = 0
  return d
}

export function PyDescr_NewMethod(type: Ptr, def: Ptr, name: Ptr): Ptr {
  const entry = entryFor(descrEntries, i32[(def + ML_FLAGS) >> 2])
  if (entry < 0) return raise(PyExc_SystemError, `${strToJS(name)}() method: bad call flags`)
  const d = descrNew(PyMethodDescr_Type, type, name)
  if (d === 0) return 0
  i32[(d + D_METHOD) >> 2] = def
  i32[(d + D_VECTORCALL) >> 2] = entry
  return d
}

export function PyDescr_NewClassMethod(type: Ptr, def: Ptr, name: Ptr): Ptr {
  const d = descrNew(PyClassMethodDescr_Type, type, name)
  if (d !== 0) i32[(d + D_METHOD) >> 2] = def
  return d
}

export function PyDescr_NewGetSet(type: Ptr, def: Ptr): Ptr {
  const d = descrNew(PyGetSetDescr_Type, type, i32[(def + GS_NAME) >> 2])
  if (d !== 0) i32[(d + D_METHOD) >> 2] = def
  return d
}

export function PyDescr_NewMember(type: Ptr, def: Ptr): Ptr {
  const d = descrNew(PyMemberDescr_Type, type, i32[(def + MB_NAME) >> 2])
  if (d !== 0) i32[(d + D_METHOD) >> 2] = def
  return d
}

/** slotdef: index into the table of slot definitions, stored where CPython keeps the address of its entry (d_base). */
export function PyDescr_NewWrapper(type: Ptr, name: Ptr, slotdef: number, wrapped: number): Ptr {
  const d = descrNew(PyWrapperDescr_Type, type, name)
  if (d === 0) return 0
  i32[(d + D_METHOD) >> 2] = slotdef
  i32[(d + D_WRAPPED) >> 2] = wrapped
  return d
}

/** A static method object around a callable (PyStaticMethod_New). */
export function PyStaticMethod_New(callable: Ptr): Ptr {
  const sm = PyType_GenericAlloc(PyStaticMethod_Type, 0)
  if (sm === 0) return 0
  Py_INCREF(callable)
  i32[(sm + SM_CALLABLE) >> 2] = callable
  return sm
}

/** A class method object around a callable (PyClassMethod_New). */
export function PyClassMethod_New(callable: Ptr): Ptr {
  const cm = PyType_GenericAlloc(PyClassMethod_Type, 0)
  if (cm === 0) return 0
  Py_INCREF(callable)
  i32[(cm + SM_CALLABLE) >> 2] = callable
  return cm
}

// --- built-in functions ---

/** A builtin_function_or_method; self and module may be 0 (PyCFunction_NewEx). */
export function PyCFunction_New(def: Ptr, self: Ptr, module: Ptr): Ptr {
  const entry = entryFor(functionEntries, i32[(def + ML_FLAGS) >> 2])
  if (entry < 0) return raise(PyExc_SystemError, 'method: bad call flags')
  const f = PyObject_GC_New(PyCFunction_Type, SIZEOF_CFUNCTION)
  if (f === 0) return 0
  for (let p = f + 16; p < f + SIZEOF_CFUNCTION; p += 4) i32[p >> 2] = 0
  i32[(f + CFUNC_WEAKREFLIST) >> 2] = 0
  i32[(f + CFUNC_ML) >> 2] = def
  Py_XINCREF(self)
  i32[(f + CFUNC_SELF) >> 2] = self
  Py_XINCREF(module)
  i32[(f + CFUNC_MODULE) >> 2] = module
  i32[(f + CFUNC_VECTORCALL) >> 2] = entry
  PyObject_GC_Track(f)
  return f
}

/** A builtin function from a specification; for modules. Call at boot, not in a loop: the definition is static data. */
export const builtinFunction = (name: string, spec: MethodSpec, self: Ptr, module: Ptr): Ptr =>
  PyCFunction_New(methodDef(name, spec), self, module)

export const methFlags = (def: Ptr): number => i32[(def + ML_FLAGS) >> 2]
export const isClassMethodDef = (def: Ptr): boolean => (methFlags(def) & METH_CLASS) !== 0
export const isStaticMethodDef = (def: Ptr): boolean => (methFlags(def) & METH_STATIC) !== 0
export const isCoexistDef = (def: Ptr): boolean => (methFlags(def) & METH_COEXIST) !== 0
