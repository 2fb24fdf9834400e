/** How well every functools.lru_cache that was alive at the end hit. */
import type { CacheStatistics } from '../../protocol/attribution'
import type { Recording } from '../../protocol/recording'

export interface CacheUse extends CacheStatistics {
  calls: number
  /** hits / calls; null when it was never called. */
  hitRate: number | null
  /** Entries of maxsize, 0 to 1; null when it is unbounded. */
  fill: number | null
}

/** The most called first. Null when the run was cut off. */
export function cacheUse(recording: Recording): CacheUse[] | null {
  if (recording.attribution === null) return null
  return recording.attribution.caches
    .map((cache) => {
      const calls = cache.hits + cache.misses
      const fill = cache.maxsize === null || cache.maxsize <= 0 ? null : cache.currsize / cache.maxsize
      return { ...cache, calls, hitRate: calls > 0 ? cache.hits / calls : null, fill }
    })
    .sort((a, b) => b.calls - a.calls || (a.function < b.function ? -1 : 1))
}
