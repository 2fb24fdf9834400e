/** __reduce__ of sequence iterators: (iter, (sequence,), index), or (iter, (empty,)) at the end. */
import { i32, type Ptr } from '../../memory/heap'
import { PyDict_GetItemWithError } from '../container/dict-core'
import { PyTuple_New, PyTuple_SET_ITEM } from '../container/tuple-core'
import { raise } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_NewRef } from '../header'
import { INTERP_BUILTINS } from '../interp'
import { PyLong_FromSsize_t } from '../number/int-core'
import { PyExc_AttributeError } from '../types'
import { _Py_ID } from './str-core'

const ID_iter = _Py_ID('iter')

/** builtins.<name>, borrowed (_PyEval_GetBuiltin). */
function builtin(name: Ptr): Ptr {
  const f = PyDict_GetItemWithError(i32[INTERP_BUILTINS >> 2], name)
  if (f === 0 && !PyErr_Occurred()) return raise(PyExc_AttributeError, 'iter')
  return f
}

/** sequence 0: exhausted; empty makes the object then iterated. */
export function reduceIterator(sequence: Ptr, index: number, empty: () => Ptr): Ptr {
  const iter = builtin(ID_iter)
  if (iter === 0) return 0
  const args = PyTuple_New(1)
  if (args === 0) return 0
  const o = sequence === 0 ? empty() : Py_NewRef(sequence)
  PyTuple_SET_ITEM(args, 0, o)
  const t = o === 0 ? 0 : PyTuple_New(sequence === 0 ? 2 : 3)
  if (t === 0) {
    Py_DECREF(args)
    return 0
  }
  PyTuple_SET_ITEM(t, 0, Py_NewRef(iter))
  PyTuple_SET_ITEM(t, 1, args)
  if (sequence !== 0) PyTuple_SET_ITEM(t, 2, PyLong_FromSsize_t(index))
  return t
}
