/**
 * One collection, phase by phase, in the order and with the counting of CPython 3.11's gc_collect_main; automatic
 * collections (which generation, when) and the callbacks around them.
 */

import { i32, type Ptr } from '../memory/heap'
import { staticAlloc } from '../memory/static-data'
import {
  GC_COLLECTING,
  GC_DEBUG,
  GC_GARBAGE,
  GC_GENERATION,
  GC_LONG_LIVED_PENDING,
  GC_LONG_LIVED_TOTAL,
  GC_PERMANENT,
  GC_STATS,
  GEN_COUNT,
  GEN_THRESHOLD,
} from '../object/alloc'
import { chargeTime } from '../object/clock'
import { PyList_Append } from '../object/container/list-core'
import { PyErr_Occurred } from '../object/errors-core'
import { PyErr_WriteUnraisable } from '../object/exception/err'
import { type destructor, FN, type inquiry } from '../object/fn-table'
import { Py_DECREF, Py_INCREF } from '../object/header'
import * as L from '../object/layout'
import { COSTS } from '../profile/costs'
import { invokeCallbacks } from './callbacks'
import { debugCycle, debugFooter, debugHeader } from './debug-output'
import { clearFreeLists } from './free-lists'
import { listInit, listIsEmpty, listMerge, listMove, listSize, next } from './gc-list'
import { moveLegacyFinalizerReachable, moveLegacyFinalizers } from './legacy-finalizers'
import { type CollectionTrigger, gcObserver } from './observer'
import { clearCollecting, clearUnreachableMask, deduceUnreachable, objectOf, survivorCount } from './reachability'
import { OBJECTS_OF_THE_IMPORT_SYSTEM } from './start-state'
import { untrackDicts, untrackTuples } from './survivors'
import { handleWeakrefs } from './weakrefs'

export const NUM_GENERATIONS = 3
export const DEBUG_STATS = 1
export const DEBUG_COLLECTABLE = 2
export const DEBUG_UNCOLLECTABLE = 4
export const DEBUG_SAVEALL = 32

const UNREACHABLE = staticAlloc(16, 16)
const STILL_UNREACHABLE = staticAlloc(16, 16)
const FINALIZERS = staticAlloc(16, 16)
const SEEN = staticAlloc(16, 16)

const debug = (): number => i32[GC_DEBUG >> 2]

/** PEP 442: each finalizer once, in list order; objects that die here simply leave the list. Gives the number called. */
function finalizeGarbage(list: Ptr): number {
  let called = 0
  listInit(SEEN)
  while (!listIsEmpty(list)) {
    const g = next(list)
    const o = objectOf(g)
    listMove(g, SEEN)
    const finalize = i32[(i32[(o + L.OB_TYPE) >> 2] + L.TP_FINALIZE) >> 2]
    if ((i32[(g + 8) >> 2] & L.PREV_MASK_FINALIZED) === 0 && finalize !== 0) {
      i32[(g + 8) >> 2] |= L.PREV_MASK_FINALIZED
      called++
      Py_INCREF(o)
      ;(FN[finalize] as destructor)(o)
      Py_DECREF(o)
    }
  }
  listMerge(SEEN, list)
  return called
}

/** What the finalizers brought back to life goes to old; the rest is garbage for good. Gives the number resurrected. */
function handleResurrected(unreachable: Ptr, stillUnreachable: Ptr, old: Ptr): number {
  for (let g = next(unreachable); g !== unreachable; g = next(g)) clearCollecting(g)
  deduceUnreachable(unreachable, stillUnreachable)
  clearUnreachableMask(stillUnreachable)
  const resurrected = listSize(unreachable)
  listMerge(unreachable, old)
  return resurrected
}

/** tp_clear breaks the cycles; whatever is still alive afterwards joins the old generation. */
function deleteGarbage(list: Ptr, old: Ptr): void {
  while (!listIsEmpty(list)) {
    const g = next(list)
    const o = objectOf(g)
    if (debug() & DEBUG_SAVEALL) PyList_Append(i32[GC_GARBAGE >> 2], o)
    else {
      const clear = i32[(i32[(o + L.OB_TYPE) >> 2] + L.TP_CLEAR) >> 2]
      if (clear !== 0) {
        Py_INCREF(o)
        ;(FN[clear] as inquiry)(o)
        if (PyErr_Occurred()) PyErr_WriteUnraisable(i32[(o + L.OB_TYPE) >> 2], 'in tp_clear of')
        Py_DECREF(o)
      }
    }
    if (next(list) === g) {
      clearCollecting(g)
      listMove(g, old)
    }
  }
}

function handleLegacyFinalizers(finalizers: Ptr, old: Ptr): void {
  for (let g = next(finalizers); g !== finalizers; g = next(g)) {
    const o = objectOf(g)
    if (debug() & DEBUG_SAVEALL || i32[(i32[(o + L.OB_TYPE) >> 2] + L.TP_DEL) >> 2] !== 0) {
      PyList_Append(i32[GC_GARBAGE >> 2], o)
    }
  }
  listMerge(finalizers, old)
}

export interface Counts {
  collected: number
  uncollectable: number
}

/** Collects generation and everything younger. The caller holds the collecting flag (gc_collect_main). */
export function collectMain(generation: number): Counts {
  const observer = gcObserver()
  const announce = observer ? observer.phase.bind(observer) : null
  if (debug() & DEBUG_STATS) debugHeader(generation)

  announce?.('merge younger')
  chargeTime(COSTS.collection)
  if (generation + 1 < NUM_GENERATIONS) i32[(GC_GENERATION(generation + 1) + GEN_COUNT) >> 2]++
  for (let i = 0; i <= generation; i++) i32[(GC_GENERATION(i) + GEN_COUNT) >> 2] = 0
  const young = GC_GENERATION(generation)
  for (let i = 0; i < generation; i++) listMerge(GC_GENERATION(i), young)
  const old = generation < NUM_GENERATIONS - 1 ? GC_GENERATION(generation + 1) : young

  announce?.('deduce unreachable')
  const candidates = deduceUnreachable(young, UNREACHABLE)
  chargeTime(COSTS.candidate * candidates)
  announce?.('untrack tuples')
  // those that stay in the list; a full collection takes dicts out of it as well
  let survivors = survivorCount - untrackTuples()
  announce?.('promote survivors')
  if (young !== old) {
    if (generation === NUM_GENERATIONS - 2) i32[GC_LONG_LIVED_PENDING >> 2] += survivors
    listMerge(young, old)
  } else {
    i32[GC_LONG_LIVED_PENDING >> 2] = 0
    survivors -= untrackDicts()
    i32[GC_LONG_LIVED_TOTAL >> 2] = survivors + OBJECTS_OF_THE_IMPORT_SYSTEM
  }

  announce?.('legacy finalizers')
  listInit(FINALIZERS)
  moveLegacyFinalizers(UNREACHABLE, FINALIZERS)
  const unreachable = observer ? listSize(UNREACHABLE) + listSize(FINALIZERS) : 0
  moveLegacyFinalizerReachable(FINALIZERS)
  if (debug() & DEBUG_COLLECTABLE) {
    for (let g = next(UNREACHABLE); g !== UNREACHABLE; g = next(g)) debugCycle('collectable', objectOf(g))
  }

  announce?.('handle weakrefs')
  let collected = handleWeakrefs(UNREACHABLE, old)
  announce?.('finalize garbage')
  const finalized = finalizeGarbage(UNREACHABLE)
  announce?.('handle resurrected')
  const resurrected = handleResurrected(UNREACHABLE, STILL_UNREACHABLE, old)
  collected += listSize(STILL_UNREACHABLE)
  announce?.('delete garbage')
  deleteGarbage(STILL_UNREACHABLE, old)

  const uncollectable = listSize(FINALIZERS)
  if (debug() & DEBUG_UNCOLLECTABLE) {
    for (let g = next(FINALIZERS); g !== FINALIZERS; g = next(g)) debugCycle('uncollectable', objectOf(g))
  }
  if (debug() & DEBUG_STATS) debugFooter(collected + uncollectable, uncollectable)
  handleLegacyFinalizers(FINALIZERS, old)
  if (generation === NUM_GENERATIONS - 1) {
    announce?.('clear free lists')
    clearFreeLists()
    chargeTime(COSTS.clearFreeLists)
  }
  if (PyErr_Occurred()) PyErr_WriteUnraisable(0, 'in garbage collection')

  const stats = GC_STATS(generation)
  i32[stats >> 2]++
  i32[(stats + 8) >> 2] += collected
  i32[(stats + 16) >> 2] += uncollectable
  observer?.stop({ generation, candidates, unreachable, collected, uncollectable, finalized, resurrected, survivors })
  return { collected, uncollectable }
}

/** With gc.callbacks around it (gc_collect_with_callback); the number collected plus uncollectable. */
export function collectWithCallback(generation: number, trigger: CollectionTrigger): number {
  gcObserver()?.start(generation, trigger)
  invokeCallbacks('start', generation, 0, 0)
  const { collected, uncollectable } = collectMain(generation)
  invokeCallbacks('stop', generation, collected, uncollectable)
  return collected + uncollectable
}

/** Automatic collection: the oldest generation over its threshold, a full one only after 25 % growth (gc_collect_generations). */
export function collectGenerations(): void {
  for (let i = NUM_GENERATIONS - 1; i >= 0; i--) {
    const gen = GC_GENERATION(i)
    if (i32[(gen + GEN_COUNT) >> 2] <= i32[(gen + GEN_THRESHOLD) >> 2]) continue
    if (i === NUM_GENERATIONS - 1 && i32[GC_LONG_LIVED_PENDING >> 2] < Math.trunc(i32[GC_LONG_LIVED_TOTAL >> 2] / 4)) {
      continue
    }
    collectWithCallback(i, 'automatic')
    return
  }
}

/** gc.collect(generation): 0 when a collection is running already. */
export function collectManually(generation: number, trigger: CollectionTrigger = 'manual'): number {
  if (i32[GC_COLLECTING >> 2]) return 0
  i32[GC_COLLECTING >> 2] = 1
  const n = collectWithCallback(generation, trigger)
  i32[GC_COLLECTING >> 2] = 0
  return n
}

/** Collection without callbacks (shutdown: _PyGC_CollectNoFail). */
export function collectNoFail(): number {
  if (i32[GC_COLLECTING >> 2]) return 0
  i32[GC_COLLECTING >> 2] = 1
  gcObserver()?.start(NUM_GENERATIONS - 1, 'shutdown')
  const { collected } = collectMain(NUM_GENERATIONS - 1)
  i32[GC_COLLECTING >> 2] = 0
  return collected
}

/** gc.freeze(): everything moves to the permanent list. */
export function freeze(): void {
  for (let i = 0; i < NUM_GENERATIONS; i++) {
    listMerge(GC_GENERATION(i), GC_PERMANENT)
    i32[(GC_GENERATION(i) + GEN_COUNT) >> 2] = 0
  }
}
export const unfreeze = (): void => listMerge(GC_PERMANENT, GC_GENERATION(NUM_GENERATIONS - 1))
