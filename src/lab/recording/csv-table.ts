/** Tables as CSV (RFC 4180) and back: texts in quotes, an empty field for no value, lists as JSON. */
import { type ColumnSpec, writeRows } from './arrow-columns'
import { damaged } from './recording-error'

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`

function field({ kind }: ColumnSpec, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (kind === 'text') return quote(value as string)
  if (kind === 'ints' || kind === 'phases') return quote(JSON.stringify(value))
  return String(value)
}

export function writeCsv(columns: readonly ColumnSpec[], rows: readonly object[]): string {
  const lines = rows.map((row) => columns.map((c) => field(c, (row as Record<string, unknown>)[c.name])).join(','))
  return [columns.map((c) => c.name).join(','), ...lines, ''].join('\n')
}

/** Fields of each record; a quoted field is kept apart from an empty one. */
function parse(file: string, text: string): { value: string; quoted: boolean }[][] {
  const records: { value: string; quoted: boolean }[][] = []
  let at = 0
  while (at < text.length) {
    const record: { value: string; quoted: boolean }[] = []
    for (;;) {
      if (text[at] === '"') {
        let value = ''
        at++
        for (;;) {
          const end = text.indexOf('"', at)
          if (end < 0) throw damaged(`${file} ends within quotes`)
          value += text.slice(at, end)
          at = end + 1
          if (text[at] !== '"') break
          value += '"'
          at++
        }
        record.push({ value, quoted: true })
      } else {
        const end = at + text.slice(at).search(/[,\r\n]|$/)
        record.push({ value: text.slice(at, end), quoted: false })
        at = end
      }
      if (text[at] !== ',') break
      at++
    }
    if (text[at] === '\r') at++
    if (at < text.length && text[at] !== '\n') throw damaged(`${file} has text behind a quoted field`)
    at++
    records.push(record)
  }
  return records
}

function value(file: string, spec: ColumnSpec, text: string, quoted: boolean): unknown {
  const wrong = (): Error =>
    damaged(`${file}: ${JSON.stringify(text.slice(0, 40))} does not fit into the column ${spec.name}`)
  // other programs put no quotes around texts
  if (text === '' && !quoted && (spec.nullable === true || spec.kind !== 'text')) {
    if (spec.nullable !== true) throw wrong()
    return null
  }
  switch (spec.kind) {
    case 'text':
      return text
    case 'flag':
      if (!/^(true|false)$/i.test(text)) throw wrong()
      return text.toLowerCase() === 'true'
    case 'int':
    case 'float': {
      const n = Number(text)
      if (!Number.isFinite(n)) throw wrong()
      return n
    }
    default:
      try {
        return JSON.parse(text)
      } catch {
        throw wrong()
      }
  }
}

/** The Arrow file of a CSV table, whose columns may stand in any order. */
export function csvToArrow(file: string, columns: readonly ColumnSpec[], text: string): Uint8Array {
  const [head, ...records] = parse(file, text)
  const index = columns.map(({ name }) => {
    const i = head?.findIndex((f) => f.value === name) ?? -1
    if (i < 0) throw damaged(`${file} has no column ${name}`)
    return i
  })
  const rows = records.map((record) => {
    const row: Record<string, unknown> = {}
    columns.forEach((spec, c) => {
      const cell = record[index[c]]
      if (cell === undefined) throw damaged(`${file} has a line with too few fields`)
      row[spec.name] = value(file, spec, cell.value, cell.quoted)
    })
    return row
  })
  return writeRows(columns, rows)
}
