/** Making types.GenericAlias objects: list[int] (CPython Objects/genericaliasobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GC_New, PyObject_GC_Track } from '../alloc'
import { PyTuple_Pack } from '../container/tuple-core'
import { Py_NewRef, typeFlagOf } from '../header'
import { TPFLAGS_TUPLE_SUBCLASS } from '../layout'
import { Py_GenericAliasType } from '../types'

export const GA_ORIGIN = 16
export const GA_ARGS = 24
export const GA_PARAMETERS = 32
export const GA_WEAKREFLIST = 40
export const GA_STARRED = 48 // 1 byte
export const GA_VECTORCALL = 56
export const SIZEOF_GENERIC_ALIAS = 64

let aliasEntry = 0
/** Installs the vectorcall entry. */
export function setGenericAliasEntry(index: number): void {
  aliasEntry = index
}

/** origin[args]; args that are no tuple count as one. Usable as __class_getitem__. */
export function Py_GenericAlias(origin: Ptr, args: Ptr): Ptr {
  const tuple = typeFlagOf(args, TPFLAGS_TUPLE_SUBCLASS) ? Py_NewRef(args) : PyTuple_Pack(args)
  if (tuple === 0) return 0
  const o = PyObject_GC_New(Py_GenericAliasType, SIZEOF_GENERIC_ALIAS)
  if (o === 0) return 0
  for (let p = o + 16; p < o + SIZEOF_GENERIC_ALIAS; p += 4) i32[p >> 2] = 0
  i32[(o + GA_ORIGIN) >> 2] = Py_NewRef(origin)
  i32[(o + GA_ARGS) >> 2] = tuple
  i32[(o + GA_VECTORCALL) >> 2] = aliasEntry
  PyObject_GC_Track(o)
  return o
}
