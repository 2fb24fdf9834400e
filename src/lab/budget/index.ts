/** Budgets and baselines: verdicts on recorded runs, and their reports. */
export {
  type Baseline,
  BaselineError,
  baselineChanges,
  baselineEntry,
  checkBaseline,
  formatBaseline,
  parseBaseline,
} from './baseline'
export { checkBudget } from './check-budget'
export { type CheckRequest, checkRecording } from './check-recording'
export { type CheckFigures, checkFigures, FIGURES } from './figures'
export type { CheckStatus, Finding, FindingKind, ScenarioCheck } from './finding'
export { githubAnnotations } from './github-report'
export { junitReport } from './junit-report'
export { responsibleLine } from './responsible'
export { checkText, summaryLine } from './text-report'
