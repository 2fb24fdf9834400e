/** array.array objects: a block of machine values, typed by a type code (CPython Modules/arraymodule.c). */
import { memFree, memMalloc, memRealloc } from '../../memory/domains'
import { f32, f64, i8, i16, i32, type Ptr, u8, u16, u32 } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { PyNumber_Index } from '../../object/abstract/number-protocol'
import { raise, raiseInt, typeError } from '../../object/errors'
import { PyErr_NoMemory, PyErr_Occurred } from '../../object/errors-core'
import { type allocfunc, FN } from '../../object/fn-table'
import { Py_DECREF, Py_SET_SIZE, Py_SIZE, typeFlagOf } from '../../object/header'
import { OB_SIZE, TP_ALLOC, TPFLAGS_UNICODE_SUBCLASS } from '../../object/layout'
import { PyFloat_AsDouble, PyFloat_FromDouble } from '../../object/number/float-core'
import { longIntoBytes } from '../../object/number/int-bytes'
import {
  longFromWords,
  longSign,
  PyLong_AsLong,
  PyLong_Check,
  PyLong_FromLong,
  PyLong_FromUnsignedLong,
} from '../../object/number/int-core'
import { PyUnicode_FromOrdinal } from '../../object/text/str-build'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from '../../object/text/str-core'
import { PyObject_TypeCheck } from '../../object/type/subtype'
import { moduleHeapType, PyExc_BufferError, PyExc_OverflowError } from '../../object/types'

/** Where values are converted that are checked only. */
const SCRATCH = staticAlloc(8, 8)

export const Array_Type: Ptr = moduleHeapType()

export const ARRAY_ITEM = 24
export const ARRAY_ALLOCATED = 32
/** CPython: pointer to the descriptor; here the type code. */
export const ARRAY_DESCR = 40
export const ARRAY_WEAKREFLIST = 48
export const ARRAY_EXPORTS = 56
export const SIZEOF_ARRAY = 64

export interface Descriptor {
  code: string
  itemsize: number
  /** Item at an address as a new object. */
  get: (p: Ptr) => Ptr
  /** Converts v and stores it at p (0: only checks); 0 or -1. */
  set: (p: Ptr, v: Ptr) => number
  /** Code of the machine format for pickles. */
  machine: number
  signed: boolean
}

const outOfRange = (text: string): number => raiseInt(PyExc_OverflowError, text)

/** A small integer type whose values fit a double. */
function smallSet(min: number, max: number, below: string, above: string, store: (p: Ptr, v: number) => void) {
  return (p: Ptr, v: Ptr): number => {
    const x = PyLong_AsLong(v)
    if (x === -1 && PyErr_Occurred()) return -1
    if (x < min) return outOfRange(below)
    if (x > max) return outOfRange(above)
    if (p !== 0) store(p, x)
    return 0
  }
}

/** 8-byte integers through the int's own bytes; words for the error texts. */
const bigSet =
  (signed: boolean, tooBig: string) =>
  (p: Ptr, v: Ptr): number => {
    const index = PyLong_Check(v) ? v : PyNumber_Index(v)
    if (index === 0) return -1
    const target = p === 0 ? SCRATCH : p
    let r = 0
    if (!signed && longSign(index) < 0 && tooBig !== '') {
      r = outOfRange("can't convert negative value to unsigned int")
    } else {
      r = longIntoBytes(index, target, 8, true, signed)
      if (r < 0 && tooBig !== '' && PyErr_Occurred()) raise(PyExc_OverflowError, tooBig)
    }
    if (index !== v) Py_DECREF(index)
    return r
  }

/** unsigned int: negative values have a text of their own. */
function uintSet(p: Ptr, v: Ptr): number {
  const index = PyLong_Check(v) ? v : PyNumber_Index(v)
  if (index === 0) return -1
  let r = 0
  if (longSign(index) < 0) r = outOfRange("can't convert negative value to unsigned int")
  else {
    r = longIntoBytes(index, SCRATCH, 8, true, false)
    if (r < 0) raise(PyExc_OverflowError, 'Python int too large to convert to C unsigned long')
    else if (i32[(SCRATCH + 4) >> 2] !== 0) r = outOfRange('unsigned int is greater than maximum')
    else if (p !== 0) i32[p >> 2] = i32[SCRATCH >> 2]
  }
  if (index !== v) Py_DECREF(index)
  return r
}

function charSet(p: Ptr, v: Ptr): number {
  if (!typeFlagOf(v, TPFLAGS_UNICODE_SUBCLASS) || PyUnicode_GET_LENGTH(v) !== 1) {
    typeError('array item must be unicode character')
    return -1
  }
  if (p !== 0) u32[p >> 2] = PyUnicode_READ(PyUnicode_KIND(v), PyUnicode_DATA(v), 0)
  return 0
}

const floatSet =
  (store: (p: Ptr, v: number) => void) =>
  (p: Ptr, v: Ptr): number => {
    const x = PyFloat_AsDouble(v)
    if (x === -1 && PyErr_Occurred()) return -1
    if (p !== 0) store(p, x)
    return 0
  }

const LONG_BIG = 'Python int too large to convert to C '
const DESCRIPTORS: Descriptor[] = [
  {
    code: 'b',
    itemsize: 1,
    get: (p) => PyLong_FromLong(i8[p]),
    set: smallSet(-128, 127, 'signed char is less than minimum', 'signed char is greater than maximum', (p, v) => {
      i8[p] = v
    }),
    machine: 1,
    signed: true,
  },
  {
    code: 'B',
    itemsize: 1,
    get: (p) => PyLong_FromLong(u8[p]),
    set: smallSet(
      0,
      255,
      'unsigned byte integer is less than minimum',
      'unsigned byte integer is greater than maximum',
      (p, v) => {
        u8[p] = v
      },
    ),
    machine: 0,
    signed: false,
  },
  { code: 'u', itemsize: 4, get: (p) => PyUnicode_FromOrdinal(u32[p >> 2]), set: charSet, machine: 20, signed: false },
  {
    code: 'h',
    itemsize: 2,
    get: (p) => PyLong_FromLong(i16[p >> 1]),
    set: smallSet(
      -32768,
      32767,
      'signed short integer is less than minimum',
      'signed short integer is greater than maximum',
      (p, v) => {
        i16[p >> 1] = v
      },
    ),
    machine: 4,
    signed: true,
  },
  {
    code: 'H',
    itemsize: 2,
    get: (p) => PyLong_FromLong(u16[p >> 1]),
    set: smallSet(0, 65535, 'unsigned short is less than minimum', 'unsigned short is greater than maximum', (p, v) => {
      u16[p >> 1] = v
    }),
    machine: 2,
    signed: false,
  },
  {
    code: 'i',
    itemsize: 4,
    get: (p) => PyLong_FromLong(i32[p >> 2]),
    set: smallSet(
      -2147483648,
      2147483647,
      'signed integer is less than minimum',
      'signed integer is greater than maximum',
      (p, v) => {
        i32[p >> 2] = v
      },
    ),
    machine: 8,
    signed: true,
  },
  {
    code: 'I',
    itemsize: 4,
    get: (p) => PyLong_FromUnsignedLong(u32[p >> 2]),
    set: uintSet,
    machine: 6,
    signed: false,
  },
  {
    code: 'l',
    itemsize: 8,
    get: (p) => longFromWords(i32[p >> 2], i32[(p + 4) >> 2], true),
    set: bigSet(true, `${LONG_BIG}long`),
    machine: 12,
    signed: true,
  },
  {
    code: 'L',
    itemsize: 8,
    get: (p) => longFromWords(i32[p >> 2], i32[(p + 4) >> 2], false),
    set: bigSet(false, `${LONG_BIG}unsigned long`),
    machine: 10,
    signed: false,
  },
  {
    code: 'q',
    itemsize: 8,
    get: (p) => longFromWords(i32[p >> 2], i32[(p + 4) >> 2], true),
    set: bigSet(true, ''),
    machine: 12,
    signed: true,
  },
  {
    code: 'Q',
    itemsize: 8,
    get: (p) => longFromWords(i32[p >> 2], i32[(p + 4) >> 2], false),
    set: bigSet(false, ''),
    machine: 10,
    signed: false,
  },
  {
    code: 'f',
    itemsize: 4,
    get: (p) => PyFloat_FromDouble(f32[p >> 2]),
    set: floatSet((p, v) => {
      f32[p >> 2] = v
    }),
    machine: 14,
    signed: false,
  },
  {
    code: 'd',
    itemsize: 8,
    get: (p) => PyFloat_FromDouble(f64[p >> 3]),
    set: floatSet((p, v) => {
      f64[p >> 3] = v
    }),
    machine: 16,
    signed: false,
  },
]
const BY_CODE = new Map(DESCRIPTORS.map((d) => [d.code, d]))
const BY_NUMBER = new Map(DESCRIPTORS.map((d) => [d.code.charCodeAt(0), d]))

export const TYPE_CODES = DESCRIPTORS.map((d) => d.code).join('')
export const descriptorOf = (code: string): Descriptor | undefined => BY_CODE.get(code)
export const descr = (a: Ptr): Descriptor => BY_NUMBER.get(i32[(a + ARRAY_DESCR) >> 2]) as Descriptor

export const isArray = (o: Ptr): boolean => PyObject_TypeCheck(o, Array_Type)
export const arrayItems = (a: Ptr): Ptr => i32[(a + ARRAY_ITEM) >> 2]
export const itemAddress = (a: Ptr, i: number): Ptr => arrayItems(a) + i * descr(a).itemsize
export const getItem = (a: Ptr, i: number): Ptr => descr(a).get(itemAddress(a, i))

const setWord = (p: Ptr, v: number): void => {
  i32[p >> 2] = v
  i32[(p + 4) >> 2] = 0
}

/** Gives an empty array a block of n items. */
export function setItems(a: Ptr, items: Ptr, n: number): void {
  setWord(a + ARRAY_ITEM, items)
  setWord(a + ARRAY_ALLOCATED, n)
  Py_SET_SIZE(a, n)
}

/** A new array of n items, uninitialised (newarrayobject). */
export function newArray(type: Ptr, n: number, d: Descriptor): Ptr {
  if (n * d.itemsize > 0x7fff0000) return PyErr_NoMemory()
  const a = (FN[i32[(type + TP_ALLOC) >> 2]] as allocfunc)(type, 0)
  if (a === 0) return 0
  setWord(a + ARRAY_DESCR, d.code.charCodeAt(0))
  setWord(a + ARRAY_ALLOCATED, n)
  Py_SET_SIZE(a, n)
  if (n === 0) return a
  const items = memMalloc(n * d.itemsize)
  if (items === 0) {
    Py_SET_SIZE(a, 0)
    Py_DECREF(a)
    return PyErr_NoMemory()
  }
  setWord(a + ARRAY_ITEM, items)
  return a
}

/** Changes the number of items; 0 or -1 (array_resize). */
export function arrayResize(a: Ptr, n: number): number {
  const size = Py_SIZE(a)
  if (i32[(a + ARRAY_EXPORTS) >> 2] > 0 && n !== size) {
    return raiseInt(PyExc_BufferError, 'cannot resize an array that is exporting buffers')
  }
  const items = arrayItems(a)
  if (i32[(a + ARRAY_ALLOCATED) >> 2] >= n && size < n + 16 && items !== 0) {
    Py_SET_SIZE(a, n)
    return 0
  }
  if (n === 0) {
    if (items !== 0) memFree(items)
    setWord(a + ARRAY_ITEM, 0)
    setWord(a + ARRAY_ALLOCATED, 0)
    Py_SET_SIZE(a, 0)
    return 0
  }
  const room = (n >> 4) + (size < 8 ? 3 : 7) + n
  const bytes = room * descr(a).itemsize
  const moved = bytes > 0x7fff0000 ? 0 : memRealloc(items, bytes)
  if (moved === 0) {
    PyErr_NoMemory()
    return -1
  }
  setWord(a + ARRAY_ITEM, moved)
  setWord(a + ARRAY_ALLOCATED, room)
  i32[(a + OB_SIZE) >> 2] = n
  return 0
}

/** Inserts v before position where (clipped); 0 or -1 (ins1). */
export function arrayInsert(a: Ptr, where: number, v: Ptr): number {
  const d = descr(a)
  const n = Py_SIZE(a)
  if (d.set(0, v) < 0) return -1
  if (arrayResize(a, n + 1) < 0) return -1
  let i = where < 0 ? where + n : where
  if (i < 0) i = 0
  if (i > n) i = n
  const p = itemAddress(a, i)
  if (i !== n) u8.copyWithin(p + d.itemsize, p, p + (n - i) * d.itemsize)
  return d.set(p, v)
}

/** Replaces items lo..hi by those of other (0: none), which may be a itself; 0 or -1 (array_ass_slice). */
export function arrayReplace(a: Ptr, lo: number, hi: number, source: Ptr, count: number): number {
  const size = descr(a).itemsize
  const n = Py_SIZE(a)
  const delta = count - (hi - lo)
  if (delta !== 0 && i32[(a + ARRAY_EXPORTS) >> 2] > 0) {
    return raiseInt(PyExc_BufferError, 'cannot resize an array that is exporting buffers')
  }
  const copy = count > 0 ? u8.slice(source, source + count * size) : null
  if (delta < 0) {
    const items = arrayItems(a)
    u8.copyWithin(items + (hi + delta) * size, items + hi * size, items + n * size)
    if (arrayResize(a, n + delta) < 0) return -1
  } else if (delta > 0) {
    if (arrayResize(a, n + delta) < 0) return -1
    const items = arrayItems(a)
    u8.copyWithin(items + (hi + delta) * size, items + hi * size, items + n * size)
  }
  if (copy !== null) u8.set(copy, arrayItems(a) + lo * size)
  return 0
}
