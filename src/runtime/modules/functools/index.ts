/** The module _functools. */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GetIter } from '../../object/abstract/iter-protocol'
import { PyObject_RichCompare } from '../../object/abstract/object-protocol'
import { isTracked, PyObject_GC_New, PyObject_GC_Track } from '../../object/alloc'
import { callN } from '../../object/call'
import { deallocFields, setSsize, traverseFields } from '../../object/container/helpers'
import { nextItem } from '../../object/container/next-item'
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_SET_ITEM } from '../../object/container/tuple-core'
import { arg, defineType, FAST, FASTKW } from '../../object/define'
import { raise, typeError } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import type { richcmpfunc, ternaryfunc } from '../../object/fn-table'
import { Py_DECREF, Py_NewRef, Py_TYPE, Py_XDECREF } from '../../object/header'
import {
  TPFLAGS_DEFAULT,
  TPFLAGS_DISALLOW_INSTANTIATION,
  TPFLAGS_HAVE_GC,
  TPFLAGS_IMMUTABLETYPE,
} from '../../object/layout'
import { bindArgs, checkPositional } from '../../object/type/arg-parse'
import { bindArgsTuple, PyObject_Call } from '../../object/type/call-objects'
import { errorIs } from '../../object/type/subtype'
import { moduleHeapType, PyExc_AttributeError, PyExc_TypeError, smallInt } from '../../object/types'
import { defineModule } from '../define-module'
import { initKwdMark, lru_cache_type, lru_list_elem_type } from './lru-cache'
import { partial_type } from './partial'

const keyobject_type: Ptr = moduleHeapType()
const KO_CMP = 16
const KO_OBJECT = 24
const SIZEOF_KEYOBJECT = 32
const ZERO = smallInt(0)

function newKey(cmp: Ptr, object: Ptr): Ptr {
  const k = PyObject_GC_New(keyobject_type, SIZEOF_KEYOBJECT)
  if (k === 0) return 0
  setSsize(k, KO_CMP, Py_NewRef(cmp))
  setSsize(k, KO_OBJECT, object === 0 ? 0 : Py_NewRef(object))
  PyObject_GC_Track(k)
  return k
}

const keyobject_call: ternaryfunc = (k, args, kwds) => {
  const a = bindArgsTuple('K', ['obj'], { required: 1 }, args, kwds)
  return a === null ? 0 : newKey(i32[(k + KO_CMP) >> 2], a[0])
}

const keyobject_richcompare: richcmpfunc = (a, b, op) => {
  if (Py_TYPE(b) !== keyobject_type) return typeError('other argument must be K instance')
  const x = i32[(a + KO_OBJECT) >> 2]
  const y = i32[(b + KO_OBJECT) >> 2]
  if (x === 0 || y === 0) return raise(PyExc_AttributeError, 'object')
  const r = callN(i32[(a + KO_CMP) >> 2], x, y)
  if (r === 0) return 0
  const answer = PyObject_RichCompare(r, ZERO, op)
  Py_DECREF(r)
  return answer
}

defineType(keyobject_type, {
  name: 'functools.KeyWrapper',
  heap: true,
  basicsize: SIZEOF_KEYOBJECT,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC | TPFLAGS_IMMUTABLETYPE | TPFLAGS_DISALLOW_INSTANTIATION,
  dealloc: deallocFields(KO_CMP, KO_OBJECT),
  traverse: traverseFields(KO_CMP, KO_OBJECT),
  call: keyobject_call,
  richcompare: keyobject_richcompare,
  members: [
    { name: 'obj', offset: KO_OBJECT, kind: 'object', readonly: false, doc: 'Value wrapped by a key function.' },
  ],
})

function cmpToKey(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('cmp_to_key', ['mycmp'], { required: 1 }, args, nargs, kwnames)
  return a === null ? 0 : newKey(a[0], 0)
}

/** One argument tuple serves all calls unless a callee keeps it. */
function reduce(_m: Ptr, argv: Ptr, nargs: number): Ptr {
  if (!checkPositional('reduce', nargs, 2, 3)) return 0
  const it = PyObject_GetIter(arg(argv, 1))
  if (it === 0) return errorIs(PyExc_TypeError) ? typeError('reduce() arg 2 must support iteration') : 0
  let args = PyTuple_New(2)
  let result = nargs > 2 ? Py_NewRef(arg(argv, 2)) : 0
  while (args !== 0) {
    if (i32[args >> 2] > 1) {
      Py_DECREF(args)
      args = PyTuple_New(2)
      if (args === 0) break
    }
    const v = nextItem(it)
    if (v === 0) break
    if (result === 0) {
      result = v
      continue
    }
    replaceItem(args, 0, result)
    replaceItem(args, 1, v)
    result = PyObject_Call(arg(argv, 0), args, 0)
    if (result === 0) break
    if (!isTracked(args)) PyObject_GC_Track(args)
  }
  Py_XDECREF(args)
  Py_DECREF(it)
  if (PyErr_Occurred()) {
    Py_XDECREF(result)
    return 0
  }
  return result || typeError('reduce() of empty iterable with no initial value')
}

function replaceItem(t: Ptr, i: number, v: Ptr): void {
  const old = PyTuple_GET_ITEM(t, i)
  PyTuple_SET_ITEM(t, i, v)
  Py_XDECREF(old)
}

defineModule({
  name: '_functools',
  doc: 'Tools that operate on functions.',
  methods: {
    reduce: FAST(
      reduce,
      'reduce(function, iterable[, initial]) -> value\n\nApply a function of two arguments cumulatively to the items of a sequence\nor iterable, from left to right, so as to reduce the iterable to a single\nvalue.  For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5]) calculates\n((((1+2)+3)+4)+5).  If initial is present, it is placed before the items\nof the iterable in the calculation, and serves as a default when the\niterable is empty.',
    ),
    cmp_to_key: FASTKW(cmpToKey, 'Convert a cmp= function into a key= function.'),
  },
  types: [partial_type, lru_cache_type],
  ownedByDict: [lru_cache_type],
  heapTypes: [keyobject_type, lru_list_elem_type],
  exec: initKwdMark,
})
