/** Statistics of every functools.lru_cache that is alive. */
import type { CacheStatistics } from '../../protocol/attribution'
import { i32 } from '../../runtime/memory/heap'
import { cacheStatistics, lru_cache_type } from '../../runtime/modules/functools/lru-cache'
import { GC_GENERATION } from '../../runtime/object/alloc'
import { CO_FIRSTLINENO, FUNC_CODE, OB_TYPE, SIZEOF_GC_HEAD } from '../../runtime/object/layout'
import { PyFunction_Type } from '../../runtime/object/types'
import { typeLabel } from './objects'
import { codeFile, codeName } from './position'

export function aliveCaches(): CacheStatistics[] {
  const found: CacheStatistics[] = []
  for (let g = 0; g < 3; g++) {
    const list = GC_GENERATION(g)
    for (let n = i32[list >> 2]; n !== list; n = i32[n >> 2]) {
      const o = n + SIZEOF_GC_HEAD
      if (i32[(o + OB_TYPE) >> 2] !== lru_cache_type) continue
      const { func, ...figures } = cacheStatistics(o)
      const code = i32[(func + OB_TYPE) >> 2] === PyFunction_Type ? i32[(func + FUNC_CODE) >> 2] : 0
      found.push({
        function: code === 0 ? typeLabel(i32[(func + OB_TYPE) >> 2]) : codeName(code),
        file: code === 0 ? '' : codeFile(code),
        line: code === 0 ? 0 : i32[(code + CO_FIRSTLINENO) >> 2],
        ...figures,
      })
    }
  }
  return found
}
