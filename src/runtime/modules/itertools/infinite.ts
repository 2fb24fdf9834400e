/** count, cycle and repeat (CPython Modules/itertoolsmodule.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyIter_Next, PyObject_GetIter } from '../../object/abstract/iter-protocol'
import { PyNumber_Add, PyNumber_Check } from '../../object/abstract/number-protocol'
import { reprJS } from '../../object/abstract/object-protocol'
import { indexArgument } from '../../object/abstract/sequence-protocol'
import { gcAlloc, get64, set64, setSsize } from '../../object/container/helpers'
import { PyList_Append, PyList_GET_ITEM, PyList_New } from '../../object/container/list-core'
import { PyTuple_New, PyTuple_Pack1, PyTuple_Pack2, PyTuple_SET_ITEM } from '../../object/container/tuple-core'
import { NOARGS } from '../../object/define'
import { typeError, typeNameOf } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import type { newfunc, unaryfunc } from '../../object/fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../../object/header'
import { longExactNumber, PyLong_Check, PyLong_FromSsize_t } from '../../object/number/int-core'
import { newStr } from '../../object/text/str-core'
import { bindArgsTuple } from '../../object/type/call-objects'
import { smallInt, staticType } from '../../object/types'
import { defineIterator, field, positional } from './shared'

export const count_type: Ptr = staticType()
export const cycle_type: Ptr = staticType()
export const repeat_type: Ptr = staticType()

const shortName = (o: Ptr): string => typeNameOf(o).slice(typeNameOf(o).lastIndexOf('.') + 1)

// --- count: a machine word while it can, else int (or any number) objects ---

const CNT = 16
const LONG_CNT = 24
const LONG_STEP = 32
const SIZEOF_COUNT = 40

/** The word that stands for "see long_cnt": PY_SSIZE_T_MAX. */
function setSlow(c: Ptr): void {
  i32[(c + CNT) >> 2] = -1
  i32[(c + CNT + 4) >> 2] = 0x7fff_ffff
}
const isSlow = (c: Ptr): boolean => i32[(c + CNT + 4) >> 2] === 0x7fff_ffff

const count_new: newfunc = (type, args, kwds) => {
  if (kwds === 0 && Py_SIZE(args) === 0) return newCount(type, 0, 0)
  const a = bindArgsTuple('count', ['start', 'step'], {}, args, kwds)
  return a === null ? 0 : newCount(type, a[0], a[1])
}

function newCount(type: Ptr, start: Ptr, step: Ptr): Ptr {
  if ((start !== 0 && !PyNumber_Check(start)) || (step !== 0 && !PyNumber_Check(step))) {
    return typeError('a number is required')
  }
  const ints = (start === 0 || PyLong_Check(start)) && (step === 0 || PyLong_Check(step))
  const first = ints ? (start === 0 ? 0 : longExactNumber(start)) : Number.NaN
  const fast = !Number.isNaN(first) && (step === 0 || longExactNumber(step) === 1)
  const c = gcAlloc(type)
  if (c === 0) return 0
  if (fast) set64(c + CNT, first)
  else setSlow(c)
  setSsize(c, LONG_CNT, fast ? 0 : Py_NewRef(start || smallInt(0)))
  setSsize(c, LONG_STEP, Py_NewRef(step || smallInt(1)))
  return c
}

const count_next: unaryfunc = (c) => {
  if (!isSlow(c)) {
    const n = get64(c + CNT)
    if (n < 2 ** 53 - 1) set64(c + CNT, n + 1)
    else {
      setSlow(c)
      setSsize(c, LONG_CNT, PyLong_FromSsize_t(2 ** 53))
    }
    return PyLong_FromSsize_t(n)
  }
  const now = field(c, LONG_CNT)
  const next = PyNumber_Add(now, field(c, LONG_STEP))
  if (next === 0) return 0
  setSsize(c, LONG_CNT, next)
  return now
}

const stepIsOne = (c: Ptr): boolean => PyLong_Check(field(c, LONG_STEP)) && longExactNumber(field(c, LONG_STEP)) === 1

const count_repr: unaryfunc = (c) => {
  if (!isSlow(c)) return newStr(`${shortName(c)}(${get64(c + CNT)})`)
  const start = reprJS(field(c, LONG_CNT))
  const step = start === null || stepIsOne(c) ? '' : reprJS(field(c, LONG_STEP))
  if (start === null || step === null) return 0
  return newStr(`${shortName(c)}(${start}${step === '' ? '' : `, ${step}`})`)
}

function count_reduce(c: Ptr): Ptr {
  let args: Ptr
  if (isSlow(c)) args = PyTuple_Pack2(field(c, LONG_CNT), field(c, LONG_STEP))
  else {
    const n = PyLong_FromSsize_t(get64(c + CNT))
    args = PyTuple_Pack1(n)
    Py_DECREF(n)
  }
  const r = PyTuple_Pack2(Py_TYPE(c), args)
  Py_DECREF(args)
  return r
}

defineIterator(count_type, 'count', SIZEOF_COUNT, [LONG_CNT, LONG_STEP], [LONG_CNT, LONG_STEP], {
  doc: `Return a count object whose .__next__() method returns consecutive values.

Equivalent to:
    def count(firstval=0, step=1):
        x = firstval
        while 1:
            yield x
            x += step`,
  new: count_new,
  iternext: count_next,
  repr: count_repr,
  methods: { __reduce__: NOARGS(count_reduce, 'Return state information for pickling.') },
})

// --- cycle ---

const CY_IT = 16
const CY_SAVED = 24
const CY_INDEX = 32
const SIZEOF_CYCLE = 48

const cycle_new = positional(cycle_type, 'cycle', 1, (type, [iterable]) => {
  const it = PyObject_GetIter(iterable)
  const saved = it === 0 ? 0 : PyList_New(0)
  const c = saved === 0 ? 0 : gcAlloc(type)
  if (c === 0) {
    if (it !== 0) Py_DECREF(it)
    if (saved !== 0) Py_DECREF(saved)
    return 0
  }
  setSsize(c, CY_IT, it)
  setSsize(c, CY_SAVED, saved)
  return c
})

const cycle_next: unaryfunc = (c) => {
  const saved = field(c, CY_SAVED)
  const it = field(c, CY_IT)
  if (it !== 0) {
    const item = PyIter_Next(it)
    if (item !== 0) {
      if (PyList_Append(saved, item) === 0) return item
      Py_DECREF(item)
      return 0
    }
    if (PyErr_Occurred()) return 0
    Py_CLEAR(c + CY_IT)
  }
  const n = Py_SIZE(saved)
  if (n === 0) return 0
  const i = field(c, CY_INDEX)
  const item = Py_NewRef(PyList_GET_ITEM(saved, i))
  setSsize(c, CY_INDEX, i + 1 >= n ? 0 : i + 1)
  return item
}

defineIterator(cycle_type, 'cycle', SIZEOF_CYCLE, [CY_SAVED, CY_IT], [CY_IT, CY_SAVED], {
  doc: 'Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.',
  new: cycle_new,
  iternext: cycle_next,
})

// --- repeat ---

const RP_ELEMENT = 16
const RP_CNT = 24
const SIZEOF_REPEAT = 32

const repeat_new: newfunc = (type, args, kwds) => {
  const a = bindArgsTuple('repeat', ['object', 'times'], { required: 1 }, args, kwds)
  if (a === null) return 0
  let times = -1
  if (a[1] !== 0) {
    times = indexArgument(a[1])
    if (Number.isNaN(times)) return 0
    if (times < 0) times = 0
  }
  const r = gcAlloc(type)
  if (r === 0) return 0
  setSsize(r, RP_ELEMENT, Py_NewRef(a[0]))
  set64(r + RP_CNT, times)
  return r
}

const repeat_next: unaryfunc = (r) => {
  const left = get64(r + RP_CNT)
  if (left === 0) return 0
  if (left > 0) set64(r + RP_CNT, left - 1)
  return Py_NewRef(field(r, RP_ELEMENT))
}

const repeat_repr: unaryfunc = (r) => {
  const text = reprJS(field(r, RP_ELEMENT))
  if (text === null) return 0
  const left = get64(r + RP_CNT)
  return newStr(`${shortName(r)}(${text}${left === -1 ? '' : `, ${left}`})`)
}

function repeat_len(r: Ptr): Ptr {
  const left = get64(r + RP_CNT)
  return left === -1 ? typeError('len() of unsized object') : PyLong_FromSsize_t(left)
}

function repeat_reduce(r: Ptr): Ptr {
  const left = get64(r + RP_CNT)
  const args = PyTuple_New(left >= 0 ? 2 : 1)
  PyTuple_SET_ITEM(args, 0, Py_NewRef(field(r, RP_ELEMENT)))
  if (left >= 0) PyTuple_SET_ITEM(args, 1, PyLong_FromSsize_t(left))
  const t = PyTuple_Pack2(Py_TYPE(r), args)
  Py_DECREF(args)
  return t
}

defineIterator(repeat_type, 'repeat', SIZEOF_REPEAT, [RP_ELEMENT], [RP_ELEMENT], {
  doc: 'repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  If not specified, returns the object\nendlessly.',
  new: repeat_new,
  iternext: repeat_next,
  repr: repeat_repr,
  methods: {
    __length_hint__: NOARGS(repeat_len, 'Private method returning an estimate of len(list(it)).'),
    __reduce__: NOARGS(repeat_reduce, 'Return state information for pickling.'),
  },
})
