/** Strings of JSON: reading and quoting (Modules/_json.c). */
import { importModule } from '../eval/import'
import { memFree, memMalloc } from '../memory/domains'
import { i32, type Ptr } from '../memory/heap'
import { PyObject_GetAttr } from '../object/abstract/object-protocol'
import { callNSteal } from '../object/call'
import { PyErr_SetObject, raise } from '../object/errors'
import { PyErr_NoMemory } from '../object/errors-core'
import { Py_DECREF, Py_TYPE } from '../object/header'
import { PyLong_FromSsize_t } from '../object/number/int-core'
import { PyUnicode_FromKindAndData, PyUnicode_Substring, unicode_char } from '../object/text/str-build'
import {
  _Py_ID,
  newStr,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_READ,
} from '../object/text/str-core'
import { PyExc_ValueError } from '../object/types'

const ID_JSONDecodeError = _Py_ID('JSONDecodeError')

/** Raises json.decoder.JSONDecodeError(message, text, position); 0. */
export function jsonError(message: string, text: Ptr, position: number): 0 {
  const decoder = importModule('json.decoder')
  if (decoder === 0) return 0
  const type = PyObject_GetAttr(decoder, ID_JSONDecodeError)
  Py_DECREF(decoder)
  if (type === 0) return 0
  const m = newStr(message)
  const n = PyLong_FromSsize_t(position)
  const exc = callNSteal(type, m, text, n)
  Py_DECREF(m)
  Py_DECREF(n)
  if (exc === 0) return 0
  PyErr_SetObject(Py_TYPE(exc), exc)
  Py_DECREF(exc)
  return 0
}

/** Where the last string ended. */
export let stringEnd = 0

const ESCAPES: Record<number, number> = { 34: 34, 92: 92, 47: 47, 98: 8, 102: 12, 110: 10, 114: 13, 116: 9 }

function hexDigit(c: number): number {
  if (c >= 48 && c <= 57) return c - 48
  const lower = c | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}

/** The string whose opening quote is in front of `start`; sets stringEnd (scanstring_unicode). */
export function scanString(text: Ptr, start: number, strict: boolean): Ptr {
  const kind = PyUnicode_KIND(text)
  const data = PyUnicode_DATA(text)
  const length = PyUnicode_GET_LENGTH(text)
  const begin = start - 1
  if (start < 0 || start > length) return raise(PyExc_ValueError, 'end is out of bounds')
  const four = (from: number): number => {
    let v = 0
    for (let i = from; i < from + 4; i++) {
      const d = hexDigit(PyUnicode_READ(kind, data, i))
      if (d < 0) return -1
      v = (v << 4) | d
    }
    return v
  }
  let chars: number[] | null = null
  let end = start
  for (;;) {
    let next = end
    let c = 0
    for (; next < length; next++) {
      c = PyUnicode_READ(kind, data, next)
      if (c === 34 || c === 92) break
      if (c <= 31 && strict) return jsonError('Invalid control character at', text, next)
    }
    if (next >= length) return jsonError('Unterminated string starting at', text, begin)
    if (c === 34 && chars === null) {
      stringEnd = next + 1
      return PyUnicode_Substring(text, start, next)
    }
    chars ??= []
    for (let i = end; i < next; i++) chars.push(PyUnicode_READ(kind, data, i))
    next++
    if (c === 34) {
      stringEnd = next
      return fromCodePoints(chars)
    }
    if (next === length) return jsonError('Unterminated string starting at', text, begin)
    c = PyUnicode_READ(kind, data, next)
    if (c !== 117) {
      end = next + 1
      const plain = ESCAPES[c]
      if (plain === undefined) return jsonError('Invalid \\escape', text, end - 2)
      chars.push(plain)
      continue
    }
    next++
    end = next + 4
    if (end >= length) return jsonError('Invalid \\uXXXX escape', text, next - 1)
    let v = four(next)
    if (v < 0) return jsonError('Invalid \\uXXXX escape', text, end - 5)
    if (
      v >= 0xd800 &&
      v < 0xdc00 &&
      end + 6 < length &&
      PyUnicode_READ(kind, data, end) === 92 &&
      PyUnicode_READ(kind, data, end + 1) === 117
    ) {
      const second = four(end + 2)
      if (second < 0) return jsonError('Invalid \\uXXXX escape', text, end + 1)
      if (second >= 0xdc00 && second < 0xe000) {
        v = 0x10000 + ((v - 0xd800) << 10) + (second - 0xdc00)
        end += 6
      }
    }
    chars.push(v)
  }
}

/** A str of code points; lone surrogates stay apart. */
function fromCodePoints(chars: number[]): Ptr {
  if (chars.length === 1) return unicode_char(chars[0])
  const block = memMalloc(chars.length * 4 || 4)
  if (block === 0) return PyErr_NoMemory()
  for (let i = 0; i < chars.length; i++) i32[(block + 4 * i) >> 2] = chars[i]
  const s = PyUnicode_FromKindAndData(4, block, chars.length)
  memFree(block)
  return s
}

const SHORT: Record<number, string> = { 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r', 34: '\\"', 92: '\\\\' }
const hex4 = (c: number): string => `\\u${c.toString(16).padStart(4, '0')}`

/** The text in quotes; only ASCII when asked. Lone surrogates keep their code points. */
export function quote(text: Ptr, ascii: boolean): Ptr {
  const kind = PyUnicode_KIND(text)
  const data = PyUnicode_DATA(text)
  const out: number[] = [34]
  const put = (s: string): void => {
    for (let i = 0; i < s.length; i++) out.push(s.charCodeAt(i))
  }
  for (let i = 0, n = PyUnicode_GET_LENGTH(text); i < n; i++) {
    const c = PyUnicode_READ(kind, data, i)
    const short = SHORT[c]
    if (short !== undefined) put(short)
    else if (c < 32 || (ascii && c > 126 && c < 0x10000)) put(hex4(c))
    else if (ascii && c >= 0x10000) put(hex4(0xd7c0 + (c >> 10)) + hex4(0xdc00 | (c & 0x3ff)))
    else out.push(c)
  }
  out.push(34)
  return fromCodePoints(out)
}
