/** Request sizes and their order, as an allocation hook recorded them in CPython 3.11.7. */
import { expect, it } from 'vitest'
import { setAllocHooks } from '../../../src/runtime/memory/domains'
import type { Ptr } from '../../../src/runtime/memory/heap'
import { PyNumber_Add, PyNumber_Multiply, PyNumber_Power } from '../../../src/runtime/object/abstract/number-protocol'
import { PyObject_Str } from '../../../src/runtime/object/abstract/object-protocol'
import { bootObjects } from '../../../src/runtime/object/boot'
import { Py_DECREF } from '../../../src/runtime/object/header'
import { PyFloat_FromDouble } from '../../../src/runtime/object/number/float-core'
import { longFromBigInt, PyLong_FromLong } from '../../../src/runtime/object/number/int-core'
import { binaryAdd, binaryMultiply } from '../../../src/runtime/object/number/int-fast'
import { PyLong_FromUnicodeObject } from '../../../src/runtime/object/number/int-parse'
import { newStr } from '../../../src/runtime/object/text/str-core'
import { Py_None } from '../../../src/runtime/object/types'

bootObjects({ hashSeed: 0 })

/** The requests that f makes, e.g. 'o32 o54 -o'; its result is dropped afterwards. */
function trace(f: () => Ptr): string {
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

const int = (v: bigint | number): Ptr => longFromBigInt(BigInt(v))

it('one-digit results ask 32, general ones 24 + 4 * upper bound of digits', () => {
  expect(trace(() => PyNumber_Add(int(1000), int(1)))).toContain('o32')
  const a = int(1000)
  const one = int(1)
  expect(trace(() => PyNumber_Add(a, one))).toBe('o32')
  expect(trace(() => binaryAdd(a, one))).toBe('o32')
  expect(trace(() => binaryMultiply(a, a))).toBe('o32')
  const big = int(2n ** 60n)
  expect(trace(() => PyNumber_Add(big, one))).toBe('o40')
  const e40 = int(10n ** 40n)
  expect(trace(() => PyNumber_Multiply(e40, e40))).toBe('o64')
  expect(trace(() => PyNumber_Add(one, one))).toBe('')
  const two = int(2)
  const hundred = int(100)
  expect(trace(() => PyNumber_Power(two, hundred, Py_None))).toBe('o32 o32 -o o32 -o o32 -o o40 -o')
})

it('text conversions use the scratch int and buffer of the C code', () => {
  const n = int(12345)
  expect(trace(() => PyObject_Str(n))).toBe('o32 o54 -o')
  const s = newStr('12')
  expect(trace(() => PyLong_FromUnicodeObject(s, 10))).toBe('o28 -o')
  const t = newStr('1234')
  expect(trace(() => PyLong_FromUnicodeObject(t, 10))).toBe('o28')
  const f = PyFloat_FromDouble(2.25)
  expect(trace(() => PyObject_Str(f))).toBe('m6 o53 -m')
})

it('dead floats wait on the free list', () => {
  const x = PyFloat_FromDouble(1.5)
  Py_DECREF(x)
  expect(trace(() => PyFloat_FromDouble(2.5))).toBe('')
  expect(PyLong_FromLong(5)).toBe(PyLong_FromLong(5))
})
