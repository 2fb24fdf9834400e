import { cacheUse } from '../../analysis/caches'
import { formatCount, formatShare } from '../units'
import type { Answer } from './answer'

const NAMED = 3
/** Fewer calls say nothing about a cache. */
const ENOUGH_CALLS = 50
const POOR_RATE = 0.5
const LARGE_CACHE = 10_000

/** How well does every lru_cache hit? */
export const caches: Answer = (recording, m) => {
  const { question } = m.caches
  const found = cacheUse(recording)
  if (found === null) return { question, answer: m.cutOff, tone: 'neutral', details: [] }
  if (found.length === 0) return { question, answer: m.caches.none, tone: 'neutral', details: [] }
  let poor = false
  const called = found.filter((cache) => cache.hitRate !== null)
  const uncalled = found.filter((cache) => cache.hitRate === null)
  const sentences: string[] = []
  called.forEach((cache, i) => {
    const rate = cache.hitRate ?? 0
    const enough = cache.calls >= ENOUGH_CALLS
    const evicting = cache.fill === 1 && cache.misses > cache.currsize && rate < POOR_RATE
    const overgrown = cache.maxsize === null && cache.currsize >= LARGE_CACHE
    if ((enough && rate < POOR_RATE) || overgrown) poor = true
    if (i >= NAMED) return
    sentences.push(m.caches.one(cache.function, formatShare(rate), formatCount(cache.hits), formatCount(cache.calls)))
    if (!enough) sentences.push(m.caches.few(formatCount(cache.calls)))
    else if (evicting) sentences.push(m.caches.full(cache.function, formatCount(cache.maxsize ?? 0)))
    if (overgrown) sentences.push(m.caches.unbounded(cache.function, formatCount(cache.currsize)))
  })
  if (uncalled.length > 0) {
    const names = uncalled.slice(0, NAMED).map((cache) => cache.function)
    if (uncalled.length > NAMED) names.push('…')
    sentences.push(m.caches.uncalled(formatCount(uncalled.length), m.list(names)))
  }
  const good = called.length > 0 && called.every((cache) => (cache.hitRate ?? 0) >= POOR_RATE)
  return {
    question,
    answer: m.sentences(...sentences),
    tone: poor ? 'warning' : good ? 'good' : 'neutral',
    details: found.map((cache) => ({
      label: cache.function,
      value: m.caches.detail(
        cache.hitRate === null ? '–' : formatShare(cache.hitRate),
        formatCount(cache.hits),
        formatCount(cache.misses),
        formatCount(cache.currsize),
        cache.maxsize === null ? m.caches.unlimited : formatCount(cache.maxsize),
      ),
    })),
  }
}
