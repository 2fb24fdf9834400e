/** "Did you mean" of uncaught NameErrors and AttributeErrors (Python/suggestions.c of 3.11). */
import { i32, type Ptr } from '../memory/heap'
import { PySequence_List } from '../object/abstract/sequence-protocol'
import { PyErr_Clear } from '../object/errors-core'
import { Py_DECREF, Py_TYPE, typeFlagOf } from '../object/header'
import {
  ATTR_NAME,
  ATTR_OBJ,
  CO_LOCALSPLUSNAMES,
  EXC_TRACEBACK,
  EXC_VALUE,
  F_FRAME,
  FRAME_BUILTINS,
  FRAME_GLOBALS,
  TB_FRAME,
  TB_NEXT,
  TPFLAGS_UNICODE_SUBCLASS,
} from '../object/layout'
import { strToJS } from '../object/text/str-core'
import { Py_None, PyExc_AttributeError, PyExc_NameError } from '../object/types'
import { PyObject_Dir } from './builtins-eval'
import { frameCode } from './traceback-text'
import { listTexts } from './values'

const MAX_CANDIDATES = 750
const MAX_LENGTH = 40
const MOVE_COST = 2
const CASE_COST = 1

function substitutionCost(a: string, b: string): number {
  if (a === b) return 0
  return a.toLowerCase() === b.toLowerCase() && a.charCodeAt(0) < 128 && b.charCodeAt(0) < 128 ? CASE_COST : MOVE_COST
}

/** Edit distance where a change of case is cheaper; above maxCost any larger number. */
export function levenshtein(first: string, second: string, maxCost: number): number {
  let a = first
  let b = second
  if (a === b) return 0
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  a = a.slice(start)
  b = b.slice(start)
  let tail = 0
  while (tail < a.length && tail < b.length && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  a = a.slice(0, a.length - tail)
  b = b.slice(0, b.length - tail)
  if (a === '' || b === '') return (a.length + b.length) * MOVE_COST
  if (a.length > MAX_LENGTH || b.length > MAX_LENGTH) return maxCost + 1
  if (b.length < a.length) [a, b] = [b, a]
  if ((b.length - a.length) * MOVE_COST > maxCost) return maxCost + 1
  let row = Array.from(a, (_, i) => (i + 1) * MOVE_COST)
  for (let j = 0; j < b.length; j++) {
    const next: number[] = []
    let left = (j + 1) * MOVE_COST
    let diagonal = j * MOVE_COST
    for (let i = 0; i < a.length; i++) {
      left = Math.min(diagonal + substitutionCost(a[i], b[j]), Math.min(left, row[i]) + MOVE_COST)
      diagonal = row[i]
      next.push(left)
    }
    row = next
    if (Math.min(...row) > maxCost) return maxCost + 1
  }
  return row[row.length - 1]
}

/** The candidate nearest to name, or null. */
export function nearest(candidates: string[], name: string): string | null {
  if (candidates.length >= MAX_CANDIDATES) return null
  let best: string | null = null
  let bestDistance = Number.MAX_SAFE_INTEGER
  for (const item of candidates) {
    if (item === name) continue
    const max = Math.min(Math.floor(((name.length + item.length + 3) * MOVE_COST) / 6), bestDistance - 1)
    const d = levenshtein(name, item, max)
    if (d > max) continue
    best = item
    bestDistance = d
  }
  return best
}

function fromList(list: Ptr, name: string): string | null {
  if (list === 0) {
    PyErr_Clear()
    return null
  }
  const best = nearest(listTexts(list), name)
  Py_DECREF(list)
  return best
}

function forName(exc: Ptr, name: string): string | null {
  let tb = i32[(exc + EXC_TRACEBACK) >> 2]
  if (tb === 0 || tb === Py_None) return null
  while (i32[(tb + TB_NEXT) >> 2] !== 0) tb = i32[(tb + TB_NEXT) >> 2]
  const frame = i32[(tb + TB_FRAME) >> 2]
  const f = i32[(frame + F_FRAME) >> 2]
  const sources = [
    i32[(frameCode(frame) + CO_LOCALSPLUSNAMES) >> 2],
    i32[(f + FRAME_GLOBALS) >> 2],
    i32[(f + FRAME_BUILTINS) >> 2],
  ]
  for (const o of sources) {
    const best = fromList(PySequence_List(o), name)
    if (best !== null) return best
  }
  return null
}

const textOf = (o: Ptr): string | null => (o !== 0 && typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS) ? strToJS(o) : null)

/** The name to suggest for an exception, or null (_Py_Offer_Suggestions). */
export function suggestionFor(exc: Ptr): string | null {
  if (Py_TYPE(exc) === PyExc_AttributeError) {
    const name = textOf(i32[(exc + ATTR_NAME) >> 2])
    const o = i32[(exc + ATTR_OBJ) >> 2]
    return name === null || o === 0 ? null : fromList(PyObject_Dir(o), name)
  }
  if (Py_TYPE(exc) === PyExc_NameError) {
    const name = textOf(i32[(exc + EXC_VALUE) >> 2])
    return name === null ? null : forName(exc, name)
  }
  return null
}
