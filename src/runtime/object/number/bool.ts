/** The type bool and its two objects (CPython Objects/boolobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_IsTrue } from '../abstract/object-protocol'
import { PyVectorcall_NARGS } from '../call'
import { defineType } from '../define'
import { typeError } from '../errors'
import { Py_NewRef, Py_SET_SIZE, Py_SIZE, Py_TYPE } from '../header'
import { LONG_DIGIT, OB_TYPE, TPFLAGS_DEFAULT, TUPLE_ITEM } from '../layout'
import { _Py_ID } from '../text/str-core'
import { checkPositional, noKwnames } from '../type/arg-parse'
import { Py_False, Py_NotImplemented, Py_True, PyBool_Type, PyLong_Type } from '../types'
import { longAnd, longOr, longXor } from './int-bits'
import { PyLong_Check } from './int-core'
import { keywordCount } from './new-args'

export const PyBool_FromLong = (v: number | boolean): Ptr => Py_NewRef(v ? Py_True : Py_False)

const ID_True = _Py_ID('True')
const ID_False = _Py_ID('False')

function fromObject(x: Ptr): Ptr {
  const truth = x === 0 ? 0 : PyObject_IsTrue(x)
  return truth < 0 ? 0 : PyBool_FromLong(truth)
}

const isBool = (o: Ptr): boolean => Py_TYPE(o) === PyBool_Type

/** Two bools give a bool; otherwise the ints' operation, whose slot checks the operands. */
const logical = (f: (x: boolean, y: boolean) => boolean, ints: (a: Ptr, b: Ptr) => Ptr) => (a: Ptr, b: Ptr) => {
  if (isBool(a) && isBool(b)) return PyBool_FromLong(f(a === Py_True, b === Py_True))
  return PyLong_Check(a) && PyLong_Check(b) ? ints(a, b) : Py_NewRef(Py_NotImplemented)
}

/** Writes a static bool: an int of one digit. */
function initBool(o: Ptr, v: number): void {
  i32[o >> 2] = 1
  i32[(o + OB_TYPE) >> 2] = PyBool_Type
  Py_SET_SIZE(o, v)
  i32[(o + LONG_DIGIT) >> 2] = v
}
initBool(Py_False, 0)
initBool(Py_True, 1)

defineType(PyBool_Type, {
  name: 'bool',
  base: PyLong_Type,
  basicsize: LONG_DIGIT + 8,
  flags: TPFLAGS_DEFAULT,
  doc: `bool(x) -> bool

Returns True when the argument x is true, False otherwise.
The builtins True and False are the only two instances of the class bool.
The class bool is a subclass of the class int, and cannot be subclassed.`,
  repr: (o) => Py_NewRef(o === Py_True ? ID_True : ID_False),
  new: (type, args, kwds) => {
    if (keywordCount(kwds) !== 0 && type === PyBool_Type) return typeError('bool() takes no keyword arguments')
    const n = Py_SIZE(args)
    if (!checkPositional('bool', n, 0, 1)) return 0
    return fromObject(n === 0 ? 0 : i32[(args + TUPLE_ITEM) >> 2])
  },
  vectorcall: (_type, args, nargsf, kwnames) => {
    const n = PyVectorcall_NARGS(nargsf)
    if (!noKwnames('bool', kwnames) || !checkPositional('bool', n, 0, 1)) return 0
    return fromObject(n === 0 ? 0 : i32[args >> 2])
  },
  number: {
    and: logical((x, y) => x && y, longAnd),
    xor: logical((x, y) => x !== y, longXor),
    or: logical((x, y) => x || y, longOr),
  },
})
