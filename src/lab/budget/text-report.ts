/** The verdicts as text for people. */
import { formatBytes, formatCount, formatDuration } from '../report/units'
import type { Finding, ScenarioCheck } from './finding'

const LABEL: Record<ScenarioCheck['status'], string> = { passed: 'ok   ', failed: 'FAIL ', raised: 'ERROR' }
const INDENT = '      '

/** Text of a script, a file name or an exception may carry anything; a report stays text. */
const printable = (text: string): string => text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '\ufffd')

function figuresText({ figures }: ScenarioCheck): string {
  if (figures === null) return ''
  const { virtualTimeNs, peakTraced, collections, longestPause } = figures
  const n = `${formatCount(collections)} ${collections === 1 ? 'collection' : 'collections'}`
  const pause = collections === 0 ? '' : `, longest pause ${formatDuration(longestPause)}`
  return `${formatDuration(virtualTimeNs)} virtual, peak ${formatBytes(peakTraced)}, ${n}${pause}`
}

function findingText(check: ScenarioCheck, finding: Finding, sourceLine: (line: number) => string): string {
  const first = `${INDENT}${finding.message.replace(/\n/g, `\n${INDENT}`)}\n`
  if (finding.line === 0) return first
  const code = sourceLine(finding.line).trim()
  return `${first}${INDENT}  ${check.file}:${finding.line}: ${finding.reason}\n${code === '' ? '' : `${INDENT}    ${code}\n`}`
}

/** One scenario: a line, and below it what is wrong. */
export function checkText(check: ScenarioCheck, source: string): string {
  const lines = source.split(/\r\n|\r|\n/)
  const findings = check.findings.map((finding) => findingText(check, finding, (line) => lines[line - 1] ?? ''))
  const notes = check.notes.map((note) => `${INDENT}note: ${note}\n`)
  const head = `${LABEL[check.status]} ${check.file}  ${figuresText(check)}`.trimEnd()
  return printable(`${head}\n${findings.join('')}${notes.join('')}`)
}

/** "18 scenarios: 16 passed, 1 failed, 1 raised an error". */
export function summaryLine(checks: readonly ScenarioCheck[]): string {
  const n = (status: ScenarioCheck['status']): number => checks.filter((check) => check.status === status).length
  const parts = [`${n('passed')} passed`]
  if (n('failed') > 0) parts.push(`${n('failed')} failed`)
  if (n('raised') > 0) parts.push(`${n('raised')} raised an error`)
  return `${checks.length} ${checks.length === 1 ? 'scenario' : 'scenarios'}: ${parts.join(', ')}`
}
