import type { Operator, UnaryOperator } from '../1-parse/ast'
import { type Const, FALSE, TRUE } from '../code-unit'
import { type Complex, complexDivide, complexMultiply, complexPow, cPow, floatDivMod, trueDivide } from './float-math'

/**
 * Python's operators on constants, as the optimiser needs them (Python/ast_opt.c). Null means: do not fold, because Python
 * would raise, or because the result would be too big to be worth keeping in the code object.
 */

/** Bits of an integer, items of a collection, items in all, characters of a string that folding may make. */
const MAX_INT_SIZE = 128
const MAX_COLLECTION_SIZE = 256
const MAX_STR_SIZE = 4096
const MAX_TOTAL_ITEMS = 1024

const intConst = (v: bigint): Const => ({ t: 'int', v })
const floatConst = (v: number): Const => ({ t: 'float', v })
const complexConst = (v: Complex): Const => ({ t: 'complex', re: v.re, im: v.im })

/** The value of an int or bool. */
function asInt(c: Const): bigint | null {
  if (c.t === 'int') return c.v
  if (c.t === 'true') return 1n
  return c.t === 'false' ? 0n : null
}

/** The value of an int, bool or float as a float; null for others and for integers beyond the floats. */
function asFloat(c: Const): number | null {
  if (c.t === 'float') return c.v
  const int = asInt(c)
  if (int === null) return null
  const v = Number(int)
  return Number.isFinite(v) ? v : null
}

function asComplex(c: Const): Complex | null {
  if (c.t === 'complex') return c
  const re = asFloat(c)
  return re === null ? null : { re, im: 0 }
}

function isTrue(c: Const): boolean {
  switch (c.t) {
    case 'none':
    case 'false':
      return false
    case 'true':
    case 'ellipsis':
    case 'code':
      return true
    case 'int':
      return c.v !== 0n
    case 'float':
      return c.v !== 0
    case 'complex':
      return c.re !== 0 || c.im !== 0
    default:
      return c.v.length > 0
  }
}

export function unaryOp(op: UnaryOperator, c: Const): Const | null {
  if (op === 'Not') return isTrue(c) ? FALSE : TRUE
  const int = asInt(c)
  if (int !== null) return intConst(op === 'Invert' ? ~int : op === 'USub' ? -int : int)
  if (op === 'Invert') return null
  if (c.t === 'float') return floatConst(op === 'USub' ? -c.v : c.v)
  if (c.t === 'complex') return op === 'USub' ? complexConst({ re: -c.re, im: -c.im }) : c
  return null
}

export function binaryOp(op: Operator, a: Const, b: Const): Const | null {
  if (op === 'Mult') {
    const repeated = multiplySequence(a, b)
    if (repeated !== undefined) return repeated
  } else if (op === 'Add') {
    if (a.t === 'str' && b.t === 'str') return { t: 'str', v: a.v + b.v }
    if (a.t === 'bytes' && b.t === 'bytes') return { t: 'bytes', v: Uint8Array.of(...a.v, ...b.v) }
    if (a.t === 'tuple' && b.t === 'tuple') return { t: 'tuple', v: [...a.v, ...b.v] }
  }
  const x = asInt(a)
  const y = asInt(b)
  if (x !== null && y !== null) {
    if (a.t !== 'int' && b.t !== 'int') {
      if (op === 'BitAnd') return x & y ? TRUE : FALSE
      if (op === 'BitOr') return x | y ? TRUE : FALSE
      if (op === 'BitXor') return x ^ y ? TRUE : FALSE
    }
    return intOp(op, x, y)
  }
  if (a.t === 'complex' || b.t === 'complex') {
    const v = asComplex(a)
    const w = asComplex(b)
    return v === null || w === null ? null : complexOp(op, v, w)
  }
  const v = asFloat(a)
  const w = asFloat(b)
  return v === null || w === null ? null : floatOp(op, v, w)
}

// ---- numbers

function bits(v: bigint): number {
  return v === 0n ? 0 : (v < 0n ? -v : v).toString(2).length
}

function intOp(op: Operator, x: bigint, y: bigint): Const | null {
  switch (op) {
    case 'Add':
      return intConst(x + y)
    case 'Sub':
      return intConst(x - y)
    case 'Mult':
      return x !== 0n && y !== 0n && bits(x) + bits(y) > MAX_INT_SIZE ? null : intConst(x * y)
    case 'Div': {
      const q = trueDivide(x, y)
      return q === null ? null : floatConst(q)
    }
    case 'FloorDiv':
      return y === 0n ? null : intConst(floorDivide(x, y))
    case 'Mod':
      return y === 0n ? null : intConst(x - y * floorDivide(x, y))
    case 'Pow':
      return intPow(x, y)
    case 'LShift':
      if (y < 0n) return null
      if (x !== 0n && y !== 0n && (y > MAX_INT_SIZE || bits(x) > MAX_INT_SIZE - Number(y))) return null
      return intConst(x === 0n ? 0n : x << y)
    case 'RShift':
      if (y < 0n) return null
      return intConst(y > bits(x) ? (x < 0n ? -1n : 0n) : x >> y)
    case 'BitOr':
      return intConst(x | y)
    case 'BitXor':
      return intConst(x ^ y)
    case 'BitAnd':
      return intConst(x & y)
    case 'MatMult':
      return null
  }
}

function floorDivide(x: bigint, y: bigint): bigint {
  const q = x / y
  return x % y !== 0n && x < 0n !== y < 0n ? q - 1n : q
}

function intPow(x: bigint, y: bigint): Const | null {
  if (y < 0n) {
    const v = asFloat(intConst(x))
    const w = asFloat(intConst(y))
    return v === null || w === null ? null : floatOp('Pow', v, w)
  }
  if (x !== 0n && y > 0n && BigInt(bits(x)) > BigInt(MAX_INT_SIZE) / y) return null
  return intConst(x === 0n && y > 0n ? 0n : x ** y)
}

function floatOp(op: Operator, v: number, w: number): Const | null {
  switch (op) {
    case 'Add':
      return floatConst(v + w)
    case 'Sub':
      return floatConst(v - w)
    case 'Mult':
      return floatConst(v * w)
    case 'Div':
      return w === 0 ? null : floatConst(v / w)
    case 'FloorDiv':
      return w === 0 ? null : floatConst(floatDivMod(v, w).div)
    case 'Mod':
      return w === 0 ? null : floatConst(floatDivMod(v, w).mod)
    case 'Pow':
      return floatPow(v, w)
    default:
      return null
  }
}

/** Objects/floatobject.c `float_pow`: where C and JavaScript differ, or where Python raises or turns to complex. */
function floatPow(v: number, w: number): Const | null {
  if (w === 0 || v === 1) return floatConst(1)
  if (Number.isNaN(v) || Number.isNaN(w)) return floatConst(Number.NaN)
  if (!Number.isFinite(w)) {
    const abs = Math.abs(v)
    if (abs === 1) return floatConst(1)
    return floatConst(w > 0 === abs > 1 ? Number.POSITIVE_INFINITY : 0)
  }
  if (!Number.isFinite(v)) return floatConst(v ** w)
  if (v === 0) return w < 0 ? null : floatConst(v ** w)
  if (v < 0 && !Number.isInteger(w)) return complexOp('Pow', { re: v, im: 0 }, { re: w, im: 0 })
  const result = cPow(v, w)
  return Number.isFinite(result) ? floatConst(result) : null
}

function complexOp(op: Operator, v: Complex, w: Complex): Const | null {
  switch (op) {
    case 'Add':
      return complexConst({ re: v.re + w.re, im: v.im + w.im })
    case 'Sub':
      return complexConst({ re: v.re - w.re, im: v.im - w.im })
    case 'Mult':
      return complexConst(complexMultiply(v, w))
    case 'Div': {
      const q = complexDivide(v, w)
      return q === null ? null : complexConst(q)
    }
    case 'Pow': {
      const power = complexPow(v, w)
      return power === null ? null : complexConst(power)
    }
    default:
      return null
  }
}

// ---- sequences

/** Number of characters, items or bytes. */
function lengthOf(c: Const): number {
  if (c.t === 'str') {
    let length = 0
    for (const _ of c.v) length++
    return length
  }
  return c.t === 'bytes' || c.t === 'tuple' ? c.v.length : 0
}

/** What is left of `limit` after counting all items, nested ones too; below 0 when it is exceeded. */
function checkComplexity(c: Const, limit: number): number {
  if (c.t !== 'tuple' && c.t !== 'frozenset') return limit
  limit -= c.v.length
  if (c.t === 'frozenset') return limit
  for (let i = 0; limit >= 0 && i < c.v.length; i++) limit = checkComplexity(c.v[i], limit)
  return limit
}

/** int * sequence, either way round; undefined when that is not what it is. */
function multiplySequence(a: Const, b: Const): Const | null | undefined {
  const isSequence = (c: Const): boolean => c.t === 'str' || c.t === 'bytes' || c.t === 'tuple'
  if (isSequence(a) && asInt(b) !== null) return multiplySequence(b, a)
  const n = asInt(a)
  if (n === null || !isSequence(b)) return undefined
  // the count must fit an index
  if (n !== BigInt.asIntN(64, n)) return null
  const size = lengthOf(b)
  if (size > 0) {
    const max = b.t === 'tuple' ? MAX_COLLECTION_SIZE : MAX_STR_SIZE
    if (n < 0n || n > Math.floor(max / size)) return null
    if (b.t === 'tuple' && n > 0n && checkComplexity(b, Math.floor(MAX_TOTAL_ITEMS / Number(n))) < 0) return null
  }
  const count = size > 0 ? Number(n) : 0
  switch (b.t) {
    case 'str':
      return { t: 'str', v: b.v.repeat(count) }
    case 'bytes': {
      const bytes = new Uint8Array(b.v.length * count)
      for (let i = 0; i < count; i++) bytes.set(b.v, i * b.v.length)
      return { t: 'bytes', v: bytes }
    }
    case 'tuple':
      return { t: 'tuple', v: Array.from({ length: count }, () => b.v).flat() }
    default:
      return undefined
  }
}

/** `constant[index]`. */
export function getItem(c: Const, index: Const): Const | null {
  const int = asInt(index)
  if (int === null) return null
  if (c.t !== 'str' && c.t !== 'bytes' && c.t !== 'tuple') return null
  const length = BigInt(lengthOf(c))
  const at = int < 0n ? int + length : int
  if (at < 0n || at >= length) return null
  const i = Number(at)
  if (c.t === 'str') return { t: 'str', v: Array.from(c.v)[i] }
  return c.t === 'bytes' ? intConst(BigInt(c.v[i])) : c.v[i]
}
