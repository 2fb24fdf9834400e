/** Module _tracemalloc: what the standard library's tracemalloc.py is built on. */
import { i32, type Ptr } from '../memory/heap'
import { PyNumber_Index } from '../object/abstract/number-protocol'
import { PyList_Append, PyList_New } from '../object/container/list-core'
import { PyTuple_New, PyTuple_SET_ITEM } from '../object/container/tuple-core'
import { arg, FAST, NOARGS, O } from '../object/define'
import { raise } from '../object/errors'
import { PyErr_NoMemory, PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF, Py_INCREF, Py_NewRef } from '../object/header'
import { PyLong_AsInt, PyLong_FromLong } from '../object/number/int-core'
import { checkPositional } from '../object/type/arg-parse'
import { Py_False, Py_None, Py_True, PyExc_ValueError } from '../object/types'
import { defineModule } from './define-module'
import {
  addEntry,
  ENTRY_VALUE,
  findPointer,
  forEachEntry,
  freeTable,
  newTable,
  pointerHash,
} from './tracemalloc-hashtable'
import {
  clearTraces,
  copyTraces,
  frameLimit,
  freeTrace,
  initTracing,
  isTracing,
  MAX_NFRAME,
  objectTraceback,
  peakMemory,
  resetPeak,
  startTracing,
  stopTracing,
  tracedMemory,
  traceSize,
  traceTraceback,
  tracingTableBytes,
  untraced,
} from './tracemalloc-trace'
import { tracebackDepth, tracebackFile, tracebackLength, tracebackLine } from './tracemalloc-tracebacks'

const none = (): Ptr => Py_NewRef(Py_None)

/** A tuple of the given new references; 0 (and all dropped) when one of them is 0. */
function tupleOf(n: number, item: (i: number) => Ptr): Ptr {
  const t = PyTuple_New(n)
  if (t === 0) return 0
  for (let i = 0; i < n; i++) {
    const v = item(i)
    if (v === 0) {
      Py_DECREF(t)
      return 0
    }
    PyTuple_SET_ITEM(t, i, v)
  }
  return t
}

const frameTuple = (traceback: Ptr, i: number): Ptr =>
  tupleOf(2, (k) => (k === 0 ? Py_NewRef(tracebackFile(traceback, i)) : PyLong_FromLong(tracebackLine(traceback, i))))

/** ((file, line), ...) newest first; one object per traceback while a table of those made is given. */
function framesTuple(traceback: Ptr, made: Ptr): Ptr {
  if (made !== 0) {
    const known = findPointer(made, traceback)
    if (known !== 0) return Py_NewRef(i32[(known + ENTRY_VALUE) >> 2])
  }
  const frames = tupleOf(tracebackLength(traceback), (i) => frameTuple(traceback, i))
  if (frames === 0 || made === 0) return frames
  if (!addEntry(made, pointerHash(traceback), traceback, frames)) {
    Py_DECREF(frames)
    return PyErr_NoMemory()
  }
  Py_INCREF(frames)
  return frames
}

function traceTuple(trace: Ptr, made: Ptr): Ptr {
  const traceback = traceTraceback(trace)
  return tupleOf(4, (k) => {
    if (k === 0) return PyLong_FromLong(0) // the default domain
    if (k === 1) return PyLong_FromLong(traceSize(trace))
    return k === 2 ? framesTuple(traceback, made) : PyLong_FromLong(tracebackDepth(traceback))
  })
}

function appendTraces(list: Ptr, traces: Ptr, made: Ptr): boolean {
  return forEachEntry(traces, (_p, trace) => {
    const t = traceTuple(trace, made)
    if (t === 0) return false
    const r = PyList_Append(list, t)
    Py_DECREF(t)
    return r >= 0
  })
}

function getTraces(): Ptr {
  const list = PyList_New(0)
  if (list === 0 || !isTracing()) return list
  const made = newTable()
  const traces = made === 0 ? 0 : copyTraces()
  let complete = false
  if (traces === 0) PyErr_NoMemory()
  else {
    complete = untraced(() => appendTraces(list, traces, made))
    freeTable(traces, freeTrace)
  }
  if (made !== 0) freeTable(made, (_traceback, frames) => Py_DECREF(frames))
  if (complete) return list
  Py_DECREF(list)
  return 0
}

/** A C int from an index; -1 with an error set. */
function intArgument(o: Ptr): number {
  const i = PyNumber_Index(o)
  if (i === 0) return -1
  const v = PyLong_AsInt(i)
  Py_DECREF(i)
  return v
}

function start(_self: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('start', nargs, 0, 1)) return 0
  const nframe = nargs === 0 ? 1 : intArgument(arg(args, 0))
  if (nframe === -1 && PyErr_Occurred()) return 0
  if (nframe < 1 || nframe > MAX_NFRAME) {
    return raise(PyExc_ValueError, `the number of frames must be in range [1; ${MAX_NFRAME}]`)
  }
  return startTracing(nframe) ? none() : PyErr_NoMemory()
}

/** Signature line of __text_signature__ and a sentence. */
const doc = (signature: string, text: string): string => `${signature}\n--\n\n${text}`

defineModule({
  name: '_tracemalloc',
  doc: 'Debug module to trace memory blocks allocated by Python.',
  methods: {
    is_tracing: NOARGS(
      () => Py_NewRef(isTracing() ? Py_True : Py_False),
      doc('is_tracing($module, /)', 'True while allocations are traced.'),
    ),
    clear_traces: NOARGS(
      () => {
        clearTraces()
        return none()
      },
      doc('clear_traces($module, /)', 'Forget the traces of all memory blocks.'),
    ),
    _get_traces: NOARGS(
      getTraces,
      doc('_get_traces($module, /)', 'List of the traces of all live blocks; empty when not tracing.'),
    ),
    _get_object_traceback: O(
      (_self, o) => {
        const traceback = objectTraceback(o)
        return traceback === 0 ? none() : framesTuple(traceback, 0)
      },
      doc('_get_object_traceback($module, obj, /)', 'Where the object was allocated: tuple of (file, line), or None.'),
    ),
    start: FAST(start, doc('start($module, nframe=1, /)', 'Trace allocations, keeping nframe frames of each.')),
    stop: NOARGS(
      () => {
        stopTracing()
        return none()
      },
      doc('stop($module, /)', 'Stop tracing and forget all traces.'),
    ),
    get_traceback_limit: NOARGS(
      () => PyLong_FromLong(frameLimit()),
      doc('get_traceback_limit($module, /)', 'Greatest number of frames kept per trace.'),
    ),
    get_tracemalloc_memory: NOARGS(
      () => PyLong_FromLong(tracingTableBytes()),
      doc('get_tracemalloc_memory($module, /)', 'Bytes that the tables of this module take.'),
    ),
    get_traced_memory: NOARGS(
      () => {
        if (!isTracing()) return tupleOf(2, () => PyLong_FromLong(0))
        const values = [tracedMemory(), peakMemory()]
        return tupleOf(2, (k) => PyLong_FromLong(values[k]))
      },
      doc('get_traced_memory($module, /)', 'Bytes in live traced blocks now, and the most there ever were.'),
    ),
    reset_peak: NOARGS(
      () => {
        resetPeak()
        return none()
      },
      doc('reset_peak($module, /)', 'The peak becomes the present size.'),
    ),
  },
  exec: () => {
    if (initTracing()) return 0
    PyErr_NoMemory()
    return -1
  },
})
