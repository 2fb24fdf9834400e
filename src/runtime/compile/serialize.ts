import { type BytesConst, type CodeUnit, type Const, ELLIPSIS, FALSE, NONE, TRUE, type TupleConst } from './code-unit'

/**
 * Compiled modules as bytes, for a cache. Every constant is written once and referred to by number afterwards, so that what
 * was one object is one object after reading.
 *
 *     "PMLC" version:u8 code-unit
 *
 * Integers are variable-length (7 bits a byte, least significant first). A constant is a tag and its payload, or TAG_REF and
 * the number of a constant written before; numbers are given when a constant is complete, except for singletons.
 */
const MAGIC = [0x50, 0x4d, 0x4c, 0x43]

/** To be raised with every change of the format, and whenever the compiler's output changes. */
export const SERIAL_VERSION = 1

const TAG_REF = 0
const TAG_NONE = 1
const TAG_TRUE = 2
const TAG_FALSE = 3
const TAG_ELLIPSIS = 4
const TAG_INT = 5
const TAG_NEGATIVE_INT = 6
const TAG_FLOAT = 7
const TAG_COMPLEX = 8
const TAG_LATIN1 = 9
const TAG_UTF16 = 10
const TAG_BYTES = 11
const TAG_TUPLE = 12
const TAG_FROZENSET = 13
const TAG_CODE = 14

export class SerialError extends Error {}

export function serialize(unit: CodeUnit): Uint8Array {
  const writer = new Writer()
  for (const byte of MAGIC) writer.byte(byte)
  writer.byte(SERIAL_VERSION)
  writer.unit(unit)
  return writer.result()
}

/**
 * Throws SerialError for anything not written by `serialize` of this version. The bytes must not change afterwards: the unit
 * refers to them. `latin1`: text of all bytes, each a character; hosts have faster ways than ours.
 */
export function deserialize(bytes: Uint8Array, latin1: (bytes: Uint8Array) => string = latin1Text): CodeUnit {
  const reader = new Reader(bytes, latin1(bytes))
  for (const byte of MAGIC) if (reader.byte() !== byte) throw new SerialError('not a compiled module')
  const version = reader.byte()
  if (version !== SERIAL_VERSION) throw new SerialError(`compiled module of version ${version}, not ${SERIAL_VERSION}`)
  const unit = reader.unit()
  if (!reader.atEnd()) throw new SerialError('bytes after the end of a compiled module')
  return unit
}

class Writer {
  private bytes = new Uint8Array(4096)
  private length = 0
  private readonly refs = new Map<Const, number>()
  /** Names and other strings that are no constants: by value. */
  private readonly texts = new Map<string, number>()

  result(): Uint8Array {
    return this.bytes.slice(0, this.length)
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count))
    grown.set(this.bytes)
    this.bytes = grown
  }

  byte(v: number): void {
    this.reserve(1)
    this.bytes[this.length++] = v
  }

  private uint(v: number): void {
    while (v >= 0x80) {
      this.byte(0x80 | (v % 0x80))
      v = Math.floor(v / 0x80)
    }
    this.byte(v)
  }

  private raw(v: Uint8Array): void {
    this.uint(v.length)
    this.reserve(v.length)
    this.bytes.set(v, this.length)
    this.length += v.length
  }

  private float(v: number): void {
    this.reserve(8)
    new DataView(this.bytes.buffer).setFloat64(this.length, v)
    this.length += 8
  }

  private chars(v: string): void {
    let wide = false
    for (let i = 0; i < v.length && !wide; i++) wide = v.charCodeAt(i) > 0xff
    this.byte(wide ? TAG_UTF16 : TAG_LATIN1)
    this.uint(v.length)
    for (let i = 0; i < v.length; i++) {
      const unit = v.charCodeAt(i)
      this.byte(unit & 0xff)
      if (wide) this.byte(unit >> 8)
    }
  }

  private text(v: string): void {
    const known = this.texts.get(v)
    if (known !== undefined) {
      this.byte(TAG_REF)
      this.uint(known)
      return
    }
    this.texts.set(v, this.texts.size)
    this.chars(v)
  }

  unit(u: CodeUnit): void {
    for (const v of [u.argcount, u.posonlyargcount, u.kwonlyargcount, u.stacksize, u.flags, u.firstlineno]) this.uint(v)
    this.text(u.filename)
    this.text(u.name)
    this.text(u.qualname)
    this.raw(u.code)
    this.raw(u.localspluskinds)
    const { consts, names, localsplusnames, linetable, exceptiontable } = u.objects
    this.const(consts)
    this.const(names)
    this.const(localsplusnames)
    this.const(linetable)
    this.const(exceptiontable)
  }

  private const(c: Const): void {
    const known = this.refs.get(c)
    if (known !== undefined) {
      this.byte(TAG_REF)
      this.uint(known)
      return
    }
    switch (c.t) {
      case 'none':
        this.byte(TAG_NONE)
        return
      case 'true':
        this.byte(TAG_TRUE)
        return
      case 'false':
        this.byte(TAG_FALSE)
        return
      case 'ellipsis':
        this.byte(TAG_ELLIPSIS)
        return
      case 'int':
        this.byte(c.v < 0n ? TAG_NEGATIVE_INT : TAG_INT)
        this.raw(magnitudeBytes(c.v < 0n ? -c.v : c.v))
        break
      case 'float':
        this.byte(TAG_FLOAT)
        this.float(c.v)
        break
      case 'complex':
        this.byte(TAG_COMPLEX)
        this.float(c.re)
        this.float(c.im)
        break
      case 'str':
        this.chars(c.v)
        break
      case 'bytes':
        this.byte(TAG_BYTES)
        this.raw(c.v)
        break
      case 'tuple':
      case 'frozenset':
        this.byte(c.t === 'tuple' ? TAG_TUPLE : TAG_FROZENSET)
        this.uint(c.v.length)
        for (const item of c.v) this.const(item)
        break
      case 'code':
        this.byte(TAG_CODE)
        this.unit(c.v)
        break
    }
    this.refs.set(c, this.refs.size)
  }
}

function magnitudeBytes(v: bigint): Uint8Array {
  const hex = v.toString(16)
  const padded = hex.length % 2 === 0 ? hex : `0${hex}`
  return Uint8Array.from({ length: padded.length / 2 }, (_, i) => Number.parseInt(padded.slice(2 * i, 2 * i + 2), 16))
}

function latin1Text(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let i = 0; i < bytes.length; i += 4096) parts.push(String.fromCharCode(...bytes.subarray(i, i + 4096)))
  return parts.join('')
}

class Reader {
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private at = 0
  private readonly consts: Const[] = []
  private readonly texts: string[] = []

  constructor(
    bytes: Uint8Array,
    private readonly latin1: string,
  ) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  atEnd(): boolean {
    return this.at === this.bytes.length
  }

  byte(): number {
    if (this.at >= this.bytes.length) throw new SerialError('compiled module is cut short')
    return this.bytes[this.at++]
  }

  private uint(): number {
    const first = this.byte()
    if (first < 0x80) return first
    let v = first & 0x7f
    for (let scale = 0x80; ; scale *= 0x80) {
      const byte = this.byte()
      v += (byte & 0x7f) * scale
      if (byte < 0x80) return v
    }
  }

  private take(length: number): number {
    const start = this.at
    if (start + length > this.bytes.length) throw new SerialError('compiled module is cut short')
    this.at += length
    return start
  }

  private raw(): Uint8Array {
    const length = this.uint()
    const start = this.take(length)
    return new Uint8Array(this.bytes.buffer, this.bytes.byteOffset + start, length)
  }

  private float(): number {
    return this.view.getFloat64(this.take(8))
  }

  private chars(tag: number): string {
    const length = this.uint()
    if (tag === TAG_LATIN1) {
      const start = this.take(length)
      return this.latin1.slice(start, start + length)
    }
    const start = this.take(2 * length)
    let text = ''
    for (let p = start; p < start + 2 * length; p += 2) text += String.fromCharCode(this.view.getUint16(p, true))
    return text
  }

  /** Most ints are small. */
  private magnitude(): bigint {
    const length = this.uint()
    const start = this.take(length)
    if (length <= 4) {
      let v = 0
      for (let p = start; p < start + length; p++) v = v * 256 + this.bytes[p]
      return BigInt(v)
    }
    const bytes = this.bytes.subarray(start, start + length)
    return BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
  }

  private text(): string {
    const tag = this.byte()
    if (tag === TAG_REF) return this.known(this.texts)
    if (tag !== TAG_LATIN1 && tag !== TAG_UTF16) throw new SerialError(`no string but tag ${tag}`)
    const text = this.chars(tag)
    this.texts.push(text)
    return text
  }

  private known<T>(table: readonly T[]): T {
    const index = this.uint()
    if (index >= table.length) throw new SerialError(`reference ${index} to nothing`)
    return table[index]
  }

  private const(): Const {
    const tag = this.byte()
    let c: Const
    switch (tag) {
      case TAG_REF:
        return this.known(this.consts)
      case TAG_NONE:
        return NONE
      case TAG_TRUE:
        return TRUE
      case TAG_FALSE:
        return FALSE
      case TAG_ELLIPSIS:
        return ELLIPSIS
      case TAG_INT:
      case TAG_NEGATIVE_INT: {
        const magnitude = this.magnitude()
        c = { t: 'int', v: tag === TAG_INT ? magnitude : -magnitude }
        break
      }
      case TAG_FLOAT:
        c = { t: 'float', v: this.float() }
        break
      case TAG_COMPLEX: {
        const re = this.float()
        c = { t: 'complex', re, im: this.float() }
        break
      }
      case TAG_LATIN1:
      case TAG_UTF16:
        c = { t: 'str', v: this.chars(tag) }
        break
      case TAG_BYTES:
        c = { t: 'bytes', v: this.raw() }
        break
      case TAG_TUPLE:
      case TAG_FROZENSET: {
        const count = this.uint()
        const items: Const[] = []
        for (let i = 0; i < count; i++) items.push(this.const())
        c = { t: tag === TAG_TUPLE ? 'tuple' : 'frozenset', v: items }
        break
      }
      case TAG_CODE:
        c = { t: 'code', v: this.unit() }
        break
      default:
        throw new SerialError(`unknown tag ${tag}`)
    }
    this.consts.push(c)
    return c
  }

  private tuple(): TupleConst {
    const c = this.const()
    if (c.t !== 'tuple') throw new SerialError(`no tuple but ${c.t}`)
    return c
  }

  private bytesConst(): BytesConst {
    const c = this.const()
    if (c.t !== 'bytes') throw new SerialError(`no bytes but ${c.t}`)
    return c
  }

  unit(): CodeUnit {
    const argcount = this.uint()
    const posonlyargcount = this.uint()
    const kwonlyargcount = this.uint()
    const stacksize = this.uint()
    const flags = this.uint()
    const firstlineno = this.uint()
    const filename = this.text()
    const name = this.text()
    const qualname = this.text()
    const code = this.raw()
    const localspluskinds = this.raw()
    const objects = {
      consts: this.tuple(),
      names: this.tuple(),
      localsplusnames: this.tuple(),
      linetable: this.bytesConst(),
      exceptiontable: this.bytesConst(),
    }
    return {
      argcount,
      posonlyargcount,
      kwonlyargcount,
      stacksize,
      flags,
      code,
      consts: objects.consts.v,
      names: stringsOf(objects.names),
      localsplusnames: stringsOf(objects.localsplusnames),
      localspluskinds,
      filename,
      name,
      qualname,
      firstlineno,
      linetable: objects.linetable.v,
      exceptiontable: objects.exceptiontable.v,
      objects,
    }
  }
}

function stringsOf(tuple: TupleConst): string[] {
  return tuple.v.map((item) => {
    if (item.t !== 'str') throw new SerialError(`no name but ${item.t}`)
    return item.v
  })
}
