/**
 * What is known of every block in use: who asked for it, how many bytes, and when. Two words per 16 bytes of address space, in a
 * buffer of its own that the host's kernel backs page by page where it is written; the process's own bytes stay untouched.
 *
 *     word 0   site (bits 10-30) and requested size (bits 0-9, 0x3ff: look it up in `large`); 0: unknown block
 *     word 1   birth: number of the allocation, modulo 2^32
 */
import { ARENA_FRAMES, ARENA_SHIFT } from '../../runtime/memory/address-map'
import { type AllocationRecorder, type Domain, OBJ } from '../../runtime/memory/domains'
import { HEAP_BYTES, i32, type Ptr, u8 } from '../../runtime/memory/heap'
import { blockSize, POOL_CLASS, POOL_MASK } from '../../runtime/memory/pymalloc-layout'
import { pymallocBytesInUse } from '../../runtime/memory/statistics'

const LARGE = 0x3ff
const KNOWN = 1 << 31
const SIZE_BITS = 10

/** Indexes into `figures`: doubles, since all of them may pass 2^31. */
export const TRACED = 0
export const TRACED_PEAK = 1
export const PYMALLOC_BYTES = 2
/** Since the last sample. */
export const PYMALLOC_PEAK = 3
export const ALLOCATIONS = 4
export const FREES = 5
export const OBJECT_BLOCKS = 6
const FIGURES = 7

export class AllocationTable implements AllocationRecorder {
  readonly figures = new Float64Array(FIGURES)
  private readonly blocks = new Int32Array(new SharedArrayBuffer(HEAP_BYTES >>> 1))
  private readonly large = new Map<Ptr, number>()

  constructor() {
    this.figures[PYMALLOC_BYTES] = this.figures[PYMALLOC_PEAK] = pymallocBytesInUse()
  }

  allocated(p: Ptr, size: number, domain: Domain): void {
    const figures = this.figures
    const k = (p >>> 4) << 1
    if (size < LARGE) this.blocks[k] = KNOWN | size
    else {
      this.blocks[k] = KNOWN | LARGE
      this.large.set(p, size)
    }
    this.blocks[k + 1] = ++figures[ALLOCATIONS]
    const traced = (figures[TRACED] += size)
    if (traced > figures[TRACED_PEAK]) figures[TRACED_PEAK] = traced
    if (domain === OBJ) figures[OBJECT_BLOCKS]++
    if (u8[ARENA_FRAMES + (p >>> ARENA_SHIFT)] !== 0) {
      const bytes = (figures[PYMALLOC_BYTES] += blockSize(i32[((p & POOL_MASK) + POOL_CLASS) >> 2]))
      if (bytes > figures[PYMALLOC_PEAK]) figures[PYMALLOC_PEAK] = bytes
    }
  }

  freed(p: Ptr, domain: Domain): void {
    const inArena = u8[ARENA_FRAMES + (p >>> ARENA_SHIFT)] !== 0
    this.forget(p, inArena ? blockSize(i32[((p & POOL_MASK) + POOL_CLASS) >> 2]) : 0, domain)
  }

  resized(old: Ptr, before: number, p: Ptr, size: number, domain: Domain): void {
    this.forget(old, before, domain)
    this.allocated(p, size, domain)
  }

  private forget(p: Ptr, pymallocBytes: number, domain: Domain): void {
    const figures = this.figures
    const k = (p >>> 4) << 1
    const word = this.blocks[k]
    figures[PYMALLOC_BYTES] -= pymallocBytes
    // allocated before the recorder was there
    if (word === 0) return
    this.blocks[k] = 0
    let size = word & LARGE
    if (size === LARGE) {
      size = this.large.get(p) as number
      this.large.delete(p)
    }
    figures[FREES]++
    figures[TRACED] -= size
    if (domain === OBJ) figures[OBJECT_BLOCKS]--
  }

  /** Requested size of a block in use, 0 when it is not known. */
  sizeOf(p: Ptr): number {
    const word = this.blocks[(p >>> 4) << 1]
    return (word & LARGE) === LARGE ? (this.large.get(p) ?? 0) : word & LARGE
  }

  /** Site of a block in use. */
  siteOf(p: Ptr): number {
    return (this.blocks[(p >>> 4) << 1] & ~KNOWN) >>> SIZE_BITS
  }
}
