/**
 * Sites: a line of a function, where something was allocated. A site is found from the running frame's code object and
 * instruction by two loads from tables; what it is called is worked out once per instruction.
 *
 * Code objects come and go, and their entries in the code registry are used again: the registry tells, and the entry's row of
 * the table is forgotten. Sites live as long as the recording and are known by file, function and line, so that code made again
 * and again (exec in a loop) stays one site.
 */
import { setCodeForgetObserver } from '../../runtime/eval/code-registry'
import { lineOf } from '../../runtime/eval/traceback'
import { i32, type Ptr } from '../../runtime/memory/heap'
import { TS_FRAME } from '../../runtime/object/interp'
import * as L from '../../runtime/object/layout'
import { codeFile, codeName, isIncomplete } from './position'

export interface Site {
  file: string
  function: string
  line: number
}

/** Bits of a site's number; what no number is left for goes to OTHER. */
export const SITE_BITS = 20
const MAX_SITES = 1 << SITE_BITS
/** Outside Python code. */
export const NO_SITE = 1
/** Sites are kept shifted to where a block's word has them (allocation-table.ts): a tag. */
export const TAG_SHIFT = 10
export const NO_TAG = NO_SITE << TAG_SHIFT
const OTHER = 2

const W_FRAME = TS_FRAME >> 2
const W_CODE = L.FRAME_CODE >> 2
const W_PREVIOUS = L.FRAME_PREVIOUS >> 2
const W_PREV_INSTR = L.FRAME_PREV_INSTR >> 2
const W_EXTRA = L.CO_EXTRA >> 2

const MAX_CODES = 1 << 19
const MAX_UNITS = 1 << 25
/** By entry of the code registry: where its row starts (the element of unit 0), 0 when it has none. Reserved, not committed. */
const rowOf = new Int32Array(new SharedArrayBuffer(MAX_CODES * 4))
/** Rows of tags by unit; 0: not known yet. The element before a row belongs to unit -1. */
const siteOfUnit = new Int32Array(new SharedArrayBuffer(MAX_UNITS * 4))
let nextRow = 1

const sites: Site[] = []
const numbers = new Map<string, number>()

/** A new recording: a thread has one, so the tables are zero. */
export function resetSites(): void {
  sites.length = 0
  numbers.clear()
  const none: Site = { file: '', function: '', line: 0 }
  sites.push(none, none, { file: '', function: '<other>', line: 0 })
  setCodeForgetObserver((x) => {
    rowOf[x] = 0
  })
}

export function stopSites(): void {
  setCodeForgetObserver(null)
}

export const siteCount = (): number => sites.length
export const site = (number: number): Site => sites[number]

/** Site of a frame (by its word index) that has begun to run its function. */
export const siteOfFrame = (w: number): number => tagOfFrame(w) >>> TAG_SHIFT

function tagOfFrame(w: number): number {
  const row = rowOf[i32[(i32[w + W_CODE] >> 2) + W_EXTRA]]
  const known = row === 0 ? 0 : siteOfUnit[row + i32[w + W_PREV_INSTR]]
  return known !== 0 ? known : resolve(i32[w + W_CODE], i32[w + W_PREV_INSTR])
}

/** The site that runs now. */
export const currentSite = (): number => currentTag() >>> TAG_SHIFT

/** Tag of the site that runs now. Without a frame it reads at address 0, where nothing is: no entry, no row. */
export function currentTag(): number {
  const w = i32[W_FRAME] >> 2
  const row = rowOf[i32[(i32[w + W_CODE] >> 2) + W_EXTRA]]
  if (row !== 0) {
    const known = siteOfUnit[(row + i32[w + W_PREV_INSTR]) | 0]
    if (known !== 0) return known
  }
  return searchTag(w) | 0
}

/** The innermost frame that has begun decides. Its unit is never less than its first traceable one, so it can be kept. */
function searchTag(innermost: number): number {
  for (let w = innermost; w !== 0; w = i32[w + W_PREVIOUS] >> 2) if (!isIncomplete(w)) return tagOfFrame(w)
  return NO_TAG
}

function resolve(code: Ptr, unit: number): number {
  const line = Math.max(lineOf(code, unit), 0)
  const tag = siteNumber({ file: codeFile(code), function: codeName(code), line }) << TAG_SHIFT
  const x = i32[(code >> 2) + W_EXTRA]
  if (rowOf[x] === 0) addRow(code, x)
  // what an incomplete frame does is its caller's; a generator's is complete before its first traceable unit, but rarely there
  if (rowOf[x] !== 0 && unit >= i32[(code + L.CO_FIRSTTRACEABLE) >> 2]) siteOfUnit[rowOf[x] + unit] = tag
  return tag
}

function addRow(code: Ptr, x: number): void {
  const units = i32[(code + L.OB_SIZE) >> 2] + 1
  if (x >= MAX_CODES) return
  if (nextRow + units > MAX_UNITS) {
    // rows of code long gone fill the table: all are made again as they are needed
    rowOf.fill(0)
    nextRow = 1
  }
  siteOfUnit.fill(0, nextRow, nextRow + units)
  rowOf[x] = nextRow + 1
  nextRow += units
}

function siteNumber(s: Site): number {
  const key = `${s.line}\0${s.function}\0${s.file}`
  let number = numbers.get(key)
  if (number === undefined) {
    if (sites.length === MAX_SITES) return OTHER
    number = sites.push(s) - 1
    numbers.set(key, number)
  }
  return number
}
