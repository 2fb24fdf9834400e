import { allocationRates } from '../../analysis/rates'
import { temporaryAllocations } from '../../analysis/temporaries'
import { formatBytes, formatCount, formatDuration, formatRate, formatShare } from '../units'
import type { Answer } from './answer'
import { atLine, place } from './place'

/** Worth a sentence: a tenth of all blocks. */
const MANY_TEMPORARIES = 0.1

/** How fast are objects created and destroyed? */
export const rates: Answer = (recording, m) => {
  const { question, details: labels } = m.rates
  const rate = allocationRates(recording)
  if (rate.seconds === 0) return { question, answer: m.rates.nothing, tone: 'neutral', details: [] }
  const temporary = temporaryAllocations(recording, 1)
  const { bytes, objects, busiest } = rate
  const sentences = [
    m.rates.answer(
      formatCount(rate.allocations),
      formatRate(rate.allocationsPerSecond),
      formatCount(rate.frees),
      formatRate(rate.freesPerSecond),
      formatDuration(rate.seconds * 1e9),
    ),
  ]
  const details = [
    { label: labels.allocated, value: `${formatCount(rate.allocations)}, ${formatRate(rate.allocationsPerSecond)}/s` },
    { label: labels.freed, value: `${formatCount(rate.frees)}, ${formatRate(rate.freesPerSecond)}/s` },
  ]
  if (bytes !== null && objects !== null) {
    sentences.push(
      m.rates.bytes(
        formatBytes(bytes.allocated),
        formatBytes(bytes.allocatedPerSecond),
        formatBytes(bytes.averageBlock),
      ),
      m.rates.objects(formatCount(objects.created), formatRate(objects.createdPerSecond), formatCount(objects.freed)),
    )
    details.push(
      { label: labels.created, value: `${formatCount(objects.created)}, ${formatRate(objects.createdPerSecond)}/s` },
      { label: labels.destroyed, value: `${formatCount(objects.freed)}, ${formatRate(objects.freedPerSecond)}/s` },
    )
  } else sentences.push(m.cutOff)
  if (temporary !== null) {
    const [top] = temporary.lines
    if (temporary.blockShare >= MANY_TEMPORARIES && top !== undefined) {
      sentences.push(m.rates.temporary(formatShare(temporary.blockShare), place(top.file, top.line)))
    }
    details.push({
      label: labels.temporary,
      value: `${formatCount(temporary.blocks)} (${formatShare(temporary.blockShare)}), ${formatBytes(temporary.bytes)}`,
    })
  }
  if (busiest !== null) {
    const where = atLine(m, recording.manifest.file, busiest.line)
    sentences.push(m.rates.busiest(formatRate(busiest.allocationsPerSecond), formatDuration(busiest.time), where))
    details.push({
      label: labels.busiest,
      value: `${formatRate(busiest.allocationsPerSecond)}/s, ${formatDuration(busiest.time)}`,
    })
  }
  return { question, answer: m.sentences(...sentences), tone: 'neutral', details }
}
