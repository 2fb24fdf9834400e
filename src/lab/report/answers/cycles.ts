import { collectionsOf } from '../../analysis/collections'
import { cycleStatistics } from '../../analysis/cycles'
import { formatCount } from '../units'
import type { Answer } from './answer'

/** What leaked in cycles? */
export const cycles: Answer = (recording, m) => {
  const { question, details: labels } = m.cycles
  const found = cycleStatistics(recording, 3)
  const { leaked, collected, uncollectable, finalized, resurrected } = found
  // a program may end between two collections: what the next one would have freed is no leak
  const { gcEnabled, thresholds } = recording.manifest.settings
  const [threshold] = collectionsOf(recording).at(-1)?.thresholds ?? thresholds ?? [700]
  const waiting = gcEnabled && (leaked ?? 0) > 0 && (leaked ?? 0) <= threshold
  const oldDeaths = m.list(found.oldDeaths.map((t) => `${t.type} (${formatCount(t.diedGen2)})`))
  return {
    question,
    answer: m.sentences(
      leaked === null ? m.cutOff : leaked > 0 ? m.cycles.leaked(formatCount(leaked)) : m.cycles.none,
      waiting ? m.cycles.waiting(formatCount(threshold)) : '',
      uncollectable > 0 ? m.cycles.uncollectable(formatCount(uncollectable)) : '',
      collected > 0 ? m.cycles.collected(formatCount(collected)) : '',
      resurrected > 0 ? m.cycles.resurrected(formatCount(resurrected)) : '',
      oldDeaths !== '' ? m.cycles.oldDeaths(oldDeaths) : '',
    ),
    tone: uncollectable > 0 || ((leaked ?? 0) > 0 && !waiting) ? 'warning' : leaked === 0 ? 'good' : 'neutral',
    details: [
      { label: labels.leaked, value: leaked === null ? '–' : formatCount(leaked) },
      { label: labels.collected, value: formatCount(collected) },
      { label: labels.uncollectable, value: formatCount(uncollectable) },
      { label: labels.finalized, value: formatCount(finalized) },
      { label: labels.resurrected, value: formatCount(resurrected) },
    ],
  }
}
