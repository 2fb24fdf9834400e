/** The module _struct: Struct objects and the functions that cache them (CPython Modules/_struct.c). */

import { memFree, memMalloc } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import {
  PyBUF_SIMPLE,
  PyBUF_WRITABLE,
  PyBuffer_Release,
  PyObject_GetBuffer,
} from '../../object/abstract/buffer-protocol'
import { PyNumber_AsSsize_t, PyNumber_Index } from '../../object/abstract/number-protocol'
import { PyObject_GC_Del, PyObject_GC_New, PyObject_GC_Track, PyObject_GC_UnTrack } from '../../object/alloc'
import { PyObject_CallOneArg } from '../../object/call'
import {
  PyDict_Clear,
  PyDict_GET_SIZE,
  PyDict_GetItemWithError,
  PyDict_New,
  PyDict_SetItem,
} from '../../object/container/dict-core'
import { PyTuple_New, PyTuple_SET_ITEM } from '../../object/container/tuple-core'
import { arg, defineType, FAST, FASTKW, NOARGS, O } from '../../object/define'
import { PyErr_SetObject, typeError, typeNameOf } from '../../object/errors'
import { PyErr_Clear, PyErr_NoMemory, PyErr_Occurred } from '../../object/errors-core'
import { addRoots } from '../../object/extra-roots'
import { type allocfunc, type destructor, FN, type initproc } from '../../object/fn-table'
import { Py_DECREF, Py_NewRef, Py_TYPE, Py_XDECREF, Py_XSETREF, typeFlagOf } from '../../object/header'
import { cStackPop, cStackPush } from '../../object/interp'
import * as L from '../../object/layout'
import { PyLong_AsSsize_t, PyLong_FromSsize_t } from '../../object/number/int-core'
import { bytesText } from '../../object/number/int-new'
import { PyBytes_AS_STRING, PyBytes_FromSize } from '../../object/text/bytes-core'
import { newStr, PyUnicode_IS_ASCII, strToJS } from '../../object/text/str-core'
import { bindArgs, checkPositional } from '../../object/type/arg-parse'
import { bindArgsTuple } from '../../object/type/call-objects'
import { PyObject_ClearWeakRefs } from '../../object/type/weakref-core'
import {
  moduleHeapType,
  Py_None,
  PyExc_BufferError,
  PyExc_IndexError,
  PyExc_UnicodeEncodeError,
} from '../../object/types'
import { defineModule } from '../define-module'
import { packItem, StructError, structError, unpackItem } from './convert'
import { type Layout, parseFormat } from './format'

const Struct_Type: Ptr = moduleHeapType()
const S_SIZE = 16
const S_LEN = 24
/** Table of formatcodes, 32 bytes each and one at the end; read back through the layout of the format. */
const S_CODES = 32
const S_FORMAT = 40
const S_WEAKREFLIST = 48
const SIZEOF_STRUCT = 56
const SIZEOF_FORMATCODE = 32

/** Layouts by format text: derived data that can be rebuilt from the object's format at any time. */
const layouts = new Map<string, Layout>()

function layoutOf(self: Ptr): Layout {
  const text = bytesText(i32[(self + S_FORMAT) >> 2]) as string
  let layout = layouts.get(text)
  if (layout === undefined) {
    layout = parseFormat(text) as Layout
    if (layouts.size > 500) layouts.clear()
    layouts.set(text, layout)
  }
  return layout
}

const word = (p: Ptr, v: number): void => {
  i32[p >> 2] = v
  i32[(p + 4) >> 2] = 0
}

/** The format as a bytes object (owned): a str must be ASCII. */
function formatBytes(format: Ptr): Ptr {
  if (typeFlagOf(format, L.TPFLAGS_UNICODE_SUBCLASS)) {
    const text = strToJS(format)
    if (!PyUnicode_IS_ASCII(format)) {
      const at = [...text].findIndex((c) => (c.codePointAt(0) as number) > 127)
      return raiseEncode(format, at)
    }
    const b = PyBytes_FromSize(text.length)
    if (b !== 0) for (let i = 0; i < text.length; i++) u8[PyBytes_AS_STRING(b) + i] = text.charCodeAt(i)
    return b
  }
  if (typeFlagOf(format, L.TPFLAGS_BYTES_SUBCLASS)) return Py_NewRef(format)
  return typeError(`Struct() argument 1 must be a str or bytes object, not ${typeNameOf(format)}`)
}

function raiseEncode(s: Ptr, at: number): 0 {
  const args = PyTuple_New(5)
  PyTuple_SET_ITEM(args, 0, newStr('ascii'))
  PyTuple_SET_ITEM(args, 1, Py_NewRef(s))
  PyTuple_SET_ITEM(args, 2, PyLong_FromSsize_t(at))
  PyTuple_SET_ITEM(args, 3, PyLong_FromSsize_t(at + 1))
  PyTuple_SET_ITEM(args, 4, newStr('ordinal not in range(128)'))
  PyErr_SetObject(PyExc_UnicodeEncodeError, args)
  Py_DECREF(args)
  return 0
}

const structInit: initproc = (self, args, kwds) => {
  const bound = bindArgsTuple('Struct', ['format'], { required: 1 }, args, kwds)
  if (bound === null) return -1
  const format = formatBytes(bound[0])
  if (format === 0) return -1
  const layout = parseFormat(bytesText(format) as string)
  if (typeof layout === 'string') {
    Py_DECREF(format)
    structError(layout)
    return -1
  }
  Py_XSETREF(self + S_FORMAT, format)
  const codes = memMalloc((layout.fields.length + 1) * SIZEOF_FORMATCODE)
  if (codes === 0) {
    PyErr_NoMemory()
    return -1
  }
  layout.fields.forEach((f, i) => {
    const p = codes + i * SIZEOF_FORMATCODE
    word(p, f.code.charCodeAt(0))
    word(p + 8, f.offset)
    word(p + 16, f.size)
    word(p + 24, f.repeat)
  })
  const end = codes + layout.fields.length * SIZEOF_FORMATCODE
  for (let i = 0; i < SIZEOF_FORMATCODE; i += 8) word(end + i, 0)
  word(end + 8, layout.size)
  const old = i32[(self + S_CODES) >> 2]
  if (old !== 0) memFree(old)
  word(self + S_CODES, codes)
  word(self + S_SIZE, layout.size)
  word(self + S_LEN, layout.count)
  return 0
}

const structDealloc: destructor = (self) => {
  PyObject_GC_UnTrack(self)
  if (i32[(self + S_WEAKREFLIST) >> 2] !== 0) PyObject_ClearWeakRefs(self)
  if (i32[(self + S_CODES) >> 2] !== 0) memFree(i32[(self + S_CODES) >> 2])
  Py_XDECREF(i32[(self + S_FORMAT) >> 2])
  ;(FN[i32[(Py_TYPE(self) + L.TP_FREE) >> 2]] as destructor)(self)
}

const sizeOf = (self: Ptr): number => i32[(self + S_SIZE) >> 2]

/** Writes the values at args into the bytes at p; 0 or -1 (s_pack_internal). */
function packInto(self: Ptr, args: Ptr, p: Ptr): number {
  const layout = layoutOf(self)
  u8.fill(0, p, p + layout.size)
  let k = 0
  for (const f of layout.fields) {
    for (let i = 0; i < f.repeat; i++) {
      if (packItem(layout, f, arg(args, k++), p + f.offset + i * f.size) < 0) return -1
    }
  }
  return 0
}

function pack(self: Ptr, args: Ptr, nargs: number): Ptr {
  const count = i32[(self + S_LEN) >> 2]
  if (nargs !== count) return structError(`pack expected ${count} items for packing (got ${nargs})`)
  const r = PyBytes_FromSize(sizeOf(self))
  if (r === 0) return 0
  if (packInto(self, args, PyBytes_AS_STRING(r)) < 0) {
    Py_DECREF(r)
    return 0
  }
  return r
}

/** A tuple of the values in the bytes at p (s_unpack_internal). */
function unpackAt(self: Ptr, p: Ptr): Ptr {
  const layout = layoutOf(self)
  const t = PyTuple_New(layout.count)
  if (t === 0) return 0
  let k = 0
  for (const f of layout.fields) {
    for (let i = 0; i < f.repeat; i++) {
      const v = unpackItem(layout, f, p + f.offset + i * f.size)
      if (v === 0) {
        Py_DECREF(t)
        return 0
      }
      PyTuple_SET_ITEM(t, k++, v)
    }
  }
  return t
}

/** Calls f with address and length of an object's bytes; 0 with an error set when it has none. */
function withBuffer(o: Ptr, flags: number, f: (p: Ptr, n: number) => Ptr): Ptr {
  const view = cStackPush(L.SIZEOF_BUFFER / 8)
  let r = 0
  if (PyObject_GetBuffer(o, view, flags) === 0) {
    r = f(i32[(view + L.BUF_BUF) >> 2], i32[(view + L.BUF_LEN) >> 2])
    PyBuffer_Release(view)
  }
  cStackPop(view)
  return r
}

const unpack = (self: Ptr, buffer: Ptr): Ptr =>
  withBuffer(buffer, PyBUF_SIMPLE, (p, n) =>
    n === sizeOf(self) ? unpackAt(self, p) : structError(`unpack requires a buffer of ${sizeOf(self)} bytes`),
  )

/** The checked, non-negative offset; -1 with struct.error set. */
function checkOffset(self: Ptr, offset: number, n: number, verb: 'unpack' | 'pack'): number {
  const size = sizeOf(self)
  let o = offset
  if (o < 0) {
    if (o + size > 0) {
      structError(
        verb === 'unpack'
          ? `not enough data to unpack ${size} bytes at offset ${o}`
          : `no space to pack ${size} bytes at offset ${o}`,
      )
      return -1
    }
    if (o + n < 0) {
      structError(`offset ${o} out of range for ${n}-byte buffer`)
      return -1
    }
    o += n
  }
  if (n - o < size) {
    const name = verb === 'unpack' ? 'unpack_from' : 'pack_into'
    structError(
      `${name} requires a buffer of at least ${size + o} bytes for ${verb}ing ${size} bytes at offset ${o} (actual buffer size is ${n})`,
    )
    return -1
  }
  return o
}

function unpackFrom(self: Ptr, buffer: Ptr, offsetObject: Ptr): Ptr {
  let offset = 0
  if (offsetObject !== 0) {
    const index = PyNumber_Index(offsetObject)
    if (index === 0) return 0
    offset = PyLong_AsSsize_t(index)
    Py_DECREF(index)
    if (offset === -1 && PyErr_Occurred()) return 0
  }
  return withBuffer(buffer, PyBUF_SIMPLE, (p, n) => {
    const o = checkOffset(self, offset, n, 'unpack')
    return o < 0 ? 0 : unpackAt(self, p + o)
  })
}

function packIntoBuffer(self: Ptr, args: Ptr, nargs: number): Ptr {
  const count = i32[(self + S_LEN) >> 2]
  if (nargs !== count + 2) {
    if (nargs === 0) return structError('pack_into expected buffer argument')
    if (nargs === 1) return structError('pack_into expected offset argument')
    return structError(`pack_into expected ${count} items for packing (got ${nargs - 2})`)
  }
  const offset = PyNumber_AsSsize_t(arg(args, 1), PyExc_IndexError)
  if (offset === -1 && PyErr_Occurred()) return 0
  const r = withBuffer(arg(args, 0), PyBUF_WRITABLE, (p, n) => {
    const o = checkOffset(self, offset, n, 'pack')
    return o < 0 || packInto(self, args + 16, p + o) < 0 ? 0 : Py_NewRef(Py_None)
  })
  if (r === 0 && PyErr_Occurred() === PyExc_BufferError) {
    PyErr_Clear()
    return typeError(`argument must be read-write bytes-like object, not ${typeNameOf(arg(args, 0))}`)
  }
  return r
}

// --- iter_unpack ---

const UnpackIter_Type: Ptr = moduleHeapType()
const UI_STRUCT = 16
const UI_BUFFER = 24 // Py_buffer, 80 bytes
const UI_INDEX = 104
const SIZEOF_UNPACKITER = 112

function iterUnpack(self: Ptr, buffer: Ptr): Ptr {
  const size = sizeOf(self)
  if (size === 0) return structError('cannot iteratively unpack with a struct of length 0')
  const it = PyObject_GC_New(UnpackIter_Type, SIZEOF_UNPACKITER)
  if (it === 0) return 0
  for (let p = it + UI_STRUCT; p < it + SIZEOF_UNPACKITER; p += 8) word(p, 0)
  if (PyObject_GetBuffer(buffer, it + UI_BUFFER, PyBUF_SIMPLE) < 0) {
    Py_DECREF(it)
    return 0
  }
  if (i32[(it + UI_BUFFER + L.BUF_LEN) >> 2] % size !== 0) {
    structError(`iterative unpacking requires a buffer of a multiple of ${size} bytes`)
    Py_DECREF(it)
    return 0
  }
  word(it + UI_STRUCT, Py_NewRef(self))
  PyObject_GC_Track(it)
  return it
}

defineType(UnpackIter_Type, {
  name: '_struct.unpack_iterator',
  heap: true,
  basicsize: SIZEOF_UNPACKITER,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_IMMUTABLETYPE,
  dealloc: (it) => {
    PyObject_GC_UnTrack(it)
    Py_XDECREF(i32[(it + UI_STRUCT) >> 2])
    PyBuffer_Release(it + UI_BUFFER)
    PyObject_GC_Del(it)
  },
  traverse: (it, visit) => {
    const s = i32[(it + UI_STRUCT) >> 2]
    const r = s === 0 ? 0 : visit(s)
    const o = i32[(it + UI_BUFFER + L.BUF_OBJ) >> 2]
    return r !== 0 || o === 0 ? r : visit(o)
  },
  iter: (it) => Py_NewRef(it),
  iternext: (it) => {
    const s = i32[(it + UI_STRUCT) >> 2]
    if (s === 0) return 0
    const at = i32[(it + UI_INDEX) >> 2]
    if (at >= i32[(it + UI_BUFFER + L.BUF_LEN) >> 2]) {
      word(it + UI_STRUCT, 0)
      Py_DECREF(s)
      PyBuffer_Release(it + UI_BUFFER)
      return 0
    }
    word(it + UI_INDEX, at + sizeOf(s))
    return unpackAt(s, i32[(it + UI_BUFFER + L.BUF_BUF) >> 2] + at)
  },
  methods: {
    __length_hint__: NOARGS((it) => {
      const s = i32[(it + UI_STRUCT) >> 2]
      if (s === 0) return PyLong_FromSsize_t(0)
      const left = i32[(it + UI_BUFFER + L.BUF_LEN) >> 2] - i32[(it + UI_INDEX) >> 2]
      return PyLong_FromSsize_t(left / sizeOf(s))
    }),
  },
})

const bindFrom = (args: Ptr, nargs: number, kwnames: Ptr): Ptr[] | null =>
  bindArgs('unpack_from', ['buffer', 'offset'], { required: 1 }, args, nargs, kwnames)

defineType(Struct_Type, {
  name: '_struct.Struct',
  heap: true,
  basicsize: SIZEOF_STRUCT,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_BASETYPE | L.TPFLAGS_HAVE_GC | L.TPFLAGS_IMMUTABLETYPE,
  weaklistoffset: S_WEAKREFLIST,
  doc: 'Struct(fmt) --> compiled struct object',
  dealloc: structDealloc,
  traverse: (self, visit) => {
    const f = i32[(self + S_FORMAT) >> 2]
    return f === 0 ? 0 : visit(f)
  },
  init: structInit,
  new: (type) => (FN[i32[(type + L.TP_ALLOC) >> 2]] as allocfunc)(type, 0),
  methods: {
    iter_unpack: O(iterUnpack),
    pack: FAST(pack),
    pack_into: FAST(packIntoBuffer),
    unpack: O(unpack),
    unpack_from: FASTKW((self, args, nargs, kwnames) => {
      const bound = bindFrom(args, nargs, kwnames)
      return bound === null ? 0 : unpackFrom(self, bound[0], bound[1])
    }),
    __sizeof__: NOARGS((self) =>
      PyLong_FromSsize_t(SIZEOF_STRUCT + SIZEOF_FORMATCODE * (layoutOf(self).fields.length + 1)),
    ),
  },
  getset: {
    format: { get: (self) => newStr(bytesText(i32[(self + S_FORMAT) >> 2]) as string), doc: 'struct format string' },
    size: { get: (self) => PyLong_FromSsize_t(sizeOf(self)), doc: 'struct size in bytes' },
  },
})

// --- module functions: each looks its format up in a cache of at most 100 Struct objects ---

const CACHE = staticAlloc(8, 8)
addRoots((visit) => visit(i32[CACHE >> 2]))
const MAX_CACHE = 100

/** The Struct of a format (owned). */
function cached(format: Ptr): Ptr {
  if (i32[CACHE >> 2] === 0) {
    const dict = PyDict_New()
    if (dict === 0) return 0
    i32[CACHE >> 2] = dict
  }
  const cache = i32[CACHE >> 2]
  const hit = PyDict_GetItemWithError(cache, format)
  if (hit !== 0) return Py_NewRef(hit)
  if (PyErr_Occurred()) PyErr_Clear()
  const s = PyObject_CallOneArg(Struct_Type, format)
  if (s === 0) return 0
  if (PyDict_GET_SIZE(cache) >= MAX_CACHE) PyDict_Clear(cache)
  if (PyDict_SetItem(cache, format, s) < 0) PyErr_Clear()
  return s
}

/** Runs f with the Struct of a format. */
function withStruct(format: Ptr, f: (s: Ptr) => Ptr): Ptr {
  const s = cached(format)
  if (s === 0) return 0
  const r = f(s)
  Py_DECREF(s)
  return r
}

const two = (name: string, f: (s: Ptr, b: Ptr) => Ptr) =>
  FAST((_m, args, nargs) =>
    checkPositional(name, nargs, 2, 2) ? withStruct(arg(args, 0), (s) => f(s, arg(args, 1))) : 0,
  )

defineModule({
  name: '_struct',
  doc: 'Functions to convert between Python values and C structs.\nPython bytes objects are used to hold the data representing the C struct\nand also as format strings (explained below) to describe the layout of data\nin the C struct.',
  methods: {
    _clearcache: NOARGS(() => {
      if (i32[CACHE >> 2] !== 0) PyDict_Clear(i32[CACHE >> 2])
      return Py_NewRef(Py_None)
    }),
    calcsize: O((_m, format) => withStruct(format, (s) => PyLong_FromSsize_t(sizeOf(s)))),
    iter_unpack: two('iter_unpack', iterUnpack),
    pack: FAST((_m, args, nargs) =>
      nargs === 0
        ? typeError('missing format argument')
        : withStruct(arg(args, 0), (s) => pack(s, args + 8, nargs - 1)),
    ),
    pack_into: FAST((_m, args, nargs) =>
      nargs === 0
        ? typeError('missing format argument')
        : withStruct(arg(args, 0), (s) => packIntoBuffer(s, args + 8, nargs - 1)),
    ),
    unpack: two('unpack', unpack),
    unpack_from: FASTKW((_m, args, nargs, kwnames) => {
      const names = ['format', 'buffer', 'offset']
      const bound = bindArgs('unpack_from', names, { required: 2, posonly: 1 }, args, nargs, kwnames)
      return bound === null ? 0 : withStruct(bound[0], (s) => unpackFrom(s, bound[1], bound[2]))
    }),
  },
  types: [Struct_Type],
  heapTypes: [UnpackIter_Type],
  exec: (_module, dict) => StructError.addTo(dict, 'error'),
})
