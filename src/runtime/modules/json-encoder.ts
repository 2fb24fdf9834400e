/** The encoder of _json: json.dumps without indentation in one go (Modules/_json.c, PyEncoderObject). */

import { toUser } from '../memory/address-map'
import { i32, type Ptr, u8 } from '../memory/heap'
import { PyMapping_Items } from '../object/abstract/mapping-protocol'
import { PyObject_IsTrue } from '../object/abstract/object-protocol'
import { PySequence_Fast, PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from '../object/abstract/sequence-protocol'
import { PyType_GenericAlloc } from '../object/alloc'
import { PyObject_CallOneArg } from '../object/call'
import { PyDict_Check, PyDict_Contains, PyDict_DelItem, PyDict_SetItem } from '../object/container/dict-core'
import { deallocFields, traverseFields } from '../object/container/helpers'
import { defineType } from '../object/define'
import { raise, typeError, typeNameOf } from '../object/errors'
import { FN, type unaryfunc } from '../object/fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_XDECREF, typeFlagOf } from '../object/header'
import {
  TP_REPR,
  TPFLAGS_DEFAULT,
  TPFLAGS_HAVE_GC,
  TPFLAGS_LIST_SUBCLASS,
  TPFLAGS_LONG_SUBCLASS,
  TPFLAGS_TUPLE_SUBCLASS,
  TUPLE_ITEM,
} from '../object/layout'
import { PyFloat_AS_DOUBLE, PyFloat_Check } from '../object/number/float-core'
import { PyLong_FromSsize_t } from '../object/number/int-core'
import { Py_EnterRecursiveCall, Py_LeaveRecursiveCall } from '../object/recursion'
import { PyUnicode_Check } from '../object/text/str-build'
import { _Py_ID, newStr, strToJS } from '../object/text/str-core'
import { bindArgsTuple } from '../object/type/call-objects'
import {
  moduleHeapType,
  Py_False,
  Py_None,
  Py_True,
  PyExc_ValueError,
  PyFloat_Type,
  PyLong_Type,
} from '../object/types'
import { isText } from './fs-path'
import { callMethod } from './io/io-core'
import { quote } from './json-strings'
import { bool, tupleOf } from './values'

export const Encoder_Type = moduleHeapType()

const MARKERS = 16
const DEFAULT = 24
const ENCODER = 32
const INDENT = 40
const KEY_SEPARATOR = 48
const ITEM_SEPARATOR = 56
const SORT_KEYS = 64
const SKIPKEYS = 65
const ALLOW_NAN = 66
/** 0: call the encoder object; 1: ASCII; 2: as it is. CPython: fast_encode, a pointer. */
const FAST = 68
const SIZEOF_ENCODER = 80
const REFS = [MARKERS, DEFAULT, ENCODER, INDENT, KEY_SEPARATOR, ITEM_SEPARATOR]
const NAMES = [
  'markers',
  'default',
  'encoder',
  'indent',
  'key_separator',
  'item_separator',
  'sort_keys',
  'skipkeys',
  'allow_nan',
]
const ID_sort = _Py_ID('sort')

const field = (o: Ptr, offset: number): Ptr => i32[(o + offset) >> 2]
const flag = (o: Ptr, offset: number): boolean => u8[o + offset] !== 0

/** The C functions encode_basestring_ascii and encode_basestring, to know them again. */
let asciiFunction: (f: Ptr) => number = () => 0
export const setQuoteFunctions = (f: (f: Ptr) => number): void => {
  asciiFunction = f
}

interface Output {
  parts: string[]
}

/** Quoted text of a str; false with an error set. */
function putString(e: Ptr, o: Ptr, out: Output): boolean {
  const fast = u8[e + FAST]
  const s = fast !== 0 ? quote(o, fast === 1) : PyObject_CallOneArg(field(e, ENCODER), o)
  if (s === 0) return false
  if (!isText(s)) {
    typeError(`encoder() must return a string, not ${typeNameOf(s)}`)
    Py_DECREF(s)
    return false
  }
  out.parts.push(strToJS(s))
  Py_DECREF(s)
  return true
}

/** repr by a type's own slot, whatever the subclass says (int.__repr__, float.__repr__). */
function reprOf(type: Ptr, o: Ptr): string | null {
  const r = (FN[i32[(type + TP_REPR) >> 2]] as unaryfunc)(o)
  if (r === 0) return null
  const text = strToJS(r)
  Py_DECREF(r)
  return text
}

function floatText(e: Ptr, o: Ptr): string | null {
  const v = PyFloat_AS_DOUBLE(o)
  if (Number.isFinite(v)) return reprOf(PyFloat_Type, o)
  if (!flag(e, ALLOW_NAN)) {
    raise(PyExc_ValueError, 'Out of range float values are not JSON compliant')
    return null
  }
  return Number.isNaN(v) ? 'NaN' : v > 0 ? 'Infinity' : '-Infinity'
}

/** The text of a simple value; undefined when it is none, null with an error set. */
function simple(e: Ptr, o: Ptr): string | null | undefined {
  if (o === Py_None) return 'null'
  if (o === Py_True) return 'true'
  if (o === Py_False) return 'false'
  if (typeFlagOf(o, TPFLAGS_LONG_SUBCLASS)) return reprOf(PyLong_Type, o)
  if (PyFloat_Check(o)) return floatText(e, o)
  return undefined
}

/** Remembers a container that is being written; its id (owned), 0 without markers, -1 with an error set. */
function enter(e: Ptr, o: Ptr): Ptr {
  const markers = field(e, MARKERS)
  if (markers === Py_None) return 0
  const id = PyLong_FromSsize_t(toUser(o))
  if (id === 0) return -1
  const has = PyDict_Contains(markers, id)
  if (has > 0) raise(PyExc_ValueError, 'Circular reference detected')
  if (has !== 0 || PyDict_SetItem(markers, id, o) < 0) {
    Py_DECREF(id)
    return -1
  }
  return id
}

function leave(e: Ptr, id: Ptr): boolean {
  if (id === 0) return true
  const ok = PyDict_DelItem(field(e, MARKERS), id) === 0
  Py_DECREF(id)
  return ok
}

function put(e: Ptr, o: Ptr, out: Output): boolean {
  const text = simple(e, o)
  if (text === null) return false
  if (text !== undefined) {
    out.parts.push(text)
    return true
  }
  if (isText(o)) return putString(e, o, out)
  const isList = typeFlagOf(o, TPFLAGS_LIST_SUBCLASS) || typeFlagOf(o, TPFLAGS_TUPLE_SUBCLASS)
  if (!Py_EnterRecursiveCall(' while encoding a JSON object')) return false
  const ok = isList ? putList(e, o, out) : PyDict_Check(o) ? putDict(e, o, out) : putOther(e, o, out)
  Py_LeaveRecursiveCall()
  return ok
}

function putOther(e: Ptr, o: Ptr, out: Output): boolean {
  const id = enter(e, o)
  if (id < 0) return false
  const replacement = PyObject_CallOneArg(field(e, DEFAULT), o)
  const ok = replacement !== 0 && put(e, replacement, out)
  Py_XDECREF(replacement)
  if (ok) return leave(e, id)
  Py_XDECREF(id)
  return false
}

function putList(e: Ptr, o: Ptr, out: Output): boolean {
  const seq = PySequence_Fast(o, '_iterencode_list needs a sequence')
  if (seq === 0) return false
  if (PySequence_Fast_GET_SIZE(seq) === 0) {
    Py_DECREF(seq)
    out.parts.push('[]')
    return true
  }
  const id = enter(e, o)
  let ok = id >= 0
  const separator = strToJS(field(e, ITEM_SEPARATOR))
  if (ok) out.parts.push('[')
  for (let i = 0; ok && i < PySequence_Fast_GET_SIZE(seq); i++) {
    if (i > 0) out.parts.push(separator)
    ok = put(e, i32[(PySequence_Fast_ITEMS(seq) + 8 * i) >> 2], out)
  }
  if (ok) {
    out.parts.push(']')
    ok = leave(e, id)
  } else if (id > 0) Py_DECREF(id)
  Py_DECREF(seq)
  return ok
}

/** A key as a str (owned); undefined to skip it, 0 with an error set. */
function keyText(e: Ptr, k: Ptr): Ptr | undefined {
  if (isText(k)) return Py_NewRef(k)
  const text = simple(e, k)
  if (text === null) return 0
  if (text !== undefined) return newStr(text)
  if (flag(e, SKIPKEYS)) return undefined
  return typeError(`keys must be str, int, float, bool or None, not ${typeNameOf(k)}`)
}

function putDict(e: Ptr, o: Ptr, out: Output): boolean {
  const items = PyMapping_Items(o)
  if (items === 0) return false
  if (PySequence_Fast_GET_SIZE(items) === 0) {
    Py_DECREF(items)
    out.parts.push('{}')
    return true
  }
  const id = enter(e, o)
  let ok = id >= 0
  if (ok && flag(e, SORT_KEYS)) {
    const r = callMethod(items, ID_sort)
    ok = r !== 0
    Py_XDECREF(r)
  }
  const itemSeparator = strToJS(field(e, ITEM_SEPARATOR))
  const keySeparator = strToJS(field(e, KEY_SEPARATOR))
  if (ok) out.parts.push('{')
  let first = true
  for (let i = 0; ok && i < PySequence_Fast_GET_SIZE(items); i++) {
    const pair = i32[(PySequence_Fast_ITEMS(items) + 8 * i) >> 2]
    const k = keyText(e, i32[(pair + TUPLE_ITEM) >> 2])
    if (k === undefined) continue
    if (k === 0) {
      ok = false
      break
    }
    if (!first) out.parts.push(itemSeparator)
    first = false
    ok = putString(e, k, out)
    Py_DECREF(k)
    if (!ok) break
    out.parts.push(keySeparator)
    ok = put(e, i32[(pair + TUPLE_ITEM + 8) >> 2], out)
  }
  if (ok) {
    out.parts.push('}')
    ok = leave(e, id)
  } else if (id > 0) Py_DECREF(id)
  Py_DECREF(items)
  return ok
}

function clear(o: Ptr): number {
  for (const offset of REFS) Py_CLEAR(o + offset)
  return 0
}

function newEncoder(type: Ptr, args: Ptr, kwds: Ptr): Ptr {
  const a = bindArgsTuple('make_encoder', NAMES, { required: 9 }, args, kwds)
  if (a === null) return 0
  if (a[0] !== Py_None && !PyDict_Check(a[0])) {
    return typeError(`make_encoder() argument 1 must be dict or None, not ${typeNameOf(a[0])}`)
  }
  for (const i of [4, 5]) {
    if (PyUnicode_Check(a[i])) continue
    return typeError(`make_encoder() argument ${i + 1} must be str, not ${typeNameOf(a[i])}`)
  }
  const flags = [a[6], a[7], a[8]].map((v) => PyObject_IsTrue(v))
  if (flags.some((v) => v < 0)) return 0
  const o = PyType_GenericAlloc(type, 0)
  if (o === 0) return 0
  REFS.forEach((offset, i) => {
    i32[(o + offset) >> 2] = Py_NewRef(a[i])
  })
  flags.forEach((v, i) => {
    u8[o + SORT_KEYS + i] = v
  })
  u8[o + FAST] = asciiFunction(a[2])
  return o
}

defineType(Encoder_Type, {
  name: '_json.Encoder',
  heap: true,
  basicsize: SIZEOF_ENCODER,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC,
  dealloc: deallocFields(...REFS),
  traverse: traverseFields(...REFS),
  clear,
  new: newEncoder,
  call: (e, args, kwds) => {
    const a = bindArgsTuple('_iterencode', ['obj', '_current_indent_level'], { required: 2 }, args, kwds)
    if (a === null) return 0
    const out: Output = { parts: [] }
    return put(e, a[0], out) ? tupleOf([newStr(out.parts.join(''))]) : 0
  },
  members: NAMES.slice(0, 6).map((name, i) => ({ name, offset: REFS[i], kind: 'object' as const, readonly: true })),
  getset: {
    sort_keys: { get: (o) => bool(flag(o, SORT_KEYS)) },
    skipkeys: { get: (o) => bool(flag(o, SKIPKEYS)) },
  },
})
