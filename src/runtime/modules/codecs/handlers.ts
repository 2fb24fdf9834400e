/** The built-in error handlers as callable objects (codecs.lookup_error('strict') and so on). */

import { i32, type Ptr } from '../../memory/heap'
import { PyTuple_Pack2 } from '../../object/container/tuple-core'
import { methodDef, O } from '../../object/define'
import { PyErr_SetObject, raise, typeError, typeNameOf } from '../../object/errors'
import { addRoots } from '../../object/extra-roots'
import { Py_DECREF, Py_NewRef, Py_TYPE, typeFlagOf } from '../../object/header'
import { TPFLAGS_BASE_EXC_SUBCLASS, UE_ENCODING, UE_END, UE_OBJECT, UE_START } from '../../object/layout'
import { PyLong_FromLong } from '../../object/number/int-core'
import { newBytes, PyBytes_AS_STRING, PyBytes_GET_SIZE } from '../../object/text/bytes-core'
import {
  BUILTIN_HANDLERS,
  backslashEscape,
  builtinDecode,
  builtinEncode,
  DecodeInput,
  type Replacement,
} from '../../object/text/codec-errors'
import {
  newStr,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_READ,
  strToJS,
} from '../../object/text/str-core'
import { PyCFunction_New } from '../../object/type/descr-core'
import { PyObject_TypeCheck } from '../../object/type/subtype'
import {
  PyExc_LookupError,
  PyExc_UnicodeDecodeError,
  PyExc_UnicodeEncodeError,
  PyExc_UnicodeTranslateError,
} from '../../object/types'
import { registeredHandler } from './registry'

const field = (e: Ptr, offset: number): number => i32[(e + offset) >> 2]

function answer(r: Replacement & { raw?: boolean }): Ptr {
  const chars = r.chars ?? []
  const value = r.raw
    ? newBytes(Uint8Array.from(chars))
    : newStr(Array.from(chars, (c) => String.fromCodePoint(c)).join(''))
  const position = value === 0 ? 0 : PyLong_FromLong(r.position)
  const t = position === 0 ? 0 : PyTuple_Pack2(value, position)
  if (value !== 0) Py_DECREF(value)
  if (position !== 0) Py_DECREF(position)
  return t
}

function raiseGiven(e: Ptr): Ptr {
  if (!typeFlagOf(e, TPFLAGS_BASE_EXC_SUBCLASS)) return typeError('codec must pass exception instance')
  PyErr_SetObject(Py_TYPE(e), e)
  return 0
}

/** Start and end of the error, fitted into the object. */
function range(e: Ptr, size: number): [number, number] {
  const clamp = (i: number, lo: number): number => Math.max(lo, Math.min(i, size))
  return [clamp(field(e, UE_START), 0), clamp(field(e, UE_END), Math.min(1, size))]
}

function translate(name: string, e: Ptr): Ptr {
  const s = field(e, UE_OBJECT)
  const [start, end] = range(e, PyUnicode_GET_LENGTH(s))
  const at = (i: number): number => PyUnicode_READ(PyUnicode_KIND(s), PyUnicode_DATA(s), i)
  let text = ''
  for (let i = start; i < end; i++) {
    if (name === 'replace') text += '\ufffd'
    else if (name === 'xmlcharrefreplace') text += `&#${at(i)};`
    else if (name === 'backslashreplace') text += backslashEscape(at(i))
    else if (name !== 'ignore') return typeError(`don't know how to handle ${typeNameOf(e)} in error callback`)
  }
  return answer({ chars: Array.from(text, (c) => c.codePointAt(0)!), object: 0, position: end })
}

function handle(name: string, e: Ptr): Ptr {
  if (name === 'strict') return raiseGiven(e)
  if (PyObject_TypeCheck(e, PyExc_UnicodeEncodeError)) {
    const s = field(e, UE_OBJECT)
    const [start, end] = range(e, PyUnicode_GET_LENGTH(s))
    const r = builtinEncode(s, strToJS(field(e, UE_ENCODING)), name, start, end)
    return r === undefined ? raiseGiven(e) : answer(r)
  }
  if (PyObject_TypeCheck(e, PyExc_UnicodeDecodeError)) {
    const o = field(e, UE_OBJECT)
    const [start, end] = range(e, PyBytes_GET_SIZE(o))
    const input = new DecodeInput(PyBytes_AS_STRING(o), PyBytes_GET_SIZE(o), strToJS(field(e, UE_ENCODING)), name)
    if (name === 'xmlcharrefreplace' || name === 'namereplace')
      return typeError(`don't know how to handle ${typeNameOf(e)} in error callback`)
    const r = builtinDecode(input, start, end)
    return r === undefined ? raiseGiven(e) : answer(r)
  }
  if (PyObject_TypeCheck(e, PyExc_UnicodeTranslateError)) return translate(name, e)
  return typeError(`don't know how to handle ${typeNameOf(e)} in error callback`)
}

const definitions = new Map<string, Ptr>()
for (const name of BUILTIN_HANDLERS) {
  const spec = O((_self, e) => handle(name, e))
  definitions.set(name, methodDef(name === 'strict' ? 'strict_errors' : `${name}_errors`, spec))
}
const functions = new Map<string, Ptr>()
addRoots((visit) => {
  for (const f of functions.values()) visit(f)
})

/** codecs.lookup_error(name): new reference. */
export function lookupError(name: string): Ptr {
  const own = registeredHandler(name)
  if (own !== 0) return own
  const def = definitions.get(name)
  if (def === undefined) return raise(PyExc_LookupError, `unknown error handler name '${name}'`)
  let f = functions.get(name)
  if (f === undefined) {
    f = PyCFunction_New(def, 0, 0)
    if (f === 0) return 0
    functions.set(name, f)
  }
  return Py_NewRef(f)
}
