/** The scenario's source with what each line allocated. */
import type { Recording } from '../../../protocol/recording'
import { formatBytes } from '../../report/units'
import type { ReportTexts } from '../report-texts'
import { bar, section, text } from './tables'

const MOST_LINES = 3000
const MOST_COLUMNS = 500

interface LineSums {
  allocated: number
  live: number
}

function sumsByLine(recording: Recording): Map<number, LineSums> {
  const sums = new Map<number, LineSums>()
  for (const row of recording.attribution?.lines ?? []) {
    if (row.file !== recording.manifest.file) continue
    const sum = sums.get(row.line) ?? { allocated: 0, live: 0 }
    sum.allocated += row.allocatedBytes
    sum.live += row.liveBytes
    sums.set(row.line, sum)
  }
  return sums
}

export function sourceSection(recording: Recording, t: ReportTexts): string {
  const sums = sumsByLine(recording)
  let most = 1
  for (const { live } of sums.values()) most = Math.max(most, live)
  const lines = recording.scenario.split(/\r\n|\r|\n/)
  if (lines.at(-1) === '') lines.pop()
  const rows = lines.slice(0, MOST_LINES).map((line, i) => {
    const sum = sums.get(i + 1)
    const cut = line.length > MOST_COLUMNS ? `${line.slice(0, MOST_COLUMNS)}…` : line
    const heat = sum === undefined || sum.live === 0 ? '' : bar(sum.live / most)
    const live = sum === undefined || sum.live === 0 ? '' : formatBytes(sum.live)
    const allocated = sum === undefined || sum.allocated === 0 ? '' : formatBytes(sum.allocated)
    return `<tr><td>${i + 1}</td><td>${allocated}</td><td>${live}</td><td class="heat">${heat}</td><td>${text(cut)}</td></tr>`
  })
  const head = `<tr>${['', t.allocated, t.live, '', ''].map((title) => `<th scope="col">${text(title)}</th>`).join('')}</tr>`
  const body = `<div class="scroll"><table class="source mono"><thead>${head}</thead><tbody>\n${rows.join('\n')}\n</tbody></table></div>`
  return section(t.scenario, body)
}
