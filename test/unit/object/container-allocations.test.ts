/** Request sizes and their order, as an allocation hook recorded them in CPython 3.11.7. */
import { expect, it } from 'vitest'
import { setAllocHooks } from '../../../src/runtime/memory/domains'
import { i32, type Ptr } from '../../../src/runtime/memory/heap'
import '../../../src/runtime/modules/collections/index'
import { deque_type } from '../../../src/runtime/modules/collections/deque-core'
import { PyODict_Type } from '../../../src/runtime/modules/collections/ordered-dict-core'
import { PyIter_Next, PyObject_GetIter } from '../../../src/runtime/object/abstract/iter-protocol'
import { PyNumber_Add, PyNumber_Multiply, PyNumber_Or } from '../../../src/runtime/object/abstract/number-protocol'
import { PyObject_GetAttr } from '../../../src/runtime/object/abstract/object-protocol'
import {
  PyObject_DelItem,
  PyObject_GetItem,
  PyObject_SetItem,
} from '../../../src/runtime/object/abstract/sequence-protocol'
import { bootObjects } from '../../../src/runtime/object/boot'
import { callN } from '../../../src/runtime/object/call'
import * as D from '../../../src/runtime/object/container/dict-core'
import * as Ls from '../../../src/runtime/object/container/list-core'
import { newSet, set_update_internal } from '../../../src/runtime/object/container/set-core'
import { PySlice_New } from '../../../src/runtime/object/container/slice-core'
import * as Tp from '../../../src/runtime/object/container/tuple-core'
import { Py_DECREF, Py_NewRef } from '../../../src/runtime/object/header'
import { cStackPop, cStackPush } from '../../../src/runtime/object/interp'
import { PyLong_FromLong } from '../../../src/runtime/object/number/int-core'
import { newStr } from '../../../src/runtime/object/text/str-core'
import * as T from '../../../src/runtime/object/types'

bootObjects({ hashSeed: 0 })

/** The requests that f makes with empty free lists, e.g. 'o56 m8'; its result is dropped afterwards. */
function trace(f: () => Ptr): string {
  Tp._PyTuple_ClearFreeList()
  Ls._PyList_ClearFreeList()
  D._PyDict_ClearFreeList()
  const seen: string[] = []
  const letter = ['r', 'm', 'o']
  setAllocHooks({
    malloc: (domain, size) => seen.push(letter[domain] + size),
    calloc: (domain, size) => seen.push(`${letter[domain]}c${size}`),
    realloc: (domain, _old, _p, size) => seen.push(`${letter[domain]}~${size}`),
    free: (domain) => seen.push(`-${letter[domain]}`),
  })
  const r = f()
  setAllocHooks(null)
  expect(r).not.toBe(0)
  Py_DECREF(r)
  return seen.join(' ')
}

const int = (v: number): Ptr => PyLong_FromLong(v)
const none = (): Ptr => Py_NewRef(T.Py_None)
/** None for a status of 0. */
const done = (status: number): Ptr => (status === 0 ? none() : 0)
const list = (n: number): Ptr => {
  const l = Ls.PyList_New(0)
  for (let i = 0; i < n; i++) Ls._PyList_AppendTakeRef(l, int(i))
  return l
}
const display = (n: number): Ptr => {
  const p = cStackPush(n)
  for (let i = 0; i < n; i++) i32[(p + i * 8) >> 2] = none()
  const l = Ls._PyList_FromArraySteal(p, n)
  cStackPop(p)
  return l
}
const dictOf = (keys: Ptr[]): Ptr => {
  const p = cStackPush(keys.length * 2)
  keys.forEach((k, i) => {
    i32[(p + i * 16) >> 2] = k
    i32[(p + i * 16 + 8) >> 2] = T.Py_None
  })
  const d = D._PyDict_FromItems(p, p + 8, 16, keys.length)
  cStackPop(p)
  return d
}
const strs = (n: number): Ptr[] => Array.from({ length: n }, (_, i) => newStr(`key${i}`))
const slice = (a: number, b: number): Ptr => PySlice_New(int(a), int(b), 0)

it('lists', () => {
  expect(trace(() => Ls.PyList_New(0))).toBe('o56')
  expect(trace(() => display(1))).toBe('o56 mc8')
  expect(trace(() => display(3))).toBe('o56 mc24')
  expect(trace(() => list(5))).toBe('o56 m~32 m~64')
  const one = display(1)
  const hundred = int(100)
  expect(trace(() => PyNumber_Multiply(one, hundred))).toBe('o56 m800')
  const three = display(3)
  const s = slice(1, 2)
  expect(trace(() => PyObject_GetItem(three, s))).toBe('o56 m8')
  expect(trace(() => PyNumber_Add(three, three))).toBe('o56 m48')
  expect(trace(() => callN(T.PyList_Type, three))).toBe('o56 m32')
  expect(trace(() => callN(T.PyTuple_Type, list(5)))).toBe('o56 m~32 m~64 o80')
  // capacity 4, as a display of three constants has
  const pop = PyObject_GetAttr(callN(T.PyList_Type, three), newStr('pop'))
  expect(trace(() => [1, 2, 3].map(() => callN(pop))[0])).toBe('m~32 m~0')
  const five = list(5)
  const all = slice(0, 5)
  expect(trace(() => done(PyObject_DelItem(five, all)))).toBe('-m')
})

it('dicts', () => {
  expect(trace(() => D.PyDict_New())).toBe('o64')
  expect(trace(() => dictOf(strs(0)))).toBe('o64')
  const a = newStr('a')
  expect(trace(() => dictOf([a]))).toBe('o64 o120')
  expect(trace(() => dictOf([int(1)]))).toBe('o64 o160')
  const six = strs(6)
  expect(trace(() => dictOf(six))).toBe('o208 o64')
  const three = dictOf(strs(3))
  expect(trace(() => D.PyDict_Copy(three))).toBe('o120 o64')
  expect(trace(() => PyObject_GetIter(three))).toBe('o72')
  const items = PyObject_GetAttr(three, newStr('items'))
  expect(trace(() => callN(items))).toBe('o40')
  const view = callN(items)
  expect(trace(() => PyObject_GetIter(view))).toBe('o72 o56')
  const it = PyObject_GetIter(view)
  // the iterator's own tuple is handed out as long as nobody keeps it
  expect(trace(() => PyIter_Next(it))).toBe('')
})

it('sets', () => {
  expect(trace(() => newSet(T.PySet_Type))).toBe('o216')
  const twenty = list(20)
  expect(trace(() => callN(T.PySet_Type, twenty))).toBe('o216 o48 m512 m2048 -m -o')
  const five = callN(T.PyFrozenSet_Type, list(5))
  const merged = (): Ptr => {
    const s = newSet(T.PySet_Type)
    set_update_internal(s, five)
    return s
  }
  // a display of constants goes through a frozenset
  expect(trace(merged)).toBe('o216 m256')
  const small = callN(T.PySet_Type, list(2))
  expect(trace(() => PyNumber_Or(small, small))).toBe('o216')
})

it('iterators', () => {
  const l = list(3)
  expect(trace(() => PyObject_GetIter(l))).toBe('o48')
  expect(trace(() => callN(T.PyEnum_Type, l))).toBe('o72 o48 o56')
  expect(trace(() => callN(T.PyZip_Type, l, l))).toBe('o56 o56 o48 o48 o56 o64')
  expect(trace(() => callN(T.PyMap_Type, T.PyUnicode_Type, l))).toBe('o48 o48 o48')
  const r5 = int(5)
  const r1000 = int(1000)
  expect(trace(() => callN(T.PyRange_Type, r5))).toBe('o48')
  expect(trace(() => callN(T.PyRange_Type, r1000))).toBe('o32 o32 o32 o32 -o -o -o o48')
  Py_DECREF(slice(1, 2))
  // the parked slice object is taken again
  expect(trace(() => PySlice_New(r5, r5, 0))).toBe('')
})

it('collections', () => {
  expect(trace(() => callN(deque_type))).toBe('o232 m528')
  expect(trace(() => callN(PyODict_Type))).toBe('o128')
  const od = callN(PyODict_Type)
  const a = newStr('a')
  expect(trace(() => done(PyObject_SetItem(od, a, a)))).toBe('o120 m64 m32')
})
