/** io.open and its relatives (Modules/_io/_iomodule.c). */

import type { Ptr } from '../../memory/heap'
import { PyObject_IsTrue, reprJS } from '../../object/abstract/object-protocol'
import { FASTKW, type MethodSpec } from '../../object/define'
import { raise, typeError, typeNameOf } from '../../object/errors'
import { Py_DECREF, Py_NewRef, typeFlagOf } from '../../object/header'
import { TPFLAGS_LONG_SUBCLASS, TPFLAGS_UNICODE_SUBCLASS } from '../../object/layout'
import { intArg } from '../../object/text/arg-convert'
import { _Py_ID, newStr, strToJS } from '../../object/text/str-core'
import { bindArgs } from '../../object/type/arg-parse'
import { Py_None, PyExc_ValueError } from '../../object/types'
import { PyOS_FSPath } from '../fs-path'
import { newBuffered } from './buffered'
import { newFile } from './file-io'
import * as io from './io-core'
import { LOCALE_ENCODING, newText } from './text-io'

const ID = { mode: _Py_ID('mode'), close: _Py_ID('close') }

interface OpenMode {
  raw: string
  text: boolean
  binary: boolean
  reading: boolean
  updating: boolean
}

function parseMode(mode: string): OpenMode | null {
  const bad = (): null => {
    raise(PyExc_ValueError, `invalid mode: '${mode}'`)
    return null
  }
  for (const c of mode) if (!'xrwab+t'.includes(c) || mode.indexOf(c) !== mode.lastIndexOf(c)) return bad()
  const text = mode.includes('t')
  const binary = mode.includes('b')
  const kinds = [...'xrwa'].filter((c) => mode.includes(c))
  if (text && binary) {
    raise(PyExc_ValueError, "can't have text and binary mode at once")
    return null
  }
  if (kinds.length > 1) {
    raise(PyExc_ValueError, 'must have exactly one of create/read/write/append mode')
    return null
  }
  const updating = mode.includes('+')
  return { raw: kinds.join('') + (updating ? '+' : ''), text, binary, reading: kinds[0] === 'r', updating }
}

/** A str argument or null for None; undefined with an error set. */
function optionalText(o: Ptr, name: string): string | null | undefined {
  if (o === 0 || o === Py_None) return null
  if (typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)) return strToJS(o)
  typeError(`open() argument '${name}' must be str or None, not ${typeNameOf(o)}`)
  return undefined
}

const NAMES = ['file', 'mode', 'buffering', 'encoding', 'errors', 'newline', 'closefd', 'opener']

function open(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('open', NAMES, { required: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  if (a[1] !== 0 && !typeFlagOf(a[1], TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`open() argument 'mode' must be str, not ${typeNameOf(a[1])}`)
  }
  const mode = a[1] === 0 ? 'r' : strToJS(a[1])
  const buffering = a[2] === 0 ? -1 : intArg(a[2])
  const encoding = optionalText(a[3], 'encoding')
  const errors = optionalText(a[4], 'errors')
  const newline = optionalText(a[5], 'newline')
  const closefd = a[6] === 0 ? 1 : PyObject_IsTrue(a[6])
  if (buffering === null || encoding === undefined || errors === undefined || newline === undefined || closefd < 0)
    return 0
  const path = typeFlagOf(a[0], TPFLAGS_LONG_SUBCLASS) ? Py_NewRef(a[0]) : PyOS_FSPath(a[0])
  if (path === 0) return 0
  const m = parseMode(mode)
  const ok =
    m !== null && checkBinary(m, encoding, errors, newline) && (newline === null || checkNewline(newline, a[5]))
  const r =
    ok && m
      ? openAs(path, m, a[1], buffering, { encoding, errors, newline }, closefd !== 0, a[7] === Py_None ? 0 : a[7])
      : 0
  Py_DECREF(path)
  return r
}

interface TextArguments {
  encoding: string | null
  errors: string | null
  newline: string | null
}

function checkBinary(m: OpenMode, encoding: string | null, errors: string | null, newline: string | null): boolean {
  if (!m.binary) return true
  for (const [what, v] of [
    ['an encoding', encoding],
    ['an errors', errors],
    ['a newline', newline],
  ]) {
    if (v === null) continue
    raise(PyExc_ValueError, `binary mode doesn't take ${what} argument`)
    return false
  }
  return true
}

function checkNewline(newline: string, o: Ptr): boolean {
  if (['', '\n', '\r', '\r\n'].includes(newline)) return true
  raise(PyExc_ValueError, `illegal newline value: ${reprJS(o)}`)
  return false
}

/** Closes what was opened when a later layer fails; returns 0. */
function giveUp(stream: Ptr): 0 {
  Py_DECREF(stream)
  return 0
}

function openAs(
  path: Ptr,
  m: OpenMode,
  modeObject: Ptr,
  buffering: number,
  text: TextArguments,
  closefd: boolean,
  opener: Ptr,
): Ptr {
  const raw = newFile(path, m.raw, closefd, opener)
  if (raw === 0) return 0
  const terminal = buffering < 0 ? io.methodTruth(raw, _isatty) : 0
  if (terminal < 0) return giveUp(raw)
  const line = buffering === 1 || terminal > 0
  let size = buffering
  if (size === 1 && m.binary) {
    // line buffering is for text: CPython warns and uses the default
    size = -1
  } else if (line) size = -1
  if (size < 0) size = io.DEFAULT_BUFFER_SIZE
  if (size === 0) {
    if (m.binary) return raw
    raise(PyExc_ValueError, "can't have unbuffered text I/O")
    return giveUp(raw)
  }
  const type = m.updating ? io.PyBufferedRandom_Type : m.reading ? io.PyBufferedReader_Type : io.PyBufferedWriter_Type
  const buffer = newBuffered(type, raw, size)
  Py_DECREF(raw)
  if (buffer === 0 || m.binary) return buffer
  const wrapper = newText(buffer, {
    encoding: text.encoding === null || text.encoding === 'locale' ? LOCALE_ENCODING : text.encoding,
    errors: text.errors ?? 'strict',
    newline: text.newline,
    lineBuffering: line && !m.binary,
    writeThrough: false,
  })
  Py_DECREF(buffer)
  if (wrapper === 0) return 0
  const mode = modeObject === 0 ? newStr('r') : Py_NewRef(modeObject)
  const stored = io.setDictField(wrapper, io.TEXT_DICT, ID.mode, mode)
  Py_DECREF(mode)
  return stored < 0 ? giveUp(wrapper) : wrapper
}
const _isatty = _Py_ID('isatty')

/** io.text_encoding(encoding, stacklevel=2) */
function textEncoding(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('text_encoding', ['encoding', 'stacklevel'], { required: 1, posonly: 2 }, args, nargs, kwnames)
  if (a === null) return 0
  return a[0] === Py_None ? newStr('locale') : Py_NewRef(a[0])
}

function openCode(m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('open_code', ['path'], { required: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  if (!typeFlagOf(a[0], TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`open_code() argument 'path' must be str, not ${typeNameOf(a[0])}`)
  }
  void m
  return openAs(a[0], { raw: 'r', text: false, binary: true, reading: true, updating: false }, 0, -1, NO_TEXT, true, 0)
}
const NO_TEXT: TextArguments = { encoding: null, errors: null, newline: null }

export const openFunctions: Record<string, MethodSpec> = {
  open: FASTKW(
    open,
    "open($module, /, file, mode='r', buffering=-1, encoding=None,\n     errors=None, newline=None, closefd=True, opener=None)\n--\n\n",
  ),
  text_encoding: FASTKW(textEncoding, 'text_encoding($module, encoding, stacklevel=2, /)\n--\n\n'),
  open_code: FASTKW(openCode, 'open_code($module, /, path)\n--\n\n'),
}
