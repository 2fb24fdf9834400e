/** Free lists that a full collection empties (clear_freelists). */
import { _PyDict_ClearFreeList, clearKeysFreeList } from '../object/container/dict-core'
import { _PyList_ClearFreeList } from '../object/container/list-core'
import { _PyTuple_ClearFreeList } from '../object/container/tuple-core'
import { clearFloatFreeList } from '../object/number/float-core'

export function clearFreeLists(): void {
  _PyTuple_ClearFreeList()
  clearFloatFreeList()
  _PyList_ClearFreeList()
  _PyDict_ClearFreeList()
  clearKeysFreeList()
}
