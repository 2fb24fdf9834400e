/** Running tp_finalize once per object (CPython Objects/object.c, PyObject_CallFinalizer). */
import { i32, type Ptr } from '../../memory/heap'
import { type destructor, FN } from '../fn-table'
import { Py_TYPE } from '../header'
import { GC_PREV, PREV_MASK_FINALIZED, TP_FINALIZE, TP_FLAGS, TPFLAGS_HAVE_GC } from '../layout'

/** Calls the finalizer unless it already ran; the finalized bit is set afterwards. */
export function PyObject_CallFinalizer(o: Ptr): void {
  const type = Py_TYPE(o)
  const f = i32[(type + TP_FINALIZE) >> 2]
  if (f === 0) return
  const gc = (i32[(type + TP_FLAGS) >> 2] & TPFLAGS_HAVE_GC) !== 0
  if (gc && i32[(o + GC_PREV) >> 2] & PREV_MASK_FINALIZED) return
  ;(FN[f] as destructor)(o)
  if (gc) i32[(o + GC_PREV) >> 2] |= PREV_MASK_FINALIZED
}

/** The same for an object whose count is 0; true when it was resurrected and must not be destroyed. */
export function PyObject_CallFinalizerFromDealloc(o: Ptr): boolean {
  i32[o >> 2] = 1
  PyObject_CallFinalizer(o)
  return (i32[o >> 2] -= 1) !== 0
}
