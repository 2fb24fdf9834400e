/** except*: splitting an exception group by type, and the exception that leaves a try statement (PREP_RERAISE_STAR). */
import type { Ptr } from '../memory/heap'
import { PyObject_GetAttr } from '../object/abstract/object-protocol'
import { callN, callNSteal } from '../object/call'
import { PyTuple_GET_ITEM, PyTuple_Pack } from '../object/container/tuple-core'
import { PyErr_GivenExceptionMatches } from '../object/exception/exception-core'
import { Py_DECREF, Py_NewRef, Py_TYPE } from '../object/header'
import { _Py_ID } from '../object/text/str-core'
import { PyType_IsSubtype } from '../object/type/subtype'
import { EMPTY_STR, Py_None, PyExc_BaseExceptionGroup } from '../object/types'

const S_split = _Py_ID('split')

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

export { _PyExc_PrepReraiseStar as prepareReraiseStar } from '../object/exception/exception-group'
