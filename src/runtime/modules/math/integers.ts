/** math's functions on integers: gcd, lcm, isqrt, factorial, comb, perm. */
import type { Ptr } from '../../memory/heap'
import { PyNumber_Index } from '../../object/abstract/number-protocol'
import { arg, FAST, type MethodSpec, O } from '../../object/define'
import { raise } from '../../object/errors'
import { Py_DECREF } from '../../object/header'
import { longAbs } from '../../object/number/int-arith'
import {
  bigBits,
  longExactNumber,
  longFromBigInt,
  longOverflow,
  longSign,
  longToBigInt,
  PyLong_AsLongAndOverflow,
  PyLong_Check,
  PyLong_FromLong,
} from '../../object/number/int-core'
import { checkPositional } from '../../object/type/arg-parse'
import { Py_None, PyExc_OverflowError, PyExc_ValueError } from '../../object/types'

function gcdNumbers(a: number, b: number): number {
  while (b !== 0) {
    const t = a % b
    a = b
    b = t
  }
  return a
}

function gcdBig(a: bigint, b: bigint): bigint {
  while (b !== 0n) {
    const t = a % b
    a = b
    b = t
  }
  return a
}

/** gcd or lcm of two ints; owned. */
function pairwise(a: Ptr, b: Ptr, isLcm: boolean): Ptr {
  const x = Math.abs(longExactNumber(a))
  const y = Math.abs(longExactNumber(b))
  if (!Number.isNaN(x) && !Number.isNaN(y)) {
    const g = gcdNumbers(x, y)
    if (!isLcm) return PyLong_FromLong(g)
    if (g === 0) return PyLong_FromLong(0)
    const l = (x / g) * y
    if (l < 9007199254740992) return PyLong_FromLong(l)
  }
  let p = longToBigInt(a)
  let q = longToBigInt(b)
  if (p < 0n) p = -p
  if (q < 0n) q = -q
  const g = gcdBig(p, q)
  return longFromBigInt(isLcm ? (g === 0n ? 0n : (p / g) * q) : g)
}

const fold = (isLcm: boolean): MethodSpec =>
  FAST((_m, args, nargs) => {
    if (nargs === 0) return PyLong_FromLong(isLcm ? 1 : 0)
    let r = PyNumber_Index(arg(args, 0))
    if (r !== 0 && nargs === 1) {
      const a = longAbs(r)
      Py_DECREF(r)
      return a
    }
    for (let i = 1; i < nargs && r !== 0; i++) {
      const x = PyNumber_Index(arg(args, i))
      const next = x === 0 ? 0 : pairwise(r, x, isLcm)
      Py_DECREF(r)
      if (x !== 0) Py_DECREF(x)
      r = next
    }
    return r
  })

/** Integer square root of a non-negative BigInt (Newton from above). */
export function bigSqrt(n: bigint): bigint {
  if (n < 2n) return n
  let x = 1n << BigInt((bigBits(n) + 1) >> 1)
  for (;;) {
    const y = (x + n / x) >> 1n
    if (y >= x) return x
    x = y
  }
}

function isqrt(_m: Ptr, o: Ptr): Ptr {
  const n = PyNumber_Index(o)
  if (n === 0) return 0
  let r: Ptr
  if (longSign(n) < 0) r = raise(PyExc_ValueError, 'isqrt() argument must be nonnegative')
  else {
    const v = longExactNumber(n)
    if (!Number.isNaN(v)) {
      let s = Math.floor(Math.sqrt(v))
      while (s * s > v) s--
      r = PyLong_FromLong(s)
    } else r = longFromBigInt(bigSqrt(longToBigInt(n)))
  }
  Py_DECREF(n)
  return r
}

/** Product of the integers from..to, split evenly so that the factors stay of like size. */
function product(from: bigint, to: bigint): bigint {
  if (from > to) return 1n
  if (to - from < 8n) {
    let r = from
    for (let i = from + 1n; i <= to; i++) r *= i
    return r
  }
  const middle = (from + to) >> 1n
  return product(from, middle) * product(middle + 1n, to)
}

function factorial(_m: Ptr, o: Ptr): Ptr {
  const index = PyLong_Check(o) ? o : PyNumber_Index(o)
  if (index === 0) return 0
  const n = PyLong_AsLongAndOverflow(index)
  const overflow = longOverflow
  if (index !== o) Py_DECREF(index)
  if (overflow > 0) {
    return raise(PyExc_OverflowError, 'factorial() argument should not exceed 9223372036854775807')
  }
  if (overflow < 0 || n < 0) return raise(PyExc_ValueError, 'factorial() not defined for negative values')
  return longFromBigInt(product(1n, BigInt(n)))
}

interface Pair {
  n: Ptr
  k: Ptr
}

/** Both arguments as owned ints; null with an error set. */
function indexPair(a: Ptr, b: Ptr): Pair | null {
  const n = PyNumber_Index(a)
  if (n === 0) return null
  const k = PyNumber_Index(b)
  if (k !== 0) return { n, k }
  Py_DECREF(n)
  return null
}

function checkPair(p: Pair): boolean {
  for (const name of ['n', 'k'] as const) {
    if (longSign(p[name]) < 0) {
      raise(PyExc_ValueError, `${name} must be a non-negative integer`)
      return false
    }
  }
  return true
}

function combinations(n: bigint, k: bigint): Ptr {
  if (k > n) return PyLong_FromLong(0)
  const smaller = n - k < k ? n - k : k
  if (smaller > 9223372036854775807n) {
    return raise(PyExc_OverflowError, 'min(n - k, k) must not exceed 9223372036854775807')
  }
  return longFromBigInt(smaller === 0n ? 1n : product(n - smaller + 1n, n) / product(1n, smaller))
}

function permutations(n: bigint, k: bigint): Ptr {
  if (k > n) return PyLong_FromLong(0)
  if (k > 9223372036854775807n) return raise(PyExc_OverflowError, 'k must not exceed 9223372036854775807')
  return longFromBigInt(product(n - k + 1n, n))
}

const choose = (f: (n: bigint, k: bigint) => Ptr) => (a: Ptr, b: Ptr) => {
  const p = indexPair(a, b)
  if (p === null) return 0
  const r = checkPair(p) ? f(longToBigInt(p.n), longToBigInt(p.k)) : 0
  Py_DECREF(p.n)
  Py_DECREF(p.k)
  return r
}
const comb = choose(combinations)
const perm = choose(permutations)

export const integerMethods: Record<string, MethodSpec> = {
  gcd: fold(false),
  lcm: fold(true),
  isqrt: O(isqrt, 'Return the integer part of the square root of the input.'),
  factorial: O(factorial),
  comb: FAST((_m, args, nargs) => (checkPositional('comb', nargs, 2, 2) ? comb(arg(args, 0), arg(args, 1)) : 0)),
  perm: FAST((m, args, nargs) => {
    if (!checkPositional('perm', nargs, 1, 2)) return 0
    if (nargs === 1 || arg(args, 1) === Py_None) return factorial(m, arg(args, 0))
    return perm(arg(args, 0), arg(args, 1))
  }),
}
