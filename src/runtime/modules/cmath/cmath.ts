/** The module cmath. */
import type { Ptr } from '../../memory/heap'
import { PyTuple_Pack } from '../../object/container/tuple-core'
import { arg, FAST, FASTKW, type MethodSpec, O } from '../../object/define'
import { raise } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_NewRef, typeFlagOf } from '../../object/header'
import { TPFLAGS_UNICODE_SUBCLASS } from '../../object/layout'
import {
  complexImag,
  complexQuotient,
  complexReal,
  type Pair,
  PyComplex_Check,
  PyComplex_FromDoubles,
} from '../../object/number/complex-core'
import { trySpecialMethod } from '../../object/number/complex-new'
import { PyFloat_AsDouble, PyFloat_FromDouble } from '../../object/number/float-core'
import { hypot } from '../../object/number/hypot'
import { atan2 } from '../../object/number/libm'
import { bindArgs, checkPositional } from '../../object/type/arg-parse'
import { Py_False, Py_True, PyExc_OverflowError, PyExc_ValueError } from '../../object/types'
import { addOwned, defineModule } from '../define-module'
import * as F from './complex-functions'

const domainError = (): 0 => raise(PyExc_ValueError, 'math domain error')

/** The value of any number (PyComplex_AsCComplex); null with an error set. */
function asComplex(o: Ptr): Pair | null {
  if (PyComplex_Check(o)) return [complexReal(o), complexImag(o)]
  if (!typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)) {
    const c = trySpecialMethod(o)
    if (c !== 0) {
      const pair: Pair = [complexReal(c), complexImag(c)]
      Py_DECREF(c)
      return pair
    }
    if (PyErr_Occurred()) return null
  }
  const v = PyFloat_AsDouble(o)
  return v === -1 && PyErr_Occurred() ? null : [v, 0]
}

function finish(r: Pair): Ptr {
  if (F.cmathError === F.DOMAIN) return domainError()
  if (F.cmathError === F.RANGE) return raise(PyExc_OverflowError, 'math range error')
  return PyComplex_FromDoubles(r[0], r[1])
}

const one = (f: (z: Pair) => Pair): MethodSpec =>
  O((_m, o) => {
    const z = asComplex(o)
    if (z === null) return 0
    F.clearCmathError()
    return finish(f(z))
  })

const log = FAST((_m, args, nargs) => {
  if (!checkPositional('log', nargs, 1, 2)) return 0
  const z = asComplex(arg(args, 0))
  if (z === null) return 0
  F.clearCmathError()
  let r = F.log(z)
  if (nargs === 2) {
    const base = asComplex(arg(args, 1))
    if (base === null) return 0
    // the second logarithm resets the error of the first, as errno does
    F.clearCmathError()
    const q = complexQuotient(r, F.log(base))
    if (q === null) return domainError()
    r = q
  }
  return finish(r)
})

const test = (f: (z: Pair) => boolean): MethodSpec =>
  O((_m, o) => {
    const z = asComplex(o)
    return z === null ? 0 : Py_NewRef(f(z) ? Py_True : Py_False)
  })

const phase = O((_m, o) => {
  const z = asComplex(o)
  return z === null ? 0 : PyFloat_FromDouble(atan2(z[1], z[0]))
})

const polar = O((_m, o) => {
  const z = asComplex(o)
  if (z === null) return 0
  const r = hypot(z[0], z[1])
  if (r === Number.POSITIVE_INFINITY && Number.isFinite(z[0]) && Number.isFinite(z[1])) {
    return raise(PyExc_OverflowError, 'math range error')
  }
  const a = PyFloat_FromDouble(r)
  const b = PyFloat_FromDouble(atan2(z[1], z[0]))
  const t = PyTuple_Pack(a, b)
  Py_DECREF(a)
  Py_DECREF(b)
  return t
})

const rect = FAST((_m, args, nargs) => {
  if (!checkPositional('rect', nargs, 2, 2)) return 0
  const r = PyFloat_AsDouble(arg(args, 0))
  if (r === -1 && PyErr_Occurred()) return 0
  const phi = PyFloat_AsDouble(arg(args, 1))
  if (phi === -1 && PyErr_Occurred()) return 0
  F.clearCmathError()
  return finish(F.rect(r, phi))
})

const isclose = FASTKW((_m, args, nargs, kwnames) => {
  const names = ['a', 'b', 'rel_tol', 'abs_tol']
  const bound = bindArgs('isclose', names, { required: 2, kwonlyFrom: 2 }, args, nargs, kwnames)
  if (bound === null) return 0
  const a = asComplex(bound[0])
  const b = a && asComplex(bound[1])
  if (a === null || b === null) return 0
  const tolerance = [1e-9, 0]
  for (const i of [0, 1]) {
    if (bound[2 + i] === 0) continue
    tolerance[i] = PyFloat_AsDouble(bound[2 + i])
    if (tolerance[i] === -1 && PyErr_Occurred()) return 0
  }
  const [rel, abs] = tolerance
  if (rel < 0 || abs < 0) return raise(PyExc_ValueError, 'tolerances must be non-negative')
  return Py_NewRef(close(a, b, rel, abs) ? Py_True : Py_False)
})

const isInfinite = (z: Pair): boolean => z.some((x) => Math.abs(x) === Number.POSITIVE_INFINITY)

function close(a: Pair, b: Pair, rel: number, abs: number): boolean {
  if (a[0] === b[0] && a[1] === b[1]) return true
  if (isInfinite(a) || isInfinite(b)) return false
  const d = hypot(a[0] - b[0], a[1] - b[1])
  return d <= rel * hypot(b[0], b[1]) || d <= rel * hypot(a[0], a[1]) || d <= abs
}

defineModule({
  name: 'cmath',
  doc: 'This module provides access to mathematical functions for complex\nnumbers.',
  methods: {
    acos: one(F.acos),
    acosh: one(F.acosh),
    asin: one(F.asin),
    asinh: one(F.asinh),
    atan: one(F.atan),
    atanh: one(F.atanh),
    cos: one(F.cos),
    cosh: one(F.cosh),
    exp: one(F.exp),
    isclose,
    isfinite: test((z) => Number.isFinite(z[0]) && Number.isFinite(z[1])),
    isinf: test(isInfinite),
    isnan: test((z) => Number.isNaN(z[0]) || Number.isNaN(z[1])),
    log,
    log10: one(F.log10),
    phase,
    polar,
    rect,
    sin: one(F.sin),
    sinh: one(F.sinh),
    sqrt: one(F.sqrt),
    tan: one(F.tan),
    tanh: one(F.tanh),
  },
  exec: (_m, dict) => {
    const reals: [string, number][] = [
      ['pi', Math.PI],
      ['e', Math.E],
      ['tau', 2 * Math.PI],
      ['inf', Number.POSITIVE_INFINITY],
    ]
    for (const [name, v] of reals) if (addOwned(dict, name, PyFloat_FromDouble(v)) < 0) return -1
    if (addOwned(dict, 'infj', PyComplex_FromDoubles(0, Number.POSITIVE_INFINITY)) < 0) return -1
    if (addOwned(dict, 'nan', PyFloat_FromDouble(Number.NaN)) < 0) return -1
    return addOwned(dict, 'nanj', PyComplex_FromDoubles(0, Number.NaN))
  },
})
