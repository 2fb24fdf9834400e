/** Reads the tables that arrow-columns.ts writes: values of columns and rows, with every type and value checked. */
import type { ColumnSpec, Phase } from './arrow-columns'
import { type ArrowFile, type ArrowPiece, type ArrowType, readArrowFile } from './arrow-file'
import { damaged } from './recording-error'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Where a value comes from, for messages. */
interface Place {
  file: string
  column: string
}
const wrongType = ({ file, column }: Place): Error => damaged(`the column ${column} of ${file} has another type`)

function piecesOf(table: ArrowFile, { file, column }: Place): ArrowPiece[] {
  const i = table.fields.findIndex((field) => field.name === column)
  if (i < 0) throw damaged(`${file} has no column ${column}`)
  return table.batches.map((batch) => batch[i])
}

function needType(piece: ArrowPiece, types: ArrowType[], place: Place): void {
  if (!types.includes(piece.field.type)) throw wrongType(place)
}

/** The elements of a piece in memory of their own, so that they are aligned. */
const aligned = (piece: ArrowPiece, size: number): ArrayBuffer =>
  piece.data.slice(0, piece.length * size).buffer as ArrayBuffer

function numbersInto(out: Float64Array, at: number, piece: ArrowPiece, place: Place): void {
  const { length } = piece
  if (piece.field.type === 'int64') {
    const words = new Int32Array(aligned(piece, 8))
    for (let i = 0; i < length; i++) out[at + i] = words[2 * i + 1] * 4294967296 + (words[2 * i] >>> 0)
  } else if (piece.field.type === 'float64') out.set(new Float64Array(aligned(piece, 8)), at)
  else if (piece.field.type === 'int32') out.set(new Int32Array(aligned(piece, 4)), at)
  else throw wrongType(place)
  for (let i = at; i < at + length; i++) {
    if (Number.isFinite(out[i])) continue
    throw damaged(`the column ${place.column} of ${place.file} holds a value that is no number in row ${i}`)
  }
}

function texts(piece: ArrowPiece, place: Place): string[] {
  needType(piece, ['utf8'], place)
  const { data } = piece
  const offsets = piece.offsets as Int32Array
  // the same few names again and again: the last one is remembered
  let text = ''
  let from = 0
  let size = 0
  const isSame = (start: number, end: number): boolean => {
    if (end - start !== size) return false
    for (let i = 0; i < size; i++) if (data[start + i] !== data[from + i]) return false
    return true
  }
  return Array.from({ length: piece.length }, (_, i) => {
    const start = offsets[i]
    const end = offsets[i + 1]
    if (!isSame(start, end)) {
      try {
        text = decoder.decode(data.subarray(start, end))
      } catch {
        throw damaged(`the column ${place.column} of ${place.file} holds text that is not UTF-8`)
      }
      from = start
      size = end - start
    }
    return text
  })
}

function phases(piece: ArrowPiece, place: Place): Phase[] {
  needType(piece, ['struct'], place)
  const names = piece.children.find((c) => c.field.name === 'phase')
  const times = piece.children.find((c) => c.field.name === 'predictedNs')
  if (names === undefined || times === undefined) throw wrongType(place)
  const ns = new Float64Array(piece.length)
  numbersInto(ns, 0, times, place)
  return texts(names, place).map((phase, i) => ({ phase, predictedNs: ns[i] }))
}

function lists(piece: ArrowPiece, items: (child: ArrowPiece) => unknown[], place: Place): unknown[][] {
  needType(piece, ['list'], place)
  const all = items(piece.children[0])
  const offsets = piece.offsets as Int32Array
  return Array.from({ length: piece.length }, (_, i) => all.slice(offsets[i], offsets[i + 1]))
}

function numbers(piece: ArrowPiece, place: Place): number[] {
  const out = new Float64Array(piece.length)
  numbersInto(out, 0, piece, place)
  return Array.from(out)
}

function values(piece: ArrowPiece, kind: ColumnSpec['kind'], place: Place): unknown[] {
  const bit = (bits: Uint8Array, i: number): boolean => (bits[i >> 3] & (1 << (i & 7))) !== 0
  switch (kind) {
    case 'int':
    case 'float':
      return numbers(piece, place)
    case 'text':
      return texts(piece, place)
    case 'flag':
      needType(piece, ['bool'], place)
      return Array.from({ length: piece.length }, (_, i) => bit(piece.data, i))
    case 'ints':
      return lists(piece, (child) => numbers(child, place), place)
    case 'phases':
      return lists(piece, (child) => phases(child, place), place)
  }
}

function column(table: ArrowFile, { name, kind, nullable }: ColumnSpec, file: string): unknown[] {
  const place = { file, column: name }
  return piecesOf(table, place).flatMap((piece) => {
    const all = values(piece, kind, place)
    const { validity } = piece
    if (validity === null) return all
    return all.map((value, i) => {
      if ((validity[i >> 3] & (1 << (i & 7))) !== 0) return value
      if (nullable === true) return null
      throw damaged(`the column ${name} of ${file} lacks the value of row ${i}`)
    })
  })
}

/** Columns of numbers without nulls, by name. */
export function readNumberColumns<N extends string>(
  file: string,
  names: readonly N[],
  bytes: Uint8Array,
): { length: number; columns: Record<N, Float64Array> } {
  const table = readArrowFile(file, bytes)
  const columns = {} as Record<N, Float64Array>
  for (const name of names) {
    const place = { file, column: name }
    const out = new Float64Array(table.length)
    let at = 0
    for (const piece of piecesOf(table, place)) {
      if (piece.validity !== null) throw damaged(`the column ${name} of ${file} lacks values`)
      numbersInto(out, at, piece, place)
      at += piece.length
    }
    columns[name] = out
  }
  return { length: table.length, columns }
}

/** Values of every column, by name; a missing value is null. */
export function readColumns(
  file: string,
  specs: readonly ColumnSpec[],
  bytes: Uint8Array,
): { length: number; columns: Record<string, unknown[]> } {
  const table = readArrowFile(file, bytes)
  const columns: Record<string, unknown[]> = {}
  for (const spec of specs) columns[spec.name] = column(table, spec, file)
  return { length: table.length, columns }
}

/** Rows with a property for each column. */
export function readRows<T extends object>(file: string, specs: readonly ColumnSpec[], bytes: Uint8Array): T[] {
  const { length, columns } = readColumns(file, specs, bytes)
  return Array.from({ length }, (_, i) => {
    const row: Record<string, unknown> = {}
    for (const { name } of specs) row[name] = columns[name][i]
    return row as T
  })
}
