/**
 * Error handlers of the codecs (CPython Python/codecs.c and the call_errorhandler functions of unicodeobject.c). The
 * built-in handlers work directly; any other name is looked up in the registry and called with an exception object.
 */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { callN, PyObject_CallOneArg } from '../call'
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from '../container/tuple-core'
import { PyErr_SetObject, raise, typeError } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_NewRef, Py_TYPE } from '../header'
import { UE_OBJECT } from '../layout'
import { PyLong_AsSsize_t, PyLong_Check, PyLong_FromLong } from '../number/int-core'
import { PyExc_IndexError, PyExc_LookupError, PyExc_UnicodeDecodeError, PyExc_UnicodeEncodeError } from '../types'
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from './bytes-core'
import { PyUnicode_Check } from './str-build'
import { newStr, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from './str-core'

let lookupRegistered: (name: string) => Ptr = () => 0
/** Installs the registry of codecs.register_error: a new reference, or 0 without an error. */
export function setErrorLookup(f: (name: string) => Ptr): void {
  lookupRegistered = f
}

let nameOf: (cp: number) => string = () => ''
/** Installs unicodedata.name for namereplace; '' for characters without a name. */
export function setNameOf(f: (cp: number) => string): void {
  nameOf = f
}

export const BUILTIN_HANDLERS = [
  'strict',
  'ignore',
  'replace',
  'backslashreplace',
  'xmlcharrefreplace',
  'namereplace',
  'surrogateescape',
  'surrogatepass',
]

/** The bytes being decoded; a handler may replace them. `object` owns the bytes object once one exists. */
export class DecodeInput {
  object: Ptr = 0
  constructor(
    public data: Ptr,
    public size: number,
    public encoding: string,
    public errors: string,
  ) {}

  release(): void {
    if (this.object !== 0) Py_DECREF(this.object)
    this.object = 0
  }
}

/** What a handler gave back: text or bytes (owned) and where to go on. */
export interface Replacement {
  /** Code points to insert, for built-in handlers. */
  chars?: number[]
  /** A str or bytes object, owned, for registered handlers. */
  object: Ptr
  position: number
}

function makeException(type: Ptr, encoding: string, object: Ptr, start: number, end: number, reason: string): Ptr {
  const args = [newStr(encoding), Py_NewRef(object), PyLong_FromLong(start), PyLong_FromLong(end), newStr(reason)]
  const e = args.includes(0) ? 0 : callN(type, ...args)
  for (const a of args) if (a !== 0) Py_DECREF(a)
  return e
}

function raiseAndDrop(e: Ptr): null {
  if (e !== 0) {
    PyErr_SetObject(Py_TYPE(e), e)
    Py_DECREF(e)
  }
  return null
}

const hex = (n: number, width: number): string => n.toString(16).padStart(width, '0')
const codes = (text: string): number[] => Array.from(text, (c) => c.codePointAt(0)!)

/** \xNN, \uNNNN or \UNNNNNNNN. */
export const backslashEscape = (c: number): string =>
  c < 256 ? `\\x${hex(c, 2)}` : c < 65536 ? `\\u${hex(c, 4)}` : `\\U${hex(c, 8)}`

/** Calls a handler with the exception (stolen); checks its (object, int) answer. */
function callHandler(handler: Ptr, exception: Ptr, size: () => number, decoding: boolean): Replacement | null {
  const r = PyObject_CallOneArg(handler, exception)
  Py_DECREF(handler)
  if (r === 0) return null
  const what = decoding ? 'decoding error handler must return (str, int) tuple' : ENCODING_TUPLE
  const text = PyTuple_Check(r) && PyTuple_GET_SIZE(r) === 2 ? PyTuple_GET_ITEM(r, 0) : 0
  const position = text === 0 ? 0 : PyTuple_GET_ITEM(r, 1)
  if (text === 0 || !(PyUnicode_Check(text) || (!decoding && PyBytes_Check(text))) || !PyLong_Check(position)) {
    Py_DECREF(r)
    typeError(what)
    return null
  }
  let at = PyLong_AsSsize_t(position)
  const object = Py_NewRef(text)
  Py_DECREF(r)
  if (at === -1 && PyErr_Occurred()) {
    Py_DECREF(object)
    return null
  }
  const given = at
  if (at < 0) at += size()
  if (at < 0 || at > size()) {
    Py_DECREF(object)
    raise(PyExc_IndexError, `position ${given < 0 ? at : given} from error handler out of bounds`)
    return null
  }
  return { object, position: at }
}
const ENCODING_TUPLE = 'encoding error handler must return (str/bytes, int) tuple'

function registered(name: string): Ptr {
  const h = lookupRegistered(name)
  if (h === 0 && !PyErr_Occurred()) raise(PyExc_LookupError, `unknown error handler name '${name}'`)
  return h
}

/** Length and value of the surrogate encoded at p in a UTF encoding, or null (surrogatepass). */
function encodedSurrogate(encoding: string, p: Ptr, left: number): { c: number; n: number } | null {
  const form = standardEncoding(encoding)
  let c = 0
  if (form === 'utf-8') {
    if (left < 3 || (u8[p] & 0xf0) !== 0xe0 || (u8[p + 1] & 0xc0) !== 0x80 || (u8[p + 2] & 0xc0) !== 0x80) return null
    c = ((u8[p] & 15) << 12) | ((u8[p + 1] & 63) << 6) | (u8[p + 2] & 63)
  } else if (form === 'utf-16-le' && left >= 2) c = u8[p] | (u8[p + 1] << 8)
  else if (form === 'utf-16-be' && left >= 2) c = u8[p + 1] | (u8[p] << 8)
  else if (form === 'utf-32-le' && left >= 4)
    c = (u8[p] | (u8[p + 1] << 8) | (u8[p + 2] << 16) | (u8[p + 3] << 24)) >>> 0
  else if (form === 'utf-32-be' && left >= 4)
    c = (u8[p + 3] | (u8[p + 2] << 8) | (u8[p + 1] << 16) | (u8[p] << 24)) >>> 0
  if (c < 0xd800 || c > 0xdfff) return null
  return { c, n: form === 'utf-8' ? 3 : form?.startsWith('utf-16') ? 2 : 4 }
}

function standardEncoding(encoding: string): string | null {
  const m = /^utf[-_]?(8|16|32)(?:[-_]?(le|be))?$/i.exec(encoding)
  if (!m) return null
  return m[1] === '8' ? 'utf-8' : `utf-${m[1]}-${(m[2] ?? 'le').toLowerCase()}`
}

/** Handles bytes start..end that cannot be decoded; null with an error set. */
export function decodeError(input: DecodeInput, start: number, end: number, reason: string): Replacement | null {
  const own = lookupRegistered(input.errors)
  if (own === 0) {
    const r = builtinDecode(input, start, end)
    if (r !== undefined) return r
  }
  if (input.object === 0) input.object = PyBytes_FromStringAndSize(input.data, input.size)
  if (input.object === 0) return null
  const e = makeException(PyExc_UnicodeDecodeError, input.encoding, input.object, start, end, reason)
  if (e === 0) return null
  if (own === 0 && BUILTIN_HANDLERS.includes(input.errors)) return raiseAndDrop(e)
  const handler = own !== 0 ? own : registered(input.errors)
  if (handler === 0) {
    Py_DECREF(e)
    return null
  }
  const r = callHandler(handler, e, () => PyBytes_GET_SIZE(i32[(e + UE_OBJECT) >> 2]), true)
  const object = i32[(e + UE_OBJECT) >> 2]
  if (r !== null && object !== input.object) {
    if (!PyBytes_Check(object)) {
      Py_DECREF(e)
      typeError('exception attribute object must be bytes')
      return null
    }
    Py_DECREF(input.object)
    input.object = Py_NewRef(object)
    input.data = PyBytes_AS_STRING(object)
    input.size = PyBytes_GET_SIZE(object)
  }
  Py_DECREF(e)
  return r
}

/** undefined: no built-in handler of that name applies here. */
export function builtinDecode(input: DecodeInput, start: number, end: number): Replacement | undefined {
  const { data } = input
  switch (input.errors) {
    case 'ignore':
      return { chars: [], object: 0, position: end }
    case 'replace':
      return { chars: [0xfffd], object: 0, position: end }
    case 'backslashreplace': {
      let text = ''
      for (let i = start; i < end; i++) text += `\\x${hex(u8[data + i], 2)}`
      return { chars: codes(text), object: 0, position: end }
    }
    case 'surrogateescape': {
      const chars: number[] = []
      // at most four bytes, and ASCII is never escaped
      while (chars.length < 4 && chars.length < end - start && u8[data + start + chars.length] >= 128) {
        chars.push(0xdc00 + u8[data + start + chars.length])
      }
      return chars.length === 0 ? undefined : { chars, object: 0, position: start + chars.length }
    }
    case 'surrogatepass': {
      const s = encodedSurrogate(input.encoding, data + start, input.size - start)
      return s === null ? undefined : { chars: [s.c], object: 0, position: start + s.n }
    }
  }
  return undefined
}

/** Handles characters start..end of s that cannot be encoded; null with an error set. Bytes come as object or chars < 256. */
export function encodeError(
  s: Ptr,
  encoding: string,
  errors: string,
  start: number,
  end: number,
  reason: string,
): (Replacement & { raw?: boolean }) | null {
  const own = lookupRegistered(errors)
  if (own === 0) {
    const r = builtinEncode(s, encoding, errors, start, end)
    if (r !== undefined) return r
  }
  const e = makeException(PyExc_UnicodeEncodeError, encoding, s, start, end, reason)
  if (e === 0) return null
  if (own === 0 && BUILTIN_HANDLERS.includes(errors)) return raiseAndDrop(e)
  const handler = own !== 0 ? own : registered(errors)
  if (handler === 0) {
    Py_DECREF(e)
    return null
  }
  const r = callHandler(handler, e, () => PyUnicode_GET_LENGTH(s), false)
  Py_DECREF(e)
  return r
}

/** Raises UnicodeEncodeError. */
export function raiseEncodeError(encoding: string, s: Ptr, start: number, end: number, reason: string): null {
  return raiseAndDrop(makeException(PyExc_UnicodeEncodeError, encoding, s, start, end, reason))
}

export function builtinEncode(
  s: Ptr,
  encoding: string,
  errors: string,
  start: number,
  end: number,
): (Replacement & { raw?: boolean }) | undefined {
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  const at = (i: number): number => PyUnicode_READ(kind, data, i)
  let text = ''
  switch (errors) {
    case 'ignore':
      return { chars: [], object: 0, position: end }
    case 'replace':
      return { chars: new Array(end - start).fill(63), object: 0, position: end }
    case 'xmlcharrefreplace':
      for (let i = start; i < end; i++) text += `&#${at(i)};`
      return { chars: codes(text), object: 0, position: end }
    case 'backslashreplace':
      for (let i = start; i < end; i++) text += backslashEscape(at(i))
      return { chars: codes(text), object: 0, position: end }
    case 'namereplace':
      for (let i = start; i < end; i++) {
        const name = nameOf(at(i))
        text += name === '' ? backslashEscape(at(i)) : `\\N{${name}}`
      }
      return { chars: codes(text), object: 0, position: end }
    case 'surrogateescape': {
      const raw: number[] = []
      for (let i = start; i < end && at(i) >= 0xdc80 && at(i) <= 0xdcff; i++) raw.push(at(i) & 255)
      return raw.length === 0 ? undefined : { chars: raw, object: 0, position: start + raw.length, raw: true }
    }
    case 'surrogatepass': {
      const form = standardEncoding(encoding)
      const raw: number[] = []
      if (form === null) return undefined
      for (let i = start; i < end; i++) {
        const c = at(i)
        if (c < 0xd800 || c > 0xdfff) return undefined
        if (form === 'utf-8') raw.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63))
        else if (form === 'utf-16-le') raw.push(c & 255, c >> 8)
        else if (form === 'utf-16-be') raw.push(c >> 8, c & 255)
        else if (form === 'utf-32-le') raw.push(c & 255, c >> 8, 0, 0)
        else raw.push(0, 0, c >> 8, c & 255)
      }
      return { chars: raw, object: 0, position: end, raw: true }
    }
  }
  return undefined
}
