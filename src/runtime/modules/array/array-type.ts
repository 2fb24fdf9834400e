/** The type array.array: slots and methods. */

import { toUser } from '../../memory/address-map'
import { memFree } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../../object/abstract/number-protocol'
import {
  _PyObject_LookupAttr,
  PyObject_RichCompare,
  PyObject_RichCompareBool,
  reprJS,
} from '../../object/abstract/object-protocol'
import { PyObject_GC_UnTrack } from '../../object/alloc'
import { listItems, PyList_Check, PyList_GET_SIZE, PyList_New, PyList_SET_ITEM } from '../../object/container/list-core'
import {
  _PyEval_SliceIndexNotNone,
  PySlice_AdjustIndices,
  PySlice_Check,
  PySlice_Unpack,
  range,
} from '../../object/container/slice-core'
import { PyTuple_Pack } from '../../object/container/tuple-core'
import { arg, defineType, FAST, NOARGS, O } from '../../object/define'
import { raise, raiseInt, typeError, typeNameOf } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import { type destructor, FN } from '../../object/fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../../object/header'
import * as L from '../../object/layout'
import { PyLong_FromLong, PyLong_FromSsize_t, PyLong_FromVoidPtr } from '../../object/number/int-core'
import { newBytes } from '../../object/text/bytes-core'
import { PyUnicode_FromKindAndData } from '../../object/text/str-build'
import { _Py_ID, newStr } from '../../object/text/str-core'
import { checkPositional } from '../../object/type/arg-parse'
import { PyObject_ClearWeakRefs } from '../../object/type/weakref-core'
import {
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyExc_IndexError,
  PyExc_TypeError,
  PyExc_ValueError,
} from '../../object/types'
import { getbuffer } from './array-buffer'
import * as A from './array-core'
import {
  Array_Type,
  arrayInsert,
  arrayItems,
  arrayReplace,
  arrayResize,
  descr,
  getItem,
  isArray,
  itemAddress,
  newArray,
} from './array-core'
import { fromfile, tofile } from './array-file'
import { arrayIter } from './array-iterator'
import { arrayNew, extendFrom, frombytes, fromunicode, isStr } from './array-new'

const none = (r: number): Ptr => (r < 0 ? 0 : Py_NewRef(Py_None))

const dealloc: destructor = (a) => {
  PyObject_GC_UnTrack(a)
  if (i32[(a + A.ARRAY_WEAKREFLIST) >> 2] !== 0) PyObject_ClearWeakRefs(a)
  if (arrayItems(a) !== 0) memFree(arrayItems(a))
  ;(FN[i32[(Py_TYPE(a) + L.TP_FREE) >> 2]] as destructor)(a)
}

// --- sequence and mapping ---

function copySlice(a: Ptr, lo: number, hi: number): Ptr {
  const d = descr(a)
  const n = Math.max(0, hi - lo)
  const r = newArray(Array_Type, n, d)
  if (r !== 0 && n > 0) u8.copyWithin(arrayItems(r), itemAddress(a, lo), itemAddress(a, hi))
  return r
}

function item(a: Ptr, i: number): Ptr {
  if (i < 0 || i >= Py_SIZE(a)) return raise(PyExc_IndexError, 'array index out of range')
  return getItem(a, i)
}

function assItem(a: Ptr, i: number, v: Ptr): number {
  if (i < 0 || i >= Py_SIZE(a)) return raiseInt(PyExc_IndexError, 'array assignment index out of range')
  return v === 0 ? arrayReplace(a, i, i + 1, 0, 0) : descr(a).set(itemAddress(a, i), v)
}

function subscript(a: Ptr, key: Ptr): Ptr {
  if (PyIndex_Check(key)) {
    const i = PyNumber_AsSsize_t(key, PyExc_IndexError)
    if (i === -1 && PyErr_Occurred()) return 0
    return item(a, i < 0 ? i + Py_SIZE(a) : i)
  }
  if (!PySlice_Check(key)) return typeError('array indices must be integers')
  if (!PySlice_Unpack(key)) return 0
  const n = PySlice_AdjustIndices(Py_SIZE(a))
  const { start, step } = range
  if (n <= 0) return newArray(Array_Type, 0, descr(a))
  if (step === 1) return copySlice(a, start, start + n)
  const r = newArray(Array_Type, n, descr(a))
  if (r === 0) return 0
  const size = descr(a).itemsize
  for (let i = 0, j = start; i < n; i++, j += step) {
    u8.copyWithin(arrayItems(r) + i * size, arrayItems(a) + j * size, arrayItems(a) + (j + 1) * size)
  }
  return r
}

function assSubscript(a: Ptr, key: Ptr, value: Ptr): number {
  if (PyIndex_Check(key)) {
    const i = PyNumber_AsSsize_t(key, PyExc_IndexError)
    if (i === -1 && PyErr_Occurred()) return -1
    return assItem(a, i < 0 ? i + Py_SIZE(a) : i, value)
  }
  if (!PySlice_Check(key)) return raiseInt(PyExc_TypeError, 'array indices must be integers')
  if (!PySlice_Unpack(key)) return -1
  const n = PySlice_AdjustIndices(Py_SIZE(a))
  const { start, stop, step } = range
  if (value !== 0 && !isArray(value)) {
    return raiseInt(PyExc_TypeError, `can only assign array (not "${typeNameOf(value)}") to array slice`)
  }
  if (value !== 0 && descr(value).code !== descr(a).code) {
    return raiseInt(PyExc_TypeError, 'bad argument type for built-in operation')
  }
  const count = value === 0 ? 0 : Py_SIZE(value)
  if (step === 1) {
    const end = Math.max(start, stop)
    return arrayReplace(a, start, end, count > 0 ? arrayItems(value) : 0, count)
  }
  if (value === 0) return deleteExtended(a, start, step, n)
  if (count !== n) {
    return raiseInt(PyExc_ValueError, `attempt to assign array of size ${count} to extended slice of size ${n}`)
  }
  const size = descr(a).itemsize
  const copy = count > 0 ? u8.slice(arrayItems(value), arrayItems(value) + count * size) : null
  for (let i = 0, j = start; i < n && copy !== null; i++, j += step) {
    u8.set(copy.subarray(i * size, (i + 1) * size), arrayItems(a) + j * size)
  }
  return 0
}

function deleteExtended(a: Ptr, start: number, step: number, n: number): number {
  if (n === 0) return 0
  const size = descr(a).itemsize
  const drop = new Set<number>()
  for (let i = 0; i < n; i++) drop.add(start + i * step)
  let to = 0
  for (let i = 0; i < Py_SIZE(a); i++) {
    if (drop.has(i)) continue
    if (to !== i) u8.copyWithin(itemAddress(a, to), itemAddress(a, i), itemAddress(a, i) + size)
    to++
  }
  return arrayResize(a, to)
}

function concat(a: Ptr, b: Ptr): Ptr {
  if (!isArray(b)) return typeError(`can only append array (not "${typeNameOf(b)}") to array`)
  const d = descr(a)
  if (descr(b).code !== d.code) return typeError('bad argument type for built-in operation')
  const r = newArray(Array_Type, Py_SIZE(a) + Py_SIZE(b), d)
  if (r === 0) return 0
  const na = Py_SIZE(a) * d.itemsize
  if (na > 0) u8.copyWithin(arrayItems(r), arrayItems(a), arrayItems(a) + na)
  if (Py_SIZE(b) > 0) u8.copyWithin(arrayItems(r) + na, arrayItems(b), arrayItems(b) + Py_SIZE(b) * d.itemsize)
  return r
}

function repeatInto(a: Ptr, unit: number, times: number): void {
  const p = arrayItems(a)
  for (let i = 1; i < times; i++) u8.copyWithin(p + i * unit, p, p + unit)
}

function repeat(a: Ptr, times: number): Ptr {
  const n = Math.max(0, times)
  const d = descr(a)
  const r = newArray(Array_Type, Py_SIZE(a) * n, d)
  if (r === 0 || Py_SIZE(r) === 0) return r
  const unit = Py_SIZE(a) * d.itemsize
  u8.copyWithin(arrayItems(r), arrayItems(a), arrayItems(a) + unit)
  repeatInto(r, unit, n)
  return r
}

function inplaceRepeat(a: Ptr, times: number): Ptr {
  const n = Math.max(0, times)
  const unit = Py_SIZE(a) * descr(a).itemsize
  if (Py_SIZE(a) > 0) {
    if (arrayResize(a, Py_SIZE(a) * n) < 0) return 0
    if (n > 1) repeatInto(a, unit, n)
  }
  return Py_NewRef(a)
}

function extend(a: Ptr, b: Ptr): number {
  if (!isArray(b)) return extendFrom(a, b)
  if (descr(b).code !== descr(a).code) {
    return raiseInt(PyExc_TypeError, 'can only extend with array of same kind')
  }
  const n = Py_SIZE(b)
  const old = Py_SIZE(a)
  if (n === 0) return 0
  if (arrayResize(a, old + n) < 0) return -1
  u8.copyWithin(itemAddress(a, old), arrayItems(b), arrayItems(b) + n * descr(a).itemsize)
  return 0
}

function inplaceConcat(a: Ptr, b: Ptr): Ptr {
  if (!isArray(b)) return typeError(`can only extend with array (not "${typeNameOf(b)}")`)
  return extend(a, b) < 0 ? 0 : Py_NewRef(a)
}

function richcompare(a: Ptr, b: Ptr, op: number): Ptr {
  if (!isArray(a) || !isArray(b)) return Py_NewRef(Py_NotImplemented)
  const na = Py_SIZE(a)
  const nb = Py_SIZE(b)
  if (na !== nb && (op === L.Py_EQ || op === L.Py_NE)) return Py_NewRef(op === L.Py_NE ? Py_True : Py_False)
  for (let i = 0; i < na && i < nb; i++) {
    const x = getItem(a, i)
    const y = getItem(b, i)
    const equal = PyObject_RichCompareBool(x, y, L.Py_EQ)
    let r = 0
    if (equal === 0) {
      if (op === L.Py_EQ) r = Py_NewRef(Py_False)
      else if (op === L.Py_NE) r = Py_NewRef(Py_True)
      else r = PyObject_RichCompare(x, y, op)
    }
    Py_DECREF(x)
    Py_DECREF(y)
    if (equal !== 1) return r
  }
  const x = PyLong_FromLong(na)
  const y = PyLong_FromLong(nb)
  const r = PyObject_RichCompare(x, y, op)
  Py_DECREF(x)
  Py_DECREF(y)
  return r
}

function repr(a: Ptr): Ptr {
  const code = descr(a).code
  const name = typeNameOf(a).slice(typeNameOf(a).lastIndexOf('.') + 1)
  if (Py_SIZE(a) === 0) return newStr(`${name}('${code}')`)
  const v = code === 'u' ? tounicode(a) : tolist(a)
  const text = v === 0 ? null : reprJS(v)
  if (v !== 0) Py_DECREF(v)
  return text === null ? 0 : newStr(`${name}('${code}', ${text})`)
}

function tolist(a: Ptr): Ptr {
  const list = PyList_New(Py_SIZE(a))
  if (list === 0) return 0
  for (let i = 0; i < Py_SIZE(a); i++) PyList_SET_ITEM(list, i, getItem(a, i))
  return list
}

function tounicode(a: Ptr): Ptr {
  if (descr(a).code !== 'u') {
    return raise(PyExc_ValueError, 'tounicode() may only be called on unicode type arrays')
  }
  return PyUnicode_FromKindAndData(4, arrayItems(a), Py_SIZE(a))
}

/** Position of the first item equal to v from start on; -1 when absent, -2 with an error set. */
function find(a: Ptr, v: Ptr, start: number, stop: number): number {
  for (let i = start; i < stop && i < Py_SIZE(a); i++) {
    const x = getItem(a, i)
    const r = PyObject_RichCompareBool(x, v, L.Py_EQ)
    Py_DECREF(x)
    if (r < 0) return -2
    if (r > 0) return i
  }
  return -1
}

function index(a: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('index', nargs, 1, 3)) return 0
  let start = nargs > 1 ? _PyEval_SliceIndexNotNone(arg(args, 1)) : 0
  if (Number.isNaN(start)) return 0
  let stop = nargs > 2 ? _PyEval_SliceIndexNotNone(arg(args, 2)) : Number.POSITIVE_INFINITY
  if (Number.isNaN(stop)) return 0
  if (start < 0) start = Math.max(0, start + Py_SIZE(a))
  if (stop < 0) stop += Py_SIZE(a)
  const i = find(a, arg(args, 0), start, stop)
  if (i === -2) return 0
  return i < 0 ? raise(PyExc_ValueError, 'array.index(x): x not in array') : PyLong_FromSsize_t(i)
}

function remove(a: Ptr, v: Ptr): Ptr {
  const i = find(a, v, 0, Py_SIZE(a))
  if (i === -2) return 0
  if (i < 0) return raise(PyExc_ValueError, 'array.remove(x): x not in array')
  return none(arrayReplace(a, i, i + 1, 0, 0))
}

function count(a: Ptr, v: Ptr): Ptr {
  let n = 0
  for (let i = find(a, v, 0, Py_SIZE(a)); i !== -1; i = find(a, v, i + 1, Py_SIZE(a))) {
    if (i === -2) return 0
    n++
  }
  return PyLong_FromSsize_t(n)
}

function pop(a: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('pop', nargs, 0, 1)) return 0
  let i = -1
  if (nargs > 0) {
    i = PyNumber_AsSsize_t(arg(args, 0), PyExc_IndexError)
    if (i === -1 && PyErr_Occurred()) return 0
  }
  const n = Py_SIZE(a)
  if (n === 0) return raise(PyExc_IndexError, 'pop from empty array')
  if (i < 0) i += n
  if (i < 0 || i >= n) return raise(PyExc_IndexError, 'pop index out of range')
  const v = getItem(a, i)
  if (v !== 0 && arrayReplace(a, i, i + 1, 0, 0) < 0) {
    Py_DECREF(v)
    return 0
  }
  return v
}

function reverse(a: Ptr): Ptr {
  const size = descr(a).itemsize
  const n = Py_SIZE(a)
  if (n > 1) {
    const copy = u8.slice(arrayItems(a), arrayItems(a) + n * size)
    for (let i = 0; i < n; i++) u8.set(copy.subarray(i * size, (i + 1) * size), arrayItems(a) + (n - 1 - i) * size)
  }
  return Py_NewRef(Py_None)
}

function byteswap(a: Ptr): Ptr {
  const size = descr(a).itemsize
  for (let i = 0; i < Py_SIZE(a); i++) {
    const p = itemAddress(a, i)
    u8.subarray(p, p + size).reverse()
  }
  return Py_NewRef(Py_None)
}

function insert(a: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('insert', nargs, 2, 2)) return 0
  const i = PyNumber_AsSsize_t(arg(args, 0), PyExc_IndexError)
  if (i === -1 && PyErr_Occurred()) return 0
  return none(arrayInsert(a, i, arg(args, 1)))
}

function fromlist(a: Ptr, list: Ptr): Ptr {
  if (!PyList_Check(list)) return typeError('arg must be list')
  const n = PyList_GET_SIZE(list)
  const old = Py_SIZE(a)
  if (n === 0) return Py_NewRef(Py_None)
  if (arrayResize(a, old + n) < 0) return 0
  for (let i = 0; i < n; i++) {
    const v = i32[(listItems(list) + i * 8) >> 2]
    if (descr(a).set(itemAddress(a, old + i), v) < 0) {
      arrayResize(a, old)
      return 0
    }
    if (PyList_GET_SIZE(list) !== n) {
      arrayResize(a, old)
      return raise(PyExc_IndexError, 'list changed size during iteration')
    }
  }
  return Py_NewRef(Py_None)
}

const tobytes = (a: Ptr): Ptr => newBytes(u8.slice(arrayItems(a), arrayItems(a) + Py_SIZE(a) * descr(a).itemsize))

const ID___dict__ = _Py_ID('__dict__')
/** array._array_reconstructor; set when the module is made. */
let reconstructor: Ptr = 0
export function setReconstructor(f: Ptr): void {
  reconstructor = f
}

function reduce(a: Ptr, protocolObject: Ptr): Ptr {
  const protocol = PyNumber_AsSsize_t(protocolObject, 0)
  if (protocol === -1 && PyErr_Occurred()) return 0
  let dict = _PyObject_LookupAttr(a, ID___dict__)
  if (dict === 0) {
    if (PyErr_Occurred()) return 0
    dict = Py_NewRef(Py_None)
  }
  const d = descr(a)
  const code = newStr(d.code)
  let args: Ptr
  const machine = protocol >= 3 && reconstructor !== 0
  if (machine) {
    const bytes = tobytes(a)
    const format = PyLong_FromLong(d.machine)
    args = PyTuple_Pack(Py_TYPE(a), code, format, bytes)
    Py_DECREF(bytes)
    Py_DECREF(format)
  } else {
    const list = tolist(a)
    args = PyTuple_Pack(code, list)
    Py_DECREF(list)
  }
  Py_DECREF(code)
  const r = PyTuple_Pack(machine ? reconstructor : Py_TYPE(a), args, dict)
  Py_DECREF(args)
  Py_DECREF(dict)
  return r
}

const copy = (a: Ptr): Ptr => copySlice(a, 0, Py_SIZE(a))

defineType(Array_Type, {
  name: 'array.array',
  heap: true,
  basicsize: A.SIZEOF_ARRAY,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_BASETYPE | L.TPFLAGS_HAVE_GC | L.TPFLAGS_IMMUTABLETYPE | L.TPFLAGS_SEQUENCE,
  weaklistoffset: A.ARRAY_WEAKREFLIST,
  doc: 'array(typecode [, initializer]) -> array\n\nReturn a new array whose items are restricted by typecode, and\ninitialized from the optional initializer value, which must be a list,\nstring or iterable over elements of the appropriate type.',
  dealloc,
  traverse: () => 0,
  repr,
  hash: 'unhashable',
  richcompare,
  iter: arrayIter,
  new: arrayNew,
  sequence: {
    length: Py_SIZE,
    concat,
    repeat,
    item,
    ass_item: assItem,
    contains: (a, v) => {
      const i = find(a, v, 0, Py_SIZE(a))
      return i === -2 ? -1 : i >= 0 ? 1 : 0
    },
    inplace_concat: inplaceConcat,
    inplace_repeat: inplaceRepeat,
  },
  mapping: { length: Py_SIZE, subscript, ass_subscript: assSubscript },
  buffer: {
    getbuffer,
    releasebuffer: (a) => {
      i32[(a + A.ARRAY_EXPORTS) >> 2]--
    },
  },
  methods: {
    append: O((a, v) => none(arrayInsert(a, Py_SIZE(a), v)), 'Append new value v to the end of the array.'),
    buffer_info: NOARGS((a) => {
      const address = PyLong_FromVoidPtr(toUser(arrayItems(a)))
      const n = PyLong_FromSsize_t(Py_SIZE(a))
      const t = PyTuple_Pack(address, n)
      Py_DECREF(address)
      Py_DECREF(n)
      return t
    }),
    byteswap: NOARGS(byteswap),
    __copy__: NOARGS(copy, 'Return a copy of the array.'),
    count: O(count, 'Return number of occurrences of v in the array.'),
    __deepcopy__: O(copy, 'Return a copy of the array.'),
    extend: O((a, b) => none(extend(a, b)), 'Append items to the end of the array.'),
    fromfile: FAST((a, args, nargs) =>
      checkPositional('fromfile', nargs, 2, 2) ? fromfile(a, arg(args, 0), arg(args, 1), frombytes) : 0,
    ),
    fromlist: O(fromlist, 'Append items to array from list.'),
    frombytes: O((a, o) => none(frombytes(a, o))),
    fromunicode: O((a, s) => {
      if (!isStr(s)) return typeError(`fromunicode() argument must be str, not ${typeNameOf(s)}`)
      if (descr(a).code !== 'u') {
        return raise(PyExc_ValueError, 'fromunicode() may only be called on unicode type arrays')
      }
      return none(fromunicode(a, s))
    }),
    index: FAST(index),
    insert: FAST(insert, 'Insert a new item v into the array before position i.'),
    pop: FAST(pop),
    __reduce_ex__: O(reduce, 'Return state information for pickling.'),
    remove: O(remove, 'Remove the first occurrence of v in the array.'),
    reverse: NOARGS(reverse, 'Reverse the order of the items in the array.'),
    tofile: O(tofile, 'Write all items (as machine values) to the file object f.'),
    tolist: NOARGS(tolist, 'Convert array to an ordinary list with the same items.'),
    tobytes: NOARGS(tobytes),
    tounicode: NOARGS(tounicode),
    __sizeof__: NOARGS((a) =>
      PyLong_FromSsize_t(
        i32[(Py_TYPE(a) + L.TP_BASICSIZE) >> 2] + i32[(a + A.ARRAY_ALLOCATED) >> 2] * descr(a).itemsize,
      ),
    ),
  },
  getset: {
    typecode: { get: (a) => newStr(descr(a).code), doc: 'the typecode character used to create the array' },
    itemsize: { get: (a) => PyLong_FromLong(descr(a).itemsize), doc: 'the size, in bytes, of one array item' },
  },
})
