/**
 * Calls from generated code. Every form CONSUMES its references (callable and arguments) and returns a new reference or
 * 0 with an error set. A Python function whose parameters are all plain and all given is entered directly: its arguments
 * become the first slots of the new frame, with no array, tuple or dict in between.
 */
import { i16, i32, type Ptr } from '../memory/heap'
import { PyObject_Str } from '../object/abstract/object-protocol'
import { PyObject_GC_DelUntracked, PyObject_GC_UnTrack } from '../object/alloc'
import { PY_VECTORCALL_ARGUMENTS_OFFSET, PyObject_Vectorcall } from '../object/call'
import { arg as argAt } from '../object/define'
import { type binaryfunc, FN, type unaryfunc } from '../object/fn-table'
import { deathWatch, Py_DECREF, Py_NewRef } from '../object/header'
import { cStackPop, cStackPush, TS_CSTACK_TOP, TS_FRAME, TS_RECURSION_REMAINING } from '../object/interp'
import * as L from '../object/layout'
import { superWithoutArguments } from '../object/type/super'
import {
  PyCFunction_Type,
  PyFunction_Type,
  PyList_Type,
  PyMethod_Type,
  PyMethodDescr_Type,
  PySuper_Type,
  PyType_Type,
  PyUnicode_Type,
} from '../object/types'
import { bindArguments } from './bind-args'
import { codeInfo, frameFunctions } from './code-registry'
import { discardFrame, pushFrame } from './frame-stack'
import { vectorcall } from './function-call'
import { instantiate, isPlainClass } from './instantiate'

const FIRST_LOCAL = L.FRAME_LOCALSPLUS
const W_RECURSION = TS_RECURSION_REMAINING >> 2

function invoke0(c: Ptr): Ptr {
  if (i32[(c + L.OB_TYPE) >> 2] === PyFunction_Type) {
    const code = i32[(c + L.FUNC_CODE) >> 2]
    const x = i32[(code + L.CO_EXTRA) >> 2]
    if (codeInfo[x * 2] === 0) {
      const f = pushFrame(c, code, codeInfo[x * 2 + 1])
      return f === 0 ? 0 : frameFunctions[x](f, 0)
    }
    return enterFunction(c, 0, 0, 0)
  }
  if (isPlainClass(c, 0)) return instantiate(c, 0, 0, 0, 0, 0)
  if (c === PySuper_Type) {
    const s = superWithoutArguments()
    Py_DECREF(c)
    return s
  }
  const base = cStackPush(1)
  const r = vectorcall(c, base + 8, 0)
  cStackPop(base)
  Py_DECREF(c)
  return r
}

function invoke1(c: Ptr, a: Ptr): Ptr {
  if (i32[(c + L.OB_TYPE) >> 2] === PyFunction_Type) {
    const code = i32[(c + L.FUNC_CODE) >> 2]
    const x = i32[(code + L.CO_EXTRA) >> 2]
    if (codeInfo[x * 2] === 1) {
      const f = pushFrame(c, code, codeInfo[x * 2 + 1])
      if (f === 0) {
        Py_DECREF(a)
        return 0
      }
      i32[(f + FIRST_LOCAL) >> 2] = a
      return frameFunctions[x](f, 0)
    }
  }
  return isPlainClass(c, 1) ? instantiate(c, 1, a, 0, 0, 0) : invoke1Slow(c, a)
}

function invoke1Slow(c: Ptr, a: Ptr): Ptr {
  const type = i32[(c + L.OB_TYPE) >> 2]
  const direct = i32[W_RECURSION] > 0
  let r: Ptr
  if (direct && type === PyCFunction_Type && methFlags(i32[(c + L.CFUNC_ML) >> 2]) === L.METH_O) {
    // C functions of these kinds count as one level of recursion
    i32[W_RECURSION]--
    r = (FN[methEntry(i32[(c + L.CFUNC_ML) >> 2])] as binaryfunc)(i32[(c + L.CFUNC_SELF) >> 2], a)
    i32[W_RECURSION]++
  } else if (direct && isMethodOf(c, type, a) && methFlags(i32[(c + L.D_METHOD) >> 2]) === L.METH_NOARGS) {
    i32[W_RECURSION]--
    r = (FN[methEntry(i32[(c + L.D_METHOD) >> 2])] as unaryfunc)(a)
    i32[W_RECURSION]++
  } else if (c === PyUnicode_Type && warmedUp()) {
    r = PyObject_Str(a) // str(x) and type(x) make no argument tuple (CALL_NO_KW_STR_1, CALL_NO_KW_TYPE_1)
  } else if (c === PyType_Type && warmedUp()) {
    r = Py_NewRef(i32[(a + L.OB_TYPE) >> 2])
  } else {
    const base = cStackPush(2)
    i32[(base + 8) >> 2] = a
    if (type === PyFunction_Type) {
      r = enterFunction(c, base + 8, 1, 0)
      cStackPop(base)
      return r
    }
    r = vectorcall(c, base + 8, 1)
    cStackPop(base)
  }
  Py_DECREF(c)
  Py_DECREF(a)
  return r
}

/** Calls by a code object after which CPython has specialised them (its warm-up counter). */
const WARM = 8

/**
 * Is the running code warm? CPython specialises an instruction only after some runs; until then str(x) and type(x) take
 * the general form, with its argument tuple. Counted in co_warmup, for all such calls of a code object together.
 */
function warmedUp(): boolean {
  const f = i32[TS_FRAME >> 2]
  if (f === 0) return false
  const w = (i32[(f + L.FRAME_CODE) >> 2] + L.CO_WARMUP) >> 1
  if (i16[w] >= WARM) return true
  i16[w]++
  return false
}

/** Function-table index of a PyMethodDef. */
const methEntry = (ml: Ptr): number => i32[(ml + L.ML_METH) >> 2]

/** Is c (of that type) a method descriptor of exactly self's type? */
const isMethodOf = (c: Ptr, type: Ptr, self: Ptr): boolean =>
  type === PyMethodDescr_Type && i32[(self + L.OB_TYPE) >> 2] === i32[(c + L.D_TYPE) >> 2]

const methFlags = (ml: Ptr): number =>
  i32[(ml + L.ML_FLAGS) >> 2] &
  (L.METH_O | L.METH_NOARGS | L.METH_FASTCALL | L.METH_VARARGS | L.METH_KEYWORDS | L.METH_STATIC | L.METH_CLASS)

function invoke2(c: Ptr, a: Ptr, b: Ptr): Ptr {
  const type = i32[(c + L.OB_TYPE) >> 2]
  if (type === PyFunction_Type) {
    const code = i32[(c + L.FUNC_CODE) >> 2]
    const x = i32[(code + L.CO_EXTRA) >> 2]
    if (codeInfo[x * 2] === 2) {
      const f = pushFrame(c, code, codeInfo[x * 2 + 1])
      if (f === 0) {
        Py_DECREF(a)
        Py_DECREF(b)
        return 0
      }
      i32[(f + FIRST_LOCAL) >> 2] = a
      i32[(f + FIRST_LOCAL + 8) >> 2] = b
      return frameFunctions[x](f, 0)
    }
  } else if (isMethodOf(c, type, a) && methFlags(i32[(c + L.D_METHOD) >> 2]) === L.METH_O && i32[W_RECURSION] > 0) {
    // list.append has an instruction of its own in CPython, which is no level of recursion
    const level = i32[(a + L.OB_TYPE) >> 2] === PyList_Type ? 0 : 1
    i32[W_RECURSION] -= level
    const r = (FN[methEntry(i32[(c + L.D_METHOD) >> 2])] as binaryfunc)(a, b)
    i32[W_RECURSION] += level
    Py_DECREF(c)
    Py_DECREF(a)
    Py_DECREF(b)
    return r
  }
  return isPlainClass(c, 2) ? instantiate(c, 2, a, b, 0, 0) : invoke2Slow(c, a, b)
}

function invoke2Slow(c: Ptr, a: Ptr, b: Ptr): Ptr {
  const base = cStackPush(3)
  i32[(base + 8) >> 2] = a
  i32[(base + 16) >> 2] = b
  if (i32[(c + L.OB_TYPE) >> 2] === PyFunction_Type) {
    const r = enterFunction(c, base + 8, 2, 0)
    cStackPop(base)
    return r
  }
  const r = vectorcall(c, base + 8, 2)
  cStackPop(base)
  Py_DECREF(c)
  Py_DECREF(a)
  Py_DECREF(b)
  return r
}

function invoke3(c: Ptr, a: Ptr, b: Ptr, d: Ptr): Ptr {
  if (i32[(c + L.OB_TYPE) >> 2] === PyFunction_Type) {
    const code = i32[(c + L.FUNC_CODE) >> 2]
    const x = i32[(code + L.CO_EXTRA) >> 2]
    if (codeInfo[x * 2] === 3) {
      const f = pushFrame(c, code, codeInfo[x * 2 + 1])
      if (f === 0) {
        Py_DECREF(a)
        Py_DECREF(b)
        Py_DECREF(d)
        return 0
      }
      i32[(f + FIRST_LOCAL) >> 2] = a
      i32[(f + FIRST_LOCAL + 8) >> 2] = b
      i32[(f + FIRST_LOCAL + 16) >> 2] = d
      return frameFunctions[x](f, 0)
    }
  }
  if (isPlainClass(c, 3)) return instantiate(c, 3, a, b, d, 0)
  const base = cStackPush(4)
  i32[(base + 8) >> 2] = a
  i32[(base + 16) >> 2] = b
  i32[(base + 24) >> 2] = d
  return finishArray(c, base, 3)
}

function invoke4(c: Ptr, a: Ptr, b: Ptr, d: Ptr, e: Ptr): Ptr {
  if (isPlainClass(c, 4)) return instantiate(c, 4, a, b, d, e)
  const base = cStackPush(5)
  i32[(base + 8) >> 2] = a
  i32[(base + 16) >> 2] = b
  i32[(base + 24) >> 2] = d
  i32[(base + 32) >> 2] = e
  return finishArray(c, base, 4)
}

function invoke5(c: Ptr, a: Ptr, b: Ptr, d: Ptr, e: Ptr, g: Ptr): Ptr {
  const base = cStackPush(6)
  i32[(base + 8) >> 2] = a
  i32[(base + 16) >> 2] = b
  i32[(base + 24) >> 2] = d
  i32[(base + 32) >> 2] = e
  i32[(base + 40) >> 2] = g
  return finishArray(c, base, 5)
}

/** Arguments stand at base + 8; direct entry when the callee is a simple function, else vectorcall. */
function finishArray(c: Ptr, base: Ptr, n: number): Ptr {
  if (i32[(c + L.OB_TYPE) >> 2] === PyFunction_Type) {
    const code = i32[(c + L.FUNC_CODE) >> 2]
    const x = i32[(code + L.CO_EXTRA) >> 2]
    if (codeInfo[x * 2] === n) {
      const f = pushFrame(c, code, codeInfo[x * 2 + 1])
      if (f === 0) {
        for (let i = 0; i < n; i++) Py_DECREF(argAt(base + 8, i))
        cStackPop(base)
        return 0
      }
      for (let i = 0; i < n; i++) i32[(f + FIRST_LOCAL + 8 * i) >> 2] = i32[(base + 8 + 8 * i) >> 2]
      cStackPop(base)
      return frameFunctions[x](f, 0)
    }
    const r = enterFunction(c, base + 8, n, 0)
    cStackPop(base)
    return r
  }
  const r = vectorcall(c, base + 8, n)
  Py_DECREF(c)
  for (let i = 0; i < n; i++) Py_DECREF(i32[(base + 8 + 8 * i) >> 2])
  cStackPop(base)
  return r
}

/** Function of a bound method (new reference); call before methodSelf. */
const methodFunction = (m: Ptr): Ptr => Py_NewRef(i32[(m + L.METHOD_FUNC) >> 2])

/** Self of a bound method (new reference), dropping the method. */
function methodSelf(m: Ptr): Ptr {
  const self = i32[(m + L.METHOD_SELF) >> 2]
  if (i32[m >> 2] === 1 && i32[(m + L.METHOD_WEAKREFLIST) >> 2] === 0 && deathWatch[0] === 0) {
    // method_dealloc: its reference to self moves to the call, that to the function is not the last one
    PyObject_GC_UnTrack(m)
    i32[i32[(m + L.METHOD_FUNC) >> 2] >> 2]--
    PyObject_GC_DelUntracked(m)
    return self
  }
  i32[self >> 2]++
  Py_DECREF(m)
  return self
}

/**
 * A Python function whose arguments need binding. The references (function, positional arguments, keyword values) move
 * into the frame: nobody else holds them while it runs.
 */
function enterFunction(func: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const code = i32[(func + L.FUNC_CODE) >> 2]
  const x = i32[(code + L.CO_EXTRA) >> 2]
  const total = nargs + (kwnames === 0 ? 0 : i32[(kwnames + L.OB_SIZE) >> 2])
  const f = pushFrame(func, code, codeInfo[x * 2 + 1])
  if (f !== 0 && kwnames === 0 && moveWithDefaults(f, func, codeInfo[x * 2], args, nargs))
    return frameFunctions[x](f, 0)
  const bound = f !== 0 && bindArguments(f, func, args, nargs, kwnames)
  for (let i = 0; i < total; i++) Py_DECREF(i32[(args + 8 * i) >> 2])
  if (bound) return frameFunctions[x](f, 0)
  if (f !== 0) discardFrame(f)
  return 0
}

/**
 * The last of argcount plain parameters have their defaults, the first nargs arguments (moved into frame f) are given. False,
 * with nothing done, when that is not so.
 */
function moveWithDefaults(f: Ptr, func: Ptr, argcount: number, args: Ptr, nargs: number): boolean {
  const defaults = i32[(func + L.FUNC_DEFAULTS) >> 2]
  if (argcount < nargs || defaults === 0) return false
  const skip = i32[(defaults + L.OB_SIZE) >> 2] - argcount
  if (nargs + skip < 0) return false
  const locals = (f + FIRST_LOCAL) >> 2
  for (let i = 0; i < nargs; i++) i32[locals + 2 * i] = i32[(args >> 2) + 2 * i]
  const items = (defaults + L.TUPLE_ITEM) >> 2
  for (let i = nargs; i < argcount; i++) {
    const v = i32[items + 2 * (i + skip)]
    i32[v >> 2]++
    i32[locals + 2 * i] = v
  }
  return true
}

const isMethod = (c: Ptr): boolean => i32[(c + L.OB_TYPE) >> 2] === PyMethod_Type

/*
 * CALL of an ordinary callable. A bound method gives way to its function and its self; the method object is dropped before
 * the function runs.
 */
export const call0 = (c: Ptr): Ptr => (isMethod(c) ? invoke1(methodFunction(c), methodSelf(c)) : invoke0(c))
export const call1 = (c: Ptr, a: Ptr): Ptr =>
  isMethod(c) ? invoke2(methodFunction(c), methodSelf(c), a) : invoke1(c, a)
export const call2 = (c: Ptr, a: Ptr, b: Ptr): Ptr =>
  isMethod(c) ? invoke3(methodFunction(c), methodSelf(c), a, b) : invoke2(c, a, b)
export const call3 = (c: Ptr, a: Ptr, b: Ptr, d: Ptr): Ptr =>
  isMethod(c) ? invoke4(methodFunction(c), methodSelf(c), a, b, d) : invoke3(c, a, b, d)
export const call4 = (c: Ptr, a: Ptr, b: Ptr, d: Ptr, e: Ptr): Ptr =>
  isMethod(c) ? invoke5(methodFunction(c), methodSelf(c), a, b, d, e) : invoke4(c, a, b, d, e)

/*
 * CALL with something in the method slot: after LOAD_METHOD m is an unbound method and self its first argument, or m is 0
 * and self the callable. A `with` statement puts its __exit__ in the slot: bound methods there stay whole.
 */
export const callMethod0 = (m: Ptr, self: Ptr): Ptr => (m !== 0 ? invoke1(m, self) : call0(self))
export const callMethod1 = (m: Ptr, self: Ptr, a: Ptr): Ptr => (m !== 0 ? invoke2(m, self, a) : call1(self, a))
export const callMethod2 = (m: Ptr, self: Ptr, a: Ptr, b: Ptr): Ptr =>
  m !== 0 ? invoke3(m, self, a, b) : call2(self, a, b)
export const callMethod3 = (m: Ptr, self: Ptr, a: Ptr, b: Ptr, d: Ptr): Ptr =>
  m !== 0 ? invoke4(m, self, a, b, d) : call3(self, a, b, d)
export const callMethod4 = (m: Ptr, self: Ptr, a: Ptr, b: Ptr, d: Ptr, e: Ptr): Ptr =>
  m !== 0 ? invoke5(m, self, a, b, d, e) : call4(self, a, b, d, e)

/**
 * Many arguments or keywords. p is the WORD index of a C-stack area of nargs + 2 slots with the arguments from the third
 * slot on; kwnames (borrowed tuple or 0) names the last of them.
 */
export function callArray(m: Ptr, self: Ptr, p: number, nargs: number, kwnames: Ptr): Ptr {
  const base = p << 2
  let callable = self
  let args = base + 16
  let n = nargs
  if (m !== 0) {
    callable = m
    i32[(base + 8) >> 2] = self
    args = base + 8
    n++
  }
  const nkw = kwnames === 0 ? 0 : i32[(kwnames + L.OB_SIZE) >> 2]
  if (m === 0 && i32[(callable + L.OB_TYPE) >> 2] === PyMethod_Type) {
    // the bound method's function takes the call, with self in the spare slot
    const func = Py_NewRef(i32[(callable + L.METHOD_FUNC) >> 2])
    i32[(base + 8) >> 2] = methodSelf(callable)
    callable = func
    args = base + 8
    n++
  }
  if (i32[(callable + L.OB_TYPE) >> 2] === PyFunction_Type) {
    const r = enterFunction(callable, args, n - nkw, kwnames)
    cStackPop(base)
    return r
  }
  const r = PyObject_Vectorcall(callable, args, (n - nkw) | PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames)
  Py_DECREF(callable)
  for (let i = 0; i < n; i++) Py_DECREF(i32[(args + 8 * i) >> 2])
  cStackPop(base)
  return r
}

/** Word index of n reserved slots on the C stack. */
export function cpush(n: number): number {
  const p = i32[TS_CSTACK_TOP >> 2]
  i32[TS_CSTACK_TOP >> 2] = p + n * 8
  return p >> 2
}
