/**
 * Exception objects: reading and writing their fields, exception classes against instances, matching
 * (CPython Objects/exceptions.c, the PyException_* functions; Python/errors.c).
 */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { raiseInt } from '../errors'
import { Py_SIZE, Py_TYPE, Py_XSETREF, typeFlagOf } from '../header'
import {
  EXC_ARGS,
  EXC_CAUSE,
  EXC_CONTEXT,
  EXC_SUPPRESS_CONTEXT,
  EXC_TRACEBACK,
  TP_FLAGS,
  TPFLAGS_BASE_EXC_SUBCLASS,
  TPFLAGS_TUPLE_SUBCLASS,
  TPFLAGS_TYPE_SUBCLASS,
  TUPLE_ITEM,
} from '../layout'
import { PyType_IsSubtype } from '../type/subtype'
import { Py_None, PyExc_TypeError, PyTraceBack_Type } from '../types'

/** Is x a class derived from BaseException? */
export const PyExceptionClass_Check = (x: Ptr): boolean =>
  typeFlagOf(x, TPFLAGS_TYPE_SUBCLASS) && (i32[(x + TP_FLAGS) >> 2] & TPFLAGS_BASE_EXC_SUBCLASS) !== 0
/** Is x an instance of such a class? */
export const PyExceptionInstance_Check = (x: Ptr): boolean => typeFlagOf(x, TPFLAGS_BASE_EXC_SUBCLASS)

const field = (o: Ptr, offset: number): Ptr => i32[(o + offset) >> 2]

/** New reference or 0. */
function getField(o: Ptr, offset: number): Ptr {
  const v = field(o, offset)
  if (v !== 0) i32[v >> 2]++
  return v
}

/** New reference or 0. */
export const PyException_GetTraceback = (o: Ptr): Ptr => getField(o, EXC_TRACEBACK)
export const PyException_GetContext = (o: Ptr): Ptr => getField(o, EXC_CONTEXT)
export const PyException_GetCause = (o: Ptr): Ptr => getField(o, EXC_CAUSE)
/** Borrowed. */
export const exceptionArgs = (o: Ptr): Ptr => field(o, EXC_ARGS)

/** Sets the traceback (borrowed); None clears it. */
export function PyException_SetTraceback(o: Ptr, tb: Ptr): number {
  if (tb === 0) return raiseInt(PyExc_TypeError, '__traceback__ may not be deleted')
  if (tb !== Py_None && Py_TYPE(tb) !== PyTraceBack_Type) {
    return raiseInt(PyExc_TypeError, '__traceback__ must be a traceback or None')
  }
  const v = tb === Py_None ? 0 : tb
  if (v !== 0) i32[v >> 2]++
  Py_XSETREF(o + EXC_TRACEBACK, v)
  return 0
}

/** Steals context; 0 clears. */
export function PyException_SetContext(o: Ptr, context: Ptr): void {
  Py_XSETREF(o + EXC_CONTEXT, context)
}

/** Steals cause; 0 clears. Suppresses the context in tracebacks. */
export function PyException_SetCause(o: Ptr, cause: Ptr): void {
  u8[o + EXC_SUPPRESS_CONTEXT] = 1
  Py_XSETREF(o + EXC_CAUSE, cause)
}

/** Does err (an instance, a class or anything else) match exc (a class or a tuple of them)? */
export function PyErr_GivenExceptionMatches(err: Ptr, exc: Ptr): boolean {
  if (err === 0 || exc === 0) return false
  if (typeFlagOf(exc, TPFLAGS_TUPLE_SUBCLASS)) {
    for (let i = 0; i < Py_SIZE(exc); i++) {
      if (PyErr_GivenExceptionMatches(err, i32[(exc + TUPLE_ITEM + i * 8) >> 2])) return true
    }
    return false
  }
  const cls = PyExceptionInstance_Check(err) ? Py_TYPE(err) : err
  if (PyExceptionClass_Check(cls) && PyExceptionClass_Check(exc)) return PyType_IsSubtype(cls, exc)
  return cls === exc
}
