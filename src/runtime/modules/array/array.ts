/** The module array: the type, and the function that pickles of machine values call. */

import { importModule } from '../../eval/import'
import type { Ptr } from '../../memory/heap'
import { _PyObject_LookupAttr, PyObject_GetAttr } from '../../object/abstract/object-protocol'
import { callN, PyObject_CallOneArg } from '../../object/call'
import { PyDict_GetItemWithError } from '../../object/container/dict-core'
import { arg, FAST } from '../../object/define'
import { typeError } from '../../object/errors'
import { Py_DECREF, Py_NewRef, Py_XDECREF, typeFlagOf } from '../../object/header'
import { TPFLAGS_BYTES_SUBCLASS } from '../../object/layout'
import { _Py_ID, newStr } from '../../object/text/str-core'
import { checkPositional } from '../../object/type/arg-parse'
import { addOwned, defineModule } from '../define-module'
import { Array_Type, TYPE_CODES } from './array-core'
import { ArrayIter_Type } from './array-iterator'
import { setReconstructor } from './array-type'

const ID_frombytes = _Py_ID('frombytes')
const ID_MutableSequence = _Py_ID('MutableSequence')
const ID_register = _Py_ID('register')
const ID_reconstructor = _Py_ID('_array_reconstructor')

/** Machine values always have this machine's layout here: the format code is implied by the type code. */
function reconstruct(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('_array_reconstructor', nargs, 4, 4)) return 0
  if (!typeFlagOf(arg(args, 3), TPFLAGS_BYTES_SUBCLASS)) return typeError('fourth argument should be bytes')
  const a = callN(arg(args, 0), arg(args, 1))
  if (a === 0) return 0
  const f = _PyObject_LookupAttr(a, ID_frombytes)
  const r = f === 0 ? 0 : PyObject_CallOneArg(f, arg(args, 3))
  if (f !== 0) Py_DECREF(f)
  if (r === 0) {
    Py_DECREF(a)
    return 0
  }
  Py_DECREF(r)
  return a
}

/** array is a MutableSequence by registration (array_modexec). */
function registerSequence(): number {
  const abc = importModule('collections.abc')
  const sequence = abc === 0 ? 0 : PyObject_GetAttr(abc, ID_MutableSequence)
  Py_XDECREF(abc)
  const register = sequence === 0 ? 0 : PyObject_GetAttr(sequence, ID_register)
  Py_XDECREF(sequence)
  const r = register === 0 ? 0 : PyObject_CallOneArg(register, Array_Type)
  Py_XDECREF(register)
  Py_XDECREF(r)
  return r === 0 ? -1 : 0
}

defineModule({
  name: 'array',
  doc: 'This module defines an object type which can efficiently represent\nan array of basic values: characters, integers, floating point\nnumbers.  Arrays are sequence types and behave very much like lists,\nexcept that the type of objects stored in them is constrained.\n',
  methods: { _array_reconstructor: FAST(reconstruct, 'Internal. Used for pickling support.') },
  heapTypes: [ArrayIter_Type, Array_Type],
  exec: (_module, dict) => {
    setReconstructor(PyDict_GetItemWithError(dict, ID_reconstructor))
    if (addOwned(dict, 'ArrayType', Py_NewRef(Array_Type)) < 0) return -1
    if (registerSequence() < 0) return -1
    if (addOwned(dict, 'array', Py_NewRef(Array_Type)) < 0) return -1
    return addOwned(dict, 'typecodes', newStr(TYPE_CODES))
  },
})
