/**
 * Bytecode decoded for the generator: instructions with their full arguments, the exception table, and lines.
 * Offsets are in code units (2 bytes) throughout, as in the tables themselves.
 */
import { CACHE, EXTENDED_ARG } from '../opcodes'

export interface Instr {
  op: number
  arg: number
  /** Code unit of the instruction itself (after its EXTENDED_ARGs): what CPython's prev_instr points to. */
  unit: number
  /** First code unit after the instruction and its caches. */
  next: number
  /** First code unit of the instruction including its EXTENDED_ARG prefixes (jump targets point there). */
  start: number
  line: number
  handler: Handler | null
}

export interface Handler {
  target: number
  depth: number
  lasti: boolean
}

interface HandlerRange extends Handler {
  start: number
  end: number
}

/** The ranges of 3.11's exception table: entries of four 6-bit varints, first byte of an entry marked by bit 7. */
export function decodeExceptionTable(table: Uint8Array): HandlerRange[] {
  const ranges: HandlerRange[] = []
  let p = 0
  const varint = (): number => {
    let b = table[p++]
    let v = b & 63
    while (b & 64) {
      b = table[p++]
      v = (v << 6) | (b & 63)
    }
    return v
  }
  while (p < table.length) {
    const start = varint()
    const length = varint()
    const target = varint()
    const depthLasti = varint()
    ranges.push({ start, end: start + length, target, depth: depthLasti >> 1, lasti: (depthLasti & 1) === 1 })
  }
  return ranges
}

/** Line of each code unit (-1 where there is none) from 3.11's location table. */
export function decodeLines(table: Uint8Array, firstLine: number, units: number): Int32Array {
  const lines = new Int32Array(units).fill(-1)
  let p = 0
  let unit = 0
  let line = firstLine
  const varint = (): number => {
    let b = table[p++]
    let v = b & 63
    for (let shift = 6; b & 64; shift += 6) {
      b = table[p++]
      v |= (b & 63) << shift
    }
    return v
  }
  const signed = (): number => {
    const v = varint()
    return v & 1 ? -(v >>> 1) : v >>> 1
  }
  while (p < table.length) {
    const first = table[p++]
    const code = (first >> 3) & 15
    const length = (first & 7) + 1
    let has = true
    if (code === 15) has = false
    else if (code === 14) {
      line += signed()
      varint()
      varint()
      varint()
    } else if (code === 13) line += signed()
    else if (code >= 10) {
      line += code - 10
      p += 2
    } else p += 1
    for (let i = 0; i < length && unit < units; i++) lines[unit++] = has ? line : -1
  }
  return lines
}

export function decode(
  code: Uint8Array,
  exceptionTable: Uint8Array,
  lineTable: Uint8Array,
  firstLine: number,
): { instrs: Instr[]; ranges: HandlerRange[] } {
  const units = code.length >> 1
  const lines = decodeLines(lineTable, firstLine, units)
  const ranges = decodeExceptionTable(exceptionTable)
  const handlerAt: (Handler | null)[] = new Array(units).fill(null)
  for (const r of ranges) for (let u = r.start; u < r.end; u++) handlerAt[u] = r
  const instrs: Instr[] = []
  let ext = 0
  let start = -1
  for (let u = 0; u < units; u++) {
    const op = code[u * 2]
    if (op === CACHE) continue
    if (start < 0) start = u
    const arg = (ext << 8) | code[u * 2 + 1]
    if (op === EXTENDED_ARG) {
      ext = arg
      continue
    }
    let next = u + 1
    while (next < units && code[next * 2] === CACHE) next++
    instrs.push({ op, arg, unit: u, next, start, line: lines[u], handler: handlerAt[u] })
    ext = 0
    start = -1
  }
  return { instrs, ranges }
}
