/** Method resolution order: C3 linearisation and its checks (CPython typeobject.c, mro_implementation, pmerge, best_base). */
import { i32, type Ptr } from '../../memory/heap'
import { PyList_Append, PyList_AsTuple, PyList_New, PyList_SET_ITEM } from '../container/list-core'
import { PyTuple_New } from '../container/tuple-core'
import { typeError, typeName, typeNameOf } from '../errors'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import {
  SIZEOF_POINTER,
  TP_BASE,
  TP_BASES,
  TP_BASICSIZE,
  TP_FLAGS,
  TP_ITEMSIZE,
  TP_MRO,
  TP_WEAKLISTOFFSET,
  TPFLAGS_BASETYPE,
  TPFLAGS_HEAPTYPE,
  TUPLE_ITEM,
} from '../layout'
import { PyBaseObject_Type, PyList_Type } from '../types'
import { PyType_Check, PyType_IsSubtype } from './subtype'
import { shortName } from './type-names'

const item = (t: Ptr, i: number): Ptr => i32[(t + TUPLE_ITEM + i * 8) >> 2]

function tailContains(tuple: Ptr, after: number, o: Ptr): boolean {
  for (let i = after + 1, n = Py_SIZE(tuple); i < n; i++) if (item(tuple, i) === o) return true
  return false
}

function conflict(sequences: Ptr[], heads: number[]): 0 {
  const names: string[] = []
  const seen = new Set<Ptr>()
  sequences.forEach((s, i) => {
    const head = heads[i] < Py_SIZE(s) ? item(s, heads[i]) : 0
    if (head === 0 || seen.has(head)) return
    seen.add(head)
    names.push(shortName(head))
  })
  return typeError(
    `Cannot create a consistent method resolution\norder (MRO) for bases${names.map((n) => ` ${n}`).join(',')}`,
  )
}

/** C3: repeatedly takes the first head that is in no other tail (pmerge). False with TypeError set when there is none. */
function merge(into: Ptr, sequences: Ptr[]): boolean {
  const heads = sequences.map(() => 0)
  for (;;) {
    let empty = 0
    let chosen = 0
    for (let i = 0; i < sequences.length && chosen === 0; i++) {
      if (heads[i] >= Py_SIZE(sequences[i])) {
        empty++
        continue
      }
      const candidate = item(sequences[i], heads[i])
      if (!sequences.some((s, j) => tailContains(s, heads[j], candidate))) chosen = candidate
    }
    if (chosen === 0) {
      if (empty === sequences.length) return true
      conflict(sequences, heads)
      return false
    }
    if (PyList_Append(into, chosen) < 0) return false
    sequences.forEach((s, j) => {
      if (heads[j] < Py_SIZE(s) && item(s, heads[j]) === chosen) heads[j]++
    })
  }
}

function checkDuplicates(bases: Ptr): boolean {
  for (let i = 0, n = Py_SIZE(bases); i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      if (item(bases, i) === item(bases, j)) {
        typeError(`duplicate base class ${shortName(item(bases, i))}`)
        return false
      }
    }
  }
  return true
}

/** The default linearisation as a new tuple (one base) or list (several): type.mro(). */
export function mro_implementation(type: Ptr): Ptr {
  const bases = i32[(type + TP_BASES) >> 2]
  const n = Py_SIZE(bases)
  for (let i = 0; i < n; i++) {
    const base = item(bases, i)
    if (i32[(base + TP_MRO) >> 2] === 0) return typeError(`Cannot extend an incomplete type '${typeName(base)}'`)
  }
  if (n === 1) {
    // one base: the MRO is the type followed by the base's MRO, no merging needed
    const baseMro = i32[(item(bases, 0) + TP_MRO) >> 2]
    const k = Py_SIZE(baseMro)
    const result = PyTuple_New(k + 1)
    if (result === 0) return 0
    i32[(result + TUPLE_ITEM) >> 2] = Py_NewRef(type)
    for (let i = 0; i < k; i++) i32[(result + TUPLE_ITEM + (i + 1) * 8) >> 2] = Py_NewRef(item(baseMro, i))
    return result
  }
  if (!checkDuplicates(bases)) return 0
  const result = PyList_New(1)
  if (result === 0) return 0
  PyList_SET_ITEM(result, 0, Py_NewRef(type))
  const sequences: Ptr[] = []
  for (let i = 0; i < n; i++) sequences.push(i32[(item(bases, i) + TP_MRO) >> 2])
  sequences.push(bases)
  if (!merge(result, sequences)) {
    Py_DECREF(result)
    return 0
  }
  return result
}

/** A tuple from mro_implementation's result, which is consumed. */
export function mroTuple(result: Ptr): Ptr {
  if (result === 0 || Py_TYPE(result) !== PyList_Type) return result
  const t = PyList_AsTuple(result)
  Py_DECREF(result)
  return t
}

/** The default MRO of a type as a tuple. */
export const computeMro = (type: Ptr): Ptr => mroTuple(mro_implementation(type))

// --- layouts ---

/** Does the type add fields to its base's C structure, other than a weak-reference slot? */
function addsFields(type: Ptr, base: Ptr): boolean {
  const w = (t: Ptr, f: number): number => i32[(t + f) >> 2]
  let size = w(type, TP_BASICSIZE)
  const baseSize = w(base, TP_BASICSIZE)
  if (w(type, TP_ITEMSIZE) !== 0 || w(base, TP_ITEMSIZE) !== 0) {
    return size !== baseSize || w(type, TP_ITEMSIZE) !== w(base, TP_ITEMSIZE)
  }
  if (
    w(type, TP_WEAKLISTOFFSET) !== 0 &&
    w(base, TP_WEAKLISTOFFSET) === 0 &&
    w(type, TP_WEAKLISTOFFSET) + SIZEOF_POINTER === size &&
    w(type, TP_FLAGS) & TPFLAGS_HEAPTYPE
  ) {
    size -= SIZEOF_POINTER
  }
  return size !== baseSize
}

/** The most derived type of the tp_base chain whose instances have their own layout. */
export function solidBase(type: Ptr): Ptr {
  // from object upwards: the chain of bases may be longer than the host's stack is deep
  const chain: Ptr[] = []
  for (let t = type; t !== 0; t = i32[(t + TP_BASE) >> 2]) chain.push(t)
  let solid = PyBaseObject_Type
  for (let i = chain.length - 1; i >= 0; i--) if (addsFields(chain[i], solid)) solid = chain[i]
  return solid
}

/** The base (borrowed) whose layout the new class extends; 0 with TypeError set when the bases do not fit together. */
export function bestBase(bases: Ptr): Ptr {
  let base = 0
  let winner = 0
  for (let i = 0, n = Py_SIZE(bases); i < n; i++) {
    const candidateBase = item(bases, i)
    if (!PyType_Check(candidateBase)) return typeError('bases must be types')
    if ((i32[(candidateBase + TP_FLAGS) >> 2] & TPFLAGS_BASETYPE) === 0) {
      return typeError(`type '${typeName(candidateBase)}' is not an acceptable base type`)
    }
    const candidate = solidBase(candidateBase)
    if (winner === 0 || (!PyType_IsSubtype(winner, candidate) && PyType_IsSubtype(candidate, winner))) {
      winner = candidate
      base = candidateBase
    } else if (!PyType_IsSubtype(winner, candidate)) {
      return typeError('multiple bases have instance lay-out conflict')
    }
  }
  return base
}

/** Checks what a custom mro() returned: classes only, each with a layout the type's own extends. */
export function checkMro(type: Ptr, mro: Ptr): boolean {
  const solid = solidBase(type)
  for (let i = 0, n = Py_SIZE(mro); i < n; i++) {
    const base = item(mro, i)
    if (!PyType_Check(base)) {
      typeError(`mro() returned a non-class ('${typeNameOf(base)}')`)
      return false
    }
    if (!PyType_IsSubtype(solid, solidBase(base))) {
      typeError(`mro() returned base with unsuitable layout ('${typeName(base)}')`)
      return false
    }
  }
  return true
}

/** calculate_metaclass: the most derived metaclass of the bases and the given one; 0 with TypeError set on a conflict. */
export function calculateMetaclass(metatype: Ptr, bases: Ptr): Ptr {
  let winner = metatype
  for (let i = 0, n = Py_SIZE(bases); i < n; i++) {
    const t = Py_TYPE(item(bases, i))
    if (PyType_IsSubtype(winner, t)) continue
    if (PyType_IsSubtype(t, winner)) {
      winner = t
      continue
    }
    return typeError(
      'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases',
    )
  }
  return winner
}
