/**
 * Which generation an object is in, and how many objects each holds, without walks over the heap.
 *
 * An object's generation follows from its birth: it is in generation 0 when no collection has begun since, in generation 1 when
 * none of generation 1 or 2 has, else in generation 2. What a collection moves is known exactly when it ends; in between, deaths
 * are taken off. Objects that are tracked late, or untracked by hand, are counted wrongly until the next collection
 * that looks at them; every full collection counts its survivors anew.
 */
import type { CollectionResult } from '../../runtime/gc/observer'
import { i32, type Ptr } from '../../runtime/memory/heap'
import { GC_NEXT, SIZEOF_GC_HEAD, TPFLAGS_MANAGED_DICT } from '../../runtime/object/layout'
import { birthOf, currentEpoch, lastBlock, nextEpoch, rejuvenate } from './allocation-table'
import { generationCount, generationSize, type Triple } from './figures'

/** In no generation's list. */
export const UNTRACKED = 3

/** Births are kept in 20 bits. */
const WRAP = 12
const DICT_HEAD = 16

/** What comes in front of an object whose type has these flags and a GC head. */
export const headBytes = (flags: number): number =>
  flags & TPFLAGS_MANAGED_DICT ? SIZEOF_GC_HEAD + DICT_HEAD : SIZEOF_GC_HEAD

/** A list longer than this is walked only now and then: `walkEvery` times its length in samples. */
const SHORT_LIST = 4096

/** Objects older than this epoch are in generation 2. */
let oldEpoch = 0
/** The same as it was before the collection that runs. */
let oldEpochBefore = 0
let collecting = false
let collected = -1
let candidateDeaths = 0
let trigger: Ptr = 0
const sizes: Triple = [0, 0, 0]

/** The last exact look at generation 0. */
let walked = { size: 0, count: 0, skips: 0 }

export function resetGenerations(): void {
  oldEpoch = oldEpochBefore = 0
  collecting = false
  collected = -1
  candidateDeaths = 0
  for (let g = 0; g < 3; g++) sizes[g] = generationSize(g)
  walked = { size: sizes[0], count: generationCount(0), skips: 0 }
}

function generationOfBirth(birth: number, epoch: number, old: number): number {
  const age = ((epoch - birth) << WRAP) >> WRAP
  if (age === 0) return 0
  return age > 0 && age <= epoch - old ? 1 : 2
}

/** The generation that an object with a GC head dies in; takes it off the generation's size. */
export function leaveGeneration(o: Ptr, flags: number): number {
  if (i32[(o + GC_NEXT) >> 2] === 0) return UNTRACKED
  const birth = birthOf(o - headBytes(flags))
  if (!collecting || sameBirth(birth, currentEpoch())) {
    const generation = generationOfBirth(birth, currentEpoch(), oldEpoch)
    sizes[generation]--
    return generation
  }
  // where it was when the collection began: garbage that outlives its own clearing is in the older list for a moment
  const generation = generationOfBirth(birth, currentEpoch() - 1, oldEpochBefore)
  if (generation <= collected) candidateDeaths++
  else sizes[generation]--
  return generation
}

const sameBirth = (birth: number, epoch: number): boolean => ((epoch - birth) << WRAP) >> WRAP === 0

/** A collection is about to begin: automatic ones are set off by an object that is not in its list yet. */
export function beforeCollection(automatic: boolean): void {
  trigger = automatic ? lastBlock() : 0
}

/** Its first phase: from here on everything new is younger than it. */
export function beginCollection(generation: number): void {
  collecting = true
  collected = generation
  candidateDeaths = 0
  oldEpochBefore = oldEpoch
  const epoch = nextEpoch()
  if (generation >= 1) oldEpoch = epoch
  if (trigger !== 0) rejuvenate(trigger)
}

export function endCollection(result: CollectionResult): void {
  collecting = false
  const { generation, survivors, unreachable } = result
  const moved = survivors + unreachable - candidateDeaths
  if (generation === 2) sizes[2] = moved
  else sizes[generation + 1] += moved
  for (let g = 1; g <= generation && g < 2; g++) sizes[g] = 0
  lookAtYoungest()
}

function lookAtYoungest(): number {
  const size = generationSize(0)
  walked = { size, count: generationCount(0), skips: 0 }
  return size
}

/** Objects in each generation. Generation 0 is counted, unless it is long: then it is extrapolated by its count most times. */
export function generationSizes(): Triple {
  const estimate = Math.max(walked.size + generationCount(0) - walked.count, 0)
  const exact = estimate < SHORT_LIST || walked.skips * SHORT_LIST >= estimate
  if (!exact) walked.skips++
  const youngest = exact ? lookAtYoungest() : estimate
  return [youngest, Math.max(sizes[1], 0), Math.max(sizes[2], 0)]
}

/** The lists as they are, for tests. */
export const countedSizes = (): Triple => [generationSize(0), generationSize(1), generationSize(2)]
