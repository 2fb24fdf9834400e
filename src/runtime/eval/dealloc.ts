/** Dropping references in generated code. */
import { i32, type Ptr } from '../memory/heap'
import { destroy } from '../object/container/destroy'

export const dealloc = destroy

export function dec(o: Ptr): void {
  if ((i32[o >> 2] -= 1) === 0) destroy(o)
}

export function xdec(o: Ptr): void {
  if (o !== 0 && (i32[o >> 2] -= 1) === 0) destroy(o)
}
