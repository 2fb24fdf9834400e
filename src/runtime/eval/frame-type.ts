/** The frame type: what tracebacks, sys._getframe and inspect see of a frame. */
import { i32, type Ptr, u8 } from '../memory/heap'
import { hexAddress } from '../object/abstract/object-protocol'
import { defineType, NOARGS } from '../object/define'
import { raise, raiseInt } from '../object/errors'
import { Py_NewRef, Py_XSETREF } from '../object/header'
import * as L from '../object/layout'
import { PyLong_FromLong } from '../object/number/int-core'
import { newStr, strToJS } from '../object/text/str-core'
import { Py_False, Py_None, Py_True, PyExc_AttributeError, PyExc_RuntimeError, PyFrame_Type } from '../object/types'
import { frameLocals } from './fast-locals'
import { frameDealloc, frameObject, frameOwner, frameTpClear, frameTraverse } from './frame-object'
import { FW_BUILTINS, FW_CODE, FW_GLOBALS, FW_PREV_INSTR, FW_PREVIOUS } from './frame-stack'
import { clearGeneratorFrame, FRAME_EXECUTING, frameState, generatorOfFrame } from './generator-state'
import { frameLine } from './traceback'

const frameOf = (o: Ptr): Ptr => i32[(o + L.F_FRAME) >> 2]
const word = (o: Ptr, field: number): number => i32[(frameOf(o) >> 2) + field]

/** The caller's frame object (new reference) or None. */
function getBack(o: Ptr): Ptr {
  const back = i32[(o + L.F_BACK) >> 2]
  if (back !== 0) return Py_NewRef(back)
  const previous = word(o, FW_PREVIOUS)
  if (previous === 0) return Py_NewRef(Py_None)
  const p = frameObject(previous)
  return p === 0 ? 0 : Py_NewRef(p)
}

function getLocals(o: Ptr): Ptr {
  const d = frameLocals(frameOf(o))
  return d === 0 ? 0 : Py_NewRef(d)
}

function getLine(o: Ptr): Ptr {
  const line = frameLine(frameOf(o))
  return line < 0 ? Py_NewRef(Py_None) : PyLong_FromLong(line)
}

function clear(o: Ptr): Ptr {
  const f = frameOf(o)
  if (frameOwner(f) === L.FRAME_OWNED_BY_GENERATOR) {
    const gen = generatorOfFrame(f)
    if (frameState(gen) === FRAME_EXECUTING) return raise(PyExc_RuntimeError, 'cannot clear an executing frame')
    clearGeneratorFrame(gen)
  } else if (frameOwner(f) === L.FRAME_OWNED_BY_THREAD) {
    return raise(PyExc_RuntimeError, 'cannot clear an executing frame')
  } else frameTpClear(o)
  return Py_NewRef(Py_None)
}

function repr(o: Ptr): Ptr {
  const code = word(o, FW_CODE)
  const text = (field: number): string => strToJS(i32[(code + field) >> 2])
  return newStr(
    `<frame at ${hexAddress(o)}, file '${text(L.CO_FILENAME)}', line ${frameLine(frameOf(o))}, code ${text(L.CO_NAME)}>`,
  )
}

const flag = (o: Ptr, offset: number): Ptr => Py_NewRef(u8[o + offset] ? Py_True : Py_False)

function setFlag(o: Ptr, offset: number, v: Ptr): number {
  if (v !== Py_True && v !== Py_False) return raiseInt(PyExc_AttributeError, 'attribute value type must be bool')
  u8[o + offset] = v === Py_True ? 1 : 0
  return 0
}

defineType(PyFrame_Type, {
  name: 'frame',
  basicsize: L.SIZEOF_FRAME_HEADER + L.FRAME_LOCALSPLUS,
  itemsize: 8,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  dealloc: frameDealloc,
  traverse: frameTraverse,
  clear: frameTpClear,
  repr,
  methods: {
    clear: NOARGS(clear),
    __sizeof__: NOARGS((o) => {
      const code = word(o, FW_CODE)
      const slots = i32[(code + L.CO_NLOCALSPLUS) >> 2] + i32[(code + L.CO_STACKSIZE) >> 2]
      return PyLong_FromLong(L.SIZEOF_FRAME_HEADER + L.FRAME_LOCALSPLUS + 8 * slots)
    }),
  },
  getset: {
    f_back: { get: getBack },
    f_locals: { get: getLocals },
    f_lineno: { get: getLine },
    f_trace: {
      get: (o) => Py_NewRef(i32[(o + L.F_TRACE) >> 2] || Py_None),
      set: (o, v) => {
        Py_XSETREF(o + L.F_TRACE, v === 0 || v === Py_None ? 0 : Py_NewRef(v))
        return 0
      },
    },
    f_globals: { get: (o) => Py_NewRef(word(o, FW_GLOBALS)) },
    f_builtins: { get: (o) => Py_NewRef(word(o, FW_BUILTINS)) },
    f_code: { get: (o) => Py_NewRef(word(o, FW_CODE)) },
    f_lasti: { get: (o) => PyLong_FromLong(word(o, FW_PREV_INSTR) < 0 ? -1 : word(o, FW_PREV_INSTR) * 2) },
    f_trace_lines: {
      get: (o) => flag(o, L.F_TRACE_LINES),
      set: (o, v) => setFlag(o, L.F_TRACE_LINES, v),
    },
    f_trace_opcodes: {
      get: (o) => flag(o, L.F_TRACE_OPCODES),
      set: (o, v) => setFlag(o, L.F_TRACE_OPCODES, v),
    },
  },
})
