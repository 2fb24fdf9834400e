/** ints against BigInt: every operation, with operands of a few digits and values around digit borders. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { i32, type Ptr } from '../../src/runtime/memory/heap'
import { staticAlloc } from '../../src/runtime/memory/static-data'
import { bootObjects } from '../../src/runtime/object/boot'
import { PyErr_Clear } from '../../src/runtime/object/errors-core'
import { Py_DECREF } from '../../src/runtime/object/header'
import { HASH_HI } from '../../src/runtime/object/interp'
import { hashDouble, hashLong } from '../../src/runtime/object/number/hash-core'
import {
  longAdd,
  longDivMod,
  longFloorDiv,
  longInvert,
  longMod,
  longModulus,
  longMul,
  longNeg,
  longSub,
} from '../../src/runtime/object/number/int-arith'
import { longAnd, longOr, longShiftLeft, longShiftRight, longXor } from '../../src/runtime/object/number/int-bits'
import { longFromBytes, longIntoBytes } from '../../src/runtime/object/number/int-bytes'
import {
  longDigits,
  longFromBigInt,
  longNumBits,
  longToBigInt,
  longWord,
  PyLong_AsDouble,
  PyLong_FromDouble,
} from '../../src/runtime/object/number/int-core'
import { longToDecimalStr } from '../../src/runtime/object/number/int-format'
import { compareLong } from '../../src/runtime/object/number/int-magnitude'
import { longFromDigits } from '../../src/runtime/object/number/int-parse'
import { longPow, longTrueDivide } from '../../src/runtime/object/number/int-pow'
import { strToJS } from '../../src/runtime/object/text/str-core'

bootObjects({ hashSeed: 0 })

/** Uniform in the number of bits, with powers of two and their neighbours. */
const integer = fc.oneof(
  fc.bigInt({ min: -(2n ** 31n), max: 2n ** 31n }),
  fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }),
  fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }),
  fc
    .tuple(fc.integer({ min: 0, max: 150 }), fc.integer({ min: -2, max: 2 }), fc.boolean())
    .map(([e, d, negative]) => (negative ? -1n : 1n) * (2n ** BigInt(e) + BigInt(d))),
  fc.integer({ min: 2200, max: 2600 }).map((e) => 3n ** BigInt(e)),
)

/** Runs f with ints for the values; the result's value. Checks that it is normalised: no leading zero digit. */
function value(f: (...args: Ptr[]) => Ptr, ...values: bigint[]): bigint {
  const args = values.map(longFromBigInt)
  const r = f(...args)
  for (const a of args) Py_DECREF(a)
  expect(r).not.toBe(0)
  const n = longDigits(r)
  if (n > 0) expect(i32[longWord(r) + n - 1]).not.toBe(0)
  const v = longToBigInt(r)
  Py_DECREF(r)
  return v
}

const floorDiv = (a: bigint, b: bigint): bigint => {
  const q = a / b
  return q * b !== a && a < 0n !== b < 0n ? q - 1n : q
}
const floorMod = (a: bigint, b: bigint): bigint => a - floorDiv(a, b) * b

const check = (property: (a: bigint, b: bigint) => void): void =>
  fc.assert(fc.property(integer, integer, property), { seed: 11, numRuns: 400 })

describe('int arithmetic', () => {
  it('round trips through digits and text', () => {
    check((a) => {
      expect(value((x) => longNeg(x), a)).toBe(-a)
      const o = longFromBigInt(a)
      const s = longToDecimalStr(o)
      expect(strToJS(s)).toBe(a.toString())
      Py_DECREF(s)
      const magnitude = a < 0n ? -a : a
      expect(longNumBits(o)).toBe(magnitude === 0n ? 0 : magnitude.toString(2).length)
      Py_DECREF(o)
      for (const base of [2, 7, 8, 10, 16, 36]) {
        const r = longFromDigits({ negative: a < 0n, digits: magnitude.toString(base), base })
        expect(longToBigInt(r)).toBe(a)
        Py_DECREF(r)
      }
    })
  })
  it('adds, subtracts, multiplies, compares', () => {
    check((a, b) => {
      expect(value(longAdd, a, b)).toBe(a + b)
      expect(value(longSub, a, b)).toBe(a - b)
      expect(value(longMul, a, b)).toBe(a * b)
      const x = longFromBigInt(a)
      const y = longFromBigInt(b)
      expect(compareLong(x, y)).toBe(a < b ? -1 : a > b ? 1 : 0)
      Py_DECREF(x)
      Py_DECREF(y)
    })
  })
  it('divides', () => {
    check((a, b) => {
      if (b === 0n) return
      expect(value(longFloorDiv, a, b)).toBe(floorDiv(a, b))
      expect(value(longMod, a, b)).toBe(floorMod(a, b))
      expect(value(longDivMod, a, b)).toBe(floorDiv(a, b))
      expect(longToBigInt(longModulus)).toBe(floorMod(a, b))
      Py_DECREF(longModulus)
    })
  })
  it('shifts and combines bits', () => {
    fc.assert(
      fc.property(integer, integer, fc.integer({ min: 0, max: 200 }), (a, b, n) => {
        expect(value(longAnd, a, b)).toBe(a & b)
        expect(value(longOr, a, b)).toBe(a | b)
        expect(value(longXor, a, b)).toBe(a ^ b)
        expect(value(longInvert, a)).toBe(~a)
        expect(value((x) => longShiftLeft(x, n), a)).toBe(a << BigInt(n))
        expect(value((x) => longShiftRight(x, n), a)).toBe(a >> BigInt(n))
      }),
      { seed: 12, numRuns: 500 },
    )
  })
  it('raises to powers, with and without a modulus', () => {
    fc.assert(
      fc.property(integer, fc.bigInt({ min: 0n, max: 30n }), integer, (a, e, m) => {
        if (a < 2n ** 210n) expect(value((x, y) => longPow(x, y, 0), a, e)).toBe(a ** e)
        if (m === 0n) return
        expect(value(longPow, a, e, m)).toBe(floorMod(a ** e, m))
      }),
      { seed: 13, numRuns: 200 },
    )
  })
  it('converts to and from bytes', () => {
    const buffer = staticAlloc(64, 16)
    check((a) => {
      if (a >= 2n ** 255n || a < -(2n ** 255n)) return
      const o = longFromBigInt(a)
      for (const little of [true, false]) {
        expect(longIntoBytes(o, buffer, 32, little, true)).toBe(0)
        const r = longFromBytes(buffer, 32, little, true)
        expect(longToBigInt(r)).toBe(a)
        Py_DECREF(r)
      }
      Py_DECREF(o)
    })
  })
  it('converts to doubles and divides exactly rounded', () => {
    check((a, b) => {
      const o = longFromBigInt(a)
      const d = PyLong_AsDouble(o)
      if (Number.isFinite(Number(a))) {
        expect(d).toBe(Number(a))
        const back = PyLong_FromDouble(d)
        expect(longToBigInt(back)).toBe(BigInt(d))
        Py_DECREF(back)
      }
      PyErr_Clear()
      if (b !== 0n) {
        const p = longFromBigInt(b)
        const q = longTrueDivide(o, p)
        PyErr_Clear()
        const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
        if (x < 2n ** 300n && y < 2n ** 300n) {
          // 2^600 times the quotient, inexact ones made odd: converting that to a double rounds once
          let t = (x << 600n) / y
          if (t * y !== x << 600n) t |= 1n
          const want = Number(t) / 2 ** 600
          expect(q).toBe(a < 0n !== b < 0n ? -want : want)
        }
        Py_DECREF(p)
      }
      Py_DECREF(o)
    })
  })
  it('hashes modulo 2^61 - 1, equal to doubles of the same value', () => {
    const P = 2n ** 61n - 1n
    check((a) => {
      const o = longFromBigInt(a)
      const lo = hashLong(o)
      const got = (BigInt(i32[HASH_HI >> 2]) << 32n) | BigInt(lo >>> 0)
      const magnitude = (a < 0n ? -a : a) % P
      const want = a < 0n ? -magnitude : magnitude
      expect(got).toBe(want === -1n ? -2n : want)
      const d = Number(a)
      if (Number.isFinite(d) && BigInt(d) === a) {
        const dlo = hashDouble(0, d)
        expect((BigInt(i32[HASH_HI >> 2]) << 32n) | BigInt(dlo >>> 0)).toBe(got)
      }
      Py_DECREF(o)
    })
  })
})
