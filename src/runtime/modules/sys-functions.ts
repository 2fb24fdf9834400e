/** The functions of sys (Python/sysmodule.c). */

import { frameObject } from '../eval/frame-object'
import { currentFrame, recursionDepth, setRecursionLimit } from '../eval/thread'
import { profileFunction, setProfileFunction, setTraceFunction, traceFunction } from '../eval/tracing'
import { i32, type Ptr } from '../memory/heap'
import { getAllocatedBlocks } from '../memory/statistics'
import { _PyObject_LookupSpecial } from '../object/abstract/object-protocol'
import { preHeaderSize } from '../object/alloc'
import { callNSteal, PyCallable_Check } from '../object/call'
import { PyDict_New, PyDict_SetItem } from '../object/container/dict-core'
import { structSequence } from '../object/container/structseq'
import { PyTuple_Check } from '../object/container/tuple-core'
import { arg, FAST, FASTKW, type MethodSpec, NOARGS, O } from '../object/define'
import { PyErr_SetObject, raise, typeError, typeName, typeNameOf } from '../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../object/errors-core'
import { handledException } from '../object/exception/err'
import { addRoots } from '../object/extra-roots'
import { Py_DECREF, Py_NewRef, Py_REFCNT, Py_TYPE, Py_XDECREF } from '../object/header'
import { TS_RECURSION_LIMIT } from '../object/interp'
import { EXC_TRACEBACK, FRAME_PREVIOUS } from '../object/layout'
import { PyFloat_AsDouble, PyFloat_FromDouble } from '../object/number/float-core'
import { PyLong_AsSsize_t, PyLong_FromLong, PyLong_FromSsize_t } from '../object/number/int-core'
import { getMaxStrDigits, setMaxStrDigits } from '../object/number/int-format'
import { intArg } from '../object/text/arg-convert'
import { PyUnicode_InternInPlace } from '../object/text/intern'
import { PyUnicode_Check, PyUnicode_CheckExact } from '../object/text/str-build'
import { _Py_ID, newStr } from '../object/text/str-core'
import { bindArgs, checkPositional } from '../object/type/arg-parse'
import { PyObject_Call } from '../object/type/call-objects'
import { errorIs } from '../object/type/subtype'
import { PyType_ClearCache } from '../object/type/type-core'
import { Py_None, PyExc_RecursionError, PyExc_SystemExit, PyExc_TypeError, PyExc_ValueError } from '../object/types'
import { breakpointHook } from './breakpoint-hook'
import { addaudithook, audit } from './sys-audit'
import { displayHook, exceptHook, unraisableHook } from './sys-hooks'
import { AsyncGenHooks_Type } from './sys-info'
import { debugMallocStats } from './sys-malloc-stats'
import { bool, none, tupleOf } from './values'

const ID_sizeof = _Py_ID('__sizeof__')

/** Settings that scripts may read back; nothing in this process depends on them. */
const settings = { switchInterval: 0.005, dlopenFlags: 2, originDepth: 0, finalizing: false }
export const setFinalizing = (): void => {
  settings.finalizing = true
}
const asyncgen = { firstiter: 0, finalizer: 0 }
addRoots((visit) => {
  visit(asyncgen.firstiter)
  visit(asyncgen.finalizer)
})

/** sys.getsizeof: __sizeof__() plus the bytes in front of the object; -1 with an error set (_PySys_GetSizeOf). */
function sizeOf(o: Ptr): number {
  const method = _PyObject_LookupSpecial(o, ID_sizeof)
  if (method === 0) {
    if (!PyErr_Occurred()) typeError(`Type ${typeName(Py_TYPE(o))} doesn't define __sizeof__`)
    return -1
  }
  const res = callNSteal(method)
  if (res === 0) return -1
  const size = PyLong_AsSsize_t(res)
  Py_DECREF(res)
  if (size === -1 && PyErr_Occurred()) return -1
  if (size < 0) {
    raise(PyExc_ValueError, '__sizeof__() should return >= 0')
    return -1
  }
  return size + preHeaderSize(Py_TYPE(o))
}

function getsizeof(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('getsizeof', ['object', 'default'], { required: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  const size = sizeOf(a[0])
  if (size >= 0) return PyLong_FromSsize_t(size)
  if (a[1] === 0 || !errorIs(PyExc_TypeError)) return 0
  PyErr_Clear()
  return Py_NewRef(a[1])
}

function getframe(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('_getframe', nargs, 0, 1)) return 0
  const depth = nargs === 0 ? 0 : intArg(arg(args, 0))
  if (depth === null) return 0
  let f = currentFrame()
  for (let d = depth; d > 0 && f !== 0; d--) f = i32[(f + FRAME_PREVIOUS) >> 2]
  if (f === 0) return raise(PyExc_ValueError, 'call stack is not deep enough')
  const o = frameObject(f)
  return o === 0 ? 0 : Py_NewRef(o)
}

function intern(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('intern', nargs, 1, 1)) return 0
  const s = arg(args, 0)
  if (!PyUnicode_Check(s)) return typeError(`intern() argument must be str, not ${typeNameOf(s)}`)
  if (!PyUnicode_CheckExact(s)) return typeError(`can't intern ${typeNameOf(s)}`)
  return PyUnicode_InternInPlace(Py_NewRef(s))
}

function excInfo(): Ptr {
  const exc = handledException()
  if (exc === 0) return tupleOf([none(), none(), none()])
  const tb = i32[(exc + EXC_TRACEBACK) >> 2]
  return tupleOf([Py_NewRef(Py_TYPE(exc)), Py_NewRef(exc), Py_NewRef(tb || Py_None)])
}

function exit(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('exit', nargs, 0, 1)) return 0
  PyErr_SetObject(PyExc_SystemExit, nargs === 0 ? Py_None : arg(args, 0))
  return 0
}

function setrecursionlimit(_m: Ptr, o: Ptr): Ptr {
  const limit = intArg(o)
  if (limit === null) return 0
  if (limit < 1) return raise(PyExc_ValueError, 'recursion limit must be greater or equal than 1')
  const depth = recursionDepth()
  if (depth >= limit) {
    return raise(
      PyExc_RecursionError,
      `cannot set the recursion limit to ${limit} at the recursion depth ${depth}: the limit is too low`,
    )
  }
  setRecursionLimit(limit)
  return none()
}

function setswitchinterval(_m: Ptr, o: Ptr): Ptr {
  const v = PyFloat_AsDouble(o)
  if (v === -1 && PyErr_Occurred()) return 0
  if (v <= 0) return raise(PyExc_ValueError, 'switch interval must be strictly positive')
  settings.switchInterval = Math.trunc(v * 1e6) / 1e6
  return none()
}

function callTracing(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('call_tracing', nargs, 2, 2)) return 0
  const tuple = arg(args, 1)
  if (!PyTuple_Check(tuple)) return typeError(`call_tracing() argument 2 must be tuple, not ${typeNameOf(tuple)}`)
  return PyObject_Call(arg(args, 0), tuple, 0)
}

function setIntMaxStrDigits(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('set_int_max_str_digits', ['maxdigits'], { required: 1 }, args, nargs, kwnames)
  const n = a === null ? null : intArg(a[0])
  if (n === null) return 0
  if (n !== 0 && n < 640) return raise(PyExc_ValueError, 'maxdigits must be 0 or larger than 640')
  setMaxStrDigits(n)
  return none()
}

function setOriginDepth(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('set_coroutine_origin_tracking_depth', ['depth'], { required: 1 }, args, nargs, kwnames)
  const n = a === null ? null : intArg(a[0])
  if (n === null) return 0
  if (n < 0) return raise(PyExc_ValueError, 'depth must be >= 0')
  settings.originDepth = n
  return none()
}

function setAsyncgenHooks(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('set_asyncgen_hooks', ['firstiter', 'finalizer'], {}, args, nargs, kwnames)
  if (a === null) return 0
  const [firstiter, finalizer] = a
  for (const [name, v] of [
    ['finalizer', finalizer],
    ['firstiter', firstiter],
  ] as [string, Ptr][]) {
    if (v !== 0 && v !== Py_None && !PyCallable_Check(v)) {
      return typeError(`callable ${name} expected, got ${typeNameOf(v)}`)
    }
  }
  const store = (key: 'firstiter' | 'finalizer', v: Ptr): void => {
    if (v === 0) return
    Py_XDECREF(asyncgen[key])
    asyncgen[key] = v === Py_None ? 0 : Py_NewRef(v)
  }
  store('firstiter', firstiter)
  store('finalizer', finalizer)
  return none()
}

function currentFrames(perThread: () => Ptr): Ptr {
  const d = PyDict_New()
  const key = PyLong_FromLong(THREAD_ID)
  const value = perThread()
  if (d !== 0 && key !== 0 && value !== 0) PyDict_SetItem(d, key, value)
  Py_XDECREF(key)
  Py_XDECREF(value)
  return d
}

/** Identifier of the only thread, as threading.get_ident() gives it. */
export const THREAD_ID = 0x7f00_0000_1740

function exception(): Ptr {
  return Py_NewRef(handledException() || Py_None)
}

export const sysFunctions: Record<string, MethodSpec> = {
  addaudithook: FASTKW(addaudithook, 'addaudithook($module, /, hook)\n--\n\n'),
  audit: FAST(audit),
  breakpointhook: breakpointHook,
  _clear_type_cache: NOARGS(() => {
    PyType_ClearCache()
    return none()
  }, '_clear_type_cache($module, /)\n--\n\n'),
  _current_frames: NOARGS(
    () => currentFrames(() => Py_NewRef(frameObject(currentFrame()))),
    '_current_frames($module, /)\n--\n\n',
  ),
  _current_exceptions: NOARGS(() => currentFrames(excInfo), '_current_exceptions($module, /)\n--\n\n'),
  displayhook: O((_m, o) => displayHook(o), 'displayhook($module, object, /)\n--\n\n'),
  exception: NOARGS(exception, 'exception($module, /)\n--\n\n'),
  exc_info: NOARGS(excInfo, 'exc_info($module, /)\n--\n\n'),
  excepthook: FAST((_m, args, nargs) => {
    if (!checkPositional('excepthook', nargs, 3, 3)) return 0
    exceptHook(arg(args, 1), arg(args, 2))
    return none()
  }, 'excepthook($module, exctype, value, traceback, /)\n--\n\n'),
  exit: FAST(exit, 'exit($module, status=None, /)\n--\n\n'),
  getdefaultencoding: NOARGS(() => newStr('utf-8'), 'getdefaultencoding($module, /)\n--\n\n'),
  getdlopenflags: NOARGS(() => PyLong_FromLong(settings.dlopenFlags), 'getdlopenflags($module, /)\n--\n\n'),
  getallocatedblocks: NOARGS(() => PyLong_FromSsize_t(getAllocatedBlocks()), 'getallocatedblocks($module, /)\n--\n\n'),
  getfilesystemencoding: NOARGS(() => newStr('utf-8'), 'getfilesystemencoding($module, /)\n--\n\n'),
  getfilesystemencodeerrors: NOARGS(() => newStr('surrogateescape'), 'getfilesystemencodeerrors($module, /)\n--\n\n'),
  _getquickenedcount: NOARGS(() => PyLong_FromLong(0), '_getquickenedcount($module, /)\n--\n\n'),
  getrefcount: O((_m, o) => PyLong_FromSsize_t(Py_REFCNT(o)), 'getrefcount($module, object, /)\n--\n\n'),
  getrecursionlimit: NOARGS(() => PyLong_FromLong(recursionLimit()), 'getrecursionlimit($module, /)\n--\n\n'),
  getsizeof: FASTKW(getsizeof),
  _getframe: FAST(getframe, '_getframe($module, depth=0, /)\n--\n\n'),
  intern: FAST(intern, 'intern($module, string, /)\n--\n\n'),
  is_finalizing: NOARGS(() => bool(settings.finalizing), 'is_finalizing($module, /)\n--\n\n'),
  setswitchinterval: O(setswitchinterval, 'setswitchinterval($module, interval, /)\n--\n\n'),
  getswitchinterval: NOARGS(() => PyFloat_FromDouble(settings.switchInterval), 'getswitchinterval($module, /)\n--\n\n'),
  setdlopenflags: O((_m, o) => {
    const n = intArg(o)
    if (n === null) return 0
    settings.dlopenFlags = n
    return none()
  }, 'setdlopenflags($module, flags, /)\n--\n\n'),
  setprofile: O((_m, o) => {
    setProfileFunction(o === Py_None ? 0 : o)
    return none()
  }),
  getprofile: NOARGS(() => Py_NewRef(profileFunction() || Py_None), 'getprofile($module, /)\n--\n\n'),
  setrecursionlimit: O(setrecursionlimit, 'setrecursionlimit($module, limit, /)\n--\n\n'),
  settrace: O((_m, o) => {
    setTraceFunction(o === Py_None ? 0 : o)
    return none()
  }),
  gettrace: NOARGS(() => Py_NewRef(traceFunction() || Py_None), 'gettrace($module, /)\n--\n\n'),
  call_tracing: FAST(callTracing, 'call_tracing($module, func, args, /)\n--\n\n'),
  _debugmallocstats: NOARGS(() => {
    debugMallocStats()
    return none()
  }, '_debugmallocstats($module, /)\n--\n\n'),
  set_coroutine_origin_tracking_depth: FASTKW(
    setOriginDepth,
    'set_coroutine_origin_tracking_depth($module, /, depth)\n--\n\n',
  ),
  get_coroutine_origin_tracking_depth: NOARGS(
    () => PyLong_FromLong(settings.originDepth),
    'get_coroutine_origin_tracking_depth($module, /)\n--\n\n',
  ),
  set_asyncgen_hooks: FASTKW(setAsyncgenHooks),
  get_asyncgen_hooks: NOARGS(
    () =>
      structSequence(AsyncGenHooks_Type, [
        Py_NewRef(asyncgen.firstiter || Py_None),
        Py_NewRef(asyncgen.finalizer || Py_None),
      ]),
    'get_asyncgen_hooks($module, /)\n--\n\n',
  ),
  unraisablehook: O((_m, o) => unraisableHook(o), 'unraisablehook($module, unraisable, /)\n--\n\n'),
  get_int_max_str_digits: NOARGS(
    () => PyLong_FromLong(getMaxStrDigits()),
    'get_int_max_str_digits($module, /)\n--\n\n',
  ),
  set_int_max_str_digits: FASTKW(setIntMaxStrDigits, 'set_int_max_str_digits($module, /, maxdigits)\n--\n\n'),
}

function recursionLimit(): number {
  return i32[TS_RECURSION_LIMIT >> 2]
}
