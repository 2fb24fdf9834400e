/** hex() and fromhex() (CPython Python/pystrhex.c, _PyBytes_FromHex). */
import { type Ptr, u8 } from '../../memory/heap'
import { PyObject_Size } from '../abstract/sequence-protocol'
import { PyObject_CallOneArg } from '../call'
import { raise, typeError, typeNameOf } from '../errors'
import { Py_DECREF } from '../header'
import { bindArgs } from '../type/arg-parse'
import { Py_None, PyByteArray_Type, PyBytes_Type, PyExc_ValueError } from '../types'
import { intArg } from './arg-convert'
import { PyBytes_Check } from './bytes-core'
import { type ByteKind, bytesData } from './bytes-like'
import { PyUnicode_Check } from './str-build'
import { newStr, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from './str-core'

const HEX = '0123456789abcdef'

/** The hex text of n bytes, in groups from the right (bytes_per_sep > 0) or left; null + error. */
function hexText(p: Ptr, n: number, sep: string, group: number): string {
  const every = Math.abs(group)
  let out = ''
  for (let i = 0; i < n; i++) {
    if (i > 0 && sep !== '' && every > 0 && (group > 0 ? (n - i) % every === 0 : i % every === 0)) out += sep
    out += HEX[u8[p + i] >> 4] + HEX[u8[p + i] & 15]
  }
  return out
}

/** hex(sep=..., bytes_per_sep=1) of n bytes. */
export function bytesHex(p: Ptr, n: number, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('hex', ['sep', 'bytes_per_sep'], {}, args, nargs, kwnames)
  if (a === null) return 0
  const group = a[1] === 0 ? 1 : intArg(a[1])
  if (group === null) return 0
  let sep = ''
  if (a[0] !== 0) {
    const isStr = PyUnicode_Check(a[0])
    const length = PyObject_Size(a[0])
    if (length < 0) return 0
    if (length !== 1) return raise(PyExc_ValueError, 'sep must be length 1.')
    if (!isStr && !PyBytes_Check(a[0])) return typeError('sep must be str or bytes.')
    const c = isStr ? PyUnicode_READ(PyUnicode_KIND(a[0]), PyUnicode_DATA(a[0]), 0) : u8[bytesData(a[0])]
    if (c > 127) return raise(PyExc_ValueError, 'sep must be ASCII.')
    sep = String.fromCharCode(c)
  }
  return newStr(hexText(p, n, sep, group))
}

const digit = (c: number): number => {
  const i = c < 128 ? HEX.indexOf(String.fromCharCode(c).toLowerCase()) : -1
  return i
}
const isSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13)

/** type.fromhex(text) */
export function bytesFromHex(type: Ptr, text: Ptr, k: ByteKind): Ptr {
  if (!PyUnicode_Check(text)) {
    return typeError(`fromhex() argument must be str, not ${text === Py_None ? 'None' : typeNameOf(text)}`)
  }
  const kind = PyUnicode_KIND(text)
  const data = PyUnicode_DATA(text)
  const n = PyUnicode_GET_LENGTH(text)
  const at = (i: number): number => (i < n ? PyUnicode_READ(kind, data, i) : 0)
  const out: number[] = []
  const bad = (i: number): Ptr =>
    raise(PyExc_ValueError, `non-hexadecimal number found in fromhex() arg at position ${i}`)
  for (let i = 0; i < n; ) {
    if (isSpace(at(i))) {
      i++
      continue
    }
    const hi = digit(at(i))
    if (hi < 0) return bad(i)
    const lo = digit(at(i + 1))
    if (lo < 0) return bad(i + 1)
    out.push(hi * 16 + lo)
    i += 2
  }
  const o = k.room(out.length)
  if (o === 0) return 0
  if (out.length === 1) {
    Py_DECREF(o)
    return finish(type, one(k, out[0]))
  }
  if (out.length > 0) u8.set(out, bytesData(o))
  return finish(type, o)
}

function one(k: ByteKind, b: number): Ptr {
  // through make(), which knows the shared one-byte objects
  const o = k.room(1)
  if (o === 0) return 0
  u8[bytesData(o)] = b
  const r = k.make(bytesData(o), 1)
  Py_DECREF(o)
  return r
}

function finish(type: Ptr, o: Ptr): Ptr {
  if (o === 0 || type === PyBytes_Type || type === PyByteArray_Type) return o
  const r = PyObject_CallOneArg(type, o)
  Py_DECREF(o)
  return r
}
