/**
 * A process just big enough to run class statements: the object layer, the evaluator, and a handful of builtins. It stands
 * below the real builtins module so that the type system can be tested without it.
 */
import '../../../src/runtime/eval/frame-type'
import '../../../src/runtime/eval/generator-type'
import { runString } from '../../../src/runtime/eval/eval-code'
import { evalVector } from '../../../src/runtime/eval/function-call'
import { installRuntimeHooks } from '../../../src/runtime/eval/runtime-hooks'
import { linkRuntime } from '../../../src/runtime/eval/runtime-names'
import { collectManually } from '../../../src/runtime/gc/collect'
import { initCollector, initGenerations } from '../../../src/runtime/gc/gc-init'
import { setAllocHooks } from '../../../src/runtime/memory/domains'
import { i32, type Ptr } from '../../../src/runtime/memory/heap'
import { getAllocatedBlocks } from '../../../src/runtime/memory/statistics'
import '../../../src/runtime/modules/abc'
import { createBuiltinModule } from '../../../src/runtime/modules/define-module'
import { PyObject_IsInstance, PyObject_IsSubclass } from '../../../src/runtime/object/abstract/instance-check'
import { PyObject_GetIter } from '../../../src/runtime/object/abstract/iter-protocol'
import {
  _PyObject_LookupAttr,
  _PyObject_LookupSpecial,
  PyObject_GetAttr,
  PyObject_Hash,
  PyObject_Repr,
  PyObject_SetAttr,
  PyObject_Str,
} from '../../../src/runtime/object/abstract/object-protocol'
import { PyObject_Size } from '../../../src/runtime/object/abstract/sequence-protocol'
import { preHeaderSize } from '../../../src/runtime/object/alloc'
import { bootObjects } from '../../../src/runtime/object/boot'
import { callN, callNSteal, PyCallable_Check } from '../../../src/runtime/object/call'
import { PyDict_New, PyDict_SetItem } from '../../../src/runtime/object/container/dict-core'
import { PySequence_List } from '../../../src/runtime/object/container/list-extend'
import { PyTuple_New } from '../../../src/runtime/object/container/tuple-core'
import { arg, FAST, FASTKW, type MethodSpec, NOARGS, O, staticTypes } from '../../../src/runtime/object/define'
import { typeError, typeName } from '../../../src/runtime/object/errors'
import { PyErr_Clear, PyErr_Fetch, PyErr_Occurred } from '../../../src/runtime/object/errors-core'
import { PyErr_NormalizeException } from '../../../src/runtime/object/exception/err'
import { Py_DECREF, Py_NewRef, Py_REFCNT, Py_SIZE, Py_TYPE } from '../../../src/runtime/object/header'
import { INTERP_BUILTINS, INTERP_MODULES } from '../../../src/runtime/object/interp'
import * as L from '../../../src/runtime/object/layout'
import { mediumValue, PyLong_FromLong } from '../../../src/runtime/object/number/int-core'
import { PyUnicode_InternFromString } from '../../../src/runtime/object/text/intern'
import { strToJS } from '../../../src/runtime/object/text/str-core'
import { _PyObject_FastCallDict, kwargsDict } from '../../../src/runtime/object/type/call-objects'
import { builtinFunction } from '../../../src/runtime/object/type/descr-core'
import { calculateMetaclass } from '../../../src/runtime/object/type/mro'
import { PyType_Check } from '../../../src/runtime/object/type/subtype'
import { PyWeakref_NewProxy } from '../../../src/runtime/object/type/weakref-core'
import {
  Py_Ellipsis,
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyType_Type,
} from '../../../src/runtime/object/types'

let printed: string[] = []
let allocations: string[] = []
const DOMAIN = ['r', 'm', 'o']
const none = (): Ptr => Py_NewRef(Py_None)
const bool = (r: number): Ptr => (r < 0 ? 0 : Py_NewRef(r ? Py_True : Py_False))

function text(o: Ptr, f: (o: Ptr) => Ptr): string | null {
  const s = f(o)
  if (s === 0) return null
  const js = strToJS(s)
  Py_DECREF(s)
  return js
}

/** builtins.__build_class__ (CPython Python/bltinmodule.c), without __mro_entries__. */
function buildClass(args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const func = arg(args, 0)
  const name = arg(args, 1)
  const bases = PyTuple_New(nargs - 2)
  for (let i = 2; i < nargs; i++) i32[(bases + L.TUPLE_ITEM + (i - 2) * 8) >> 2] = Py_NewRef(arg(args, i))
  const kw = kwnames === 0 ? 0 : kwargsDict(args + nargs * 8, kwnames)
  let meta = Py_SIZE(bases) > 0 ? Py_TYPE(i32[(bases + L.TUPLE_ITEM) >> 2]) : PyType_Type
  if (kw !== 0) {
    const d = i32[(kw + L.DICT_USED) >> 2]
    const given = d === 0 ? 0 : callNSteal(PyObject_GetAttr(kw, intern('pop')), intern('metaclass'), Py_None)
    if (given !== 0 && given !== Py_None) meta = given
    if (given !== 0) Py_DECREF(given) // the caller's stack keeps it
  }
  if (PyType_Check(meta)) meta = calculateMetaclass(meta, bases)
  if (meta === 0) return 0
  const prepare = _PyObject_LookupAttr(meta, intern('__prepare__'))
  const pargs = [name, bases]
  let ns: Ptr
  if (prepare === 0) ns = PyDict_New()
  else {
    ns = kw === 0 ? callN(prepare, ...pargs) : callDict(prepare, pargs, kw)
    Py_DECREF(prepare)
  }
  if (ns === 0) return 0
  const cell = evalBody(func, ns)
  if (cell === 0) return 0
  const cls = kw === 0 ? callN(meta, name, bases, ns) : callDict(meta, [name, bases, ns], kw)
  Py_DECREF(cell)
  Py_DECREF(ns)
  Py_DECREF(bases)
  if (kw !== 0) Py_DECREF(kw)
  return cls
}

function callDict(f: Ptr, args: Ptr[], kw: Ptr): Ptr {
  const t = PyTuple_New(args.length)
  args.forEach((a, i) => {
    i32[(t + L.TUPLE_ITEM + i * 8) >> 2] = Py_NewRef(a)
  })
  const r = _PyObject_FastCallDict(f, t + L.TUPLE_ITEM, args.length, kw)
  Py_DECREF(t)
  return r
}

const evalBody = (func: Ptr, ns: Ptr): Ptr => evalVector(func, ns, 0, 0, 0)

const interned = new Map<string, Ptr>()
function intern(s: string): Ptr {
  let o = interned.get(s)
  if (o === undefined) {
    o = PyUnicode_InternFromString(s)
    interned.set(s, o)
  }
  return o
}

function sortedList(o: Ptr): Ptr {
  const l = PySequence_List(o)
  if (l === 0) return 0
  const done = callNSteal(PyObject_GetAttr(l, intern('sort')))
  if (done === 0) return 0
  Py_DECREF(done)
  return l
}

function getsizeof(o: Ptr): Ptr {
  const f = _PyObject_LookupSpecial(o, intern('__sizeof__'))
  const n = f === 0 ? 0 : callNSteal(f)
  if (n === 0) return 0
  const size = mediumValue(n) + preHeaderSize(Py_TYPE(o))
  Py_DECREF(n)
  return PyLong_FromLong(size)
}

const functions: Record<string, MethodSpec> = {
  print: FAST((_m, args, nargs) => {
    const parts: string[] = []
    for (let i = 0; i < nargs; i++) {
      const s = text(arg(args, i), PyObject_Str)
      if (s === null) return 0
      parts.push(s)
    }
    printed.push(parts.join(' '))
    return none()
  }),
  __build_class__: FASTKW((_m, args, nargs, kwnames) => buildClass(args, nargs, kwnames)),
  getattr: FAST((_m, args, nargs) => {
    if (nargs === 2) return PyObject_GetAttr(arg(args, 0), arg(args, 1))
    const v = _PyObject_LookupAttr(arg(args, 0), arg(args, 1))
    return v !== 0 || PyErr_Occurred() ? v : Py_NewRef(arg(args, 2))
  }),
  setattr: FAST((_m, args) => (PyObject_SetAttr(arg(args, 0), arg(args, 1), arg(args, 2)) < 0 ? 0 : none())),
  delattr: FAST((_m, args) => (PyObject_SetAttr(arg(args, 0), arg(args, 1), 0) < 0 ? 0 : none())),
  hasattr: FAST((_m, args) => {
    const v = _PyObject_LookupAttr(arg(args, 0), arg(args, 1))
    if (v === 0) return PyErr_Occurred() ? 0 : bool(0)
    Py_DECREF(v)
    return bool(1)
  }),
  isinstance: FAST((_m, args) => bool(PyObject_IsInstance(arg(args, 0), arg(args, 1)))),
  issubclass: FAST((_m, args) => bool(PyObject_IsSubclass(arg(args, 0), arg(args, 1)))),
  callable: O((_m, o) => bool(PyCallable_Check(o) ? 1 : 0)),
  repr: O((_m, o) => PyObject_Repr(o)),
  len: O((_m, o) => {
    const n = PyObject_Size(o)
    return n < 0 ? 0 : PyLong_FromLong(n)
  }),
  hash: O((_m, o) => {
    const h = PyObject_Hash(o)
    return h === -1 && PyErr_Occurred() ? 0 : PyLong_FromLong(h)
  }),
  iter: O((_m, o) => PyObject_GetIter(o)),
  id: O((_m, o) => PyLong_FromLong(o)),
  sorted: O((_m, o) => sortedList(o)),
  dir: O((_m, o) => {
    // looked up on the class, as builtins.dir does
    const f = _PyObject_LookupSpecial(o, intern('__dir__'))
    const names = f === 0 ? 0 : callNSteal(f)
    if (names === 0) return 0
    const l = sortedList(names)
    Py_DECREF(names)
    return l
  }),
  vars: O((_m, o) => PyObject_GetAttr(o, intern('__dict__'))),
  getrefcount: O((_m, o) => PyLong_FromLong(Py_REFCNT(o))),
  getsizeof: O((_m, o) => getsizeof(o)),
  gc_collect: FAST(() => PyLong_FromLong(collectManually(2))),
  weakproxy: FAST((_m, args, nargs) => PyWeakref_NewProxy(arg(args, 0), nargs > 1 ? arg(args, 1) : 0)),
  trace_on: NOARGS(() => {
    allocations = []
    setAllocHooks({
      malloc: (domain, n) => {
        allocations.push(`${DOMAIN[domain]}${n}`)
      },
      calloc: (domain, n) => {
        allocations.push(`${DOMAIN[domain]}c${n}`)
      },
      realloc: (domain, _old, _p, n) => {
        allocations.push(`${DOMAIN[domain]}~${n}`)
      },
      free: (domain) => {
        allocations.push(`-${DOMAIN[domain]}`)
      },
    })
    return none()
  }),
  trace_off: O((_m, label) => {
    setAllocHooks(null)
    printed.push(`${strToJS(label)}: ${allocations.join(' ')}`)
    return none()
  }),
  blocks: NOARGS(() => PyLong_FromLong(getAllocatedBlocks())),
  now: NOARGS(() => PyLong_FromLong(Math.round(performance.now() * 1000))),
  fail: O((_m, o) => typeError(strToJS(o))),
}

let builtins = 0
function boot(): void {
  if (builtins !== 0) return
  initGenerations()
  bootObjects({ hashSeed: 0 })
  initCollector()
  linkRuntime()
  installRuntimeHooks()
  builtins = PyDict_New()
  i32[INTERP_BUILTINS >> 2] = builtins
  i32[INTERP_MODULES >> 2] = PyDict_New()
  const put = (name: string, o: Ptr): void => {
    PyDict_SetItem(builtins, intern(name), o)
  }
  for (const [name, spec] of Object.entries(functions)) put(name, builtinFunction(name, spec, 0, 0))
  for (const { type } of staticTypes) put(typeName(type).replace(/^.*\./, ''), type)
  put('None', Py_None)
  put('True', Py_True)
  put('False', Py_False)
  put('NotImplemented', Py_NotImplemented)
  put('Ellipsis', Py_Ellipsis)
  put('_abc', createBuiltinModule('_abc'))
  put('__name__', intern('builtins'))
}

/** What the program prints, one line per print(); an uncaught error is the last line. */
export function run(source: string): string {
  boot()
  collectManually(2)
  printed = []
  const globals = PyDict_New()
  PyDict_SetItem(globals, intern('__name__'), intern('__main__'))
  const r = runString(source, 'test.py', 'exec', globals, globals)
  if (r === 0) {
    const e = PyErr_Fetch()
    PyErr_NormalizeException(e)
    printed.push(`!! ${typeName(e.type)}: ${text(e.value, PyObject_Str)}`)
    PyErr_Clear()
  } else Py_DECREF(r)
  Py_DECREF(globals)
  return printed.join('\n')
}
