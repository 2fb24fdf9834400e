/** References that no object owns: the interpreter's and the thread's own, and those of tables in static memory. */
import { i32, type Ptr } from '../memory/heap'
import { GC_CALLBACKS, GC_GARBAGE } from '../object/alloc'
import { staticTypes } from '../object/define'
import { extraRoots, type VisitRoot } from '../object/extra-roots'
import {
  INTERP_BUILTINS,
  INTERP_INTERNED,
  INTERP_MODULES,
  INTERP_SYSDICT,
  TS_CUREXC_TRACEBACK,
  TS_CUREXC_TYPE,
  TS_CUREXC_VALUE,
  TS_EXC_INFO,
} from '../object/interp'
import { TYPE_CACHE, TYPE_CACHE_BYTES, TYPE_CACHE_ENTRY } from '../object/type/type-core'

const WORDS = [
  INTERP_MODULES,
  INTERP_SYSDICT,
  INTERP_BUILTINS,
  INTERP_INTERNED,
  GC_GARBAGE,
  GC_CALLBACKS,
  TS_CUREXC_TYPE,
  TS_CUREXC_VALUE,
  TS_CUREXC_TRACEBACK,
]

/** One call per owned reference. */
export function rootReferences(visit: VisitRoot): void {
  for (const word of WORDS) if (i32[word >> 2] !== 0) visit(i32[word >> 2])
  const handled = i32[i32[TS_EXC_INFO >> 2] >> 2]
  if (handled !== 0) visit(handled)
  for (let e = TYPE_CACHE; e < TYPE_CACHE + TYPE_CACHE_BYTES; e += TYPE_CACHE_ENTRY) visit(i32[(e + 8) >> 2])
  extraRoots(visit)
}

/** Objects that live in static memory and are reached from nowhere: the built-in types. Not references. */
export const staticRoots = (): Ptr[] => staticTypes.map((entry) => entry.type)
