/** Values of the golden files as objects, and objects as such values; see goldens/text.py. */
import { f64, i32, type Ptr, u8 } from '../../../src/runtime/memory/heap'
import { dictNext, entry, PyDict_New, PyDict_SetItem } from '../../../src/runtime/object/container/dict-core'
import { PyList_GET_ITEM, PyList_New, PyList_SET_ITEM } from '../../../src/runtime/object/container/list-core'
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_SET_ITEM } from '../../../src/runtime/object/container/tuple-core'
import { type MethodSpec, staticTypes, type TypeSpec } from '../../../src/runtime/object/define'
import { typeName } from '../../../src/runtime/object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../../../src/runtime/object/errors-core'
import { Py_NewRef, Py_SIZE, Py_TYPE } from '../../../src/runtime/object/header'
import { cStackPop, cStackPush, TS_CUREXC_VALUE } from '../../../src/runtime/object/interp'
import * as L from '../../../src/runtime/object/layout'
import { PyFloat_FromDouble } from '../../../src/runtime/object/number/float-core'
import { floatRepr } from '../../../src/runtime/object/number/float-repr'
import { longFromBigInt, longToBigInt } from '../../../src/runtime/object/number/int-core'
import { PyByteArray_AS_STRING, PyByteArray_FromStringAndSize } from '../../../src/runtime/object/text/bytearray-core'
import { bytesToJS, newBytes, PyBytes_AS_STRING } from '../../../src/runtime/object/text/bytes-core'
import { newStr, strToJS } from '../../../src/runtime/object/text/str-core'
import * as T from '../../../src/runtime/object/types'

export type Tagged = null | boolean | string | { [tag: string]: unknown }

/** Extra decoders by tag, e.g. for bytearray. */
export const makers: Record<string, (v: never) => Ptr> = {}
export const readers = new Map<Ptr, (o: Ptr) => Tagged>()

export function toObject(v: Tagged): Ptr {
  if (v === null) return Py_NewRef(T.Py_None)
  if (v === true) return Py_NewRef(T.Py_True)
  if (v === false) return Py_NewRef(T.Py_False)
  if (typeof v === 'string') return newStr(v)
  if ('i' in v) return longFromBigInt(BigInt(v.i as string))
  if ('f' in v) {
    const n = { inf: Infinity, '-inf': -Infinity, nan: NaN }[v.f as string]
    return PyFloat_FromDouble(n ?? Number(v.f))
  }
  if ('b' in v) return newBytes(Uint8Array.from(v.b as number[]))
  if ('ba' in v) {
    const bytes = newBytes(Uint8Array.from(v.ba as number[]))
    return PyByteArray_FromStringAndSize(PyBytes_AS_STRING(bytes), Py_SIZE(bytes))
  }
  if ('l' in v) {
    const items = v.l as Tagged[]
    const l = PyList_New(items.length)
    items.forEach((x, i) => PyList_SET_ITEM(l, i, toObject(x)))
    return l
  }
  if ('t' in v) {
    const items = v.t as Tagged[]
    const t = PyTuple_New(items.length)
    items.forEach((x, i) => PyTuple_SET_ITEM(t, i, toObject(x)))
    return t
  }
  if ('d' in v) {
    const d = PyDict_New()
    for (const [k, x] of v.d as [Tagged, Tagged][]) PyDict_SetItem(d, toObject(k), toObject(x))
    return d
  }
  const [tag] = Object.keys(v)
  return makers[tag](v[tag] as never)
}

export function fromObject(o: Ptr): Tagged {
  const type = Py_TYPE(o)
  if (o === T.Py_None) return null
  if (o === T.Py_True) return true
  if (o === T.Py_False) return false
  if (o === T.Py_NotImplemented) return '<NotImplemented>'
  if (type === T.PyUnicode_Type) return strToJS(o)
  if (type === T.PyLong_Type) return { i: longToBigInt(o).toString() }
  if (type === T.PyFloat_Type) return { f: floatRepr(f64[(o + L.FLOAT_VALUE) >> 3]) }
  if (type === T.PyBytes_Type) return { b: Array.from(bytesToJS(o)) }
  if (type === T.PyByteArray_Type) {
    const p = PyByteArray_AS_STRING(o)
    return { ba: Array.from(u8.slice(p, p + Py_SIZE(o))) }
  }
  const many = (item: (i: number) => Ptr) => Array.from({ length: Py_SIZE(o) }, (_, i) => fromObject(item(i)))
  if (type === T.PyList_Type) return { l: many((i) => PyList_GET_ITEM(o, i)) }
  if (type === T.PyTuple_Type) return { t: many((i) => PyTuple_GET_ITEM(o, i)) }
  if (type === T.PyDict_Type) {
    const d: [Tagged, Tagged][] = []
    for (let p = dictNext(o, 0); p >= 0; p = dictNext(o, p)) {
      const { key, value } = entry
      d.push([fromObject(key), fromObject(value)])
    }
    return { d }
  }
  const reader = readers.get(type)
  return reader ? reader(o) : `<${typeName(type)}>`
}

export type Answer = { ok: Tagged } | { error: string; args: Tagged[] }

/** The error indicator as the goldens write it, and clears it. */
function takeError(): Answer {
  const type = PyErr_Occurred()
  const value = i32[TS_CUREXC_VALUE >> 2]
  let args: Tagged[] = []
  if (value !== 0) {
    const isInstance = Py_TYPE(value) === type
    const a = isInstance ? i32[(value + L.EXC_ARGS) >> 2] : value
    args = Py_TYPE(a) === T.PyTuple_Type ? ((fromObject(a) as { t: Tagged[] }).t ?? []) : [fromObject(a)]
  }
  const error = type === 0 ? 'no error set' : typeName(type)
  PyErr_Clear()
  return { error, args }
}

export const answerOf = (r: Ptr): Answer =>
  r === 0 ? takeError() : PyErr_Occurred() ? takeError() : { ok: fromObject(r) }

export const specOf = (type: Ptr) => staticTypes.find((e) => e.type === type)!.spec

/** Called around the runtime's own code, when the arguments are made. */
export const probe = { before: () => {}, after: (_r: Ptr) => {} }

/** Calls a method straight through its definition. */
export function callMethod(m: MethodSpec, self: Ptr, args: Ptr[], kwargs: [string, Ptr][]): Ptr {
  const flags = m.flags & (L.METH_VARARGS | L.METH_FASTCALL | L.METH_KEYWORDS | L.METH_NOARGS | L.METH_O)
  const names = kwargs.length === 0 ? 0 : PyTuple_New(kwargs.length)
  kwargs.forEach(([k], i) => PyTuple_SET_ITEM(names, i, newStr(k)))
  const tuple = PyTuple_New(args.length)
  args.forEach((a, i) => PyTuple_SET_ITEM(tuple, i, a))
  const base = cStackPush(args.length + kwargs.length)
  args.concat(kwargs.map((k) => k[1])).forEach((a, i) => {
    i32[(base + 8 * i) >> 2] = a
  })
  const me = m.flags & L.METH_STATIC ? 0 : self
  let r: Ptr
  probe.before()
  if (flags & L.METH_NOARGS) r = m.fn(me)
  else if (flags & L.METH_O) r = m.fn(m.flags & L.METH_CLASS ? Py_TYPE(self) : me, args[0])
  else if (flags & L.METH_FASTCALL) r = m.fn(me, base, args.length, names)
  else {
    let d = 0
    if (kwargs.length > 0) {
      d = PyDict_New()
      for (const [k, v] of kwargs) PyDict_SetItem(d, newStr(k), v)
    }
    r = m.fn(me, tuple, d)
  }
  probe.after(r)
  cStackPop(base)
  return r
}

const bool = (n: number): Ptr => (n < 0 ? 0 : Py_NewRef(n ? T.Py_True : T.Py_False))
const ssize = (o: Ptr): number => Number(longToBigInt(o))

/** Calls self.name(*args, **kwargs), special methods through the slots. undefined: the arguments do not suit a slot. */
export function invoke(type: Ptr, name: string, self: Ptr, args: Ptr[], kwargs: [string, Ptr][]): Ptr | undefined {
  const spec = specOf(type)
  const m = spec.methods?.[name]
  if (m) {
    const fixed = m.flags & L.METH_NOARGS ? 0 : m.flags & L.METH_O ? 1 : args.length
    return args.length === fixed && (m.flags & (L.METH_NOARGS | L.METH_O) ? kwargs.length === 0 : true)
      ? callMethod(m, self, args, kwargs)
      : undefined
  }
  probe.before()
  const r = slot(spec, name, self, args)
  if (r !== undefined) probe.after(r)
  return r
}

function slot(spec: TypeSpec, name: string, self: Ptr, args: Ptr[]): Ptr | undefined {
  const op = ['__lt__', '__le__', '__eq__', '__ne__', '__gt__', '__ge__'].indexOf(name)
  if (op >= 0) return spec.richcompare!(self, args[0], op)
  const isInt = args.length > 0 && Py_TYPE(args[0]) === T.PyLong_Type
  switch (name) {
    case '__repr__':
      return spec.repr!(self)
    case '__len__':
      return longFromBigInt(BigInt(spec.sequence!.length!(self)))
    case '__contains__':
      return bool(spec.sequence!.contains!(self, args[0]))
    case '__add__':
      return spec.sequence!.concat!(self, args[0])
    case '__mul__':
      return isInt ? spec.sequence!.repeat!(self, ssize(args[0])) : undefined
    case '__getitem__':
      return spec.mapping!.subscript!(self, args[0])
    case '__mod__':
      return spec.number!.remainder!(self, args[0])
  }
  return undefined
}
