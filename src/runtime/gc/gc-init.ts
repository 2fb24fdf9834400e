/** The collector's initial state: empty generations, CPython's thresholds, the automatic trigger installed. */
import { i32 } from '../memory/heap'
import {
  GC_CALLBACKS,
  GC_ENABLED,
  GC_GARBAGE,
  GC_GENERATION,
  GC_PERMANENT,
  GEN_THRESHOLD,
  setCollector,
} from '../object/alloc'
import { PyList_New } from '../object/container/list-core'
import { collectGenerations } from './collect'
import { listInit } from './gc-list'

export const DEFAULT_THRESHOLDS = [700, 10, 10]

/** List heads only: before any object is made. */
export function initGenerations(): void {
  for (let g = 0; g < 3; g++) {
    listInit(GC_GENERATION(g))
    i32[(GC_GENERATION(g) + GEN_THRESHOLD) >> 2] = DEFAULT_THRESHOLDS[g]
  }
  listInit(GC_PERMANENT)
}

/** gc.garbage and gc.callbacks, and the trigger. */
export function initCollector(): void {
  i32[GC_GARBAGE >> 2] = PyList_New(0)
  i32[GC_CALLBACKS >> 2] = PyList_New(0)
  i32[GC_ENABLED >> 2] = 1
  setCollector(collectGenerations)
}
