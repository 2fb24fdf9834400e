/** The module math (CPython Modules/mathmodule.c). */
import type { Ptr } from '../../memory/heap'
import { forEachItem } from '../../object/abstract/iter-protocol'
import { PyNumber_Multiply } from '../../object/abstract/number-protocol'
import { _PyObject_LookupSpecial } from '../../object/abstract/object-protocol'
import { PyObject_CallNoArgs } from '../../object/call'
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_Pack } from '../../object/container/tuple-core'
import { PySequence_Tuple } from '../../object/container/tuple-from'
import { arg, FAST, FASTKW, type MethodSpec, O } from '../../object/define'
import { raise, typeError, typeNameOf } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE } from '../../object/header'
import { floatPow, POW_COMPLEX, POW_OVERFLOW, POW_ZERO_DIVISION, powError } from '../../object/number/float-arith'
import {
  PyFloat_AS_DOUBLE,
  PyFloat_AsDouble,
  PyFloat_CheckExact,
  PyFloat_FromDouble,
} from '../../object/number/float-core'
import {
  longNumBits,
  longOverflow,
  longSign,
  longToBigInt,
  PyLong_AsLongAndOverflow,
  PyLong_Check,
  PyLong_FromDouble,
  PyLong_FromLong,
} from '../../object/number/int-core'
import * as lib from '../../object/number/libm'
import { _Py_ID } from '../../object/text/str-core'
import { bindArgs, checkPositional } from '../../object/type/arg-parse'
import { Py_False, Py_True, PyExc_OverflowError, PyExc_ValueError, PyExc_ZeroDivisionError } from '../../object/types'
import { addOwned, defineModule } from '../define-module'
import { gamma, lgamma } from './gamma'
import { integerMethods } from './integers'
import { ExactSum, FSUM_INF, FSUM_OVERFLOW, ieeeRemainder, ldexp, nextAfter, ulp, vectorNorm } from './reals'

const domainError = (): 0 => raise(PyExc_ValueError, 'math domain error')
const rangeError = (): 0 => raise(PyExc_OverflowError, 'math range error')
const failed = (v: number): boolean => v === -1 && PyErr_Occurred() !== 0

/**
 * A function of one double: NaN from a number is a domain error; infinity from a finite number a range error when the
 * function can overflow, otherwise a domain error (math_1).
 */
const one = (f: (x: number) => number, canOverflow = false, doc?: string): MethodSpec =>
  O((_m, o) => {
    const x = PyFloat_AsDouble(o)
    if (failed(x)) return 0
    const r = f(x)
    if (Number.isNaN(r) && !Number.isNaN(x)) return domainError()
    if (!Number.isFinite(r) && !Number.isNaN(r) && Number.isFinite(x)) return canOverflow ? rangeError() : domainError()
    return PyFloat_FromDouble(r)
  }, doc)

type Compute2 = (x: number, y: number) => Ptr
const two = (name: string, f: Compute2): MethodSpec =>
  FAST((_m, args, nargs) => {
    if (!checkPositional(name, nargs, 2, 2)) return 0
    const x = PyFloat_AsDouble(arg(args, 0))
    if (failed(x)) return 0
    const y = PyFloat_AsDouble(arg(args, 1))
    return failed(y) ? 0 : f(x, y)
  })

const ID = { ceil: _Py_ID('__ceil__'), floor: _Py_ID('__floor__'), trunc: _Py_ID('__trunc__') }

/** The result of a special method of o; 0 without error when it has none. */
function special(o: Ptr, name: Ptr): Ptr {
  const f = _PyObject_LookupSpecial(o, name)
  if (f === 0) return 0
  const r = PyObject_CallNoArgs(f)
  Py_DECREF(f)
  return r
}

const rounding = (name: Ptr, f: (x: number) => number): MethodSpec =>
  O((_m, o) => {
    if (!PyFloat_CheckExact(o)) {
      const r = special(o, name)
      if (r !== 0 || PyErr_Occurred()) return r
    }
    const x = PyFloat_AsDouble(o)
    return failed(x) ? 0 : PyLong_FromDouble(f(x))
  })

const trunc = O((_m, o) => {
  if (PyFloat_CheckExact(o)) return PyLong_FromDouble(PyFloat_AS_DOUBLE(o))
  const r = special(o, ID.trunc)
  if (r !== 0 || PyErr_Occurred()) return r
  return typeError(`type ${typeNameOf(o)} doesn't define __trunc__ method`)
})

/** Logarithm of an int that may be too large for a double, or of any number; -1 with an error set. */
function logOf(o: Ptr, f: (x: number) => number): number {
  if (PyLong_Check(o)) {
    if (longSign(o) <= 0) {
      domainError()
      return -1
    }
    const bits = longNumBits(o)
    if (bits > 1024) {
      // log(m * 2^e) = log(m) + log(2) * e, with m in [0.5, 1)
      const m = Number(longToBigInt(o) >> BigInt(bits - 64)) / 2 ** 64
      return f(m) + f(2) * bits
    }
  }
  const x = PyFloat_AsDouble(o)
  if (failed(x)) return -1
  const r = f(x)
  if (Number.isNaN(r) && !Number.isNaN(x)) {
    domainError()
    return -1
  }
  if (r === Number.NEGATIVE_INFINITY) {
    domainError()
    return -1
  }
  return r
}

const logBase = (f: (x: number) => number): MethodSpec =>
  O((_m, o) => {
    const r = logOf(o, f)
    return failed(r) ? 0 : PyFloat_FromDouble(r)
  })

const log = FAST((_m, args, nargs) => {
  if (nargs < 1 || nargs > 2) return typeError('math.log requires 1 to 2 arguments')
  const n = logOf(arg(args, 0), lib.log)
  if (failed(n)) return 0
  if (nargs === 1) return PyFloat_FromDouble(n)
  const d = logOf(arg(args, 1), lib.log)
  if (failed(d)) return 0
  return d === 0 ? raise(PyExc_ZeroDivisionError, 'float division by zero') : PyFloat_FromDouble(n / d)
})

const pow = two('pow', (x, y) => {
  const r = floatPow(x, y)
  if (powError === POW_ZERO_DIVISION || powError === POW_COMPLEX) {
    // 0 ** -inf is infinite without an error
    return domainError()
  }
  if (powError === POW_OVERFLOW) return rangeError()
  return PyFloat_FromDouble(r)
})

function fsum(_m: Ptr, iterable: Ptr): Ptr {
  const sum = new ExactSum()
  let overflow = false
  const ok = forEachItem(iterable, (item) => {
    const x = PyFloat_AsDouble(item)
    if (failed(x)) return false
    overflow = !sum.add(x)
    return !overflow
  })
  if (overflow) return raise(PyExc_OverflowError, FSUM_OVERFLOW)
  if (!ok) return 0
  const r = sum.result()
  return r === null ? raise(PyExc_ValueError, FSUM_INF) : PyFloat_FromDouble(r)
}

/** Components as doubles with their largest magnitude; null with an error set. */
function norm(count: number, component: (i: number) => number): Ptr {
  const vec: number[] = []
  let max = 0
  let nan = false
  for (let i = 0; i < count; i++) {
    const x = component(i)
    if (failed(x)) return 0
    const a = Math.abs(x)
    vec.push(a)
    if (Number.isNaN(a)) nan = true
    if (a > max) max = a
  }
  return PyFloat_FromDouble(vectorNorm(vec, max, nan))
}

const hypot = FAST((_m, args, nargs) => norm(nargs, (i) => PyFloat_AsDouble(arg(args, i))))

function distance(p: Ptr, q: Ptr): Ptr {
  const n = Py_SIZE(p)
  if (n !== Py_SIZE(q)) return raise(PyExc_ValueError, 'both points must have the same number of dimensions')
  return norm(n, (i) => {
    const x = PyFloat_AsDouble(PyTuple_GET_ITEM(p, i))
    if (failed(x)) return -1
    const y = PyFloat_AsDouble(PyTuple_GET_ITEM(q, i))
    return failed(y) ? -1 : Math.abs(x - y)
  })
}

const dist = FAST((_m, args, nargs) => {
  if (!checkPositional('dist', nargs, 2, 2)) return 0
  const p = PyTuple_Check(arg(args, 0)) ? Py_NewRef(arg(args, 0)) : PySequence_Tuple(arg(args, 0))
  if (p === 0) return 0
  const q = PyTuple_Check(arg(args, 1)) ? Py_NewRef(arg(args, 1)) : PySequence_Tuple(arg(args, 1))
  const r = q === 0 ? 0 : distance(p, q)
  Py_DECREF(p)
  if (q !== 0) Py_DECREF(q)
  return r
})

const isclose = FASTKW((_m, args, nargs, kwnames) => {
  const names = ['a', 'b', 'rel_tol', 'abs_tol']
  const bound = bindArgs('isclose', names, { required: 2, kwonlyFrom: 2 }, args, nargs, kwnames)
  if (bound === null) return 0
  const v = [0, 0, 1e-9, 0]
  for (let i = 0; i < 4; i++) {
    if (bound[i] === 0) continue
    v[i] = PyFloat_AsDouble(bound[i])
    if (failed(v[i])) return 0
  }
  const [a, b, rel, abs] = v
  if (rel < 0 || abs < 0) return raise(PyExc_ValueError, 'tolerances must be non-negative')
  return Py_NewRef(isClose(a, b, rel, abs) ? Py_True : Py_False)
})

export function isClose(a: number, b: number, rel: number, abs: number): boolean {
  if (a === b) return true
  if (Math.abs(a) === Number.POSITIVE_INFINITY || Math.abs(b) === Number.POSITIVE_INFINITY) return false
  const d = Math.abs(b - a)
  return d <= Math.abs(rel * b) || d <= Math.abs(rel * a) || d <= abs
}

const prod = FASTKW((_m, args, nargs, kwnames) => {
  const names = ['iterable', 'start']
  const bound = bindArgs('prod', names, { required: 1, posonly: 1, kwonlyFrom: 1 }, args, nargs, kwnames)
  if (bound === null) return 0
  let r = bound[1] !== 0 ? Py_NewRef(bound[1]) : PyLong_FromLong(1)
  const ok = forEachItem(bound[0], (item) => {
    const next = PyNumber_Multiply(r, item)
    Py_DECREF(r)
    r = next
    return r !== 0
  })
  if (ok) return r
  if (r !== 0) Py_DECREF(r)
  return 0
})

const ldexpMethod = FAST((_m, args, nargs) => {
  if (!checkPositional('ldexp', nargs, 2, 2)) return 0
  const x = PyFloat_AsDouble(arg(args, 0))
  if (failed(x)) return 0
  if (!PyLong_Check(arg(args, 1))) return typeError('Expected an int as second argument to ldexp.')
  let n = PyLong_AsLongAndOverflow(arg(args, 1))
  if (longOverflow !== 0) n = longOverflow < 0 ? -3000 : 3000
  const r = ldexp(x, n)
  return !Number.isFinite(r) && Number.isFinite(x) ? rangeError() : PyFloat_FromDouble(r)
})

const pairOf = (a: Ptr, b: Ptr): Ptr => {
  const t = PyTuple_Pack(a, b)
  Py_DECREF(a)
  Py_DECREF(b)
  return t
}

const frexp = O((_m, o) => {
  const x = PyFloat_AsDouble(o)
  if (failed(x)) return 0
  const m = lib.frexp(x)
  return pairOf(PyFloat_FromDouble(m), PyLong_FromLong(lib.frexpExponent))
})

const modf = O((_m, o) => {
  const x = PyFloat_AsDouble(o)
  if (failed(x)) return 0
  const negative = x < 0 || Object.is(x, -0)
  if (Math.abs(x) === Number.POSITIVE_INFINITY) {
    return pairOf(PyFloat_FromDouble(negative ? -0 : 0), PyFloat_FromDouble(x))
  }
  const whole = Math.trunc(x)
  const fraction = x - whole
  return pairOf(PyFloat_FromDouble(fraction === 0 && negative ? -0 : fraction), PyFloat_FromDouble(whole))
})

const test = (f: (x: number) => boolean): MethodSpec =>
  O((_m, o) => {
    const x = PyFloat_AsDouble(o)
    return failed(x) ? 0 : Py_NewRef(f(x) ? Py_True : Py_False)
  })

const fmod = two('fmod', (x, y) => {
  if (!Number.isFinite(y) && !Number.isNaN(y) && Number.isFinite(x)) return PyFloat_FromDouble(x)
  const r = x % y
  return Number.isNaN(r) && !Number.isNaN(x) && !Number.isNaN(y) ? domainError() : PyFloat_FromDouble(r)
})

const remainder = two('remainder', (x, y) => {
  const r = ieeeRemainder(x, y)
  return Number.isNaN(r) && !Number.isNaN(x) && !Number.isNaN(y) ? domainError() : PyFloat_FromDouble(r)
})

const copySign = (x: number, y: number): number =>
  (y < 0 || Object.is(y, -0)) === (x < 0 || Object.is(x, -0)) ? x : -x

const lgammaMethod = O((_m, o) => {
  const x = PyFloat_AsDouble(o)
  if (failed(x)) return 0
  const r = lgamma(x)
  if (Number.isNaN(r) && !Number.isNaN(x)) return domainError()
  return r === Number.POSITIVE_INFINITY && Number.isFinite(x) ? rangeError() : PyFloat_FromDouble(r)
})

const gammaMethod = O((_m, o) => {
  const x = PyFloat_AsDouble(o)
  if (failed(x)) return 0
  const r = gamma(x)
  if (Number.isNaN(r) && !Number.isNaN(x)) return domainError()
  return !Number.isFinite(r) && !Number.isNaN(r) && Number.isFinite(x) ? rangeError() : PyFloat_FromDouble(r)
})

const RADIAN = Math.PI / 180
const DEGREE = 180 / Math.PI

const methods: Record<string, MethodSpec> = {
  acos: one(lib.acos),
  acosh: one(lib.acosh),
  asin: one(lib.asin),
  asinh: one(lib.asinh),
  atan: one(lib.atan),
  atan2: two('atan2', (y, x) => PyFloat_FromDouble(lib.atan2(y, x))),
  atanh: one(lib.atanh),
  cbrt: one(lib.cbrt),
  ceil: rounding(ID.ceil, Math.ceil),
  copysign: two('copysign', (x, y) => PyFloat_FromDouble(copySign(x, y))),
  cos: one(lib.cos),
  cosh: one(lib.cosh, true),
  degrees: O((_m, o) => {
    const x = PyFloat_AsDouble(o)
    return failed(x) ? 0 : PyFloat_FromDouble(x * DEGREE)
  }),
  dist,
  erf: one(lib.erf),
  erfc: one(lib.erfc),
  exp: one(lib.exp, true),
  exp2: one(lib.exp2, true),
  expm1: one(lib.expm1, true),
  fabs: one(Math.abs),
  factorial: integerMethods.factorial,
  floor: rounding(ID.floor, Math.floor),
  fmod,
  frexp,
  fsum: O(fsum),
  gamma: gammaMethod,
  gcd: integerMethods.gcd,
  hypot,
  isclose,
  isfinite: test((x) => Number.isFinite(x)),
  isinf: test((x) => Math.abs(x) === Number.POSITIVE_INFINITY),
  isnan: test((x) => Number.isNaN(x)),
  isqrt: integerMethods.isqrt,
  lcm: integerMethods.lcm,
  ldexp: ldexpMethod,
  lgamma: lgammaMethod,
  log,
  log1p: one(lib.log1p),
  log10: logBase(lib.log10),
  log2: logBase(lib.log2),
  modf,
  pow,
  radians: O((_m, o) => {
    const x = PyFloat_AsDouble(o)
    return failed(x) ? 0 : PyFloat_FromDouble(x * RADIAN)
  }),
  remainder,
  sin: one(lib.sin),
  sinh: one(lib.sinh, true),
  sqrt: one(Math.sqrt),
  tan: one(lib.tan),
  tanh: one(lib.tanh),
  trunc,
  prod,
  perm: integerMethods.perm,
  comb: integerMethods.comb,
  nextafter: two('nextafter', (x, y) => PyFloat_FromDouble(nextAfter(x, y))),
  ulp: O((_m, o) => {
    const x = PyFloat_AsDouble(o)
    return failed(x) ? 0 : PyFloat_FromDouble(ulp(x))
  }),
}

defineModule({
  name: 'math',
  doc: 'This module provides access to the mathematical functions\ndefined by the C standard.',
  methods,
  exec: (_module, dict) => {
    const constants: [string, number][] = [
      ['pi', Math.PI],
      ['e', Math.E],
      ['tau', 2 * Math.PI],
      ['inf', Number.POSITIVE_INFINITY],
      ['nan', Number.NaN],
    ]
    for (const [name, value] of constants) if (addOwned(dict, name, PyFloat_FromDouble(value)) < 0) return -1
    return 0
  },
})
