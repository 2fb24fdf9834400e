/**
 * Tracing of allocations (CPython Modules/_tracemalloc.c): one record of 16 bytes per live block (size, traceback) in a table by
 * address. Blocks that forEachBlock and friends never see (arenas, frame stack) are not traced, as in CPython.
 */
import { ARENA_FRAMES, ARENA_SHIFT } from '../memory/address-map'
import { type AllocHooks, RAW, setAllocHooks } from '../memory/domains'
import { i32, type Ptr, u8 } from '../memory/heap'
import { staticAlloc } from '../memory/static-data'
import { free, malloc } from '../memory/system-malloc'
import { setReuseObserver, typeFlags } from '../object/alloc'
import { OB_TYPE, SIZEOF_GC_HEAD, TPFLAGS_HAVE_GC } from '../object/layout'
import {
  addEntry,
  clearTable,
  ENTRY_VALUE,
  findPointer,
  forEachEntry,
  newTable,
  pointerHash,
  stealPointer,
  tableBytes,
} from './tracemalloc-hashtable'
import {
  clearTracebacks,
  closeScratch,
  currentTraceback,
  initTracebacks,
  openScratch,
  tracebackTableBytes,
} from './tracemalloc-tracebacks'

export const MAX_NFRAME = 65535

const SIZEOF_TRACE = 16
const TRACE_SIZE = 0
const TRACE_TRACEBACK = 8
export const traceSize = (trace: Ptr): number => i32[(trace + TRACE_SIZE) >> 2]
export const traceTraceback = (trace: Ptr): Ptr => i32[(trace + TRACE_TRACEBACK) >> 2]

const TRACING = staticAlloc(4, 4)
/** Set while tracemalloc itself works: what it allocates then is not recorded. */
const REENTRANT = staticAlloc(4, 4)
const LIMIT = staticAlloc(4, 4)
const TRACED = staticAlloc(4, 4)
const PEAK = staticAlloc(4, 4)
const TRACES = staticAlloc(8, 8)
/** Traces of other domains (C extensions): there are none, but the table takes its room. */
const DOMAINS = staticAlloc(8, 8)
i32[LIMIT >> 2] = 1

export const isTracing = (): boolean => i32[TRACING >> 2] !== 0
export const frameLimit = (): number => i32[LIMIT >> 2]
export const tracedMemory = (): number => i32[TRACED >> 2]
export const peakMemory = (): number => i32[PEAK >> 2]

/** Runs f without recording what it allocates. */
export function untraced<T>(f: () => T): T {
  i32[REENTRANT >> 2] = 1
  try {
    return f()
  } finally {
    i32[REENTRANT >> 2] = 0
  }
}

function addTrace(p: Ptr, size: number): void {
  const traceback = currentTraceback(i32[LIMIT >> 2])
  if (traceback === 0) return
  const table = i32[TRACES >> 2]
  const entry = findPointer(table, p)
  let trace: Ptr
  if (entry !== 0) {
    trace = i32[(entry + ENTRY_VALUE) >> 2]
    i32[TRACED >> 2] -= i32[trace >> 2]
  } else {
    trace = malloc(SIZEOF_TRACE)
    if (trace === 0) return
    if (!addEntry(table, pointerHash(p), p, trace)) {
      free(trace)
      return
    }
  }
  const w = trace >> 2
  i32[w] = size
  i32[w + 1] = 0
  i32[w + 2] = traceback
  i32[w + 3] = 0
  const total = (i32[TRACED >> 2] += size)
  if (total > i32[PEAK >> 2]) i32[PEAK >> 2] = total
}

function removeTrace(p: Ptr): void {
  const trace = stealPointer(i32[TRACES >> 2], p)
  if (trace === 0) return
  i32[TRACED >> 2] -= i32[trace >> 2]
  free(trace)
}

function traceMalloc(_domain: number, size: number, p: Ptr): void {
  if (i32[REENTRANT >> 2] === 0) addTrace(p, size)
}

/** The latest resizing owns the whole block. A block of the system malloc loses its record first, inside the raw domain. */
function traceRealloc(domain: number, old: Ptr, p: Ptr, size: number): void {
  const reentrant = i32[REENTRANT >> 2] !== 0
  if (old !== 0 && (reentrant || old !== p || (domain !== RAW && u8[ARENA_FRAMES + (old >>> ARENA_SHIFT)] === 0))) {
    removeTrace(old)
  }
  if (!reentrant) addTrace(p, size)
}

const hooks: AllocHooks = {
  malloc: traceMalloc,
  calloc: traceMalloc,
  realloc: traceRealloc,
  free: (_domain, p) => removeTrace(p),
}

/** Address of the record key of an object. The 16 bytes of a managed dict are not counted, so those are not found (as CPython). */
const blockOf = (o: Ptr): Ptr => (typeFlags(i32[(o + OB_TYPE) >> 2]) & TPFLAGS_HAVE_GC ? o - SIZEOF_GC_HEAD : o)

/** An object comes from a free list: its block now belongs to the line that reuses it (_PyTraceMalloc_NewReference). */
function traceReuse(o: Ptr): void {
  const entry = findPointer(i32[TRACES >> 2], blockOf(o))
  if (entry === 0) return
  const traceback = currentTraceback(i32[LIMIT >> 2])
  if (traceback !== 0) i32[(i32[(entry + ENTRY_VALUE) >> 2] + TRACE_TRACEBACK) >> 2] = traceback
}

/** Tables of the process; false when there is no memory. */
export function initTracing(): boolean {
  if (!initTracebacks()) return false
  if (i32[TRACES >> 2] !== 0) return true
  i32[TRACES >> 2] = newTable()
  i32[DOMAINS >> 2] = newTable()
  return i32[TRACES >> 2] !== 0 && i32[DOMAINS >> 2] !== 0
}

let observed: AllocHooks | null = null

/** Attaches to the allocators what the state in memory says: after start, and when a snapshot was restored. */
export function attachTracing(): void {
  observed = setAllocHooks(hooks)
  setReuseObserver(traceReuse)
}

/** Starts tracing with nframe frames per trace (1 to MAX_NFRAME); nothing when it is on already. False: no memory. */
export function startTracing(nframe: number): boolean {
  if (!initTracing()) return false
  if (isTracing()) return true
  i32[LIMIT >> 2] = nframe
  if (!openScratch(nframe)) return false
  i32[TRACING >> 2] = 1
  attachTracing()
  return true
}

function forgetTraces(): void {
  clearTable(i32[TRACES >> 2], (_p, trace) => free(trace))
  clearTable(i32[DOMAINS >> 2], () => {})
  i32[TRACED >> 2] = i32[PEAK >> 2] = 0
  clearTracebacks()
}

export function stopTracing(): void {
  if (!isTracing()) return
  i32[TRACING >> 2] = 0
  setAllocHooks(observed)
  setReuseObserver(null)
  forgetTraces()
  closeScratch()
}

export function clearTraces(): void {
  if (isTracing()) untraced(forgetTraces)
}

export function resetPeak(): void {
  if (isTracing()) i32[PEAK >> 2] = i32[TRACED >> 2]
}

/** Tables and their entries; records and tracebacks are not counted, as in CPython. */
export const tracingTableBytes = (): number =>
  tracebackTableBytes() + tableBytes(i32[TRACES >> 2]) + tableBytes(i32[DOMAINS >> 2])

/** Traceback of an object's block, 0 when there is none. */
export function objectTraceback(o: Ptr): Ptr {
  if (!isTracing()) return 0
  const entry = findPointer(i32[TRACES >> 2], blockOf(o))
  return entry === 0 ? 0 : traceTraceback(i32[(entry + ENTRY_VALUE) >> 2])
}

/** A copy of all traces, to be read while new ones come; 0 when there is no memory. Free it with freeTable(copy, freeTrace). */
export function copyTraces(): Ptr {
  const copy = newTable()
  if (copy === 0) return 0
  const complete = forEachEntry(i32[TRACES >> 2], (p, trace) => {
    const record = malloc(SIZEOF_TRACE)
    if (record === 0) return false
    u8.copyWithin(record, trace, trace + SIZEOF_TRACE)
    return addEntry(copy, pointerHash(p), p, record)
  })
  if (complete) return copy
  clearTable(copy, freeTrace)
  return 0
}

export const freeTrace = (_p: Ptr, trace: Ptr): void => free(trace)
