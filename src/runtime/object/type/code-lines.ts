/** Decoding of 3.11 location tables (co_linetable): line and column ranges by instruction (Objects/locations.md). */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { BYTES_DATA, CO_FIRSTLINENO, CO_LINETABLE, OB_SIZE } from '../layout'

/** One entry: code units start (inclusive) to end (exclusive); -1 for what is unknown, line -1 for no line at all. */
export interface LocationRange {
  start: number
  end: number
  line: number
  endLine: number
  column: number
  endColumn: number
}

/** Kinds of entries: 0-9 short form, 10-12 one line, then these. */
const NO_COLUMNS = 13
const LONG = 14
const NONE = 15

/** Every entry of a code object's table, in order. */
export function* locations(code: Ptr): Generator<LocationRange> {
  const table = i32[(code + CO_LINETABLE) >> 2]
  const end = table + BYTES_DATA + i32[(table + OB_SIZE) >> 2]
  let p = table + BYTES_DATA
  let line = i32[(code + CO_FIRSTLINENO) >> 2]
  let unit = 0
  const varint = (): number => {
    let byte = u8[p++]
    let value = byte & 63
    for (let shift = 6; byte & 64; shift += 6) {
      byte = u8[p++]
      value |= (byte & 63) << shift
    }
    return value
  }
  const signed = (): number => {
    const v = varint()
    return v & 1 ? -(v >>> 1) : v >>> 1
  }
  while (p < end) {
    const first = u8[p++]
    const kind = (first >> 3) & 15
    const range: LocationRange = {
      start: unit,
      end: unit + (first & 7) + 1,
      line: -1,
      endLine: -1,
      column: -1,
      endColumn: -1,
    }
    unit = range.end
    if (kind < 10) {
      const second = u8[p++]
      range.column = (kind << 3) | (second >> 4)
      range.endColumn = range.column + (second & 15)
    } else if (kind < NO_COLUMNS) {
      line += kind - 10
      range.column = u8[p++]
      range.endColumn = u8[p++]
    } else if (kind === NO_COLUMNS) line += signed()
    if (kind === LONG) {
      line += signed()
      range.line = line
      range.endLine = line + varint()
      range.column = varint() - 1
      range.endColumn = varint() - 1
    } else if (kind !== NONE) {
      range.line = line
      range.endLine = line
    }
    yield range
  }
}

/** Line of the instruction at a code unit, -1 for none; the first line for positions before the code (PyCode_Addr2Line). */
export function lineOfUnit(code: Ptr, unit: number): number {
  if (unit < 0) return i32[(code + CO_FIRSTLINENO) >> 2]
  for (const r of locations(code)) if (unit < r.end) return r.line
  return -1
}

/** Full position of the instruction at a code unit (PyCode_Addr2Location); undefined behind the end. */
export function locationOfUnit(code: Ptr, unit: number): LocationRange | undefined {
  for (const r of locations(code)) if (unit < r.end) return r
  return undefined
}
