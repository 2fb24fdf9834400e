/** The two iterators of deque (CPython Modules/_collectionsmodule.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_SelfIter } from '../../object/abstract/iter-protocol'
import { indexArgument } from '../../object/abstract/sequence-protocol'
import { PyObject_GC_New, PyObject_GC_Track } from '../../object/alloc'
import { deallocFields, setSsize, traverseFields } from '../../object/container/helpers'
import { PyTuple_GET_ITEM, PyTuple_Pack2 } from '../../object/container/tuple-core'
import { defineType, NOARGS } from '../../object/define'
import { raise, typeNameOf } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../../object/header'
import { TPFLAGS_DEFAULT, TPFLAGS_HAVE_GC } from '../../object/layout'
import { PyLong_FromLong } from '../../object/number/int-core'
import { checkPositional } from '../../object/type/arg-parse'
import { PyExc_RuntimeError, PyExc_TypeError, staticType } from '../../object/types'
import * as D from './deque-core'

export const dequeiter_type: Ptr = staticType()
export const dequereviter_type: Ptr = staticType()

const DI_BLOCK = 16
const DI_INDEX = 24
const DI_DEQUE = 32
const DI_STATE = 40
const DI_COUNTER = 48
const SIZEOF_DEQUEITER = 56

export const MUTATED = 'deque mutated during iteration'

/** An iterator from either end, skipping `skip` items. */
export function newIterator(type: Ptr, d: Ptr): Ptr {
  const it = PyObject_GC_New(type, SIZEOF_DEQUEITER)
  if (it === 0) return 0
  const p = type === dequeiter_type ? D.firstPlace(d) : D.lastPlace(d)
  setSsize(it, DI_BLOCK, p.b)
  setSsize(it, DI_INDEX, p.i)
  setSsize(it, DI_DEQUE, Py_NewRef(d))
  setSsize(it, DI_STATE, D.dequeState(d))
  setSsize(it, DI_COUNTER, Py_SIZE(d))
  PyObject_GC_Track(it)
  return it
}

function iterNext(it: Ptr, move: (p: D.Place) => void): Ptr {
  if (D.dequeState(i32[(it + DI_DEQUE) >> 2]) !== i32[(it + DI_STATE) >> 2]) {
    setSsize(it, DI_COUNTER, 0)
    return raise(PyExc_RuntimeError, MUTATED)
  }
  const left = i32[(it + DI_COUNTER) >> 2]
  if (left === 0) return 0
  const p = { b: i32[(it + DI_BLOCK) >> 2], i: i32[(it + DI_INDEX) >> 2] }
  const v = Py_NewRef(D.blockItem(p.b, p.i))
  setSsize(it, DI_COUNTER, left - 1)
  if (left > 1) {
    move(p)
    setSsize(it, DI_BLOCK, p.b)
    setSsize(it, DI_INDEX, p.i)
  }
  return v
}

/** (type, (deque, items taken)). */
function iterReduce(it: Ptr): Ptr {
  const d = i32[(it + DI_DEQUE) >> 2]
  const taken = PyLong_FromLong(Py_SIZE(d) - i32[(it + DI_COUNTER) >> 2])
  const args = PyTuple_Pack2(d, taken)
  Py_DECREF(taken)
  const r = PyTuple_Pack2(Py_TYPE(it), args)
  Py_DECREF(args)
  return r
}

function iterNew(type: Ptr, args: Ptr): Ptr {
  if (!checkPositional('deque_iterator', Py_SIZE(args), 1, 2)) return 0
  const d = PyTuple_GET_ITEM(args, 0)
  if (!D.isDeque(d)) return raise(PyExc_TypeError, `argument 1 must be collections.deque, not ${typeNameOf(d)}`)
  const skip = Py_SIZE(args) > 1 ? indexArgument(PyTuple_GET_ITEM(args, 1)) : 0
  if (Number.isNaN(skip)) return 0
  const it = newIterator(type, d)
  const next = type === dequeiter_type ? D.next : D.previous
  for (let i = 0; i < skip && it !== 0; i++) {
    const v = iterNext(it, next)
    if (v === 0) {
      if (!PyErr_Occurred()) break
      Py_DECREF(it)
      return 0
    }
    Py_DECREF(v)
  }
  return it
}

function defineIterator(type: Ptr, name: string, move: (p: D.Place) => void): void {
  defineType(type, {
    name,
    basicsize: SIZEOF_DEQUEITER,
    flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC,
    dealloc: deallocFields(DI_DEQUE),
    traverse: traverseFields(DI_DEQUE),
    iter: PyObject_SelfIter,
    iternext: (it) => iterNext(it, move),
    new: iterNew,
    methods: {
      __length_hint__: NOARGS(
        (it) => PyLong_FromLong(i32[(it + DI_COUNTER) >> 2]),
        'Private method returning an estimate of len(list(it)).',
      ),
      __reduce__: NOARGS(iterReduce, 'Return state information for pickling.'),
    },
  })
}

/** Behind the deque: types become ready in the order in which they are defined. */
export function defineDequeIterators(): void {
  defineIterator(dequeiter_type, '_collections._deque_iterator', D.next)
  defineIterator(dequereviter_type, '_collections._deque_reverse_iterator', D.previous)
}
