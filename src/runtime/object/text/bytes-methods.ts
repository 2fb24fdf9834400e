/** The methods that bytes and bytearray share, made once for each from a ByteKind. */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PySequence_Fast, PySequence_Fast_ITEMS } from '../abstract/sequence-protocol'
import { PyTuple_Check, PyTuple_GET_ITEM } from '../container/tuple-core'
import { arg, CLASS, FAST, FASTKW, type MethodSpec, NOARGS, O, STATIC, VARARGS } from '../define'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_Clear } from '../errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE } from '../header'
import { PyLong_FromSsize_t } from '../number/int-core'
import { bindArgs, checkPositional } from '../type/arg-parse'
import { errorIs } from '../type/subtype'
import { Py_False, Py_None, Py_True, PyExc_TypeError, PyExc_ValueError } from '../types'
import { adjustIndices, intArg, MAX_INDEX, parseFinds, ssizeArg, textArg } from './arg-convert'
import { newBytes } from './bytes-core'
import { bytesFromHex, bytesHex } from './bytes-hex'
import {
  type ByteKind,
  byteMaps,
  bytesData,
  byteTests,
  fillByte,
  isLinebreakByte,
  isSpaceByte,
  tooLong,
  withBuffer,
  withNeedle,
} from './bytes-like'
import { PyUnicode_Decode } from './codecs'
import { countSub, findSub, matchesAt, rfindSub } from './find'
import { memcpy } from './mem'
import {
  partition,
  rsplitSep,
  rsplitWhitespace,
  type SplitSource,
  splitLines,
  splitSep,
  splitWhitespace,
} from './split'

const bool = (b: boolean): Ptr => Py_NewRef(b ? Py_True : Py_False)

function findMethod(fname: 'find' | 'rfind' | 'index' | 'rindex' | 'count'): MethodSpec {
  return VARARGS((self, args) => {
    const a = parseFinds(fname, args)
    if (a === null) return 0
    const r = withNeedle(a.sub, (p, n) => {
      const [start, end] = adjustIndices(a.start, a.end, Py_SIZE(self))
      const data = bytesData(self)
      if (fname === 'count') return end - start < n ? 0 : countSub(1, data, start, end, 1, p, n, MAX_INDEX)
      if (end - start < n) return -1
      const reverse = fname[0] === 'r'
      if (n === 0) return reverse ? end : start
      return (reverse ? rfindSub : findSub)(1, data, start, end, 1, p, n)
    })
    if (r === null) return 0
    if (r < 0 && fname.endsWith('index')) return raise(PyExc_ValueError, 'subsection not found')
    return PyLong_FromSsize_t(r)
  })
}

function tailMatches(self: Ptr, sub: Ptr, start0: number, end0: number, atEnd: boolean): boolean | null {
  return withBuffer(sub, (p, n) => {
    const [start, end] = adjustIndices(start0, end0, Py_SIZE(self))
    if (end - n < start) return false
    return matchesAt(1, bytesData(self), atEnd ? end - n : start, 1, p, n)
  })
}

function tailMethod(fname: 'startswith' | 'endswith'): MethodSpec {
  const atEnd = fname === 'endswith'
  return VARARGS((self, args) => {
    const a = parseFinds(fname, args)
    if (a === null) return 0
    if (PyTuple_Check(a.sub)) {
      for (let i = 0; i < Py_SIZE(a.sub); i++) {
        const r = tailMatches(self, PyTuple_GET_ITEM(a.sub, i), a.start, a.end, atEnd)
        if (r === null) return 0
        if (r) return bool(true)
      }
      return bool(false)
    }
    const r = tailMatches(self, a.sub, a.start, a.end, atEnd)
    if (r !== null) return bool(r)
    if (errorIs(PyExc_TypeError)) {
      PyErr_Clear()
      typeError(`${fname} first arg must be bytes or a tuple of bytes, not ${typeNameOf(a.sub)}`)
    }
    return 0
  })
}

/** self unchanged: the object itself or a copy. */
const unchanged = (k: ByteKind, self: Ptr): Ptr => k.shared(self) || k.make(bytesData(self), Py_SIZE(self))

function removeAffix(k: ByteKind, atEnd: boolean): MethodSpec {
  return O((self, affix) => {
    const r = withBuffer(affix, (p, n) => {
      const size = Py_SIZE(self)
      const data = bytesData(self)
      if (n === 0 || size < n || !matchesAt(1, data, atEnd ? size - n : 0, 1, p, n)) return unchanged(k, self)
      return k.make(atEnd ? data : data + n, size - n)
    })
    return r ?? 0
  })
}

const source = (k: ByteKind, self: Ptr): SplitSource => {
  const shared = k.shared(self)
  if (shared !== 0) Py_DECREF(shared)
  return {
    kind: 1,
    data: bytesData(self),
    length: Py_SIZE(self),
    self: shared,
    slice: (i, j) => k.make(bytesData(self) + i, j - i),
    isSpace: isSpaceByte,
  }
}

function splitMethod(k: ByteKind, fname: 'split' | 'rsplit'): MethodSpec {
  const reverse = fname === 'rsplit'
  return FASTKW((self, args, nargs, kwnames) => {
    const a = bindArgs(fname, ['sep', 'maxsplit'], {}, args, nargs, kwnames)
    if (a === null) return 0
    const max = a[1] === 0 ? -1 : ssizeArg(a[1])
    if (max === null) return 0
    const limit = max < 0 ? MAX_INDEX : max
    if (a[0] === 0 || a[0] === Py_None) return (reverse ? rsplitWhitespace : splitWhitespace)(source(k, self), limit)
    return withBuffer(a[0], (p, n) => (reverse ? rsplitSep : splitSep)(source(k, self), 1, p, n, limit)) ?? 0
  })
}

function partitionMethod(k: ByteKind, reverse: boolean): MethodSpec {
  return O((self, sep) => {
    const isBytes = k.name === 'bytes'
    const r = withBuffer(sep, (p, n) => {
      // bytearray works with a copy of the separator, which becomes part of the result
      const middle = isBytes ? Py_NewRef(sep) : k.make(p, n)
      if (middle === 0) return 0
      const whole = (): Ptr => (isBytes ? Py_NewRef(self) : k.make(bytesData(self), Py_SIZE(self)))
      const t = partition(
        source(k, self),
        1,
        p,
        n,
        () => Py_NewRef(middle),
        whole,
        () => k.make(0, 0),
        reverse,
      )
      Py_DECREF(middle)
      return t
    })
    return r ?? 0
  })
}

function splitlines(k: ByteKind): MethodSpec {
  return FASTKW((self, args, nargs, kwnames) => {
    const a = bindArgs('splitlines', ['keepends'], {}, args, nargs, kwnames)
    if (a === null) return 0
    const keep = a[0] === 0 ? 0 : intArg(a[0])
    return keep === null ? 0 : splitLines(source(k, self), isLinebreakByte, keep !== 0)
  })
}

/** sep.join(iterable of bytes-like). */
export function bytesJoin(k: ByteKind, self: Ptr, iterable: Ptr): Ptr {
  const seq = PySequence_Fast(iterable, 'can only join an iterable')
  if (seq === 0) return 0
  const n = Py_SIZE(seq)
  const item = (i: number): Ptr => i32[(PySequence_Fast_ITEMS(seq) + 8 * i) >> 2]
  const finish = (r: Ptr): Ptr => {
    Py_DECREF(seq)
    return r
  }
  if (n === 0) return finish(k.make(0, 0))
  if (n === 1 && k.name === 'bytes' && k.shared(item(0)) !== 0) return finish(item(0))
  const sep = Py_SIZE(self)
  let size = sep * (n - 1)
  for (let i = 0; i < n; i++) {
    const len = withBuffer(item(i), (_p, m) => m)
    if (len === null) {
      PyErr_Clear()
      return finish(typeError(`sequence item ${i}: expected a bytes-like object, ${typeNameOf(item(i))} found`))
    }
    size += len
  }
  const o = k.room(size)
  if (o === 0) return finish(0)
  let to = bytesData(o)
  for (let i = 0; i < n; i++) {
    if (i > 0) {
      memcpy(to, bytesData(self), sep)
      to += sep
    }
    to += withBuffer(item(i), (p, m) => {
      memcpy(to, p, m)
      return m
    })!
  }
  return finish(o)
}

function replaceMethod(k: ByteKind): MethodSpec {
  return FAST((self, args, nargs) => {
    if (!checkPositional('replace', nargs, 2, 3)) return 0
    const max = nargs < 3 ? -1 : ssizeArg(arg(args, 2))
    if (max === null) return 0
    const r = withBuffer(arg(args, 0), (a, la) =>
      withBuffer(arg(args, 1), (b, lb) => replaceBytes(k, self, a, la, b, lb, max < 0 ? MAX_INDEX : max)),
    )
    return r ?? 0
  })
}

function replaceBytes(k: ByteKind, self: Ptr, a: Ptr, la: number, b: Ptr, lb: number, max: number): Ptr {
  const n = Py_SIZE(self)
  const data = bytesData(self)
  const count = n < la ? 0 : countSub(1, data, 0, n, 1, a, la, max)
  if (count === 0 || (la === 0 && lb === 0)) return unchanged(k, self)
  const size = n + count * (lb - la)
  if (size > 0x7fffffff) return tooLong('replace bytes is too long')
  const o = k.room(size)
  if (o === 0) return 0
  let to = bytesData(o)
  let from = 0
  for (let i = 0; i < count; i++) {
    const at = la === 0 ? i : findSub(1, data, from, n, 1, a, la)
    memcpy(to, data + from, at - from)
    to += at - from
    memcpy(to, b, lb)
    to += lb
    from = at + la
  }
  memcpy(to, data + from, n - from)
  return o
}

function stripMethod(k: ByteKind, fname: string, left: boolean, right: boolean): MethodSpec {
  return FAST((self, args, nargs) => {
    if (!checkPositional(fname, nargs, 0, 1)) return 0
    const cut = (drop: (c: number) => boolean): Ptr => {
      const data = bytesData(self)
      let i = 0
      let j = Py_SIZE(self)
      if (left) while (i < j && drop(u8[data + i])) i++
      if (right) while (j > i && drop(u8[data + j - 1])) j--
      return i === 0 && j === Py_SIZE(self) ? unchanged(k, self) : k.make(data + i, j - i)
    }
    if (nargs === 0 || arg(args, 0) === Py_None) return cut(isSpaceByte)
    return (
      withBuffer(arg(args, 0), (p, n) =>
        cut((c) => {
          for (let i = 0; i < n; i++) if (u8[p + i] === c) return true
          return false
        }),
      ) ?? 0
    )
  })
}

function pad(k: ByteKind, self: Ptr, left: number, right: number, fill: number): Ptr {
  const n = Py_SIZE(self)
  const o = k.room(n + left + right)
  if (o === 0) return 0
  const to = bytesData(o)
  u8.fill(fill, to, to + left)
  memcpy(to + left, bytesData(self), n)
  u8.fill(fill, to + left + n, to + left + n + right)
  return o
}

function padMethod(k: ByteKind, fname: string, left: (p: number, width: number) => number): MethodSpec {
  return FAST((self, args, nargs) => {
    if (!checkPositional(fname, nargs, 1, 2)) return 0
    const width = ssizeArg(arg(args, 0))
    if (width === null) return 0
    const fill = nargs < 2 ? 32 : fillByte(fname, arg(args, 1))
    if (fill < 0) return 0
    const n = Py_SIZE(self)
    if (n >= width) return unchanged(k, self)
    const l = left(width - n, width)
    return pad(k, self, l, width - n - l, fill)
  })
}

function zfill(k: ByteKind): MethodSpec {
  return O((self, widthArg) => {
    const width = ssizeArg(widthArg)
    if (width === null) return 0
    const n = Py_SIZE(self)
    if (n >= width) return unchanged(k, self)
    const o = pad(k, self, width - n, 0, 48)
    if (o === 0) return 0
    const at = bytesData(o) + width - n
    if (n > 0 && (u8[at] === 43 || u8[at] === 45)) {
      u8[bytesData(o)] = u8[at]
      u8[at] = 48
    }
    return o
  })
}

function expandtabs(k: ByteKind): MethodSpec {
  return FASTKW((self, args, nargs, kwnames) => {
    const a = bindArgs('expandtabs', ['tabsize'], {}, args, nargs, kwnames)
    if (a === null) return 0
    const tab = a[0] === 0 ? 8 : intArg(a[0])
    if (tab === null) return 0
    const data = bytesData(self)
    const n = Py_SIZE(self)
    let size = 0
    let column = 0
    for (let i = 0; i < n; i++) {
      const c = u8[data + i]
      const add = c !== 9 ? 1 : tab > 0 ? tab - (column % tab) : 0
      size += add
      column = c === 10 || c === 13 ? 0 : column + add
      if (size > 0x7fffffff) return tooLong('result too long')
    }
    const o = k.room(size)
    if (o === 0) return 0
    let to = bytesData(o)
    column = 0
    for (let i = 0; i < n; i++) {
      const c = u8[bytesData(self) + i]
      const add = c !== 9 ? 1 : tab > 0 ? tab - (column % tab) : 0
      if (c === 9) u8.fill(32, to, to + add)
      else u8[to] = c
      to += add
      column = c === 10 || c === 13 ? 0 : column + add
    }
    return o
  })
}

function mapMethod(k: ByteKind, name: string): MethodSpec {
  const f = byteMaps[name]
  return NOARGS((self) => {
    const n = Py_SIZE(self)
    const o = k.room(n)
    if (o === 0 || n === 0) return o
    const from = bytesData(self)
    const to = bytesData(o)
    for (let i = 0; i < n; i++) u8[to + i] = f(u8[from + i], i === 0 ? -1 : u8[from + i - 1])
    return o
  })
}

function translate(k: ByteKind): MethodSpec {
  return FASTKW((self, args, nargs, kwnames) => {
    const a = bindArgs('translate', ['', 'delete'], { required: 1, posonly: 1 }, args, nargs, kwnames)
    if (a === null) return 0
    const run = (table: Ptr, del: Ptr, delSize: number): Ptr => {
      const drop = new Uint8Array(256)
      for (let i = 0; i < delSize; i++) drop[u8[del + i]] = 1
      const n = Py_SIZE(self)
      const o = k.room(n)
      if (o === 0) return 0
      const from = bytesData(self)
      const to = bytesData(o)
      let size = 0
      let changed = false
      for (let i = 0; i < n; i++) {
        const c = u8[from + i]
        if (drop[c]) {
          changed = true
          continue
        }
        const t = table === 0 ? c : u8[table + c]
        if (t !== c) changed = true
        u8[to + size++] = t
      }
      if (!changed && k.name === 'bytes') {
        Py_DECREF(o)
        return unchanged(k, self)
      }
      return size === n ? o : k.shrink(o, size)
    }
    const withTable = (del: Ptr, n: number): Ptr => {
      if (a[0] === Py_None) return run(0, del, n)
      return (
        withBuffer(a[0], (t, size) =>
          size === 256 ? run(t, del, n) : raise(PyExc_ValueError, 'translation table must be 256 characters long'),
        ) ?? 0
      )
    }
    return a[1] === 0 ? withTable(0, 0) : (withBuffer(a[1], withTable) ?? 0)
  })
}

/** bytes.maketrans and bytearray.maketrans: always bytes. */
function maketrans(_self: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('maketrans', nargs, 2, 2)) return 0
  const r = withBuffer(arg(args, 0), (a, la) =>
    withBuffer(arg(args, 1), (b, lb) => {
      if (la !== lb) return raise(PyExc_ValueError, 'maketrans arguments must have same length')
      const table = Uint8Array.from({ length: 256 }, (_, i) => i)
      for (let i = 0; i < la; i++) table[u8[a + i]] = u8[b + i]
      return newBytes(table)
    }),
  )
  return r ?? 0
}

function decode(self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('decode', ['encoding', 'errors'], {}, args, nargs, kwnames)
  if (a === null) return 0
  const encoding = a[0] === 0 ? null : textArg('decode', "argument 'encoding'", a[0])
  if (a[0] !== 0 && encoding === null) return 0
  const errors = a[1] === 0 ? null : textArg('decode', "argument 'errors'", a[1])
  if (a[1] !== 0 && errors === null) return 0
  return PyUnicode_Decode(bytesData(self), Py_SIZE(self), encoding, errors)
}

export function sharedByteMethods(k: ByteKind): Record<string, MethodSpec> {
  const methods: Record<string, MethodSpec> = {
    center: padMethod(k, 'center', (p, width) => (p >> 1) + (p & width & 1)),
    count: findMethod('count'),
    decode: FASTKW(decode),
    endswith: tailMethod('endswith'),
    expandtabs: expandtabs(k),
    find: findMethod('find'),
    fromhex: CLASS(O((type, text) => bytesFromHex(type, text, k))),
    hex: FASTKW((self, args, nargs, kwnames) => bytesHex(bytesData(self), Py_SIZE(self), args, nargs, kwnames)),
    index: findMethod('index'),
    join: O((self, iterable) => bytesJoin(k, self, iterable)),
    ljust: padMethod(k, 'ljust', () => 0),
    lstrip: stripMethod(k, 'lstrip', true, false),
    maketrans: STATIC(FAST(maketrans)),
    partition: partitionMethod(k, false),
    removeprefix: removeAffix(k, false),
    removesuffix: removeAffix(k, true),
    replace: replaceMethod(k),
    rfind: findMethod('rfind'),
    rindex: findMethod('rindex'),
    rjust: padMethod(k, 'rjust', (p) => p),
    rpartition: partitionMethod(k, true),
    rsplit: splitMethod(k, 'rsplit'),
    rstrip: stripMethod(k, 'rstrip', false, true),
    split: splitMethod(k, 'split'),
    splitlines: splitlines(k),
    startswith: tailMethod('startswith'),
    strip: stripMethod(k, 'strip', true, true),
    translate: translate(k),
    zfill: zfill(k),
  }
  for (const name of Object.keys(byteMaps)) methods[name] = mapMethod(k, name)
  for (const [name, f] of Object.entries(byteTests)) {
    methods[name] = NOARGS((self) => bool(f(bytesData(self), Py_SIZE(self))))
  }
  return methods
}
