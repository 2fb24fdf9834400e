/**
 * The three allocator domains of CPython 3.11: what the rest of the runtime calls.
 *
 *     raw   the system malloc; never seen by sys.getallocatedblocks()
 *     mem   pymalloc for 1..512 bytes, else the system malloc
 *     obj   the same allocator as mem; the two differ only for observers
 *
 * Every function that allocates returns 0 on failure; raising MemoryError is the caller's job.
 * tracemalloc attaches with setAllocHooks, the lab's recorder with setAllocationRecorder; both can be on at a time, and while
 * neither is each call tests one flag.
 */
import { ARENA_FRAMES, ARENA_SHIFT } from './address-map'
import { copyBytes, zeroBytes } from './bytes'
import { f64, i32, type Ptr, u8 } from './heap'
import { poolFree, poolMalloc } from './pymalloc'
import { blockSize, POOL_CLASS, POOL_MASK, RAW_ALLOCATED_BLOCKS, SMALL_REQUEST_THRESHOLD } from './pymalloc-layout'
import { calloc, free, malloc, realloc } from './system-malloc'

export const RAW = 0
export const MEM = 1
export const OBJ = 2
/** Memory that CPython takes from the obj domain for something that is no object (key tables, buffers). */
export const OBJ_DATA = 3
/** The domains that CPython knows: what AllocHooks hear of. */
export type Domain = typeof RAW | typeof MEM | typeof OBJ
/** What the recorder hears of, which counts objects. */
export type RecordedDomain = Domain | typeof OBJ_DATA

const reported = (domain: RecordedDomain): Domain => (domain === OBJ_DATA ? OBJ : domain)

/**
 * Called after an allocation succeeded and before a block is freed. A block of the mem or obj domain that the system malloc
 * serves is reported once, in its own domain. An observer that allocates must use system-malloc.ts, which reports nothing.
 */
export interface AllocHooks {
  malloc(domain: Domain, size: number, p: Ptr): void
  calloc(domain: Domain, size: number, p: Ptr): void
  realloc(domain: Domain, oldPtr: Ptr, newPtr: Ptr, size: number): void
  free(domain: Domain, p: Ptr): void
}

/**
 * The recorder's own way in, shorter than AllocHooks: it uses no memory of the process and needs no domain but obj, whose blocks
 * are objects. While nobody else listens, the two most frequent calls go to it whole: it allocates and frees itself, with
 * allocateBlock and releaseBlock or what they are made of.
 */
export interface AllocationRecorder {
  malloc(n: number, domain: RecordedDomain): Ptr
  free(p: Ptr, domain: RecordedDomain): void
  allocated(p: Ptr, size: number, domain: RecordedDomain): void
  /** Before the block is given back: its bytes are still there. */
  freed(p: Ptr, domain: RecordedDomain): void
  /** After a block was resized, and perhaps moved; `before` is what its pymalloc block took, 0 when it was in none. */
  resized(old: Ptr, before: number, p: Ptr, size: number, domain: RecordedDomain): void
}

let hooks: AllocHooks | null = null
let recorder: AllocationRecorder | null = null
/**
 * Who is to be told: nobody, the recorder alone, or anyone else. It is tested at every allocation: of a typed array on a
 * buffer of its own V8 knows the address, of a module's variable it must find out by a dozen comparisons that it is true.
 */
const listeners = new Int32Array(new SharedArrayBuffer(4))
const NOBODY = 0
const RECORDER = 1
const GENERAL = 2
let recordMalloc: AllocationRecorder['malloc'] = allocateBlock
let recordFree: AllocationRecorder['free'] = releaseBlock

/** Attach an observer, or detach it with null. Returns the one before, so that a second observer can pass events on. */
export function setAllocHooks(h: AllocHooks | null): AllocHooks | null {
  const before = hooks
  hooks = h
  update()
  return before
}

/** Attach the recorder, or detach it with null. */
export function setAllocationRecorder(r: AllocationRecorder | null): void {
  recorder = r
  if (r !== null) {
    recordMalloc = r.malloc
    recordFree = r.free
  }
  update()
}

function update(): void {
  listeners[0] = hooks !== null ? GENERAL : recorder !== null ? RECORDER : NOBODY
}

function tellMalloc(domain: RecordedDomain, n: number, p: Ptr): void {
  if (recorder !== null) recorder.allocated(p, n, domain)
  if (hooks !== null) hooks.malloc(reported(domain), n, p)
}

function tellCalloc(domain: RecordedDomain, n: number, p: Ptr): void {
  if (recorder !== null) recorder.allocated(p, n, domain)
  if (hooks !== null) hooks.calloc(reported(domain), n, p)
}

function tellRealloc(domain: RecordedDomain, old: Ptr, before: number, p: Ptr, n: number): void {
  if (recorder !== null) {
    if (old === 0) recorder.allocated(p, n, domain)
    else recorder.resized(old, before, p, n, domain)
  }
  if (hooks !== null) hooks.realloc(reported(domain), old, p, n)
}

function tellFree(domain: RecordedDomain, p: Ptr): void {
  if (recorder !== null) recorder.freed(p, domain)
  if (hooks !== null) hooks.free(reported(domain), p)
}

/** Bytes of the pymalloc block at p, 0 when pymalloc did not serve it. */
const pymallocBlockBytes = (p: Ptr): number =>
  u8[ARENA_FRAMES + (p >>> ARENA_SHIFT)] === 0 ? 0 : blockSize(i32[((p & POOL_MASK) + POOL_CLASS) >> 2])

// --- obj -------------------------------------------------------------------------------------------------------------

export function objMalloc(n: number): Ptr {
  return n >= 1 && n <= SMALL_REQUEST_THRESHOLD && listeners[0] === NOBODY
    ? poolMalloc(n) || mallocSlow(OBJ, n)
    : mallocSlow(OBJ, n)
}

/** objMalloc(blockSize(c)) for a class index known to the caller: the fastest way to a block. */
export function objMallocClass(c: number): Ptr {
  const n = (c + 1) << 4
  return listeners[0] === NOBODY ? poolMalloc(n) || mallocSlow(OBJ, n) : mallocSlow(OBJ, n)
}

export function objCalloc(count: number, size: number): Ptr {
  return callocSlow(OBJ, count * size)
}

export function objRealloc(p: Ptr, n: number): Ptr {
  return reallocSlow(OBJ, p, n)
}

export function objFree(p: Ptr): void {
  if (listeners[0] !== NOBODY || u8[ARENA_FRAMES + (p >>> ARENA_SHIFT)] === 0) freeSlow(OBJ, p)
  else poolFree(p)
}

/** objFree of a block known to be pymalloc's (small objects of fixed size): saves the address test. */
export function objFreeSmall(p: Ptr): void {
  if (listeners[0] !== NOBODY) freeSlow(OBJ, p)
  else poolFree(p)
}

// --- obj, but no object ------------------------------------------------------------------------------------------------

export function objDataMalloc(n: number): Ptr {
  const small = n >= 1 && n <= SMALL_REQUEST_THRESHOLD && listeners[0] === NOBODY
  return small ? poolMalloc(n) || mallocSlow(OBJ_DATA, n) : mallocSlow(OBJ_DATA, n)
}

export function objDataRealloc(p: Ptr, n: number): Ptr {
  return reallocSlow(OBJ_DATA, p, n)
}

export function objDataFree(p: Ptr): void {
  if (listeners[0] !== NOBODY || u8[ARENA_FRAMES + (p >>> ARENA_SHIFT)] === 0) freeSlow(OBJ_DATA, p)
  else poolFree(p)
}

// --- mem -------------------------------------------------------------------------------------------------------------

/** Up to here memCalloc clears by a loop of its own. */
const SHORT_CALLOC = 128

export function memMalloc(n: number): Ptr {
  return n >= 1 && n <= SMALL_REQUEST_THRESHOLD && listeners[0] === NOBODY
    ? poolMalloc(n) || mallocSlow(MEM, n)
    : mallocSlow(MEM, n)
}

export function memCalloc(count: number, size: number): Ptr {
  const n = count * size
  if (n < 1 || n > SMALL_REQUEST_THRESHOLD || listeners[0] !== NOBODY) return callocSlow(MEM, n)
  const p = poolMalloc(n)
  if (p === 0) return callocSlow(MEM, n)
  if (n <= SHORT_CALLOC) {
    // to the end of a block's last double: blocks are multiples of 16 bytes
    for (let d = p >> 3, end = (p + n + 7) >> 3; d < end; d++) f64[d] = 0
  } else zeroBytes(p, n)
  return p
}

export function memRealloc(p: Ptr, n: number): Ptr {
  return reallocSlow(MEM, p, n)
}

export function memFree(p: Ptr): void {
  if (listeners[0] !== NOBODY || u8[ARENA_FRAMES + (p >>> ARENA_SHIFT)] === 0) freeSlow(MEM, p)
  else poolFree(p)
}

// --- raw -------------------------------------------------------------------------------------------------------------

export function rawMalloc(n: number): Ptr {
  const p = malloc(n || 1)
  if (listeners[0] !== NOBODY && p !== 0) tellMalloc(RAW, n, p)
  return p
}

export function rawCalloc(count: number, size: number): Ptr {
  const n = count * size
  const p = calloc(1, n || 1)
  if (listeners[0] !== NOBODY && p !== 0) tellCalloc(RAW, n, p)
  return p
}

export function rawRealloc(old: Ptr, n: number): Ptr {
  const p = realloc(old, n || 1)
  if (listeners[0] !== NOBODY && p !== 0) tellRealloc(RAW, old, 0, p, n)
  return p
}

export function rawFree(p: Ptr): void {
  if (p === 0) return
  if (listeners[0] !== NOBODY) tellFree(RAW, p)
  free(p)
}

// --- the general paths of mem and obj -----------------------------------------------------------------------------------

const isSmall = (n: number): boolean => n >= 1 && n <= SMALL_REQUEST_THRESHOLD

function mallocSlow(domain: RecordedDomain, n: number): Ptr {
  return (listeners[0] === RECORDER ? recordMalloc(n, domain) : mallocGeneral(domain, n)) | 0
}

function mallocGeneral(domain: RecordedDomain, n: number): Ptr {
  const p = allocateBlock(n)
  if (listeners[0] !== NOBODY && p !== 0) tellMalloc(domain, n, p)
  return p
}

function callocSlow(domain: RecordedDomain, n: number): Ptr {
  let p = isSmall(n) ? poolMalloc(n) : 0
  if (p !== 0) {
    zeroBytes(p, n)
  } else {
    p = calloc(1, n || 1)
    if (p === 0) return 0
    i32[RAW_ALLOCATED_BLOCKS >> 2]++
  }
  if (listeners[0] !== NOBODY) tellCalloc(domain, n, p)
  return p
}

function reallocSlow(domain: RecordedDomain, old: Ptr, n: number): Ptr {
  const before = listeners[0] !== NOBODY && old !== 0 ? pymallocBlockBytes(old) : 0
  const p = old === 0 ? allocateBlock(n) : reallocate(old, n)
  if (listeners[0] !== NOBODY && p !== 0) tellRealloc(domain, old, before, p, n)
  return p
}

function freeSlow(domain: RecordedDomain, p: Ptr): void {
  if (p === 0) return
  if (listeners[0] === RECORDER) recordFree(p, domain)
  else freeGeneral(domain, p)
}

function freeGeneral(domain: RecordedDomain, p: Ptr): void {
  if (listeners[0] !== NOBODY) tellFree(domain, p)
  releaseBlock(p)
}

/** pymalloc first; what it cannot serve (or has no arena for) goes to the system malloc. (_PyObject_Malloc) */
export function allocateBlock(n: number): Ptr {
  let p = isSmall(n) ? poolMalloc(n) : 0
  if (p !== 0) return p
  p = malloc(n || 1)
  if (p !== 0) i32[RAW_ALLOCATED_BLOCKS >> 2]++
  return p
}

/** Takes back a block of the mem or obj domain. */
export function releaseBlock(p: Ptr): void {
  if (u8[ARENA_FRAMES + (p >>> ARENA_SHIFT)] !== 0) {
    poolFree(p)
    return
  }
  free(p)
  i32[RAW_ALLOCATED_BLOCKS >> 2]--
}

/** A pymalloc block stays where it is while the request fits and uses more than 3/4 of it. (_PyObject_Realloc) */
function reallocate(old: Ptr, n: number): Ptr {
  if (u8[ARENA_FRAMES + (old >>> ARENA_SHIFT)] === 0) return realloc(old, n || 1)
  const size = blockSize(i32[((old & POOL_MASK) + POOL_CLASS) >> 2])
  if (n <= size && 4 * n > 3 * size) return old
  const p = allocateBlock(n)
  if (p === 0) return 0
  copyBytes(p, old, n < size ? n : size)
  releaseBlock(old)
  return p
}
