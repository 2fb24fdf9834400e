/**
 * The hash table of CPython's Python/hashtable.c, in simulated memory and of its exact sizes: the tables of tracemalloc cost the
 * process what they cost a real one, a snapshot of the bytes holds them, and they are walked in CPython's order.
 *
 *     table   80 bytes: number of entries 0, number of buckets 8, buckets 16
 *     entry   32 bytes: next 0, hash 8, key 16, value 24
 *
 * Memory comes straight from the system malloc, which reports to no observer.
 */
import { i32, type Ptr } from '../memory/heap'
import { free, malloc } from '../memory/system-malloc'

const N_ENTRIES = 0
const N_BUCKETS = 8
const BUCKETS = 16
const SIZEOF_TABLE = 80
const NEXT = 0
const HASH = 8
export const ENTRY_KEY = 16
export const ENTRY_VALUE = 24
const SIZEOF_ENTRY = 32

const MIN_BUCKETS = 16
const HIGH_LOAD = 0.5
const LOW_LOAD = 0.1
const GROWTH = 2 / (LOW_LOAD + HIGH_LOAD)

/** Tells whether two keys of equal hash are the same key. */
export type CompareKeys = (a: Ptr, b: Ptr) => boolean

/** Hash of an address: the low bits that alignment leaves constant come last (_Py_HashPointerRaw; addresses are 31 bits). */
export const pointerHash = (p: Ptr): number => p >>> 4

/** Room for the buckets, all empty; 0 when there is no memory. */
function newBuckets(n: number): Ptr {
  const buckets = malloc(n * 8)
  if (buckets !== 0) i32.fill(0, buckets >> 2, (buckets + n * 8) >> 2)
  return buckets
}

/** A new empty table, or 0. */
export function newTable(): Ptr {
  const table = malloc(SIZEOF_TABLE)
  if (table === 0) return 0
  const buckets = newBuckets(MIN_BUCKETS)
  if (buckets === 0) {
    free(table)
    return 0
  }
  i32.fill(0, table >> 2, (table + SIZEOF_TABLE) >> 2)
  i32[(table + N_BUCKETS) >> 2] = MIN_BUCKETS
  i32[(table + BUCKETS) >> 2] = buckets
  return table
}

/** What the table itself, its buckets and its entries take (_Py_hashtable_size). */
export const tableBytes = (table: Ptr): number =>
  SIZEOF_TABLE + i32[(table + N_BUCKETS) >> 2] * 8 + i32[table >> 2] * SIZEOF_ENTRY

function bucketCount(wanted: number): number {
  let n = MIN_BUCKETS
  while (n < wanted) n *= 2
  return n
}

/** Another number of buckets when the load asks for it; false when there is no memory. Chains are reversed on the way. */
function rehash(table: Ptr): boolean {
  const size = bucketCount(Math.floor(i32[(table + N_ENTRIES) >> 2] * GROWTH))
  const oldSize = i32[(table + N_BUCKETS) >> 2]
  if (size === oldSize) return true
  const buckets = newBuckets(size)
  if (buckets === 0) return false
  const old = i32[(table + BUCKETS) >> 2]
  for (let w = old >> 2, end = (old + oldSize * 8) >> 2; w < end; w += 2) {
    for (let entry = i32[w]; entry !== 0; ) {
      const next = i32[entry >> 2]
      const bucket = (buckets >> 2) + 2 * (i32[(entry + HASH) >> 2] & (size - 1))
      i32[entry >> 2] = i32[bucket]
      i32[bucket] = entry
      entry = next
    }
  }
  i32[(table + N_BUCKETS) >> 2] = size
  i32[(table + BUCKETS) >> 2] = buckets
  free(old)
  return true
}

/** Word index of the bucket of a hash. */
const bucketOf = (table: Ptr, hash: number): number =>
  (i32[(table + BUCKETS) >> 2] >> 2) + 2 * (hash & (i32[(table + N_BUCKETS) >> 2] - 1))

/** Entry of an address used as key, 0 when there is none. */
export function findPointer(table: Ptr, key: Ptr): Ptr {
  for (let entry = i32[bucketOf(table, pointerHash(key))]; entry !== 0; entry = i32[entry >> 2]) {
    if (i32[(entry + ENTRY_KEY) >> 2] === key) return entry
  }
  return 0
}

/** Entry of an equal key, 0 when there is none. */
export function findKey(table: Ptr, hash: number, key: Ptr, same: CompareKeys): Ptr {
  for (let entry = i32[bucketOf(table, hash)]; entry !== 0; entry = i32[entry >> 2]) {
    if (i32[(entry + HASH) >> 2] === hash && same(i32[(entry + ENTRY_KEY) >> 2], key)) return entry
  }
  return 0
}

/** Adds a key that is not there yet; false when there is no memory. */
export function addEntry(table: Ptr, hash: number, key: Ptr, value: Ptr): boolean {
  const entry = malloc(SIZEOF_ENTRY)
  if (entry === 0) return false
  const w = entry >> 2
  i32[w + 2] = hash
  i32[w + 3] = 0
  i32[w + 4] = key
  i32[w + 5] = 0
  i32[w + 6] = value
  i32[w + 7] = 0
  const n = ++i32[(table + N_ENTRIES) >> 2]
  if (n / i32[(table + N_BUCKETS) >> 2] > HIGH_LOAD && !rehash(table)) {
    i32[(table + N_ENTRIES) >> 2]--
    free(entry)
    return false
  }
  const bucket = bucketOf(table, hash)
  i32[w + NEXT] = i32[bucket]
  i32[w + 1] = 0
  i32[bucket] = entry
  return true
}

/** Takes an address out of the table and gives its value, 0 when it was not there (_Py_hashtable_steal). */
export function stealPointer(table: Ptr, key: Ptr): Ptr {
  let before = bucketOf(table, pointerHash(key))
  for (let entry = i32[before]; entry !== 0; entry = i32[before]) {
    if (i32[(entry + ENTRY_KEY) >> 2] === key) {
      i32[before] = i32[entry >> 2]
      const n = --i32[(table + N_ENTRIES) >> 2]
      const value = i32[(entry + ENTRY_VALUE) >> 2]
      free(entry)
      if (n / i32[(table + N_BUCKETS) >> 2] < LOW_LOAD) rehash(table)
      return value
    }
    before = entry >> 2
  }
  return 0
}

/** Visits every entry in the order of the buckets, until visit gives false; tells whether it went through. */
export function forEachEntry(table: Ptr, visit: (key: Ptr, value: Ptr) => boolean): boolean {
  const buckets = i32[(table + BUCKETS) >> 2] >> 2
  for (let k = 0, n = i32[(table + N_BUCKETS) >> 2]; k < n; k++) {
    for (let entry = i32[buckets + 2 * k]; entry !== 0; entry = i32[entry >> 2]) {
      if (!visit(i32[(entry + ENTRY_KEY) >> 2], i32[(entry + ENTRY_VALUE) >> 2])) return false
    }
  }
  return true
}

function freeEntries(table: Ptr, destroy: (key: Ptr, value: Ptr) => void): void {
  const buckets = i32[(table + BUCKETS) >> 2] >> 2
  for (let k = 0, n = i32[(table + N_BUCKETS) >> 2]; k < n; k++) {
    for (let entry = i32[buckets + 2 * k]; entry !== 0; ) {
      const next = i32[entry >> 2]
      destroy(i32[(entry + ENTRY_KEY) >> 2], i32[(entry + ENTRY_VALUE) >> 2])
      free(entry)
      entry = next
    }
    i32[buckets + 2 * k] = 0
  }
  i32[(table + N_ENTRIES) >> 2] = 0
}

/** Frees all entries after handing each to destroy; the table stays usable. */
export function clearTable(table: Ptr, destroy: (key: Ptr, value: Ptr) => void): void {
  freeEntries(table, destroy)
  rehash(table)
}

/** Frees the table and everything in it. */
export function freeTable(table: Ptr, destroy: (key: Ptr, value: Ptr) => void): void {
  freeEntries(table, destroy)
  free(i32[(table + BUCKETS) >> 2])
  free(table)
}
