/**
 * What is known of every block in use: which line asked for it, how many bytes, and when; and what each line has allocated and
 * freed. The tables are buffers of their own, which the host's kernel backs page by page where they are written; the
 * process's own bytes stay untouched. All of it is module-level constants, for V8 to fold: a thread records one run.
 *
 * Two words per 16 bytes of address space, at the block's start:
 *
 *     word 0   bit 31: in use, bit 30: of the obj domain, bits 10-29: site, bits 0-9: requested bytes (LARGE: see word 2)
 *     word 1   bits 12-31: collections at its birth, bits 0-11: visit of the statement that made it
 *     word 2   of blocks above 512 bytes: requested bytes
 */
import { ARENA_FRAMES, ARENA_SHIFT } from '../../runtime/memory/address-map'
import { type AllocationRecorder, type Domain, OBJ } from '../../runtime/memory/domains'
import { HEAP_BYTES, i32, type Ptr, u8 } from '../../runtime/memory/heap'
import { blockSize, POOL_CLASS, POOL_MASK, SMALL_REQUEST_THRESHOLD } from '../../runtime/memory/pymalloc-layout'
import { pymallocBytesInUse } from '../../runtime/memory/statistics'
import { TS_BUDGET, TS_FRAME } from '../../runtime/object/interp'
import { FRAME_PREV_INSTR, OB_TYPE } from '../../runtime/object/layout'
import { PyLong_Type } from '../../runtime/object/types'
import { currentSite, NO_SITE, SITE_BITS } from './sites'

const W_FRAME = TS_FRAME >> 2
const W_BUDGET = TS_BUDGET >> 2
const W_PREV_INSTR = FRAME_PREV_INSTR >> 2

const KNOWN = 1 << 31
const OBJECT = 1 << 30
const SIZE_BITS = 10
const LARGE = (1 << SIZE_BITS) - 1
const SITE_MASK = (1 << SITE_BITS) - 1
const EPOCH_SHIFT = 12
const VISIT_MASK = (1 << EPOCH_SHIFT) - 1
/** Visits are counted modulo a prime, so that no ring of a round length makes two visits look like one. */
const VISITS = 4093

/** By 16 bytes of address space, two words. */
const blocks = new Int32Array(new SharedArrayBuffer(HEAP_BYTES >>> 1))

/** Indexes into `figures`: doubles, since all of them may pass 2^31. */
export const TRACED = 0
export const TRACED_PEAK = 1
export const PYMALLOC_BYTES = 2
/** Since the last sample. */
export const PYMALLOC_PEAK = 3
export const ALLOCATIONS = 4
export const FREES = 5
/** Blocks of the obj domain in use: objects alive and objects parked on free lists. */
export const OBJECT_BLOCKS = 6
export const ALLOCATED_BYTES = 7
/** Allocated bytes at which the next call stack is taken. */
export const NEXT_STACK = 8
/** Exact ints whose block was freed. */
export const INT_DEATHS = 9
export const figures = new Float64Array(10)

/** Columns of `sums`, by site. */
export const ALLOCATED = 0
export const ALLOCATED_BLOCKS = 1
export const FREED = 2
export const FREED_BLOCKS = 3
export const TEMPORARY = 4
export const TEMPORARY_BLOCKS = 5
/** Live when the traced bytes were largest; valid when the site has changed since (site word PERIOD). */
const PEAK = 6
const PEAK_BLOCKS = 7
export const SUMS_SHIFT = 3
export const sums = new Float64Array(new SharedArrayBuffer(8 << (SITE_BITS + SUMS_SHIFT)))

/** Columns of `marks`, by site. */
const PERIOD = 0
const LAST_UNIT = 1
const LAST_BUDGET = 2
const VISIT = 3
const MARKS_SHIFT = 2
const marks = new Int32Array(new SharedArrayBuffer(4 << (SITE_BITS + MARKS_SHIFT)))

/** Words of state: every new peak of the traced bytes begins a period; collections so far; the last block handed out. */
const PEAK_PERIOD = 0
const EPOCH = 1
const LAST_BLOCK = 2
const state = new Int32Array(3)

let takeStack: () => void = () => {}
/** Called when the allocated bytes reach figures[NEXT_STACK], in the allocation that does it. */
export function setStackSampler(f: () => void): void {
  takeStack = f
}

export function resetAllocations(): void {
  figures.fill(0)
  figures[PYMALLOC_BYTES] = figures[PYMALLOC_PEAK] = pymallocBytesInUse()
  figures[NEXT_STACK] = Number.POSITIVE_INFINITY
  state.fill(0)
  // a site that has never changed must not look as if it had in period 0
  state[PEAK_PERIOD] = 1
}

/** Bytes of the pymalloc block at p, 0 when another allocator served it. */
const pymallocBytes = (p: Ptr): number =>
  u8[ARENA_FRAMES + (p >>> ARENA_SHIFT)] === 0 ? 0 : blockSize(i32[((p & POOL_MASK) + POOL_CLASS) >> 2])

/** The site's live figures are still those of the peak: they are kept before they change. */
function keepPeak(site: number): void {
  const c = site << SUMS_SHIFT
  marks[(site << MARKS_SHIFT) + PERIOD] = state[PEAK_PERIOD]
  sums[c + PEAK] = sums[c + ALLOCATED] - sums[c + FREED]
  sums[c + PEAK_BLOCKS] = sums[c + ALLOCATED_BLOCKS] - sums[c + FREED_BLOCKS]
}

/** Unit that the running frame is at. */
const currentUnit = (): number => i32[(i32[W_FRAME] >> 2) + W_PREV_INSTR]

/**
 * Number of the present execution of the site's line. It is a new one when the line is found further back than before, or
 * at the same instruction at another time.
 */
function visitOf(site: number): number {
  const m = site << MARKS_SHIFT
  const unit = currentUnit()
  const last = marks[m + LAST_UNIT]
  const budget = i32[W_BUDGET]
  if (unit < last || (unit === last && budget !== marks[m + LAST_BUDGET])) {
    const next = marks[m + VISIT] + 1
    marks[m + VISIT] = next === VISITS ? 0 : next
  }
  marks[m + LAST_UNIT] = unit
  marks[m + LAST_BUDGET] = budget
  return marks[m + VISIT]
}

function allocated(p: Ptr, size: number, domain: Domain): void {
  const site = currentSite()
  const k = (p >>> 4) << 1
  const kind = domain === OBJ ? KNOWN | OBJECT : KNOWN
  if (size <= SMALL_REQUEST_THRESHOLD) blocks[k] = kind | (site << SIZE_BITS) | size
  else {
    blocks[k] = kind | (site << SIZE_BITS) | LARGE
    blocks[k + 2] = size
  }
  blocks[k + 1] = (state[EPOCH] << EPOCH_SHIFT) | visitOf(site)
  state[LAST_BLOCK] = k
  if (domain === OBJ) figures[OBJECT_BLOCKS]++
  figures[ALLOCATIONS]++
  const traced = (figures[TRACED] += size)
  if (traced > figures[TRACED_PEAK]) {
    figures[TRACED_PEAK] = traced
    state[PEAK_PERIOD]++
  } else if (marks[(site << MARKS_SHIFT) + PERIOD] !== state[PEAK_PERIOD]) keepPeak(site)
  const c = site << SUMS_SHIFT
  sums[c + ALLOCATED] += size
  sums[c + ALLOCATED_BLOCKS]++
  const inPool = pymallocBytes(p)
  if (inPool !== 0) {
    const bytes = (figures[PYMALLOC_BYTES] += inPool)
    if (bytes > figures[PYMALLOC_PEAK]) figures[PYMALLOC_PEAK] = bytes
  }
  if ((figures[ALLOCATED_BYTES] += size) >= figures[NEXT_STACK]) takeStack()
}

function forget(p: Ptr, inPool: number): void {
  const k = (p >>> 4) << 1
  const word = blocks[k]
  figures[PYMALLOC_BYTES] -= inPool
  // allocated before the recorder was there
  if (word === 0) return
  blocks[k] = 0
  let size = word & LARGE
  if (size === LARGE) {
    size = blocks[k + 2]
    blocks[k + 2] = 0
  }
  const site = (word >>> SIZE_BITS) & SITE_MASK
  if (word & OBJECT) figures[OBJECT_BLOCKS]--
  figures[FREES]++
  figures[TRACED] -= size
  if (marks[(site << MARKS_SHIFT) + PERIOD] !== state[PEAK_PERIOD]) keepPeak(site)
  const c = site << SUMS_SHIFT
  sums[c + FREED] += size
  sums[c + FREED_BLOCKS]++
  if (site !== NO_SITE && currentSite() === site && visitOf(site) === (blocks[k + 1] & VISIT_MASK)) {
    sums[c + TEMPORARY] += size
    sums[c + TEMPORARY_BLOCKS]++
  }
}

export const allocationRecorder: AllocationRecorder = {
  allocated,
  freed: (p, domain) => {
    // an int's block is its own; of an object with a GC head this word is a link
    if (domain === OBJ && i32[(p + OB_TYPE) >> 2] === PyLong_Type) figures[INT_DEATHS]++
    forget(p, pymallocBytes(p))
  },
  resized: (old, before, p, size, domain) => {
    forget(old, before)
    allocated(p, size, domain)
  },
}

/** An object comes from a free list: its block was born now, and now belongs to the line that reuses it. */
export function reborn(block: Ptr): void {
  const k = (block >>> 4) << 1
  if (blocks[k] === 0) return
  blocks[k + 1] = (state[EPOCH] << EPOCH_SHIFT) | (blocks[k + 1] & VISIT_MASK)
}

/** A collection begins: what is allocated from here on is younger than it. Gives the epoch that begins. */
export function nextEpoch(): number {
  return ++state[EPOCH]
}

export const currentEpoch = (): number => state[EPOCH]
export const lastBlock = (): Ptr => state[LAST_BLOCK] << 3

/** Epoch in which a block was born, in the 20 bits that are kept of it. */
export const birthOf = (block: Ptr): number => blocks[((block >>> 4) << 1) + 1] >> EPOCH_SHIFT

/** Requested size of a block in use, 0 when it is not known. */
export function requestedSize(p: Ptr): number {
  const word = blocks[(p >>> 4) << 1]
  return (word & LARGE) === LARGE ? blocks[((p >>> 4) << 1) + 2] : word & LARGE
}

/** Is this a block of the obj domain in use? */
export const isObjectBlock = (p: Ptr): boolean => (blocks[(p >>> 4) << 1] & (KNOWN | OBJECT)) === (KNOWN | OBJECT)

/** Live bytes and blocks of a site when the traced bytes of the process were largest. */
export function peakOf(site: number): { bytes: number; blocks: number } {
  const c = site << SUMS_SHIFT
  if (marks[(site << MARKS_SHIFT) + PERIOD] !== state[PEAK_PERIOD]) {
    return { bytes: sums[c + ALLOCATED] - sums[c + FREED], blocks: sums[c + ALLOCATED_BLOCKS] - sums[c + FREED_BLOCKS] }
  }
  return { bytes: sums[c + PEAK], blocks: sums[c + PEAK_BLOCKS] }
}
