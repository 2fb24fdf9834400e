import { topFunctions, topLines, topTypes } from '../../analysis/consumers'
import { indexOfLargest, lastProgramSample } from '../../analysis/series'
import { formatBytes, formatCount, formatDuration, formatShare } from '../units'
import type { Answer } from './answer'
import { functionPlace, place } from './place'

const NAMED = 3
const LISTED = 5

/** What are the biggest consumers: at the end, and at the peak. */
export const consumers: Answer = (recording, m) => {
  const { question, details: labels } = m.consumers
  const { attribution, samples } = recording
  const peakAt = indexOfLargest(samples.tracedPeak.subarray(0, lastProgramSample(recording) + 1))
  const peak = recording.manifest.totals?.tracedPeak ?? samples.tracedPeak[peakAt] ?? 0
  const peakDetail = { label: labels.peak, value: formatBytes(peak) }
  if (attribution === null) return { question, answer: m.cutOff, tone: 'neutral', details: [peakDetail] }

  const types = topTypes(recording, LISTED)
  // what the interpreter holds for itself is there in every program: it is named apart
  const own = (row: { file: string }): boolean => row.file !== ''
  const lines = topLines(recording, 'live').filter(own).slice(0, LISTED)
  const functions = topFunctions(recording, 'live').filter(own).slice(0, LISTED)
  const atPeak = topLines(recording, 'peak').filter(own).slice(0, NAMED)
  const interpreter = attribution.lines.reduce((sum, row) => sum + (own(row) ? 0 : row.liveBytes), 0)
  const live = attribution.lines.reduce((sum, row) => sum + row.liveBytes, 0)
  const peakBytes = attribution.lines.reduce((sum, row) => sum + row.peakBytes, 0)
  const part = (bytes: number, of: number): string => formatShare(of > 0 ? bytes / of : 0)

  const typeWords = types.map((t) => m.consumers.type(t.type, formatBytes(t.bytes), formatCount(t.alive)))
  const lineWords = lines.map((l) =>
    m.consumers.line(place(l.file, l.line), formatBytes(l.liveBytes), part(l.liveBytes, live)),
  )
  const peakWords = atPeak.map((l) => {
    return m.consumers.line(place(l.file, l.line), formatBytes(l.peakBytes), part(l.peakBytes, peakBytes))
  })
  return {
    question,
    answer: m.sentences(
      typeWords.length > 0 ? m.consumers.types(m.list(typeWords.slice(0, NAMED))) : '',
      lineWords.length > 0 ? m.consumers.lines(m.list(lineWords.slice(0, NAMED))) : m.consumers.nothing,
      interpreter > 0 ? m.consumers.interpreter(formatBytes(interpreter)) : '',
      peakWords.length > 0 && peakAt >= 0
        ? m.consumers.peak(formatBytes(peak), formatDuration(samples.time[peakAt]), m.list(peakWords))
        : '',
    ),
    tone: 'neutral',
    details: [
      ...types.map((t) => ({ label: labels.type(t.type), value: `${formatBytes(t.bytes)}, ${formatCount(t.alive)}` })),
      ...lines.map((l) => ({ label: labels.line(place(l.file, l.line)), value: formatBytes(l.liveBytes) })),
      ...functions.map((f) => ({
        label: labels.function(functionPlace(f.function, f.file)),
        value: formatBytes(f.liveBytes),
      })),
      peakDetail,
    ],
  }
}
