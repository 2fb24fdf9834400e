/**
 * Tuples and dicts among the survivors of a collection, in the order of the list they are in: some of them can be untracked. They are
 * noted while reachability is deduced, which reads every object's type anyway; CPython walks the whole list again, twice in a
 * full collection. (untrack_tuples, untrack_dicts)
 */
import { i32, type Ptr } from '../memory/heap'
import { isTracked } from '../object/alloc'
import { _PyDict_MaybeUntrack } from '../object/container/dict-core'
import { _PyTuple_MaybeUntrack } from '../object/container/tuple-core'
import { OB_TYPE } from '../object/layout'
import { PyDict_Type, PyTuple_Type } from '../object/types'

let tuples = new Int32Array(1 << 12)
let tupleCount = 0
let dicts = new Int32Array(1 << 12)
let dictCount = 0

/** A collection begins. */
export function forgetSurvivors(): void {
  tupleCount = 0
  dictCount = 0
}

/** o stays in the list, behind those noted before. */
export function noteSurvivor(o: Ptr): void {
  const type = i32[(o + OB_TYPE) >> 2]
  if (type === PyTuple_Type) {
    if (tupleCount === tuples.length) tuples = grown(tuples)
    tuples[tupleCount++] = o
  } else if (type === PyDict_Type) {
    if (dictCount === dicts.length) dicts = grown(dicts)
    dicts[dictCount++] = o
  }
}

function grown(full: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(full.length * 2)
  larger.set(full)
  return larger
}

/** Untracks the noted tuples that hold nothing to track; gives their number. */
export function untrackTuples(): number {
  let n = 0
  for (let i = 0; i < tupleCount; i++) {
    _PyTuple_MaybeUntrack(tuples[i])
    if (!isTracked(tuples[i])) n++
  }
  return n
}

/** The same for dicts; after the tuples, of which some are their values. */
export function untrackDicts(): number {
  let n = 0
  for (let i = 0; i < dictCount; i++) {
    _PyDict_MaybeUntrack(dicts[i])
    if (!isTracked(dicts[i])) n++
  }
  return n
}
