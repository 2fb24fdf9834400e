/** except*: splitting an exception group by type, and the exception that leaves a try statement (PREP_RERAISE_STAR). */
import { i32, type Ptr } from '../memory/heap'
import { PyObject_GetAttr } from '../object/abstract/object-protocol'
import { callN, callNSteal } from '../object/call'
import { PyTuple_GET_ITEM, PyTuple_Pack } from '../object/container/tuple-core'
import { O } from '../object/define'
import { PyErr_GivenExceptionMatches } from '../object/exception/exception-core'
import { Py_DECREF, Py_NewRef, Py_TYPE, Py_XDECREF } from '../object/header'
import * as L from '../object/layout'
import { _Py_ID } from '../object/text/str-core'
import { builtinFunction } from '../object/type/descr-core'
import { PyType_IsSubtype } from '../object/type/subtype'
import { EMPTY_STR, Py_False, Py_None, Py_True, PyExc_BaseExceptionGroup } from '../object/types'

const S_split = _Py_ID('split')
const S_subgroup = _Py_ID('subgroup')

const isGroup = (o: Ptr): boolean => PyType_IsSubtype(Py_TYPE(o), PyExc_BaseExceptionGroup)

/** A group of the given exceptions with an empty message; new reference. */
function makeGroup(items: Ptr[]): Ptr {
  const tuple = PyTuple_Pack(...items)
  if (tuple === 0) return 0
  const g = callN(PyExc_BaseExceptionGroup, EMPTY_STR, tuple)
  Py_DECREF(tuple)
  return g
}

/** The parts of exc (borrowed) that match and do not; None for an empty part; null with an error set. Both owned. */
export function exceptionGroupMatch(exc: Ptr, type: Ptr): { match: Ptr; rest: Ptr } | null {
  const none = (): Ptr => Py_NewRef(Py_None)
  if (exc === Py_None) return { match: none(), rest: none() }
  if (PyErr_GivenExceptionMatches(exc, type)) {
    if (isGroup(exc)) return { match: Py_NewRef(exc), rest: none() }
    const wrapped = makeGroup([exc])
    return wrapped === 0 ? null : { match: wrapped, rest: none() }
  }
  if (!isGroup(exc)) return { match: none(), rest: Py_NewRef(exc) }
  const split = PyObject_GetAttr(exc, S_split)
  if (split === 0) return null
  const pair = callNSteal(split, type)
  if (pair === 0) return null
  const parts = { match: Py_NewRef(PyTuple_GET_ITEM(pair, 0)), rest: Py_NewRef(PyTuple_GET_ITEM(pair, 1)) }
  Py_DECREF(pair)
  return parts
}

/** Was e only re-raised, that is, does it share the metadata of the original group? */
function sameMetadata(a: Ptr, b: Ptr): boolean {
  if (!isGroup(a) || !isGroup(b)) return false
  return [L.EXC_NOTES, L.EXC_TRACEBACK, L.EXC_CAUSE, L.EXC_CONTEXT].every(
    (f) => i32[(a + f) >> 2] === i32[(b + f) >> 2],
  )
}

function collectLeaves(exc: Ptr, into: Set<Ptr>): void {
  if (!isGroup(exc)) {
    into.add(exc)
    return
  }
  const excs = i32[(exc + L.EG_EXCS) >> 2]
  for (let i = 0; i < i32[(excs + L.OB_SIZE) >> 2]; i++) collectLeaves(PyTuple_GET_ITEM(excs, i), into)
}

/** Leaves that the predicate below keeps; set while a projection runs. */
let kept = new Set<Ptr>()
const KEEP = O((_self, exc) => Py_NewRef(kept.has(exc) ? Py_True : Py_False))

/** The part of orig made of the leaves of the given groups: new reference, None when empty, 0 on error. */
function projection(orig: Ptr, keep: Ptr[]): Ptr {
  const leaves = new Set<Ptr>()
  for (const e of keep) collectLeaves(e, leaves)
  const predicate = builtinFunction('keep', KEEP, 0, 0)
  const subgroup = PyObject_GetAttr(orig, S_subgroup)
  const before = kept
  kept = leaves
  const r = subgroup === 0 ? 0 : callNSteal(subgroup, predicate)
  kept = before
  Py_XDECREF(predicate)
  return r
}

/** PREP_RERAISE_STAR: orig and the list of exceptions raised or left over; what to raise (new reference), None for nothing. */
export function prepareReraiseStar(orig: Ptr, list: Ptr): Ptr {
  const n = i32[(list + L.OB_SIZE) >> 2]
  const items = i32[(list + L.LIST_ITEM) >> 2]
  const excs = Array.from({ length: n }, (_, i) => i32[(items + 8 * i) >> 2])
  if (n === 0) return Py_NewRef(Py_None)
  if (!isGroup(orig)) return Py_NewRef(excs[0])
  const raised: Ptr[] = []
  const reraised: Ptr[] = []
  for (const e of excs) {
    if (e === Py_None) continue
    if (sameMetadata(e, orig)) reraised.push(e)
    else raised.push(e)
  }
  const group = reraised.length === 0 ? Py_NewRef(Py_None) : projection(orig, reraised)
  if (group === 0) return 0
  if (raised.length === 0) return group
  if (group !== Py_None) raised.push(group)
  const r = raised.length > 1 ? makeGroup(raised) : Py_NewRef(raised[0])
  Py_DECREF(group)
  return r
}
