/**
 * Tracebacks of allocations: interned, so that a trace is a size and one pointer. CPython's traceback_t:
 *
 *     hash 0 (8), frames kept 8 (2), frames there were 10 (2), then per frame 12 bytes: file name, line
 *
 * File names are interned too; their table owns one reference to each.
 */

import { lineOf } from '../eval/traceback'
import { i32, type Ptr, u8, u16 } from '../memory/heap'
import { staticAlloc } from '../memory/static-data'
import { free, malloc } from '../memory/system-malloc'
import { addRoots } from '../object/extra-roots'
import { Py_DECREF, Py_INCREF } from '../object/header'
import { TS_FRAME } from '../object/interp'
import * as L from '../object/layout'
import { _PyUnicode_EQ, unicode_hash } from '../object/text/str-compare'
import { _Py_ID } from '../object/text/str-core'
import { addEntry, clearTable, ENTRY_KEY, findKey, forEachEntry, newTable, tableBytes } from './tracemalloc-hashtable'

const NFRAME = 8
const TOTAL_NFRAME = 10
const FRAMES = 12
const SIZEOF_FRAME = 12
const MAX_TOTAL = 65535
const headerAndFrames = (nframe: number): number => 24 + SIZEOF_FRAME * (nframe - 1)

const FILENAMES = staticAlloc(8, 8)
const TRACEBACKS = staticAlloc(8, 8)
addRoots((visit) => {
  if (i32[FILENAMES >> 2] !== 0)
    forEachEntry(i32[FILENAMES >> 2], (filename) => {
      visit(filename)
      return true
    })
})
/** Where the traceback of the present allocation is put together; room for the frame limit. */
const SCRATCH = staticAlloc(8, 8)

const UNKNOWN = _Py_ID('<unknown>')
/** The traceback of an allocation outside Python code. */
const EMPTY: Ptr = staticAlloc(24, 8)
u16[(EMPTY + NFRAME) >> 1] = 1
u16[(EMPTY + TOTAL_NFRAME) >> 1] = 1
setFrame(EMPTY, 0, UNKNOWN, 0)

const W_FRAME = TS_FRAME >> 2
const W_CODE = L.FRAME_CODE >> 2
const W_PREVIOUS = L.FRAME_PREVIOUS >> 2
const W_PREV_INSTR = L.FRAME_PREV_INSTR >> 2

// frames are packed in 12 bytes: word-aligned since the first is at 12
function setFrame(traceback: Ptr, i: number, filename: Ptr, line: number): void {
  const w = (traceback + FRAMES + SIZEOF_FRAME * i) >> 2
  i32[w] = filename
  i32[w + 1] = 0
  i32[w + 2] = line
}

export const tracebackLength = (traceback: Ptr): number => u16[(traceback + NFRAME) >> 1]
export const tracebackDepth = (traceback: Ptr): number => u16[(traceback + TOTAL_NFRAME) >> 1]
/** Borrowed. */
export const tracebackFile = (traceback: Ptr, i: number): Ptr => i32[(traceback + FRAMES + SIZEOF_FRAME * i) >> 2]
export const tracebackLine = (traceback: Ptr, i: number): number =>
  i32[(traceback + FRAMES + SIZEOF_FRAME * i + 8) >> 2]

export function initTracebacks(): boolean {
  if (i32[FILENAMES >> 2] !== 0) return true
  i32[FILENAMES >> 2] = newTable()
  i32[TRACEBACKS >> 2] = newTable()
  return i32[FILENAMES >> 2] !== 0 && i32[TRACEBACKS >> 2] !== 0
}

/** Room for tracebacks of up to nframe frames; false when there is no memory. */
export function openScratch(nframe: number): boolean {
  i32[SCRATCH >> 2] = malloc(headerAndFrames(nframe))
  return i32[SCRATCH >> 2] !== 0
}

export function closeScratch(): void {
  free(i32[SCRATCH >> 2])
  i32[SCRATCH >> 2] = 0
}

/** Before its RESUME a function is still being called: what it allocates there is its caller's (_PyFrame_IsIncomplete). */
const isIncomplete = (w: number): boolean =>
  i32[w + W_PREV_INSTR] < i32[(i32[w + W_CODE] + L.CO_FIRSTTRACEABLE) >> 2] &&
  u8[(w << 2) + L.FRAME_OWNER] !== L.FRAME_OWNED_BY_GENERATOR

/** The interned string that equals a file name; borrowed. `<unknown>` when there is no memory for it. */
function internFilename(filename: Ptr): Ptr {
  const hash = unicode_hash(filename)
  const known = findKey(i32[FILENAMES >> 2], hash, filename, _PyUnicode_EQ)
  if (known !== 0) return i32[(known + ENTRY_KEY) >> 2]
  if (!addEntry(i32[FILENAMES >> 2], hash, filename, 0)) return UNKNOWN
  Py_INCREF(filename)
  return filename
}

/** Collects the running frames, newest first, at most limit of them but counting all; gives a hash of what was collected. */
function collectFrames(traceback: Ptr, limit: number): number {
  let kept = 0
  let total = 0
  let hash = 0x345678
  for (let f = i32[W_FRAME]; f !== 0; f = i32[(f >> 2) + W_PREVIOUS]) {
    const w = f >> 2
    if (isIncomplete(w)) continue
    if (kept < limit) {
      const code = i32[w + W_CODE]
      const filename = internFilename(i32[(code + L.CO_FILENAME) >> 2])
      const line = lineOf(code, i32[w + W_PREV_INSTR])
      setFrame(traceback, kept++, filename, line < 0 ? 0 : line)
      hash = Math.imul(hash ^ filename ^ line, 1000003)
    }
    if (total < MAX_TOTAL) total++
  }
  u16[(traceback + NFRAME) >> 1] = kept
  u16[(traceback + TOTAL_NFRAME) >> 1] = total
  hash ^= total
  i32[traceback >> 2] = hash
  i32[(traceback + 4) >> 2] = 0
  return hash
}

function sameTraceback(a: Ptr, b: Ptr): boolean {
  // both counts at once
  if (i32[(a + NFRAME) >> 2] !== i32[(b + NFRAME) >> 2]) return false
  const words = 3 * tracebackLength(a)
  for (let k = 0, x = (a + FRAMES) >> 2, y = (b + FRAMES) >> 2; k < words; k++)
    if (i32[x + k] !== i32[y + k]) return false
  return true
}

/** The interned traceback of this moment; 0 when there is no memory for it. */
export function currentTraceback(limit: number): Ptr {
  const scratch = i32[SCRATCH >> 2]
  const hash = collectFrames(scratch, limit)
  const n = tracebackLength(scratch)
  if (n === 0) return EMPTY
  const table = i32[TRACEBACKS >> 2]
  const known = findKey(table, hash, scratch, sameTraceback)
  if (known !== 0) return i32[(known + ENTRY_KEY) >> 2]
  const bytes = headerAndFrames(n)
  const copy = malloc(bytes)
  if (copy === 0) return 0
  u8.copyWithin(copy, scratch, scratch + bytes)
  if (addEntry(table, hash, copy, 0)) return copy
  free(copy)
  return 0
}

export function clearTracebacks(): void {
  clearTable(i32[TRACEBACKS >> 2], free)
  clearTable(i32[FILENAMES >> 2], Py_DECREF)
}

export const tracebackTableBytes = (): number => tableBytes(i32[TRACEBACKS >> 2]) + tableBytes(i32[FILENAMES >> 2])
