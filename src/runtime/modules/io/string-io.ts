/**
 * StringIO (Modules/_io/stringio.c). While it is only written to, the pieces collect in a list, as in CPython; any other
 * operation joins them into a buffer of 4-byte characters.
 */

import { memFree, memMalloc, memRealloc } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyType_GenericAlloc } from '../../object/alloc'
import { PyDict_Check } from '../../object/container/dict-core'
import { PyDict_Copy, PyDict_Update } from '../../object/container/dict-merge'
import { PyList_Append, PyList_New } from '../../object/container/list-core'
import { PyTuple_Check } from '../../object/container/tuple-core'
import { arg, defineType, FAST, NOARGS, O } from '../../object/define'
import { raise, raiseInt, typeError, typeNameOf } from '../../object/errors'
import { PyErr_NoMemory } from '../../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_XDECREF, typeFlagOf } from '../../object/header'
import {
  LIST_ITEM,
  TPFLAGS_BASETYPE,
  TPFLAGS_DEFAULT,
  TPFLAGS_HAVE_GC,
  TPFLAGS_UNICODE_SUBCLASS,
  TUPLE_ITEM,
} from '../../object/layout'
import { PyLong_FromSsize_t } from '../../object/number/int-core'
import { intArg, ssizeArg } from '../../object/text/arg-convert'
import { _PyUnicode_JoinArray, PyUnicode_FromKindAndData } from '../../object/text/str-build'
import {
  newStr,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_READ,
  strToJS,
} from '../../object/text/str-core'
import { checkPositional } from '../../object/type/arg-parse'
import { bindArgsTuple } from '../../object/type/call-objects'
import { EMPTY_STR, Py_None, PyExc_OSError, PyExc_TypeError, PyExc_ValueError } from '../../object/types'
import { bool, none, tupleOf } from '../values'
import { dictGetSet, sizeArg, streamDealloc, traverseWords } from './io-base'
import * as io from './io-core'
import { byte, setByte, setWord, word } from './io-core'
import { newlineStep, newlinesValue } from './newline-decoder'

const BUF = 16 // characters of 4 bytes
const POS = 24
const SIZE = 32
const ROOM = 40
const ACCUMULATING = 48 // 4
const PIECES = 64 // list of str while accumulating
const OK = 72 // 1 each
const CLOSED = 73
const UNIVERSAL = 74
const TRANSLATE = 75
const PENDING_CR = 76
const SEEN = 77
const READNL = 88 // str: what ends a line, or 0
const WRITENL = 96 // str that \n becomes, or 0
const DICT = 104
const WEAKREFS = 112
const SIZEOF = 120

function usable(o: Ptr): boolean {
  if (!byte(o, OK)) {
    raise(PyExc_ValueError, 'I/O operation on uninitialized object')
    return false
  }
  if (!byte(o, CLOSED)) return true
  raise(PyExc_ValueError, 'I/O operation on closed file')
  return false
}

/** Room for n characters; growth as in CPython (resize_buffer). */
function resize(o: Ptr, wanted: number): boolean {
  const n = wanted + 1
  let room = word(o, ROOM)
  if (n < room / 2) room = n + 1
  else if (n < room) return true
  else if (n < room * 1.125) room = n + (n >> 3) + (n < 9 ? 3 : 6)
  else room = n + 1
  const block = memRealloc(word(o, BUF), room * 4)
  if (block === 0) return PyErr_NoMemory() !== 0
  setWord(o, BUF, block)
  setWord(o, ROOM, room)
  return true
}

/** Copies a str to the position; false with an error set. */
function putText(o: Ptr, text: Ptr): boolean {
  const n = PyUnicode_GET_LENGTH(text)
  const at = word(o, POS)
  if (at + n > word(o, ROOM) - 1 && !resize(o, at + n)) return false
  const base = word(o, BUF) >> 2
  if (at > word(o, SIZE)) i32.fill(0, base + word(o, SIZE), base + at)
  const kind = PyUnicode_KIND(text)
  const data = PyUnicode_DATA(text)
  for (let i = 0; i < n; i++) i32[base + at + i] = PyUnicode_READ(kind, data, i)
  setWord(o, POS, at + n)
  if (word(o, SIZE) < at + n) setWord(o, SIZE, at + n)
  return true
}

/** Everything written so far, while accumulating. */
function joinedPieces(o: Ptr): Ptr {
  const list = word(o, PIECES)
  if (list === 0) return Py_NewRef(EMPTY_STR)
  const n = Py_SIZE(list)
  const text = _PyUnicode_JoinArray(EMPTY_STR, word(list, LIST_ITEM), n)
  if (text !== 0 && n > 1) {
    // the pieces are one from now on
    const one = PyList_New(0)
    PyList_Append(one, text)
    setWord(o, PIECES, one)
    Py_DECREF(list)
  }
  return text
}

/** Ends accumulating: the text moves to the buffer (realize). */
function realize(o: Ptr): boolean {
  if (!word(o, ACCUMULATING)) return true
  const text = joinedPieces(o)
  if (text === 0) return false
  setWord(o, ACCUMULATING, 0)
  const list = word(o, PIECES)
  setWord(o, PIECES, 0)
  Py_XDECREF(list)
  const n = PyUnicode_GET_LENGTH(text)
  const at = word(o, POS)
  const ok = resize(o, n)
  if (ok) {
    setWord(o, POS, 0)
    setWord(o, SIZE, 0)
    putText(o, text)
    setWord(o, POS, at)
  }
  Py_DECREF(text)
  return ok
}

/** Writes a str with newline translation; false with an error set (write_str). */
function writeStr(o: Ptr, text: Ptr): boolean {
  let t = Py_NewRef(text)
  if (byte(o, UNIVERSAL)) {
    const state = { pendingCr: byte(o, PENDING_CR) !== 0, seen: byte(o, SEEN) }
    const js = strToJS(t)
    const out = newlineStep(js, state, byte(o, TRANSLATE) !== 0, true)
    u8[o + SEEN] = state.seen
    if (out !== js) {
      Py_DECREF(t)
      t = newStr(out)
    }
  }
  const writenl = word(o, WRITENL)
  if (writenl !== 0 && t !== 0) {
    const js = strToJS(t)
    if (js.includes('\n')) {
      Py_DECREF(t)
      t = newStr(js.replaceAll('\n', strToJS(writenl)))
    }
  }
  if (t === 0) return false
  const n = PyUnicode_GET_LENGTH(t)
  let ok = true
  if (word(o, ACCUMULATING) && word(o, POS) === word(o, SIZE)) {
    if (n > 0) {
      if (word(o, PIECES) === 0) setWord(o, PIECES, PyList_New(0))
      ok = PyList_Append(word(o, PIECES), t) === 0
      setWord(o, POS, word(o, POS) + n)
      setWord(o, SIZE, word(o, POS))
    }
  } else ok = realize(o) && putText(o, t)
  Py_DECREF(t)
  return ok
}

const isText = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)

function write(o: Ptr, text: Ptr): Ptr {
  if (!byte(o, OK) && !usable(o)) return 0
  if (!isText(text)) return typeError(`string argument expected, got '${typeNameOf(text)}'`)
  if (!usable(o)) return 0
  if (PyUnicode_GET_LENGTH(text) > 0 && !writeStr(o, text)) return 0
  return PyLong_FromSsize_t(PyUnicode_GET_LENGTH(text))
}

function getvalue(o: Ptr): Ptr {
  if (!usable(o)) return 0
  if (word(o, ACCUMULATING)) return joinedPieces(o)
  return PyUnicode_FromKindAndData(4, word(o, BUF), word(o, SIZE))
}

function take(o: Ptr, n: number): Ptr {
  const at = word(o, POS)
  setWord(o, POS, at + n)
  return n === 0 ? Py_NewRef(EMPTY_STR) : PyUnicode_FromKindAndData(4, word(o, BUF) + at * 4, n)
}

function read(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('read', nargs, 0, 1)) return 0
  const given = nargs === 0 ? -1 : sizeArg(arg(args, 0))
  if (given === null || !usable(o)) return 0
  const rest = Math.max(0, word(o, SIZE) - word(o, POS))
  const n = given < 0 || given > rest ? rest : given
  if (word(o, ACCUMULATING) && word(o, POS) === 0 && n === word(o, SIZE)) {
    setWord(o, POS, n)
    return joinedPieces(o)
  }
  return realize(o) ? take(o, n) : 0
}

/** Characters up to and including the next line end, at most limit. */
function lineLength(o: Ptr, limit: number): number {
  const base = word(o, BUF) >> 2
  const start = word(o, POS)
  const end = word(o, SIZE)
  const readnl = word(o, READNL)
  let n = Math.max(0, end - start)
  const nl = readnl === 0 ? null : strToJS(readnl)
  const untranslated = byte(o, UNIVERSAL) && !byte(o, TRANSLATE)
  for (let i = start; i < end; i++) {
    const c = i32[base + i]
    let length = 0
    if (untranslated) {
      if (c === 10) length = 1
      else if (c === 13) length = i + 1 < end && i32[base + i + 1] === 10 ? 2 : 1
    } else if (nl === null || nl === '\n') length = c === 10 ? 1 : 0
    else if (c === nl.charCodeAt(0) && (nl.length === 1 || (i + 1 < end && i32[base + i + 1] === nl.charCodeAt(1)))) {
      length = nl.length
    }
    if (length > 0) {
      n = i + length - start
      break
    }
  }
  return limit >= 0 && limit < n ? limit : n
}

function readline(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('readline', nargs, 0, 1)) return 0
  const limit = nargs === 0 ? -1 : sizeArg(arg(args, 0))
  if (limit === null || !usable(o) || !realize(o)) return 0
  return take(o, lineLength(o, limit))
}

function truncate(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('truncate', nargs, 0, 1) || !usable(o)) return 0
  const n = nargs === 0 || arg(args, 0) === Py_None ? word(o, POS) : ssizeArg(arg(args, 0))
  if (n === null) return 0
  if (n < 0) return raise(PyExc_ValueError, `Negative size value ${n}`)
  if (n < word(o, SIZE)) {
    if (!realize(o) || !resize(o, n)) return 0
    setWord(o, SIZE, n)
  }
  return PyLong_FromSsize_t(n)
}

function seek(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('seek', nargs, 1, 2)) return 0
  const n = ssizeArg(arg(args, 0))
  const whence = nargs < 2 ? 0 : intArg(arg(args, 1))
  if (n === null || whence === null || !usable(o)) return 0
  if (whence < 0 || whence > 2) return raise(PyExc_ValueError, `Invalid whence (${whence}, should be 0, 1 or 2)`)
  if (n < 0 && whence === 0) return raise(PyExc_ValueError, `Negative seek position ${n}`)
  if (n !== 0 && whence !== 0) return raise(PyExc_OSError, "Can't do nonzero cur-relative seeks")
  if (!realize(o)) return 0
  const at = whence === 1 ? word(o, POS) : whence === 2 ? word(o, SIZE) : n
  setWord(o, POS, at)
  return PyLong_FromSsize_t(at)
}

function close(o: Ptr): Ptr {
  setByte(o, CLOSED, true)
  setWord(o, ACCUMULATING, 0)
  const list = word(o, PIECES)
  setWord(o, PIECES, 0)
  Py_XDECREF(list)
  resize(o, 0)
  return none()
}

function setNewline(o: Ptr, newline: string | null): void {
  setByte(o, UNIVERSAL, newline === null || newline === '')
  setByte(o, TRANSLATE, newline === null)
  for (const field of [READNL, WRITENL]) {
    Py_XDECREF(word(o, field))
    setWord(o, field, 0)
  }
  if (newline) setWord(o, READNL, newStr(newline))
  if (newline === '\r' || newline === '\r\n') setWord(o, WRITENL, newStr(newline))
}

function begin(o: Ptr, newline: string | null): boolean {
  setByte(o, OK, false)
  setByte(o, CLOSED, false)
  setNewline(o, newline)
  setByte(o, PENDING_CR, false)
  u8[o + SEEN] = 0
  setWord(o, POS, 0)
  setWord(o, SIZE, 0)
  const list = word(o, PIECES)
  setWord(o, PIECES, 0)
  Py_XDECREF(list)
  if (word(o, BUF) === 0) {
    const block = memMalloc(4)
    if (block === 0) return PyErr_NoMemory() !== 0
    setWord(o, BUF, block)
    setWord(o, ROOM, 1)
  }
  return true
}

function init(o: Ptr, args: Ptr, kwds: Ptr): number {
  const a = bindArgsTuple('StringIO', ['initial_value', 'newline'], {}, args, kwds)
  if (a === null) return -1
  let newline: string | null = '\n'
  if (a[1] !== 0) {
    if (a[1] !== Py_None && !isText(a[1])) {
      return raiseInt(PyExc_TypeError, `newline must be str or None, not ${typeNameOf(a[1])}`)
    }
    newline = a[1] === Py_None ? null : strToJS(a[1])
    if (newline !== null && !['', '\n', '\r', '\r\n'].includes(newline)) {
      return raiseInt(PyExc_ValueError, `illegal newline value: ${JSON.stringify(newline).replaceAll('"', "'")}`)
    }
  }
  const value = a[0] === Py_None ? 0 : a[0]
  if (value !== 0 && !isText(value)) {
    return raiseInt(PyExc_TypeError, `initial_value must be str or None, not ${typeNameOf(value)}`)
  }
  if (!begin(o, newline)) return -1
  if (value !== 0 && PyUnicode_GET_LENGTH(value) > 0) {
    setWord(o, ACCUMULATING, 0)
    if (!resize(o, PyUnicode_GET_LENGTH(value)) || !writeStr(o, value)) return -1
    setWord(o, POS, 0)
  } else setWord(o, ACCUMULATING, 1)
  setByte(o, OK, true)
  return 0
}

function getstate(o: Ptr): Ptr {
  const value = getvalue(o)
  if (value === 0) return 0
  const nl = byte(o, UNIVERSAL) ? (byte(o, TRANSLATE) ? none() : Py_NewRef(EMPTY_STR)) : Py_NewRef(word(o, READNL))
  const d = word(o, DICT)
  return tupleOf([value, nl, PyLong_FromSsize_t(word(o, POS)), d === 0 ? none() : PyDict_Copy(d)])
}

function setstate(o: Ptr, state: Ptr): Ptr {
  if (!usableOrNew(o)) return 0
  if (!PyTuple_Check(state) || Py_SIZE(state) < 4) {
    return typeError(`${typeNameOf(o)}.__setstate__ argument should be 4-tuple, got ${typeNameOf(state)}`)
  }
  const item = (i: number): Ptr => word(state, TUPLE_ITEM + i * 8)
  if (!begin(o, null)) return 0
  setWord(o, ACCUMULATING, 0)
  // the value has been translated before
  if (!resize(o, PyUnicode_GET_LENGTH(item(0))) || !putText(o, item(0))) return 0
  setNewline(o, item(1) === Py_None ? null : strToJS(item(1)))
  setByte(o, OK, true)
  const at = ssizeArg(item(2))
  if (at === null) return 0
  if (at < 0) return raise(PyExc_ValueError, 'position value cannot be negative')
  setWord(o, POS, at)
  if (item(3) === Py_None) return none()
  if (!PyDict_Check(item(3))) return typeError(`fourth item of state should be a dict, got a ${typeNameOf(item(3))}`)
  if (word(o, DICT) !== 0) return PyDict_Update(word(o, DICT), item(3)) < 0 ? 0 : none()
  setWord(o, DICT, Py_NewRef(item(3)))
  return none()
}
const usableOrNew = (o: Ptr): boolean => !byte(o, OK) || usable(o)

const always = (o: Ptr): Ptr => (usable(o) ? bool(true) : 0)

const clear = (o: Ptr): void => {
  for (const field of [PIECES, READNL, WRITENL, DICT]) {
    const v = word(o, field)
    setWord(o, field, 0)
    Py_XDECREF(v)
  }
  const block = word(o, BUF)
  setWord(o, BUF, 0)
  setByte(o, OK, false)
  if (block !== 0) memFree(block)
}

defineType(io.PyStringIO_Type, {
  name: '_io.StringIO',
  base: io.PyTextIOBase_Type,
  basicsize: SIZEOF,
  flags: TPFLAGS_DEFAULT | TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC,
  dictoffset: DICT,
  weaklistoffset: WEAKREFS,
  dealloc: streamDealloc(WEAKREFS, clear),
  traverse: traverseWords(PIECES, DICT),
  clear: (o) => {
    const d = word(o, DICT)
    setWord(o, DICT, 0)
    Py_XDECREF(d)
    return 0
  },
  iternext: (o) => {
    if (!usable(o) || !realize(o)) return 0
    const n = lineLength(o, -1)
    return n === 0 ? 0 : take(o, n)
  },
  new: (t) => PyType_GenericAlloc(t, 0),
  init,
  methods: {
    close: NOARGS(close),
    getvalue: NOARGS(getvalue),
    read: FAST(read),
    readline: FAST(readline),
    tell: NOARGS((o) => (usable(o) ? PyLong_FromSsize_t(word(o, POS)) : 0)),
    truncate: FAST(truncate),
    seek: FAST(seek),
    write: O(write),
    seekable: NOARGS(always),
    readable: NOARGS(always),
    writable: NOARGS(always),
    __getstate__: NOARGS(getstate),
    __setstate__: O(setstate),
  },
  getset: {
    ...dictGetSet,
    closed: { get: (o) => (byte(o, OK) || usable(o) ? bool(byte(o, CLOSED)) : 0) },
    newlines: { get: (o) => (usable(o) ? newlinesValue(byte(o, SEEN)) : 0) },
    line_buffering: { get: (o) => (usable(o) ? bool(false) : 0) },
  },
})
