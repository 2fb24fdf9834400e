/** Short ways to build Python values out of JavaScript ones; all give new references, 0 with an error set. */
import { i32, type Ptr } from '../memory/heap'
import { PyList_New, PyList_SET_ITEM } from '../object/container/list-core'
import { PyTuple_New, PyTuple_SET_ITEM } from '../object/container/tuple-core'
import { Py_NewRef, Py_SIZE, Py_XDECREF, typeFlagOf } from '../object/header'
import { LIST_ITEM, TPFLAGS_LIST_SUBCLASS, TPFLAGS_UNICODE_SUBCLASS } from '../object/layout'
import { newStr, strToJS } from '../object/text/str-core'
import { Py_False, Py_None, Py_True } from '../object/types'

export const none = (): Ptr => Py_NewRef(Py_None)
export const bool = (v: boolean | number): Ptr => Py_NewRef(v ? Py_True : Py_False)

/** A tuple of owned values. */
export function tupleOf(items: Ptr[]): Ptr {
  const t = items.includes(0) ? 0 : PyTuple_New(items.length)
  if (t === 0) for (const v of items) Py_XDECREF(v)
  else for (let i = 0; i < items.length; i++) PyTuple_SET_ITEM(t, i, items[i])
  return t
}

/** A list of owned values. */
export function listOf(items: Ptr[]): Ptr {
  const l = items.includes(0) ? 0 : PyList_New(items.length)
  if (l === 0) for (const v of items) Py_XDECREF(v)
  else for (let i = 0; i < items.length; i++) PyList_SET_ITEM(l, i, items[i])
  return l
}

export const textList = (items: string[]): Ptr => listOf(items.map((t) => newStr(t)))
export const textTuple = (items: string[]): Ptr => tupleOf(items.map((t) => newStr(t)))

/** The strs of a list object as text; other items are skipped. */
export function listTexts(list: Ptr): string[] {
  const out: string[] = []
  if (!typeFlagOf(list, TPFLAGS_LIST_SUBCLASS)) return out
  for (let i = 0; i < Py_SIZE(list); i++) {
    const o = i32[(i32[(list + LIST_ITEM) >> 2] + i * 8) >> 2]
    if (typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)) out.push(strToJS(o))
  }
  return out
}
