/** Module objects (CPython Objects/moduleobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { _PyObject_LookupAttr, PyObject_GetAttr, PyObject_IsTrue, reprJS } from '../abstract/object-protocol'
import { PyObject_GC_UnTrack, PyType_GenericAlloc } from '../alloc'
import { PyObject_CallNoArgs, PyObject_CallOneArg } from '../call'
import {
  PyDict_Contains,
  PyDict_DelItem,
  PyDict_GetItemWithError,
  PyDict_New,
  PyDict_SetItem,
} from '../container/dict-core'
import { PyDict_Keys } from '../container/dict-lists'
import { defineType, NOARGS } from '../define'
import { raise, typeError } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { type destructor, FN, type getattrofunc, type initproc, type newfunc, type unaryfunc } from '../fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_TYPE, Py_XDECREF, Py_XSETREF, typeFlagOf } from '../header'
import * as L from '../layout'
import { _Py_ID, newStr, strToJS } from '../text/str-core'
import { Py_None, PyExc_AttributeError, PyModule_Type, PyUnicode_Type } from '../types'
import { bindArgsTuple } from './call-objects'
import { raiseFormat } from './format-str'
import { PyObject_GenericGetAttr, PyObject_GenericSetAttr } from './generic-attr'
import { errorIs } from './subtype'
import { PyObject_ClearWeakRefs } from './weakref-core'

const ID = {
  name: _Py_ID('__name__'),
  doc: _Py_ID('__doc__'),
  package: _Py_ID('__package__'),
  loader: _Py_ID('__loader__'),
  spec: _Py_ID('__spec__'),
  file: _Py_ID('__file__'),
  getattr: _Py_ID('__getattr__'),
  dir: _Py_ID('__dir__'),
  dict: _Py_ID('__dict__'),
  annotations: _Py_ID('__annotations__'),
  initializing: _Py_ID('_initializing'),
  origin: _Py_ID('origin'),
  specName: _Py_ID('name'),
  hasLocation: _Py_ID('has_location'),
}
const dictOf = (m: Ptr): Ptr => i32[(m + L.MD_DICT) >> 2]

const module_new: newfunc = (type) => {
  const m = PyType_GenericAlloc(type, 0)
  if (m === 0) return 0
  i32[(m + L.MD_DICT) >> 2] = PyDict_New()
  return m
}

const module_init: initproc = (m, args, kwds) => {
  const a = bindArgsTuple('module', ['name', 'doc'], { required: 1 }, args, kwds)
  if (a === null) return -1
  if (!typeFlagOf(a[0], L.TPFLAGS_UNICODE_SUBCLASS)) {
    typeError(`module() argument 'name' must be str, not ${strToJS(i32[(Py_TYPE(a[0]) + L.TP_NAME) >> 2])}`)
    return -1
  }
  if (dictOf(m) === 0) i32[(m + L.MD_DICT) >> 2] = PyDict_New()
  const dict = dictOf(m)
  const start: [Ptr, Ptr][] = [
    [ID.name, a[0]],
    [ID.doc, a[1] === 0 ? Py_None : a[1]],
    [ID.package, Py_None],
    [ID.loader, Py_None],
    [ID.spec, Py_None],
  ]
  for (const [key, value] of start) if (PyDict_SetItem(dict, key, value) < 0) return -1
  if (Py_TYPE(a[0]) === PyUnicode_Type) Py_XSETREF(m + L.MD_NAME, Py_NewRef(a[0]))
  return 0
}

/** Is the module's import still running? Then a missing attribute hints at a circular import. */
function isInitializing(spec: Ptr): boolean {
  if (spec === 0) return false
  const v = _PyObject_LookupAttr(spec, ID.initializing)
  if (v === 0) {
    PyErr_Clear()
    return false
  }
  const r = PyObject_IsTrue(v)
  Py_DECREF(v)
  return r > 0
}

/** The ordinary attribute, else the module's own __getattr__, else AttributeError with the module's name. */
export const module_getattro: getattrofunc = (m, name) => {
  const v = PyObject_GenericGetAttr(m, name)
  if (v !== 0 || !errorIs(PyExc_AttributeError)) return v
  PyErr_Clear()
  const dict = dictOf(m)
  const getattr = dict === 0 ? 0 : PyDict_GetItemWithError(dict, ID.getattr)
  if (getattr !== 0) return PyObject_CallOneArg(getattr, name)
  const moduleName = dict === 0 || PyErr_Occurred() ? 0 : PyDict_GetItemWithError(dict, ID.name)
  if (PyErr_Occurred()) return 0
  const text = strToJS(name)
  if (moduleName === 0 || !typeFlagOf(moduleName, L.TPFLAGS_UNICODE_SUBCLASS)) {
    return raiseFormat(PyExc_AttributeError, 30, `module has no attribute '${text}'`)
  }
  if (isInitializing(PyDict_GetItemWithError(dict, ID.spec))) {
    return raise(
      PyExc_AttributeError,
      `partially initialized module '${strToJS(moduleName)}' has no attribute '${text}' (most likely due to a circular import)`,
    )
  }
  return raiseFormat(PyExc_AttributeError, 35, `module '${strToJS(moduleName)}' has no attribute '${text}'`)
}

/** repr of an attribute, or null when it is missing or None. */
function attributeRepr(o: Ptr, name: Ptr): string | null {
  const v = _PyObject_LookupAttr(o, name)
  if (v === 0) {
    PyErr_Clear()
    return null
  }
  const text = v === Py_None ? null : reprJS(v)
  Py_DECREF(v)
  return text
}

/** importlib._bootstrap._module_repr. */
const module_repr: unaryfunc = (m) => {
  const dict = dictOf(m)
  const get = (key: Ptr): Ptr => {
    const v = dict === 0 ? 0 : PyDict_GetItemWithError(dict, key)
    return v === Py_None ? 0 : v
  }
  const spec = get(ID.spec)
  const loader = get(ID.loader)
  const nameOf = (): string => (get(ID.name) === 0 ? "'?'" : (reprJS(get(ID.name)) ?? "'?'"))
  if (spec !== 0) {
    const name = attributeRepr(spec, ID.specName) ?? "'?'"
    const origin = attributeRepr(spec, ID.origin)
    if (origin === null) return newStr(loader === 0 ? `<module ${name}>` : `<module ${name} (${reprJS(loader)})>`)
    const located = _PyObject_LookupAttr(spec, ID.hasLocation)
    if (located === 0) PyErr_Clear()
    const hasLocation = located === 0 ? origin !== "'built-in'" && origin !== "'frozen'" : PyObject_IsTrue(located) > 0
    Py_XDECREF(located)
    return newStr(hasLocation ? `<module ${name} from ${origin}>` : `<module ${name} (${origin.slice(1, -1)})>`)
  }
  const file = get(ID.file)
  if (file !== 0) return newStr(`<module ${nameOf()} from ${reprJS(file)}>`)
  return newStr(loader === 0 ? `<module ${nameOf()}>` : `<module ${nameOf()} (${reprJS(loader)})>`)
}

const module_dealloc: destructor = (m) => {
  PyObject_GC_UnTrack(m)
  if (i32[(m + L.MD_WEAKLIST) >> 2] !== 0) PyObject_ClearWeakRefs(m)
  Py_XDECREF(dictOf(m))
  Py_XDECREF(i32[(m + L.MD_NAME) >> 2])
  ;(FN[i32[(Py_TYPE(m) + L.TP_FREE) >> 2]] as destructor)(m)
}

function module_dir(m: Ptr): Ptr {
  const dict = PyObject_GetAttr(m, ID.dict)
  if (dict === 0) return 0
  let r: Ptr = 0
  if (!typeFlagOf(dict, L.TPFLAGS_DICT_SUBCLASS)) typeError('<module>.__dict__ is not a dictionary')
  else {
    const own = PyDict_GetItemWithError(dict, ID.dir)
    if (own !== 0) r = PyObject_CallNoArgs(own)
    else if (!PyErr_Occurred()) r = PyDict_Keys(dict)
  }
  Py_DECREF(dict)
  return r
}

function getAnnotations(m: Ptr): Ptr {
  const dict = dictOf(m)
  const there = PyDict_GetItemWithError(dict, ID.annotations)
  if (there !== 0) return Py_NewRef(there)
  const made = PyErr_Occurred() ? 0 : PyDict_New()
  if (made !== 0 && PyDict_SetItem(dict, ID.annotations, made) < 0) {
    Py_DECREF(made)
    return 0
  }
  return made
}

function setAnnotations(m: Ptr, value: Ptr): number {
  const dict = dictOf(m)
  if (value !== 0) return PyDict_SetItem(dict, ID.annotations, value)
  if (PyDict_Contains(dict, ID.annotations) > 0) return PyDict_DelItem(dict, ID.annotations)
  raise(PyExc_AttributeError, '__annotations__')
  return -1
}

defineType(PyModule_Type, {
  name: 'module',
  basicsize: L.SIZEOF_MODULE,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_BASETYPE,
  doc: 'module(name, doc=None)\n--\n\nCreate a module object.\n\nThe name must be a string; the optional docstring can have any type.',
  weaklistoffset: L.MD_WEAKLIST,
  dictoffset: L.MD_DICT,
  dealloc: module_dealloc,
  repr: module_repr,
  getattro: module_getattro,
  setattro: PyObject_GenericSetAttr,
  traverse: (m, visit) => (dictOf(m) === 0 ? 0 : visit(dictOf(m))),
  clear: (m) => {
    Py_CLEAR(m + L.MD_DICT)
    return 0
  },
  init: module_init,
  alloc: PyType_GenericAlloc,
  new: module_new,
  members: [{ name: '__dict__', offset: L.MD_DICT, kind: 'object', readonly: true }],
  methods: { __dir__: NOARGS(module_dir, '__dir__() -> list\nspecialized dir() implementation') },
  getset: { __annotations__: { get: getAnnotations, set: setAnnotations } },
})
