/** The codec registry (CPython Python/codecs.c): search functions, their cache, and the error handlers. */

import { importModule } from '../../eval/import'
import { i32, type Ptr } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { _PyObject_LookupAttr, PyObject_IsTrue } from '../../object/abstract/object-protocol'
import { callN, PyCallable_Check, PyObject_CallOneArg } from '../../object/call'
import { PyDict_GetItemWithError, PyDict_New, PyDict_SetItem } from '../../object/container/dict-core'
import { PyList_Append, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from '../../object/container/list-core'
import { PyTuple_Check, PyTuple_GET_ITEM } from '../../object/container/tuple-core'
import { raise, raiseInt, typeError } from '../../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../../object/errors-core'
import { addRoots } from '../../object/extra-roots'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_SIZE } from '../../object/header'
import { setErrorLookup } from '../../object/text/codec-errors'
import { setCodecRegistry } from '../../object/text/codecs'
import { PyUnicode_InternInPlace } from '../../object/text/intern'
import { _Py_ID, newStr } from '../../object/text/str-core'
import { Py_None, PyExc_LookupError, PyExc_TypeError } from '../../object/types'

/** Interpreter state: search path (list), cache (dict), error handlers (dict); made at first use. */
const SEARCH_PATH: Ptr = staticAlloc(8, 8)
const CACHE: Ptr = staticAlloc(8, 8)
const ERRORS: Ptr = staticAlloc(8, 8)
addRoots((visit) => {
  for (const root of [SEARCH_PATH, CACHE, ERRORS]) visit(i32[root >> 2])
})
const ID__is_text_encoding = _Py_ID('_is_text_encoding')

function ready(): boolean {
  if (i32[SEARCH_PATH >> 2] !== 0) return true
  const path = PyList_New(0)
  const cache = path === 0 ? 0 : PyDict_New()
  if (cache === 0) return false
  i32[SEARCH_PATH >> 2] = path
  i32[CACHE >> 2] = cache
  // registers its search function
  const m = importModule('encodings')
  if (m === 0) return false
  Py_DECREF(m)
  return true
}

function errorDict(): Ptr {
  if (i32[ERRORS >> 2] === 0) i32[ERRORS >> 2] = PyDict_New()
  return i32[ERRORS >> 2]
}

export function registerSearch(f: Ptr): number {
  if (!ready()) return -1
  if (!PyCallable_Check(f)) return raiseInt(PyExc_TypeError, 'argument must be callable')
  return PyList_Append(i32[SEARCH_PATH >> 2], f)
}

export function unregisterSearch(f: Ptr): number {
  const path = i32[SEARCH_PATH >> 2]
  if (path === 0) return 0
  const kept = PyList_New(0)
  if (kept === 0) return -1
  for (let i = 0; i < PyList_GET_SIZE(path); i++) {
    if (PyList_GET_ITEM(path, i) !== f && PyList_Append(kept, PyList_GET_ITEM(path, i)) < 0) return -1
  }
  if (PyList_GET_SIZE(kept) !== PyList_GET_SIZE(path)) {
    const cache = PyDict_New()
    if (cache === 0) return -1
    Py_DECREF(i32[CACHE >> 2])
    i32[CACHE >> 2] = cache
  }
  i32[SEARCH_PATH >> 2] = kept
  Py_DECREF(path)
  return 0
}

const normalize = (encoding: string): string => encoding.toLowerCase().replace(/ /g, '_')

/** The codec's tuple, a new reference (_PyCodec_Lookup). */
export function lookupCodec(encoding: string): Ptr {
  if (!ready()) return 0
  const text = newStr(normalize(encoding))
  if (text === 0) return 0
  const key = PyUnicode_InternInPlace(text)
  const found = PyDict_GetItemWithError(i32[CACHE >> 2], key)
  if (found !== 0 || PyErr_Occurred()) {
    Py_DECREF(key)
    return found === 0 ? 0 : Py_NewRef(found)
  }
  const r = searchCodec(key, encoding)
  if (r !== 0 && PyDict_SetItem(i32[CACHE >> 2], key, r) < 0) {
    Py_DECREF(key)
    Py_DECREF(r)
    return 0
  }
  Py_DECREF(key)
  return r
}

function searchCodec(key: Ptr, encoding: string): Ptr {
  const path = i32[SEARCH_PATH >> 2]
  if (PyList_GET_SIZE(path) === 0) {
    return raise(PyExc_LookupError, "no codec search functions registered: can't find encoding")
  }
  for (let i = 0; i < PyList_GET_SIZE(path); i++) {
    const f = Py_NewRef(PyList_GET_ITEM(path, i))
    const r = PyObject_CallOneArg(f, key)
    Py_DECREF(f)
    if (r === 0) return 0
    if (r === Py_None) {
      Py_DECREF(r)
      continue
    }
    if (!PyTuple_Check(r) || Py_SIZE(r) !== 4) {
      Py_DECREF(r)
      return typeError('codec search functions must return 4-tuples')
    }
    return r
  }
  return raise(PyExc_LookupError, `unknown encoding: ${encoding}`)
}

/** Calls encoder (0) or decoder (1) of a codec (stolen) and takes the first item of its answer. */
function run(codec: Ptr, which: 0 | 1, object: Ptr, errors: string | null): Ptr {
  const f = PyTuple_GET_ITEM(codec, which)
  Py_INCREF(f)
  Py_DECREF(codec)
  let r: Ptr
  if (errors === null) r = PyObject_CallOneArg(f, object)
  else {
    const text = newStr(errors)
    r = text === 0 ? 0 : callN(f, object, text)
    if (text !== 0) Py_DECREF(text)
  }
  Py_DECREF(f)
  if (r === 0) return 0
  if (!PyTuple_Check(r) || Py_SIZE(r) !== 2) {
    Py_DECREF(r)
    return typeError(
      `${which === 0 ? 'encoder' : 'decoder'} must return a tuple ${which === 0 ? '(object, integer)' : '(object,integer)'}`,
    )
  }
  const v = Py_NewRef(PyTuple_GET_ITEM(r, 0))
  Py_DECREF(r)
  return v
}

/** codecs.encode / codecs.decode: any objects. */
export function codecRun(which: 0 | 1, object: Ptr, encoding: string, errors: string | null): Ptr {
  const codec = lookupCodec(encoding)
  return codec === 0 ? 0 : run(codec, which, object, errors)
}

/** As codecRun, for text encodings only (str.encode, bytes.decode). */
function textRun(which: 0 | 1, object: Ptr, encoding: string, errors: string | null): Ptr {
  const codec = lookupCodec(encoding)
  if (codec === 0) return 0
  const flag = _PyObject_LookupAttr(codec, ID__is_text_encoding)
  if (flag === 0 && PyErr_Occurred()) {
    Py_DECREF(codec)
    return 0
  }
  if (flag !== 0) {
    const isText = PyObject_IsTrue(flag)
    Py_DECREF(flag)
    if (isText <= 0) {
      Py_DECREF(codec)
      const use = which === 0 ? 'codecs.encode()' : 'codecs.decode()'
      if (isText < 0) return 0
      return raise(PyExc_LookupError, `'${encoding}' is not a text encoding; use ${use} to handle arbitrary codecs`)
    }
  }
  return run(codec, which, object, errors)
}

setCodecRegistry({
  encode: (s, encoding, errors) => textRun(0, s, encoding, errors),
  decode: (b, encoding, errors) => textRun(1, b, encoding, errors),
})

export function registerErrorHandler(name: string, f: Ptr): number {
  if (!PyCallable_Check(f)) return raiseInt(PyExc_TypeError, 'handler must be callable')
  const key = newStr(name)
  if (key === 0) return -1
  const r = PyDict_SetItem(errorDict(), key, f)
  Py_DECREF(key)
  return r
}

/** A handler registered by Python code: new reference, or 0 without an error. */
export function registeredHandler(name: string): Ptr {
  if (i32[ERRORS >> 2] === 0) return 0
  const key = newStr(name)
  if (key === 0) {
    PyErr_Clear()
    return 0
  }
  const f = PyDict_GetItemWithError(errorDict(), key)
  Py_DECREF(key)
  return f === 0 ? 0 : Py_NewRef(f)
}
setErrorLookup(registeredHandler)
