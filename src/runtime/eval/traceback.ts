/**
 * Traceback entries: one per frame that an exception leaves, newest first (PyTraceBack_Here), and the functions that
 * generated code calls where an instruction failed.
 */
import { decodeLines } from '../compile/4-generate/decode'
import { i32, type Ptr, u8 } from '../memory/heap'
import { PyErr_Restore } from '../object/errors-core'
import { setTracebackLineHook, tbCreateRaw } from '../object/exception/traceback'
import { Py_DECREF } from '../object/header'
import { TS_CUREXC_TRACEBACK, TS_CUREXC_TYPE, TS_CUREXC_VALUE } from '../object/interp'
import * as L from '../object/layout'
import { clearFrame, frameObject, frameOwner } from './frame-object'
import { FW_CODE, FW_PREV_INSTR, FW_STACKTOP, releaseFrame } from './frame-stack'
import { generatorFailed } from './generator-state'
import { popCurrentFrame } from './thread'

const W_ERROR_TYPE = TS_CUREXC_TYPE >> 2
const W_ERROR_VALUE = TS_CUREXC_VALUE >> 2
const W_ERROR_TRACEBACK = TS_CUREXC_TRACEBACK >> 2

/** Lines of the code objects by their entry in the registry (CO_EXTRA). */
const lineTables: (Int32Array | undefined)[] = [undefined]

/** Line of a code unit of a code object, -1 where it has none; unit -1 (before the first instruction) is the first line. */
export function lineOf(code: Ptr, unit: number): number {
  if (unit < 0) return i32[(code + L.CO_FIRSTLINENO) >> 2]
  const x = i32[(code + L.CO_EXTRA) >> 2]
  const lines = (x < lineTables.length ? lineTables[x] : undefined) ?? decodeTable(code, x)
  return unit < lines.length ? lines[unit] : -1
}

function decodeTable(code: Ptr, x: number): Int32Array {
  const table = i32[(code + L.CO_LINETABLE) >> 2]
  const bytes = u8.slice(table + L.BYTES_DATA, table + L.BYTES_DATA + i32[(table + L.OB_SIZE) >> 2])
  const lines = decodeLines(bytes, i32[(code + L.CO_FIRSTLINENO) >> 2], i32[(code + L.OB_SIZE) >> 2])
  if (x === 0) return lines
  // no holes: the array stays one that V8 reads fast
  while (lineTables.length <= x) lineTables.push(undefined)
  lineTables[x] = lines
  return lines
}

/** Forgets the table of a code object that dies: its entry goes to another one. */
export function forgetLines(code: Ptr): void {
  const x = i32[(code + L.CO_EXTRA) >> 2]
  if (x < lineTables.length) lineTables[x] = undefined
}
setTracebackLineHook((frame, lasti) => lineOf(i32[(i32[(frame + L.F_FRAME) >> 2] >> 2) + FW_CODE], lasti >> 1))

/** Line that a frame is at (PyFrame_GetLineNumber). */
export const frameLine = (f: Ptr): number => lineOf(i32[(f >> 2) + FW_CODE], i32[(f >> 2) + FW_PREV_INSTR])

/** Puts the current position of frame f in front of the traceback of the error that is set (PyTraceBack_Here). */
export function PyTraceBack_Here(f: Ptr): void {
  // while objects are made no error is set: a collection is not held back by it
  const type = i32[W_ERROR_TYPE]
  const value = i32[W_ERROR_VALUE]
  const next = i32[W_ERROR_TRACEBACK]
  i32[W_ERROR_TYPE] = 0
  i32[W_ERROR_VALUE] = 0
  i32[W_ERROR_TRACEBACK] = 0
  const fo = frameObject(f)
  const unit = i32[(f >> 2) + FW_PREV_INSTR]
  const tb = fo === 0 ? 0 : tbCreateRaw(next, fo, unit * 2, lineOf(i32[(f >> 2) + FW_CODE], unit))
  if (tb === 0) {
    // out of memory: keep the first error without this entry
    PyErr_Restore(type, value, next)
    return
  }
  // the new entry holds the next one
  if (next !== 0) Py_DECREF(next)
  i32[W_ERROR_TYPE] = type
  i32[W_ERROR_VALUE] = value
  i32[W_ERROR_TRACEBACK] = tb
}

/** An instruction failed: record where, add the traceback entry. */
export function fail(f: Ptr, unit: number): void {
  i32[(f >> 2) + FW_PREV_INSTR] = unit
  PyTraceBack_Here(f)
}

/** The function ends by an exception: clear and pop its frame; returns 0. */
export function exitError(f: Ptr): 0 {
  const w = f >> 2
  i32[w + FW_STACKTOP] = i32[(i32[w + FW_CODE] + L.CO_NLOCALSPLUS) >> 2]
  if (frameOwner(f) === L.FRAME_OWNED_BY_GENERATOR) return generatorFailed(f)
  clearFrame(f)
  popCurrentFrame(f)
  releaseFrame(f)
  return 0
}
