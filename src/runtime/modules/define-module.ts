/**
 * Modules that CPython writes in C. A file calls defineModule() at load time: method definitions become static data at
 * once; the module object itself is made when somebody imports it (createBuiltinModule), as PyModule_FromDefAndSpec does.
 */
import { i32, type Ptr } from '../memory/heap'
import { countGcAllocation, isTracked, PyObject_GC_Track, PyType_GenericAlloc } from '../object/alloc'
import { PyDict_New, PyDict_SetItem } from '../object/container/dict-core'
import { type MethodSpec, methodDef } from '../object/define'
import { Py_DECREF, Py_INCREF, Py_NewRef } from '../object/header'
import { HT_MODULE, MD_DICT, MD_NAME, ML_NAME } from '../object/layout'
import { PyUnicode_InternFromString } from '../object/text/intern'
import { _Py_ID, newStr } from '../object/text/str-core'
import { PyCFunction_New } from '../object/type/descr-core'
import { isHeapType, shortName } from '../object/type/type-names'
import { Py_None, PyModule_Type } from '../object/types'

export interface ModuleSpec {
  name: string
  doc?: string
  /** In CPython's order: dir() and the module dict show it. */
  methods?: Record<string, MethodSpec>
  /** Static types that are attributes under their own (short) names. */
  types?: Ptr[]
  /** Heap types that are no attributes, or that exec() adds: they belong to the module as well. */
  heapTypes?: Ptr[]
  /** Those of the heap types that the module's state has no reference to. */
  ownedByDict?: Ptr[]
  /** Anything else; returns -1 with an error set. */
  exec?: (module: Ptr, dict: Ptr) => number
}

interface Registered {
  spec: ModuleSpec
  name: Ptr
  doc: Ptr
  methods: Ptr[]
}

export const builtinModules = new Map<string, Registered>()

const ID = {
  name: _Py_ID('__name__'),
  doc: _Py_ID('__doc__'),
  package: _Py_ID('__package__'),
  loader: _Py_ID('__loader__'),
  spec: _Py_ID('__spec__'),
}

export function defineModule(spec: ModuleSpec): void {
  const methods = Object.entries(spec.methods ?? {}).map(([name, m]) => methodDef(name, m))
  builtinModules.set(spec.name, {
    spec,
    name: _Py_ID(spec.name),
    doc: spec.doc === undefined ? 0 : _Py_ID(spec.doc),
    methods,
  })
}

export const moduleDict = (module: Ptr): Ptr => i32[(module + MD_DICT) >> 2]

/** A module object with the five attributes every module starts with (PyModule_NewObject). */
export function newModule(name: Ptr): Ptr {
  const m = PyType_GenericAlloc(PyModule_Type, 0)
  if (m === 0) return 0
  const dict = PyDict_New()
  i32[(m + MD_DICT) >> 2] = dict
  i32[(m + MD_NAME) >> 2] = Py_NewRef(name)
  if (dict === 0 || PyDict_SetItem(dict, ID.name, name) < 0) {
    Py_DECREF(m)
    return 0
  }
  for (const id of [ID.doc, ID.package, ID.loader, ID.spec]) {
    if (PyDict_SetItem(dict, id, Py_None) < 0) {
      Py_DECREF(m)
      return 0
    }
  }
  return m
}

/** dict[name] = value, taking over the reference; -1 with an error set (also when value is 0). */
export function addOwned(dict: Ptr, name: string, value: Ptr): number {
  if (value === 0) return -1
  const key = PyUnicode_InternFromString(name)
  if (key === 0) {
    Py_DECREF(value)
    return -1
  }
  const r = PyDict_SetItem(dict, key, value)
  Py_DECREF(key)
  Py_DECREF(value)
  return r
}

/** dict[name] = value; the caller keeps its reference. */
export function addObject(dict: Ptr, name: string, value: Ptr): number {
  Py_INCREF(value)
  return addOwned(dict, name, value)
}

export const addText = (dict: Ptr, name: string, text: string): number => addOwned(dict, name, newStr(text))

const heapTypesOf = (r: Registered): Ptr[] => [...(r.spec.types ?? []), ...(r.spec.heapTypes ?? [])].filter(isHeapType)

/** The collector meets heap types when their module is made: as an allocation, once. */
function trackHeapTypes(r: Registered): void {
  for (const type of heapTypesOf(r)) {
    if (isTracked(type)) continue
    countGcAllocation()
    PyObject_GC_Track(type)
  }
}

/** Heap types without a reference of their own, which a second creation of their module finds so. */
const released = new Set<Ptr>()

/** Before the modules go: heap types lie in the static segment and must not be freed with them. */
export function holdHeapTypes(): void {
  for (const type of released) Py_INCREF(type)
  released.clear()
}

function fill(m: Ptr, r: Registered): number {
  const dict = moduleDict(m)
  for (const def of r.methods) {
    const f = PyCFunction_New(def, m, r.name)
    if (f === 0) return -1
    const failed = PyDict_SetItem(dict, i32[(def + ML_NAME) >> 2], f) < 0
    Py_DECREF(f)
    if (failed) return -1
  }
  if (r.doc !== 0 && PyDict_SetItem(dict, ID.doc, r.doc) < 0) return -1
  trackHeapTypes(r)
  for (const type of heapTypesOf(r)) if (i32[(type + HT_MODULE) >> 2] === 0) i32[(type + HT_MODULE) >> 2] = Py_NewRef(m)
  for (const type of r.spec.types ?? []) if (addObject(dict, shortName(type), type) < 0) return -1
  if (r.spec.exec !== undefined && r.spec.exec(m, dict) < 0) return -1
  for (const type of r.spec.ownedByDict ?? []) if (!released.has(type)) Py_DECREF(type)
  for (const type of r.spec.ownedByDict ?? []) released.add(type)
  return 0
}

/** A new, filled module object; 0 without an error when no such module is defined, 0 with an error when it fails. */
export function createBuiltinModule(name: string): Ptr {
  const r = builtinModules.get(name)
  if (r === undefined) return 0
  const m = newModule(r.name)
  if (m === 0) return 0
  if (fill(m, r) < 0) {
    Py_DECREF(m)
    return 0
  }
  return m
}
