import type { ReportAnswer } from '../../../protocol/service'
import { type CollectorStatistics, collectorStatistics } from '../../analysis/collector'
import type { Messages } from '../messages/messages'
import { formatBytes, formatCount, formatDuration, formatShare, signed } from '../units'
import type { Answer } from './answer'
import { atLine, place } from './place'

/** A pause or a share of time that users notice. */
const LONG_PAUSE_NS = 50e6
const HIGH_OVERHEAD = 0.1
const LOW_OVERHEAD = 0.03
/** Below this the share of a short run says nothing: start-up alone collects. */
const MUCH_TIME_NS = 5e6
/** Differences below this share say nothing. */
const NOTEWORTHY = 0.05

const thresholdsText = (thresholds: readonly number[]): string => thresholds.join(', ')
const isDefault = (thresholds: readonly number[]): boolean => thresholdsText(thresholds) === '700, 10, 10'

/** -1 better, 1 worse, 0 about the same. */
function direction(before: number, after: number): number {
  if (Math.abs(after - before) <= NOTEWORTHY * Math.max(before, after)) return 0
  return Math.sign(after - before)
}

function judgement(m: Messages, directions: number[]): string {
  const better = directions.some((d) => d < 0)
  const worse = directions.some((d) => d > 0)
  if (better && worse) return m.collector.traded
  return better ? m.collector.helped : worse ? m.collector.hurt : m.collector.noDifference
}

/** Compared with the baseline, or the end of the run with its start, or what it would take to know. */
function tuning(
  now: CollectorStatistics,
  m: Messages,
  recording: Parameters<Answer>[0],
  baseline: Parameters<Answer>[2],
): string {
  if (baseline !== null) {
    const before = collectorStatistics(baseline)
    const [rssBefore, rss] = [baseline.manifest.totals?.rssPeak ?? 0, recording.manifest.totals?.rssPeak ?? 0]
    const words = m.collector.baseline(
      formatShare(before.overhead),
      formatShare(now.overhead),
      formatDuration(before.all.pauses.maxNs),
      formatDuration(now.all.pauses.maxNs),
      signed(formatBytes(rss - rssBefore), rss - rssBefore),
    )
    const directions = [
      direction(before.overhead, now.overhead),
      direction(before.all.pauses.maxNs, now.all.pauses.maxNs),
      direction(rssBefore, rss),
    ]
    return m.sentences(words, judgement(m, directions))
  }
  if (now.regimes.length > 1) {
    const [first, last] = [now.regimes[0], now.regimes[now.regimes.length - 1]]
    const words = m.collector.changed(
      thresholdsText(first.thresholds),
      thresholdsText(last.thresholds),
      formatShare(first.overhead),
      formatShare(last.overhead),
      formatDuration(first.maxPauseNs),
      formatDuration(last.maxPauseNs),
    )
    const directions = [direction(first.overhead, last.overhead), direction(first.maxPauseNs, last.maxPauseNs)]
    return m.sentences(words, judgement(m, directions))
  }
  const thresholds = now.regimes[0]?.thresholds ?? recording.manifest.settings.thresholds ?? [700, 10, 10]
  return isDefault(thresholds) ? m.collector.defaults : m.collector.tuned(thresholdsText(thresholds))
}

/** What does the collector cost, and did tuning help? */
export const collector: Answer = (recording, m, baseline): ReportAnswer => {
  const { question, details: labels } = m.collector
  const statistics = collectorStatistics(recording)
  const { all, generations, longest } = statistics
  const disabled = recording.manifest.settings.gcEnabled ? '' : m.collector.disabled
  if (longest === null) {
    const answer = m.sentences(m.collector.none, disabled, tuning(statistics, m, recording, baseline))
    return { question, answer, tone: 'neutral', details: [] }
  }
  const { file } = recording.manifest
  const pauses = all.pauses
  const answer = m.sentences(
    disabled,
    m.collector.cost(
      formatCount(all.collections),
      formatDuration(pauses.totalNs),
      formatShare(statistics.overhead),
      formatDuration(pauses.maxNs),
      atLine(m, file, longest.line),
    ),
    m.collector.yield(formatCount(all.collected), formatCount(all.candidates), formatShare(all.freedPerVisited ?? 0)),
    all.futile > 0
      ? m.collector.futile(formatCount(all.futile), formatCount(generations[2].futile), formatDuration(all.futileNs))
      : '',
    tuning(statistics, m, recording, baseline),
  )
  const costly =
    (statistics.overhead >= HIGH_OVERHEAD && pauses.totalNs >= MUCH_TIME_NS) || pauses.maxNs >= LONG_PAUSE_NS
  return {
    question,
    answer,
    tone: costly ? 'warning' : statistics.overhead <= LOW_OVERHEAD ? 'good' : 'neutral',
    details: [
      ...generations.map((g, i) => ({
        label: labels.generation(i),
        value: labels.generationFigures(
          formatCount(g.collections),
          formatCount(g.collected),
          formatDuration(g.pauses.p95Ns),
          formatDuration(g.pauses.maxNs),
        ),
      })),
      { label: labels.overhead, value: formatShare(statistics.overhead) },
      {
        label: labels.percentiles,
        value: [pauses.averageNs, pauses.p50Ns, pauses.p95Ns, pauses.p99Ns, pauses.maxNs]
          .map(formatDuration)
          .join(' / '),
      },
      { label: labels.measured, value: formatDuration(all.measuredNs) },
      {
        label: labels.triggers,
        value: statistics.triggers
          .slice(0, 3)
          .map((t) => `${t.line > 0 ? place(file, t.line) : m.outside} ${formatDuration(t.pauseNs)}`)
          .join(', '),
      },
    ],
  }
}
