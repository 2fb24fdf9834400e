/** Start of the object system: what CPython's runtime initialisation does before any Python code runs. */
import { i32 } from '../memory/heap'
import { GC_GENERATION, GC_PERMANENT } from './alloc'
import { staticTypes } from './define'
import './index'
import { PyErr_Occurred } from './errors-core'
import { createExceptionGroupClass } from './exception/exception-group'
import { preallocateMemoryErrors } from './exception/memory-error'
import { TS_RECURSION_LIMIT, TS_RECURSION_REMAINING } from './interp'
import { TP_FLAGS, TPFLAGS_READY } from './layout'
import { internStaticStrings } from './text/intern'
import { setHashSeed } from './text/siphash'
import { initTypeCache } from './type/type-core'
import { prepareStaticTypes } from './type/type-defs'
import { PyType_Ready } from './type/type-ready'
import { PyBaseObject_Type, PyType_Type } from './types'

export interface BootOptions {
  /** PYTHONHASHSEED; 0 turns randomisation off. */
  hashSeed: number
}

const DEFAULT_RECURSION_LIMIT = 1000

/** Empty doubly linked lists, so that objects can be tracked; thresholds are the collector's business. */
function initGcLists(): void {
  for (const head of [GC_GENERATION(0), GC_GENERATION(1), GC_GENERATION(2), GC_PERMANENT]) {
    if (i32[head >> 2] !== 0) continue
    i32[head >> 2] = head
    i32[(head + 8) >> 2] = head
  }
}

/** Readies every static type defined so far; types of modules that are loaded later come in a later call. */
export function readyStaticTypes(): void {
  prepareStaticTypes()
  internStaticStrings()
  const order = [PyBaseObject_Type, PyType_Type, ...staticTypes.map((entry) => entry.type)]
  const specs = new Map(staticTypes.map((entry) => [entry.type, entry.spec]))
  for (const type of order) {
    if (i32[(type + TP_FLAGS) >> 2] & TPFLAGS_READY) continue
    if (!PyType_Ready(type))
      throw new Error(`type ${specs.get(type)?.name} cannot be readied (error ${PyErr_Occurred()})`)
    specs.get(type)?.dict?.(type)
  }
}

let booted = false

/** Types, singletons, interned strings. Once per process (JavaScript realm). */
export function bootObjects(options: BootOptions): void {
  if (booted) return
  booted = true
  setHashSeed(options.hashSeed)
  initGcLists()
  i32[TS_RECURSION_LIMIT >> 2] = DEFAULT_RECURSION_LIMIT
  i32[TS_RECURSION_REMAINING >> 2] = DEFAULT_RECURSION_LIMIT
  initTypeCache()
  readyStaticTypes()
  if (createExceptionGroupClass() < 0) throw new Error('ExceptionGroup cannot be made')
  preallocateMemoryErrors()
}
