/** property (CPython Objects/descrobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { _PyObject_LookupAttr, PyObject_IsTrue, PyObject_SetAttr, reprJS } from '../abstract/object-protocol'
import { PyObject_GC_UnTrack, PyType_GenericAlloc } from '../alloc'
import { callN, PyObject_CallOneArg } from '../call'
import { defineType, FAST, type GetSetSpec, O } from '../define'
import { raise, typeError } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import {
  type descrgetfunc,
  type descrsetfunc,
  type destructor,
  FN,
  type initproc,
  type traverseproc,
} from '../fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_TYPE, Py_XDECREF, Py_XINCREF, Py_XSETREF } from '../header'
import * as L from '../layout'
import { _Py_ID, strToJS } from '../text/str-core'
import { Py_False, Py_None, Py_True, PyExc_AttributeError, PyProperty_Type } from '../types'
import { bindArgsTuple } from './call-objects'
import { PyObject_GenericGetAttr } from './generic-attr'
import { PyObject_TypeCheck } from './subtype'
import { type_qualname } from './type-attributes'

const ID___doc__ = _Py_ID('__doc__')
const ID___isabstractmethod__ = _Py_ID('__isabstractmethod__')
const w = (o: Ptr, field: number): number => i32[(o + field) >> 2]
const FIELDS = [L.PROP_GET, L.PROP_SET, L.PROP_DEL, L.PROP_DOC, L.PROP_NAME]

function store(self: Ptr, field: number, value: Ptr): void {
  Py_XINCREF(value)
  Py_XSETREF(self + field, value)
}

const noneToNull = (o: Ptr): Ptr => (o === Py_None ? 0 : o)

/** Sets the functions and the docstring; the docstring of the getter serves when none is given. */
const property_init: initproc = (self, args, kwds) => {
  const a = bindArgsTuple('property', ['fget', 'fset', 'fdel', 'doc'], {}, args, kwds)
  if (a === null) return -1
  const [get, set, del] = [noneToNull(a[0]), noneToNull(a[1]), noneToNull(a[2])]
  const doc = a[3]
  store(self, L.PROP_GET, get)
  store(self, L.PROP_SET, set)
  store(self, L.PROP_DEL, del)
  store(self, L.PROP_DOC, doc)
  Py_CLEAR(self + L.PROP_NAME)
  i32[(self + L.PROP_GETTER_DOC) >> 2] = 0
  if ((doc !== 0 && doc !== Py_None) || get === 0) return 0
  const found = _PyObject_LookupAttr(get, ID___doc__)
  if (found === 0) return PyErr_Occurred() ? -1 : 0
  i32[(self + L.PROP_GETTER_DOC) >> 2] = 1
  let r = 0
  // instances of subclasses keep the docstring in their own dict: a class attribute __doc__ would hide the slot
  if (Py_TYPE(self) === PyProperty_Type) store(self, L.PROP_DOC, found)
  else r = PyObject_SetAttr(self, ID___doc__, found)
  Py_DECREF(found)
  return r
}

/** "property 'x' of 'C' object has no getter" and its siblings. */
function missing(self: Ptr, obj: Ptr, what: string): -1 {
  const name = w(self, L.PROP_NAME)
  const qualname = obj === 0 ? 0 : type_qualname(Py_TYPE(obj))
  const owner = qualname === 0 ? null : reprOf(qualname)
  if (name !== 0 && owner !== null)
    raise(PyExc_AttributeError, `property ${reprJS(name)} of ${owner} object has no ${what}`)
  else if (name !== 0) raise(PyExc_AttributeError, `property ${reprJS(name)} has no ${what}`)
  else if (owner !== null) raise(PyExc_AttributeError, `property of ${owner} object has no ${what}`)
  else raise(PyExc_AttributeError, `property has no ${what}`)
  return -1
}

function reprOf(qualname: Ptr): string {
  const text = reprJS(qualname) ?? `'${strToJS(qualname)}'`
  Py_DECREF(qualname)
  return text
}

const property_descr_get: descrgetfunc = (self, obj) => {
  if (obj === 0 || obj === Py_None) return Py_NewRef(self)
  const get = w(self, L.PROP_GET)
  if (get !== 0) return PyObject_CallOneArg(get, obj)
  missing(self, obj, 'getter')
  return 0
}

const property_descr_set: descrsetfunc = (self, obj, value) => {
  const f = w(self, value === 0 ? L.PROP_DEL : L.PROP_SET)
  if (f === 0) return missing(self, obj, value === 0 ? 'deleter' : 'setter')
  const r = value === 0 ? PyObject_CallOneArg(f, obj) : callN(f, obj, value)
  if (r === 0) return -1
  Py_DECREF(r)
  return 0
}

const property_dealloc: destructor = (self) => {
  PyObject_GC_UnTrack(self)
  for (const f of FIELDS) Py_XDECREF(w(self, f))
  ;(FN[w(Py_TYPE(self), L.TP_FREE)] as destructor)(self)
}

const property_traverse: traverseproc = (self, visit) => {
  for (const f of FIELDS) {
    const o = w(self, f)
    const r = o === 0 ? 0 : visit(o)
    if (r !== 0) return r
  }
  return 0
}

/** A copy with one function replaced: p.setter(f). */
function copyWith(self: Ptr, field: number, f: Ptr): Ptr {
  const pick = (at: number): Ptr => {
    const v = at === field && f !== Py_None ? f : w(self, at)
    return v === 0 ? Py_None : v
  }
  const getterDoc = w(self, L.PROP_GETTER_DOC) !== 0 && pick(L.PROP_GET) !== Py_None
  const doc = getterDoc ? Py_None : w(self, L.PROP_DOC) || Py_None
  const made = callN(Py_TYPE(self), pick(L.PROP_GET), pick(L.PROP_SET), pick(L.PROP_DEL), doc)
  if (made !== 0 && PyObject_TypeCheck(made, PyProperty_Type)) store(made, L.PROP_NAME, w(self, L.PROP_NAME))
  return made
}

function setName(self: Ptr, args: Ptr, nargs: number): Ptr {
  if (nargs !== 2) return typeError(`__set_name__() takes 2 positional arguments but ${nargs} were given`)
  store(self, L.PROP_NAME, w(args, 8))
  return Py_NewRef(Py_None)
}

function isAbstract(self: Ptr): Ptr {
  for (const f of [L.PROP_GET, L.PROP_SET, L.PROP_DEL]) {
    const function_ = w(self, f)
    const r = function_ === 0 ? 0 : objectIsAbstract(function_)
    if (r < 0) return 0
    if (r > 0) return Py_NewRef(Py_True)
  }
  return Py_NewRef(Py_False)
}

/** Does the object say that it is an abstract method? 1, 0 or -1 (_PyObject_IsAbstract). */
export function objectIsAbstract(o: Ptr): number {
  const v = _PyObject_LookupAttr(o, ID___isabstractmethod__)
  if (v === 0) return PyErr_Occurred() ? -1 : 0
  const r = PyObject_IsTrue(v)
  Py_DECREF(v)
  return r
}

const functionGetSet: Record<string, GetSetSpec> = { __isabstractmethod__: { get: isAbstract } }

defineType(PyProperty_Type, {
  name: 'property',
  basicsize: L.SIZEOF_PROPERTY,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_BASETYPE,
  doc: "property(fget=None, fset=None, fdel=None, doc=None)\n--\n\nProperty attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring\n\nTypical use is to define a managed attribute x:\n\nclass C(object):\n    def getx(self): return self._x\n    def setx(self, value): self._x = value\n    def delx(self): del self._x\n    x = property(getx, setx, delx, \"I'm the 'x' property.\")\n\nDecorators make defining new properties or modifying existing ones easy:\n\nclass C(object):\n    @property\n    def x(self):\n        \"I am the 'x' property.\"\n        return self._x\n    @x.setter\n    def x(self, value):\n        self._x = value\n    @x.deleter\n    def x(self):\n        del self._x",
  dealloc: property_dealloc,
  getattro: PyObject_GenericGetAttr,
  traverse: property_traverse,
  clear: (self) => {
    Py_CLEAR(self + L.PROP_DOC)
    return 0
  },
  descr_get: property_descr_get,
  descr_set: property_descr_set,
  init: property_init,
  alloc: PyType_GenericAlloc,
  new: (type) => PyType_GenericAlloc(type, 0),
  methods: {
    getter: O(
      (self, f) => copyWith(self, L.PROP_GET, f),
      'Descriptor to obtain a copy of the property with a different getter.',
    ),
    setter: O(
      (self, f) => copyWith(self, L.PROP_SET, f),
      'Descriptor to obtain a copy of the property with a different setter.',
    ),
    deleter: O(
      (self, f) => copyWith(self, L.PROP_DEL, f),
      'Descriptor to obtain a copy of the property with a different deleter.',
    ),
    __set_name__: FAST(setName, 'Method to set name of a property.'),
  },
  members: [
    { name: 'fget', offset: L.PROP_GET, kind: 'object', readonly: true },
    { name: 'fset', offset: L.PROP_SET, kind: 'object', readonly: true },
    { name: 'fdel', offset: L.PROP_DEL, kind: 'object', readonly: true },
    { name: '__doc__', offset: L.PROP_DOC, kind: 'object', readonly: false },
  ],
  getset: functionGetSet,
})
