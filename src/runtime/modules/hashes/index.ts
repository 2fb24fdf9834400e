/** The modules _md5, _sha1, _sha256 and _sha512: hash objects of hashlib. */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyObject_GC_Del, PyObject_GC_New, PyObject_GC_Track, typeBasicSize } from '../../object/alloc'
import { defineType, FASTKW, type MethodSpec, NOARGS, O } from '../../object/define'
import { typeError } from '../../object/errors'
import { Py_DECREF, Py_TYPE } from '../../object/header'
import {
  TPFLAGS_DEFAULT,
  TPFLAGS_DISALLOW_INSTANTIATION,
  TPFLAGS_HAVE_GC,
  TPFLAGS_IMMUTABLETYPE,
} from '../../object/layout'
import { PyLong_FromLong } from '../../object/number/int-core'
import { newBytes } from '../../object/text/bytes-core'
import { newStr } from '../../object/text/str-core'
import { bindArgs } from '../../object/type/arg-parse'
import { moduleHeapType } from '../../object/types'
import { addObject, defineModule } from '../define-module'
import { isText } from '../fs-path'
import { readableView } from '../io/buffer-view'
import { none } from '../values'
import { type Algorithm, MD5, SHA1, SHA224, SHA256, SHA384, SHA512 } from './algorithms'

// hash object: total bytes as a double word pair, bytes in the buffer, state, buffer
const TOTAL_LOW = 16
const TOTAL_HIGH = 20
const USED = 24
const STATE = 28
const bufferOf = (o: Ptr, a: Algorithm): Ptr => o + STATE + 4 * a.initial.length

const types: Ptr[] = []
const algorithms = new Map<Ptr, Algorithm>()
const algorithmOf = (o: Ptr): Algorithm => algorithms.get(Py_TYPE(o)) as Algorithm

function newHash(type: Ptr): Ptr {
  const size = typeBasicSize(type)
  const o = PyObject_GC_New(type, size)
  if (o === 0) return 0
  u8.fill(0, o + 16, o + size)
  const a = algorithmOf(o)
  a.initial.forEach((v, i) => {
    i32[(o + STATE + 4 * i) >> 2] = v
  })
  PyObject_GC_Track(o)
  return o
}

/** Adds memory to the message. */
function feed(o: Ptr, start: Ptr, n: number): void {
  const a = algorithmOf(o)
  const total = (i32[(o + TOTAL_HIGH) >> 2] >>> 0) * 4294967296 + (i32[(o + TOTAL_LOW) >> 2] >>> 0) + n
  i32[(o + TOTAL_LOW) >> 2] = total | 0
  i32[(o + TOTAL_HIGH) >> 2] = Math.floor(total / 4294967296)
  const buffer = bufferOf(o, a)
  let at = start
  const end = start + n
  let used = i32[(o + USED) >> 2]
  while (at < end) {
    const part = Math.min(a.blockSize - used, end - at)
    u8.copyWithin(buffer + used, at, at + part)
    at += part
    used += part
    if (used === a.blockSize) {
      a.mix(o + STATE, buffer)
      used = 0
    }
  }
  i32[(o + USED) >> 2] = used
}

/** The digest of what was fed so far; the object itself is not changed. */
function digestBytes(o: Ptr): Uint8Array | null {
  const copy = copyOf(o)
  if (copy === 0) return null
  const a = algorithmOf(o)
  const low = i32[(o + TOTAL_LOW) >> 2]
  const high = i32[(o + TOTAL_HIGH) >> 2]
  const buffer = bufferOf(copy, a)
  let used = i32[(copy + USED) >> 2]
  u8[buffer + used++] = 0x80
  if (used > a.blockSize - a.lengthBytes) {
    u8.fill(0, buffer + used, buffer + a.blockSize)
    a.mix(copy + STATE, buffer)
    used = 0
  }
  u8.fill(0, buffer + used, buffer + a.blockSize)
  const bitsHigh = (high << 3) | (low >>> 29)
  const bitsLow = low << 3
  const end = buffer + a.blockSize
  for (let i = 0; i < 4; i++) {
    if (a.bigEndian) {
      u8[end - 1 - i] = bitsLow >>> (8 * i)
      u8[end - 5 - i] = bitsHigh >>> (8 * i)
    } else {
      u8[end - 8 + i] = bitsLow >>> (8 * i)
      u8[end - 4 + i] = bitsHigh >>> (8 * i)
    }
  }
  a.mix(copy + STATE, buffer)
  const out = new Uint8Array(a.digestSize)
  for (let i = 0; i < a.digestSize; i++) {
    const w = i32[(copy + STATE + (i & ~3)) >> 2]
    out[i] = w >>> (8 * (a.bigEndian ? 3 - (i & 3) : i & 3))
  }
  Py_DECREF(copy)
  return out
}

function copyOf(o: Ptr): Ptr {
  const copy = newHash(Py_TYPE(o))
  if (copy !== 0) u8.copyWithin(copy + 16, o + 16, o + typeBasicSize(Py_TYPE(o)))
  return copy
}

function update(o: Ptr, data: Ptr): boolean {
  if (isText(data)) {
    typeError('Strings must be encoded before hashing')
    return false
  }
  const view = readableView(data)
  if (view === null) return false
  feed(o, view.start, view.length)
  view.release()
  return true
}

/** The constructor function of an algorithm, after defining its type. */
function define(a: Algorithm, module: string, typeName: string, size: number): MethodSpec {
  const type = moduleHeapType()
  types.push(type)
  algorithms.set(type, a)
  defineType(type, {
    name: `${module}.${typeName}`,
    heap: true,
    basicsize: size,
    flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC | TPFLAGS_IMMUTABLETYPE | TPFLAGS_DISALLOW_INSTANTIATION,
    dealloc: PyObject_GC_Del,
    traverse: () => 0,
    methods: {
      copy: NOARGS(copyOf),
      digest: NOARGS((o) => {
        const d = digestBytes(o)
        return d === null ? 0 : newBytes(d)
      }),
      hexdigest: NOARGS((o) => {
        const d = digestBytes(o)
        return d === null ? 0 : newStr([...d].map((b) => b.toString(16).padStart(2, '0')).join(''))
      }),
      update: O((o, data) => (update(o, data) ? none() : 0)),
    },
    getset: {
      block_size: { get: () => PyLong_FromLong(a.blockSize) },
      name: { get: () => newStr(a.name) },
      digest_size: { get: () => PyLong_FromLong(a.digestSize) },
    },
  })
  return FASTKW((_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr) => {
    const given = bindArgs(a.name, ['string', 'usedforsecurity'], { kwonlyFrom: 1 }, args, nargs, kwnames)
    const o = given === null ? 0 : newHash(type)
    if (given === null || o === 0) return 0
    if (given[0] !== 0 && !update(o, given[0])) {
      Py_DECREF(o)
      return 0
    }
    return o
  })
}

interface HashFunction {
  algorithm: Algorithm
  constructor: string
  /** The type's name in the module. */
  attribute: string
}

/** A module with its hash functions; `size` is that of CPython's objects. */
function defineHashes(name: string, size: number, functions: HashFunction[]): void {
  const own = types.length
  const methods: Record<string, MethodSpec> = {}
  for (const f of functions) methods[f.constructor] = define(f.algorithm, name, f.constructor, size)
  const made = types.slice(own)
  defineModule({
    name,
    methods,
    heapTypes: made,
    exec: (_m, dict) => (functions.every((f, i) => addObject(dict, f.attribute, made[i]) === 0) ? 0 : -1),
  })
}

defineHashes('_md5', 112, [{ algorithm: MD5, constructor: 'md5', attribute: 'MD5Type' }])
defineHashes('_sha1', 112, [{ algorithm: SHA1, constructor: 'sha1', attribute: 'SHA1Type' }])
defineHashes('_sha256', 128, [
  { algorithm: SHA224, constructor: 'sha224', attribute: 'SHA224Type' },
  { algorithm: SHA256, constructor: 'sha256', attribute: 'SHA256Type' },
])
// both under one name, the second replaces the first: so CPython's module does
defineHashes('_sha512', 224, [
  { algorithm: SHA384, constructor: 'sha384', attribute: 'SHA384Type' },
  { algorithm: SHA512, constructor: 'sha512', attribute: 'SHA384Type' },
])
