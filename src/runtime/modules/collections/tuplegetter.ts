/** _tuplegetter, the descriptor of a namedtuple's field (CPython Modules/_collectionsmodule.c). */
import { i32, type Ptr } from '../../memory/heap'
import { reprJS } from '../../object/abstract/object-protocol'
import { indexArgument } from '../../object/abstract/sequence-protocol'
import { deallocFields, setSsize, traverseFields, typeAlloc } from '../../object/container/helpers'
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_Pack2 } from '../../object/container/tuple-core'
import { defineType, NOARGS } from '../../object/define'
import { raise, raiseInt, typeError, typeNameOf } from '../../object/errors'
import type { descrgetfunc, descrsetfunc, newfunc, unaryfunc } from '../../object/fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../../object/header'
import { TPFLAGS_DEFAULT, TPFLAGS_HAVE_GC } from '../../object/layout'
import { PyLong_FromLong } from '../../object/number/int-core'
import { newStr } from '../../object/text/str-core'
import { checkPositional } from '../../object/type/arg-parse'
import { noKeywords } from '../../object/type/call-objects'
import { Py_None, PyExc_AttributeError, PyExc_IndexError, staticType } from '../../object/types'

export const tuplegetter_type: Ptr = staticType()
const TG_INDEX = 16
const TG_DOC = 24
const SIZEOF_TUPLEGETTER = 32

const indexOf = (g: Ptr): number => i32[(g + TG_INDEX) >> 2]
const docOf = (g: Ptr): Ptr => i32[(g + TG_DOC) >> 2]

const tuplegetter_new: newfunc = (type, args, kwds) => {
  if (type === tuplegetter_type && !noKeywords('_tuplegetter', kwds)) return 0
  if (!checkPositional('_tuplegetter', Py_SIZE(args), 2, 2)) return 0
  const i = indexArgument(PyTuple_GET_ITEM(args, 0))
  if (Number.isNaN(i)) return 0
  const g = typeAlloc(type, 0)
  if (g === 0) return 0
  setSsize(g, TG_INDEX, i)
  setSsize(g, TG_DOC, Py_NewRef(PyTuple_GET_ITEM(args, 1)))
  return g
}

const descr_get: descrgetfunc = (g, o, _type) => {
  if (o === 0) return Py_NewRef(g)
  if (!PyTuple_Check(o)) {
    if (o === Py_None) return Py_NewRef(g)
    return typeError(
      `descriptor for index '${indexOf(g)}' for tuple subclasses doesn't apply to '${typeNameOf(o)}' object`,
    )
  }
  const i = indexOf(g)
  if (i < 0 || i >= Py_SIZE(o)) return raise(PyExc_IndexError, 'tuple index out of range')
  return Py_NewRef(PyTuple_GET_ITEM(o, i))
}

const descr_set: descrsetfunc = (_g, _o, v) =>
  raiseInt(PyExc_AttributeError, v === 0 ? "can't delete attribute" : "can't set attribute")

const repr: unaryfunc = (g) => {
  const doc = reprJS(docOf(g))
  if (doc === null) return 0
  const name = typeNameOf(g)
  return newStr(`${name.slice(name.lastIndexOf('.') + 1)}(${indexOf(g)}, ${doc})`)
}

function reduce(g: Ptr): Ptr {
  const i = PyLong_FromLong(indexOf(g))
  const args = PyTuple_Pack2(i, docOf(g))
  Py_DECREF(i)
  const r = PyTuple_Pack2(Py_TYPE(g), args)
  Py_DECREF(args)
  return r
}

defineType(tuplegetter_type, {
  name: '_collections._tuplegetter',
  basicsize: SIZEOF_TUPLEGETTER,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC,
  dealloc: deallocFields(TG_DOC),
  traverse: traverseFields(TG_DOC),
  clear: (g) => {
    Py_CLEAR(g + TG_DOC)
    return 0
  },
  repr,
  descr_get,
  descr_set,
  new: tuplegetter_new,
  members: [{ name: '__doc__', offset: TG_DOC, kind: 'object', readonly: false }],
  methods: { __reduce__: NOARGS(reduce) },
})
