/** Objects with a tp_del slot (C types only) and all they reach are never cleared: they are "uncollectable". */
import { i32, type Ptr } from '../memory/heap'
import { PyObject_IS_GC } from '../object/container/tuple-core'
import * as L from '../object/layout'
import { listMove, NEXT_MASK_UNREACHABLE, next } from './gc-list'
import { clearCollecting, headOf, isCollecting, objectOf, traverse } from './reachability'

/** Also takes the unreachable mark off every member, so that plain list operations work from here on. */
export function moveLegacyFinalizers(unreachable: Ptr, finalizers: Ptr): void {
  for (let g = i32[unreachable >> 2]; g !== unreachable; ) {
    i32[g >> 2] &= ~NEXT_MASK_UNREACHABLE
    const following = next(g)
    if (i32[(i32[(objectOf(g) + L.OB_TYPE) >> 2] + L.TP_DEL) >> 2] !== 0) {
      clearCollecting(g)
      listMove(g, finalizers)
    }
    g = following
  }
}

export function moveLegacyFinalizerReachable(finalizers: Ptr): void {
  const visitMove = (o: Ptr): number => {
    if (PyObject_IS_GC(o) && isCollecting(headOf(o))) {
      listMove(headOf(o), finalizers)
      clearCollecting(headOf(o))
    }
    return 0
  }
  for (let g = next(finalizers); g !== finalizers; g = next(g)) traverse(objectOf(g), visitMove)
}
