/** Module gc: the collector as Python code sees and steers it. */
import { collectManually, freeze, NUM_GENERATIONS, unfreeze } from '../gc/collect'
import { listSize, next } from '../gc/gc-list'
import { headOf, objectOf, traverse } from '../gc/reachability'
import { i32, type Ptr } from '../memory/heap'
import { PyIndex_Check, PyNumber_AsSsize_t, PyNumber_Index } from '../object/abstract/number-protocol'
import {
  GC_CALLBACKS,
  GC_DEBUG,
  GC_ENABLED,
  GC_GARBAGE,
  GC_GENERATION,
  GC_PERMANENT,
  GC_STATS,
  GEN_COUNT,
  GEN_THRESHOLD,
  isTracked,
} from '../object/alloc'
import { PyDict_New, PyDict_SetItem } from '../object/container/dict-core'
import { PyList_Append, PyList_New } from '../object/container/list-core'
import { PyObject_IS_GC, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New } from '../object/container/tuple-core'
import { FASTKW, NOARGS, O, VARARGS } from '../object/define'
import { raise, typeError, typeNameOf } from '../object/errors'
import { PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF, Py_NewRef } from '../object/header'
import * as L from '../object/layout'
import { PyLong_AsLong, PyLong_FromLong } from '../object/number/int-core'
import { _Py_ID, newStr } from '../object/text/str-core'
import { bindArgs } from '../object/type/arg-parse'
import { Py_False, Py_None, Py_True, PyExc_ValueError } from '../object/types'
import { defineModule } from './define-module'

const none = (): Ptr => Py_NewRef(Py_None)
const bool = (v: boolean): Ptr => Py_NewRef(v ? Py_True : Py_False)
const count = (g: number): number => i32[(GC_GENERATION(g) + GEN_COUNT) >> 2]
const threshold = (g: number): number => i32[(GC_GENERATION(g) + GEN_THRESHOLD) >> 2]

function triple(value: (g: number) => number): Ptr {
  const values = [0, 1, 2].map(value)
  const t = PyTuple_New(3)
  if (t === 0) return 0
  values.forEach((v, g) => {
    i32[(t + L.TUPLE_ITEM + 8 * g) >> 2] = PyLong_FromLong(v)
  })
  return t
}

function collect(_self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const bound = bindArgs('collect', ['generation'], { required: 0 }, args, nargs, kwnames)
  if (bound === null) return 0
  let generation = NUM_GENERATIONS - 1
  if (bound[0] !== 0) {
    generation = intArgument(bound[0])
    if (PyErr_Occurred()) return 0
  }
  if (generation < 0 || generation >= NUM_GENERATIONS) return raise(PyExc_ValueError, 'invalid generation')
  return PyLong_FromLong(collectManually(generation))
}

function intArgument(o: Ptr): number {
  const i = PyNumber_Index(o)
  if (i === 0) return -1
  const v = PyLong_AsLong(i)
  Py_DECREF(i)
  return v
}

function setThreshold(_self: Ptr, args: Ptr): Ptr {
  const nargs = PyTuple_GET_SIZE(args)
  if (nargs < 1) return typeError('set_threshold() takes at least 1 argument (0 given)')
  if (nargs > 3) return typeError(`set_threshold() takes at most 3 arguments (${nargs} given)`)
  for (let g = 0; g < nargs; g++) {
    const v = intArgument(PyTuple_GET_ITEM(args, g))
    if (PyErr_Occurred()) return 0
    i32[(GC_GENERATION(g) + GEN_THRESHOLD) >> 2] = v
  }
  // generations above 2 take the last one given, as in CPython
  return none()
}

function getObjects(_self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const bound = bindArgs('get_objects', ['generation'], { required: 0 }, args, nargs, kwnames)
  if (bound === null) return 0
  let generation = -1
  if (bound[0] !== 0 && bound[0] !== Py_None) {
    if (!PyIndex_Check(bound[0])) return typeError(`argument should be integer or None, not '${typeNameOf(bound[0])}'`)
    generation = PyNumber_AsSsize_t(bound[0], 0)
    if (PyErr_Occurred()) return 0
  }
  const list = PyList_New(0)
  if (list === 0) return 0
  if (generation >= NUM_GENERATIONS || generation < -1) {
    Py_DECREF(list)
    return raise(
      PyExc_ValueError,
      generation < -1
        ? 'generation parameter cannot be negative'
        : `generation parameter must be less than the number of available generations (${NUM_GENERATIONS})`,
    )
  }
  for (let g = 0; g < NUM_GENERATIONS; g++) {
    if (generation === -1 || generation === g) appendList(list, GC_GENERATION(g))
  }
  return list
}

function appendList(list: Ptr, gen: Ptr): void {
  for (let g = next(gen); g !== gen; g = next(g)) if (objectOf(g) !== list) PyList_Append(list, objectOf(g))
}

function getReferrers(_self: Ptr, args: Ptr): Ptr {
  const wanted = new Set<Ptr>()
  for (let i = 0; i < PyTuple_GET_SIZE(args); i++) wanted.add(PyTuple_GET_ITEM(args, i))
  const result = PyList_New(0)
  if (result === 0) return 0
  for (let g = 0; g < NUM_GENERATIONS; g++) {
    const gen = GC_GENERATION(g)
    for (let n = next(gen); n !== gen; n = next(n)) {
      const o = objectOf(n)
      if (o === result || o === args) continue
      let found = false
      traverse(o, (child) => {
        if (!wanted.has(child)) return 0
        found = true
        return 1
      })
      if (found) PyList_Append(result, o)
    }
  }
  return result
}

function getReferents(_self: Ptr, args: Ptr): Ptr {
  const result = PyList_New(0)
  if (result === 0) return 0
  for (let i = 0; i < PyTuple_GET_SIZE(args); i++) {
    const o = PyTuple_GET_ITEM(args, i)
    if (!PyObject_IS_GC(o) || i32[(i32[(o + L.OB_TYPE) >> 2] + L.TP_TRAVERSE) >> 2] === 0) continue
    traverse(o, (child) => {
      PyList_Append(result, child)
      return 0
    })
  }
  return result
}

const STAT_KEYS = ['collections', 'collected', 'uncollectable'].map(_Py_ID)

function getStats(): Ptr {
  const result = PyList_New(0)
  if (result === 0) return 0
  const stats = [0, 1, 2].map((g) => [0, 8, 16].map((o) => i32[(GC_STATS(g) + o) >> 2]))
  for (const row of stats) {
    const d = PyDict_New()
    row.forEach((n, i) => {
      const v = PyLong_FromLong(n)
      PyDict_SetItem(d, STAT_KEYS[i], v)
      Py_DECREF(v)
    })
    PyList_Append(result, d)
    Py_DECREF(d)
  }
  return result
}

defineModule({
  name: 'gc',
  doc: 'This module provides access to the garbage collector for reference cycles.',
  methods: {
    enable: NOARGS(() => {
      i32[GC_ENABLED >> 2] = 1
      return none()
    }),
    disable: NOARGS(() => {
      i32[GC_ENABLED >> 2] = 0
      return none()
    }),
    isenabled: NOARGS(() => bool(i32[GC_ENABLED >> 2] !== 0)),
    set_debug: O((_self, v) => {
      const flags = intArgument(v)
      if (PyErr_Occurred()) return 0
      i32[GC_DEBUG >> 2] = flags
      return none()
    }),
    get_debug: NOARGS(() => PyLong_FromLong(i32[GC_DEBUG >> 2])),
    get_count: NOARGS(() => triple(count)),
    set_threshold: VARARGS(setThreshold),
    get_threshold: NOARGS(() => triple(threshold)),
    collect: FASTKW(collect),
    get_objects: FASTKW(getObjects),
    get_stats: NOARGS(getStats),
    is_tracked: O((_self, o) => bool(PyObject_IS_GC(o) && isTracked(o))),
    is_finalized: O((_self, o) => bool(PyObject_IS_GC(o) && (i32[(headOf(o) + 8) >> 2] & L.PREV_MASK_FINALIZED) !== 0)),
    get_referrers: VARARGS(getReferrers),
    get_referents: VARARGS(getReferents),
    freeze: NOARGS(() => {
      freeze()
      return none()
    }),
    unfreeze: NOARGS(() => {
      unfreeze()
      return none()
    }),
    get_freeze_count: NOARGS(() => PyLong_FromLong(listSize(GC_PERMANENT))),
  },
  exec: (_module, dict) => {
    const put = (name: string, v: Ptr): void => {
      const k = newStr(name)
      PyDict_SetItem(dict, k, v)
      Py_DECREF(k)
    }
    put('garbage', i32[GC_GARBAGE >> 2])
    put('callbacks', i32[GC_CALLBACKS >> 2])
    const constants = {
      DEBUG_STATS: 1,
      DEBUG_COLLECTABLE: 2,
      DEBUG_UNCOLLECTABLE: 4,
      DEBUG_SAVEALL: 32,
      DEBUG_LEAK: 38,
    }
    for (const [name, v] of Object.entries(constants)) {
      const o = PyLong_FromLong(v)
      put(name, o)
      Py_DECREF(o)
    }
    return 0
  },
})
