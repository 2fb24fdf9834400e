/**
 * Traceback entries: one per frame that an exception leaves, newest first (PyTraceBack_Here), and the functions that
 * generated code calls where an instruction failed.
 */
import { decodeLines } from '../compile/4-generate/decode'
import { i32, type Ptr, u8 } from '../memory/heap'
import { PyErr_Fetch, PyErr_Restore } from '../object/errors-core'
import { tbCreateRaw } from '../object/exception/traceback'
import { Py_XDECREF } from '../object/header'
import * as L from '../object/layout'
import { clearFrame, frameObject, frameOwner } from './frame-object'
import { FW_CODE, FW_PREV_INSTR, FW_STACKTOP, releaseFrame } from './frame-stack'
import { generatorFailed } from './generator-state'
import { popCurrentFrame } from './thread'

const lineTables = new Map<Ptr, Int32Array>()

/** Line of a code unit of a code object, -1 where it has none; unit -1 (before the first instruction) is the first line. */
export function lineOf(code: Ptr, unit: number): number {
  if (unit < 0) return i32[(code + L.CO_FIRSTLINENO) >> 2]
  let lines = lineTables.get(code)
  if (lines === undefined) {
    const table = i32[(code + L.CO_LINETABLE) >> 2]
    const bytes = u8.slice(table + L.BYTES_DATA, table + L.BYTES_DATA + i32[(table + L.OB_SIZE) >> 2])
    lines = decodeLines(bytes, i32[(code + L.CO_FIRSTLINENO) >> 2], i32[(code + L.OB_SIZE) >> 2])
    lineTables.set(code, lines)
  }
  return lines[unit] ?? -1
}

/** Forgets the cached table of a code object that dies. */
export const forgetLines = (code: Ptr): void => {
  lineTables.delete(code)
}

/** Line that a frame is at (PyFrame_GetLineNumber). */
export const frameLine = (f: Ptr): number => lineOf(i32[(f >> 2) + FW_CODE], i32[(f >> 2) + FW_PREV_INSTR])

/** Puts the current position of frame f in front of the traceback of the error that is set (PyTraceBack_Here). */
export function PyTraceBack_Here(f: Ptr): void {
  const e = PyErr_Fetch()
  const fo = frameObject(f)
  const tb = fo === 0 ? 0 : tbCreateRaw(e.traceback, fo, i32[(f >> 2) + FW_PREV_INSTR] * 2, frameLine(f))
  if (tb === 0) {
    // out of memory: keep the first error without this entry
    PyErr_Restore(e.type, e.value, e.traceback)
    return
  }
  Py_XDECREF(e.traceback)
  PyErr_Restore(e.type, e.value, tb)
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
