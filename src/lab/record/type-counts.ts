/**
 * Deaths of objects by type and by the generation they were in. Births need no counting: as many objects were made as have died or
 * are alive. A type is known by its address while it lives, and by its name in the recording.
 */
import { i32, type Ptr } from '../../runtime/memory/heap'
import { setDeathObserver, typeFlagOf } from '../../runtime/object/header'
import { OB_TYPE, TP_FLAGS, TPFLAGS_HAVE_GC, TPFLAGS_TYPE_SUBCLASS } from '../../runtime/object/layout'
import { PyLong_Type } from '../../runtime/object/types'
import { intDeaths } from './allocation-table'
import { leaveGeneration, UNTRACKED } from './generation-sizes'
import { typeLabel } from './objects'

const W_FLAGS = TP_FLAGS >> 2
const CACHE = 1 << 12
const MAX_TYPES = 1 << 16
/** Direct-mapped: types alive by address. */
const cachedType = new Int32Array(CACHE)
const cachedInfo = new Int32Array(CACHE)
/** What is cached of a type: the index of its deaths, and whether its instances are types. */
const INDEX_MASK = (MAX_TYPES << 2) - 4
const META = 1

const labels: string[] = []
const numbers = new Map<string, number>()
const byAddress = new Map<Ptr, number>()

/** By number: deaths in generation 0, 1, 2 and outside. */
const deaths = new Float64Array(new SharedArrayBuffer(8 * 4 * MAX_TYPES))

/** The tables of deaths are zero: a thread records once. */
export function resetTypes(): void {
  cachedType.fill(0)
  labels.length = 0
  numbers.clear()
  byAddress.clear()
}

function numberOfLabel(label: string): number {
  let n = numbers.get(label)
  if (n === undefined) {
    n = Math.min(labels.length, MAX_TYPES - 1)
    numbers.set(label, n)
    if (n === labels.length) labels.push(n === MAX_TYPES - 1 ? '<other types>' : label)
  }
  return n
}

function typeInfo(type: Ptr): number {
  const h = (type >>> 4) & (CACHE - 1)
  return cachedType[h] === type ? cachedInfo[h] : findType(type, h)
}

function findType(type: Ptr, h: number): number {
  let info = byAddress.get(type)
  if (info === undefined) {
    const meta = (i32[(type >> 2) + W_FLAGS] & TPFLAGS_TYPE_SUBCLASS) !== 0
    info = (numberOfLabel(typeLabel(type)) << 2) | (meta ? META : 0)
    byAddress.set(type, info)
  }
  cachedType[h] = type
  cachedInfo[h] = info
  return info
}

/** Its address may be another type's soon. */
function forgetType(type: Ptr): void {
  byAddress.delete(type)
  const h = (type >>> 4) & (CACHE - 1)
  if (cachedType[h] === type) cachedType[h] = 0
}

function died(o: Ptr): void {
  const type = i32[(o + OB_TYPE) >> 2]
  const info = typeInfo(type)
  const flags = i32[(type >> 2) + W_FLAGS]
  const generation = flags & TPFLAGS_HAVE_GC ? leaveGeneration(o, flags) : UNTRACKED
  deaths[(info & INDEX_MASK) + generation]++
  if ((info & META) !== 0 && typeFlagOf(o, TPFLAGS_TYPE_SUBCLASS)) forgetType(o)
}

export function observeDeaths(on: boolean): void {
  setDeathObserver(on ? died : null)
}

export interface TypeDeaths {
  label: string
  /** In generation 0, 1, 2 and in none. */
  deaths: number[]
}

/** Exact ints have no death of their own: the freed blocks of the allocation table are theirs. */
export function typeDeaths(): TypeDeaths[] {
  deaths[(typeInfo(PyLong_Type) & INDEX_MASK) + UNTRACKED] = intDeaths()
  return labels.map((label, n) => ({ label, deaths: Array.from(deaths.subarray(4 * n, 4 * n + 4)) }))
}
