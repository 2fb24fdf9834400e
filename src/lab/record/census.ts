/**
 * All objects alive, by type: a walk over the blocks of the obj domain. Objects are recognised by their header; those parked on
 * free lists have no references and are left out, as are the static ones (small ints, built-in types), which are in no block.
 */
import { knownTypes } from '../../runtime/debug/heap-objects'
import { i32, type Ptr } from '../../runtime/memory/heap'
import { forEachBlock, forEachRawBlock } from '../../runtime/memory/walk'
import * as L from '../../runtime/object/layout'
import {
  PyByteArray_Type,
  PyDict_Type,
  PyFrozenSet_Type,
  PyList_Type,
  PyLong_Type,
  PySet_Type,
} from '../../runtime/object/types'
import { isObjectBlock, requestedSize } from './allocation-table'
import { typeLabel } from './objects'

export interface TypeCount {
  type: Ptr
  count: number
  bytes: number
}

const word = (p: Ptr): number => i32[p >> 2]

const HEAD = L.SIZEOF_GC_HEAD
const DICT_AND_HEAD = 2 * L.SIZEOF_GC_HEAD

/** The object in a block of the obj domain, 0 when it holds none that is alive. */
function objectIn(p: Ptr, types: ReadonlySet<Ptr>): Ptr {
  const gc = L.TPFLAGS_HAVE_GC | L.TPFLAGS_MANAGED_DICT
  for (const [offset, flags] of [
    [0, 0],
    [HEAD, L.TPFLAGS_HAVE_GC],
    [DICT_AND_HEAD, gc],
  ]) {
    const o = p + offset
    const type = word(o + L.OB_TYPE)
    if (types.has(type) && (word(type + L.TP_FLAGS) & gc) === flags) return word(o) > 0 ? o : 0
  }
  return 0
}

/** An int's block may be larger than its digits. */
const longBytes = (o: Ptr): number => L.LONG_DIGIT + 4 * Math.max(Math.abs(word(o + L.OB_SIZE)), 1)

/** Bytes that sys.getsizeof counts for an object besides its own block. */
function outside(o: Ptr): number {
  const type = word(o + L.OB_TYPE)
  if (type === PyList_Type) return 8 * word(o + L.LIST_ALLOCATED)
  if (type === PyDict_Type) {
    const keys = word(o + L.DICT_KEYS)
    return word(keys) === 1 ? requestedSize(keys) : 0
  }
  if (type === PySet_Type || type === PyFrozenSet_Type) {
    return word(o + L.SET_TABLE) === o + L.SET_SMALLTABLE ? 0 : requestedSize(word(o + L.SET_TABLE))
  }
  if (type === PyByteArray_Type) return word(o + L.BYTEARRAY_ALLOC)
  return 0
}

/** Types with objects alive, by name. */
export function census(): Map<string, TypeCount> {
  const types = knownTypes()
  const byType = new Map<Ptr, TypeCount>()
  const visit = (p: Ptr): void => {
    if (!isObjectBlock(p)) return
    const o = objectIn(p, types)
    if (o === 0) return
    const type = word(o + L.OB_TYPE)
    let entry = byType.get(type)
    if (entry === undefined) {
      entry = { type, count: 0, bytes: 0 }
      byType.set(type, entry)
    }
    entry.count++
    entry.bytes += type === PyLong_Type ? longBytes(o) : requestedSize(p) + outside(o)
  }
  forEachBlock(visit)
  forEachRawBlock(visit)
  const byName = new Map<string, TypeCount>()
  for (const { type, count, bytes } of byType.values()) {
    const name = typeLabel(type)
    const entry = byName.get(name)
    if (entry === undefined) byName.set(name, { type, count, bytes })
    else {
      entry.count += count
      entry.bytes += bytes
    }
  }
  return byName
}
