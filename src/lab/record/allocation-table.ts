/**
 * What is known of every block in use: which line asked for it, how many bytes, and when; and what each line has allocated and
 * freed. The tables are buffers of their own, which the host's kernel backs page by page where they are written; the
 * process's own bytes stay untouched. All of it is module-level constants, for V8 to fold: a thread records one run.
 *
 * Every allocation and every free passes here, so each figure is either changed by one integer addition or left to be worked out
 * from others when somebody asks (docs/performance.md, "Recording").
 *
 * Two words per 16 bytes of address space, at the block's start. They stay when the block is freed.
 *
 *     word 0   bit 31: known, bit 30: of the obj domain, bits 10-29: site, bits 0-9: requested bytes (LARGE: see word 2)
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
import { currentSite, NO_SITE, SITE_BITS } from './sites'

const W_BUDGET = TS_BUDGET >> 2
const W_TYPE = OB_TYPE >> 2

const KNOWN = 1 << 31
const OBJECT = 1 << 30
const SIZE_BITS = 10
const LARGE = (1 << SIZE_BITS) - 1
const SITE_MASK = (1 << SITE_BITS) - 1
const EPOCH_SHIFT = 12
const BUDGET_MASK = (1 << EPOCH_SHIFT) - 1

/** By 16 bytes of address space, two words. */
const blocks = new Int32Array(new SharedArrayBuffer(HEAP_BYTES >>> 1))

/** Words of the state. Live bytes are below 2^31, as every address is. */
const TRACED = 0
const TRACED_PEAK = 1
const PYMALLOC = 2
const PYMALLOC_PEAK = 3
/** Every new peak of the traced bytes begins a period. */
const PERIOD = 4
const EPOCH = 5
const LAST_BLOCK = 6
/** Bytes that may be allocated before the next call stack is taken; what it was when it was last set. */
const QUOTA = 7
const QUOTA_START = 8
/** Blocks of the obj domain minus pymalloc blocks: pymalloc's own counters know the rest. */
const OBJECTS_APART = 9
const INT_DEATHS = 10
/** Members of `shrunk`. */
const SHRUNK = 11
const now = new Int32Array(new SharedArrayBuffer(64))

/** Doubles: bytes allocated up to the last settling; blocks allocated and freed up to it. */
const BYTES_SETTLED = 0
const ALLOCATIONS = 1
const FREES = 2
const settled = new Float64Array(3)
/** Blocks that pymalloc's counters do not see: of the system malloc, and resized in place. */
const APART_ALLOCATIONS = 0
const APART_FREES = 1
const apart = new Float64Array(2)
const seen = new Int32Array(2)

/** A site's row: eight doubles, the first two of which are four words. */
const ROW_SHIFT = 3
const rows = new SharedArrayBuffer(8 << (SITE_BITS + ROW_SHIFT))
const sums = new Float64Array(rows)
const words = new Int32Array(rows)
const ALLOCATED_BLOCKS = 0 // words
const FREED_BLOCKS = 1
const SITE_PERIOD = 2
const TEMPORARY_BLOCKS = 3
const ALLOCATED = 2 // doubles
const FREED = 3
const TEMPORARY = 4
/** Live when the traced bytes were largest; valid when the site has changed in the present period. */
const PEAK = 5
const PEAK_BLOCKS = 6

/** pymalloc blocks that shrank in place: their size does not follow from their request. */
const shrunk = new Set<Ptr>()

let takeStack: () => void = () => {}

export function resetAllocations(): void {
  now.fill(0)
  shrunk.clear()
  now[PYMALLOC] = now[PYMALLOC_PEAK] = pymallocBytesInUse()
  // a site that has never changed must not look as if it had in period 0
  now[PERIOD] = 1
  now[QUOTA] = now[QUOTA_START] = 0x7fff_ffff
  now[OBJECTS_APART] = -(i32[BLOCKS_ALLOCATED >> 2] - i32[BLOCKS_FREED >> 2])
  settled.fill(0)
  apart.fill(0)
  seen[0] = i32[BLOCKS_ALLOCATED >> 2]
  seen[1] = i32[BLOCKS_FREED >> 2]
}

/** Calls f in the allocation with which `bytes` more have been allocated; each time anew. */
export function sampleStacks(bytes: number, f: () => void): void {
  settleBytes()
  takeStack = f
  now[QUOTA] = now[QUOTA_START] = bytes
}

function settleBytes(): void {
  settled[BYTES_SETTLED] += now[QUOTA_START] - now[QUOTA]
  now[QUOTA_START] = now[QUOTA]
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

/** The site's live figures are still those of the peak: they are kept before they change. */
function keepPeak(site: number): void {
  const c = site << ROW_SHIFT
  words[2 * c + SITE_PERIOD] = now[PERIOD]
  sums[c + PEAK] = sums[c + ALLOCATED] - sums[c + FREED]
  sums[c + PEAK_BLOCKS] = (words[2 * c + ALLOCATED_BLOCKS] - words[2 * c + FREED_BLOCKS]) | 0
}

/** A small block that pymalloc has just given. */
function noteSmall(p: Ptr, size: number, kind: number): void {
  const site = currentSite()
  const k = (p >>> 4) << 1
  blocks[k] = kind | (site << SIZE_BITS) | size
  noteRest(k, size, site)
  const inPools = (now[PYMALLOC] += roundUp(size))
  if (inPools > now[PYMALLOC_PEAK]) now[PYMALLOC_PEAK] = inPools
}

/** What every allocation changes. */
function noteRest(k: number, size: number, site: number): void {
  blocks[k + 1] = (now[EPOCH] << EPOCH_SHIFT) | (i32[W_BUDGET] & BUDGET_MASK)
  now[LAST_BLOCK] = k
  const c = site << ROW_SHIFT
  const traced = (now[TRACED] += size)
  if (traced > now[TRACED_PEAK]) {
    now[TRACED_PEAK] = traced
    now[PERIOD]++
  } else if (words[2 * c + SITE_PERIOD] !== now[PERIOD]) keepPeak(site)
  sums[c + ALLOCATED] += size
  words[2 * c + ALLOCATED_BLOCKS]++
  if ((now[QUOTA] -= size) < 0) stackDue()
}

function stackDue(): void {
  settleBytes()
  takeStack()
}

/** A block from anywhere. */
function allocated(p: Ptr, size: number, domain: RecordedDomain): void {
  const kind = domain === OBJ ? KNOWN | OBJECT : KNOWN
  if (inArena(p)) {
    if (domain !== OBJ) now[OBJECTS_APART]--
    noteSmall(p, size, kind)
    return
  }
  apart[APART_ALLOCATIONS]++
  if (domain === OBJ) now[OBJECTS_APART]++
  const site = currentSite()
  const k = (p >>> 4) << 1
  if (size <= SMALL_REQUEST_THRESHOLD) blocks[k] = kind | (site << SIZE_BITS) | size
  else {
    blocks[k] = kind | (site << SIZE_BITS) | LARGE
    blocks[k + 2] = size
  }
  noteRest(k, size, site)
}

/** What every free changes; the block's own words are still as they were. */
function noteFreed(k: number, word: number, size: number): void {
  const site = (word >>> SIZE_BITS) & SITE_MASK
  const c = site << ROW_SHIFT
  now[TRACED] -= size
  if (words[2 * c + SITE_PERIOD] !== now[PERIOD]) keepPeak(site)
  sums[c + FREED] += size
  words[2 * c + FREED_BLOCKS]++
  // no time has passed for the program since the block was made, and it still is at the same line
  if (((blocks[k + 1] ^ i32[W_BUDGET]) & BUDGET_MASK) === 0 && site !== NO_SITE && currentSite() === site) {
    sums[c + TEMPORARY] += size
    words[2 * c + TEMPORARY_BLOCKS]++
  }
}

/** A block that is about to be freed, or has been moved away from. */
function forget(p: Ptr, pymallocBytes: number, domain: RecordedDomain): void {
  const k = (p >>> 4) << 1
  const word = blocks[k]
  if (pymallocBytes !== 0) {
    if (domain !== OBJ) now[OBJECTS_APART]++
    now[PYMALLOC] -= pymallocBytes
    if (now[SHRUNK] !== 0 && shrunk.delete(p)) now[SHRUNK] = shrunk.size
  } else {
    if (word !== 0) apart[APART_FREES]++
    if (domain === OBJ) now[OBJECTS_APART]--
  }
  // allocated before the recorder was there
  if (word === 0) return
  noteFreed(k, word, (word & LARGE) === LARGE ? blocks[k + 2] : word & LARGE)
  blocks[k] = 0
}

const poolBlockBytes = (p: Ptr): number => blockSize(i32[((p & POOL_MASK) + POOL_CLASS) >> 2])

function countInt(p: Ptr): void {
  // an int's block is its own; of an object with a GC head this word is a link
  if (i32[(p >> 2) + W_TYPE] === PyLong_Type) now[INT_DEATHS]++
}

export const allocationRecorder: AllocationRecorder = {
  malloc(n, domain) {
    if (n >= 1 && n <= SMALL_REQUEST_THRESHOLD) {
      const p = poolMalloc(n)
      if (p !== 0) {
        if (domain === OBJ) noteSmall(p, n, KNOWN | OBJECT)
        else {
          now[OBJECTS_APART]--
          noteSmall(p, n, KNOWN)
        }
        return p
      }
    }
    const p = allocateBlock(n)
    if (p !== 0) allocated(p, n, domain)
    return p
  },
  free(p, domain) {
    const k = (p >>> 4) << 1
    const word = blocks[k]
    const size = word & LARGE
    if (size === LARGE || word === 0 || now[SHRUNK] !== 0 || !inArena(p)) {
      freedBlock(p, domain)
      releaseBlock(p)
      return
    }
    if (domain === OBJ) countInt(p)
    else now[OBJECTS_APART]++
    now[PYMALLOC] -= roundUp(size)
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
    now[PYMALLOC] += difference
    if (difference === 0) return
    shrunk.add(p)
    now[SHRUNK] = shrunk.size
  },
}

function freedBlock(p: Ptr, domain: RecordedDomain): void {
  if (domain === OBJ) countInt(p)
  forget(p, domain !== RAW && inArena(p) ? poolBlockBytes(p) : 0, domain)
}

/** The block counts as born in the present epoch. */
export function rejuvenate(block: Ptr): void {
  const k = (block >>> 4) << 1
  if (blocks[k] !== 0) blocks[k + 1] = (now[EPOCH] << EPOCH_SHIFT) | (i32[W_BUDGET] & BUDGET_MASK)
}

/**
 * An object comes from a free list: its block is as young as the object, and belongs to the line that reuses it, as tracemalloc
 * has it. No allocator was asked, so nothing is counted: the block moves from one line's account to the other's.
 */
export function reborn(block: Ptr): void {
  const k = (block >>> 4) << 1
  const word = blocks[k]
  if (word === 0) return
  blocks[k + 1] = (now[EPOCH] << EPOCH_SHIFT) | (i32[W_BUDGET] & BUDGET_MASK)
  const site = currentSite()
  const before = (word >>> SIZE_BITS) & SITE_MASK
  if (site === before) return
  blocks[k] = (word & ~(SITE_MASK << SIZE_BITS)) | (site << SIZE_BITS)
  const size = (word & LARGE) === LARGE ? blocks[k + 2] : word & LARGE
  move(before, -size, -1)
  move(site, size, 1)
}

function move(site: number, size: number, count: number): void {
  const c = site << ROW_SHIFT
  if (words[2 * c + SITE_PERIOD] !== now[PERIOD]) keepPeak(site)
  sums[c + ALLOCATED] += size
  words[2 * c + ALLOCATED_BLOCKS] += count
}

/** A collection begins: what is allocated from here on is younger than it. Gives the epoch that begins. */
export function nextEpoch(): number {
  return ++now[EPOCH]
}

export const currentEpoch = (): number => now[EPOCH]
export const lastBlock = (): Ptr => now[LAST_BLOCK] << 3

/** Epoch in which a block was born, in the 20 bits that are kept of it. */
export const birthOf = (block: Ptr): number => blocks[((block >>> 4) << 1) + 1] >> EPOCH_SHIFT

/** Requested size of a block in use, 0 when it is not known. */
export function requestedSize(p: Ptr): number {
  const word = blocks[(p >>> 4) << 1]
  return (word & LARGE) === LARGE ? blocks[((p >>> 4) << 1) + 2] : word & LARGE
}

/** Is this block, which must be in use, of the obj domain? */
export const isObjectBlock = (p: Ptr): boolean => (blocks[(p >>> 4) << 1] & (KNOWN | OBJECT)) === (KNOWN | OBJECT)

/** Bytes requested and not freed. */
export const tracedBytes = (): number => now[TRACED]
export const tracedPeak = (): number => now[TRACED_PEAK]
/** Bytes of pymalloc blocks in use. */
export const pymallocBytes = (): number => now[PYMALLOC]

/** Most bytes in pymalloc blocks since the last call; a new interval begins with what is in use now. */
export function takePymallocPeak(): number {
  const peak = now[PYMALLOC_PEAK]
  now[PYMALLOC_PEAK] = now[PYMALLOC]
  return peak
}

/** Blocks of the obj domain in use: objects alive, and those parked on free lists. */
export const objectBlocks = (): number => (i32[BLOCKS_ALLOCATED >> 2] - i32[BLOCKS_FREED >> 2] + now[OBJECTS_APART]) | 0
export const intDeaths = (): number => now[INT_DEATHS] >>> 0

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
  const c = site << ROW_SHIFT
  const w = 2 * c
  return {
    allocated: sums[c + ALLOCATED],
    allocatedBlocks: words[w + ALLOCATED_BLOCKS] >>> 0,
    freed: sums[c + FREED],
    freedBlocks: words[w + FREED_BLOCKS] >>> 0,
    live: sums[c + ALLOCATED] - sums[c + FREED],
    liveBlocks: (words[w + ALLOCATED_BLOCKS] - words[w + FREED_BLOCKS]) | 0,
    temporary: sums[c + TEMPORARY],
    temporaryBlocks: words[w + TEMPORARY_BLOCKS] >>> 0,
  }
}

/** Live bytes and blocks of a site when the traced bytes of the process were largest. */
export function peakOf(site: number): { bytes: number; blocks: number } {
  const c = site << ROW_SHIFT
  if (words[2 * c + SITE_PERIOD] === now[PERIOD]) return { bytes: sums[c + PEAK], blocks: sums[c + PEAK_BLOCKS] }
  const { live, liveBlocks } = siteFigures(site)
  return { bytes: live, blocks: liveBlocks }
}
