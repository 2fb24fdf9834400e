/** The module _json: the fast halves of json.decoder and json.encoder (Modules/_json.c). */

import { i32, type Ptr } from '../memory/heap'
import { PyObject_GetAttr, PyObject_IsTrue } from '../object/abstract/object-protocol'
import { PyType_GenericAlloc } from '../object/alloc'
import { PyObject_CallOneArg } from '../object/call'
import {
  dictGetItemStr,
  PyDict_Clear,
  PyDict_New,
  PyDict_SetDefault,
  PyDict_SetItem,
} from '../object/container/dict-core'
import { deallocFields, traverseFields } from '../object/container/helpers'
import { PyList_Append, PyList_New } from '../object/container/list-core'
import { arg, defineType, FAST, O } from '../object/define'
import { PyErr_SetObject, raise, typeError, typeNameOf } from '../object/errors'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_XDECREF } from '../object/header'
import { TPFLAGS_DEFAULT, TPFLAGS_HAVE_GC } from '../object/layout'
import { PyFloat_FromDouble } from '../object/number/float-core'
import { longFromBigInt, PyLong_FromLong, PyLong_FromSsize_t } from '../object/number/int-core'
import { Py_EnterRecursiveCall, Py_LeaveRecursiveCall } from '../object/recursion'
import { boolArg, ssizeArg } from '../object/text/arg-convert'
import {
  _Py_ID,
  newStr,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_READ,
  strToJS,
} from '../object/text/str-core'
import { checkPositional } from '../object/type/arg-parse'
import { bindArgsTuple } from '../object/type/call-objects'
import {
  moduleHeapType,
  Py_None,
  PyExc_StopIteration,
  PyExc_ValueError,
  PyFloat_Type,
  PyLong_Type,
} from '../object/types'
import { addOwned, defineModule } from './define-module'
import { isText } from './fs-path'
import { Encoder_Type, setQuoteFunctions } from './json-encoder'
import { jsonError, quote, scanString, stringEnd } from './json-strings'
import { bool, none, tupleOf } from './values'

const Scanner_Type = moduleHeapType()

// scanner: strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, memo
const STRICT = 16
const OBJECT_HOOK = 24
const PAIRS_HOOK = 32
const PARSE_FLOAT = 40
const PARSE_INT = 48
const PARSE_CONSTANT = 56
const MEMO = 64
const SIZEOF_SCANNER = 72
const HOOKS: [string, number][] = [
  ['object_hook', OBJECT_HOOK],
  ['object_pairs_hook', PAIRS_HOOK],
  ['parse_float', PARSE_FLOAT],
  ['parse_int', PARSE_INT],
  ['parse_constant', PARSE_CONSTANT],
]
const HOOK_IDS = HOOKS.map(([name, offset]): [Ptr, number] => [_Py_ID(name), offset])
const ID_strict = _Py_ID('strict')
const ID_ascii = _Py_ID('encode_basestring_ascii')
const ID_plain = _Py_ID('encode_basestring')

const field = (o: Ptr, offset: number): Ptr => i32[(o + offset) >> 2]

/** One parse: the text as memory, and where the last value ended. */
interface Scan {
  scanner: Ptr
  text: Ptr
  kind: number
  data: Ptr
  length: number
  strict: boolean
  end: number
}

const at = (s: Scan, i: number): number => (i < s.length ? PyUnicode_READ(s.kind, s.data, i) : -1)

function skipSpace(s: Scan, from: number): number {
  let i = from
  for (;;) {
    const c = at(s, i)
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return i
    i++
  }
}

/** Nothing starts here: StopIteration(position), which json turns into an error. */
function noValue(position: number): 0 {
  const n = PyLong_FromSsize_t(position)
  PyErr_SetObject(PyExc_StopIteration, n)
  Py_DECREF(n)
  return 0
}

function word(s: Scan, from: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (at(s, from + i) !== text.charCodeAt(i)) return false
  return true
}

function constant(s: Scan, text: string, from: number): Ptr {
  const name = newStr(text)
  const r = PyObject_CallOneArg(field(s.scanner, PARSE_CONSTANT), name)
  Py_DECREF(name)
  s.end = from + text.length
  return r
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57

function number(s: Scan, from: number): Ptr {
  let i = from
  if (at(s, i) === 45) {
    i++
    if (i >= s.length) return noValue(from)
  }
  if (at(s, i) === 48) i++
  else if (isDigit(at(s, i))) while (isDigit(at(s, i))) i++
  else return noValue(from)
  let isFloat = false
  if (at(s, i) === 46 && isDigit(at(s, i + 1))) {
    isFloat = true
    i += 2
    while (isDigit(at(s, i))) i++
  }
  if ((at(s, i) | 32) === 101) {
    let k = i + 1
    if (at(s, k) === 43 || at(s, k) === 45) k++
    if (isDigit(at(s, k))) {
      while (isDigit(at(s, k))) k++
      isFloat = true
      i = k
    }
  }
  s.end = i
  const text = strToJS(s.text, from, i)
  const parse = field(s.scanner, isFloat ? PARSE_FLOAT : PARSE_INT)
  if (isFloat && parse === PyFloat_Type) return PyFloat_FromDouble(Number(text))
  if (!isFloat && parse === PyLong_Type && text.length < 4300) {
    const n = Number(text)
    // -0 is 0
    return Number.isSafeInteger(n) ? PyLong_FromLong(n + 0) : longFromBigInt(BigInt(text))
  }
  const o = newStr(text)
  const r = PyObject_CallOneArg(parse, o)
  Py_DECREF(o)
  return r
}

function list(s: Scan, from: number): Ptr {
  const result = PyList_New(0)
  if (result === 0) return 0
  const fail = (r: 0): 0 => {
    Py_DECREF(result)
    return r
  }
  let i = skipSpace(s, from)
  if (at(s, i) !== 93) {
    for (;;) {
      const v = value(s, i)
      if (v === 0) return fail(0)
      PyList_Append(result, v)
      Py_DECREF(v)
      i = skipSpace(s, s.end)
      if (at(s, i) === 93) break
      if (at(s, i) !== 44) return fail(jsonError("Expecting ',' delimiter", s.text, i))
      i = skipSpace(s, i + 1)
    }
  }
  s.end = i + 1
  return result
}

/** A key, the same object for equal keys of one document; 0 with an error set. */
function key(s: Scan, from: number): Ptr {
  const k = scanString(s.text, from + 1, s.strict)
  if (k === 0) return 0
  s.end = stringEnd
  const memo = PyDict_SetDefault(field(s.scanner, MEMO), k, k)
  if (memo !== 0) Py_NewRef(memo)
  Py_DECREF(k)
  return memo
}

function object(s: Scan, from: number): Ptr {
  const pairsHook = field(s.scanner, PAIRS_HOOK)
  const asPairs = pairsHook !== Py_None
  const result = asPairs ? PyList_New(0) : PyDict_New()
  if (result === 0) return 0
  const fail = (r: 0): 0 => {
    Py_DECREF(result)
    return r
  }
  let i = skipSpace(s, from)
  if (at(s, i) !== 125) {
    for (;;) {
      if (at(s, i) !== 34) return fail(jsonError('Expecting property name enclosed in double quotes', s.text, i))
      const k = key(s, i)
      if (k === 0) return fail(0)
      i = skipSpace(s, s.end)
      if (at(s, i) !== 58) {
        Py_DECREF(k)
        return fail(jsonError("Expecting ':' delimiter", s.text, i))
      }
      const v = value(s, skipSpace(s, i + 1))
      if (v === 0) {
        Py_DECREF(k)
        return fail(0)
      }
      if (asPairs) {
        const pair = tupleOf([k, v])
        PyList_Append(result, pair)
        Py_DECREF(pair)
      } else {
        PyDict_SetItem(result, k, v)
        Py_DECREF(k)
        Py_DECREF(v)
      }
      i = skipSpace(s, s.end)
      if (at(s, i) === 125) break
      if (at(s, i) !== 44) return fail(jsonError("Expecting ',' delimiter", s.text, i))
      i = skipSpace(s, i + 1)
    }
  }
  const end = i + 1
  s.end = end
  const hook = asPairs ? pairsHook : field(s.scanner, OBJECT_HOOK)
  if (hook === Py_None) return result
  const r = PyObject_CallOneArg(hook, result)
  Py_DECREF(result)
  s.end = end
  return r
}

function value(s: Scan, from: number): Ptr {
  const c = at(s, from)
  if (c < 0) return noValue(from)
  if (c === 34) {
    const r = scanString(s.text, from + 1, s.strict)
    s.end = stringEnd
    return r
  }
  if (c === 123 || c === 91) {
    const what = c === 123 ? 'object' : 'array'
    if (!Py_EnterRecursiveCall(` while decoding a JSON ${what} from a unicode string`)) return 0
    const r = c === 123 ? object(s, from + 1) : list(s, from + 1)
    Py_LeaveRecursiveCall()
    return r
  }
  const words: [string, () => Ptr][] = [
    ['null', none],
    ['true', () => bool(true)],
    ['false', () => bool(false)],
  ]
  if (c === 110 || c === 116 || c === 102) {
    for (const [text, make] of words) {
      if (!word(s, from, text)) continue
      s.end = from + text.length
      return make()
    }
  }
  for (const text of ['NaN', 'Infinity', '-Infinity']) if (word(s, from, text)) return constant(s, text, from)
  return number(s, from)
}

function call(scanner: Ptr, args: Ptr, kwds: Ptr): Ptr {
  const a = bindArgsTuple('scan_once', ['string', 'idx'], { required: 2 }, args, kwds)
  if (a === null) return 0
  if (!isText(a[0])) return typeError(`first argument must be a string, not ${typeNameOf(a[0])}`)
  const idx = ssizeArg(a[1])
  if (idx === null) return 0
  if (idx < 0) return raise(PyExc_ValueError, 'idx cannot be negative')
  const text = a[0]
  const s: Scan = {
    scanner,
    text,
    kind: PyUnicode_KIND(text),
    data: PyUnicode_DATA(text),
    length: PyUnicode_GET_LENGTH(text),
    strict: field(scanner, STRICT) !== 0,
    end: idx,
  }
  const r = value(s, idx)
  PyDict_Clear(field(scanner, MEMO))
  return r === 0 ? 0 : tupleOf([r, PyLong_FromSsize_t(s.end)])
}

const REFS = [...HOOKS.map(([, offset]) => offset), MEMO]

function clear(o: Ptr): number {
  for (const offset of REFS) Py_CLEAR(o + offset)
  return 0
}

defineType(Scanner_Type, {
  name: '_json.Scanner',
  heap: true,
  basicsize: SIZEOF_SCANNER,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC,
  dealloc: deallocFields(...REFS),
  traverse: traverseFields(...REFS),
  clear,
  call,
  new: (type, args, kwds) => {
    const a = bindArgsTuple('make_scanner', ['context'], { required: 1 }, args, kwds)
    const o = a === null ? 0 : PyType_GenericAlloc(type, 0)
    if (a === null || o === 0) return 0
    const memo = PyDict_New()
    i32[(o + MEMO) >> 2] = memo
    const strict = PyObject_GetAttr(a[0], ID_strict)
    const isStrict = strict === 0 ? -1 : PyObject_IsTrue(strict)
    Py_XDECREF(strict)
    let ok = memo !== 0 && isStrict >= 0
    i32[(o + STRICT) >> 2] = isStrict > 0 ? 1 : 0
    for (const [name, offset] of HOOK_IDS) {
      if (!ok) break
      const v = PyObject_GetAttr(a[0], name)
      i32[(o + offset) >> 2] = v
      ok = v !== 0
    }
    if (ok) return o
    Py_DECREF(o)
    return 0
  },
  members: HOOKS.map(([name, offset]) => ({ name, offset, kind: 'object' as const, readonly: true })),
  getset: { strict: { get: (o) => bool(field(o, STRICT)) } },
})

function scanstring(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('scanstring', nargs, 2, 3)) return 0
  const text = arg(args, 0)
  const end = ssizeArg(arg(args, 1))
  const strict = nargs < 3 ? true : boolArg(arg(args, 2))
  if (end === null || strict === null) return 0
  if (!isText(text)) return typeError(`first argument must be a string, not ${typeNameOf(text)}`)
  const s = scanString(text, end, strict)
  return s === 0 ? 0 : tupleOf([s, PyLong_FromSsize_t(stringEnd)])
}

const quoter = (ascii: boolean) => (_m: Ptr, o: Ptr) =>
  isText(o) ? quote(o, ascii) : typeError(`first argument must be a string, not ${typeNameOf(o)}`)

defineModule({
  name: '_json',
  methods: {
    encode_basestring_ascii: O(quoter(true)),
    encode_basestring: O(quoter(false)),
    scanstring: FAST(scanstring),
  },
  heapTypes: [Scanner_Type, Encoder_Type],
  exec: (_m, dict) => {
    const ascii = dictGetItemStr(dict, ID_ascii)
    const plain = dictGetItemStr(dict, ID_plain)
    setQuoteFunctions((f) => (f === ascii ? 1 : f === plain ? 2 : 0))
    if (addOwned(dict, 'make_scanner', Py_NewRef(Scanner_Type)) < 0) return -1
    return addOwned(dict, 'make_encoder', Py_NewRef(Encoder_Type))
  },
})
