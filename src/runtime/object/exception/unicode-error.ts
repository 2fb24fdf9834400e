/** UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError. */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyObject_CheckBuffer } from '../abstract/buffer-protocol'
import { PyNumber_AsSsize_t } from '../abstract/number-protocol'
import type { MemberSpec } from '../define'
import { raiseInt, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import type { initproc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, typeFlagOf } from '../header'
import * as L from '../layout'
import { toBytesObject } from '../number/int-new'
import { newStr, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from '../text/str-core'
import * as T from '../types'
import { EMPTY_STR } from '../types'
import { strJS } from './base-exception'
import { baseInit, defineException, excField, setExcField } from './define-exception'

const isStr = (o: Ptr): boolean => typeFlagOf(o, L.TPFLAGS_UNICODE_SUBCLASS)
const size = (o: Ptr, offset: number): number => i32[(o + offset) >> 2]

function setSize(o: Ptr, offset: number, n: number): void {
  i32[(o + offset) >> 2] = n
  i32[(o + offset + 4) >> 2] = n >> 31
}

/** An init for the given parameters: 'U' a str, 'O' any object with bytes, 'n' a size. */
const initWith =
  (format: string, offsets: number[]): initproc =>
  (self, args, kwds) => {
    if (baseInit(self, args, kwds) < 0) return -1
    const n = Py_SIZE(args)
    if (n !== format.length) {
      return raiseInt(T.PyExc_TypeError, `function takes exactly ${format.length} arguments (${n} given)`)
    }
    for (let i = 0; i < n; i++) {
      const v = i32[(args + L.TUPLE_ITEM + i * 8) >> 2]
      if (format[i] === 'n') {
        const number = PyNumber_AsSsize_t(v, T.PyExc_OverflowError)
        if (number === -1 && PyErr_Occurred()) return -1
        setSize(self, offsets[i], number)
      } else {
        if (format[i] === 'U' && !isStr(v)) {
          return raiseInt(T.PyExc_TypeError, `argument ${i + 1} must be str, not ${typeNameOf(v)}`)
        }
        setExcField(self, offsets[i], v)
      }
    }
    return 0
  }

const FULL = [L.UE_ENCODING, L.UE_OBJECT, L.UE_START, L.UE_END, L.UE_REASON]
const encodeInit = initWith('UUnnU', FULL)
const decodeFields = initWith('UOnnU', FULL)
const translateInit = initWith('UnnU', [L.UE_OBJECT, L.UE_START, L.UE_END, L.UE_REASON])

/** The object of a decode error is kept as bytes. */
const decodeInit: initproc = (self, args, kwds) => {
  if (decodeFields(self, args, kwds) < 0) return -1
  const o = excField(self, L.UE_OBJECT)
  if (typeFlagOf(o, L.TPFLAGS_BYTES_SUBCLASS)) return 0
  if (!PyObject_CheckBuffer(o)) {
    return raiseInt(T.PyExc_TypeError, `a bytes-like object is required, not '${typeNameOf(o)}'`)
  }
  const bytes = toBytesObject(o)
  if (bytes === 0) return -1
  setExcField(self, L.UE_OBJECT, bytes)
  Py_DECREF(bytes)
  return 0
}

/** A character as the messages show it: \xe9, \u20ac, \U0001f600. */
function escaped(o: Ptr, i: number): string {
  const c = PyUnicode_READ(PyUnicode_KIND(o), PyUnicode_DATA(o), i)
  if (c <= 0xff) return `\\x${c.toString(16).padStart(2, '0')}`
  if (c <= 0xffff) return `\\u${c.toString(16).padStart(4, '0')}`
  return `\\U${c.toString(16).padStart(8, '0')}`
}

/** Builds the text; one and many are called with the position(s). */
const strWith =
  (hasEncoding: boolean, one: (codec: string, o: Ptr, start: number) => string, many: (codec: string) => string) =>
  (self: Ptr): Ptr => {
    const o = excField(self, L.UE_OBJECT)
    if (o === 0) return Py_NewRef(EMPTY_STR)
    const reason = strJS(excField(self, L.UE_REASON))
    const codec = reason === null ? null : hasEncoding ? strJS(excField(self, L.UE_ENCODING)) : ''
    if (reason === null || codec === null) return 0
    const start = size(self, L.UE_START)
    const end = size(self, L.UE_END)
    const length = isStr(o) ? PyUnicode_GET_LENGTH(o) : Py_SIZE(o)
    if (start >= 0 && start < length && end === start + 1) {
      return newStr(`${one(codec, o, start)} in position ${start}: ${reason}`)
    }
    return newStr(`${many(codec)} in position ${start}-${end - 1}: ${reason}`)
  }

const encodeStr = strWith(
  true,
  (codec, o, i) => `'${codec}' codec can't encode character '${escaped(o, i)}'`,
  (codec) => `'${codec}' codec can't encode characters`,
)
const decodeStr = strWith(
  true,
  (codec, o, i) => `'${codec}' codec can't decode byte 0x${u8[o + L.BYTES_DATA + i].toString(16).padStart(2, '0')}`,
  (codec) => `'${codec}' codec can't decode bytes`,
)
const translateStr = strWith(
  false,
  (_codec, o, i) => `can't translate character '${escaped(o, i)}'`,
  () => "can't translate characters",
)

const member = (name: string, offset: number, kind: 'object' | 'ssize', doc: string): MemberSpec => ({
  name,
  offset,
  kind,
  readonly: false,
  doc,
})

const shared = {
  basicsize: L.SIZEOF_UNICODE_ERROR,
  fields: [L.UE_ENCODING, L.UE_OBJECT, L.UE_REASON],
  members: [
    member('encoding', L.UE_ENCODING, 'object', 'exception encoding'),
    member('object', L.UE_OBJECT, 'object', 'exception object'),
    member('start', L.UE_START, 'ssize', 'exception start'),
    member('end', L.UE_END, 'ssize', 'exception end'),
    member('reason', L.UE_REASON, 'object', 'exception reason'),
  ],
}

defineException(T.PyExc_UnicodeEncodeError, 'UnicodeEncodeError', T.PyExc_UnicodeError, 'Unicode encoding error.', {
  ...shared,
  init: encodeInit,
  str: encodeStr,
})
defineException(T.PyExc_UnicodeDecodeError, 'UnicodeDecodeError', T.PyExc_UnicodeError, 'Unicode decoding error.', {
  ...shared,
  init: decodeInit,
  str: decodeStr,
})
defineException(
  T.PyExc_UnicodeTranslateError,
  'UnicodeTranslateError',
  T.PyExc_UnicodeError,
  'Unicode translation error.',
  { ...shared, init: translateInit, str: translateStr },
)
