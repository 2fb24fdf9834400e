/** MemoryError: its instances are kept on a free list of 16, filled at boot, so that raising one needs no memory. */
import { i32, type Ptr } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { PyObject_GC_Track, PyObject_GC_UnTrack, traceNewReference } from '../alloc'
import { PyTuple_New } from '../container/tuple-core'
import type { destructor, newfunc } from '../fn-table'
import { Py_DECREF, Py_TYPE } from '../header'
import { EXC_ARGS, EXC_DICT } from '../layout'
import { PyExc_Exception, PyExc_MemoryError } from '../types'
import { allocException, clearBaseFields, defineException, freeException } from './define-exception'

const MEMERRORS_SAVE = 16
const FREE_HEAD = staticAlloc(8, 8)
const FREE_COUNT = staticAlloc(8, 8)

/** An instance without arguments; from the free list when it has one. */
const memoryErrorNew: newfunc = (type, args) => {
  const o = i32[FREE_HEAD >> 2]
  if (type !== PyExc_MemoryError || o === 0) return allocException(type, args)
  const empty = PyTuple_New(0)
  if (empty === 0) return 0
  i32[FREE_HEAD >> 2] = i32[(o + EXC_DICT) >> 2]
  i32[FREE_COUNT >> 2]--
  i32[(o + EXC_DICT) >> 2] = 0
  i32[(o + EXC_ARGS) >> 2] = empty
  i32[o >> 2] = 1
  traceNewReference(o)
  PyObject_GC_Track(o)
  return o
}

const memoryErrorDealloc: destructor = (o) => {
  PyObject_GC_UnTrack(o)
  clearBaseFields(o)
  if (Py_TYPE(o) !== PyExc_MemoryError || i32[FREE_COUNT >> 2] >= MEMERRORS_SAVE) {
    freeException(o)
    return
  }
  i32[(o + EXC_DICT) >> 2] = i32[FREE_HEAD >> 2]
  i32[FREE_HEAD >> 2] = o
  i32[FREE_COUNT >> 2]++
}

/** Fills the free list at boot (preallocate_memerrors); a filled one stays as it is. */
export function preallocateMemoryErrors(): void {
  if (i32[FREE_COUNT >> 2] > 0) return
  const made: Ptr[] = []
  for (let i = 0; i < MEMERRORS_SAVE; i++) made.push(allocException(PyExc_MemoryError, 0))
  for (const o of made) if (o !== 0) Py_DECREF(o)
}

defineException(PyExc_MemoryError, 'MemoryError', PyExc_Exception, 'Out of memory.', {
  new: memoryErrorNew,
  dealloc: memoryErrorDealloc,
})

/** Instances parked for the moment when there is no memory. */
export const memoryErrorFreeListCount = (): number => i32[FREE_COUNT >> 2]
