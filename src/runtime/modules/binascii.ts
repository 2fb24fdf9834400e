/** Module binascii: hexadecimal, base64 and checksums (CPython Modules/binascii.c). */
import { type Ptr, u8 } from '../memory/heap'
import { PyNumber_Index } from '../object/abstract/number-protocol'
import { arg, FAST, FASTKW } from '../object/define'
import { raise, typeError, typeNameOf } from '../object/errors'
import { Py_DECREF } from '../object/header'
import { longLow32, PyLong_FromUnsignedLong } from '../object/number/int-core'
import { boolArg } from '../object/text/arg-convert'
import { copyBuffer } from '../object/text/buffer-copy'
import { newBytes } from '../object/text/bytes-core'
import { bytesHex } from '../object/text/bytes-hex'
import { withBuffer } from '../object/text/bytes-like'
import { PyUnicode_AsASCIIString } from '../object/text/codec-latin'
import { PyUnicode_Check } from '../object/text/str-build'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII } from '../object/text/str-core'
import { bindArgs, checkPositional } from '../object/type/arg-parse'
import { PyExc_Exception, PyExc_ValueError } from '../object/types'
import { defineModule } from './define-module'
import { exceptionClass } from './exception-class'

const BinasciiError = exceptionClass('binascii.Error', PyExc_ValueError)
const BinasciiIncomplete = exceptionClass('binascii.Incomplete', PyExc_Exception)

/** Bytes of a bytes-like object or an ASCII str; null + error. */
function asciiBuffer(o: Ptr): Uint8Array | null {
  if (PyUnicode_Check(o)) {
    if (!PyUnicode_IS_ASCII(o)) {
      raise(PyExc_ValueError, 'string argument should contain only ASCII characters')
      return null
    }
    const p = PyUnicode_DATA(o)
    return u8.slice(p, p + PyUnicode_GET_LENGTH(o))
  }
  const bytes = copyBuffer(o)
  if (bytes === null) {
    typeError(`argument should be bytes, buffer or ASCII string, not '${typeNameOf(o)}'`)
  }
  return bytes
}

function hexDigit(c: number): number {
  if (c >= 48 && c <= 57) return c - 48
  const l = c | 32
  return l >= 97 && l <= 102 ? l - 87 : -1
}

function unhexlify(o: Ptr): Ptr {
  const text = asciiBuffer(o)
  if (text === null) return 0
  if (text.length % 2 !== 0) return raise(BinasciiError.type(), 'Odd-length string')
  const out = new Uint8Array(text.length / 2)
  for (let i = 0; i < out.length; i++) {
    const hi = hexDigit(text[2 * i])
    const lo = hexDigit(text[2 * i + 1])
    if (hi < 0 || lo < 0) return raise(BinasciiError.type(), 'Non-hexadecimal digit found')
    out[i] = hi * 16 + lo
  }
  return newBytes(out)
}

/** hexlify(data[, sep[, bytes_per_sep]]) as bytes. */
function hexlify(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('hexlify', ['data', 'sep', 'bytes_per_sep'], { required: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  const r = withBuffer(a[0], (p, n) => {
    if (a[1] === 0 && a[2] === 0) return bytesHex(p, n, 0, 0, 0)
    // sep and bytes_per_sep as given, positionally or by name
    return nargs > 0 ? bytesHex(p, n, args + 8, nargs - 1, kwnames) : bytesHex(p, n, args, 0, kwnames)
  })
  if (r === null || r === 0) return 0
  const b = PyUnicode_AsASCIIString(r, 'strict')
  Py_DECREF(r)
  return b
}

const TABLE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Int8Array(256).fill(-1)
for (let i = 0; i < 64; i++) VALUES[TABLE.charCodeAt(i)] = i
const PAD = 61

/** Characters outside the alphabet are skipped unless strict. */
function decodeBase64(text: Uint8Array, strict: boolean): Ptr {
  const out: number[] = []
  let quad = 0
  let left = 0
  let pads = 0
  let padded = false
  if (strict && text.length > 0 && text[0] === PAD) return raise(BinasciiError.type(), 'Leading padding not allowed')
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (c === PAD) {
      padded = true
      pads++
      if (quad >= 2 && quad + pads >= 4) {
        if (strict && i + 1 < text.length) return raise(BinasciiError.type(), 'Excess data after padding')
        return newBytes(Uint8Array.from(out))
      }
      continue
    }
    const v = VALUES[c]
    if (v < 0) {
      if (strict) return raise(BinasciiError.type(), 'Only base64 data is allowed')
      continue
    }
    if (strict && padded) return raise(BinasciiError.type(), 'Discontinuous padding not allowed')
    pads = 0
    if (quad === 0) left = v
    else if (quad === 1) {
      out.push(((left << 2) | (v >> 4)) & 255)
      left = v & 15
    } else if (quad === 2) {
      out.push(((left << 4) | (v >> 2)) & 255)
      left = v & 3
    } else out.push(((left << 6) | v) & 255)
    quad = (quad + 1) & 3
  }
  if (quad === 0) return newBytes(Uint8Array.from(out))
  if (quad !== 1) return raise(BinasciiError.type(), 'Incorrect padding')
  const n = Math.floor(out.length / 3) * 4 + 1
  return raise(
    BinasciiError.type(),
    `Invalid base64-encoded string: number of data characters (${n}) cannot be 1 more than a multiple of 4`,
  )
}

function a2bBase64(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs(
    'a2b_base64',
    ['', 'strict_mode'],
    { required: 1, posonly: 1, kwonlyFrom: 1 },
    args,
    nargs,
    kwnames,
  )
  if (a === null) return 0
  const strict = a[1] === 0 ? false : boolArg(a[1])
  if (strict === null) return 0
  const text = asciiBuffer(a[0])
  return text === null ? 0 : decodeBase64(text, strict)
}

function b2aBase64(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('b2a_base64', ['', 'newline'], { required: 1, posonly: 1, kwonlyFrom: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  const newline = a[1] === 0 ? true : boolArg(a[1])
  if (newline === null) return 0
  const data = copyBuffer(a[0])
  if (data === null) return 0
  const out: number[] = []
  for (let i = 0; i < data.length; i += 3) {
    const n = data.length - i
    const word = (data[i] << 16) | ((n > 1 ? data[i + 1] : 0) << 8) | (n > 2 ? data[i + 2] : 0)
    out.push(TABLE.charCodeAt(word >> 18), TABLE.charCodeAt((word >> 12) & 63))
    out.push(n > 1 ? TABLE.charCodeAt((word >> 6) & 63) : PAD, n > 2 ? TABLE.charCodeAt(word & 63) : PAD)
  }
  if (newline) out.push(10)
  return newBytes(Uint8Array.from(out))
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  return c
})

/** An unsigned start value taken modulo 2**32; null + error. */
function startValue(o: Ptr): number | null {
  const v = PyNumber_Index(o)
  if (v === 0) return null
  const n = longLow32(v)
  Py_DECREF(v)
  return n
}

function crc32(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('crc32', nargs, 1, 2)) return 0
  const start = nargs > 1 ? startValue(arg(args, 1)) : 0
  const data = start === null ? null : copyBuffer(arg(args, 0))
  if (data === null || start === null) return 0
  let c = ~start
  for (const b of data) c = CRC_TABLE[(c ^ b) & 255] ^ (c >>> 8)
  return PyLong_FromUnsignedLong(~c >>> 0)
}

function crcHqx(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('crc_hqx', nargs, 2, 2)) return 0
  const start = startValue(arg(args, 1))
  const data = start === null ? null : copyBuffer(arg(args, 0))
  if (data === null || start === null) return 0
  let c = start & 0xffff
  for (const b of data) {
    c ^= b << 8
    for (let k = 0; k < 8; k++) c = c & 0x8000 ? ((c << 1) ^ 0x1021) & 0xffff : (c << 1) & 0xffff
  }
  return PyLong_FromUnsignedLong(c)
}

const one = (fname: string, f: (o: Ptr) => Ptr) =>
  FAST((_m, args, nargs) => (checkPositional(fname, nargs, 1, 1) ? f(arg(args, 0)) : 0))

defineModule({
  name: 'binascii',
  doc: 'Conversion between binary data and ASCII',
  methods: {
    a2b_base64: FASTKW(a2bBase64),
    b2a_base64: FASTKW(b2aBase64),
    a2b_hex: one('a2b_hex', unhexlify),
    b2a_hex: FASTKW(hexlify),
    hexlify: FASTKW(hexlify),
    unhexlify: one('unhexlify', unhexlify),
    crc_hqx: FAST(crcHqx),
    crc32: FAST(crc32),
  },
  exec: (_m, dict) => BinasciiError.addTo(dict, 'Error') || BinasciiIncomplete.addTo(dict, 'Incomplete'),
})
