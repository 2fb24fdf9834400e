/** isinstance() and issubclass() (CPython Objects/abstract.c): classes, tuples and unions of classes, and the metaclass hooks. */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_CallOneArg } from '../call'
import { typeError } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_SIZE, Py_TYPE, typeFlagOf } from '../header'
import { TP_GETATTRO, TPFLAGS_TUPLE_SUBCLASS, TUPLE_ITEM } from '../layout'
import { Py_EnterRecursiveCall, Py_LeaveRecursiveCall } from '../recursion'
import { _Py_ID } from '../text/str-core'
import { PyObject_TypeCheck, PyType_Check, PyType_IsSubtype } from '../type/subtype'
import { _PyType_Lookup } from '../type/type-core'
import { PyBaseObject_Type, PyType_Type, PyUnion_Type } from '../types'
import { _PyObject_LookupAttr, _PyObject_LookupSpecial, PyObject_IsTrue } from './object-protocol'

const ID___class__ = _Py_ID('__class__')
const ID___bases__ = _Py_ID('__bases__')
const ID___instancecheck__ = _Py_ID('__instancecheck__')
const ID___subclasscheck__ = _Py_ID('__subclasscheck__')
/** Offset of the members tuple of a types.UnionType. */
const UNION_ARGS = 16

const isTuple = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_TUPLE_SUBCLASS)

/** cls.__bases__ when it is a tuple (new reference), else 0 without error unless one occurred. */
function abstractBases(cls: Ptr): Ptr {
  const bases = _PyObject_LookupAttr(cls, ID___bases__)
  if (bases !== 0 && !isTuple(bases)) {
    Py_DECREF(bases)
    return 0
  }
  return bases
}

function abstractIsSubclass(derived: Ptr, cls: Ptr): number {
  if (derived === cls) return 1
  const bases = abstractBases(derived)
  if (bases === 0) return PyErr_Occurred() ? -1 : 0
  let r = 0
  for (let i = 0; i < Py_SIZE(bases) && r === 0; i++) {
    if (!Py_EnterRecursiveCall(' in __issubclass__')) {
      r = -1
      break
    }
    r = abstractIsSubclass(i32[(bases + TUPLE_ITEM + i * 8) >> 2], cls)
    Py_LeaveRecursiveCall()
  }
  Py_DECREF(bases)
  return r
}

function checkClass(cls: Ptr, message: string): boolean {
  const bases = abstractBases(cls)
  if (bases === 0) {
    if (!PyErr_Occurred()) typeError(message)
    return false
  }
  Py_DECREF(bases)
  return true
}

/** object.__class__, looked up when it is first needed. */
let classDescriptor: Ptr = 0

/** Is inst.__class__ nothing but its type: attributes are found as usual, and __class__ is object's? */
function hasPlainClass(inst: Ptr): boolean {
  if (classDescriptor === 0) classDescriptor = _PyType_Lookup(PyBaseObject_Type, ID___class__)
  const type = Py_TYPE(inst)
  return (
    i32[(type + TP_GETATTRO) >> 2] === i32[(PyBaseObject_Type + TP_GETATTRO) >> 2] &&
    _PyType_Lookup(type, ID___class__) === classDescriptor
  )
}

/** The part of isinstance() behind type.__instancecheck__ (_PyObject_RealIsInstance). */
export function _PyObject_RealIsInstance(inst: Ptr, cls: Ptr): number {
  if (PyType_Check(cls)) {
    if (PyObject_TypeCheck(inst, cls)) return 1
    if (hasPlainClass(inst)) return 0
    const icls = _PyObject_LookupAttr(inst, ID___class__)
    if (icls === 0) return PyErr_Occurred() ? -1 : 0
    const r = icls !== Py_TYPE(inst) && PyType_Check(icls) && PyType_IsSubtype(icls, cls) ? 1 : 0
    Py_DECREF(icls)
    return r
  }
  if (!checkClass(cls, 'isinstance() arg 2 must be a type, a tuple of types, or a union')) return -1
  const icls = _PyObject_LookupAttr(inst, ID___class__)
  if (icls === 0) return PyErr_Occurred() ? -1 : 0
  const r = abstractIsSubclass(icls, cls)
  Py_DECREF(icls)
  return r
}

/** The part of issubclass() behind type.__subclasscheck__ (_PyObject_RealIsSubclass). */
export function _PyObject_RealIsSubclass(derived: Ptr, cls: Ptr): number {
  if (PyType_Check(cls) && PyType_Check(derived)) return derived === cls || PyType_IsSubtype(derived, cls) ? 1 : 0
  if (!checkClass(derived, 'issubclass() arg 1 must be a class')) return -1
  if (
    Py_TYPE(cls) !== PyUnion_Type &&
    !checkClass(cls, 'issubclass() arg 2 must be a class, a tuple of classes, or a union')
  ) {
    return -1
  }
  return abstractIsSubclass(derived, cls)
}

function instanceOfAny(inst: Ptr, tuple: Ptr): number {
  if (!Py_EnterRecursiveCall(' in __instancecheck__')) return -1
  const type = Py_TYPE(inst)
  let r = 0
  for (let i = 0; i < Py_SIZE(tuple) && r === 0; i++) {
    const cls = i32[(tuple + TUPLE_ITEM + i * 8) >> 2]
    r = type === cls ? 1 : PyObject_IsInstance(inst, cls)
  }
  Py_LeaveRecursiveCall()
  return r
}

function subclassOfAny(derived: Ptr, tuple: Ptr): number {
  if (!Py_EnterRecursiveCall(' in __subclasscheck__')) return -1
  let r = 0
  for (let i = 0; i < Py_SIZE(tuple) && r === 0; i++) {
    r = PyObject_IsSubclass(derived, i32[(tuple + TUPLE_ITEM + i * 8) >> 2])
  }
  Py_LeaveRecursiveCall()
  return r
}

/** Asks the metaclass method when there is one; null: there is none and no error. */
function askMetaclass(o: Ptr, cls: Ptr, name: Ptr, where: string): number | null {
  const checker = _PyObject_LookupSpecial(cls, name)
  if (checker === 0) return PyErr_Occurred() ? -1 : null
  let r = -1
  if (Py_EnterRecursiveCall(where)) {
    const answer = PyObject_CallOneArg(checker, o)
    Py_LeaveRecursiveCall()
    if (answer !== 0) {
      r = PyObject_IsTrue(answer)
      Py_DECREF(answer)
    }
  }
  Py_DECREF(checker)
  return r
}

const unionArgs = (cls: Ptr): Ptr => (Py_TYPE(cls) === PyUnion_Type ? i32[(cls + UNION_ARGS) >> 2] : cls)

/** 1, 0 or -1. */
export function PyObject_IsInstance(inst: Ptr, cls: Ptr): number {
  if (Py_TYPE(inst) === cls) return 1
  if (Py_TYPE(cls) === PyType_Type) return _PyObject_RealIsInstance(inst, cls)
  const classes = unionArgs(cls)
  if (isTuple(classes)) return instanceOfAny(inst, classes)
  return askMetaclass(inst, cls, ID___instancecheck__, ' in __instancecheck__') ?? _PyObject_RealIsInstance(inst, cls)
}

/** 1, 0 or -1. */
export function PyObject_IsSubclass(derived: Ptr, cls: Ptr): number {
  if (Py_TYPE(cls) === PyType_Type) return derived === cls ? 1 : _PyObject_RealIsSubclass(derived, cls)
  const classes = unionArgs(cls)
  if (isTuple(classes)) return subclassOfAny(derived, classes)
  return (
    askMetaclass(derived, cls, ID___subclasscheck__, ' in __subclasscheck__') ?? _PyObject_RealIsSubclass(derived, cls)
  )
}
