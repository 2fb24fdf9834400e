/** None, NotImplemented and Ellipsis (CPython Objects/object.c, sliceobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { warnDeprecated } from '../abstract/number-protocol'
import { defineType, NOARGS } from '../define'
import { typeError } from '../errors'
import type { newfunc } from '../fn-table'
import { initHeader, Py_NewRef, Py_SIZE } from '../header'
import { DICT_USED, SIZEOF_OBJECT, TPFLAGS_DEFAULT } from '../layout'
import { _Py_ID } from '../text/str-core'
import { Py_Ellipsis, Py_None, Py_NotImplemented, PyEllipsis_Type, PyNone_Type, PyNotImplemented_Type } from '../types'
import { PyObject_GenericGetAttr } from './generic-attr'
import { _Py_union_type_or } from './union-core'

const TEXT_NONE = _Py_ID('None')
const TEXT_NOT_IMPLEMENTED = _Py_ID('NotImplemented')
const TEXT_ELLIPSIS = _Py_ID('Ellipsis')

/** Constructor that only gives the one object. */
const singletonNew =
  (name: string, object: Ptr): newfunc =>
  (_type, args, kwds) =>
    Py_SIZE(args) !== 0 || (kwds !== 0 && i32[(kwds + DICT_USED) >> 2] !== 0)
      ? typeError(`${name} takes no arguments`)
      : Py_NewRef(object)

defineType(PyNone_Type, {
  name: 'NoneType',
  basicsize: SIZEOF_OBJECT,
  flags: TPFLAGS_DEFAULT,
  repr: () => Py_NewRef(TEXT_NONE),
  getattro: PyObject_GenericGetAttr,
  new: singletonNew('NoneType', Py_None),
  number: { bool: () => 0, or: _Py_union_type_or },
  // deallocating a singleton means that some count went wrong; CPython dies, we keep the object
  dealloc: (o) => {
    i32[o >> 2] = 1
  },
})

defineType(PyNotImplemented_Type, {
  name: 'NotImplementedType',
  basicsize: SIZEOF_OBJECT,
  flags: TPFLAGS_DEFAULT,
  repr: () => Py_NewRef(TEXT_NOT_IMPLEMENTED),
  getattro: PyObject_GenericGetAttr,
  new: singletonNew('NotImplementedType', Py_NotImplemented),
  number: {
    bool: () => (warnDeprecated('NotImplemented should not be used in a boolean context') < 0 ? -1 : 1),
  },
  methods: { __reduce__: NOARGS(() => Py_NewRef(TEXT_NOT_IMPLEMENTED)) },
  dealloc: (o) => {
    i32[o >> 2] = 1
  },
})

defineType(PyEllipsis_Type, {
  name: 'ellipsis',
  basicsize: SIZEOF_OBJECT,
  flags: TPFLAGS_DEFAULT,
  repr: () => Py_NewRef(TEXT_ELLIPSIS),
  getattro: PyObject_GenericGetAttr,
  new: singletonNew('EllipsisType', Py_Ellipsis),
  methods: { __reduce__: NOARGS(() => Py_NewRef(TEXT_ELLIPSIS)) },
  dealloc: (o) => {
    i32[o >> 2] = 1
  },
})

initHeader(Py_None, PyNone_Type)
initHeader(Py_NotImplemented, PyNotImplemented_Type)
initHeader(Py_Ellipsis, PyEllipsis_Type)
