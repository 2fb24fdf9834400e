/**
 * Calling objects: the vectorcall protocol and its short forms (CPython Objects/call.c). The general fallback through
 * tp_call needs tuples and dicts and is installed by type/call-objects.ts.
 */
import { i32, type Ptr } from '../memory/heap'
import { typeError, typeNameOf } from './errors'
import { FN, type vectorcallfunc } from './fn-table'
import { Py_DECREF } from './header'
import { cStackPop, cStackPush } from './interp'
import { OB_TYPE, TP_CALL, TP_FLAGS, TP_VECTORCALL_OFFSET, TPFLAGS_HAVE_VECTORCALL } from './layout'

/** The argument array has a spare slot in front that the callee may use (bound methods put self there). */
export const PY_VECTORCALL_ARGUMENTS_OFFSET = 1 << 30
export const PyVectorcall_NARGS = (nargsf: number): number => nargsf & ~PY_VECTORCALL_ARGUMENTS_OFFSET

let makeTpCall: vectorcallfunc = () => 0
/** Installs _PyObject_MakeTpCall: build the tuple and the dict, call tp_call. */
export function setMakeTpCall(f: vectorcallfunc): void {
  makeTpCall = f
}

/** Function-table index of the object's vectorcall entry, 0 when it has none. */
export function vectorcallEntry(callable: Ptr): number {
  const type = i32[(callable + OB_TYPE) >> 2]
  if ((i32[(type + TP_FLAGS) >> 2] & TPFLAGS_HAVE_VECTORCALL) === 0) return 0
  return i32[(callable + i32[(type + TP_VECTORCALL_OFFSET) >> 2]) >> 2]
}

/** Table index and function of the vectorcall entry of Python functions: known, it is called without the table. */
let functionEntry = -1
let callFunction: vectorcallfunc = () => 0
/** The evaluator installs it. */
export function setFunctionVectorcall(entry: number, f: vectorcallfunc): void {
  functionEntry = entry
  callFunction = f
}

/** Calls any object; see vectorcallfunc for the arguments. New reference or 0 with an error set. */
export function PyObject_Vectorcall(callable: Ptr, args: Ptr, nargsf: number, kwnames: Ptr): Ptr {
  const entry = vectorcallEntry(callable)
  if (entry === functionEntry) return callFunction(callable, args, nargsf, kwnames)
  if (entry !== 0) return (FN[entry] as vectorcallfunc)(callable, args, nargsf, kwnames)
  if (i32[(i32[(callable + OB_TYPE) >> 2] + TP_CALL) >> 2] === 0) {
    return typeError(`'${typeNameOf(callable)}' object is not callable`)
  }
  return makeTpCall(callable, args, PyVectorcall_NARGS(nargsf), kwnames)
}

export const PyCallable_Check = (o: Ptr): boolean => i32[(i32[(o + OB_TYPE) >> 2] + TP_CALL) >> 2] !== 0

export function PyObject_CallNoArgs(f: Ptr): Ptr {
  const base = cStackPush(1)
  const r = PyObject_Vectorcall(f, base + 8, PY_VECTORCALL_ARGUMENTS_OFFSET, 0)
  cStackPop(base)
  return r
}

export function PyObject_CallOneArg(f: Ptr, a: Ptr): Ptr {
  const base = cStackPush(2)
  i32[(base + 8) >> 2] = a
  const r = PyObject_Vectorcall(f, base + 8, 1 | PY_VECTORCALL_ARGUMENTS_OFFSET, 0)
  cStackPop(base)
  return r
}

/** Calls f with the given borrowed positional arguments (PyObject_CallFunctionObjArgs). */
export function callN(f: Ptr, ...args: Ptr[]): Ptr {
  const base = cStackPush(args.length + 1)
  for (let i = 0; i < args.length; i++) i32[(base + 8 + i * 8) >> 2] = args[i]
  const r = PyObject_Vectorcall(f, base + 8, args.length | PY_VECTORCALL_ARGUMENTS_OFFSET, 0)
  cStackPop(base)
  return r
}

/** As callN, but drops the callable afterwards. */
export function callNSteal(f: Ptr, ...args: Ptr[]): Ptr {
  const r = callN(f, ...args)
  Py_DECREF(f)
  return r
}
