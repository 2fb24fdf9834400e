/** An exception as the interpreter prints it: chained causes, groups, notes, suggestions (Python/pythonrun.c). */
import { i32, type Ptr } from '../memory/heap'
import { _PyObject_LookupAttr, PyObject_Repr, PyObject_Str } from '../object/abstract/object-protocol'
import { PySequence_Check, PySequence_GetItem, PySequence_Size } from '../object/abstract/sequence-protocol'
import { typeNameOf } from '../object/errors'
import { PyErr_Clear } from '../object/errors-core'
import { hasSuppressedContext } from '../object/exception/define-exception'
import { PyExceptionInstance_Check } from '../object/exception/exception-core'
import { Py_DECREF, Py_SIZE, Py_TYPE, typeFlagOf } from '../object/header'
import {
  EG_EXCS,
  EXC_CAUSE,
  EXC_CONTEXT,
  EXC_TRACEBACK,
  HT_QUALNAME,
  TPFLAGS_BYTES_SUBCLASS,
  TPFLAGS_UNICODE_SUBCLASS,
  TUPLE_ITEM,
} from '../object/layout'
import { PyLong_AsLong } from '../object/number/int-core'
import { _Py_ID, strToJS } from '../object/text/str-core'
import { PyObject_TypeCheck } from '../object/type/subtype'
import { isHeapType, shortName } from '../object/type/type-names'
import { Py_None, PyExc_BaseExceptionGroup, PyTraceBack_Type } from '../object/types'
import { sourceLine } from './source-lines'
import { suggestionFor } from './suggestions'
import { DEFAULT_LIMIT, tracebackLines } from './traceback-text'

const MAX_GROUP_WIDTH = 15
const MAX_GROUP_DEPTH = 10
const CAUSE = 'The above exception was the direct cause of the following exception:'
const CONTEXT = 'During handling of the above exception, another exception occurred:'

const ID = {
  module: _Py_ID('__module__'),
  notes: _Py_ID('__notes__'),
  printFileAndLine: _Py_ID('print_file_and_line'),
  msg: _Py_ID('msg'),
  filename: _Py_ID('filename'),
  lineno: _Py_ID('lineno'),
  offset: _Py_ID('offset'),
  end_lineno: _Py_ID('end_lineno'),
  end_offset: _Py_ID('end_offset'),
  text: _Py_ID('text'),
}

interface Context {
  limit: number
  seen: Set<Ptr> | null
  depth: number
  needClose: boolean
  out: string
}

const indent = (c: Context): string => ' '.repeat(2 * c.depth)
const margin = (c: Context): string => indent(c) + (c.depth > 0 ? '| ' : '')
const isText = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)

/** The attribute, or 0; errors are ignored. */
function attribute(o: Ptr, name: Ptr): Ptr {
  const v = _PyObject_LookupAttr(o, name)
  if (v === 0) PyErr_Clear()
  return v
}

function textAttribute(o: Ptr, name: Ptr): string | null {
  const v = attribute(o, name)
  if (v === 0) return null
  const text = isText(v) ? strToJS(v) : null
  Py_DECREF(v)
  return text
}

function numberAttribute(o: Ptr, name: Ptr): number {
  const v = attribute(o, name)
  if (v === 0) return -1
  const n = v === Py_None ? -1 : PyLong_AsLong(v)
  PyErr_Clear()
  Py_DECREF(v)
  return n
}

/** str(o) or repr(o) as text; null when it fails. */
function textBy(f: (o: Ptr) => Ptr, o: Ptr): string | null {
  const s = f(o)
  if (s === 0) {
    PyErr_Clear()
    return null
  }
  const text = strToJS(s)
  Py_DECREF(s)
  return text
}

/** module.qualname of a class as messages show it. */
export function qualifiedName(type: Ptr): string {
  const module = textAttribute(type, ID.module)
  const name = isHeapType(type) ? strToJS(i32[(type + HT_QUALNAME) >> 2]) : shortName(type)
  if (module === null) return `<unknown>${name}`
  return module === 'builtins' || module === '__main__' ? name : `${module}.${name}`
}

/** The text and the caret of a syntax error (print_error_text). */
function errorText(c: Context, text: string, offset1: number, endOffset1: number): void {
  const carets = endOffset1 > 0 && endOffset1 > offset1 ? endOffset1 - offset1 : 1
  let offset = offset1 - 1
  const stripped = text.replace(/^[ \t\f]+/, '')
  offset -= text.length - stripped.length
  let line = stripped.endsWith('\n') ? stripped.slice(0, -1) : stripped
  if (offset > line.length) offset = line.length
  for (let nl = line.indexOf('\n'); nl >= 0 && nl < offset; nl = line.indexOf('\n')) {
    line = line.slice(nl + 1)
    offset -= nl + 1
  }
  c.out += `${margin(c)}    ${line}\n`
  if (offset >= 0) c.out += `${margin(c)}    ${' '.repeat(offset)}${'^'.repeat(carets)}\n`
}

/** File, line and text of a syntax error; its message, or null when value is no syntax error. */
function fileAndLine(c: Context, value: Ptr): string | null {
  const marker = attribute(value, ID.printFileAndLine)
  if (marker === 0) return null
  Py_DECREF(marker)
  const lineno = numberAttribute(value, ID.lineno)
  const msg = attribute(value, ID.msg)
  if (msg === 0) return null
  const message = textBy(PyObject_Str, msg) ?? ''
  Py_DECREF(msg)
  if (lineno < 0) return null
  const filename = textAttribute(value, ID.filename) ?? '<string>'
  const offset = numberAttribute(value, ID.offset)
  const endLine = numberAttribute(value, ID.end_lineno)
  let endOffset = numberAttribute(value, ID.end_offset)
  const text = textAttribute(value, ID.text) ?? sourceLine(filename, lineno)
  c.out += `${margin(c)}  File "${filename}", line ${lineno}\n`
  if (text !== null) {
    if (endLine > lineno) endOffset = text.length
    errorText(c, text, offset, endOffset)
  }
  return message
}

function notesText(c: Context, notes: Ptr): void {
  const lines = (text: string): void => {
    for (const line of text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/)) c.out += `${margin(c)}${line}\n`
  }
  if (!PySequence_Check(notes) || isText(notes) || typeFlagOf(notes, TPFLAGS_BYTES_SUBCLASS)) {
    lines(textBy(PyObject_Repr, notes) ?? '<__notes__ repr() failed>')
    return
  }
  const n = PySequence_Size(notes)
  for (let i = 0; i < n; i++) {
    const note = PySequence_GetItem(notes, i)
    if (note === 0) {
      PyErr_Clear()
      return
    }
    lines(textBy(PyObject_Str, note) ?? '<note str() failed>')
    Py_DECREF(note)
  }
  PyErr_Clear()
}

/** One exception without the ones it is chained to (print_exception). */
function one(c: Context, value: Ptr): void {
  if (!PyExceptionInstance_Check(value)) {
    c.out += `${margin(c)}TypeError: print_exception(): Exception expected for value, ${typeNameOf(value)} found\n`
    return
  }
  const isGroup = PyObject_TypeCheck(value, PyExc_BaseExceptionGroup)
  const tb = i32[(value + EXC_TRACEBACK) >> 2]
  if (tb !== 0 && Py_TYPE(tb) === PyTraceBack_Type) {
    const lines = tracebackLines(tb, margin(c), c.limit)
    const header = isGroup ? 'Exception Group Traceback' : 'Traceback'
    const headMargin = isGroup && c.depth === 1 ? `${indent(c)}+ ` : margin(c)
    if (c.limit > 0) c.out += `${headMargin}${header} (most recent call last):\n${lines}`
  }
  const message = fileAndLine(c, value)
  c.out += margin(c) + qualifiedName(Py_TYPE(value))
  const text = message ?? textBy(PyObject_Str, value)
  if (text === null) c.out += ': <exception str() failed>'
  else if (text !== '') c.out += `: ${text}`
  const suggestion = suggestionFor(value)
  if (suggestion !== null) c.out += `. Did you mean: '${suggestion}'?`
  c.out += '\n'
  const notes = attribute(value, ID.notes)
  if (notes === 0) return
  notesText(c, notes)
  Py_DECREF(notes)
}

function group(c: Context, value: Ptr): void {
  if (c.depth > MAX_GROUP_DEPTH) {
    c.out += `${margin(c)}... (max_group_depth is ${MAX_GROUP_DEPTH})\n`
    return
  }
  if (c.depth === 0) c.depth++
  one(c, value)
  const excs = i32[(value + EG_EXCS) >> 2]
  const total = Py_SIZE(excs)
  const n = Math.min(total, MAX_GROUP_WIDTH + 1)
  c.needClose = false
  for (let i = 0; i < n; i++) {
    const last = i === n - 1
    if (last) c.needClose = true
    const truncated = i >= MAX_GROUP_WIDTH
    const title = truncated ? '...' : String(i + 1)
    c.out += `${indent(c)}${i === 0 ? '+-' : '  '}+---------------- ${title} ----------------\n`
    c.depth++
    if (truncated) {
      const rest = total - MAX_GROUP_WIDTH
      c.out += `${margin(c)}and ${rest} more exception${rest > 1 ? 's' : ''}\n`
    } else {
      recursive(c, i32[(excs + TUPLE_ITEM + i * 8) >> 2])
    }
    if (last && c.needClose) {
      c.out += `${indent(c)}+------------------------------------\n`
      c.needClose = false
    }
    c.depth--
  }
  if (c.depth === 1) c.depth--
}

function chained(c: Context, value: Ptr, message: string): void {
  const needClose = c.needClose
  c.needClose = false
  recursive(c, value)
  c.needClose = c.needClose || needClose
  c.out += `${margin(c)}\n${margin(c)}${message}\n${margin(c)}\n`
}

function recursive(c: Context, value: Ptr): void {
  if (PyExceptionInstance_Check(value)) {
    const seen = c.seen ?? new Set<Ptr>()
    c.seen = seen
    seen.add(value)
    const cause = i32[(value + EXC_CAUSE) >> 2]
    const context = i32[(value + EXC_CONTEXT) >> 2]
    if (cause !== 0) {
      if (!seen.has(cause)) chained(c, cause, CAUSE)
    } else if (context !== 0 && !hasSuppressedContext(value) && !seen.has(context)) {
      chained(c, context, CONTEXT)
    }
    if (PyObject_TypeCheck(value, PyExc_BaseExceptionGroup)) {
      group(c, value)
      return
    }
  }
  one(c, value)
}

/** Everything that the interpreter prints about an exception (_PyErr_Display). */
export function exceptionText(value: Ptr, limit = DEFAULT_LIMIT): string {
  const c: Context = { limit, seen: null, depth: 0, needClose: false, out: '' }
  recursive(c, value)
  return c.out
}
