/**
 * The module resource: usage and limits of the simulated process. Memory figures are read off the page tables, times off
 * the virtual clock; RLIMIT_AS is the process's own memory limit, so lowering it makes allocations fail with MemoryError.
 */
import type { Ptr } from '../memory/heap'
import { memoryLimit, peakResidentBytes, setMemoryLimit } from '../memory/pages'
import { PyNumber_Index } from '../object/abstract/number-protocol'
import { PySequence_Tuple } from '../object/abstract/sequence-protocol'
import { clockNs } from '../object/clock'
import { defineStructSequence, structSequence } from '../object/container/structseq'
import { PyTuple_GET_ITEM } from '../object/container/tuple-core'
import { arg, FAST, NOARGS } from '../object/define'
import { raise } from '../object/errors'
import { PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE } from '../object/header'
import { PyFloat_FromDouble } from '../object/number/float-core'
import { PyLong_AsLong, PyLong_FromLong } from '../object/number/int-core'
import { checkPositional } from '../object/type/arg-parse'
import { moduleHeapType, Py_None, PyExc_OSError, PyExc_ValueError } from '../object/types'
import { addOwned, defineModule } from './define-module'
import { tupleOf } from './values'

const StructRusage_Type: Ptr = moduleHeapType()

const RLIM_INFINITY = -1
const RLIMIT_AS = 9
const RLIMITS: Record<string, number> = {
  RLIMIT_CPU: 0,
  RLIMIT_FSIZE: 1,
  RLIMIT_DATA: 2,
  RLIMIT_STACK: 3,
  RLIMIT_CORE: 4,
  RLIMIT_NOFILE: 7,
  RLIMIT_OFILE: 7,
  RLIMIT_RSS: 5,
  RLIMIT_NPROC: 6,
  RLIMIT_MEMLOCK: 8,
  RLIMIT_AS,
  RLIMIT_MSGQUEUE: 12,
  RLIMIT_NICE: 13,
  RLIMIT_RTPRIO: 14,
  RLIMIT_RTTIME: 15,
  RLIMIT_SIGPENDING: 11,
}
const COUNT = 16
const RUSAGE: Record<string, number> = { RUSAGE_SELF: 0, RUSAGE_CHILDREN: -1, RUSAGE_THREAD: 1 }

const FIELDS = [
  'utime',
  'stime',
  'maxrss',
  'ixrss',
  'idrss',
  'isrss',
  'minflt',
  'majflt',
  'nswap',
  'inblock',
  'oublock',
]
FIELDS.push('msgsnd', 'msgrcv', 'nsignals', 'nvcsw', 'nivcsw')

defineStructSequence(StructRusage_Type, {
  name: 'resource.struct_rusage',
  heap: true,
  doc: `struct_rusage: Result from getrusage.\n\nA tuple of ${FIELDS.join(', ')}, or the attributes ru_utime, ru_stime and so on.`,
  fields: FIELDS.map((name) => `ru_${name}`),
})

/** Soft and hard limits by number; the process starts without any but its address space. */
const limits: [number, number][] = Array.from({ length: COUNT }, () => [RLIM_INFINITY, RLIM_INFINITY])

function integer(o: Ptr): number | null {
  const i = PyNumber_Index(o)
  if (i === 0) return null
  const n = PyLong_AsLong(i)
  Py_DECREF(i)
  return n === -1 && PyErr_Occurred() ? null : n
}

const PAGE = 4096

function getrusage(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('getrusage', nargs, 1, 1)) return 0
  const who = integer(arg(args, 0))
  if (who === null) return 0
  if (!Object.values(RUSAGE).includes(who)) return raise(PyExc_ValueError, 'invalid who parameter')
  const own = who !== RUSAGE.RUSAGE_CHILDREN
  const peak = own ? peakResidentBytes() : 0
  // seconds, seconds, KiB, ..., page faults: a page is resident once touched
  const values = [PyFloat_FromDouble(own ? clockNs() / 1e9 : 0), PyFloat_FromDouble(0), PyLong_FromLong(peak >> 10)]
  const faults = FIELDS.indexOf('minflt')
  while (values.length < COUNT) values.push(PyLong_FromLong(values.length === faults ? peak / PAGE : 0))
  return structSequence(StructRusage_Type, values)
}

function limitNumber(o: Ptr): number | null {
  const n = integer(o)
  if (n === null) return null
  if (n >= 0 && n < COUNT) return n
  raise(PyExc_ValueError, 'invalid resource specified')
  return null
}

const pair = ([soft, hard]: [number, number]): Ptr => tupleOf([PyLong_FromLong(soft), PyLong_FromLong(hard)])

function getrlimit(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('getrlimit', nargs, 1, 1)) return 0
  const n = limitNumber(arg(args, 0))
  return n === null ? 0 : pair(limits[n])
}

/** (soft, hard) of any sequence; null with an error set (py2rlimit). */
function readLimits(o: Ptr): [number, number] | null {
  const t = PySequence_Tuple(o)
  if (t === 0) return null
  let result: [number, number] | null = null
  if (Py_SIZE(t) !== 2) raise(PyExc_ValueError, 'expected a tuple of 2 integers')
  else {
    const soft = integer(PyTuple_GET_ITEM(t, 0))
    const hard = soft === null ? null : integer(PyTuple_GET_ITEM(t, 1))
    if (soft !== null && hard !== null) result = [soft, hard]
  }
  Py_DECREF(t)
  return result
}

const above = (a: number, b: number): boolean => b !== RLIM_INFINITY && (a === RLIM_INFINITY || a > b)
/** The limit the process was started with, bytes; 0: none. A script cannot raise it. */
let hostLimit = -1

function setrlimit(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('setrlimit', nargs, 2, 2)) return 0
  const n = limitNumber(arg(args, 0))
  if (n === null) return 0
  const wanted = readLimits(arg(args, 1))
  if (wanted === null) return 0
  if (above(wanted[0], wanted[1])) return raise(PyExc_ValueError, 'current limit exceeds maximum limit')
  if (above(wanted[1], limits[n][1])) return raise(PyExc_ValueError, 'not allowed to raise maximum limit')
  limits[n] = wanted
  if (n === RLIMIT_AS) {
    if (hostLimit < 0) hostLimit = memoryLimit()
    const bytes = wanted[0] === RLIM_INFINITY ? 0 : Math.max(PAGE, wanted[0])
    setMemoryLimit(bytes === 0 || hostLimit === 0 ? bytes + hostLimit : Math.min(bytes, hostLimit))
  }
  return Py_NewRef(Py_None)
}

defineModule({
  name: 'resource',
  methods: {
    getrusage: FAST(getrusage),
    getrlimit: FAST(getrlimit),
    setrlimit: FAST(setrlimit),
    getpagesize: NOARGS(() => PyLong_FromLong(PAGE)),
  },
  heapTypes: [StructRusage_Type],
  exec: (_m, dict) => {
    if (addOwned(dict, 'error', Py_NewRef(PyExc_OSError)) < 0) return -1
    if (addOwned(dict, 'struct_rusage', Py_NewRef(StructRusage_Type)) < 0) return -1
    const numbers = { ...RUSAGE, ...RLIMITS, RLIM_INFINITY }
    for (const [name, n] of Object.entries(numbers)) if (addOwned(dict, name, PyLong_FromLong(n)) < 0) return -1
    return 0
  },
})
