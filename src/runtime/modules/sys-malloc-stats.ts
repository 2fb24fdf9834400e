/** sys._debugmallocstats(): the allocator's tables and the free lists, on the C library's stderr. */
import { pymallocStatistics } from '../memory/statistics'
import { freeListText, pymallocStatisticsText } from '../memory/statistics-text'
import { dictFreeListCount } from '../object/container/dict-core'
import { listFreeListCount } from '../object/container/list-core'
import { PyTuple_MAXSAVESIZE, tupleFreeListCount } from '../object/container/tuple-core'
import { floatFreeListLength } from '../object/number/float-core'
import { writeFallbackStderr } from './sys-hooks'

export function debugMallocStats(): void {
  let out = pymallocStatisticsText(pymallocStatistics())
  out += freeListText(dictFreeListCount(), 'PyDictObjects', 48)
  out += freeListText(floatFreeListLength(), 'PyFloatObjects', 24)
  out += freeListText(listFreeListCount(), 'PyListObjects', 40)
  for (let n = 1; n <= PyTuple_MAXSAVESIZE; n++) {
    out += freeListText(tupleFreeListCount(n), `${n}-sized PyTupleObjects`, 24 + 8 * n)
  }
  writeFallbackStderr(out)
}
