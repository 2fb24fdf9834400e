/** X | Y for classes (CPython Objects/unionobject.c): making types.UnionType objects. */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_RichCompareBool } from '../abstract/object-protocol'
import { PyObject_GC_New, PyObject_GC_Track } from '../alloc'
import { PyTuple_New } from '../container/tuple-core'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import { Py_EQ, TUPLE_ITEM } from '../layout'
import { Py_GenericAliasType, Py_None, Py_NotImplemented, PyNone_Type, PyUnion_Type } from '../types'
import { PyType_Check } from './subtype'

/** Fields of a UnionType object: its members and its type variables (made on demand). */
export const UNION_ARGS = 16
export const UNION_PARAMETERS = 24
export const SIZEOF_UNION = 32

const isGenericAlias = (o: Ptr): boolean => Py_TYPE(o) === Py_GenericAliasType
/** What may be a member of a union (is_unionable). */
export const isUnionable = (o: Ptr): boolean =>
  o === Py_None || PyType_Check(o) || isGenericAlias(o) || Py_TYPE(o) === PyUnion_Type

const item = (t: Ptr, i: number): Ptr => i32[(t + TUPLE_ITEM + i * 8) >> 2]

/** Equal members count once; generic aliases compare by value, everything else by identity; 1, 0 or -1. */
function sameMember(a: Ptr, b: Ptr): number {
  if (isGenericAlias(a) && isGenericAlias(b)) return PyObject_RichCompareBool(a, b, Py_EQ)
  return a === b ? 1 : 0
}

/** A union of the given members (borrowed), flattened and without repetitions; one member alone is itself. */
export function makeUnion(members: Ptr[]): Ptr {
  const flat: Ptr[] = []
  for (const m of members) {
    if (Py_TYPE(m) === PyUnion_Type) {
      const args = i32[(m + UNION_ARGS) >> 2]
      for (let i = 0, n = Py_SIZE(args); i < n; i++) flat.push(item(args, i))
    } else flat.push(m === Py_None ? PyNone_Type : m)
  }
  const unique: Ptr[] = []
  for (const m of flat) {
    let known = false
    for (const u of unique) {
      const same = sameMember(u, m)
      if (same < 0) return 0
      if (same) known = true
    }
    if (!known) unique.push(m)
  }
  if (unique.length === 1) return Py_NewRef(unique[0])
  const args = PyTuple_New(unique.length)
  if (args === 0) return 0
  unique.forEach((m, i) => {
    i32[(args + TUPLE_ITEM + i * 8) >> 2] = Py_NewRef(m)
  })
  const u = PyObject_GC_New(PyUnion_Type, SIZEOF_UNION)
  if (u === 0) {
    Py_DECREF(args)
    return 0
  }
  for (let p = u + 16; p < u + SIZEOF_UNION; p += 4) i32[p >> 2] = 0
  i32[(u + UNION_ARGS) >> 2] = args
  PyObject_GC_Track(u)
  return u
}

/** nb_or of classes, generic aliases and unions (_Py_union_type_or). */
export function _Py_union_type_or(a: Ptr, b: Ptr): Ptr {
  return isUnionable(a) && isUnionable(b) ? makeUnion([a, b]) : Py_NewRef(Py_NotImplemented)
}
