/** The verdict on one recorded run of a scenario. */
import type { EndReason, ExceptionEvent } from '../../protocol/events'
import type { Recording } from '../../protocol/recording'
import { marksOf } from '../analysis/marks'
import { checkSource, type ParsedScenario } from '../scenario'
import { type BaselineEntry, checkBaseline } from './baseline'
import { checkBudget } from './check-budget'
import { checkFigures, FIGURES } from './figures'
import type { Finding, ScenarioCheck } from './finding'

export interface CheckRequest {
  file: string
  scenario: ParsedScenario
  recording: Recording
  /** Path of the scenario inside the process. */
  scenarioFile: string
  /** Text it should print; null: nobody says. */
  expectedOutput: string | null
  /** undefined: no baseline is used. */
  baseline?: { entry: BaselineEntry | undefined; exact: boolean }
  /** How the thread ended, which a recording that was cut off does not know. */
  outcome: { exitCode: number; reason: EndReason; message?: string }
}

/** Why a run did not end well; null when it did. */
function raised({ recording, outcome, scenarioFile }: CheckRequest): Finding | null {
  const finding = (message: string, line = 0, reason = ''): Finding => ({ kind: 'raised', message, line, reason })
  const { exitCode, reason } = outcome
  if (reason === 'crashed') {
    const why = (outcome.message ?? '').split('\n')[0]
    return finding(`internal error (a bug of pymemlab, not of the script): ${why}`)
  }
  const { totals, settings } = recording.manifest
  if (reason === 'time limit') return finding(`stopped: its time limit of ${settings.timeLimit} s is over`)
  if (totals === null) return finding('the run was cut off')
  if (exitCode === 0 && reason === 'finished') return null
  const uncaught = recording.events.findLast((e): e is ExceptionEvent => e.kind === 'exception' && e.uncaught)
  if (uncaught === undefined) return finding(`ended with exit code ${exitCode}`)
  const text = uncaught.message === '' ? uncaught.type : `${uncaught.type}: ${uncaught.message}`
  if (uncaught.line > 0) {
    const called = uncaught.file === '' ? 'raised below this line' : `raised in ${uncaught.file}, called from here`
    return finding(text, uncaught.line, uncaught.file === scenarioFile ? 'raised here' : called)
  }
  // a script that cannot be compiled has no traceback
  const [error] = /^(?:Syntax|Indentation|Tab)Error$/.test(uncaught.type) ? checkSource(recording.scenario) : []
  return error === undefined ? finding(text) : finding(text, error.line, 'the compiler stopped here')
}

function expectations(recording: Recording): { findings: Finding[]; any: boolean } {
  const events = recording.events.filter((e) => e.kind === 'expect')
  const findings = events
    .filter((e) => !e.passed)
    .map(({ message, line }): Finding => {
      const text = message === '' ? 'an expectation does not hold' : `does not hold: ${message}`
      return { kind: 'expectation', message: text, line, reason: line > 0 ? 'lab.expect() is here' : '' }
    })
  return { findings, any: events.length > 0 }
}

function compareOutput(stdout: Uint8Array, expected: string): Finding | null {
  const actual = new TextDecoder().decode(stdout)
  if (actual === expected) return null
  const [got, wanted] = [actual.split('\n'), expected.split('\n')]
  let i = 0
  while (i < got.length && i < wanted.length && got[i] === wanted[i]) i++
  const quote = (line: string | undefined): string => (line === undefined ? 'the end' : JSON.stringify(line))
  const message = `output differs in line ${i + 1}: expected ${quote(wanted[i])}, got ${quote(got[i])}`
  return { kind: 'output', message, line: 0, reason: '' }
}

/** Never throws for what a scenario can do. */
export function checkRecording(request: CheckRequest): ScenarioCheck {
  const { scenario, recording, scenarioFile } = request
  const findings: Finding[] = []
  const notes: string[] = []
  const checks = ['run']
  for (const problem of scenario.problem?.split('\n') ?? [])
    findings.push({ kind: 'block', message: problem, line: 0, reason: '' })
  const failure = raised(request)
  const figures = failure === null ? checkFigures(recording) : null
  if (failure !== null) findings.push(failure)

  const expected = expectations(recording)
  if (expected.any) checks.push('expectations')
  findings.push(...expected.findings)
  const { budget } = scenario.metadata
  for (const { name, key } of FIGURES) if (name in budget) checks.push(`budget ${key}`)
  if (figures !== null) findings.push(...checkBudget(recording, figures, budget, scenarioFile))
  if (request.baseline !== undefined) {
    checks.push('baseline')
    if (figures !== null) {
      const { entry, exact } = request.baseline
      const verdict = checkBaseline(recording, figures, entry, scenarioFile, exact)
      findings.push(...verdict.findings)
      notes.push(...verdict.notes)
    }
  }
  if (request.expectedOutput !== null) {
    checks.push('output')
    const difference = failure === null ? compareOutput(recording.stdout, request.expectedOutput) : null
    if (difference !== null) findings.push(difference)
  }
  return {
    file: request.file,
    title: scenario.metadata.title,
    status: failure !== null ? 'raised' : findings.length > 0 ? 'failed' : 'passed',
    findings,
    notes,
    checks,
    figures,
    marks: marksOf(recording).length,
    measuredNs: recording.manifest.totals?.measuredNs ?? 0,
  }
}
