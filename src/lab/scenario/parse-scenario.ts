/** What a scenario says about itself: PEP 723 block, `[tool.pymemlab]` (docs/scenarios.md describes every key). */
import type { ScenarioMetadata } from '../../protocol/scenario'
import { refusePython } from './python-version'
import { readBudget } from './read-budget'
import { captionOf, readParameters } from './read-parameters'
import { readSettings } from './read-settings'
import { readScriptBlock } from './script-block'
import { isTable, TableReader } from './table-reader'

export interface ParsedScenario {
  /** Complete in any case: what the block does not say, or says wrongly, has its default. */
  metadata: ScenarioMetadata
  /** What is wrong with the block: one line of text per finding, each naming the key and what is expected. */
  problem?: string
}

export const TABLE_KEYS = ['title', 'topic', 'summary', 'parameters', 'settings', 'budget'] as const

const DOCSTRING = /^(?:[ \t\f]*(?:#.*)?\n)*[rRuU]?("""|''')[ \t]*([^\n]*?)[ \t]*(?:\1|\n)/

/** First line of the module's docstring: what a script without a summary says about itself. */
const docstringLine = (source: string): string => DOCSTRING.exec(`${source}\n`)?.[2] ?? ''

/** `references/names-and-references.py` -> "Names and references". */
export function titleFromFileName(fileName: string): string {
  const name = (fileName.split(/[\\/]/).pop() ?? '').replace(/\.py$/i, '')
  return captionOf(name) || 'Untitled'
}

/**
 * Never throws. `fileName` gives the title of a script that has none. TOML has one number type for Python's int and
 * float here: `lab.param` gives the value the type of its default.
 */
export function parseScenario(source: string, fileName = 'untitled.py'): ParsedScenario {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const metadata: ScenarioMetadata = {
    title: titleFromFileName(fileName),
    topic: 'other',
    summary: docstringLine(text),
    parameters: [],
    settings: {},
    budget: {},
  }
  const block = readScriptBlock(text)
  if (block.table === null) return block.problem === undefined ? { metadata } : { metadata, problem: block.problem }
  const problems: string[] = []
  readRequirements(block.table, problems)
  const tool = block.table.tool
  if (tool !== undefined && !isTable(tool)) problems.push('tool: expected a table')
  if (isTable(tool) && tool.pymemlab !== undefined) {
    if (isTable(tool.pymemlab)) readTool(new TableReader('tool.pymemlab', tool.pymemlab, problems), metadata, problems)
    else problems.push('tool.pymemlab: expected a table')
  }
  return problems.length === 0 ? { metadata } : { metadata, problem: problems.join('\n') }
}

function readRequirements(table: Record<string, unknown>, problems: string[]): void {
  const python = table['requires-python']
  if (typeof python === 'string') {
    const refusal = refusePython(python)
    if (refusal !== null) problems.push(`requires-python: ${refusal}`)
  } else if (python !== undefined) problems.push('requires-python: expected a text such as ">=3.11"')
  const { dependencies } = table
  if (dependencies === undefined || (Array.isArray(dependencies) && dependencies.length === 0)) return
  problems.push("dependencies: expected none; the process has Python's standard library only")
}

function readTool(reader: TableReader, metadata: ScenarioMetadata, problems: string[]): void {
  reader.onlyKeys(TABLE_KEYS)
  metadata.title = reader.text('title')?.trim() || metadata.title
  metadata.topic = reader.text('topic')?.trim() || metadata.topic
  metadata.summary = reader.text('summary')?.trim() || metadata.summary
  const parameters = reader.inner('parameters')
  if (parameters) metadata.parameters = readParameters(parameters, problems)
  const settings = reader.inner('settings')
  if (settings) metadata.settings = readSettings(settings)
  const budget = reader.inner('budget')
  if (budget) metadata.budget = readBudget(budget)
}
