/** Sizes, growth, iteration orders and comparison sequences of containers against what CPython 3.11 did (goldens/containers.py). */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { i32, type Ptr } from '../../../src/runtime/memory/heap'
import { PyObject_GetAttr, PyObject_Hash } from '../../../src/runtime/object/abstract/object-protocol'
import { PyType_GenericAlloc, preHeaderSize } from '../../../src/runtime/object/alloc'
import { bootObjects } from '../../../src/runtime/object/boot'
import { callN } from '../../../src/runtime/object/call'
import * as D from '../../../src/runtime/object/container/dict-core'
import { _PyDict_FromKeys } from '../../../src/runtime/object/container/dict-update'
import * as Ls from '../../../src/runtime/object/container/list-core'
import { list_sort_impl } from '../../../src/runtime/object/container/list-order'
import { list_ass_slice } from '../../../src/runtime/object/container/list-slices'
import * as S from '../../../src/runtime/object/container/set-core'
import * as ops from '../../../src/runtime/object/container/set-ops'
import { PyTuple_New, PyTuple_Pack, PyTuple_SET_ITEM } from '../../../src/runtime/object/container/tuple-core'
import { defineType } from '../../../src/runtime/object/define'
import { PyErr_Occurred } from '../../../src/runtime/object/errors-core'
import { Py_DECREF, Py_REFCNT, Py_SIZE, Py_TYPE } from '../../../src/runtime/object/header'
import { HASH_HI } from '../../../src/runtime/object/interp'
import { Py_LT } from '../../../src/runtime/object/layout'
import { longExactNumber, longFromBigInt, PyLong_FromLong } from '../../../src/runtime/object/number/int-core'
import { newStr, strToJS } from '../../../src/runtime/object/text/str-core'
import * as T from '../../../src/runtime/object/types'

type Steps = [number, number][]
type Snapshot = [number, (string | number)[]]
const golden = JSON.parse(readFileSync(`${import.meta.dirname}/goldens/containers.json`, 'utf8'))

/** A type whose __lt__ is seen by the test: key at 16, number at 20. */
const Item_Type = T.staticType()
let log: [number, number][] = []
defineType(Item_Type, {
  name: 'Item',
  basicsize: 24,
  richcompare: (a, b, op) => {
    if (op !== Py_LT) throw new Error('only < is expected')
    log.push([i32[(a + 20) >> 2], i32[(b + 20) >> 2]])
    const r = i32[(a + 16) >> 2] < i32[(b + 16) >> 2] ? T.Py_True : T.Py_False
    i32[r >> 2]++
    return r
  },
})

beforeAll(() => bootObjects({ hashSeed: 0 }))

const rng = (seed: number) => {
  let x = seed
  return (n: number): number => {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff
    return (x >> 8) % n
  }
}
function* size(o: Ptr, f: () => Generator<unknown>): Generator<number> {
  const sizeof = PyObject_GetAttr(o, newStr('__sizeof__'))
  const now = (): number => {
    const n = callN(sizeof)
    const v = longExactNumber(n)
    Py_DECREF(n)
    return v + preHeaderSize(Py_TYPE(o))
  }
  for (const _ of f()) yield now()
}
const sizeOf = (o: Ptr): number =>
  [
    ...size(o, function* () {
      yield 1
    }),
  ][0]
function steps(values: Iterable<number>): Steps {
  const out: Steps = []
  let last = -1
  let i = 0
  for (const v of values) {
    if (v !== last) out.push([i, v])
    last = v
    i++
  }
  return out
}
const none = (n: number): Ptr => {
  const t = PyTuple_New(n)
  for (let i = 0; i < n; i++) {
    i32[T.Py_None >> 2]++
    PyTuple_SET_ITEM(t, i, T.Py_None)
  }
  return t
}
const method = (o: Ptr, name: string, ...args: Ptr[]): Ptr => {
  const m = PyObject_GetAttr(o, newStr(name))
  const r = callN(m, ...args)
  Py_DECREF(m)
  expect(PyErr_Occurred()).toBe(0)
  return r
}
const strKeys = Array.from({ length: 20000 }, (_, i) => () => newStr(`k${i}`))
const cache = new Map<number, Ptr>()
const str = (i: number): Ptr => {
  if (!cache.has(i)) cache.set(i, strKeys[i]())
  return cache.get(i)!
}
const int = (i: number): Ptr => PyLong_FromLong(i)

describe('list', () => {
  it('grows by append as CPython', () => {
    const l = Ls.PyList_New(0)
    const sizes = size(l, function* () {
      yield 0
      for (let i = 0; i < 10000; i++) yield Ls.PyList_Append(l, T.Py_None)
    })
    expect(steps(sizes)).toEqual(golden.list_append)
  })
  it('shrinks by pop as CPython', () => {
    const l = Ls.PyList_New(0)
    for (let i = 0; i < 10000; i++) Ls.PyList_Append(l, T.Py_None)
    const sizes = size(l, function* () {
      yield 0
      while (Py_SIZE(l) > 0) yield method(l, 'pop')
    })
    expect(steps(sizes)).toEqual(golden.list_pop)
  })
  it('has the capacity CPython has after random changes', () => {
    const got = [1, 2, 3].map((seed) => {
      const r = rng(seed)
      const l = Ls.PyList_New(0)
      return steps(
        size(l, function* () {
          for (let step = 0; step < 600; step++) {
            const n = Py_SIZE(l)
            const k = r(8)
            if (k < 3) Ls.PyList_Append(l, T.Py_None)
            else if (k === 3) Ls.PyList_Insert(l, r(n + 1), T.Py_None)
            else if (k === 4) method(l, 'extend', none(r(20)))
            else if (k === 5 && n) method(l, 'pop', int(r(n)))
            else if (k === 6) {
              const i = r(n + 1)
              list_ass_slice(l, i, i + r(10), 0)
            } else if (k === 7) {
              yield* assign(l, r(n + 1), r)
              continue
            }
            yield 0
          }
        }),
      )
    })
    expect(got).toEqual(golden.list_random)
  })
})
function* assign(l: Ptr, i: number, r: (n: number) => number): Generator<number> {
  // the right-hand side of an assignment is computed before the slice
  const value = none(r(12))
  yield list_ass_slice(l, i, i + r(10), value)
}

describe('dict', () => {
  it.each([
    ['dict_str', str],
    ['dict_int', int],
  ])('%s grows as CPython', (name, key) => {
    const d = D.PyDict_New()
    const sizes = size(d, function* () {
      yield 0
      for (let i = 0; i < 10000; i++) yield D.PyDict_SetItem(d, key(i), T.Py_None)
    })
    expect(steps(sizes)).toEqual(golden[name])
  })
  it.each([
    ['dict_random_str', str, [1, 2, 3]],
    ['dict_random_int', int, [4, 5]],
  ] as const)('%s: same sizes after random changes', (name, key, seeds) => {
    const got = seeds.map((seed) => {
      const r = rng(seed)
      const d = D.PyDict_New()
      return steps(
        size(d, function* () {
          for (let step = 0; step < 3000; step++) {
            const k = r(10)
            const x = key(r(400))
            if (k < 6) D.PyDict_SetItem(d, x, T.Py_None)
            else if (k < 8) method(d, 'pop', x, T.Py_None)
            else if (k === 8 && D.PyDict_GET_SIZE(d)) method(d, 'popitem')
            else if (k === 9 && r(30) === 0) D.PyDict_Clear(d)
            yield 0
          }
        }),
      )
    })
    expect(got).toEqual(golden[name])
  })
  it('presizes as CPython', () => {
    const got: number[][] = []
    for (let k = 0; k < 200; k++) {
      const list = Ls.PyList_New(0)
      const ints = S.newSet(T.PySet_Type)
      const comprehension = D.PyDict_New()
      for (let i = 0; i < k; i++) {
        Ls.PyList_Append(list, str(i))
        S.set_add_key(ints, int(i))
        D.PyDict_SetItem(comprehension, str(i), int(1))
      }
      const first = _PyDict_FromKeys(T.PyDict_Type, list, T.Py_None)
      const merged = D.PyDict_New()
      D.PyDict_Update(merged, comprehension)
      D.PyDict_SetItem(merged, newStr('z'), int(1))
      got.push([
        sizeOf(_PyDict_FromKeys(T.PyDict_Type, first, T.Py_None)),
        sizeOf(_PyDict_FromKeys(T.PyDict_Type, ints, T.Py_None)),
        sizeOf(merged),
      ])
    }
    expect(got).toEqual(golden.dict_presized)
  })
})

const order = (s: Ptr): (string | number)[] => {
  const out: (string | number)[] = []
  for (let pos = S.setNext(s, 0); pos >= 0; pos = S.setNext(s, pos)) {
    const k = S.setEntry.key
    out.push(Py_TYPE(k) === T.PyLong_Type ? longExactNumber(k) : strToJS(k))
  }
  return out
}
describe('set', () => {
  it('grows as CPython', () => {
    const s = S.newSet(T.PySet_Type)
    const sizes = size(s, function* () {
      yield 0
      for (let i = 0; i < 10000; i++) yield S.set_add_key(s, int(i))
    })
    expect(steps(sizes)).toEqual(golden.set_insert)
  })
  it.each([
    ['set_random_str', str, [1, 2, 3]],
    ['set_random_int', (i: number) => int(i * 7919), [4, 5]],
  ] as const)('%s: same order and size after random changes', (name, key, seeds) => {
    const got = seeds.map((seed) => {
      const r = rng(seed)
      const s = S.newSet(T.PySet_Type)
      const out: Snapshot[] = []
      for (let i = 0; i < 1000; i++) {
        const k = r(10)
        const x = key(r(300))
        if (k < 6) S.set_add_key(s, x)
        else if (k < 9) S.set_discard_key(s, x)
        else if (S.setUsed(s)) S.setPop(s)
        if (i % 50 === 49) out.push([sizeOf(s), order(s)])
      }
      return out
    })
    expect(got).toEqual(golden[name])
  })
  it('operators give the same tables', () => {
    const r = rng(9)
    const out: Snapshot[] = []
    const filled = (): Ptr => {
      const s = S.newSet(T.PySet_Type)
      for (let n = r(60); n > 0; n--) S.set_add_key(s, str(r(100)))
      return s
    }
    for (let k = 0; k < 40; k++) {
      const a = filled()
      const b = filled()
      const union = ops.set_copy(a)
      S.set_update_internal(union, b)
      const results = [
        union,
        ops.set_intersection(a, b),
        ops.set_difference(a, b),
        ops.set_symmetric_difference(a, b),
        ops.set_difference(b, a),
      ]
      S.set_update_internal(a, b)
      for (const x of [...results, a]) out.push([sizeOf(x), order(x)])
    }
    expect(out).toEqual(golden.set_algebra)
  })
})

describe('hash', () => {
  const hash = (o: Ptr): string => {
    const lo = PyObject_Hash(o)
    return BigInt.asIntN(64, (BigInt(i32[HASH_HI >> 2]) << 32n) | BigInt(lo >>> 0)).toString()
  }
  it('of tuples and frozensets', () => {
    const inner = PyTuple_Pack(int(1), int(-1))
    const big = PyTuple_Pack(newStr('a'), inner, longFromBigInt(10n ** 30n))
    expect([PyTuple_New(0), PyTuple_Pack(int(1), int(2)), big].map(hash)).toEqual(golden.hash.t0)
    const frozen = (keys: Ptr[]): Ptr => {
      const s = S.newSet(T.PyFrozenSet_Type)
      for (const k of keys) S.set_add_key(s, k)
      return s
    }
    const sets = [frozen([]), frozen([1, 2, 3].map(int)), frozen(['a', 'b', 'c'].map((c) => newStr(c)))]
    expect(sets.map(hash)).toEqual(golden.hash.f)
  })
})

describe('list.sort', () => {
  it('compares the same pairs in the same order', () => {
    const got = (golden.sort as [number, number, number, boolean, boolean, number, number, number][]).map(
      ([n, seed, kind, keyed, reverse]) => {
        const r = rng(seed)
        const key = (i: number): number => {
          if (kind === 0) return r(1000000)
          if (kind === 1) return r(4)
          if (kind === 2) return r(20) ? i : r(n)
          if (kind === 3) return r(20) ? n - i : r(n)
          return (i % 97) * 3 + r(2)
        }
        const l = Ls.PyList_New(0)
        for (let i = 0; i < n; i++) {
          const item = PyType_GenericAlloc(Item_Type, 0)
          i32[(item + 16) >> 2] = key(i)
          i32[(item + 20) >> 2] = i
          Ls._PyList_AppendTakeRef(l, item)
        }
        log = []
        const identity = keyed ? identityFunction() : 0
        expect(list_sort_impl(l, identity, reverse)).toBe(0)
        let h = 7
        for (const [a, b] of log) h = (Math.imul(h, 31) + a * 1009 + b) & 0x7fffffff
        let o = 7
        for (let i = 0; i < n; i++) o = (Math.imul(o, 31) + i32[(Ls.PyList_GET_ITEM(l, i) + 20) >> 2]) & 0x7fffffff
        for (let i = 0; i < n; i++) expect(Py_REFCNT(Ls.PyList_GET_ITEM(l, i))).toBe(1)
        return [n, seed, kind, keyed, reverse, log.length, h, o]
      },
    )
    expect(got).toEqual(golden.sort)
  })
})

/** A callable that returns its argument. */
const Identity_Type = T.staticType()
defineType(Identity_Type, {
  name: 'Identity',
  basicsize: 16,
  call: (_f, args) => {
    const v = i32[(args + 24) >> 2]
    i32[v >> 2]++
    return v
  },
})
const identityFunction = (): Ptr => PyType_GenericAlloc(Identity_Type, 0)
