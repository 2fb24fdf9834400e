/** Objects alive: those of the obj domain's blocks that are not parked on a free list. */

import { i32 } from '../../runtime/memory/heap'
import { dictFreeListCount } from '../../runtime/object/container/dict-core'
import { listFreeListCount } from '../../runtime/object/container/list-core'
import { SLICE_CACHE } from '../../runtime/object/container/slice-core'
import { PyTuple_MAXSAVESIZE, tupleFreeListCount } from '../../runtime/object/container/tuple-core'
import { memoryErrorFreeListCount } from '../../runtime/object/exception/memory-error'
import { floatFreeListLength } from '../../runtime/object/number/float-core'
import { objectBlocks } from './allocation-table'

function parked(): number {
  let n = floatFreeListLength() + listFreeListCount() + dictFreeListCount() + memoryErrorFreeListCount()
  for (let size = 1; size <= PyTuple_MAXSAVESIZE; size++) n += tupleFreeListCount(size)
  return n + (i32[SLICE_CACHE >> 2] === 0 ? 0 : 1)
}

export const objectsAlive = (): number => objectBlocks() - parked()
