import { largestOf } from '../../analysis/series'
import { memoryTrend } from '../../analysis/trend'
import { formatBytes, formatCount, formatDuration, formatNumber, formatRate, signed } from '../units'
import type { Answer } from './answer'

/** Is memory growing? */
export const growing: Answer = (recording, m) => {
  const trend = memoryTrend(recording)
  const { bytes, objects } = trend
  const peak = { label: m.growing.details.peak, value: formatBytes(largestOf(recording.samples.tracedPeak)) }
  if (bytes.verdict === 'unknown') {
    return {
      question: m.growing.question,
      answer: m.growing.tooFew(formatCount(trend.fullCollections), formatCount(recording.samples.time.length)),
      tone: 'neutral',
      details: [peak],
    }
  }
  const judged = trend.points.slice(trend.judgedFrom)
  const [first, last] = [judged[0], judged[judged.length - 1]]
  const span = formatDuration(trend.spanNs)
  const slope = formatBytes(Math.abs(bytes.slope))
  const objectSlope = formatRate(Math.abs(objects.slope))
  const byBytes =
    bytes.verdict === 'growing'
      ? m.growing.yes(slope, formatBytes(first.bytes), formatBytes(last.bytes), span)
      : bytes.verdict === 'shrinking'
        ? m.growing.shrinking(slope, formatBytes(first.bytes), formatBytes(last.bytes), span)
        : m.growing.no(formatBytes(last.bytes), span)
  const objectCount = formatCount(last.objects)
  const byObjects =
    objects.verdict !== 'growing'
      ? m.growing.objectsSteady(objectCount)
      : bytes.verdict === 'growing'
        ? m.growing.objectsGrow(objectSlope, objectCount)
        : m.growing.onlyObjectsGrow(objectSlope, formatCount(first.objects), objectCount)
  return {
    question: m.growing.question,
    answer: m.sentences(
      byBytes,
      objects.verdict === 'shrinking' ? '' : byObjects,
      trend.basis === 'interval minima' ? m.growing.weak : '',
      trend.judgedFrom > 0 ? m.growing.warmUp : '',
    ),
    tone: bytes.verdict === 'growing' || objects.verdict === 'growing' ? 'warning' : 'good',
    details: [
      { label: m.growing.details.slope, value: `${signed(formatBytes(bytes.slope), bytes.slope)}/s` },
      { label: m.growing.details.objectSlope, value: `${signed(formatNumber(objects.slope), objects.slope)}/s` },
      { label: m.growing.details.agreement, value: formatNumber(bytes.tau, 2) },
      { label: m.growing.details.points, value: formatCount(judged.length) },
      { label: m.growing.details.basis, value: m.growing.basis[trend.basis] },
      peak,
    ],
  }
}
