/**
 * The object protocol: attribute access, comparison, truth, hash and text of any object, by its type's slots alone
 * (CPython Objects/object.c). What needs dictionaries or the type cache is installed by type/ at load time.
 */
import { toUser } from '../../memory/address-map'
import { i32, type Ptr } from '../../memory/heap'
import { setHashNotImplemented } from '../define'
import { typeError, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import {
  FN,
  fnPtr,
  type getattrofunc,
  type hashfunc,
  type inquiry,
  type lenfunc,
  type richcmpfunc,
  type setattrofunc,
  type unaryfunc,
} from '../fn-table'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_TYPE, typeFlagOf } from '../header'
import { HASH_HI } from '../interp'
import {
  MP_LENGTH,
  NB_BOOL,
  OB_TYPE,
  Py_EQ,
  Py_NE,
  SQ_LENGTH,
  TP_AS_MAPPING,
  TP_AS_NUMBER,
  TP_AS_SEQUENCE,
  TP_GETATTRO,
  TP_HASH,
  TP_REPR,
  TP_RICHCOMPARE,
  TP_SETATTRO,
  TP_STR,
  TPFLAGS_UNICODE_SUBCLASS,
} from '../layout'
import { Py_EnterRecursiveCall, Py_LeaveRecursiveCall } from '../recursion'
import { newStr, PyUnicode_IS_ASCII, strToJS } from '../text/str-core'
import { errorIs, PyType_IsSubtype } from '../type/subtype'
import { Py_False, Py_None, Py_NotImplemented, Py_True, PyExc_AttributeError, PyUnicode_Type } from '../types'

/** What the protocol needs from the type system above it. */
export interface ObjectHooks {
  /** Interns a str: takes an owned reference, gives an owned one. */
  intern: (s: Ptr) => Ptr
  /** PyObject_GenericGetAttr itself, to recognise it in tp_getattro. */
  genericGetAttr: getattrofunc
  /** The same, but returns 0 WITHOUT an error for a missing attribute. */
  genericGetAttrOrNull: getattrofunc
  /** A special method bound to the object, looked up on the type; 0 without error when the type has none. */
  lookupSpecial: getattrofunc
  attributeErrorContext: (o: Ptr, name: Ptr) => void
}

let hooks: ObjectHooks = {
  intern: (s) => s,
  genericGetAttr: () => 0,
  genericGetAttrOrNull: () => 0,
  lookupSpecial: () => 0,
  attributeErrorContext: () => {},
}
let genericGetAttrIndex = 0
export function setObjectHooks(h: Partial<ObjectHooks>): void {
  hooks = { ...hooks, ...h }
  if (h.genericGetAttr) genericGetAttrIndex = fnPtr(h.genericGetAttr)
}

/** The address as repr shows it (%p). */
export const hexAddress = (o: Ptr): string => `0x${toUser(o).toString(16)}`

// --- attributes ---

export function PyObject_GetAttr(o: Ptr, name: Ptr): Ptr {
  if (!typeFlagOf(name, TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`attribute name must be string, not '${typeNameOf(name)}'`)
  }
  const v = (FN[i32[(i32[(o + OB_TYPE) >> 2] + TP_GETATTRO) >> 2]] as getattrofunc)(o, name)
  if (v === 0) hooks.attributeErrorContext(o, name)
  return v
}

/** Notes object and name in the current error when it is an AttributeError without them (set_attribute_error_context). */
export const setAttributeErrorContext = (o: Ptr, name: Ptr): void => hooks.attributeErrorContext(o, name)

/** Sets (value 0: deletes) an attribute; 0 or -1. The name is interned, as in CPython. */
export function PyObject_SetAttr(o: Ptr, name: Ptr, value: Ptr): number {
  if (!typeFlagOf(name, TPFLAGS_UNICODE_SUBCLASS)) {
    typeError(`attribute name must be string, not '${typeNameOf(name)}'`)
    return -1
  }
  const setattro = i32[(i32[(o + OB_TYPE) >> 2] + TP_SETATTRO) >> 2]
  if (setattro === 0) {
    const how = i32[(Py_TYPE(o) + TP_GETATTRO) >> 2] === 0 ? 'no' : 'only read-only'
    const what = value === 0 ? 'del' : 'assign to'
    typeError(`'${typeNameOf(o)}' object has ${how} attributes (${what} .${strToJS(name)})`)
    return -1
  }
  Py_INCREF(name)
  const interned = hooks.intern(name)
  const r = (FN[setattro] as setattrofunc)(o, interned, value)
  Py_DECREF(interned)
  return r
}

export const PyObject_DelAttr = (o: Ptr, name: Ptr): number => PyObject_SetAttr(o, name, 0)

/** The attribute, or 0 without an error when there is none; other errors stay set (test PyErr_Occurred). */
export function _PyObject_LookupAttr(o: Ptr, name: Ptr): Ptr {
  if (!typeFlagOf(name, TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`attribute name must be string, not '${typeNameOf(name)}'`)
  }
  const getattro = i32[(i32[(o + OB_TYPE) >> 2] + TP_GETATTRO) >> 2]
  if (getattro === genericGetAttrIndex) return hooks.genericGetAttrOrNull(o, name)
  const v = (FN[getattro] as getattrofunc)(o, name)
  if (v === 0 && errorIs(PyExc_AttributeError)) PyErr_Clear()
  return v
}

/** hasattr(): 1, 0, or -1 for an error other than AttributeError. */
export function _PyObject_HasAttr(o: Ptr, name: Ptr): number {
  const v = _PyObject_LookupAttr(o, name)
  if (v === 0) return PyErr_Occurred() ? -1 : 0
  Py_DECREF(v)
  return 1
}

/** A special method looked up on the type and bound to o; 0 without error when the type has none. */
export const _PyObject_LookupSpecial: getattrofunc = (o, name) => hooks.lookupSpecial(o, name)

// --- comparison ---

const SWAPPED = [4, 5, 2, 3, 0, 1]
const OP_TEXT = ['<', '<=', '==', '!=', '>', '>=']

function doRichCompare(a: Ptr, b: Ptr, op: number): Ptr {
  const ta = i32[(a + OB_TYPE) >> 2]
  const tb = i32[(b + OB_TYPE) >> 2]
  const fb = i32[(tb + TP_RICHCOMPARE) >> 2]
  let triedReflected = false
  if (ta !== tb && fb !== 0 && PyType_IsSubtype(tb, ta)) {
    triedReflected = true
    const r = (FN[fb] as richcmpfunc)(b, a, SWAPPED[op])
    if (r !== Py_NotImplemented) return r
    Py_DECREF(r)
  }
  const fa = i32[(ta + TP_RICHCOMPARE) >> 2]
  if (fa !== 0) {
    const r = (FN[fa] as richcmpfunc)(a, b, op)
    if (r !== Py_NotImplemented) return r
    Py_DECREF(r)
  }
  if (!triedReflected) {
    const f = i32[(i32[(b + OB_TYPE) >> 2] + TP_RICHCOMPARE) >> 2]
    if (f !== 0) {
      const r = (FN[f] as richcmpfunc)(b, a, SWAPPED[op])
      if (r !== Py_NotImplemented) return r
      Py_DECREF(r)
    }
  }
  if (op === Py_EQ) return Py_NewRef(a === b ? Py_True : Py_False)
  if (op === Py_NE) return Py_NewRef(a !== b ? Py_True : Py_False)
  return typeError(`'${OP_TEXT[op]}' not supported between instances of '${typeNameOf(a)}' and '${typeNameOf(b)}'`)
}

/** a op b as an object; op is one of Py_LT ... Py_GE. */
export function PyObject_RichCompare(a: Ptr, b: Ptr, op: number): Ptr {
  if (!Py_EnterRecursiveCall(' in comparison')) return 0
  const r = doRichCompare(a, b, op)
  Py_LeaveRecursiveCall()
  return r
}

/** As PyObject_RichCompare but 1, 0 or -1; identical objects are equal without asking. */
export function PyObject_RichCompareBool(a: Ptr, b: Ptr, op: number): number {
  if (a === b) {
    if (op === Py_EQ) return 1
    if (op === Py_NE) return 0
  }
  const r = PyObject_RichCompare(a, b, op)
  if (r === 0) return -1
  const truth = r === Py_True ? 1 : r === Py_False ? 0 : PyObject_IsTrue(r)
  Py_DECREF(r)
  return truth
}

/** The result of a tp_richcompare for three-way ordering numbers (Py_RETURN_RICHCOMPARE). */
export function richCompareResult(order: number, op: number): Ptr {
  const yes =
    op === 2
      ? order === 0
      : op === 3
        ? order !== 0
        : op === 0
          ? order < 0
          : op === 1
            ? order <= 0
            : op === 4
              ? order > 0
              : order >= 0
  return Py_NewRef(yes ? Py_True : Py_False)
}

// --- truth ---

/** 1, 0 or -1. */
export function PyObject_IsTrue(o: Ptr): number {
  if (o === Py_True) return 1
  if (o === Py_False || o === Py_None) return 0
  const type = i32[(o + OB_TYPE) >> 2]
  const nb = i32[(type + TP_AS_NUMBER) >> 2]
  const nbBool = nb === 0 ? 0 : i32[(nb + NB_BOOL) >> 2]
  if (nbBool !== 0) {
    const r = (FN[nbBool] as inquiry)(o)
    return r > 0 ? 1 : r
  }
  const mp = i32[(type + TP_AS_MAPPING) >> 2]
  let length = mp === 0 ? 0 : i32[(mp + MP_LENGTH) >> 2]
  if (length === 0) {
    const sq = i32[(type + TP_AS_SEQUENCE) >> 2]
    length = sq === 0 ? 0 : i32[(sq + SQ_LENGTH) >> 2]
    if (length === 0) return 1
  }
  const r = (FN[length] as lenfunc)(o)
  return r > 0 ? 1 : r
}

export function PyObject_Not(o: Ptr): number {
  const r = PyObject_IsTrue(o)
  return r < 0 ? r : r === 0 ? 1 : 0
}

// --- hash ---

/** Low word of the hash; the high word is in HASH_HI. Both words -1: error. */
export function PyObject_Hash(o: Ptr): number {
  const f = i32[(i32[(o + OB_TYPE) >> 2] + TP_HASH) >> 2]
  if (f !== 0) return (FN[f] as hashfunc)(o)
  return unhashable(o)
}

function unhashable(o: Ptr): number {
  typeError(`unhashable type: '${typeNameOf(o)}'`)
  i32[HASH_HI >> 2] = -1
  return -1
}
setHashNotImplemented(unhashable)

/** Did the hash function that returned this low word fail? */
export const hashFailed = (low: number): boolean => low === -1 && i32[HASH_HI >> 2] === -1

/** Hash of an address: rotated right by 4 (_Py_HashPointer). Addresses fit 31 bits, the user base is a round number. */
export function _Py_HashPointer(o: Ptr): number {
  const user = toUser(o)
  const lo = user | 0
  const hi = Math.floor(user / 4294967296)
  const rotLo = (lo >>> 4) | (hi << 28)
  const rotHi = (hi >>> 4) | (lo << 28)
  if (rotLo === -1 && rotHi === -1) {
    i32[HASH_HI >> 2] = -1
    return -2
  }
  i32[HASH_HI >> 2] = rotHi
  return rotLo
}

// --- text ---

const isStr = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)

function checkedText(r: Ptr, method: string): Ptr {
  if (r === 0 || isStr(r)) return r
  const t = typeNameOf(r)
  Py_DECREF(r)
  return typeError(`${method} returned non-string (type ${t})`)
}

export function PyObject_Repr(o: Ptr): Ptr {
  if (o === 0) return newStr('<NULL>')
  const f = i32[(i32[(o + OB_TYPE) >> 2] + TP_REPR) >> 2]
  if (f === 0) return newStr(`<${typeNameOf(o)} object at ${hexAddress(o)}>`)
  if (!Py_EnterRecursiveCall(' while getting the repr of an object')) return 0
  const r = (FN[f] as unaryfunc)(o)
  Py_LeaveRecursiveCall()
  return checkedText(r, '__repr__')
}

export function PyObject_Str(o: Ptr): Ptr {
  if (o === 0) return newStr('<NULL>')
  if (Py_TYPE(o) === PyUnicode_Type) return Py_NewRef(o)
  const f = i32[(i32[(o + OB_TYPE) >> 2] + TP_STR) >> 2]
  if (f === 0) return PyObject_Repr(o)
  if (!Py_EnterRecursiveCall(' while getting the str of an object')) return 0
  const r = (FN[f] as unaryfunc)(o)
  Py_LeaveRecursiveCall()
  return checkedText(r, '__str__')
}

function asciiEscape(text: string): string {
  let out = ''
  for (const ch of text) {
    const c = ch.codePointAt(0)!
    if (c < 128) out += ch
    else if (c < 256) out += `\\x${c.toString(16).padStart(2, '0')}`
    else if (c < 65536) out += `\\u${c.toString(16).padStart(4, '0')}`
    else out += `\\U${c.toString(16).padStart(8, '0')}`
  }
  return out
}

export function PyObject_ASCII(o: Ptr): Ptr {
  const r = PyObject_Repr(o)
  if (r === 0 || PyUnicode_IS_ASCII(r)) return r
  const text = asciiEscape(strToJS(r))
  Py_DECREF(r)
  return newStr(text)
}

/** The text repr(o) as a JavaScript string, for messages; null with an error set. */
export function reprJS(o: Ptr): string | null {
  const r = PyObject_Repr(o)
  if (r === 0) return null
  const text = strToJS(r)
  Py_DECREF(r)
  return text
}
