/**
 * str.encode and bytes.decode: the encodings that CPython short-cuts work here without importing anything; every other name
 * goes to the codec registry (PyUnicode_AsEncodedString, PyUnicode_Decode).
 */

import { i32, type Ptr } from '../../memory/heap'
import { PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from '../abstract/buffer-protocol'
import { typeError, typeNameOf } from '../errors'
import { Py_DECREF, Py_NewRef, Py_TYPE } from '../header'
import { cStackPop, cStackPush } from '../interp'
import { BF_GETBUFFER, BUF_BUF, BUF_LEN, SIZEOF_BUFFER, TP_AS_BUFFER } from '../layout'
import { EMPTY_STR } from '../types'
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from './bytes-core'
import {
  PyUnicode_AsASCIIString,
  PyUnicode_AsLatin1String,
  PyUnicode_DecodeASCII,
  PyUnicode_DecodeLatin1,
} from './codec-latin'
import { PyUnicode_AsUTF8String, PyUnicode_DecodeUTF8 } from './codec-utf8'
import {
  PyUnicode_DecodeUTF16,
  PyUnicode_DecodeUTF32,
  PyUnicode_EncodeUTF16,
  PyUnicode_EncodeUTF32,
} from './codec-utf16'
import { PyUnicode_Check } from './str-build'

/** Encoding through the registry; argument and result are objects (text -> bytes, bytes -> text). */
export interface CodecRegistry {
  encode(s: Ptr, encoding: string, errors: string | null): Ptr
  decode(bytes: Ptr, encoding: string, errors: string | null): Ptr
}
let registry: CodecRegistry | undefined
export function setCodecRegistry(r: CodecRegistry): void {
  registry = r
}

/** Lower case, runs of other characters than letters, digits and dots as one underscore (_Py_normalize_encoding). */
function normalize(encoding: string): string {
  return encoding
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '_')
    .replace(/^_|_$/g, '')
}

type Form = 'utf8' | 'utf16' | 'utf32' | 'ascii' | 'latin1'

/** The built-in codec of an encoding name, undefined when the registry must be asked. */
export function builtinCodec(encoding: string): Form | undefined {
  const name = normalize(encoding)
  const utf = /^utf_?(8|16|32)$/.exec(name)
  if (utf) return `utf${utf[1]}` as Form
  if (name === 'ascii' || name === 'us_ascii') return 'ascii'
  if (name === 'latin1' || name === 'latin_1' || name === 'iso_8859_1' || name === 'iso8859_1') return 'latin1'
  return undefined
}

export function PyUnicode_AsEncodedString(s: Ptr, encoding: string | null, errors: string | null): Ptr {
  const how = errors ?? 'strict'
  switch (encoding === null ? 'utf8' : builtinCodec(encoding)) {
    case 'utf8':
      return PyUnicode_AsUTF8String(s, how)
    case 'utf16':
      return PyUnicode_EncodeUTF16(s, how, 0)
    case 'utf32':
      return PyUnicode_EncodeUTF32(s, how, 0)
    case 'ascii':
      return PyUnicode_AsASCIIString(s, how)
    case 'latin1':
      return PyUnicode_AsLatin1String(s, how)
  }
  const v = registry === undefined ? 0 : registry.encode(s, encoding!, errors)
  if (v === 0 || PyBytes_Check(v)) return v
  const t = typeNameOf(v)
  Py_DECREF(v)
  return typeError(
    `'${encoding}' encoder returned '${t}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types`,
  )
}

/** Decodes n bytes at data. */
export function PyUnicode_Decode(data: Ptr, n: number, encoding: string | null, errors: string | null): Ptr {
  const how = errors ?? 'strict'
  switch (encoding === null ? 'utf8' : builtinCodec(encoding)) {
    case 'utf8':
      return PyUnicode_DecodeUTF8(data, n, how)
    case 'utf16':
      return PyUnicode_DecodeUTF16(data, n, how, 0)
    case 'utf32':
      return PyUnicode_DecodeUTF32(data, n, how, 0)
    case 'ascii':
      return PyUnicode_DecodeASCII(data, n, how)
    case 'latin1':
      return PyUnicode_DecodeLatin1(data, n)
  }
  const bytes = PyBytes_FromStringAndSize(data, n)
  if (bytes === 0) return 0
  const v = registry === undefined ? 0 : registry.decode(bytes, encoding!, errors)
  Py_DECREF(bytes)
  if (v === 0 || PyUnicode_Check(v)) return v
  const t = typeNameOf(v)
  Py_DECREF(v)
  return typeError(
    `'${encoding}' decoder returned '${t}' instead of 'str'; use codecs.decode() to decode to arbitrary types`,
  )
}

/** str(obj, encoding, errors): bytes or any object with a buffer (PyUnicode_FromEncodedObject). */
export function PyUnicode_FromEncodedObject(obj: Ptr, encoding: string | null, errors: string | null): Ptr {
  if (PyBytes_Check(obj)) {
    if (PyBytes_GET_SIZE(obj) === 0) return Py_NewRef(EMPTY_STR)
    return PyUnicode_Decode(PyBytes_AS_STRING(obj), PyBytes_GET_SIZE(obj), encoding, errors)
  }
  if (PyUnicode_Check(obj)) return typeError('decoding str is not supported')
  const suite = i32[(Py_TYPE(obj) + TP_AS_BUFFER) >> 2]
  const wrong = (): 0 => typeError(`decoding to str: need a bytes-like object, ${typeNameOf(obj)} found`)
  if (suite === 0 || i32[(suite + BF_GETBUFFER) >> 2] === 0) return wrong()
  const view = cStackPush(SIZEOF_BUFFER / 8)
  let r: Ptr
  if (PyObject_GetBuffer(obj, view, PyBUF_SIMPLE) < 0) r = wrong()
  else {
    const n = i32[(view + BUF_LEN) >> 2]
    r = n === 0 ? Py_NewRef(EMPTY_STR) : PyUnicode_Decode(i32[(view + BUF_BUF) >> 2], n, encoding, errors)
    PyBuffer_Release(view)
  }
  cStackPop(view)
  return r
}
