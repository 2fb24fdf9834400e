/** SyntaxError, IndentationError, TabError. */
import { i32, type Ptr } from '../../memory/heap'
import { PySequence_Tuple } from '../container/tuple-from'
import type { MemberSpec } from '../define'
import { raiseInt } from '../errors'
import type { initproc } from '../fn-table'
import { Py_DECREF, Py_SIZE, typeFlagOf } from '../header'
import * as L from '../layout'
import { PyLong_AsLongAndOverflow, PyLong_CheckExact } from '../number/int-core'
import { newStr, strToJS } from '../text/str-core'
import * as T from '../types'
import { Py_None } from '../types'
import { strJS } from './base-exception'
import { baseInit, defineException, excField, setExcField } from './define-exception'

const LOCATION = [L.SYN_FILENAME, L.SYN_LINENO, L.SYN_OFFSET, L.SYN_TEXT, L.SYN_END_LINENO, L.SYN_END_OFFSET]

const syntaxInit: initproc = (self, args, kwds) => {
  if (baseInit(self, args, kwds) < 0) return -1
  const n = Py_SIZE(args)
  if (n >= 1) setExcField(self, L.SYN_MSG, i32[(args + L.TUPLE_ITEM) >> 2])
  if (n !== 2) return 0
  const info = PySequence_Tuple(i32[(args + L.TUPLE_ITEM + 8) >> 2])
  if (info === 0) return -1
  const given = Py_SIZE(info)
  if (given < 4 || given > 6) {
    Py_DECREF(info)
    const bound = given < 4 ? 'at least 4' : 'at most 6'
    return raiseInt(T.PyExc_TypeError, `function takes ${bound} arguments (${given} given)`)
  }
  LOCATION.forEach((offset, i) => {
    setExcField(self, offset, i < given ? i32[(info + L.TUPLE_ITEM + i * 8) >> 2] : 0)
  })
  Py_DECREF(info)
  if (given === 5) {
    return raiseInt(T.PyExc_TypeError, 'end_offset must be provided when end_lineno is provided')
  }
  return 0
}

function syntaxStr(o: Ptr): Ptr {
  const filename = excField(o, L.SYN_FILENAME)
  const lineno = excField(o, L.SYN_LINENO)
  const msg = strJS(excField(o, L.SYN_MSG) || Py_None)
  if (msg === null) return 0
  const notes: string[] = []
  if (filename !== 0 && typeFlagOf(filename, L.TPFLAGS_UNICODE_SUBCLASS)) {
    const path = strToJS(filename)
    notes.push(path.slice(path.lastIndexOf('/') + 1))
  }
  if (lineno !== 0 && PyLong_CheckExact(lineno)) notes.push(`line ${PyLong_AsLongAndOverflow(lineno)}`)
  return newStr(notes.length === 0 ? msg : `${msg} (${notes.join(', ')})`)
}

const member = (name: string, offset: number, doc: string): MemberSpec => ({
  name,
  offset,
  kind: 'object',
  readonly: false,
  doc,
})

const FIELDS = [
  L.SYN_MSG,
  L.SYN_FILENAME,
  L.SYN_LINENO,
  L.SYN_OFFSET,
  L.SYN_END_LINENO,
  L.SYN_END_OFFSET,
  L.SYN_TEXT,
  L.SYN_PRINT_FILE_AND_LINE,
]

defineException(T.PyExc_SyntaxError, 'SyntaxError', T.PyExc_Exception, 'Invalid syntax.', {
  basicsize: L.SIZEOF_SYNTAX_ERROR,
  fields: FIELDS,
  new: undefined,
  init: syntaxInit,
  str: syntaxStr,
  members: [
    member('msg', L.SYN_MSG, 'exception msg'),
    member('filename', L.SYN_FILENAME, 'exception filename'),
    member('lineno', L.SYN_LINENO, 'exception lineno'),
    member('offset', L.SYN_OFFSET, 'exception offset'),
    member('text', L.SYN_TEXT, 'exception text'),
    member('end_lineno', L.SYN_END_LINENO, 'exception end lineno'),
    member('end_offset', L.SYN_END_OFFSET, 'exception end offset'),
    member('print_file_and_line', L.SYN_PRINT_FILE_AND_LINE, 'exception print_file_and_line'),
  ],
})

const shared = { basicsize: L.SIZEOF_SYNTAX_ERROR, fields: FIELDS, new: undefined, init: syntaxInit }
defineException(T.PyExc_IndentationError, 'IndentationError', T.PyExc_SyntaxError, 'Improper indentation.', shared)
defineException(T.PyExc_TabError, 'TabError', T.PyExc_IndentationError, 'Improper mixture of spaces and tabs.', shared)
