/**
 * The module time on the virtual clock: every clock starts at zero with the process and advances with predicted time; the
 * wall clock adds a fixed epoch. The time zone is UTC (CPython Modules/timemodule.c).
 */
import { importModule } from '../eval/import'
import { i32, type Ptr } from '../memory/heap'
import { PyNumber_Index } from '../object/abstract/number-protocol'
import { PyObject_GetAttr } from '../object/abstract/object-protocol'
import { callN } from '../object/call'
import { chargeTime, clockNs } from '../object/clock'
import { PyDict_New } from '../object/container/dict-core'
import { defineStructSequence, structSequence } from '../object/container/structseq'
import { PyTuple_Check, PyTuple_Pack } from '../object/container/tuple-core'
import { arg, FAST, type MethodSpec, NOARGS, O } from '../object/define'
import { raise, typeError, typeNameOf } from '../object/errors'
import { PyErr_Occurred } from '../object/errors-core'
import { raiseOSError } from '../object/exception/os-error'
import { Py_DECREF, Py_NewRef, Py_SIZE, typeFlagOf } from '../object/header'
import { TPFLAGS_UNICODE_SUBCLASS, TUPLE_ITEM } from '../object/layout'
import { PyFloat_AS_DOUBLE, PyFloat_Check, PyFloat_FromDouble } from '../object/number/float-core'
import {
  longFromBigInt,
  longOverflow,
  PyLong_AsInt,
  PyLong_AsLong,
  PyLong_AsLongAndOverflow,
  PyLong_FromLong,
  PyLong_FromSsize_t,
} from '../object/number/int-core'
import { _Py_ID, newStr, strToJS } from '../object/text/str-core'
import { checkPositional } from '../object/type/arg-parse'
import { PyObject_Call } from '../object/type/call-objects'
import {
  EMPTY_TUPLE,
  moduleHeapType,
  Py_False,
  Py_None,
  Py_True,
  PyExc_OverflowError,
  PyExc_ValueError,
  PyNamespace_Type,
} from '../object/types'
import { asctime, type BrokenTime, breakTime, makeTime, strftime } from './calendar'
import { addOwned, defineModule } from './define-module'

const StructTime_Type: Ptr = moduleHeapType()

/** Wall-clock seconds since 1970 at which the process starts. */
let epoch = 1_700_000_000
export function setWallClockStart(seconds: number): void {
  epoch = seconds
}

defineStructSequence(StructTime_Type, {
  name: 'time.struct_time',
  heap: true,
  doc: "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and strftime().  May be considered as a\n sequence of 9 integers.\n\n Note that several fields' values are not the same as those defined by\n the C language standard for struct tm.  For example, the value of the\n field tm_year is the actual year, not year - 1900.  See individual\n fields' descriptions for details.",
  fields: [
    'tm_year',
    'tm_mon',
    'tm_mday',
    'tm_hour',
    'tm_min',
    'tm_sec',
    'tm_wday',
    'tm_yday',
    'tm_isdst',
    'tm_zone',
    'tm_gmtoff',
  ],
  visible: 9,
})

const wallSeconds = (): number => epoch + clockNs() / 1e9

const seconds = (f: () => number): MethodSpec => NOARGS(() => PyFloat_FromDouble(f()))
const elapsed = seconds(() => clockNs() / 1e9)
const elapsedNs = NOARGS(() => PyLong_FromSsize_t(Math.floor(clockNs())))
const wallNs = (): Ptr => longFromBigInt(BigInt(epoch) * 1_000_000_000n + BigInt(Math.floor(clockNs())))

const WALL = new Set([0, 11])
const RUNNING = new Set([1, 2, 3, 4, 7])

function clockGettime(o: Ptr, ns: boolean): Ptr {
  const id = PyLong_AsInt(o)
  if (id === -1 && PyErr_Occurred()) return 0
  if (WALL.has(id)) return ns ? wallNs() : PyFloat_FromDouble(wallSeconds())
  if (RUNNING.has(id)) {
    return ns ? PyLong_FromSsize_t(Math.floor(clockNs())) : PyFloat_FromDouble(clockNs() / 1e9)
  }
  return raiseOSError(22, 'Invalid argument')
}

const oneArgument = (name: string, f: (o: Ptr) => Ptr): MethodSpec =>
  FAST((_m, args, nargs) => {
    if (nargs !== 1) return typeError(`${name}() takes exactly 1 argument (${nargs} given)`)
    return f(arg(args, 0))
  })

/** Nanoseconds of a number of seconds, rounded; NaN with an error set. */
function durationNs(o: Ptr): number {
  if (PyFloat_Check(o)) {
    const v = PyFloat_AS_DOUBLE(o)
    if (Number.isNaN(v)) {
      raise(PyExc_ValueError, 'Invalid value NaN (not a number)')
      return Number.NaN
    }
    if (Math.abs(v) >= 9223372036) {
      raise(PyExc_OverflowError, 'timestamp too large to convert to C _PyTime_t')
      return Number.NaN
    }
    return Math.ceil(v * 1e9)
  }
  const n = PyLong_AsLong(o)
  return n === -1 && PyErr_Occurred() ? Number.NaN : n * 1e9
}

function sleep(_m: Ptr, o: Ptr): Ptr {
  const ns = durationNs(o)
  if (Number.isNaN(ns)) return 0
  if (ns < 0) return raise(PyExc_ValueError, 'sleep length must be non-negative')
  chargeTime(ns)
  return Py_NewRef(Py_None)
}

/** Whole seconds of an optional timestamp argument; NaN with an error set. */
function timestamp(o: Ptr): number {
  if (o === 0 || o === Py_None) return Math.floor(wallSeconds())
  let v: number
  if (PyFloat_Check(o)) {
    v = PyFloat_AS_DOUBLE(o)
    if (Number.isNaN(v)) {
      raise(PyExc_ValueError, 'Invalid value NaN (not a number)')
      return Number.NaN
    }
    v = Math.floor(v)
  } else {
    const index = PyNumber_Index(o)
    if (index === 0) return Number.NaN
    v = PyLong_AsLongAndOverflow(index)
    if (longOverflow !== 0) v = Number.POSITIVE_INFINITY
    Py_DECREF(index)
  }
  // the years that fit an int
  if (Math.abs(v) > 67768036191676800) {
    raise(PyExc_OverflowError, 'timestamp out of range for platform time_t')
    return Number.NaN
  }
  return v
}

const toStruct = (t: BrokenTime): Ptr =>
  structSequence(StructTime_Type, [
    PyLong_FromLong(t.year),
    PyLong_FromLong(t.month + 1),
    PyLong_FromLong(t.day),
    PyLong_FromLong(t.hour),
    PyLong_FromLong(t.minute),
    PyLong_FromLong(t.second),
    PyLong_FromLong(t.weekday),
    PyLong_FromLong(t.yearDay + 1),
    PyLong_FromLong(t.dst),
    newStr('GMT'),
    PyLong_FromLong(0),
  ])

const broken = (name: string): MethodSpec =>
  FAST((_m, args, nargs) => {
    if (nargs > 1) return typeError(`${name}() takes at most 1 argument (${nargs} given)`)
    const s = timestamp(nargs === 0 ? 0 : arg(args, 0))
    return Number.isNaN(s) ? 0 : toStruct(breakTime(s))
  })

/** Fields of a struct_time or 9-tuple; null with an error set (gettmarg). */
function fields(o: Ptr, name: string): BrokenTime | null {
  if (!PyTuple_Check(o)) {
    typeError('Tuple or struct_time argument required')
    return null
  }
  if (Py_SIZE(o) !== 9) {
    typeError(`${name}(): illegal time tuple argument`)
    return null
  }
  const v: number[] = []
  for (let i = 0; i < 9; i++) {
    const n = PyLong_AsInt(i32[(o + TUPLE_ITEM + i * 8) >> 2])
    if (n === -1 && PyErr_Occurred()) return null
    v.push(n)
  }
  const [year, month, day, hour, minute, second, weekday, yearDay, dst] = v
  return {
    year,
    month: month - 1,
    day,
    hour,
    minute,
    second,
    weekday: ((weekday % 7) + 7) % 7,
    yearDay: yearDay - 1,
    dst,
  }
}

/** Normalises zero months and days and refuses fields out of range (checktm). */
function checked(t: BrokenTime | null): BrokenTime | null {
  if (t === null) return null
  if (t.month === -1) t.month = 0
  if (t.day === 0) t.day = 1
  if (t.yearDay === -1) t.yearDay = 0
  const bad =
    t.month < 0 || t.month > 11
      ? 'month'
      : t.day < 0 || t.day > 31
        ? 'day of month'
        : t.hour < 0 || t.hour > 23
          ? 'hour'
          : t.minute < 0 || t.minute > 59
            ? 'minute'
            : t.second < 0 || t.second > 61
              ? 'seconds'
              : t.yearDay < 0 || t.yearDay > 365
                ? 'day of year'
                : ''
  if (bad === '') return t
  raise(PyExc_ValueError, `${bad} out of range`)
  return null
}

function strftimeMethod(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (nargs < 1 || nargs > 2) {
    return typeError(`strftime() takes at ${nargs < 1 ? 'least 1 argument' : 'most 2 arguments'} (${nargs} given)`)
  }
  const format = arg(args, 0)
  if (!typeFlagOf(format, TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`strftime() argument 1 must be str, not ${typeNameOf(format)}`)
  }
  const t = nargs === 1 ? breakTime(Math.floor(wallSeconds())) : checked(fields(arg(args, 1), 'strftime'))
  return t === null ? 0 : newStr(strftime(strToJS(format), t))
}

function asctimeMethod(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('asctime', nargs, 0, 1)) return 0
  const t = nargs === 0 ? breakTime(Math.floor(wallSeconds())) : checked(fields(arg(args, 0), 'asctime'))
  return t === null ? 0 : newStr(asctime(t))
}

function mktime(_m: Ptr, o: Ptr): Ptr {
  const t = fields(o, 'mktime')
  return t === null ? 0 : PyFloat_FromDouble(makeTime(t))
}

interface ClockInfo {
  implementation: string
  monotonic: boolean
  adjustable: boolean
}
const CLOCKS: Record<string, ClockInfo> = {
  time: { implementation: 'clock_gettime(CLOCK_REALTIME)', monotonic: false, adjustable: true },
  monotonic: { implementation: 'clock_gettime(CLOCK_MONOTONIC)', monotonic: true, adjustable: false },
  perf_counter: { implementation: 'clock_gettime(CLOCK_MONOTONIC)', monotonic: true, adjustable: false },
  process_time: { implementation: 'clock_gettime(CLOCK_PROCESS_CPUTIME_ID)', monotonic: true, adjustable: false },
  thread_time: { implementation: 'clock_gettime(CLOCK_THREAD_CPUTIME_ID)', monotonic: true, adjustable: false },
}

function getClockInfo(o: Ptr): Ptr {
  if (!typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`get_clock_info() argument 1 must be str, not ${typeNameOf(o)}`)
  }
  const info = CLOCKS[strToJS(o)]
  if (info === undefined) return raise(PyExc_ValueError, 'unknown clock')
  const dict = PyDict_New()
  addOwned(dict, 'implementation', newStr(info.implementation))
  addOwned(dict, 'monotonic', Py_NewRef(info.monotonic ? Py_True : Py_False))
  addOwned(dict, 'adjustable', Py_NewRef(info.adjustable ? Py_True : Py_False))
  addOwned(dict, 'resolution', PyFloat_FromDouble(1e-9))
  const ns = PyObject_Call(PyNamespace_Type, EMPTY_TUPLE, dict)
  Py_DECREF(dict)
  return ns
}

const ID__strptime_time = _Py_ID('_strptime_time')

/** The Python module _strptime does the work. */
function strptime(_m: Ptr, args: Ptr, nargs: number): Ptr {
  const module = importModule('_strptime')
  if (module === 0) return 0
  const f = PyObject_GetAttr(module, ID__strptime_time)
  Py_DECREF(module)
  if (f === 0) return 0
  const list: Ptr[] = []
  for (let i = 0; i < nargs; i++) list.push(arg(args, i))
  const r = callN(f, ...list)
  Py_DECREF(f)
  return r
}

const CONSTANTS: [string, number][] = [
  ['timezone', 0],
  ['altzone', 0],
  ['daylight', 0],
]
const CLOCK_IDS: [string, number][] = [
  ['CLOCK_REALTIME', 0],
  ['CLOCK_MONOTONIC', 1],
  ['CLOCK_MONOTONIC_RAW', 4],
  ['CLOCK_PROCESS_CPUTIME_ID', 2],
  ['CLOCK_THREAD_CPUTIME_ID', 3],
  ['CLOCK_BOOTTIME', 7],
  ['CLOCK_TAI', 11],
  ['_STRUCT_TM_ITEMS', 11],
]

defineModule({
  name: 'time',
  doc: 'This module provides various functions to manipulate time values.',
  methods: {
    time: seconds(wallSeconds),
    time_ns: NOARGS(wallNs),
    clock_gettime: oneArgument('clock_gettime', (o) => clockGettime(o, false)),
    clock_gettime_ns: oneArgument('clock_gettime_ns', (o) => clockGettime(o, true)),
    clock_getres: oneArgument('clock_getres', (o) => {
      const id = PyLong_AsInt(o)
      if (id === -1 && PyErr_Occurred()) return 0
      return WALL.has(id) || RUNNING.has(id) ? PyFloat_FromDouble(1e-9) : raiseOSError(22, 'Invalid argument')
    }),
    sleep: O(sleep),
    gmtime: broken('gmtime'),
    localtime: broken('localtime'),
    asctime: FAST(asctimeMethod),
    ctime: FAST((_m, args, nargs) => {
      if (nargs > 1) return typeError(`ctime() takes at most 1 argument (${nargs} given)`)
      const s = timestamp(nargs === 0 ? 0 : arg(args, 0))
      return Number.isNaN(s) ? 0 : newStr(asctime(breakTime(s)))
    }),
    mktime: O(mktime),
    strftime: FAST(strftimeMethod),
    strptime: FAST(strptime),
    tzset: NOARGS(() => Py_NewRef(Py_None)),
    monotonic: elapsed,
    monotonic_ns: elapsedNs,
    process_time: elapsed,
    process_time_ns: elapsedNs,
    thread_time: elapsed,
    thread_time_ns: elapsedNs,
    perf_counter: elapsed,
    perf_counter_ns: elapsedNs,
    get_clock_info: oneArgument('get_clock_info', getClockInfo),
  },
  heapTypes: [StructTime_Type],
  exec: (_m, dict) => {
    for (const [name, v] of CONSTANTS) if (addOwned(dict, name, PyLong_FromLong(v)) < 0) return -1
    const utc = newStr('UTC')
    const names = PyTuple_Pack(utc, utc)
    Py_DECREF(utc)
    if (addOwned(dict, 'tzname', names) < 0) return -1
    for (const [name, v] of CLOCK_IDS) if (addOwned(dict, name, PyLong_FromLong(v)) < 0) return -1
    return addOwned(dict, 'struct_time', Py_NewRef(StructTime_Type))
  },
})
