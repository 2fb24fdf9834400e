/**
 * What calling a slot wrapper (int.__add__, list.__len__ ...) does with its arguments, one function per slot signature
 * (CPython typeobject.c, wrap_*). args is a tuple without self.
 */
import { i32, type Ptr } from '../../memory/heap'
import { PyNumber_AsSsize_t } from '../abstract/number-protocol'
import { raiseNone, typeError, typeName } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import type {
  binaryfunc,
  descrgetfunc,
  descrsetfunc,
  destructor,
  hashfunc,
  initproc,
  lenfunc,
  objobjargproc,
  objobjproc,
  richcmpfunc,
  setattrofunc,
  ssizeargfunc,
  ssizeobjargproc,
  ternaryfunc,
  unaryfunc,
} from '../fn-table'
import { FN, fnPtr } from '../fn-table'
import { Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import { HASH_HI } from '../interp'
import { SQ_LENGTH, TP_AS_SEQUENCE, TP_BASE, TP_MRO, TP_SETATTRO, TUPLE_ITEM } from '../layout'
import { longFromWords, PyLong_FromLong } from '../number/int-core'
import { Py_False, Py_None, Py_True, PyExc_OverflowError, PyExc_StopIteration } from '../types'
import { checkPositional } from './arg-parse'
import { slot_tp_setattro } from './slot-functions'

/** wrapped: index of the slot function; kwds: dict or 0, only where the definition allows keywords. */
export type wrapperfunc = (self: Ptr, args: Ptr, wrapped: number, kwds: Ptr) => Ptr

const item = (t: Ptr, i: number): Ptr => i32[(t + TUPLE_ITEM + i * 8) >> 2]
const none = (): Ptr => Py_NewRef(Py_None)
const bool = (r: number): Ptr => Py_NewRef(r ? Py_True : Py_False)

function checkNumArgs(args: Ptr, n: number): boolean {
  if (Py_SIZE(args) === n) return true
  typeError(`expected ${n} argument${n === 1 ? '' : 's'}, got ${Py_SIZE(args)}`)
  return false
}

export const wrap_lenfunc: wrapperfunc = (self, args, f) => {
  if (!checkNumArgs(args, 0)) return 0
  const n = (FN[f] as lenfunc)(self)
  return n === -1 && PyErr_Occurred() ? 0 : PyLong_FromLong(n)
}

export const wrap_inquirypred: wrapperfunc = (self, args, f) => {
  if (!checkNumArgs(args, 0)) return 0
  const r = (FN[f] as lenfunc)(self)
  return r === -1 && PyErr_Occurred() ? 0 : bool(r)
}

export const wrap_unaryfunc: wrapperfunc = (self, args, f) => (checkNumArgs(args, 0) ? (FN[f] as unaryfunc)(self) : 0)

export const wrap_binaryfunc: wrapperfunc = (self, args, f) =>
  checkNumArgs(args, 1) ? (FN[f] as binaryfunc)(self, item(args, 0)) : 0

/** The same for number slots: a wrapper of its own, so that a sequence's + never counts as the number slot of a subclass. */
export const wrap_binaryfunc_l: wrapperfunc = (self, args, f) =>
  checkNumArgs(args, 1) ? (FN[f] as binaryfunc)(self, item(args, 0)) : 0

export const wrap_binaryfunc_r: wrapperfunc = (self, args, f) =>
  checkNumArgs(args, 1) ? (FN[f] as binaryfunc)(item(args, 0), self) : 0

const second = (args: Ptr): Ptr => (Py_SIZE(args) > 1 ? item(args, 1) : Py_None)

export const wrap_ternaryfunc: wrapperfunc = (self, args, f) =>
  checkPositional('', Py_SIZE(args), 1, 2) ? (FN[f] as ternaryfunc)(self, item(args, 0), second(args)) : 0

export const wrap_ternaryfunc_r: wrapperfunc = (self, args, f) =>
  checkPositional('', Py_SIZE(args), 1, 2) ? (FN[f] as ternaryfunc)(item(args, 0), self, second(args)) : 0

export const wrap_indexargfunc: wrapperfunc = (self, args, f) => {
  if (!checkNumArgs(args, 1)) return 0
  const n = PyNumber_AsSsize_t(item(args, 0), PyExc_OverflowError)
  return n === -1 && PyErr_Occurred() ? 0 : (FN[f] as ssizeargfunc)(self, n)
}

/** An index argument with negative values counted from the end; null with an error set. */
function getIndex(self: Ptr, arg: Ptr): number | null {
  let i = PyNumber_AsSsize_t(arg, PyExc_OverflowError)
  if (i === -1 && PyErr_Occurred()) return null
  if (i < 0) {
    const sq = i32[(Py_TYPE(self) + TP_AS_SEQUENCE) >> 2]
    const length = sq === 0 ? 0 : i32[(sq + SQ_LENGTH) >> 2]
    if (length !== 0) {
      const n = (FN[length] as lenfunc)(self)
      if (n < 0) return null
      i += n
    }
  }
  return i
}

export const wrap_sq_item: wrapperfunc = (self, args, f) => {
  if (!checkNumArgs(args, 1)) return 0
  const i = getIndex(self, item(args, 0))
  return i === null ? 0 : (FN[f] as ssizeargfunc)(self, i)
}

export const wrap_sq_setitem: wrapperfunc = (self, args, f) => {
  if (!checkPositional('', Py_SIZE(args), 2, 2)) return 0
  const i = getIndex(self, item(args, 0))
  return i === null || (FN[f] as ssizeobjargproc)(self, i, item(args, 1)) < 0 ? 0 : none()
}

export const wrap_sq_delitem: wrapperfunc = (self, args, f) => {
  if (!checkNumArgs(args, 1)) return 0
  const i = getIndex(self, item(args, 0))
  return i === null || (FN[f] as ssizeobjargproc)(self, i, 0) < 0 ? 0 : none()
}

export const wrap_objobjproc: wrapperfunc = (self, args, f) => {
  if (!checkNumArgs(args, 1)) return 0
  const r = (FN[f] as objobjproc)(self, item(args, 0))
  return r === -1 && PyErr_Occurred() ? 0 : bool(r)
}

export const wrap_objobjargproc: wrapperfunc = (self, args, f) =>
  checkPositional('', Py_SIZE(args), 2, 2) && (FN[f] as objobjargproc)(self, item(args, 0), item(args, 1)) >= 0
    ? none()
    : 0

export const wrap_delitem: wrapperfunc = (self, args, f) =>
  checkNumArgs(args, 1) && (FN[f] as objobjargproc)(self, item(args, 0), 0) >= 0 ? none() : 0

const SLOT_SETATTRO = fnPtr(slot_tp_setattro)

/**
 * object.__setattr__(x, ...) must not jump over the C-level setattr of a class between object and type(x) (hackcheck).
 */
function mayApplySetattr(self: Ptr, f: number, what: string): boolean {
  const type = Py_TYPE(self)
  const mro = i32[(type + TP_MRO) >> 2]
  if (mro === 0) return true
  let defining = type
  for (let i = Py_SIZE(mro) - 1; i >= 0; i--) {
    const setattro = i32[(item(mro, i) + TP_SETATTRO) >> 2]
    if (setattro !== SLOT_SETATTRO && setattro === i32[(type + TP_SETATTRO) >> 2]) {
      defining = item(mro, i)
      break
    }
  }
  for (let base = defining; base !== 0; base = i32[(base + TP_BASE) >> 2]) {
    const setattro = i32[(base + TP_SETATTRO) >> 2]
    if (setattro === f) break
    if (setattro !== SLOT_SETATTRO) {
      typeError(`can't apply this ${what} to ${typeName(type)} object`)
      return false
    }
  }
  return true
}

export const wrap_setattr: wrapperfunc = (self, args, f) =>
  checkPositional('', Py_SIZE(args), 2, 2) &&
  mayApplySetattr(self, f, '__setattr__') &&
  (FN[f] as setattrofunc)(self, item(args, 0), item(args, 1)) >= 0
    ? none()
    : 0

export const wrap_delattr: wrapperfunc = (self, args, f) =>
  checkNumArgs(args, 1) &&
  mayApplySetattr(self, f, '__delattr__') &&
  (FN[f] as setattrofunc)(self, item(args, 0), 0) >= 0
    ? none()
    : 0

export const wrap_hashfunc: wrapperfunc = (self, args, f) => {
  if (!checkNumArgs(args, 0)) return 0
  const lo = (FN[f] as hashfunc)(self)
  const hi = i32[HASH_HI >> 2]
  return lo === -1 && hi === -1 ? 0 : longFromWords(lo, hi, true)
}

export const wrap_call: wrapperfunc = (self, args, f, kwds) => (FN[f] as ternaryfunc)(self, args, kwds)

export const wrap_del: wrapperfunc = (self, args, f) => {
  if (!checkNumArgs(args, 0)) return 0
  ;(FN[f] as destructor)(self)
  return none()
}

/** The wrapper of one of the six comparison methods. */
export const wrapRichCompare =
  (op: number): wrapperfunc =>
  (self, args, f) =>
    checkNumArgs(args, 1) ? (FN[f] as richcmpfunc)(self, item(args, 0), op) : 0

export const wrap_next: wrapperfunc = (self, args, f) => {
  if (!checkNumArgs(args, 0)) return 0
  const r = (FN[f] as unaryfunc)(self)
  if (r === 0 && !PyErr_Occurred()) raiseNone(PyExc_StopIteration)
  return r
}

export const wrap_descr_get: wrapperfunc = (self, args, f) => {
  if (!checkPositional('', Py_SIZE(args), 1, 2)) return 0
  const obj = item(args, 0) === Py_None ? 0 : item(args, 0)
  const type = second(args) === Py_None ? 0 : second(args)
  if (obj === 0 && type === 0) return typeError('__get__(None, None) is invalid')
  return (FN[f] as descrgetfunc)(self, obj, type)
}

export const wrap_descr_set: wrapperfunc = (self, args, f) =>
  checkPositional('', Py_SIZE(args), 2, 2) && (FN[f] as descrsetfunc)(self, item(args, 0), item(args, 1)) >= 0
    ? none()
    : 0

export const wrap_descr_delete: wrapperfunc = (self, args, f) =>
  checkNumArgs(args, 1) && (FN[f] as descrsetfunc)(self, item(args, 0), 0) >= 0 ? none() : 0

export const wrap_init: wrapperfunc = (self, args, f, kwds) => ((FN[f] as initproc)(self, args, kwds) < 0 ? 0 : none())
