/** Message strings made the way CPython's PyUnicode_FromFormat makes them: a writer's buffer first, cut to length at the end. */
import { objRealloc } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyErr_SetObject } from '../errors'
import { Py_DECREF } from '../header'
import { ASCII_DATA, UNICODE_LENGTH } from '../layout'
import { newStr, PyUnicode_New } from '../text/str-core'

/** formatLength: characters of the C format string; the buffer starts 100 characters longer. */
export function formatStr(formatLength: number, text: string): Ptr {
  const room = formatLength + 100
  if (text.length === 0 || text.length > room || !/^[\x00-\x7f]*$/.test(text)) return newStr(text)
  const buffer = PyUnicode_New(room, 127)
  if (buffer === 0) return 0
  const s = text.length === room ? buffer : objRealloc(buffer, ASCII_DATA + text.length + 1)
  if (s === 0) return 0
  i32[(s + UNICODE_LENGTH) >> 2] = text.length
  for (let i = 0; i < text.length; i++) u8[s + ASCII_DATA + i] = text.charCodeAt(i)
  u8[s + ASCII_DATA + text.length] = 0
  return s
}

/** PyErr_Format: raises type(text), with the allocations of formatting; returns 0. */
export function raiseFormat(type: Ptr, formatLength: number, text: string): 0 {
  const s = formatStr(formatLength, text)
  if (s === 0) return 0
  PyErr_SetObject(type, s)
  Py_DECREF(s)
  return 0
}
