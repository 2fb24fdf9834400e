/** Conversion specifiers of % formatting, shared by str and bytes. */
import { i32, type Ptr } from '../../memory/heap'
import { PyMapping_Check, PyObject_GetItem } from '../abstract/mapping-protocol'
import { PyTuple_Check } from '../container/tuple-core'
import { raise, typeError } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_SIZE } from '../header'
import { TUPLE_ITEM } from '../layout'
import { PyLong_AsSsize_t, PyLong_Check } from '../number/int-core'
import { PyExc_ValueError } from '../types'
import { intArg } from './arg-convert'

export const F_LJUST = 1
export const F_SIGN = 2
export const F_BLANK = 4
export const F_ALT = 8
export const F_ZERO = 16

/** One parsed specifier. */
export interface Specifier {
  ch: number
  flags: number
  width: number
  prec: number
}

const MAX_SSIZE = 2 ** 63
const isDigit = (c: number): boolean => c >= 48 && c <= 57

/** The format text and the values still to be used. */
export class PercentState {
  pos = 0
  /** Characters left, as CPython counts them: below zero when used up. */
  left: number
  private args: Ptr
  private argsOwned = false
  private argLength: number
  private argIndex: number
  readonly dict: Ptr

  constructor(
    private readonly read: (i: number) => number,
    length: number,
    args: Ptr,
    isText: boolean,
    private readonly makeKey: (start: number, end: number) => Ptr,
  ) {
    this.left = length
    this.args = args
    const tuple = PyTuple_Check(args)
    this.argLength = tuple ? Py_SIZE(args) : -1
    this.argIndex = tuple ? 0 : -2
    this.dict = PyMapping_Check(args) && !tuple && !isText ? args : 0
  }

  /** Goes on behind the first pos characters of the format, which took so many values. */
  resume(pos: number, used: number): void {
    this.pos = pos
    this.left -= pos
    this.argIndex += used
  }

  /** The next value, borrowed; 0 + TypeError. */
  nextArg(): Ptr {
    const i = this.argIndex
    if (i < this.argLength) {
      this.argIndex++
      return this.argLength < 0 ? this.args : i32[(this.args + TUPLE_ITEM + 8 * i) >> 2]
    }
    return typeError('not enough arguments for format string')
  }

  /** Values left over in a form that is an error. */
  get unused(): boolean {
    return this.argIndex < this.argLength
  }

  release(): void {
    if (this.argsOwned) Py_DECREF(this.args)
    this.argsOwned = false
  }

  private advance(): number {
    return this.read(this.pos++)
  }

  private mappingKey(): boolean {
    if (this.dict === 0) return typeError('format requires a mapping') !== 0
    this.pos++
    this.left--
    const start = this.pos
    let depth = 1
    while (depth > 0 && --this.left >= 0) {
      const c = this.advance()
      if (c === 41) depth--
      else if (c === 40) depth++
    }
    if (this.left < 0 || depth > 0) return raise(PyExc_ValueError, 'incomplete format key') !== 0
    const key = this.makeKey(start, this.pos - 1)
    if (key === 0) return false
    this.release()
    const value = PyObject_GetItem(this.dict, key)
    Py_DECREF(key)
    if (value === 0) return false
    this.args = value
    this.argsOwned = true
    this.argLength = -1
    this.argIndex = -2
    return true
  }

  /** Digits from the one in ch on; -1 + ValueError when too big. */
  private digits(first: number, limit: number, message: string): { n: number; ch: number } | null {
    let n = first - 48
    let ch = first
    while (--this.left >= 0) {
      ch = this.advance()
      if (!isDigit(ch)) break
      n = n * 10 + ch - 48
      if (n >= limit) {
        raise(PyExc_ValueError, message)
        return null
      }
    }
    return { n, ch }
  }

  /** Parses what follows '%'; null with an error set. */
  parse(): Specifier | null {
    const spec: Specifier = { ch: 0, flags: 0, width: -1, prec: -1 }
    if (this.left >= 1 && this.read(this.pos) === 40 && !this.mappingKey()) return null
    let ch = 0
    while (--this.left >= 0) {
      ch = this.advance()
      const flag =
        ch === 45 ? F_LJUST : ch === 43 ? F_SIGN : ch === 32 ? F_BLANK : ch === 35 ? F_ALT : ch === 48 ? F_ZERO : 0
      if (flag === 0) break
      spec.flags |= flag
    }
    if (this.left >= 0 && ch === 42) {
      const v = this.nextArg()
      if (v === 0) return null
      if (!PyLong_Check(v)) {
        typeError('* wants int')
        return null
      }
      spec.width = PyLong_AsSsize_t(v)
      if (spec.width === -1 && PyErr_Occurred()) return null
      if (spec.width < 0) {
        spec.flags |= F_LJUST
        spec.width = -spec.width
      }
      if (--this.left >= 0) ch = this.advance()
    } else if (this.left >= 0 && isDigit(ch)) {
      const d = this.digits(ch, MAX_SSIZE, 'width too big')
      if (d === null) return null
      spec.width = d.n
      ch = d.ch
    }
    if (this.left >= 0 && ch === 46) {
      const c = this.precision(spec)
      if (c === null) return null
      ch = c
    }
    if (this.left >= 0 && (ch === 104 || ch === 108 || ch === 76) && --this.left >= 0) ch = this.advance()
    if (this.left < 0) {
      raise(PyExc_ValueError, 'incomplete format')
      return null
    }
    spec.ch = ch
    return spec
  }

  private precision(spec: Specifier): number | null {
    let ch = 46
    spec.prec = 0
    if (--this.left >= 0) ch = this.advance()
    else return ch
    if (ch === 42) {
      const v = this.nextArg()
      if (v === 0) return null
      if (!PyLong_Check(v)) {
        typeError('* wants int')
        return null
      }
      const n = intArg(v)
      if (n === null) return null
      spec.prec = Math.max(0, n)
      if (--this.left >= 0) ch = this.advance()
    } else if (isDigit(ch)) {
      const d = this.digits(ch, 2 ** 31, 'precision too big')
      if (d === null) return null
      spec.prec = d.n
      ch = d.ch
    }
    return ch
  }
}
