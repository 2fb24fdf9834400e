/** Module _codecs: the registry and the codecs that encodings/*.py stand on. */
import type { Ptr } from '../memory/heap'
import { PyTuple_New, PyTuple_SET_ITEM } from '../object/container/tuple-core'
import { arg, FAST, FASTKW, type MethodSpec, O } from '../object/define'
import { Py_NewRef, Py_SIZE } from '../object/header'
import { PyLong_FromLong } from '../object/number/int-core'
import { badArgument, boolArg, intArg, isStrArg, textArg } from '../object/text/arg-convert'
import { PyBytes_Check, PyBytes_FromStringAndSize } from '../object/text/bytes-core'
import { bytesData, withBuffer } from '../object/text/bytes-like'
import { bytesRepr } from '../object/text/bytes-repr'
import {
  PyBytes_DecodeEscape,
  PyUnicode_AsRawUnicodeEscapeString,
  PyUnicode_AsUnicodeEscapeString,
  PyUnicode_DecodeRawUnicodeEscape,
  PyUnicode_DecodeUnicodeEscape,
} from '../object/text/codec-escape'
import {
  PyUnicode_AsASCIIString,
  PyUnicode_AsLatin1String,
  PyUnicode_DecodeASCII,
  PyUnicode_DecodeLatin1,
} from '../object/text/codec-latin'
import { PyUnicode_DecodeUTF7, PyUnicode_EncodeUTF7 } from '../object/text/codec-utf7'
import {
  decodeConsumed,
  PyUnicode_AsUTF8,
  PyUnicode_AsUTF8String,
  PyUnicode_DecodeUTF8,
  utf8Length,
} from '../object/text/codec-utf8'
import {
  type ByteOrder,
  detectedOrder,
  PyUnicode_DecodeUTF16,
  PyUnicode_DecodeUTF32,
  PyUnicode_EncodeUTF16,
  PyUnicode_EncodeUTF32,
} from '../object/text/codec-utf16'
import { PyUnicode_Check } from '../object/text/str-build'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH } from '../object/text/str-core'
import { bindArgs, checkPositional } from '../object/type/arg-parse'
import { Py_None } from '../object/types'
import { buildEncodingMap, PyUnicode_DecodeCharmap, PyUnicode_EncodeCharmap } from './codecs/charmap'
import { lookupError } from './codecs/handlers'
import { codecRun, lookupCodec, registerErrorHandler, registerSearch, unregisterSearch } from './codecs/registry'
import { defineModule } from './define-module'

const none = (r: number): Ptr => (r < 0 ? 0 : Py_NewRef(Py_None))

/** (object, length, ...): takes the object over. */
function answer(object: Ptr, ...numbers: number[]): Ptr {
  if (object === 0) return 0
  const t = PyTuple_New(1 + numbers.length)
  if (t === 0) return 0
  PyTuple_SET_ITEM(t, 0, object)
  numbers.forEach((n, i) => {
    PyTuple_SET_ITEM(t, i + 1, PyLong_FromLong(n))
  })
  return t
}

/** An optional errors argument: 'strict' when absent or None; null + error. */
function errorsArg(fname: string, args: Ptr, nargs: number, i: number): string | null {
  if (i >= nargs || arg(args, i) === Py_None) return 'strict'
  const o = arg(args, i)
  if (!PyUnicode_Check(o)) {
    badArgument(fname, `argument ${i + 1}`, 'str or None', o)
    return null
  }
  return textArg(fname, `argument ${i + 1}`, o)
}

/** name(str, errors=None) -> (bytes, length) */
const encoder = (fname: string, f: (s: Ptr, errors: string) => Ptr, max = 2): MethodSpec =>
  FAST((_m, args, nargs) => {
    if (!checkPositional(fname, nargs, 1, max)) return 0
    const s = arg(args, 0)
    if (!isStrArg(fname, 'argument 1', s)) return 0
    const errors = errorsArg(fname, args, nargs, 1)
    return errors === null ? 0 : answer(f(s, errors), PyUnicode_GET_LENGTH(s))
  })

/** name(bytes, errors=None, final=False) -> (str, consumed) */
function decoder(
  fname: string,
  f: (p: Ptr, n: number, errors: string, stateful: boolean) => Ptr,
  incremental: boolean,
): MethodSpec {
  return FAST((_m, args, nargs) => {
    if (!checkPositional(fname, nargs, 1, incremental ? 3 : 2)) return 0
    const errors = errorsArg(fname, args, nargs, 1)
    if (errors === null) return 0
    // only the escape codecs are final unless told otherwise
    let final = fname.includes('escape')
    if (nargs > 2) {
      const b = boolArg(arg(args, 2))
      if (b === null) return 0
      final = b
    }
    const run = (p: Ptr, n: number): Ptr => {
      const s = f(p, n, errors, incremental && !final)
      return answer(s, incremental ? decodeConsumed : n)
    }
    return withText(arg(args, 0), fname.includes('escape'), run)
  })
}

/** Calls f with the bytes of o; the escape codecs take a str too, as its UTF-8. */
function withText(o: Ptr, strToo: boolean, f: (p: Ptr, n: number) => Ptr): Ptr {
  if (strToo && PyUnicode_Check(o)) {
    const p = PyUnicode_AsUTF8(o)
    return p === 0 ? 0 : f(p, utf8Length)
  }
  return withBuffer(o, f) ?? 0
}

/** utf_16_encode(str, errors=None, byteorder=0) */
const orderedEncoder = (fname: string, f: (s: Ptr, errors: string, order: ByteOrder) => Ptr): MethodSpec =>
  FAST((_m, args, nargs) => {
    if (!checkPositional(fname, nargs, 1, 3)) return 0
    const s = arg(args, 0)
    if (!isStrArg(fname, 'argument 1', s)) return 0
    const errors = errorsArg(fname, args, nargs, 1)
    const order = nargs > 2 ? intArg(arg(args, 2)) : 0
    if (errors === null || order === null) return 0
    return answer(f(s, errors, Math.sign(order) as ByteOrder), PyUnicode_GET_LENGTH(s))
  })

type OrderedDecode = (p: Ptr, n: number, errors: string, order: ByteOrder, stateful?: boolean) => Ptr

/** utf_16_ex_decode(bytes, errors=None, byteorder=0, final=False) -> (str, consumed, byteorder) */
const exDecoder = (fname: string, f: OrderedDecode): MethodSpec =>
  FAST((_m, args, nargs) => {
    if (!checkPositional(fname, nargs, 1, 4)) return 0
    const errors = errorsArg(fname, args, nargs, 1)
    const order = nargs > 2 ? intArg(arg(args, 2)) : 0
    const final = nargs > 3 ? boolArg(arg(args, 3)) : false
    if (errors === null || order === null || final === null) return 0
    const r = withBuffer(arg(args, 0), (p, n) => {
      const s = f(p, n, errors, Math.sign(order) as ByteOrder, !final)
      return answer(s, decodeConsumed, detectedOrder)
    })
    return r ?? 0
  })

const utf = (bits: 16 | 32): Record<string, MethodSpec> => {
  const enc = bits === 16 ? PyUnicode_EncodeUTF16 : PyUnicode_EncodeUTF32
  const dec: OrderedDecode = bits === 16 ? PyUnicode_DecodeUTF16 : PyUnicode_DecodeUTF32
  const name = `utf_${bits}`
  return {
    [`${name}_encode`]: orderedEncoder(`${name}_encode`, enc),
    [`${name}_le_encode`]: encoder(`${name}_le_encode`, (s, e) => enc(s, e, -1)),
    [`${name}_be_encode`]: encoder(`${name}_be_encode`, (s, e) => enc(s, e, 1)),
    [`${name}_decode`]: decoder(`${name}_decode`, (p, n, e, st) => dec(p, n, e, 0, st), true),
    [`${name}_le_decode`]: decoder(`${name}_le_decode`, (p, n, e, st) => dec(p, n, e, -1, st), true),
    [`${name}_be_decode`]: decoder(`${name}_be_decode`, (p, n, e, st) => dec(p, n, e, 1, st), true),
    [`${name}_ex_decode`]: exDecoder(`${name}_ex_decode`, dec),
  }
}

/** encode(obj, encoding='utf-8', errors='strict') */
const codecMethod = (fname: string, which: 0 | 1): MethodSpec =>
  FASTKW((_m, args, nargs, kwnames) => {
    const a = bindArgs(fname, ['obj', 'encoding', 'errors'], { required: 1 }, args, nargs, kwnames)
    if (a === null) return 0
    const encoding = a[1] === 0 ? 'utf-8' : textArg(fname, "argument 'encoding'", a[1])
    if (encoding === null) return 0
    const errors = a[2] === 0 ? null : textArg(fname, "argument 'errors'", a[2])
    if (a[2] !== 0 && errors === null) return 0
    return codecRun(which, a[0], encoding, errors)
  })

function charmapDecode(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('charmap_decode', nargs, 1, 3)) return 0
  const errors = errorsArg('charmap_decode', args, nargs, 1)
  if (errors === null) return 0
  const mapping = nargs > 2 && arg(args, 2) !== Py_None ? arg(args, 2) : 0
  const r = withBuffer(arg(args, 0), (p, n) =>
    answer(mapping === 0 ? PyUnicode_DecodeLatin1(p, n) : PyUnicode_DecodeCharmap(p, n, mapping, errors), n),
  )
  return r ?? 0
}

function charmapEncode(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('charmap_encode', nargs, 1, 3)) return 0
  const s = arg(args, 0)
  if (!isStrArg('charmap_encode', 'argument 1', s)) return 0
  const errors = errorsArg('charmap_encode', args, nargs, 1)
  if (errors === null) return 0
  const mapping = nargs > 2 && arg(args, 2) !== Py_None ? arg(args, 2) : 0
  const r = mapping === 0 ? PyUnicode_AsLatin1String(s, errors) : PyUnicode_EncodeCharmap(s, mapping, errors)
  return answer(r, PyUnicode_GET_LENGTH(s))
}

/** escape_encode(bytes): the inside of its repr. */
function escapeEncode(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('escape_encode', nargs, 1, 2)) return 0
  const o = arg(args, 0)
  if (!PyBytes_Check(o)) return badArgument('escape_encode', 'argument 1', 'bytes', o)
  const repr = bytesRepr(bytesData(o), Py_SIZE(o), '', '', true)
  if (repr === 0) return 0
  const n = PyUnicode_GET_LENGTH(repr)
  return answer(PyBytes_FromStringAndSize(PyUnicode_DATA(repr) + 1, n - 2), Py_SIZE(o))
}

defineModule({
  name: '_codecs',
  methods: {
    register: O((_m, f) => none(registerSearch(f))),
    unregister: O((_m, f) => none(unregisterSearch(f))),
    lookup: O((_m, name) => {
      const text = textArg('lookup', 'argument', name)
      return text === null ? 0 : lookupCodec(text)
    }),
    encode: codecMethod('encode', 0),
    decode: codecMethod('decode', 1),
    escape_encode: FAST(escapeEncode),
    escape_decode: decoder('escape_decode', (p, n, e) => PyBytes_DecodeEscape(p, n, e), false),
    utf_8_encode: encoder('utf_8_encode', PyUnicode_AsUTF8String),
    utf_8_decode: decoder('utf_8_decode', PyUnicode_DecodeUTF8, true),
    utf_7_encode: encoder('utf_7_encode', (s) => PyUnicode_EncodeUTF7(s)),
    utf_7_decode: decoder('utf_7_decode', PyUnicode_DecodeUTF7, true),
    ...utf(16),
    ...utf(32),
    unicode_escape_encode: encoder('unicode_escape_encode', PyUnicode_AsUnicodeEscapeString),
    unicode_escape_decode: decoder('unicode_escape_decode', PyUnicode_DecodeUnicodeEscape, true),
    raw_unicode_escape_encode: encoder('raw_unicode_escape_encode', PyUnicode_AsRawUnicodeEscapeString),
    raw_unicode_escape_decode: decoder('raw_unicode_escape_decode', PyUnicode_DecodeRawUnicodeEscape, true),
    latin_1_encode: encoder('latin_1_encode', PyUnicode_AsLatin1String),
    latin_1_decode: decoder('latin_1_decode', PyUnicode_DecodeLatin1, false),
    ascii_encode: encoder('ascii_encode', PyUnicode_AsASCIIString),
    ascii_decode: decoder('ascii_decode', PyUnicode_DecodeASCII, false),
    charmap_encode: FAST(charmapEncode),
    charmap_decode: FAST(charmapDecode),
    charmap_build: O((_m, map) => (isStrArg('charmap_build', 'argument', map) ? buildEncodingMap(map) : 0)),
    readbuffer_encode: FAST((_m, args, nargs) => {
      if (!checkPositional('readbuffer_encode', nargs, 1, 2)) return 0
      return withText(arg(args, 0), true, (p, n) => answer(PyBytes_FromStringAndSize(p, n), n))
    }),
    register_error: FAST((_m, args, nargs) => {
      if (!checkPositional('register_error', nargs, 2, 2)) return 0
      const name = textArg('register_error', 'argument 1', arg(args, 0))
      return name === null ? 0 : none(registerErrorHandler(name, arg(args, 1)))
    }),
    lookup_error: O((_m, name) => {
      const text = textArg('lookup_error', 'argument', name)
      return text === null ? 0 : lookupError(text)
    }),
  },
})
