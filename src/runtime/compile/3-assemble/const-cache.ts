import { uniqueItems } from '../2-analyze/const-equal'
import { type BytesConst, type CodeUnit, type Const, ELLIPSIS, FALSE, NONE, TRUE, type TupleConst } from '../code-unit'

/**
 * Equal constants of one compilation become one object, in CPython through a dict keyed by `_PyCode_ConstantKey`
 * (Python/compile.c `merge_consts_recursive`). Equal means: same type, same value, same sign of zero, and for tuples and
 * frozensets the same of each item.
 */
export class ConstCache {
  private readonly byKey = new Map<string, Const>()
  private readonly strings = new Map<string, Const>()
  private readonly ints = new Map<bigint, Const>()
  private readonly names = new Map<string, Const>()
  private readonly byteTables = new Map<number, BytesConst[]>()
  private readonly ids = new Map<Const, number>()

  /** The canonical object for a constant; what is inside of tuples and frozensets is made canonical too. */
  merge(c: Const): Const {
    switch (c.t) {
      case 'none':
        return NONE
      case 'true':
        return TRUE
      case 'false':
        return FALSE
      case 'ellipsis':
        return ELLIPSIS
      case 'str':
        return register(this.strings, c.v, c)
      case 'int':
        return register(this.ints, c.v, c)
      case 'bytes':
        return this.mergeBytes(c)
      default: {
        const key = this.keyOf(c)
        const known = this.byKey.get(key)
        if (known !== undefined) return known
        this.byKey.set(key, c)
        if (c.t === 'tuple' || c.t === 'frozenset') {
          for (let i = 0; i < c.v.length; i++) c.v[i] = this.merge(c.v[i])
        }
        return c
      }
    }
  }

  /** Without looking at the items, as CPython does for what it makes after code generation (`merge_const_one`). */
  mergeOne<C extends Const>(c: C): C {
    const key = this.keyOf(c)
    const known = this.byKey.get(key)
    // equal keys mean equal types
    if (known !== undefined) return known as C
    this.byKey.set(key, c)
    return c
  }

  tuple(items: Const[]): TupleConst {
    return this.mergeOne({ t: 'tuple', v: items })
  }

  bytes(v: Uint8Array): BytesConst {
    return this.mergeBytes({ t: 'bytes', v })
  }

  /** Tables are long: found by a hash, not by a key that spells them out. */
  private mergeBytes(c: BytesConst): BytesConst {
    const hash = hashBytes(c.v)
    const bucket = this.byteTables.get(hash)
    if (bucket === undefined) {
      this.byteTables.set(hash, [c])
      return c
    }
    const known = bucket.find((other) => equalBytes(other.v, c.v))
    if (known !== undefined) return known
    bucket.push(c)
    return c
  }

  /** A tuple of names. Names are interned, so they need not be the same objects as equal string constants. */
  nameTuple(names: readonly string[]): TupleConst {
    return this.tuple(names.map((v) => register(this.names, v, { t: 'str', v })))
  }

  /** A frozenset of the items, without repetition; in source order, which is the order of insertion. */
  frozenset(items: readonly Const[]): Const {
    return { t: 'frozenset', v: uniqueItems(items) }
  }

  private keyOf(c: Const): string {
    switch (c.t) {
      case 'none':
        return 'N'
      case 'true':
        return 'T'
      case 'false':
        return 'F'
      case 'ellipsis':
        return '.'
      case 'int':
        return `i${c.v}`
      case 'float':
        return `f${this.floatKey(c, c.v)}`
      case 'complex':
        return `j${this.floatKey(c, c.re)},${this.floatKey(c, c.im)}`
      case 'str':
        return `s${c.v.length}:${c.v}`
      case 'bytes':
        return `b${this.idOf(this.mergeBytes(c))}`
      case 'tuple':
        return `(${this.keysOf(c.v)})`
      case 'frozenset':
        return `{${c.v
          .map((item) => this.keyOf(item))
          .sort()
          .join('')}}`
      case 'code':
        return this.codeKey(c.v)
    }
  }

  private keysOf(items: readonly Const[]): string {
    let key = ''
    for (let i = 0; i < items.length; i++) {
      const item = items[i]
      // nested code objects are canonical already
      key += item.t === 'code' ? `c${this.idOf(item)};` : `${this.keyOf(item)};`
    }
    return key
  }

  /** Two code objects are the same if everything that can be seen of them is (Objects/codeobject.c `code_richcompare`). */
  private codeKey(u: CodeUnit): string {
    const { linetable, exceptiontable, names, localsplusnames, consts } = u.objects
    const numbers = [u.argcount, u.posonlyargcount, u.kwonlyargcount, u.flags, u.firstlineno]
    const objects = [this.bytes(u.code), linetable, exceptiontable, names, localsplusnames, consts]
    return `C${u.name}|${numbers}|${objects.map((c) => this.idOf(c))}`
  }

  private floatKey(c: Const, v: number): string {
    // two NaNs are equal only when they are the same object
    if (Number.isNaN(v)) return `nan${this.idOf(c)}`
    return Object.is(v, -0) ? '-0' : String(v)
  }

  private idOf(c: Const): number {
    let id = this.ids.get(c)
    if (id === undefined) {
      id = this.ids.size
      this.ids.set(c, id)
    }
    return id
  }
}

function register<K>(map: Map<K, Const>, key: K, c: Const): Const {
  const known = map.get(key)
  if (known !== undefined) return known
  map.set(key, c)
  return c
}

/** FNV-1a. */
function hashBytes(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193)
  return hash
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
