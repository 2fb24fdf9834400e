/** itemgetter, attrgetter and methodcaller (CPython Modules/_operator.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GetAttr, reprJS } from '../../object/abstract/object-protocol'
import { PyObject_GetItem } from '../../object/abstract/sequence-protocol'
import { PyVectorcall_NARGS } from '../../object/call'
import { dictNext, entry, PyDict_Copy, PyDict_GET_SIZE } from '../../object/container/dict-core'
import { deallocFields, setSsize, traverseFields, typeAlloc } from '../../object/container/helpers'
import { Py_ReprEnter, Py_ReprLeave } from '../../object/container/repr-guard'
import {
  PyTuple_CheckExact,
  PyTuple_GET_ITEM,
  PyTuple_GetSlice,
  PyTuple_ITEMS,
  PyTuple_New,
  PyTuple_Pack1,
  PyTuple_Pack2,
  PyTuple_SET_ITEM,
} from '../../object/container/tuple-core'
import { arg, defineType, NOARGS } from '../../object/define'
import { typeError, typeNameOf } from '../../object/errors'
import { PyErr_Clear } from '../../object/errors-core'
import { fnPtr, type newfunc, type ternaryfunc, type unaryfunc, type vectorcallfunc } from '../../object/fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, typeFlagOf } from '../../object/header'
import {
  TPFLAGS_DEFAULT,
  TPFLAGS_HAVE_GC,
  TPFLAGS_HAVE_VECTORCALL,
  TPFLAGS_IMMUTABLETYPE,
  TPFLAGS_TUPLE_SUBCLASS,
  TPFLAGS_UNICODE_SUBCLASS,
} from '../../object/layout'
import { PyLong_AsSsize_t, PyLong_CheckExact } from '../../object/number/int-core'
import { PyUnicode_InternInPlace } from '../../object/text/intern'
import { newStr, strToJS } from '../../object/text/str-core'
import { checkPositional, noKwnames } from '../../object/type/arg-parse'
import { noKeywords, PyObject_Call } from '../../object/type/call-objects'
import { moduleHeapType } from '../../object/types'

export const itemgetter_type: Ptr = moduleHeapType()
export const attrgetter_type: Ptr = moduleHeapType()
export const methodcaller_type: Ptr = moduleHeapType()

const IG_NITEMS = 16
const IG_ITEM = 24 // the key, or the tuple of keys
const IG_INDEX = 32 // the key as a small index, else -1
const IG_VECTORCALL = 40
const SIZEOF_ITEMGETTER = 48
const AG_NATTRS = 16
const AG_ATTR = 24 // tuple of names; a dotted name is a tuple of its parts
const AG_VECTORCALL = 32
const SIZEOF_ATTRGETTER = 40
const MC_NAME = 16
const MC_ARGS = 24
const MC_KWARGS = 32
const SIZEOF_METHODCALLER = 40

const CALLABLE = TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC | TPFLAGS_IMMUTABLETYPE | TPFLAGS_HAVE_VECTORCALL
const isStr = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)
const word = (o: Ptr, offset: number): number => i32[(o + offset) >> 2]

/** repr guarded against recursion: name(...) in the inner one. */
function guarded(o: Ptr, f: () => string | null): Ptr {
  const entered = Py_ReprEnter(o)
  if (entered !== 0) return entered > 0 ? newStr(`${typeNameOf(o)}(...)`) : 0
  const text = f()
  Py_ReprLeave(o)
  return text === null ? 0 : newStr(text)
}

/** (type, args). */
function reduceTo(o: Ptr, args: Ptr): Ptr {
  if (args === 0) return 0
  const r = PyTuple_Pack2(Py_TYPE(o), args)
  Py_DECREF(args)
  return r
}

// --- itemgetter ---

const itemgetter_new: newfunc = (type, args, kwds) => {
  if (!noKeywords('itemgetter', kwds)) return 0
  const n = Py_SIZE(args)
  if (n < 1) return typeError('itemgetter expected 1 argument, got 0')
  const g = typeAlloc(type, 0)
  if (g === 0) return 0
  const first = PyTuple_GET_ITEM(args, 0)
  setSsize(g, IG_NITEMS, n)
  setSsize(g, IG_ITEM, Py_NewRef(n === 1 ? first : args))
  setSsize(g, IG_INDEX, -1)
  if (n === 1 && PyLong_CheckExact(first)) {
    const i = PyLong_AsSsize_t(first)
    if (i >= 0 && i < 0x7fff_ffff) setSsize(g, IG_INDEX, i)
    else PyErr_Clear()
  }
  setSsize(g, IG_VECTORCALL, fnPtr(itemgetter_vectorcall))
  return g
}

function getItems(g: Ptr, o: Ptr): Ptr {
  const n = word(g, IG_NITEMS)
  const item = word(g, IG_ITEM)
  if (n === 1) {
    const i = word(g, IG_INDEX)
    if (i >= 0 && PyTuple_CheckExact(o) && i < Py_SIZE(o)) return Py_NewRef(PyTuple_GET_ITEM(o, i))
    return PyObject_GetItem(o, item)
  }
  return tupleOf(n, (i) => PyObject_GetItem(o, PyTuple_GET_ITEM(item, i)))
}

/** A tuple of n new references; 0 when one of them fails. */
function tupleOf(n: number, f: (i: number) => Ptr): Ptr {
  const t = PyTuple_New(n)
  if (t === 0) return 0
  for (let i = 0; i < n; i++) {
    const v = f(i)
    if (v === 0) {
      Py_DECREF(t)
      return 0
    }
    PyTuple_SET_ITEM(t, i, v)
  }
  return t
}

const itemgetter_vectorcall: vectorcallfunc = (g, args, nargsf, kwnames) => {
  if (!noKwnames('itemgetter', kwnames) || !checkPositional('itemgetter', PyVectorcall_NARGS(nargsf), 1, 1)) return 0
  return getItems(g, arg(args, 0))
}
const itemgetter_call: ternaryfunc = (g, args, kwds) => {
  if (!noKeywords('itemgetter', kwds) || !checkPositional('itemgetter', Py_SIZE(args), 1, 1)) return 0
  return getItems(g, PyTuple_GET_ITEM(args, 0))
}

const itemgetterRepr: unaryfunc = (g) =>
  guarded(g, () => {
    const text = reprJS(word(g, IG_ITEM))
    if (text === null) return null
    return word(g, IG_NITEMS) === 1 ? `${typeNameOf(g)}(${text})` : `${typeNameOf(g)}${text}`
  })

defineType(itemgetter_type, {
  name: 'operator.itemgetter',
  heap: true,
  basicsize: SIZEOF_ITEMGETTER,
  flags: CALLABLE,
  vectorcall_offset: IG_VECTORCALL,
  doc: `Return a callable object that fetches the given item(s) from its operand.
After f = itemgetter(2), the call f(r) returns r[2].
After g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])`,
  dealloc: deallocFields(IG_ITEM),
  traverse: traverseFields(IG_ITEM),
  repr: itemgetterRepr,
  call: itemgetter_call,
  new: itemgetter_new,
  methods: {
    __reduce__: NOARGS((g) => {
      const item = word(g, IG_ITEM)
      return reduceTo(g, word(g, IG_NITEMS) === 1 ? PyTuple_Pack1(item) : Py_NewRef(item))
    }, 'Return state information for pickling'),
  },
})

// --- attrgetter ---

/** The interned name, or a tuple of interned parts for a dotted name (owned). */
function attributePath(name: Ptr): Ptr {
  const parts = strToJS(name).split('.')
  if (parts.length === 1) return PyUnicode_InternInPlace(Py_NewRef(name))
  return tupleOf(parts.length, (i) => {
    const s = newStr(parts[i])
    return s === 0 ? 0 : PyUnicode_InternInPlace(s)
  })
}

const attrgetter_new: newfunc = (type, args, kwds) => {
  if (!noKeywords('attrgetter', kwds)) return 0
  const n = Py_SIZE(args)
  if (n < 1) return typeError('attrgetter expected 1 argument, got 0')
  for (let i = 0; i < n; i++) {
    if (!isStr(PyTuple_GET_ITEM(args, i))) return typeError('attribute name must be a string')
  }
  const attr = tupleOf(n, (i) => attributePath(PyTuple_GET_ITEM(args, i)))
  const g = attr === 0 ? 0 : typeAlloc(type, 0)
  if (g === 0) {
    if (attr !== 0) Py_DECREF(attr)
    return 0
  }
  setSsize(g, AG_NATTRS, n)
  setSsize(g, AG_ATTR, attr)
  setSsize(g, AG_VECTORCALL, fnPtr(attrgetter_vectorcall))
  return g
}

function getDotted(o: Ptr, path: Ptr): Ptr {
  if (!typeFlagOf(path, TPFLAGS_TUPLE_SUBCLASS)) return PyObject_GetAttr(o, path)
  let v = Py_NewRef(o)
  for (let i = 0; i < Py_SIZE(path) && v !== 0; i++) {
    const next = PyObject_GetAttr(v, PyTuple_GET_ITEM(path, i))
    Py_DECREF(v)
    v = next
  }
  return v
}

function getAttrs(g: Ptr, o: Ptr): Ptr {
  const attr = word(g, AG_ATTR)
  const n = word(g, AG_NATTRS)
  return n === 1 ? getDotted(o, PyTuple_GET_ITEM(attr, 0)) : tupleOf(n, (i) => getDotted(o, PyTuple_GET_ITEM(attr, i)))
}

const attrgetter_vectorcall: vectorcallfunc = (g, args, nargsf, kwnames) => {
  if (!noKwnames('attrgetter', kwnames) || !checkPositional('attrgetter', PyVectorcall_NARGS(nargsf), 1, 1)) return 0
  return getAttrs(g, arg(args, 0))
}
const attrgetter_call: ternaryfunc = (g, args, kwds) => {
  if (!noKeywords('attrgetter', kwds) || !checkPositional('attrgetter', Py_SIZE(args), 1, 1)) return 0
  return getAttrs(g, PyTuple_GET_ITEM(args, 0))
}

/** The names as they were given, as a tuple (owned). */
function givenNames(g: Ptr): Ptr {
  const attr = word(g, AG_ATTR)
  return tupleOf(word(g, AG_NATTRS), (i) => {
    const path = PyTuple_GET_ITEM(attr, i)
    if (!typeFlagOf(path, TPFLAGS_TUPLE_SUBCLASS)) return Py_NewRef(path)
    const parts: string[] = []
    for (let k = 0; k < Py_SIZE(path); k++) parts.push(strToJS(PyTuple_GET_ITEM(path, k)))
    return newStr(parts.join('.'))
  })
}

const attrgetterRepr: unaryfunc = (g) =>
  guarded(g, () => {
    const names = givenNames(g)
    if (names === 0) return null
    const single = word(g, AG_NATTRS) === 1
    const text = reprJS(single ? PyTuple_GET_ITEM(names, 0) : names)
    Py_DECREF(names)
    if (text === null) return null
    return single ? `${typeNameOf(g)}(${text})` : `${typeNameOf(g)}${text}`
  })

defineType(attrgetter_type, {
  name: 'operator.attrgetter',
  heap: true,
  basicsize: SIZEOF_ATTRGETTER,
  flags: CALLABLE,
  vectorcall_offset: AG_VECTORCALL,
  doc: `Return a callable object that fetches the given attribute(s) from its operand.
After f = attrgetter('name'), the call f(r) returns r.name.
After g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).
After h = attrgetter('name.first', 'name.last'), the call h(r) returns
(r.name.first, r.name.last).`,
  dealloc: deallocFields(AG_ATTR),
  traverse: traverseFields(AG_ATTR),
  repr: attrgetterRepr,
  call: attrgetter_call,
  new: attrgetter_new,
  methods: { __reduce__: NOARGS((g) => reduceTo(g, givenNames(g)), 'Return state information for pickling') },
})

// --- methodcaller ---

const methodcaller_new: newfunc = (type, args, kwds) => {
  const n = Py_SIZE(args)
  if (n < 1) return typeError('methodcaller needs at least one argument, the method name')
  const name = PyTuple_GET_ITEM(args, 0)
  if (!isStr(name)) return typeError('method name must be a string')
  const m = typeAlloc(type, 0)
  if (m === 0) return 0
  setSsize(m, MC_NAME, PyUnicode_InternInPlace(Py_NewRef(name)))
  setSsize(m, MC_KWARGS, kwds === 0 ? 0 : PyDict_Copy(kwds))
  const rest = PyTuple_GetSlice(args, 1, n)
  setSsize(m, MC_ARGS, rest)
  if (rest !== 0) return m
  Py_DECREF(m)
  return 0
}

const methodcaller_call: ternaryfunc = (m, args, kwds) => {
  if (!noKeywords('methodcaller', kwds) || !checkPositional('methodcaller', Py_SIZE(args), 1, 1)) return 0
  const method = PyObject_GetAttr(PyTuple_GET_ITEM(args, 0), word(m, MC_NAME))
  if (method === 0) return 0
  const r = PyObject_Call(method, word(m, MC_ARGS), word(m, MC_KWARGS))
  Py_DECREF(method)
  return r
}

const methodcallerRepr: unaryfunc = (m) =>
  guarded(m, () => {
    const texts = [reprJS(word(m, MC_NAME))]
    const args = word(m, MC_ARGS)
    for (let i = 0; i < Py_SIZE(args); i++) texts.push(reprJS(arg(PyTuple_ITEMS(args), i)))
    const kwargs = word(m, MC_KWARGS)
    if (kwargs !== 0) {
      for (let pos = dictNext(kwargs, 0); pos >= 0; pos = dictNext(kwargs, pos)) {
        const name = strToJS(entry.key)
        const text = reprJS(entry.value)
        texts.push(text === null ? null : `${name}=${text}`)
      }
    }
    return texts.includes(null) ? null : `${typeNameOf(m)}(${texts.join(', ')})`
  })

/** (type, (name, *args)); with keywords a partial of the type does it in CPython, here they must be empty. */
function methodcallerReduce(m: Ptr): Ptr {
  const kwargs = word(m, MC_KWARGS)
  if (kwargs !== 0 && PyDict_GET_SIZE(kwargs) > 0) {
    return typeError('cannot pickle a methodcaller with keyword arguments')
  }
  const args = word(m, MC_ARGS)
  const all = tupleOf(Py_SIZE(args) + 1, (i) => Py_NewRef(i === 0 ? word(m, MC_NAME) : PyTuple_GET_ITEM(args, i - 1)))
  return reduceTo(m, all)
}

defineType(methodcaller_type, {
  name: 'operator.methodcaller',
  heap: true,
  basicsize: SIZEOF_METHODCALLER,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC | TPFLAGS_IMMUTABLETYPE,
  doc: `Return a callable object that calls the given method on its operand.
After f = methodcaller('name'), the call f(r) returns r.name().
After g = methodcaller('name', 'date', foo=1), the call g(r) returns
r.name('date', foo=1).`,
  dealloc: deallocFields(MC_NAME, MC_ARGS, MC_KWARGS),
  traverse: traverseFields(MC_ARGS, MC_KWARGS),
  repr: methodcallerRepr,
  call: methodcaller_call,
  new: methodcaller_new,
  methods: { __reduce__: NOARGS(methodcallerReduce, 'Return state information for pickling') },
})
