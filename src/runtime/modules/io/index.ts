/** The module _io. */
import { callN } from '../../object/call'
import { PyDict_New, PyDict_SetItem } from '../../object/container/dict-core'
import { PyTuple_Pack } from '../../object/container/tuple-core'
import { Py_DECREF, Py_NewRef } from '../../object/header'
import { PyLong_FromLong } from '../../object/number/int-core'
import { _Py_ID, newStr } from '../../object/text/str-core'
import { PyExc_BlockingIOError, PyExc_OSError, PyExc_ValueError, PyType_Type } from '../../object/types'
import { addObject, addOwned, defineModule } from '../define-module'
import './bytes-io'
import './buffered'
import './io-base'
import * as io from './io-core'
import './newline-decoder'
import { openFunctions } from './open'
import './string-io'
import './text-io'

const ID_module = _Py_ID('__module__')

/** class UnsupportedOperation(OSError, ValueError) */
function makeUnsupportedOperation(): number {
  const name = newStr('UnsupportedOperation')
  const module = newStr('io')
  const bases = PyTuple_Pack(PyExc_OSError, PyExc_ValueError)
  const dict = PyDict_New()
  PyDict_SetItem(dict, ID_module, module)
  const type = callN(PyType_Type, name, bases, dict)
  for (const o of [name, module, bases, dict]) Py_DECREF(o)
  io.setUnsupportedOperation(type)
  return type
}

defineModule({
  name: '_io',
  methods: openFunctions,
  exec: (_m, dict) => {
    if (addOwned(dict, 'DEFAULT_BUFFER_SIZE', PyLong_FromLong(io.DEFAULT_BUFFER_SIZE)) < 0) return -1
    const unsupported = makeUnsupportedOperation()
    if (unsupported === 0 || addOwned(dict, 'UnsupportedOperation', Py_NewRef(unsupported)) < 0) return -1
    const types: [string, number][] = [
      ['BlockingIOError', PyExc_BlockingIOError],
      ['_IOBase', io.PyIOBase_Type],
      ['IncrementalNewlineDecoder', io.PyIncrementalNewlineDecoder_Type],
      ['_BufferedIOBase', io.PyBufferedIOBase_Type],
      ['_RawIOBase', io.PyRawIOBase_Type],
      ['_TextIOBase', io.PyTextIOBase_Type],
      ['BytesIO', io.PyBytesIO_Type],
      ['BufferedReader', io.PyBufferedReader_Type],
      ['BufferedWriter', io.PyBufferedWriter_Type],
      ['BufferedRWPair', io.PyBufferedRWPair_Type],
      ['BufferedRandom', io.PyBufferedRandom_Type],
      ['FileIO', io.PyFileIO_Type],
      ['StringIO', io.PyStringIO_Type],
      ['TextIOWrapper', io.PyTextIOWrapper_Type],
    ]
    for (const [name, type] of types) if (addObject(dict, name, type) < 0) return -1
    return 0
  },
})
