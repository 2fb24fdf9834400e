/**
 * What is known of every block in use: which line asked for it, how many bytes, and when; and what each line has allocated and
 * freed. The tables are buffers of their own, which the host's kernel backs page by page where they are written; the
 * process's own bytes stay untouched. All of it is module-level constants, for V8 to fold: a thread records one run.
 *
 * Every allocation and every free passes here, so each figure is either changed by one integer addition or left to be worked out
 * from others when somebody asks (docs/performance.md, "Recording"). The code of the two frequent paths is kept short for another
 * reason too: V8 makes one function of them and their callers only while the whole is small.
 *
 * Two words per 16 bytes of address space, at the block's start. They stay when the block is freed.
 *
 *     word 0   bit 31: a pymalloc block of the class of its request, bit 30: of the obj domain, bits 10-29: site (never 0),
 *              bits 0-9: requested bytes (LARGE: see word 2)
 *     word 1   bits 12-31: collections at its birth, bits 0-11: low bits of the budget word then
 *     word 2   of blocks above 512 bytes: requested bytes
 */
import { ARENA_FRAMES, ARENA_SHIFT } from '../../runtime/memory/address-map'
import {
  type AllocationRecorder,
  allocateBlock,
  OBJ,
  RAW,
  type RecordedDomain,
  releaseBlock,
} from '../../runtime/memory/domains'
import { HEAP_BYTES, i32, type Ptr, u8 } from '../../runtime/memory/heap'
import { poolFree, poolMalloc } from '../../runtime/memory/pymalloc'
import {
  BLOCKS_ALLOCATED,
  BLOCKS_FREED,
  blockSize,
  POOL_CLASS,
  POOL_MASK,
  SMALL_REQUEST_THRESHOLD,
} from '../../runtime/memory/pymalloc-layout'
import { pymallocBytesInUse } from '../../runtime/memory/statistics'
import { TS_BUDGET } from '../../runtime/object/interp'
import { OB_TYPE } from '../../runtime/object/layout'
import { PyLong_Type } from '../../runtime/object/types'
import { currentTag, NO_SITE, NO_TAG, SITE_BITS, siteCount, TAG_SHIFT } from './sites'

const W_BUDGET = TS_BUDGET >> 2
const W_TYPE = OB_TYPE >> 2

const POOLED = 1 << 31
const OBJECT = 1 << 30
const LARGE = (1 << TAG_SHIFT) - 1
const TAG_MASK = ((1 << SITE_BITS) - 1) << TAG_SHIFT
const EPOCH_SHIFT = 12
const BUDGET_MASK = (1 << EPOCH_SHIFT) - 1

/** By 16 bytes of address space, two words. */
const blocks = new Int32Array(new SharedArrayBuffer(HEAP_BYTES >>> 1))
const indexOf = (p: Ptr): number => p >> 3

/**
 * A site's row of 16 words. Bytes and blocks are modulo 2^32: what is live is exact because it is smaller, and what has been freed
 * is carried over to `carried` often enough. Blocks are either freed or temporary, never both.
 */
const ROW_SHIFT = 4
const rows = new Int32Array(new SharedArrayBuffer(4 << (SITE_BITS + ROW_SHIFT)))
const ROW_MASK = ((1 << SITE_BITS) - 1) << ROW_SHIFT
/** From a block's word 0 to the index of its site's row. */
const TO_ROW = TAG_SHIFT - ROW_SHIFT
const ALLOCATED = 0
const ALLOCATED_BLOCKS = 1
/** Each followed by its blocks. */
const FREED = 2
const TEMPORARY = 4
const SITE_PERIOD = 6
/** Live when the traced bytes were largest; valid when the site has changed in the present period. */
const PEAK = 7
const PEAK_BLOCKS = 8
/** What of words 2 to 5 is in `carried` already. */
const CARRIED = 9
const carried = new Float64Array(new SharedArrayBuffer(8 << (SITE_BITS + 2)))

/**
 * Words of the state; no site has row 0, so they are there. The traced bytes are known by their distance from their peak, which
 * is QUOTA + FREED_ROOM: an allocation makes the one smaller, a free the other one larger. While bytes are only allocated the
 * distance may become negative; the first free after that finds the new peak. It is the same with the bytes of pymalloc blocks.
 */
const TRACED_PEAK = 0
/** Bytes that may be allocated before the next call stack is taken; what it was when it was last set. */
const QUOTA = 1
const QUOTA_START = 2
const FREED_ROOM = 3
const PYMALLOC_PEAK = 4
const PYMALLOC_ROOM = 5
/** Every new peak of the traced bytes begins a period. */
const PERIOD = 6
const EPOCH = 7
/** The same as it is kept in a block's words. */
const EPOCH_BITS = 8
const LAST_BLOCK = 9
/** Blocks of the obj domain minus pymalloc blocks: pymalloc's own counters know the rest. */
const OBJECTS_APART = 10
const INT_DEATHS = 11

/** Doubles: bytes allocated up to the last settling; blocks allocated and freed up to it; bytes since sites were carried over. */
const BYTES_SETTLED = 0
const ALLOCATIONS = 1
const FREES = 2
const UNCARRIED = 3
const settled = new Float64Array(4)
/** Less than 2^32 bytes can be freed while this many are allocated. */
const CARRY_BYTES = 2 ** 30
/** Blocks that pymalloc's counters do not see: of the system malloc, and resized in place. */
const APART_ALLOCATIONS = 0
const APART_FREES = 1
const apart = new Float64Array(2)
const seen = new Int32Array(2)

let takeStack: () => void = () => {}

export function resetAllocations(): void {
  rows.fill(0, 0, 1 << ROW_SHIFT)
  rows[PYMALLOC_PEAK] = pymallocBytesInUse()
  // a site that has never changed must not look as if it had in period 0
  rows[PERIOD] = 1
  rows[QUOTA] = rows[QUOTA_START] = CARRY_BYTES
  rows[FREED_ROOM] = -CARRY_BYTES
  rows[OBJECTS_APART] = -(i32[BLOCKS_ALLOCATED >> 2] - i32[BLOCKS_FREED >> 2])
  settled.fill(0)
  apart.fill(0)
  seen[0] = i32[BLOCKS_ALLOCATED >> 2]
  seen[1] = i32[BLOCKS_FREED >> 2]
}

/** Calls f in the allocation with which `bytes` more (at most 2^30) have been allocated; each time anew. */
export function sampleStacks(bytes: number, f: () => void): void {
  settleBytes()
  takeStack = f
  rows[FREED_ROOM] += rows[QUOTA] - bytes
  rows[QUOTA] = rows[QUOTA_START] = bytes
}

function settleBytes(): void {
  const bytes = rows[QUOTA_START] - rows[QUOTA]
  rows[QUOTA_START] = rows[QUOTA]
  settled[BYTES_SETTLED] += bytes
  settled[UNCARRIED] += bytes
  if (settled[UNCARRIED] >= CARRY_BYTES) carryOver()
}

function carryOver(): void {
  settled[UNCARRIED] = 0
  for (let site = NO_SITE; site < siteCount(); site++) {
    for (let j = 0; j < 4; j++) {
      carried[4 * site + j] = freedOf(site, j)
      rows[(site << ROW_SHIFT) + CARRIED + j] = rows[(site << ROW_SHIFT) + FREED + j]
    }
  }
}

/** One of the words 2 to 5 (j from 0) of a site, in full. */
function freedOf(site: number, j: number): number {
  const c = site << ROW_SHIFT
  return carried[4 * site + j] + ((rows[c + FREED + j] - rows[c + CARRIED + j]) >>> 0)
}

/** Takes over what pymalloc has counted modulo 2^32: to be called more often than that. */
export function settleCounts(): void {
  const allocated = i32[BLOCKS_ALLOCATED >> 2]
  const freed = i32[BLOCKS_FREED >> 2]
  settled[ALLOCATIONS] += (allocated - seen[0]) >>> 0
  settled[FREES] += (freed - seen[1]) >>> 0
  seen[0] = allocated
  seen[1] = freed
}

const inArena = (p: Ptr): boolean => u8[ARENA_FRAMES + (p >>> ARENA_SHIFT)] !== 0
const roundUp = (size: number): number => (size + 15) & ~15

const liveBytes = (c: number): number => (rows[c + ALLOCATED] - rows[c + FREED] - rows[c + TEMPORARY]) | 0
const liveBlocks = (c: number): number =>
  (rows[c + ALLOCATED_BLOCKS] - rows[c + FREED + 1] - rows[c + TEMPORARY + 1]) | 0

/** The site's live figures are still those of the peak: they are kept before they change. */
function keepPeak(c: number): void {
  rows[c + SITE_PERIOD] = rows[PERIOD]
  rows[c + PEAK] = liveBytes(c)
  rows[c + PEAK_BLOCKS] = liveBlocks(c)
}

/** Before anything is freed, and before anybody asks: what is in use now may be more than ever. */
function notePeaks(): void {
  const room = (rows[QUOTA] + rows[FREED_ROOM]) | 0
  if (room < 0) {
    rows[TRACED_PEAK] -= room
    rows[FREED_ROOM] -= room
    rows[PERIOD]++
  }
  if (rows[PYMALLOC_ROOM] < 0) {
    rows[PYMALLOC_PEAK] -= rows[PYMALLOC_ROOM]
    rows[PYMALLOC_ROOM] = 0
  }
}

/** What every allocation changes; `kind` is word 0 without its site. */
function note(p: Ptr, size: number, kind: number): void {
  const tag = currentTag()
  const k = indexOf(p)
  blocks[k] = kind | tag
  blocks[k + 1] = rows[EPOCH_BITS] | (i32[W_BUDGET] & BUDGET_MASK)
  rows[LAST_BLOCK] = k
  const c = (tag >>> TO_ROW) & ROW_MASK
  if (rows[c + SITE_PERIOD] !== rows[PERIOD]) keepPeak(c)
  rows[c + ALLOCATED] += size
  rows[c + ALLOCATED_BLOCKS]++
  const left = (rows[QUOTA] - size) | 0
  rows[QUOTA] = left
  if (left < 0) stackDue()
}

function stackDue(): void {
  settleBytes()
  takeStack()
}

/** A block from anywhere. */
function allocated(p: Ptr, size: number, domain: RecordedDomain): void {
  // a block of no bytes must not count for a peak that it came after
  if (size === 0) notePeaks()
  const kind = domain === OBJ ? OBJECT : 0
  if (inArena(p)) {
    if (domain !== OBJ) rows[OBJECTS_APART]--
    rows[PYMALLOC_ROOM] -= roundUp(size)
    note(p, size, POOLED | kind | size)
    return
  }
  apart[APART_ALLOCATIONS]++
  if (domain === OBJ) rows[OBJECTS_APART]++
  if (size > SMALL_REQUEST_THRESHOLD) blocks[indexOf(p) + 2] = size
  note(p, size, kind | (size <= SMALL_REQUEST_THRESHOLD ? size : LARGE))
}

/** What every free changes besides the traced bytes; the block's own words are still as they were. */
function noteFreed(k: number, word: number, size: number): void {
  const c = (word >>> TO_ROW) & ROW_MASK
  if (rows[c + SITE_PERIOD] !== rows[PERIOD]) keepPeak(c)
  // no time has passed for the program since the block was made, and it still is at the same line
  const temporary = ((blocks[k + 1] ^ i32[W_BUDGET]) & BUDGET_MASK) === 0 && isCurrent(word & TAG_MASK)
  const j = c + (temporary ? TEMPORARY : FREED)
  rows[j] += size
  rows[j + 1]++
}

const isCurrent = (tag: number): boolean => currentTag() === tag && tag !== NO_TAG

const sizeOf = (k: number): number => ((blocks[k] & LARGE) === LARGE ? blocks[k + 2] : blocks[k] & LARGE)

/** A block that is about to be freed, or has been moved away from. */
function forget(p: Ptr, pymallocBytes: number, domain: RecordedDomain): void {
  notePeaks()
  const k = indexOf(p)
  const word = blocks[k]
  if (pymallocBytes !== 0) {
    if (domain !== OBJ) rows[OBJECTS_APART]++
    rows[PYMALLOC_ROOM] += pymallocBytes
  } else {
    if (word !== 0) apart[APART_FREES]++
    if (domain === OBJ) rows[OBJECTS_APART]--
  }
  // allocated before the recorder was there
  if (word === 0) return
  const size = sizeOf(k)
  rows[FREED_ROOM] += size
  noteFreed(k, word, size)
  blocks[k] = 0
}

const poolBlockBytes = (p: Ptr): number => blockSize(i32[((p & POOL_MASK) + POOL_CLASS) >> 2])

function countInt(p: Ptr): void {
  // an int's block is its own; of an object with a GC head this word is a link
  if (i32[(p >> 2) + W_TYPE] === PyLong_Type) rows[INT_DEATHS]++
}

export const allocationRecorder: AllocationRecorder = {
  malloc(n, domain) {
    if ((n - 1) >>> 0 < SMALL_REQUEST_THRESHOLD) {
      const p = poolMalloc(n)
      if (p !== 0) {
        if (domain !== OBJ) rows[OBJECTS_APART]--
        rows[PYMALLOC_ROOM] -= roundUp(n)
        note(p, n, domain === OBJ ? POOLED | OBJECT | n : POOLED | n)
        return p
      }
    }
    const p = allocateBlock(n) | 0
    if (p !== 0) allocated(p, n, domain)
    return p
  },
  free(p, domain) {
    const k = indexOf(p)
    const word = blocks[k]
    if (word >= 0) {
      freedBlock(p, domain)
      releaseBlock(p)
      return
    }
    if (domain === OBJ) countInt(p)
    else rows[OBJECTS_APART]++
    if (((rows[QUOTA] + rows[FREED_ROOM]) | 0 | rows[PYMALLOC_ROOM]) < 0) notePeaks()
    const size = word & LARGE
    rows[FREED_ROOM] += size
    rows[PYMALLOC_ROOM] += roundUp(size)
    noteFreed(k, word, size)
    poolFree(p)
  },
  allocated,
  freed: freedBlock,
  resized(old, before, p, size, domain) {
    const inPlace = before !== 0 && old === p
    forget(old, before, domain)
    allocated(p, size, domain)
    if (!inPlace) return
    apart[APART_ALLOCATIONS]++
    apart[APART_FREES]++
    const difference = before - roundUp(size)
    rows[PYMALLOC_ROOM] -= difference
    // its class does not follow from its request
    if (difference !== 0) blocks[indexOf(p)] &= ~POOLED
  },
}

function freedBlock(p: Ptr, domain: RecordedDomain): void {
  if (domain === OBJ) countInt(p)
  forget(p, domain !== RAW && inArena(p) ? poolBlockBytes(p) : 0, domain)
}

/** The block counts as born in the present epoch. */
export function rejuvenate(block: Ptr): void {
  const k = indexOf(block)
  if (blocks[k] !== 0) blocks[k + 1] = rows[EPOCH_BITS] | (i32[W_BUDGET] & BUDGET_MASK)
}

/**
 * An object comes from a free list: its block is as young as the object, and belongs to the line that reuses it, as tracemalloc
 * has it. No allocator was asked, so nothing is counted: the block moves from one line's account to the other's.
 */
export function reborn(block: Ptr): void {
  const k = indexOf(block)
  const word = blocks[k]
  if (word === 0) return
  blocks[k + 1] = rows[EPOCH_BITS] | (i32[W_BUDGET] & BUDGET_MASK)
  const tag = currentTag()
  if (((word ^ tag) & TAG_MASK) !== 0) move(k, word, tag)
}

function move(k: number, word: number, tag: number): void {
  if (((rows[QUOTA] + rows[FREED_ROOM]) | 0 | rows[PYMALLOC_ROOM]) < 0) notePeaks()
  blocks[k] = (word & ~TAG_MASK) | tag
  const size = sizeOf(k)
  add((word >>> TO_ROW) & ROW_MASK, -size, -1)
  add((tag >>> TO_ROW) & ROW_MASK, size, 1)
}

function add(c: number, size: number, count: number): void {
  if (rows[c + SITE_PERIOD] !== rows[PERIOD]) keepPeak(c)
  rows[c + ALLOCATED] += size
  rows[c + ALLOCATED_BLOCKS] += count
}

/** A collection begins: what is allocated from here on is younger than it. Gives the epoch that begins. */
export function nextEpoch(): number {
  rows[EPOCH_BITS] = ++rows[EPOCH] << EPOCH_SHIFT
  return rows[EPOCH]
}

export const currentEpoch = (): number => rows[EPOCH]
export const lastBlock = (): Ptr => rows[LAST_BLOCK] << 3

/** Epoch in which a block was born, in the 20 bits that are kept of it. */
export const birthOf = (block: Ptr): number => blocks[indexOf(block) + 1] >> EPOCH_SHIFT

/** Requested size of a block in use, 0 when it is not known. */
export const requestedSize = (p: Ptr): number => sizeOf(indexOf(p))

/** Is this block, which must be in use, of the obj domain? */
export const isObjectBlock = (p: Ptr): boolean => (blocks[indexOf(p)] & OBJECT) !== 0

/** Bytes requested and not freed. */
export const tracedBytes = (): number => (rows[TRACED_PEAK] - rows[QUOTA] - rows[FREED_ROOM]) | 0

export function tracedPeak(): number {
  notePeaks()
  return rows[TRACED_PEAK]
}

/** Bytes of pymalloc blocks in use. */
export const pymallocBytes = (): number => rows[PYMALLOC_PEAK] - rows[PYMALLOC_ROOM]

/** Most bytes in pymalloc blocks since the last call; a new interval begins with what is in use now. */
export function takePymallocPeak(): number {
  notePeaks()
  const peak = rows[PYMALLOC_PEAK]
  rows[PYMALLOC_PEAK] -= rows[PYMALLOC_ROOM]
  rows[PYMALLOC_ROOM] = 0
  return peak
}

/** Blocks of the obj domain in use: objects alive, and those parked on free lists. */
export const objectBlocks = (): number =>
  (i32[BLOCKS_ALLOCATED >> 2] - i32[BLOCKS_FREED >> 2] + rows[OBJECTS_APART]) | 0
export const intDeaths = (): number => rows[INT_DEATHS] >>> 0

/** Blocks allocated so far; a resized block counts as freed and allocated. */
export function allocations(): number {
  settleCounts()
  return settled[ALLOCATIONS] + apart[APART_ALLOCATIONS]
}

export function frees(): number {
  settleCounts()
  return settled[FREES] + apart[APART_FREES]
}

export function allocatedBytes(): number {
  settleBytes()
  return settled[BYTES_SETTLED]
}

export interface SiteFigures {
  allocated: number
  allocatedBlocks: number
  freed: number
  freedBlocks: number
  live: number
  liveBlocks: number
  temporary: number
  temporaryBlocks: number
}

export function siteFigures(site: number): SiteFigures {
  const live = liveBytes(site << ROW_SHIFT)
  const blocksAlive = liveBlocks(site << ROW_SHIFT)
  const temporary = freedOf(site, 2)
  const temporaryBlocks = freedOf(site, 3)
  const freed = freedOf(site, 0) + temporary
  const freedBlocks = freedOf(site, 1) + temporaryBlocks
  return {
    allocated: freed + live,
    allocatedBlocks: freedBlocks + blocksAlive,
    freed,
    freedBlocks,
    live,
    liveBlocks: blocksAlive,
    temporary,
    temporaryBlocks,
  }
}

/** Live bytes and blocks of a site when the traced bytes of the process were largest. */
export function peakOf(site: number): { bytes: number; blocks: number } {
  notePeaks()
  const c = site << ROW_SHIFT
  if (rows[c + SITE_PERIOD] === rows[PERIOD]) return { bytes: rows[c + PEAK], blocks: rows[c + PEAK_BLOCKS] }
  return { bytes: liveBytes(c), blocks: liveBlocks(c) }
}
