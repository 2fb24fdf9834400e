/** Baseline files: exact figures per scenario, to hold later runs against (docs/budgets.md). */
import type { Recording } from '../../protocol/recording'
import { overLimit } from './check-budget'
import { type CheckFigures, FIGURES, type Figure } from './figures'
import { type Finding, formatExact, formatFigure } from './finding'
import { responsibleLine } from './responsible'

export const BASELINE_FORMAT = 1

/** Figures by key (`peak-traced`); null for one that could not be measured. */
export type BaselineEntry = Record<string, number | null>

export interface Baseline {
  /** By the scenario's path, relative to the file's folder, with forward slashes. */
  scenarios: Record<string, BaselineEntry>
}

/** The text is no baseline; the message says why. */
export class BaselineError extends Error {
  override name = 'BaselineError'
}

export function parseBaseline(text: string): Baseline {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (e) {
    throw new BaselineError(`it is not JSON: ${(e as Error).message}`)
  }
  const isRecord = (v: unknown): v is Record<string, unknown> =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
  if (!isRecord(value) || !isRecord(value.scenarios)) throw new BaselineError("it has no table 'scenarios'")
  if (value.format !== BASELINE_FORMAT) {
    throw new BaselineError(`its format is ${JSON.stringify(value.format)}; this version reads ${BASELINE_FORMAT}`)
  }
  const scenarios: Record<string, BaselineEntry> = Object.create(null)
  for (const [name, entry] of Object.entries(value.scenarios)) {
    if (!isRecord(entry)) throw new BaselineError(`the entry of ${name} is no table`)
    for (const [key, figure] of Object.entries(entry)) {
      const known = FIGURES.some((f) => f.key === key)
      if (!known) throw new BaselineError(`the entry of ${name} has an unknown figure '${key}'`)
      if (figure !== null && !Number.isFinite(figure)) throw new BaselineError(`${key} of ${name} is no number`)
    }
    scenarios[name] = entry as BaselineEntry
  }
  return { scenarios }
}

/** Sorted, one figure a line: the file reads well in a diff. */
export function formatBaseline({ scenarios }: Baseline): string {
  const sorted = Object.fromEntries(
    Object.keys(scenarios)
      .sort()
      .map((name) => [name, scenarios[name]]),
  )
  return `${JSON.stringify({ format: BASELINE_FORMAT, scenarios: sorted }, null, 2)}\n`
}

export const baselineEntry = (figures: CheckFigures): BaselineEntry =>
  Object.fromEntries(FIGURES.map(({ name, key }) => [key, figures[name]]))

export interface BaselineChange {
  key: string
  title: string
  before: number | null | undefined
  after: number | null
  text: string
}

function changeText(figure: Figure, before: number | null | undefined, after: number | null): string {
  const { unit, title } = figure
  const say = (value: number | null): string => (value === null ? 'not measurable' : formatExact(value, unit))
  if (before === undefined) return `${title}: ${say(after)}, new`
  if (before === null || after === null) return `${title}: ${say(before)} -> ${say(after)}`
  const sign = after > before ? '+' : '−'
  return `${title}: ${say(before)} -> ${say(after)} (${sign}${formatFigure(Math.abs(after - before), unit)})`
}

/** How the figures differ from an entry; for an entry that is not there yet, everything does. */
export function baselineChanges(entry: BaselineEntry | undefined, figures: CheckFigures): BaselineChange[] {
  const changes: BaselineChange[] = []
  for (const figure of FIGURES) {
    const before = entry?.[figure.key]
    const after = figures[figure.name]
    if (before !== after)
      changes.push({ key: figure.key, title: figure.title, before, after, text: changeText(figure, before, after) })
  }
  return changes
}

export interface BaselineVerdict {
  findings: Finding[]
  /** Figures that are better than the baseline: they fail nothing unless `exact`. */
  notes: string[]
}

/** Runs are deterministic: one byte more is a difference. With `exact` one byte less is one too. */
export function checkBaseline(
  recording: Recording,
  figures: CheckFigures,
  entry: BaselineEntry | undefined,
  scenarioFile: string,
  exact: boolean,
): BaselineVerdict {
  if (entry === undefined) {
    const message = 'the baseline has no entry for this scenario; --update adds it'
    return { findings: [{ kind: 'baseline', message, line: 0, reason: '' }], notes: [] }
  }
  const findings: Finding[] = []
  const notes: string[] = []
  for (const figure of FIGURES) {
    const limit = entry[figure.key]
    const actual = figures[figure.name]
    if (limit === undefined || limit === actual) continue
    if (limit !== null && actual !== null && actual > limit) {
      findings.push({
        kind: 'baseline',
        ...overLimit(figure, actual, limit, 'the baseline of', recording, scenarioFile),
      })
      continue
    }
    const message = changeText(figure, limit, actual)
    if (!exact) notes.push(`${message}; better than the baseline, --update keeps it so`)
    else {
      const where = responsibleLine(recording, scenarioFile, figure.name)
      findings.push({
        kind: 'baseline',
        key: figure.key,
        limit: limit ?? undefined,
        actual,
        unit: figure.unit,
        message,
        ...where,
      })
    }
  }
  return { findings, notes }
}
