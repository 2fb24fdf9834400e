/** The generator type: attributes, methods, traversal, finalization. */

import { i32, type Ptr } from '../memory/heap'
import { PyObject_SelfIter } from '../object/abstract/iter-protocol'
import { hexAddress } from '../object/abstract/object-protocol'
import { PyObject_GC_Del, PyObject_GC_Track, PyObject_GC_UnTrack } from '../object/alloc'
import { arg, defineType, FAST, type GetSetSpec, NOARGS, O, type TypeSpec } from '../object/define'
import { raise, raiseInt } from '../object/errors'
import { PyErr_Fetch, PyErr_Occurred, PyErr_Restore } from '../object/errors-core'
import { PyErr_WriteUnraisable } from '../object/exception/err'
import type { visitproc } from '../object/fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_XSETREF, typeFlagOf } from '../object/header'
import * as L from '../object/layout'
import { PyLong_FromLong } from '../object/number/int-core'
import { newStr, strToJS } from '../object/text/str-core'
import { checkPositional } from '../object/type/arg-parse'
import { PyObject_CallFinalizerFromDealloc } from '../object/type/finalize'
import { PyObject_ClearWeakRefs } from '../object/type/weakref-core'
import {
  Py_False,
  Py_None,
  Py_True,
  PyAsyncGen_Type,
  PyCoro_Type,
  PyExc_RuntimeError,
  PyExc_TypeError,
  PyGen_Type,
} from '../object/types'
import { frameObject, traverseFrame } from './frame-object'
import { genClose, genIterNext, genSendMethod, genThrow, yieldFromTarget } from './generator'
import {
  clearGeneratorFrame,
  FRAME_CLEARED,
  FRAME_COMPLETED,
  FRAME_EXECUTING,
  FRAME_SUSPENDED,
  frameState,
} from './generator-state'

function traverse(gen: Ptr, visit: visitproc): number {
  for (const field of [L.GI_CODE, L.GI_NAME, L.GI_QUALNAME]) {
    const v = i32[(gen + field) >> 2]
    if (v !== 0) {
      const r = visit(v)
      if (r !== 0) return r
    }
  }
  if (frameState(gen) < FRAME_CLEARED && frameState(gen) !== FRAME_EXECUTING) {
    const r = traverseFrame(gen + L.GI_IFRAME, visit)
    if (r !== 0) return r
  }
  const exc = i32[(gen + L.GI_EXC_STATE) >> 2]
  return exc !== 0 ? visit(exc) : 0
}

/** PEP 442 finalizer: closes a suspended generator so that its finally blocks run (_PyGen_Finalize). */
function finalize(gen: Ptr): void {
  if (frameState(gen) >= FRAME_COMPLETED) return
  const e = PyErr_Fetch()
  const r = genClose(gen)
  if (r === 0) {
    if (PyErr_Occurred()) PyErr_WriteUnraisable(gen)
  } else Py_DECREF(r)
  PyErr_Restore(e.type, e.value, e.traceback)
}

function dealloc(gen: Ptr): void {
  PyObject_GC_UnTrack(gen)
  if (i32[(gen + L.GI_WEAKREFLIST) >> 2] !== 0) PyObject_ClearWeakRefs(gen)
  PyObject_GC_Track(gen)
  if (PyObject_CallFinalizerFromDealloc(gen)) return // resurrected
  PyObject_GC_UnTrack(gen)
  if (frameState(gen) < FRAME_CLEARED) clearGeneratorFrame(gen)
  Py_CLEAR(gen + L.GI_CODE)
  Py_CLEAR(gen + L.GI_NAME)
  Py_CLEAR(gen + L.GI_QUALNAME)
  Py_CLEAR(gen + L.GI_EXC_STATE)
  PyObject_GC_Del(gen)
}

const nameProperty = (offset: number, attribute: string): GetSetSpec => ({
  get: (gen) => Py_NewRef(i32[(gen + offset) >> 2]),
  set: (gen, value) => {
    if (value === 0 || !typeFlagOf(value, L.TPFLAGS_UNICODE_SUBCLASS)) {
      return raiseInt(PyExc_TypeError, `${attribute} must be set to a string object`)
    }
    Py_XSETREF(gen + offset, Py_NewRef(value))
    return 0
  },
})

const boolRef = (v: boolean): Ptr => Py_NewRef(v ? Py_True : Py_False)

function getFrame(gen: Ptr): Ptr {
  if (frameState(gen) >= FRAME_CLEARED) return Py_NewRef(Py_None)
  const o = frameObject(gen + L.GI_IFRAME)
  return o === 0 ? 0 : Py_NewRef(o)
}

/** What the three kinds share; attributes begin with gi_, cr_ or ag_. */
function generatorSpec(name: string, prefix: string): TypeSpec {
  return {
    name,
    basicsize: L.SIZEOF_GENERATOR_HEADER + L.FRAME_LOCALSPLUS,
    itemsize: 8,
    flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
    weaklistoffset: L.GI_WEAKREFLIST,
    dealloc,
    traverse,
    finalize,
    repr: (gen) => newStr(`<${name} object ${strToJS(i32[(gen + L.GI_QUALNAME) >> 2])} at ${hexAddress(gen)}>`),
    getset: {
      __name__: nameProperty(L.GI_NAME, '__name__'),
      __qualname__: nameProperty(L.GI_QUALNAME, '__qualname__'),
      [`${prefix}${prefix === 'gi_' ? 'yieldfrom' : 'await'}`]: {
        get: (gen) => Py_NewRef(yieldFromTarget(gen) || Py_None),
      },
      [`${prefix}running`]: { get: (gen) => boolRef(frameState(gen) === FRAME_EXECUTING) },
      [`${prefix}frame`]: { get: getFrame },
      [`${prefix}suspended`]: { get: (gen) => boolRef(frameState(gen) === FRAME_SUSPENDED) },
      [`${prefix}code`]: { get: (gen) => Py_NewRef(i32[(gen + L.GI_CODE) >> 2]) },
    },
  }
}

const METHODS = {
  send: O(genSendMethod, "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration."),
  throw: FAST((gen, args, nargs) => {
    if (!checkPositional('throw', nargs, 1, 3)) return 0
    return genThrow(gen, arg(args, 0), nargs > 1 ? arg(args, 1) : 0, nargs > 2 ? arg(args, 2) : 0)
  }),
  close: NOARGS(genClose, 'close() -> raise GeneratorExit inside generator.'),
  __sizeof__: NOARGS((gen) => {
    const code = i32[(gen + L.GI_CODE) >> 2]
    const slots = i32[(code + L.CO_NLOCALSPLUS) >> 2] + i32[(code + L.CO_STACKSIZE) >> 2]
    return PyLong_FromLong(L.SIZEOF_GENERATOR_HEADER + L.FRAME_LOCALSPLUS + 8 * slots)
  }),
}

defineType(PyGen_Type, {
  ...generatorSpec('generator', 'gi_'),
  iter: PyObject_SelfIter,
  iternext: genIterNext,
  methods: METHODS,
})
defineType(PyCoro_Type, {
  ...generatorSpec('coroutine', 'cr_'),
  async: { await: (o) => Py_NewRef(o) },
  methods: METHODS,
})
defineType(PyAsyncGen_Type, {
  ...generatorSpec('async_generator', 'ag_'),
  async: {
    aiter: PyObject_SelfIter,
    anext: () => raise(PyExc_RuntimeError, 'coroutines are not supported yet by this process'),
  },
  methods: {},
})
