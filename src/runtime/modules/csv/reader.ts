/** _csv.reader: rows out of lines, by CPython's state machine (Modules/_csv.c, parse_process_char). */
import { i32, type Ptr } from '../../memory/heap'
import { PyIter_Next, PyObject_GetIter, PyObject_SelfIter } from '../../object/abstract/iter-protocol'
import { PyNumber_Float } from '../../object/abstract/number-protocol'
import { deallocFields, setSsize, traverseFields, typeAlloc } from '../../object/container/helpers'
import { PyList_Append, PyList_New } from '../../object/container/list-core'
import { PyTuple_GET_ITEM } from '../../object/container/tuple-core'
import { defineType } from '../../object/define'
import { typeNameOf } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_SIZE } from '../../object/header'
import * as L from '../../object/layout'
import { PyLong_FromLong } from '../../object/number/int-core'
import { PyUnicode_Check } from '../../object/text/str-build'
import { newStr, strToJS } from '../../object/text/str-core'
import { checkPositional } from '../../object/type/arg-parse'
import { moduleHeapType } from '../../object/types'
import { callDialect, csvError, type Dialect, dialectOf, QUOTE_NONE, QUOTE_NONNUMERIC, TYPE_FLAGS } from './dialect'

export const Reader_Type = moduleHeapType()
const INPUT = 16
const DIALECT = 24
const FIELDS = 32
const LINE_NUM = 80
const SIZEOF_READER = 88

/** The largest field, in characters (field_size_limit). */
export const limits = { field: 131072 }

const START_RECORD = 0
const START_FIELD = 1
const ESCAPED = 2
const IN_FIELD = 3
const IN_QUOTED = 4
const ESCAPE_IN_QUOTED = 5
const QUOTE_IN_QUOTED = 6
const EAT_CRNL = 7
const AFTER_ESCAPED_CRNL = 8
const EOL = -2
const LF = 10
const CR = 13
const SPACE = 32
const ends = (c: number): boolean => c === LF || c === CR || c === EOL

/** One row while it is read; it may go on over several lines. */
class Row {
  state = START_RECORD
  private text = ''
  private length = 0
  private numeric = false
  constructor(
    private readonly d: Dialect,
    private readonly fields: Ptr,
  ) {}

  get open(): boolean {
    return this.length !== 0 || this.state === IN_QUOTED
  }

  private add(c: number, state: number): boolean {
    if (this.length >= limits.field) {
      csvError(`field larger than field limit (${limits.field})`)
      return false
    }
    this.text += String.fromCodePoint(c)
    this.length++
    this.state = state
    return true
  }

  save(): boolean {
    let field = newStr(this.text)
    this.text = ''
    this.length = 0
    if (this.numeric && field !== 0) {
      this.numeric = false
      const n = PyNumber_Float(field)
      Py_DECREF(field)
      field = n
    }
    if (field === 0) return false
    const r = PyList_Append(this.fields, field)
    Py_DECREF(field)
    return r >= 0
  }

  private endField(c: number): boolean {
    this.state = c === EOL ? START_RECORD : EAT_CRNL
    return this.save()
  }

  private nextField(): boolean {
    this.state = START_FIELD
    return this.save()
  }

  private startField(c: number): boolean {
    const { d } = this
    this.state = START_FIELD
    if (ends(c)) return this.endField(c)
    if (c === d.quotechar && d.quoting !== QUOTE_NONE) this.state = IN_QUOTED
    else if (c === d.escapechar) this.state = ESCAPED
    else if (c === SPACE && d.skipinitialspace) return true
    else if (c === d.delimiter) return this.nextField()
    else {
      if (d.quoting === QUOTE_NONNUMERIC) this.numeric = true
      return this.add(c, IN_FIELD)
    }
    return true
  }

  private inField(c: number): boolean {
    if (ends(c)) return this.endField(c)
    if (c === this.d.delimiter) return this.nextField()
    if (c !== this.d.escapechar) return this.add(c, IN_FIELD)
    this.state = ESCAPED
    return true
  }

  private inQuoted(c: number): boolean {
    const { d } = this
    if (c === EOL) return true
    if (c === d.escapechar) this.state = ESCAPE_IN_QUOTED
    else if (c === d.quotechar && d.quoting !== QUOTE_NONE) this.state = d.doublequote ? QUOTE_IN_QUOTED : IN_FIELD
    else return this.add(c, IN_QUOTED)
    return true
  }

  private afterQuote(c: number): boolean {
    const { d } = this
    if (d.quoting !== QUOTE_NONE && c === d.quotechar) return this.add(c, IN_QUOTED)
    if (c === d.delimiter) return this.nextField()
    if (ends(c)) return this.endField(c)
    if (!d.strict) return this.add(c, IN_FIELD)
    csvError(`'${String.fromCodePoint(d.delimiter)}' expected after '${String.fromCodePoint(d.quotechar)}'`)
    return false
  }

  /** One character, or EOL behind the last one of a line; false with an error set. */
  take(c: number): boolean {
    switch (this.state) {
      case START_RECORD:
        if (c === EOL) return true
        if (!ends(c)) return this.startField(c)
        this.state = EAT_CRNL
        return true
      case START_FIELD:
        return this.startField(c)
      case ESCAPED:
        return c === LF || c === CR ? this.add(c, AFTER_ESCAPED_CRNL) : this.add(c === EOL ? LF : c, IN_FIELD)
      case AFTER_ESCAPED_CRNL:
        return c === EOL || this.inField(c)
      case IN_FIELD:
        return this.inField(c)
      case IN_QUOTED:
        return this.inQuoted(c)
      case ESCAPE_IN_QUOTED:
        return this.add(c === EOL ? LF : c, IN_QUOTED)
      case QUOTE_IN_QUOTED:
        return this.afterQuote(c)
      default:
        if (c === EOL) this.state = START_RECORD
        if (ends(c)) return true
        csvError('new-line character seen in unquoted field - do you need to open the file in universal-newline mode?')
        return false
    }
  }

  line(text: string): boolean {
    for (const c of text) if (!this.take(c.codePointAt(0) as number)) return false
    return this.take(EOL)
  }
}

/** Reads lines into the row until it is complete; false without an error: no more rows. */
function readRow(reader: Ptr, row: Row, d: Dialect): boolean {
  do {
    const line = PyIter_Next(i32[(reader + INPUT) >> 2])
    if (line === 0) {
      if (PyErr_Occurred() || !row.open) return false
      if (!d.strict) return row.save()
      csvError('unexpected end of data')
      return false
    }
    if (!PyUnicode_Check(line)) {
      csvError(`iterator should return strings, not ${typeNameOf(line)} (the file should be opened in text mode)`)
      Py_DECREF(line)
      return false
    }
    i32[(reader + LINE_NUM) >> 2]++
    const ok = row.line(strToJS(line))
    Py_DECREF(line)
    if (!ok) return false
  } while (row.state !== START_RECORD)
  return true
}

function next(reader: Ptr): Ptr {
  const fields = PyList_New(0)
  if (fields === 0) return 0
  const d = dialectOf(i32[(reader + DIALECT) >> 2])
  if (readRow(reader, new Row(d, fields), d)) return fields
  Py_DECREF(fields)
  return 0
}

/** reader(iterable[, dialect], **options) */
export function makeReader(_m: Ptr, args: Ptr, kwds: Ptr): Ptr {
  const n = Py_SIZE(args)
  if (!checkPositional('', n, 1, 2)) return 0
  const reader = typeAlloc(Reader_Type, 0)
  if (reader === 0) return 0
  setSsize(reader, INPUT, PyObject_GetIter(PyTuple_GET_ITEM(args, 0)))
  if (i32[(reader + INPUT) >> 2] !== 0)
    setSsize(reader, DIALECT, callDialect(n > 1 ? PyTuple_GET_ITEM(args, 1) : 0, kwds))
  if (i32[(reader + DIALECT) >> 2] !== 0) return reader
  Py_DECREF(reader)
  return 0
}

defineType(Reader_Type, {
  name: '_csv.reader',
  heap: true,
  basicsize: SIZEOF_READER,
  flags: TYPE_FLAGS | L.TPFLAGS_DISALLOW_INSTANTIATION,
  doc: 'CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n',
  dealloc: deallocFields(DIALECT, INPUT, FIELDS),
  traverse: traverseFields(DIALECT, INPUT, FIELDS),
  iter: PyObject_SelfIter,
  iternext: next,
  members: [{ name: 'dialect', offset: DIALECT, kind: 'object', readonly: true }],
  getset: { line_num: { get: (r) => PyLong_FromLong(i32[(r + LINE_NUM) >> 2]) } },
})
