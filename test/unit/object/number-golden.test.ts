import { describe, expect, it } from 'vitest'
import { f64, i32, type Ptr } from '../../../src/runtime/memory/heap'
import * as N from '../../../src/runtime/object/abstract/number-protocol'
import {
  hashFailed,
  PyObject_Hash,
  PyObject_IsTrue,
  PyObject_RichCompare,
  PyObject_Str,
  reprJS,
} from '../../../src/runtime/object/abstract/object-protocol'
import { bootObjects } from '../../../src/runtime/object/boot'
import { PyTuple_GET_ITEM } from '../../../src/runtime/object/container/tuple-core'
import { typeName } from '../../../src/runtime/object/errors'
import { PyErr_Clear, PyErr_Fetch } from '../../../src/runtime/object/errors-core'
import { Py_DECREF, Py_SIZE, Py_TYPE } from '../../../src/runtime/object/header'
import { HASH_HI } from '../../../src/runtime/object/interp'
import { PyComplex_FromDoubles } from '../../../src/runtime/object/number/complex-core'
import { PyFloat_FromDouble } from '../../../src/runtime/object/number/float-core'
import { doubleToHex, hexError, hexToDouble } from '../../../src/runtime/object/number/float-hex'
import { toFloat } from '../../../src/runtime/object/number/float-new'
import { longFromBytes, longToBytes } from '../../../src/runtime/object/number/int-bytes'
import { longFromBigInt, longNumBits, PyLong_FromLong } from '../../../src/runtime/object/number/int-core'
import { toLong } from '../../../src/runtime/object/number/int-new'
import { PyLong_FromUnicodeObject } from '../../../src/runtime/object/number/int-parse'
import { formatComplexSpec, formatFloatSpec, formatLongSpec } from '../../../src/runtime/object/number/number-format'
import { readComplex, stripSpace, toAsciiNumber } from '../../../src/runtime/object/number/text-input'
import { bytesToJS, newBytes, PyBytes_AS_STRING } from '../../../src/runtime/object/text/bytes-core'
import { newStr, strToJS } from '../../../src/runtime/object/text/str-core'
import {
  Py_False,
  Py_None,
  Py_True,
  PyBytes_Type,
  PyFloat_Type,
  PyLong_Type,
  PyTuple_Type,
  PyUnicode_Type,
} from '../../../src/runtime/object/types'

import golden from './goldens/numbers.json'

bootObjects({ hashSeed: 0 })

/** The object of a number as Python's repr writes it. */
function make(text: string): Ptr {
  if (/^-?\d+$/.test(text)) return longFromBigInt(BigInt(text))
  if (text.endsWith('j') || text.startsWith('(')) {
    const [re, im] = readComplex(text)!
    return PyComplex_FromDoubles(re, im)
  }
  return PyFloat_FromDouble(text === 'inf' ? Infinity : text === '-inf' ? -Infinity : Number(text))
}

/** repr of a result, or the error as 'Type: message'; drops the object. */
function show(o: Ptr): string {
  if (o === 0) {
    const e = PyErr_Fetch()
    let text = ''
    if (e.value !== 0) text = Py_TYPE(e.value) === PyUnicode_Type ? strToJS(e.value) : text_of(e.value)
    return `${typeName(e.type)}: ${text}`
  }
  const t = text_of(o)
  Py_DECREF(o)
  return t
}

function text_of(o: Ptr): string {
  if (o === Py_True) return 'True'
  if (o === Py_False) return 'False'
  const type = Py_TYPE(o)
  if (type === PyTuple_Type) {
    const items: string[] = []
    for (let i = 0; i < Py_SIZE(o); i++) items.push(text_of(PyTuple_GET_ITEM(o, i)))
    return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`
  }
  if (type === PyUnicode_Type) return `'${strToJS(o)}'`
  if (type === PyBytes_Type) return `b${JSON.stringify(Array.from(bytesToJS(o)))}`
  return reprJS(o) ?? show(0)
}

const BINARY: Record<string, (a: Ptr, b: Ptr) => Ptr> = {
  '+': N.PyNumber_Add,
  '-': N.PyNumber_Subtract,
  '*': N.PyNumber_Multiply,
  '/': N.PyNumber_TrueDivide,
  '//': N.PyNumber_FloorDivide,
  '%': N.PyNumber_Remainder,
  '**': (a, b) => N.PyNumber_Power(a, b, Py_None),
  divmod: N.PyNumber_Divmod,
  '<<': N.PyNumber_Lshift,
  '>>': N.PyNumber_Rshift,
  '&': N.PyNumber_And,
  '|': N.PyNumber_Or,
  '^': N.PyNumber_Xor,
  '@': N.PyNumber_MatrixMultiply,
  '+=': N.PyNumber_InPlaceAdd,
  '<': (a, b) => PyObject_RichCompare(a, b, 0),
  '<=': (a, b) => PyObject_RichCompare(a, b, 1),
  '==': (a, b) => PyObject_RichCompare(a, b, 2),
  '>': (a, b) => PyObject_RichCompare(a, b, 4),
}

function hashOf(o: Ptr): string {
  const lo = PyObject_Hash(o)
  if (hashFailed(lo)) return show(0)
  return ((BigInt(i32[HASH_HI >> 2]) << 32n) | BigInt(lo >>> 0)).toString()
}

const UNARY: Record<string, (a: Ptr) => string> = {
  neg: (a) => show(N.PyNumber_Negative(a)),
  pos: (a) => show(N.PyNumber_Positive(a)),
  abs: (a) => show(N.PyNumber_Absolute(a)),
  inv: (a) => show(N.PyNumber_Invert(a)),
  hash: hashOf,
  int: (a) => show(toLong(a)),
  float: (a) => show(toFloat(a)),
  str: (a) => show(PyObject_Str(a)),
  bool: (a) => (PyObject_IsTrue(a) ? 'True' : 'False'),
}

/** All differences at once: one failure shows the pattern. */
function compareAll<T extends unknown[]>(cases: T[], run: (c: T) => string, expected: (c: T) => string): void {
  const wrong: string[] = []
  for (const c of cases) {
    const got = run(c)
    PyErr_Clear()
    const want = expected(c)
    if (got !== want)
      wrong.push(
        `${JSON.stringify(c.slice(0, -1)).slice(0, 200)}: got ${got.slice(0, 120)}, want ${want.slice(0, 120)}`,
      )
  }
  expect(wrong.slice(0, 40)).toEqual([])
}

const last = (c: unknown[]): string => String(c[c.length - 1])
const skipTypes = /object cannot be interpreted|'NoneType'/

describe('numbers as CPython 3.11 computes them', () => {
  it('binary operators', () => {
    compareAll(
      golden.binary,
      ([op, a, b]) => {
        const x = make(a)
        const y = make(b)
        const r = show(BINARY[op](x, y))
        Py_DECREF(x)
        Py_DECREF(y)
        return r
      },
      last,
    )
  })
  it('unary operators, hashes, conversions', () => {
    compareAll(
      golden.unary.filter(
        (c) => !skipTypes.test(last(c)) && !(c[0] === 'int' || c[0] === 'float' ? c[1].includes('j') : false),
      ),
      ([op, a]) => {
        const x = make(a)
        const r = UNARY[op](x)
        Py_DECREF(x)
        return r
      },
      last,
    )
  })
  it('pow with a modulus', () => {
    compareAll(golden.power3, ([a, b, c]) => show(N.PyNumber_Power(make(a), make(b), make(c))), last)
  })
  it('format', () => {
    compareAll(
      golden.formats,
      ([v, spec]) => {
        const o = make(v)
        let r: string | null
        if (Py_TYPE(o) === PyLong_Type) r = spec === '' ? reprJS(o) : formatLongSpec(o, spec)
        else if (Py_TYPE(o) === PyFloat_Type)
          r = spec === '' ? reprJS(o) : formatFloatSpec(f64[(o + 16) >> 3], spec, 'float')
        else r = spec === '' ? reprJS(o) : formatComplexSpec(o, spec)
        return r === null ? show(0) : show(newStr(r)).replace(/^'\x00/, "'\\x00")
      },
      last,
    )
  })
  it('text to numbers', () => {
    compareAll(
      golden.parses.filter(
        (c) => !last(c).startsWith('ValueError: invalid literal') && !last(c).startsWith('ValueError: could not'),
      ),
      ([t, kind]) => {
        const s = newStr(String(t))
        if (kind === 'float') return show(toFloat(s))
        if (kind === 'complex') {
          const pair = readComplex(toAsciiNumber(String(t)))
          return pair === null
            ? 'ValueError: complex() arg is a malformed string'
            : show(PyComplex_FromDoubles(...pair))
        }
        return show(PyLong_FromUnicodeObject(s, Number(kind)))
      },
      last,
    )
  })
  it('float.hex, fromhex', () => {
    compareAll(
      golden.ratios,
      ([f]) => doubleToHex(f64[(make(f) + 16) >> 3]),
      (c) => c[2],
    )
    compareAll(
      golden.hexes,
      ([t]) => {
        const v = hexToDouble(stripSpace(t))
        if (hexError === 1) return 'ValueError: invalid hexadecimal floating-point string'
        if (hexError === 2) return 'OverflowError: hexadecimal value too large to represent as a float'
        return show(PyFloat_FromDouble(v))
      },
      last,
    )
  })
  it('to_bytes and from_bytes', () => {
    compareAll(
      golden.bytes as [string, number, string, boolean, string][],
      ([v, n, order, signed]) => show(longToBytes(make(v), n, order === 'little', signed)),
      (c) => (last(c).startsWith('b') ? `b${JSON.stringify(parseBytes(last(c)))}` : last(c)),
    )
    compareAll(
      golden.frombytes as [number[], string, boolean, string][],
      ([list, order, signed]) => {
        const b = newBytes(Uint8Array.from(list))
        return show(longFromBytes(PyBytes_AS_STRING(b), list.length, order === 'little', signed))
      },
      last,
    )
  })
  it('bit_length', () => {
    for (const [v, length] of golden.bits as [string, number, number][]) expect(longNumBits(make(v))).toBe(length)
    expect(show(PyLong_FromLong(5))).toBe('5')
  })
})

/** Bytes of a Python bytes literal. */
function parseBytes(literal: string): number[] {
  const out: number[] = []
  const body = literal.slice(2, -1)
  for (let i = 0; i < body.length; i++) {
    if (body[i] !== '\\') out.push(body.charCodeAt(i))
    else if (body[i + 1] === 'x') {
      out.push(Number.parseInt(body.slice(i + 2, i + 4), 16))
      i += 3
    } else {
      const c = body[++i]
      out.push(c === 'n' ? 10 : c === 'r' ? 13 : c === 't' ? 9 : c.charCodeAt(0))
    }
  }
  return out
}
