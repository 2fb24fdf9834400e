/** Type variables in parameterised generics and how they are shown and replaced (CPython Objects/genericaliasobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { _PyObject_LookupAttr, PyObject_GetAttr, reprJS } from '../abstract/object-protocol'
import { PyObject_GetItem } from '../abstract/sequence-protocol'
import { PyObject_CallOneArg } from '../call'
import { PyTuple_New } from '../container/tuple-core'
import { typeError } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_XDECREF, typeFlagOf } from '../header'
import * as L from '../layout'
import { _Py_ID, strToJS } from '../text/str-core'
import { Py_Ellipsis } from '../types'
import { PyType_Check } from './subtype'

const ID = {
  origin: _Py_ID('__origin__'),
  args: _Py_ID('__args__'),
  qualname: _Py_ID('__qualname__'),
  module: _Py_ID('__module__'),
  parameters: _Py_ID('__parameters__'),
  subst: _Py_ID('__typing_subst__'),
}
const item = (t: Ptr, i: number): Ptr => i32[(t + L.TUPLE_ITEM + i * 8) >> 2]
const isTuple = (o: Ptr): boolean => typeFlagOf(o, L.TPFLAGS_TUPLE_SUBCLASS)

function lookup(o: Ptr, name: Ptr): Ptr {
  const v = _PyObject_LookupAttr(o, name)
  if (v === 0) PyErr_Clear()
  return v
}

/** How a type shows inside list[...]: by qualified name, classes of builtins without their module. */
export function typeText(o: Ptr): string | null {
  if (o === Py_Ellipsis) return '...'
  const origin = lookup(o, ID.origin)
  const args = origin === 0 ? 0 : lookup(o, ID.args)
  Py_XDECREF(origin)
  Py_XDECREF(args)
  if (origin !== 0 && args !== 0) return reprJS(o)
  const qualname = lookup(o, ID.qualname)
  const module = qualname === 0 ? 0 : lookup(o, ID.module)
  let text: string | null = null
  if (
    module !== 0 &&
    typeFlagOf(module, L.TPFLAGS_UNICODE_SUBCLASS) &&
    typeFlagOf(qualname, L.TPFLAGS_UNICODE_SUBCLASS)
  ) {
    const m = strToJS(module)
    text = m === 'builtins' ? strToJS(qualname) : `${m}.${strToJS(qualname)}`
  }
  Py_XDECREF(qualname)
  Py_XDECREF(module)
  return text ?? reprJS(o)
}

/** A tuple from borrowed references. */
export function tupleOf(items: Ptr[]): Ptr {
  const t = PyTuple_New(items.length)
  if (t === 0) return 0
  items.forEach((o, i) => {
    i32[(t + L.TUPLE_ITEM + i * 8) >> 2] = Py_NewRef(o)
  })
  return t
}

function collect(arg: Ptr, found: Ptr[]): void {
  if (PyType_Check(arg)) return
  const add = (o: Ptr): void => {
    if (!found.includes(o)) found.push(o)
  }
  const subst = lookup(arg, ID.subst)
  if (subst !== 0) {
    Py_DECREF(subst)
    add(arg)
    return
  }
  const inner = lookup(arg, ID.parameters)
  if (inner !== 0 && isTuple(inner)) for (let i = 0; i < Py_SIZE(inner); i++) add(item(inner, i))
  Py_XDECREF(inner)
}

/** The distinct type variables of the arguments, in order of appearance: a new tuple. */
export function parametersOf(args: Ptr): Ptr {
  const found: Ptr[] = []
  for (let i = 0, n = Py_SIZE(args); i < n; i++) collect(item(args, i), found)
  return tupleOf(found)
}

/** An argument with its own type variables replaced: new reference or 0. */
function substituteInner(arg: Ptr, params: Ptr, values: Ptr[]): Ptr {
  const inner = lookup(arg, ID.parameters)
  if (inner === 0) return Py_NewRef(arg)
  let r = Py_NewRef(arg)
  if (isTuple(inner) && Py_SIZE(inner) > 0) {
    const own: Ptr[] = []
    for (let i = 0; i < Py_SIZE(inner); i++) {
      let v = item(inner, i)
      for (let j = 0; j < Py_SIZE(params); j++) if (item(params, j) === v) v = values[j]
      own.push(v)
    }
    const key = tupleOf(own)
    Py_DECREF(r)
    r = key === 0 ? 0 : PyObject_GetItem(arg, key)
    Py_XDECREF(key)
  }
  Py_DECREF(inner)
  return r
}

/** The arguments with the type variables `params` replaced by key (one type or a tuple): a new tuple or 0. */
export function substitute(self: Ptr, args: Ptr, params: Ptr, key: Ptr): Ptr {
  const n = Py_SIZE(params)
  if (n === 0) return typeError(`${reprJS(self)} is not a generic class`)
  const values: Ptr[] = []
  if (isTuple(key)) for (let i = 0; i < Py_SIZE(key); i++) values.push(item(key, i))
  else values.push(key)
  if (values.length !== n) {
    return typeError(
      `Too ${values.length > n ? 'many' : 'few'} arguments for ${reprJS(self)}; actual ${values.length}, expected ${n}`,
    )
  }
  const result = PyTuple_New(Py_SIZE(args))
  for (let i = 0, count = Py_SIZE(args); i < count && result !== 0; i++) {
    const arg = item(args, i)
    let v: Ptr
    const at = indexIn(params, arg)
    if (at >= 0) {
      const subst = PyObject_GetAttr(arg, ID.subst)
      v = subst === 0 ? 0 : PyObject_CallOneArg(subst, values[at])
      Py_XDECREF(subst)
    } else v = PyType_Check(arg) ? Py_NewRef(arg) : substituteInner(arg, params, values)
    if (v === 0) {
      if (!PyErr_Occurred()) typeError('type substitution failed')
      Py_DECREF(result)
      return 0
    }
    i32[(result + L.TUPLE_ITEM + i * 8) >> 2] = v
  }
  return result
}

function indexIn(tuple: Ptr, o: Ptr): number {
  for (let i = 0; i < Py_SIZE(tuple); i++) if (item(tuple, i) === o) return i
  return -1
}
