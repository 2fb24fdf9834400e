import { ByteBuffer } from './byte-buffer'
import { type BasicBlock, type Instr, instrSize } from './instruction'

/**
 * 3.11's location table (Objects/locations.md): per run of up to 8 code units one entry; its first byte holds bit 7, the form
 * and the length, then follow what the form needs: line delta, columns.
 */
const FORM_ONE_LINE0 = 10
const FORM_NO_COLUMNS = 13
const FORM_LONG = 14
const FORM_NONE = 15

const MAX_ENTRY_UNITS = 8

export function lineTable(entry: BasicBlock, firstlineno: number): Uint8Array {
  const out = new ByteBuffer()
  let line = firstlineno
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
    for (const instr of b.instrs) {
      let size = instrSize(instr)
      for (; size > MAX_ENTRY_UNITS; size -= MAX_ENTRY_UNITS) line = writeEntry(out, instr, MAX_ENTRY_UNITS, line)
      line = writeEntry(out, instr, size, line)
    }
  }
  return out.toBytes()
}

function writeFirstByte(out: ByteBuffer, form: number, units: number): void {
  out.push(0x80 | (form << 3) | (units - 1))
}

/** Six bits a byte, least significant first, bit 6 says that more follows. */
function writeVarint(out: ByteBuffer, value: number): void {
  let rest = value >>> 0
  while (rest >= 64) {
    out.push(0x40 | (rest & 0x3f))
    rest >>>= 6
  }
  out.push(rest)
}

function writeSignedVarint(out: ByteBuffer, value: number): void {
  writeVarint(out, value < 0 ? (-value << 1) | 1 : value << 1)
}

/** Returns the line the next entry is relative to. */
function writeEntry(out: ByteBuffer, i: Instr, units: number, line: number): number {
  if (i.lineno < 0) {
    writeFirstByte(out, FORM_NONE, units)
    return line
  }
  const delta = i.lineno - line
  const { col, endCol } = i
  if (col < 0 || endCol < 0) {
    if (i.endLineno === i.lineno || i.endLineno === -1) {
      writeFirstByte(out, FORM_NO_COLUMNS, units)
      writeSignedVarint(out, delta)
      return i.lineno
    }
  } else if (i.endLineno === i.lineno) {
    if (delta === 0 && col < 80 && endCol - col < 16 && endCol >= col) {
      writeFirstByte(out, col >> 3, units)
      out.push(((col & 7) << 4) | (endCol - col))
      return line
    }
    if (delta >= 0 && delta < 3 && col < 128 && endCol < 128) {
      writeFirstByte(out, FORM_ONE_LINE0 + delta, units)
      out.push(col)
      out.push(endCol)
      return i.lineno
    }
  }
  writeFirstByte(out, FORM_LONG, units)
  writeSignedVarint(out, delta)
  writeVarint(out, i.endLineno - i.lineno)
  writeVarint(out, col + 1)
  writeVarint(out, endCol + 1)
  return i.lineno
}
