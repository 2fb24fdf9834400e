/**
 * The judge of the whole process: at a point where no Python code runs, walks everything reachable and compares with what the
 * headers, lists and allocators say. It knows nothing of how the state came about; it only reads bytes.
 */
import { listSize } from '../gc/gc-list'
import { ROOTS_START } from '../memory/address-map'
import { checkMemory } from '../memory/check'
import { i32, type Ptr } from '../memory/heap'
import { isStatic } from '../memory/static-data'
import { forEachBlock, forEachRawBlock } from '../memory/walk'
import { GC_GENERATION, GC_PERMANENT, isTracked, preHeaderSize } from '../object/alloc'
import { Py_EMPTY_KEYS } from '../object/container/dict-keys'
import { Py_TYPE, typeFlagOf } from '../object/header'
import { INTERP_INTERNED, TS_FRAME } from '../object/interp'
import * as L from '../object/layout'
import { strToJS } from '../object/text/str-core'
import { PyCFunction_Type, PyCode_Type, PyFunction_Type, PyList_Type, PyUnicode_Type } from '../object/types'
import { ownedReferences, tableReferences } from './owned-references'
import { rootReferences, staticRoots } from './roots'

const hex = (p: Ptr): string => `0x${p.toString(16)}`
const typeNameOf = (o: Ptr): string => strToJS(i32[(Py_TYPE(o) + L.TP_NAME) >> 2])
const SHOWN_TEXT = 40
/** Type and address, and what tells a reader which one it is. */
function describe(o: Ptr): string {
  const type = Py_TYPE(o)
  let extra = ''
  if (type === PyUnicode_Type) extra = ` ${JSON.stringify(strToJS(o).slice(0, SHOWN_TEXT))}`
  else if (typeFlagOf(o, L.TPFLAGS_TYPE_SUBCLASS)) extra = ` ${strToJS(i32[(o + L.TP_NAME) >> 2])}`
  else if (type === PyFunction_Type) extra = ` ${strToJS(i32[(o + L.FUNC_QUALNAME) >> 2])}`
  else if (type === PyCode_Type) extra = ` ${strToJS(i32[(o + L.CO_QUALNAME) >> 2])}`
  else if (type === PyCFunction_Type) extra = ` ${strToJS(i32[(i32[(o + L.CFUNC_ML) >> 2] + L.ML_NAME) >> 2])}`
  return `${typeNameOf(o)}${extra} at ${hex(o)}`
}
/** Counts of immortal statics start at 999,999,999 and move a little. */
const isImmortal = (o: Ptr): boolean => isStatic(o) && i32[o >> 2] > 500_000_000

/** Everything reachable, with the number of references found to each object. */
export interface Reached {
  references: Map<Ptr, number>
  /** Key tables with the number of dicts and classes on them. */
  tables: Map<Ptr, number>
}

const GENERATIONS = [GC_GENERATION(0), GC_GENERATION(1), GC_GENERATION(2), GC_PERMANENT]

/** Walks the four lists of the collector; gives every tracked object. */
function checkLists(report: (text: string) => void): Set<Ptr> {
  const tracked = new Set<Ptr>()
  GENERATIONS.forEach((list, generation) => {
    let previous = list
    for (let g = i32[list >> 2]; g !== list; g = i32[g >> 2]) {
      const o = g + L.SIZEOF_GC_HEAD
      if (g <= 0 || g & 15 || tracked.has(o)) {
        report(`generation ${generation}: broken link after ${hex(previous)}`)
        return
      }
      tracked.add(o)
      const prevWord = i32[(g + 8) >> 2]
      if ((prevWord & ~3) !== previous) report(`generation ${generation}: ${hex(o)} is not linked backwards`)
      if (prevWord & L.PREV_MASK_COLLECTING) report(`generation ${generation}: ${hex(o)} is marked as being collected`)
      if (i32[o >> 2] <= 0) report(`generation ${generation}: ${hex(o)} has reference count ${i32[o >> 2]}`)
      previous = g
    }
    if (i32[(list + 8) >> 2] !== previous) report(`generation ${generation}: wrong last element`)
  })
  return tracked
}

/** Follows every owned reference from the roots, the static types and all tracked objects. */
export function reachEverything(tracked: Iterable<Ptr>): Reached {
  const references = new Map<Ptr, number>()
  const tables = new Map<Ptr, number>()
  const queue: Ptr[] = []
  const see = (o: Ptr): void => {
    if (references.has(o)) return
    references.set(o, 0)
    queue.push(o)
  }
  const object = (o: Ptr): number => {
    see(o)
    references.set(o, (references.get(o) ?? 0) + 1)
    return 0
  }
  const table = (keys: Ptr): void => {
    const n = tables.get(keys) ?? 0
    tables.set(keys, n + 1)
    // the dict of interned strings does not count its references
    if (n === 0) tableReferences(keys, keys === internedKeys() ? seen : object)
  }
  const seen = (o: Ptr): number => {
    see(o)
    return 0
  }
  rootReferences(object)
  for (const o of staticRoots()) see(o)
  for (const o of tracked) see(o)
  for (let o = queue.pop(); o !== undefined; o = queue.pop()) ownedReferences(o, { object, table })
  return { references, tables }
}

function internedKeys(): Ptr {
  const interned = i32[INTERP_INTERNED >> 2]
  return interned === 0 ? 0 : i32[(interned + L.DICT_KEYS) >> 2]
}

function checkObjects(reached: Reached, tracked: Set<Ptr>, report: (text: string) => void): void {
  for (const [o, found] of reached.references) {
    const what = describe(o)
    const hasGc = (i32[(Py_TYPE(o) + L.TP_FLAGS) >> 2] & L.TPFLAGS_HAVE_GC) !== 0
    if (hasGc && !isStatic(o) && isTracked(o) !== tracked.has(o)) report(`${what}: in no list of the collector`)
    if (Py_TYPE(o) === PyList_Type && i32[(o + L.OB_SIZE) >> 2] > i32[(o + L.LIST_ALLOCATED) >> 2]) {
      report(`${what}: length above capacity`)
    }
    if (!isStatic(o) && i32[o >> 2] !== found)
      report(`${what}: reference count ${i32[o >> 2]}, references found ${found}`)
  }
  for (const [keys, found] of reached.tables) {
    if (keys !== Py_EMPTY_KEYS && i32[keys >> 2] !== found) {
      report(`key table at ${hex(keys)}: reference count ${i32[keys >> 2]}, users found ${found}`)
    }
  }
}

/** Blocks that the reached objects are made of; a block claimed twice is an error. */
function claimBlocks(reached: Reached, report: (text: string) => void): Set<Ptr> {
  const claimed = new Map<Ptr, string>()
  const claim = (p: Ptr, what: string): void => {
    if (p === 0 || isStatic(p)) return
    const owner = claimed.get(p)
    if (owner !== undefined) report(`block ${hex(p)} belongs to ${owner} and to ${what}`)
    else claimed.set(p, what)
  }
  for (const o of reached.references.keys()) {
    if (isStatic(o)) continue
    const what = describe(o)
    claim(o - preHeaderSize(Py_TYPE(o)), what)
    if (Py_TYPE(o) === PyList_Type) claim(i32[(o + L.LIST_ITEM) >> 2], `array of ${what}`)
  }
  for (const keys of reached.tables.keys()) if (keys !== Py_EMPTY_KEYS) claim(keys, `key table ${hex(keys)}`)
  return new Set(claimed.keys())
}

/** The object that an unclaimed block seems to hold, 0 for memory of another kind (whose first word may be an address). */
function objectIn(block: Ptr, types: ReadonlySet<Ptr>): Ptr {
  for (const before of [0, 16, 32]) {
    const o = block + before
    const type = i32[(o + L.OB_TYPE) >> 2]
    if (!types.has(type) || i32[(o + L.OB_TYPE + 4) >> 2] !== 0 || i32[(o + 4) >> 2] !== 0) continue
    if (i32[o >> 2] > 0 && i32[o >> 2] < ROOTS_START && preHeaderSize(type) === before) return o
  }
  return 0
}

function checkBlocks(reached: Reached, report: (text: string) => void): void {
  const claimed = claimBlocks(reached, report)
  const types = new Set<Ptr>()
  for (const o of reached.references.keys()) types.add(Py_TYPE(o))
  const look = (block: Ptr): void => {
    if (claimed.delete(block)) return
    const o = objectIn(block, types)
    if (o !== 0) report(`${describe(o)}: reference count ${i32[o >> 2]}, but unreachable`)
  }
  forEachBlock(look)
  forEachRawBlock(look)
  for (const block of claimed) report(`block ${hex(block)} is used but free`)
}

/** All violations found, empty when the heap is sound. Call it only while no Python code runs. */
export function verifyHeap(): string[] {
  const found: string[] = []
  const report = (text: string): void => {
    found.push(text)
  }
  try {
    checkMemory()
  } catch (e) {
    report(`memory: ${e instanceof Error ? e.message : String(e)}`)
  }
  if (i32[TS_FRAME >> 2] !== 0) report('Python code is running')
  const tracked = checkLists(report)
  const reached = reachEverything(tracked)
  checkObjects(reached, tracked, report)
  checkBlocks(reached, report)
  return found
}

/** Number of live objects by type name: for comparing the end of a program with the end of an empty one. */
export function objectCensus(): Map<string, number> {
  const census = new Map<string, number>()
  for (const o of reachEverything(checkLists(() => {})).references.keys()) {
    if (isStatic(o) || isImmortal(o)) continue
    census.set(typeNameOf(o), (census.get(typeNameOf(o)) ?? 0) + 1)
  }
  return census
}

/** Blocks alive in both allocators (pymalloc, system malloc). */
export function liveBlocks(): { small: number; large: number } {
  let small = 0
  let large = 0
  forEachBlock(() => small++)
  forEachRawBlock(() => large++)
  return { small, large }
}

export const trackedObjects = (): number => GENERATIONS.reduce((n, list) => n + listSize(list), 0)
