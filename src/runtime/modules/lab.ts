/**
 * Module lab: what a scenario says to the lab around its process. Everything works without a lab too: marks go nowhere,
 * parameters have their defaults. The recorder for a real CPython has a module of the same names (docs/lab-module.md).
 */
import { fromUser, toUser } from '../memory/address-map'
import { rawFree, rawMalloc } from '../memory/domains'
import type { Ptr } from '../memory/heap'
import { PyNumber_AsSsize_t, PyNumber_Index } from '../object/abstract/number-protocol'
import { PyObject_IsTrue } from '../object/abstract/object-protocol'
import { FASTKW, O } from '../object/define'
import { raise, typeError, typeNameOf } from '../object/errors'
import { PyErr_NoMemory, PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF, Py_NewRef, typeFlagOf } from '../object/header'
import { TPFLAGS_UNICODE_SUBCLASS } from '../object/layout'
import { PyFloat_Check, PyFloat_FromDouble } from '../object/number/float-core'
import { longExactNumber, PyLong_FromDouble, PyLong_FromSsize_t } from '../object/number/int-core'
import { newStr, strToJS } from '../object/text/str-core'
import { bindArgs } from '../object/type/arg-parse'
import { Py_False, Py_None, Py_True, PyExc_OverflowError, PyExc_ValueError } from '../object/types'
import { defineModule } from './define-module'

export interface LabHost {
  /** `detailed`: asked for as a snapshot. */
  mark(name: string, detailed: boolean): void
  expect(passed: boolean, message: string): void
}

let host: LabHost | null = null
/** Who hears of marks and expectations; null: nobody. */
export function setLabHost(h: LabHost | null): void {
  host = h
}

let parameters: Readonly<Record<string, number | string | boolean>> = {}
/** Values of lab.param() for this run. */
export function setLabParameters(values: Readonly<Record<string, number | string | boolean>>): void {
  parameters = values
}

/** Blocks that lab.malloc() has handed out. */
const blocks = new Set<Ptr>()

/** The text of a str argument; null with TypeError set. */
function textArgument(fname: string, o: Ptr): string | null {
  if (typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)) return strToJS(o)
  typeError(`${fname}() argument must be str, not ${typeNameOf(o)}`)
  return null
}

function mark(fname: string, name: Ptr, detailed: boolean): Ptr {
  const text = textArgument(fname, name)
  if (text === null) return 0
  host?.mark(text, detailed)
  return Py_NewRef(Py_None)
}

/** A value of the settings as an object of the kind that the default has: a whole number may stand for a float. */
function parameterObject(value: number | string | boolean, fallback: Ptr): Ptr {
  if (typeof value === 'boolean') return Py_NewRef(value ? Py_True : Py_False)
  if (typeof value === 'string') return newStr(value)
  return Number.isInteger(value) && !PyFloat_Check(fallback) ? PyLong_FromDouble(value) : PyFloat_FromDouble(value)
}

function param(_self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const bound = bindArgs('param', ['name', 'default'], { required: 2 }, args, nargs, kwnames)
  if (bound === null) return 0
  const name = textArgument('param', bound[0])
  if (name === null) return 0
  return Object.hasOwn(parameters, name) ? parameterObject(parameters[name], bound[1]) : Py_NewRef(bound[1])
}

function expect(_self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const bound = bindArgs('expect', ['condition', 'message'], { required: 1 }, args, nargs, kwnames)
  if (bound === null) return 0
  const message = bound[1] === 0 ? '' : textArgument('expect', bound[1])
  if (message === null) return 0
  const truth = PyObject_IsTrue(bound[0])
  if (truth < 0) return 0
  host?.expect(truth === 1, message)
  return Py_NewRef(truth === 1 ? Py_True : Py_False)
}

function malloc(_self: Ptr, size: Ptr): Ptr {
  const n = PyNumber_AsSsize_t(size, PyExc_OverflowError)
  if (n === -1 && PyErr_Occurred()) return 0
  if (n < 0) return raise(PyExc_ValueError, 'malloc() argument must not be negative')
  const p = rawMalloc(n)
  if (p === 0) return PyErr_NoMemory()
  blocks.add(p)
  return PyLong_FromSsize_t(toUser(p))
}

function free(_self: Ptr, address: Ptr): Ptr {
  const index = PyNumber_Index(address)
  if (index === 0) return 0
  const p = fromUser(longExactNumber(index))
  Py_DECREF(index)
  if (!blocks.delete(p)) return raise(PyExc_ValueError, 'free() argument is no block of malloc() that is in use')
  rawFree(p)
  return Py_NewRef(Py_None)
}

/** Signature line of __text_signature__ and a sentence. */
const doc = (signature: string, text: string): string => `${signature}\n--\n\n${text}`

defineModule({
  name: 'lab',
  doc: 'What a scenario says to Python Memory Lab: marks, parameters, expectations, raw blocks.',
  methods: {
    mark: O(
      (_self, name) => mark('mark', name, false),
      doc('mark($module, name, /)', 'Name this moment, so that charts and comparisons can refer to it.'),
    ),
    snapshot: O(
      (_self, name) => mark('snapshot', name, true),
      doc('snapshot($module, name, /)', 'A mark that always counts the objects of every type.'),
    ),
    param: FASTKW(
      param,
      doc('param($module, name, default)', 'Value chosen for a parameter of the scenario, else the default.'),
    ),
    expect: FASTKW(
      expect,
      doc("expect($module, condition, message='')", 'Record whether a condition holds; gives its truth value.'),
    ),
    malloc: O(malloc, doc('malloc($module, size, /)', 'A raw block of the C library; gives its address.')),
    free: O(free, doc('free($module, address, /)', 'Give back a block of malloc().')),
  },
})
