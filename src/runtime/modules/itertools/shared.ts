/** What the iterators of itertools have in common. */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_SelfIter } from '../../object/abstract/iter-protocol'
import { PyObject_IsTrue } from '../../object/abstract/object-protocol'
import { PyObject_CallOneArg } from '../../object/call'
import { deallocFields, ownsArguments, traverseFields } from '../../object/container/helpers'
import { PyTuple_GET_ITEM } from '../../object/container/tuple-core'
import { defineType, type TypeSpec } from '../../object/define'
import type { newfunc } from '../../object/fn-table'
import { Py_DECREF, Py_SIZE } from '../../object/header'
import { TPFLAGS_BASETYPE, TPFLAGS_DEFAULT, TPFLAGS_HAVE_GC } from '../../object/layout'
import { checkPositional } from '../../object/type/arg-parse'
import { noKeywords } from '../../object/type/call-objects'

export const field = (o: Ptr, offset: number): number => i32[(o + offset) >> 2]

/** An iterator type: `owned` are the offsets of its references in the order in which they are dropped. */
export function defineIterator(
  type: Ptr,
  name: string,
  basicsize: number,
  owned: number[],
  visited: number[],
  spec: Partial<TypeSpec>,
): void {
  defineType(type, {
    name: `itertools.${name}`,
    basicsize,
    flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
    dealloc: deallocFields(...owned),
    traverse: traverseFields(...visited),
    iter: PyObject_SelfIter,
    ...spec,
  })
}

/** tp_new of a type that takes exactly n positional arguments, and keywords only in subclasses. */
export const positional =
  (exact: Ptr, name: string, n: number, make: (type: Ptr, args: Ptr[]) => Ptr): newfunc =>
  (type, args, kwds) => {
    if (ownsArguments(type, exact) && !noKeywords(name, kwds)) return 0
    if (!checkPositional(name, Py_SIZE(args), n, n)) return 0
    const items: Ptr[] = []
    for (let i = 0; i < n; i++) items.push(PyTuple_GET_ITEM(args, i))
    return make(type, items)
  }

/** Truth of func(item): 1, 0 or -1. */
export function callTruth(func: Ptr, item: Ptr): number {
  const good = PyObject_CallOneArg(func, item)
  if (good === 0) return -1
  const ok = PyObject_IsTrue(good)
  Py_DECREF(good)
  return ok
}
