/**
 * Binding of call arguments to the parameters of a Python function (CPython initialize_locals): positional, keyword,
 * *args, **kwargs, defaults, keyword-only, and the TypeErrors of every wrong combination.
 */
import { i32, type Ptr } from '../memory/heap'
import { PyObject_RichCompareBool } from '../object/abstract/object-protocol'
import { PyDict_GetItemWithError, PyDict_New, PyDict_SetItem } from '../object/container/dict-core'
import { PyTuple_New } from '../object/container/tuple-core'
import { typeError } from '../object/errors'
import { PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF, Py_INCREF, typeFlagOf } from '../object/header'
import * as L from '../object/layout'
import { strToJS } from '../object/text/str-core'

const item = (tuple: Ptr, i: number): Ptr => i32[(tuple + L.TUPLE_ITEM + 8 * i) >> 2]
const size = (tuple: Ptr): number => i32[(tuple + L.OB_SIZE) >> 2]

/**
 * Fills the local slots of frame f from borrowed args (nargs positional, then the values of kwnames). Slots must hold 0
 * or garbage; on success every parameter slot is set. False with TypeError set: slots already filled have been dropped.
 */
export function bindArguments(f: Ptr, func: Ptr, args: Ptr, nargs: number, kwnames: Ptr): boolean {
  const code = i32[(func + L.FUNC_CODE) >> 2]
  const co = (offset: number): number => i32[(code + offset) >> 2]
  const flags = co(L.CO_FLAGS)
  const argcount = co(L.CO_ARGCOUNT)
  const total = argcount + co(L.CO_KWONLYARGCOUNT)
  const slot = (i: number): number => (f + L.FRAME_LOCALSPLUS + 8 * i) >> 2
  const slots = total + (flags & L.CO_VARARGS ? 1 : 0) + (flags & L.CO_VARKEYWORDS ? 1 : 0)
  for (let i = 0; i < slots; i++) i32[slot(i)] = 0
  const give = (i: number, v: Ptr): void => {
    Py_INCREF(v)
    i32[slot(i)] = v
  }
  const undo = (): false => {
    for (let i = 0; i < slots; i++) {
      const v = i32[slot(i)]
      i32[slot(i)] = 0
      if (v !== 0) Py_DECREF(v)
    }
    return false
  }

  let kwdict: Ptr = 0
  if (flags & L.CO_VARKEYWORDS) {
    kwdict = PyDict_New()
    if (kwdict === 0) return undo()
    i32[slot(total + (flags & L.CO_VARARGS ? 1 : 0))] = kwdict
  }
  const n = Math.min(nargs, argcount)
  for (let i = 0; i < n; i++) give(i, i32[(args + 8 * i) >> 2])
  if (flags & L.CO_VARARGS) {
    const rest = PyTuple_New(Math.max(0, nargs - n))
    if (rest === 0) return undo()
    for (let i = n; i < nargs; i++) {
      const v = i32[(args + 8 * i) >> 2]
      Py_INCREF(v)
      i32[(rest + L.TUPLE_ITEM + 8 * (i - n)) >> 2] = v
    }
    i32[slot(total)] = rest
  }
  if (kwnames !== 0) {
    const values = args + 8 * nargs
    const names = co(L.CO_LOCALSPLUSNAMES)
    const posonly = co(L.CO_POSONLYARGCOUNT)
    for (let k = 0; k < size(kwnames); k++) {
      const keyword = item(kwnames, k)
      const value = i32[(values + 8 * k) >> 2]
      if (!typeFlagOf(keyword, L.TPFLAGS_UNICODE_SUBCLASS)) {
        typeError(`${qualname(func)}() keywords must be strings`)
        return undo()
      }
      const j = findParameter(names, keyword, posonly, total)
      if (j === -2) return undo()
      if (j >= 0) {
        if (i32[slot(j)] !== 0) {
          typeError(`${qualname(func)}() got multiple values for argument '${strToJS(keyword)}'`)
          return undo()
        }
        give(j, value)
        continue
      }
      if (kwdict === 0) {
        if (posonly > 0 && positionalOnlyPassed(func, posonly, kwnames)) return undo()
        typeError(`${qualname(func)}() got an unexpected keyword argument '${strToJS(keyword)}'`)
        return undo()
      }
      if (PyDict_SetItem(kwdict, keyword, value) < 0) return undo()
    }
  }
  if (nargs > argcount && (flags & L.CO_VARARGS) === 0) {
    tooMany(f, func, nargs)
    return undo()
  }
  if (nargs < argcount) {
    const defaults = i32[(func + L.FUNC_DEFAULTS) >> 2]
    const ndefaults = defaults === 0 ? 0 : size(defaults)
    const required = argcount - ndefaults
    const missing: number[] = []
    for (let i = nargs; i < required; i++) if (i32[slot(i)] === 0) missing.push(i)
    if (missing.length > 0) {
      missingArguments(func, missing, 'positional')
      return undo()
    }
    for (let i = Math.max(nargs, required); i < argcount; i++) {
      if (i32[slot(i)] === 0) give(i, item(defaults, i - required))
    }
  }
  if (total > argcount) {
    const kwdefaults = i32[(func + L.FUNC_KWDEFAULTS) >> 2]
    const missing: number[] = []
    for (let i = argcount; i < total; i++) {
      if (i32[slot(i)] !== 0) continue
      if (kwdefaults !== 0) {
        const v = PyDict_GetItemWithError(kwdefaults, item(co(L.CO_LOCALSPLUSNAMES), i))
        if (v !== 0) {
          give(i, v)
          continue
        }
        if (PyErr_Occurred()) return undo()
      }
      missing.push(i)
    }
    if (missing.length > 0) {
      missingArguments(func, missing, 'keyword-only')
      return undo()
    }
  }
  return true
}

/** Index of the parameter with that name, -1 when there is none, -2 on error; identity first, then equality. */
function findParameter(names: Ptr, keyword: Ptr, from: number, to: number): number {
  for (let j = from; j < to; j++) if (item(names, j) === keyword) return j
  for (let j = from; j < to; j++) {
    const r = PyObject_RichCompareBool(keyword, item(names, j), L.Py_EQ)
    if (r > 0) return j
    if (r < 0) return -2
  }
  return -1
}

const qualname = (func: Ptr): string => strToJS(i32[(func + L.FUNC_QUALNAME) >> 2])

function parameterName(func: Ptr, i: number): string {
  return strToJS(item(i32[(i32[(func + L.FUNC_CODE) >> 2] + L.CO_LOCALSPLUSNAMES) >> 2], i))
}

/** 'a', 'b' and 'c' in CPython's wording (format_missing). */
function missingArguments(func: Ptr, missing: number[], kind: string): void {
  const names = missing.map((i) => `'${parameterName(func, i)}'`)
  let list: string
  if (names.length === 1) list = names[0]
  else if (names.length === 2) list = `${names[0]} and ${names[1]}`
  else list = `${names.slice(0, -1).join(', ')}, and ${names[names.length - 1]}`
  const plural = names.length === 1 ? '' : 's'
  typeError(`${qualname(func)}() missing ${names.length} required ${kind} argument${plural}: ${list}`)
}

function tooMany(f: Ptr, func: Ptr, given: number): void {
  const code = i32[(func + L.FUNC_CODE) >> 2]
  const argcount = i32[(code + L.CO_ARGCOUNT) >> 2]
  const kwonly = i32[(code + L.CO_KWONLYARGCOUNT) >> 2]
  const defaults = i32[(func + L.FUNC_DEFAULTS) >> 2]
  const ndefaults = defaults === 0 ? 0 : size(defaults)
  let kwonlyGiven = 0
  for (let i = argcount; i < argcount + kwonly; i++) {
    if (i32[(f + L.FRAME_LOCALSPLUS + 8 * i) >> 2] !== 0) kwonlyGiven++
  }
  const takes = ndefaults > 0 ? `from ${argcount - ndefaults} to ${argcount}` : `${argcount}`
  const plural = ndefaults > 0 || argcount !== 1
  const sig =
    kwonlyGiven > 0
      ? ` positional argument${given !== 1 ? 's' : ''} (and ${kwonlyGiven} keyword-only argument${kwonlyGiven !== 1 ? 's' : ''})`
      : ''
  typeError(
    `${qualname(func)}() takes ${takes} positional argument${plural ? 's' : ''} but ${given}${sig} ${given === 1 && kwonlyGiven === 0 ? 'was' : 'were'} given`,
  )
}

function positionalOnlyPassed(func: Ptr, posonly: number, kwnames: Ptr): boolean {
  const wrong: string[] = []
  for (let i = 0; i < posonly; i++) {
    const name = parameterName(func, i)
    for (let k = 0; k < size(kwnames); k++) if (strToJS(item(kwnames, k)) === name) wrong.push(name)
  }
  if (wrong.length === 0) return false
  typeError(`${qualname(func)}() got some positional-only arguments passed as keyword arguments: '${wrong.join(', ')}'`)
  return true
}
