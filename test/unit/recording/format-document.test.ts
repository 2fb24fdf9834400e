/** docs/recording-format.md names the columns that the code writes. UPDATE=1 writes the tables. */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ATTRIBUTION_TABLES } from '../../../src/lab/recording/attribution-tables'
import { EVENT_COLUMNS, EVENT_FIELDS } from '../../../src/lab/recording/event-table'
import { RECORDING_FORMAT } from '../../../src/protocol/recording'
import { SAMPLE_COLUMNS } from '../../../src/protocol/samples'

const file = resolve(import.meta.dirname, '../../../docs/recording-format.md')
const code = (name: string): string => `\`${name}\``
const TABLES: Record<string, string[]> = {
  samples: SAMPLE_COLUMNS.map((c) => `| ${code(c.name)} | ${c.unit} | ${c.description} |`),
  events: Object.entries(EVENT_FIELDS).map(([kind, fields]) => {
    const names = Object.entries(fields).flatMap(([name, type]) => (type === 'triple' ? [`${name}0..2`] : [name]))
    return `| ${code(kind)} | ${names.map(code).join(', ')} |`
  }),
  attribution: Object.entries(ATTRIBUTION_TABLES).map(
    ([name, columns]) => `| ${code(name)} | ${columns.map((c) => code(c.name)).join(', ')} |`,
  ),
}

function withTables(text: string): string {
  return Object.entries(TABLES).reduce((all, [name, rows]) => {
    const part = new RegExp(`(<!-- ${name} -->\\n[^\\n]*\\n[^\\n]*\\n)[\\s\\S]*?(<!-- /${name} -->)`)
    expect(all).toMatch(part)
    return all.replace(part, (_, head: string, tail: string) => `${head}${rows.join('\n')}\n${tail}`)
  }, text)
}

test('the document has the tables of the code (UPDATE=1 writes them)', () => {
  const text = readFileSync(file, 'utf8')
  if (process.env.UPDATE === '1') writeFileSync(file, withTables(text))
  else expect(text).toBe(withTables(text))
})

test('the document explains every column of events, and the changelog has the format', () => {
  const text = readFileSync(file, 'utf8')
  for (const { name } of EVENT_COLUMNS) expect(text).toContain(code(name.replace(/[012]$/, '0')))
  expect(text).toContain(`- **${RECORDING_FORMAT}**`)
})
