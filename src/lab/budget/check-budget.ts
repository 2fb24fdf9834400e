/** Holds a run against the limits of its scenario. */
import type { Recording } from '../../protocol/recording'
import type { Budget } from '../../protocol/scenario'
import { formatShare } from '../report/units'
import { type CheckFigures, FIGURES, type Figure } from './figures'
import { type Finding, formatExact, formatFigure } from './finding'
import { responsibleLine } from './responsible'

/** A figure over its limit, with by how much and whose line it is. */
export function overLimit(
  figure: Figure,
  actual: number,
  limit: number,
  limitName: string,
  recording: Recording,
  scenarioFile: string,
): Omit<Finding, 'kind'> {
  const { key, title, unit, name } = figure
  const excess = actual - limit
  const share = limit > 0 ? ` (${formatShare(excess / limit)})` : ''
  const over = `${formatFigure(excess, unit)}${share} over ${limitName} ${formatExact(limit, unit)}`
  return {
    key,
    limit,
    actual,
    excess,
    unit,
    message: `${title}: ${formatExact(actual, unit)} is ${over}`,
    ...responsibleLine(recording, scenarioFile, name),
  }
}

/** Findings of the budgets that are exceeded, or cannot be measured: a limit that nobody checks must not pass. */
export function checkBudget(
  recording: Recording,
  figures: CheckFigures,
  budget: Budget,
  scenarioFile: string,
): Finding[] {
  const findings: Finding[] = []
  for (const figure of FIGURES) {
    const limit = (budget as Partial<Record<string, number>>)[figure.name]
    if (limit === undefined) continue
    const actual = figures[figure.name]
    if (actual === null) {
      findings.push({
        kind: 'budget',
        key: figure.key,
        limit,
        actual,
        unit: figure.unit,
        message: `${figure.title}: cannot be measured; it needs at least three full collections, such as gc.collect() at points where the program should be in the same state`,
        line: 0,
        reason: '',
      })
    } else if (actual > limit) {
      findings.push({
        kind: 'budget',
        ...overLimit(figure, actual, limit, 'the budget of', recording, scenarioFile),
      })
    }
  }
  return findings
}
