/** What each chart shows, in a sentence: the text alternative of the picture. */
import { formatBytes, formatCount, formatDuration } from '../format/numbers'
import type { Translate } from '../i18n/translate'
import { cursorNow } from './chart-actions'
import { extent } from './decimate'
import { quantile } from './pause-bars'
import { thresholdSteps, thresholdsAt } from './thresholds'
import type { ChartContext } from './use-chart'

export function describeMemory({ model, data, range }: ChartContext, t: Translate): string {
  if (data.length === 0) return t('charts.memoryAlternativeEmpty')
  const at = cursorNow()
  const peak = data.isReady(['rss'])
    ? extent(data.times, data.length, data.series('rss'), range.start, range.end)
    : null
  return t('charts.memoryAlternative', {
    from: formatDuration(range.start),
    to: formatDuration(range.end),
    at: formatDuration(at),
    rss: formatBytes(model.valueAt('rss', at)),
    traced: formatBytes(model.valueAt('tracedBytes', at)),
    peak: formatBytes(peak?.high ?? 0),
  })
}

export function describeGenerations({ model, data, range }: ChartContext, t: Translate): string {
  if (data.length === 0) return t('charts.generationsAlternativeEmpty')
  const at = cursorNow()
  const thresholds = thresholdsAt(thresholdSteps(model), at)
  const share = (column: 'gen0Count' | 'gen1Count' | 'gen2Count', generation: 0 | 1 | 2): string =>
    `${formatCount(model.valueAt(column, at))}/${formatCount(thresholds[generation])}`
  return t('charts.generationsAlternative', {
    from: formatDuration(range.start),
    to: formatDuration(range.end),
    at: formatDuration(at),
    zero: share('gen0Count', 0),
    one: share('gen1Count', 1),
    two: share('gen2Count', 2),
  })
}

export function describePauses({ model, range }: ChartContext, t: Translate): string {
  const seen = model.collections.filter((event) => event.time >= range.start && event.time <= range.end)
  if (seen.length === 0) return t('charts.pausesAlternativeEmpty')
  const pauses = seen.map((event) => event.predictedNs)
  return t('charts.pausesAlternative', {
    from: formatDuration(range.start),
    to: formatDuration(range.end),
    count: formatCount(seen.length),
    p95: formatDuration(quantile(pauses, 0.95)),
    max: formatDuration(Math.max(...pauses)),
  })
}
