/**
 * The parser of str.format strings (CPython Objects/stringlib/unicode_format.h): literal text and replacement fields, and
 * the parts of a field name. Ranges are positions in one str.
 */
import type { Ptr } from '../../memory/heap'
import { raise } from '../errors'
import { PyExc_ValueError } from '../types'
import { PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ } from './str-core'
import { toDecimal } from './unicode-db'

const CH = {
  open: 0x7b,
  close: 0x7d,
  bracket: 0x5b,
  bracketEnd: 0x5d,
  colon: 0x3a,
  bang: 0x21,
  dot: 0x2e,
}

const fail = (text: string): false => {
  raise(PyExc_ValueError, text)
  return false
}

/** One step of the parse: literal text, then perhaps a field. */
export class MarkupIterator {
  pos: number
  literalStart = 0
  literalEnd = 0
  fieldPresent = false
  nameStart = 0
  nameEnd = 0
  specStart = 0
  specEnd = 0
  /** Whether a format spec was written at all. */
  specPresent = false
  specNested = false
  /** Code point of the conversion, 0 when none. */
  conversion = 0
  private readonly kind: number
  private readonly data: Ptr

  constructor(
    readonly text: Ptr,
    start: number,
    readonly end: number,
  ) {
    this.pos = start
    this.kind = PyUnicode_KIND(text)
    this.data = PyUnicode_DATA(text)
  }

  private at(i: number): number {
    return PyUnicode_READ(this.kind, this.data, i)
  }

  /** 'end', 'error' (set) or 'item'. */
  next(): 'end' | 'error' | 'item' {
    this.fieldPresent = this.specNested = this.specPresent = false
    this.conversion = 0
    this.nameStart = this.nameEnd = this.specStart = this.specEnd = 0
    if (this.pos >= this.end) return 'end'
    const start = this.pos
    let c = 0
    let markup = false
    while (this.pos < this.end) {
      c = this.at(this.pos++)
      if (c === CH.open || c === CH.close) {
        markup = true
        break
      }
    }
    const atEnd = this.pos >= this.end
    let length = this.pos - start
    if (c === CH.close && (atEnd || this.at(this.pos) !== c)) {
      fail("Single '}' encountered in format string")
      return 'error'
    }
    if (atEnd && c === CH.open) {
      fail("Single '{' encountered in format string")
      return 'error'
    }
    if (!atEnd) {
      if (this.at(this.pos) === c) {
        // doubled: literal, and no field follows
        this.pos++
        markup = false
      } else length--
    }
    this.literalStart = start
    this.literalEnd = start + length
    if (!markup) return 'item'
    this.fieldPresent = true
    return this.parseField() ? 'item' : 'error'
  }

  private parseField(): boolean {
    let c = 0
    this.nameStart = this.pos
    scan: while (this.pos < this.end) {
      c = this.at(this.pos++)
      switch (c) {
        case CH.open:
          return fail("unexpected '{' in field name")
        case CH.bracket:
          while (this.pos < this.end && this.at(this.pos) !== CH.bracketEnd) this.pos++
          break
        case CH.close:
        case CH.colon:
        case CH.bang:
          break scan
      }
    }
    this.nameEnd = this.pos - 1
    if (c !== CH.bang && c !== CH.colon) return c === CH.close || fail("expected '}' before end of string")
    if (c === CH.bang) {
      if (this.pos >= this.end) return fail('end of string while looking for conversion specifier')
      this.conversion = this.at(this.pos++)
      if (this.pos < this.end) {
        c = this.at(this.pos++)
        if (c === CH.close) return true
        if (c !== CH.colon) return fail("expected ':' after conversion specifier")
      }
    }
    this.specPresent = true
    this.specStart = this.pos
    let depth = 1
    while (this.pos < this.end) {
      c = this.at(this.pos++)
      if (c === CH.open) {
        this.specNested = true
        depth++
      } else if (c === CH.close && --depth === 0) {
        this.specEnd = this.pos - 1
        return true
      }
    }
    return fail("unmatched '{' in format spec")
  }
}

/** The decimal integer text[start:end]; -1 when it is none; -2 + ValueError when too large. */
export function getInteger(text: Ptr, start: number, end: number): number {
  if (start >= end) return -1
  const kind = PyUnicode_KIND(text)
  const data = PyUnicode_DATA(text)
  let n = 0
  for (let i = start; i < end; i++) {
    const d = toDecimal(PyUnicode_READ(kind, data, i))
    if (d < 0) return -1
    n = n * 10 + d
    if (n >= 2 ** 63) {
      fail('Too many decimal digits in format string')
      return -2
    }
  }
  return n
}

/** Numbering of fields in one format string: automatic or manual, not both. */
export class AutoNumber {
  state: 'init' | 'auto' | 'manual' = 'init'
  field = 0

  /** False + ValueError on a switch. */
  check(empty: boolean): boolean {
    if (this.state === 'init') this.state = empty ? 'auto' : 'manual'
    if (this.state === 'manual' && empty) {
      return fail('cannot switch from manual field specification to automatic field numbering')
    }
    if (this.state === 'auto' && !empty) {
      return fail('cannot switch from automatic field numbering to manual field specification')
    }
    return true
  }
}

export interface FieldName {
  firstEnd: number
  /** Number of the first part, -1 when it is a name. */
  index: number
}

/** Splits off the first part of a field name; null + ValueError. */
export function splitFieldName(text: Ptr, start: number, end: number, auto: AutoNumber | null): FieldName | null {
  const kind = PyUnicode_KIND(text)
  const data = PyUnicode_DATA(text)
  let i = start
  while (i < end) {
    const c = PyUnicode_READ(kind, data, i)
    if (c === CH.bracket || c === CH.dot) break
    i++
  }
  let index = getInteger(text, start, i)
  if (index === -2) return null
  const empty = start >= i
  if (auto !== null && (empty || index !== -1)) {
    if (!auto.check(empty)) return null
    if (empty) index = auto.field++
  }
  return { firstEnd: i, index }
}

/** The rest of a field name: .attribute and [item] steps. */
export class FieldNameIterator {
  isAttribute = false
  /** Index of an [item] that is a number, else -1. */
  index = -1
  start = 0
  stop = 0

  constructor(
    readonly text: Ptr,
    private pos: number,
    private readonly end: number,
  ) {}

  next(): 'end' | 'error' | 'item' {
    if (this.pos >= this.end) return 'end'
    const kind = PyUnicode_KIND(this.text)
    const data = PyUnicode_DATA(this.text)
    const c = PyUnicode_READ(kind, data, this.pos++)
    this.start = this.pos
    this.index = -1
    if (c === CH.dot) {
      this.isAttribute = true
      while (this.pos < this.end) {
        const d = PyUnicode_READ(kind, data, this.pos)
        if (d === CH.dot || d === CH.bracket) break
        this.pos++
      }
      this.stop = this.pos
    } else if (c === CH.bracket) {
      this.isAttribute = false
      while (this.pos < this.end && PyUnicode_READ(kind, data, this.pos) !== CH.bracketEnd) this.pos++
      if (this.pos >= this.end) {
        fail("Missing ']' in format string")
        return 'error'
      }
      this.stop = this.pos++
      this.index = getInteger(this.text, this.start, this.stop)
      if (this.index === -2) return 'error'
    } else {
      fail("Only '.' or '[' may follow ']' in format field specifier")
      return 'error'
    }
    if (this.start === this.stop) {
      fail('Empty attribute in format string')
      return 'error'
    }
    return 'item'
  }
}
