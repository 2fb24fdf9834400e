/** The module _random: the Mersenne Twister MT19937 (CPython Modules/_randommodule.c). Its state lies in the object. */
import { i32, type Ptr, u32 } from '../memory/heap'
import { hashFailed, PyObject_Hash } from '../object/abstract/object-protocol'
import { freeByType } from '../object/container/helpers'
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_New, PyTuple_SET_ITEM } from '../object/container/tuple-core'
import { arg, defineType, FAST, NOARGS, O } from '../object/define'
import { raise, raiseInt, typeError } from '../object/errors'
import { PyErr_Occurred } from '../object/errors-core'
import { type allocfunc, FN, fnPtr, type initproc } from '../object/fn-table'
import { Py_NewRef, Py_SIZE, Py_TYPE } from '../object/header'
import { HASH_HI } from '../object/interp'
import * as L from '../object/layout'
import { PyFloat_FromDouble } from '../object/number/float-core'
import {
  longFromBigInt,
  longLow32,
  longToBigInt,
  PyLong_AsInt,
  PyLong_AsLong,
  PyLong_Check,
  PyLong_FromLong,
  PyLong_FromUnsignedLong,
} from '../object/number/int-core'
import { checkPositional } from '../object/type/arg-parse'
import { noKeywords } from '../object/type/call-objects'
import { moduleHeapType, Py_None, PyExc_TypeError, PyExc_ValueError } from '../object/types'
import { defineModule } from './define-module'

const Random_Type: Ptr = moduleHeapType()

const N = 624
const M = 397
const RANDOM_INDEX = 16 // 4 bytes
const RANDOM_STATE = 20 // 624 words of 4 bytes
const SIZEOF_RANDOM = 2520

const stateWord = (self: Ptr): number => (self + RANDOM_STATE) >> 2

/** Words of entropy for seed(None): the process is deterministic, so they come from a seeded generator of its own. */
let entropyState = 0x9e3779b9
export function setRandomEntropy(seed: number): void {
  entropyState = (seed ^ 0x9e3779b9) | 0 || 1
}
function entropyWord(): number {
  entropyState ^= entropyState << 13
  entropyState ^= entropyState >>> 17
  entropyState ^= entropyState << 5
  return entropyState >>> 0
}

/** The next 32 bits, unsigned (genrand_uint32). */
function next(self: Ptr): number {
  const mt = stateWord(self)
  let index = i32[(self + RANDOM_INDEX) >> 2]
  if (index >= N) {
    for (let k = 0; k < N; k++) {
      const y = (u32[mt + k] & 0x80000000) | (u32[mt + ((k + 1) % N)] & 0x7fffffff)
      u32[mt + k] = u32[mt + ((k + M) % N)] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
    }
    index = 0
  }
  i32[(self + RANDOM_INDEX) >> 2] = index + 1
  let y = u32[mt + index]
  y ^= y >>> 11
  y ^= (y << 7) & 0x9d2c5680
  y ^= (y << 15) & 0xefc60000
  y ^= y >>> 18
  return y >>> 0
}

function initGenrand(self: Ptr, seed: number): void {
  const mt = stateWord(self)
  u32[mt] = seed
  for (let i = 1; i < N; i++) {
    const previous = u32[mt + i - 1]
    u32[mt + i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i
  }
  i32[(self + RANDOM_INDEX) >> 2] = N
}

function initByArray(self: Ptr, key: number[]): void {
  initGenrand(self, 19650218)
  const mt = stateWord(self)
  let i = 1
  let j = 0
  for (let k = Math.max(N, key.length); k > 0; k--) {
    const p = u32[mt + i - 1]
    u32[mt + i] = (u32[mt + i] ^ Math.imul(p ^ (p >>> 30), 1664525)) + key[j] + j
    i++
    j++
    if (i >= N) {
      u32[mt] = u32[mt + N - 1]
      i = 1
    }
    if (j >= key.length) j = 0
  }
  for (let k = N - 1; k > 0; k--) {
    const p = u32[mt + i - 1]
    u32[mt + i] = (u32[mt + i] ^ Math.imul(p ^ (p >>> 30), 1566083941)) - i
    i++
    if (i >= N) {
      u32[mt] = u32[mt + N - 1]
      i = 1
    }
  }
  u32[mt] = 0x80000000
}

/** The magnitude of an int as 32-bit words, least significant first; at least one. */
function magnitudeWords(o: Ptr): number[] {
  const v = longToBigInt(o)
  const hex = (v < 0n ? -v : v).toString(16)
  const out: number[] = []
  for (let end = hex.length; end > 0; end -= 8) out.push(Number.parseInt(hex.slice(Math.max(0, end - 8), end), 16))
  return out
}

/** Seeds from an int, from the hash of anything else, or from entropy (0 or None). 0 or -1. */
function seed(self: Ptr, value: Ptr): number {
  if (value === 0 || value === Py_None) {
    initByArray(self, Array.from({ length: N }, entropyWord))
    return 0
  }
  if (PyLong_Check(value)) {
    initByArray(self, magnitudeWords(value))
    return 0
  }
  const lo = PyObject_Hash(value)
  if (hashFailed(lo)) return -1
  const hi = i32[HASH_HI >> 2] >>> 0
  initByArray(self, hi === 0 ? [lo >>> 0] : [lo >>> 0, hi])
  return 0
}

const init: initproc = (self, args, kwds) => {
  const type = Py_TYPE(self)
  const exact = type === Random_Type || i32[(type + L.TP_INIT) >> 2] === fnPtr(init)
  if (exact && !noKeywords('Random', kwds)) return -1
  if (Py_SIZE(args) > 1) return raiseInt(PyExc_TypeError, 'Random() requires 0 or 1 argument')
  return seed(self, Py_SIZE(args) === 1 ? PyTuple_GET_ITEM(args, 0) : 0)
}

function random(self: Ptr): Ptr {
  const a = next(self) >>> 5
  const b = next(self) >>> 6
  return PyFloat_FromDouble((a * 67108864 + b) / 9007199254740992)
}

function getrandbits(self: Ptr, o: Ptr): Ptr {
  const k = PyLong_AsInt(o)
  if (k === -1 && PyErr_Occurred()) return 0
  if (k < 0) return raise(PyExc_ValueError, 'number of bits must be non-negative')
  if (k === 0) return PyLong_FromLong(0)
  if (k <= 32) return PyLong_FromUnsignedLong(next(self) >>> (32 - k))
  // words come least significant first; the last one is cut to the bits that are left
  const hex: string[] = []
  for (let left = k; left > 0; left -= 32) {
    const r = left < 32 ? next(self) >>> (32 - left) : next(self)
    hex.push(r.toString(16).padStart(8, '0'))
  }
  return longFromBigInt(BigInt(`0x${hex.reverse().join('')}`))
}

function getstate(self: Ptr): Ptr {
  const t = PyTuple_New(N + 1)
  if (t === 0) return 0
  const mt = stateWord(self)
  for (let i = 0; i < N; i++) PyTuple_SET_ITEM(t, i, PyLong_FromUnsignedLong(u32[mt + i]))
  PyTuple_SET_ITEM(t, N, PyLong_FromLong(i32[(self + RANDOM_INDEX) >> 2]))
  return t
}

function setstate(self: Ptr, state: Ptr): Ptr {
  if (!PyTuple_Check(state)) return typeError('state vector must be a tuple')
  if (Py_SIZE(state) !== N + 1) return raise(PyExc_ValueError, 'state vector is the wrong size')
  const words: number[] = []
  for (let i = 0; i < N; i++) {
    const item = PyTuple_GET_ITEM(state, i)
    if (!PyLong_Check(item)) return typeError('an integer is required')
    words.push(longLow32(item) >>> 0)
  }
  const index = PyLong_AsLong(PyTuple_GET_ITEM(state, N))
  if (index === -1 && PyErr_Occurred()) return 0
  if (index < 0 || index > N) return raise(PyExc_ValueError, 'invalid state')
  words.forEach((w, i) => {
    u32[stateWord(self) + i] = w
  })
  i32[(self + RANDOM_INDEX) >> 2] = index
  return Py_NewRef(Py_None)
}

defineType(Random_Type, {
  name: '_random.Random',
  heap: true,
  basicsize: SIZEOF_RANDOM,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_BASETYPE,
  doc: 'Random() -> create a random number generator with its own internal state.',
  init,
  dealloc: freeByType,
  new: (type) => (FN[i32[(type + L.TP_ALLOC) >> 2]] as allocfunc)(type, 0),
  methods: {
    random: NOARGS(random, 'random() -> x in the interval [0, 1).'),
    seed: FAST((self, args, nargs) => {
      if (!checkPositional('seed', nargs, 0, 1)) return 0
      return seed(self, nargs === 0 ? 0 : arg(args, 0)) < 0 ? 0 : Py_NewRef(Py_None)
    }),
    getstate: NOARGS(getstate, 'getstate() -> tuple containing the current state.'),
    setstate: O(setstate, 'setstate(state) -> None.  Restores generator state.'),
    getrandbits: O(getrandbits, 'getrandbits(k) -> x.  Generates an int with k random bits.'),
  },
})

defineModule({
  name: '_random',
  doc: 'Module implements the Mersenne Twister random number generator.',
  types: [Random_Type],
})
