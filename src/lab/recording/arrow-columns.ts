/**
 * Tables of plain rows as Apache Arrow IPC files: one record batch, columns of few kinds, all buffers made and read here. The
 * kinds are those that pandas, Polars and DuckDB show as what they are.
 */
import {
  Bool,
  type Data,
  type DataType,
  Field,
  Float64,
  Int32,
  Int64,
  List,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Utf8,
} from 'apache-arrow'

/**
 * - int: int64; a column that holds fractions is written as float64
 * - float: float64
 * - text: utf8
 * - flag: bool
 * - ints: list of int32
 * - phases: list of struct { phase: utf8, predictedNs: float64 }
 */
export type ColumnKind = 'int' | 'float' | 'text' | 'flag' | 'ints' | 'phases'

export interface ColumnSpec {
  name: string
  kind: ColumnKind
  /** Rows may have no value. */
  nullable?: boolean
}

export interface Phase {
  phase: string
  predictedNs: number
}

const encoder = new TextEncoder()
const PHASE_FIELDS = [new Field('phase', new Utf8(), false), new Field('predictedNs', new Float64(), false)]
const PHASES = new List(new Field('item', new Struct<{ phase: Utf8; predictedNs: Float64 }>(PHASE_FIELDS), false))
const INTS = new List(new Field('item', new Int32(), false))

interface Nulls {
  nullCount: number
  nullBitmap: Uint8Array | undefined
}

function nulls(values: readonly unknown[]): Nulls {
  let nullCount = 0
  for (const v of values) if (v === null || v === undefined) nullCount++
  if (nullCount === 0) return { nullCount, nullBitmap: undefined }
  const nullBitmap = new Uint8Array((values.length + 7) >> 3)
  values.forEach((v, i) => {
    if (v !== null && v !== undefined) nullBitmap[i >> 3] |= 1 << (i & 7)
  })
  return { nullCount, nullBitmap }
}

/** Whole numbers as the words of int64, without a BigInt for each. */
export function int64Words(values: ArrayLike<number>): BigInt64Array {
  const words = new Int32Array(values.length * 2)
  for (let i = 0; i < values.length; i++) {
    const v = values[i]
    words[2 * i] = v | 0
    // exact: below 2 ** 53 the quotient has no more digits than a double
    words[2 * i + 1] = v > -2147483648 && v <= 2147483647 ? v >> 31 : Math.floor(v / 4294967296)
  }
  // `| 0` is modulo 2 ** 32 for any whole number
  return new BigInt64Array(words.buffer)
}

export function isWhole(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isSafeInteger(values[i])) return false
  return true
}

/** Whole numbers as int64; with fractions among them as float64. */
export function numberData(values: ArrayLike<number>, n: Nulls = { nullCount: 0, nullBitmap: undefined }): Data {
  const { length } = values
  return isWhole(values)
    ? makeData({ type: new Int64(), length, ...n, data: int64Words(values) })
    : makeData({ type: new Float64(), length, ...n, data: Float64Array.from(values) })
}

/** Names come again and again; each is encoded once. */
function encodeAll(values: readonly unknown[]): (Uint8Array | null)[] {
  const known = new Map<string, Uint8Array>()
  return values.map((v) => {
    if (typeof v !== 'string' || v === '') return null
    let bytes = known.get(v)
    if (bytes === undefined) {
      bytes = encoder.encode(v)
      known.set(v, bytes)
    }
    return bytes
  })
}

function textData(values: readonly unknown[], n: Nulls): Data<Utf8> {
  const parts = encodeAll(values)
  const valueOffsets = new Int32Array(parts.length + 1)
  parts.forEach((part, i) => {
    valueOffsets[i + 1] = valueOffsets[i] + (part?.length ?? 0)
  })
  const data = new Uint8Array(valueOffsets[parts.length])
  parts.forEach((part, i) => {
    if (part !== null) data.set(part, valueOffsets[i])
  })
  return makeData({ type: new Utf8(), length: values.length, ...n, valueOffsets, data })
}

function flagData(values: readonly unknown[], n: Nulls): Data<Bool> {
  const data = new Uint8Array((values.length + 7) >> 3)
  values.forEach((v, i) => {
    if (v === true) data[i >> 3] |= 1 << (i & 7)
  })
  return makeData({ type: new Bool(), length: values.length, ...n, data })
}

function offsetsOf(lists: readonly (readonly unknown[] | null | undefined)[]): Int32Array {
  const offsets = new Int32Array(lists.length + 1)
  lists.forEach((list, i) => {
    offsets[i + 1] = offsets[i] + (list?.length ?? 0)
  })
  return offsets
}

function columnData(kind: ColumnKind, values: readonly unknown[]): Data {
  const n = nulls(values)
  const { length } = values
  switch (kind) {
    case 'int':
      return numberData(
        Float64Array.from(values, (v) => (v ?? 0) as number),
        n,
      )
    case 'float':
      return makeData({ type: new Float64(), length, ...n, data: Float64Array.from(values, (v) => (v ?? 0) as number) })
    case 'text':
      return textData(values, n)
    case 'flag':
      return flagData(values, n)
    case 'ints': {
      const lists = values as (number[] | null)[]
      const items = lists.flatMap((list) => list ?? [])
      const child = makeData({ type: new Int32(), length: items.length, nullCount: 0, data: Int32Array.from(items) })
      return makeData({ type: INTS, length, ...n, valueOffsets: offsetsOf(lists), child })
    }
    case 'phases': {
      const lists = values as (Phase[] | null)[]
      const items = lists.flatMap((list) => list ?? [])
      const none: Nulls = { nullCount: 0, nullBitmap: undefined }
      const names = textData(
        items.map((p) => p.phase),
        none,
      )
      const times = makeData({
        type: new Float64(),
        length: items.length,
        nullCount: 0,
        data: Float64Array.from(items, (p) => p.predictedNs),
      })
      const type = PHASES.children[0].type
      const child = makeData({ type, length: items.length, nullCount: 0, children: [names, times] })
      return makeData({ type: PHASES, length, ...n, valueOffsets: offsetsOf(lists), child })
    }
  }
}

/** An IPC file of columns that are made already. */
export function ipcFile(columns: { name: string; nullable: boolean; data: Data }[], length: number): Uint8Array {
  const schema = new Schema(columns.map((c) => new Field(c.name, c.data.type as DataType, c.nullable)))
  const struct = makeData({
    type: new Struct(schema.fields),
    length,
    nullCount: 0,
    children: columns.map((c) => c.data),
  })
  return tableToIPC(new Table(schema, [new RecordBatch(schema, struct)]), 'file')
}

/** Rows as an IPC file; a column's values are read by its name, or by `pick`. One column at a time: rows may be many. */
export function writeRows<T extends object>(
  columns: readonly ColumnSpec[],
  rows: readonly T[],
  pick: (row: T, column: string) => unknown = (row, column) => (row as Record<string, unknown>)[column],
): Uint8Array {
  return ipcFile(
    columns.map(({ name, kind, nullable }) => ({
      name,
      nullable: nullable === true,
      data: columnData(
        kind,
        rows.map((row) => pick(row, name)),
      ),
    })),
    rows.length,
  )
}
