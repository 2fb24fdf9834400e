/** Scenarios: their metadata block, their settings, their syntax. */
export { checkSource } from './check-source'
export { type ParsedScenario, parseScenario, TABLE_KEYS, titleFromFileName } from './parse-scenario'
export { BUDGET_KEYS, type BudgetKey, type BudgetUnit } from './read-budget'
export { PARAMETER_KEYS } from './read-parameters'
export { SETTING_KEYS } from './read-settings'
export { findParameter, ParameterError, parseParameterValue, scenarioSettings } from './scenario-settings'
export { parseRate, parseSize, parseTime } from './units'
