/** Incremental encoders and decoders of the codecs module, for encodings that the process itself does not handle. */
import { importModule } from '../../eval/import'
import type { Ptr } from '../../memory/heap'
import { _PyObject_LookupAttr, PyObject_GetAttr } from '../../object/abstract/object-protocol'
import { callN } from '../../object/call'
import { PyErr_Clear } from '../../object/errors-core'
import { Py_DECREF, Py_XDECREF } from '../../object/header'
import { _Py_ID, newStr } from '../../object/text/str-core'
import { bool } from '../values'
import * as io from './io-core'

const ID = {
  getincrementaldecoder: _Py_ID('getincrementaldecoder'),
  getincrementalencoder: _Py_ID('getincrementalencoder'),
}

interface Names {
  encoding: string
  errors: string
}

export function PyObject_HasAttrJS(o: Ptr, name: Ptr): boolean {
  const v = _PyObject_LookupAttr(o, name)
  if (v === 0) PyErr_Clear()
  else Py_DECREF(v)
  return v !== 0
}

/** codecs.getter(encoding)(errors) */
function make(getter: Ptr, names: Names): Ptr {
  const codecs = importModule('codecs')
  if (codecs === 0) return 0
  const get = PyObject_GetAttr(codecs, getter)
  Py_DECREF(codecs)
  if (get === 0) return 0
  const encoding = newStr(names.encoding)
  const factory = callN(get, encoding)
  Py_DECREF(encoding)
  Py_DECREF(get)
  if (factory === 0) return 0
  const errors = newStr(names.errors)
  const codec = callN(factory, errors)
  Py_DECREF(errors)
  Py_DECREF(factory)
  return codec
}

export const makeEncoder = (names: Names): Ptr => make(ID.getincrementalencoder, names)

export function makeDecoder(names: Names, universal: boolean, translate: boolean): Ptr {
  const decoder = make(ID.getincrementaldecoder, names)
  if (decoder === 0 || !universal) return decoder
  const flag = bool(translate)
  const wrapped = callN(io.PyIncrementalNewlineDecoder_Type, decoder, flag)
  Py_DECREF(flag)
  Py_XDECREF(decoder)
  return wrapped
}
