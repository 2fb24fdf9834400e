import { fragmentation as measure } from '../../analysis/fragmentation'
import { formatBytes, formatCount, formatDuration, formatShare } from '../units'
import type { Answer } from './answer'

/** Above this share, and this much, memory held without use is worth a warning. */
const HIGH_SHARE = 0.5
const MUCH = 8 * 1024 * 1024

/** How fragmented is memory, layer by layer? */
export const fragmentation: Answer = (recording, m) => {
  const { question, details: labels } = m.fragmentation
  const measured = measure(recording)
  if (measured === null) return { question, answer: m.fragmentation.noSamples, tone: 'neutral', details: [] }
  const { atEnd, atPeak } = measured
  const [pools, arenas, malloc, process] = atEnd.layers
  const unusedInArenas = arenas.heldBytes > 0 ? 1 - pools.usedBytes / arenas.heldBytes : 0
  const high = process.unusedShare >= HIGH_SHARE && process.unusedBytes >= MUCH
  return {
    question,
    answer: m.sentences(
      m.fragmentation.resident(
        formatBytes(process.heldBytes),
        formatBytes(process.usedBytes - atEnd.fixed.resident),
        formatBytes(atEnd.fixed.resident),
        formatBytes(process.unusedBytes),
        formatShare(process.unusedShare),
      ),
      m.fragmentation.pymalloc(
        formatCount(atEnd.arenas),
        formatBytes(arenas.heldBytes),
        formatBytes(pools.usedBytes),
        formatShare(unusedInArenas),
      ),
      m.fragmentation.malloc(
        formatBytes(malloc.heldBytes),
        formatBytes(malloc.usedBytes),
        formatShare(malloc.unusedShare),
      ),
      m.fragmentation.atPeak(
        formatBytes(atPeak.rss),
        formatDuration(atPeak.time),
        formatShare(atPeak.layers[3].unusedShare),
      ),
      high ? m.fragmentation.high : '',
    ),
    tone: high ? 'warning' : process.unusedShare >= HIGH_SHARE ? 'neutral' : 'good',
    details: atEnd.layers.map((layer) => ({
      label: labels[layer.layer],
      value: m.fragmentation.layer(
        formatBytes(layer.usedBytes),
        formatBytes(layer.heldBytes),
        formatShare(layer.unusedShare),
      ),
    })),
  }
}
