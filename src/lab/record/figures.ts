/** The figures of the process that samples and totals are made of, read off the runtime. */
import { listSize } from '../../runtime/gc/gc-list'
import { i32 } from '../../runtime/memory/heap'
import { arenaFreePools, arenaTotalPools } from '../../runtime/memory/pymalloc-layout'
import { forEachArena } from '../../runtime/memory/walk'
import { GC_GENERATION, GEN_COUNT, GEN_THRESHOLD } from '../../runtime/object/alloc'

export const generationCount = (g: number): number => i32[(GC_GENERATION(g) + GEN_COUNT) >> 2]
/** Before the interpreter has started there are no lists. */
export const generationSize = (g: number): number => (i32[GC_GENERATION(g) >> 2] === 0 ? 0 : listSize(GC_GENERATION(g)))

/** One figure per generation. */
export type Triple = [number, number, number]
export const counts = (): Triple => [generationCount(0), generationCount(1), generationCount(2)]
export const thresholds = (): Triple => {
  const of = (g: number): number => i32[(GC_GENERATION(g) + GEN_THRESHOLD) >> 2]
  return [of(0), of(1), of(2)]
}

/** pymalloc pools that hold at least one block: those that their arenas do not call free. */
export function poolsInUse(): number {
  let pools = 0
  forEachArena((arena) => {
    pools += arenaTotalPools(arena) - arenaFreePools(arena)
  })
  return pools
}
