/** Where in the source an instruction comes from: the location table of a code object (Objects/codeobject.c, PEP 626/657). */
import { i32, type Ptr, u8 } from '../memory/heap'
import { BYTES_DATA, CO_FIRSTLINENO, CO_LINETABLE, OB_SIZE } from '../object/layout'

export interface Position {
  line: number
  endLine: number
  /** UTF-8 byte offsets in their lines; -1 where unknown. */
  column: number
  endColumn: number
}

/** The entry that covers code unit `unit`; null when there is none or it has no line. */
export function positionOf(code: Ptr, unit: number): Position | null {
  const table = i32[(code + CO_LINETABLE) >> 2]
  let p = table + BYTES_DATA
  const end = p + i32[(table + OB_SIZE) >> 2]
  let line = i32[(code + CO_FIRSTLINENO) >> 2]
  let at = 0
  const varint = (): number => {
    let shift = 0
    let v = 0
    for (;;) {
      const b = u8[p++]
      v |= (b & 63) << shift
      if ((b & 64) === 0) return v
      shift += 6
    }
  }
  const signed = (): number => {
    const v = varint()
    return v & 1 ? -(v >>> 1) : v >>> 1
  }
  while (p < end) {
    const head = u8[p++]
    const kind = (head >> 3) & 15
    const units = (head & 7) + 1
    let endLine = -1
    let column = -1
    let endColumn = -1
    if (kind === 14) {
      line += signed()
      endLine = line + varint()
      column = varint() - 1
      endColumn = varint() - 1
    } else if (kind === 13) {
      line += signed()
      endLine = line
    } else if (kind >= 10 && kind < 13) {
      line += kind - 10
      endLine = line
      column = u8[p++]
      endColumn = u8[p++]
    } else if (kind < 10) {
      const second = u8[p++]
      endLine = line
      column = (kind << 3) | (second >> 4)
      endColumn = column + (second & 15)
    }
    if (unit < at + units) return kind === 15 ? null : { line, endLine, column, endColumn }
    at += units
  }
  return null
}
