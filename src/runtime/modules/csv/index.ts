/** The module _csv. */
import type { Ptr } from '../../memory/heap'
import { PyDict_DelItem, PyDict_SetItem } from '../../object/container/dict-core'
import { PyDict_Keys } from '../../object/container/dict-lists'
import { PyTuple_GET_ITEM } from '../../object/container/tuple-core'
import { arg, FAST, NOARGS, O, VARKW } from '../../object/define'
import { typeError } from '../../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE } from '../../object/header'
import { PyLong_AsLong, PyLong_Check, PyLong_FromLong } from '../../object/number/int-core'
import { PyUnicode_Check } from '../../object/text/str-build'
import { checkPositional } from '../../object/type/arg-parse'
import { errorIs } from '../../object/type/subtype'
import { PyExc_KeyError } from '../../object/types'
import { addObject, addOwned, addText, defineModule } from '../define-module'
import { none } from '../values'
import * as dialect from './dialect'
import { limits, makeReader, Reader_Type } from './reader'
import { makeWriter, Writer_Type } from './writer'

/** register_dialect(name[, dialect], **options) */
function registerDialect(_m: Ptr, args: Ptr, kwds: Ptr): Ptr {
  const n = Py_SIZE(args)
  if (!checkPositional('', n, 1, 2)) return 0
  const name = PyTuple_GET_ITEM(args, 0)
  if (!PyUnicode_Check(name)) return typeError('dialect name must be a string')
  const d = dialect.callDialect(n > 1 ? PyTuple_GET_ITEM(args, 1) : 0, kwds)
  if (d === 0) return 0
  const r = PyDict_SetItem(dialect.dialectRegistry(), name, d)
  Py_DECREF(d)
  return r < 0 ? 0 : none()
}

function unregisterDialect(_m: Ptr, name: Ptr): Ptr {
  if (PyDict_DelItem(dialect.dialectRegistry(), name) >= 0) return none()
  if (!errorIs(PyExc_KeyError)) return 0
  PyErr_Clear()
  return dialect.csvError('unknown dialect')
}

function getDialect(_m: Ptr, name: Ptr): Ptr {
  const d = dialect.registeredDialect(name)
  return d === 0 ? 0 : Py_NewRef(d)
}

function fieldSizeLimit(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('field_size_limit', nargs, 0, 1)) return 0
  const old = limits.field
  if (nargs > 0) {
    if (!PyLong_Check(arg(args, 0))) return typeError('limit must be an integer')
    const n = PyLong_AsLong(arg(args, 0))
    if (n === -1 && PyErr_Occurred()) return 0
    limits.field = n
  }
  return PyLong_FromLong(old)
}

defineModule({
  name: '_csv',
  doc: 'CSV parsing and writing.\n',
  methods: {
    reader: VARKW(makeReader),
    writer: VARKW(makeWriter),
    register_dialect: VARKW(registerDialect),
    list_dialects: NOARGS(() => PyDict_Keys(dialect.dialectRegistry())),
    unregister_dialect: O(unregisterDialect),
    get_dialect: O(getDialect),
    field_size_limit: FAST(fieldSizeLimit),
  },
  heapTypes: [dialect.CsvError, dialect.Dialect_Type, Reader_Type, Writer_Type],
  exec: (_m, dict) => {
    const numbers = {
      QUOTE_MINIMAL: dialect.QUOTE_MINIMAL,
      QUOTE_ALL: dialect.QUOTE_ALL,
      QUOTE_NONNUMERIC: dialect.QUOTE_NONNUMERIC,
      QUOTE_NONE: dialect.QUOTE_NONE,
    }
    if (addObject(dict, 'Dialect', dialect.Dialect_Type) < 0) return -1
    if (addObject(dict, 'Reader', Reader_Type) < 0 || addObject(dict, 'Writer', Writer_Type) < 0) return -1
    if (addText(dict, '__version__', '1.0') < 0) return -1
    if (addObject(dict, '_dialects', dialect.dialectRegistry()) < 0) return -1
    for (const [name, n] of Object.entries(numbers)) if (addOwned(dict, name, PyLong_FromLong(n)) < 0) return -1
    return addObject(dict, 'Error', dialect.CsvError)
  },
})
