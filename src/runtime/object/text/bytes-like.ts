/**
 * What bytes and bytearray have in common (CPython Objects/bytes_methods.c and stringlib): search, split, case, padding.
 * The two differ in how a result is made and in whether an unchanged object may stand for itself.
 */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyBUF_SIMPLE, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer } from '../abstract/buffer-protocol'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../abstract/number-protocol'
import { raise, raiseInt, typeError, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { Py_SIZE, typeFlagOf } from '../header'
import { cStackPop, cStackPush } from '../interp'
import { BUF_BUF, BUF_LEN, BYTEARRAY_START, BYTES_DATA, SIZEOF_BUFFER, TPFLAGS_BYTES_SUBCLASS } from '../layout'
import { PyLong_AsSsize_t, PyLong_Check } from '../number/int-core'
import { errorIs, PyObject_TypeCheck } from '../type/subtype'
import { PyByteArray_Type, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError } from '../types'

/** How results are made for one of the two types. */
export interface ByteKind {
  name: 'bytes' | 'bytearray'
  /** A new object with the n bytes at p. */
  make(p: Ptr, n: number): Ptr
  /** A new object of n uninitialised bytes; its data is at bytesData(). */
  room(n: number): Ptr
  /** The fresh object o (stolen) with only its first n bytes; 0 + error. */
  shrink(o: Ptr, n: number): Ptr
  /** The object itself (new reference) when it is exact and immutable, else 0. */
  shared(o: Ptr): Ptr
}

export const PyByteArray_Check = (o: Ptr): boolean => PyObject_TypeCheck(o, PyByteArray_Type)
/** Address of the first byte of a bytes or bytearray. */
export const bytesData = (o: Ptr): Ptr =>
  typeFlagOf(o, TPFLAGS_BYTES_SUBCLASS) ? o + BYTES_DATA : i32[(o + BYTEARRAY_START) >> 2]
export const bytesSize = Py_SIZE

/** Calls f with the bytes of a bytes-like object; null with TypeError set when it is none, or whatever f gives. */
export function withBuffer<T>(o: Ptr, f: (p: Ptr, n: number) => T): T | null {
  if (typeFlagOf(o, TPFLAGS_BYTES_SUBCLASS)) return f(o + BYTES_DATA, Py_SIZE(o))
  const view = cStackPush(SIZEOF_BUFFER / 8)
  let r: T | null = null
  if (PyObject_GetBuffer(o, view, PyBUF_SIMPLE) === 0) {
    r = f(i32[(view + BUF_BUF) >> 2], i32[(view + BUF_LEN) >> 2])
    PyBuffer_Release(view)
  }
  cStackPop(view)
  return r
}

/** A byte value; -1 + error (_getbytevalue). */
export function byteValue(o: Ptr): number {
  const n = PyLong_Check(o) ? PyLong_AsSsize_t(o) : PyNumber_AsSsize_t(o, PyExc_OverflowError)
  if (n === -1 && PyErr_Occurred()) {
    if (!errorIs(PyExc_OverflowError)) return -1
    PyErr_Clear()
    return raiseInt(PyExc_ValueError, 'byte must be in range(0, 256)')
  }
  if (n < 0 || n > 255) return raiseInt(PyExc_ValueError, 'byte must be in range(0, 256)')
  return n
}

/** The thing to search for: bytes-like or one byte as an int; null + error. */
export function withNeedle<T>(o: Ptr, f: (p: Ptr, n: number) => T): T | null {
  if (PyObject_CheckBuffer(o)) return withBuffer(o, f)
  if (!PyIndex_Check(o)) {
    typeError(`argument should be integer or bytes-like object, not '${typeNameOf(o)}'`)
    return null
  }
  const b = byteValue(o)
  if (b < 0) return null
  const cell = cStackPush(1)
  u8[cell] = b
  const r = f(cell, 1)
  cStackPop(cell)
  return r
}

/** `x in bytes`: 1, 0 or -1. */
export function bytesContains(o: Ptr, x: Ptr, find: (p: Ptr, n: number) => boolean): number {
  if (PyIndex_Check(x)) {
    const n = PyNumber_AsSsize_t(x, PyExc_ValueError)
    if (n === -1 && PyErr_Occurred()) {
      if (!errorIs(PyExc_ValueError)) return -1
      PyErr_Clear()
      return raiseInt(PyExc_ValueError, 'byte must be in range(0, 256)')
    }
    if (n < 0 || n > 255) return raiseInt(PyExc_ValueError, 'byte must be in range(0, 256)')
    const data = bytesData(o)
    for (let i = 0; i < Py_SIZE(o); i++) if (u8[data + i] === n) return 1
    return 0
  }
  const r = withBuffer(x, find)
  return r === null ? -1 : r ? 1 : 0
}

export const isSpaceByte = (c: number): boolean => c === 32 || (c >= 9 && c <= 13)
export const isLinebreakByte = (c: number): boolean => c === 10 || c === 13
const isUpperByte = (c: number): boolean => c >= 65 && c <= 90
const isLowerByte = (c: number): boolean => c >= 97 && c <= 122
const isAlphaByte = (c: number): boolean => isUpperByte(c) || isLowerByte(c)
const isDigitByte = (c: number): boolean => c >= 48 && c <= 57

/** Maps byte i of the object; previous is the byte before it, -1 at the start. */
export type ByteMap = (c: number, previous: number) => number
const toUpper = (c: number): number => (isLowerByte(c) ? c - 32 : c)
const toLower = (c: number): number => (isUpperByte(c) ? c + 32 : c)
export const byteMaps: Record<string, ByteMap> = {
  upper: toUpper,
  lower: toLower,
  swapcase: (c) => (isUpperByte(c) ? c + 32 : toUpper(c)),
  capitalize: (c, p) => (p < 0 ? toUpper(c) : toLower(c)),
  title: (c, p) => (p >= 0 && isAlphaByte(p) ? toLower(c) : toUpper(c)),
}

const every =
  (test: (c: number) => boolean) =>
  (p: Ptr, n: number): boolean => {
    for (let i = 0; i < n; i++) if (!test(u8[p + i])) return false
    return n > 0
  }

const oneCase =
  (wanted: (c: number) => boolean, other: (c: number) => boolean) =>
  (p: Ptr, n: number): boolean => {
    let seen = false
    for (let i = 0; i < n; i++) {
      if (other(u8[p + i])) return false
      if (wanted(u8[p + i])) seen = true
    }
    return seen
  }

function isTitle(p: Ptr, n: number): boolean {
  let cased = false
  let previous = false
  for (let i = 0; i < n; i++) {
    const c = u8[p + i]
    if (isUpperByte(c) ? previous : isLowerByte(c) && !previous) return false
    previous = isAlphaByte(c)
    cased ||= previous
  }
  return cased
}

export const byteTests: Record<string, (p: Ptr, n: number) => boolean> = {
  isalnum: every((c) => isAlphaByte(c) || isDigitByte(c)),
  isalpha: every(isAlphaByte),
  isascii: (p, n) => n === 0 || every((c) => c < 128)(p, n),
  isdigit: every(isDigitByte),
  islower: oneCase(isLowerByte, isUpperByte),
  isspace: every(isSpaceByte),
  istitle: isTitle,
  isupper: oneCase(isUpperByte, isLowerByte),
}

/** A single byte given as bytes or bytearray of length 1, for padding; -1 + TypeError. */
export function fillByte(fname: string, o: Ptr): number {
  if ((typeFlagOf(o, TPFLAGS_BYTES_SUBCLASS) || PyByteArray_Check(o)) && Py_SIZE(o) === 1) return u8[bytesData(o)]
  return raiseInt(PyExc_TypeError, `${fname}() argument 2 must be a byte string of length 1, not ${typeNameOf(o)}`)
}

export const tooLong = (what: string): 0 => raise(PyExc_OverflowError, what)
