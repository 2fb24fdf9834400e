/** The module builtins: functions in CPython's order, then singletons, types and exceptions. */

import { i32, type Ptr } from '../memory/heap'
import type { MethodSpec } from '../object/define'
import { PyExc_ExceptionGroup } from '../object/exception/exception-group'
import { OB_TYPE } from '../object/layout'
import * as T from '../object/types'
import { breakpointFunction } from './breakpoint-hook'
import { attributeFunctions } from './builtins-attributes'
import { classFunctions } from './builtins-class'
import { evalFunctions } from './builtins-eval'
import { iterableFunctions } from './builtins-iterables'
import { numberFunctions } from './builtins-numbers'
import { printFunctions } from './builtins-print'
import { SUMMARIES } from './builtins-summaries'
import { addObject, defineModule } from './define-module'

const ORDER = [
  '__build_class__ __import__ abs all any ascii bin breakpoint callable chr compile delattr dir divmod eval exec format',
  'getattr globals hasattr hash hex id input isinstance issubclass iter aiter len locals max min next anext oct ord pow',
  'print repr round setattr sorted sum vars',
]
  .join(' ')
  .split(' ')

const all: Record<string, MethodSpec> = {
  ...attributeFunctions,
  ...classFunctions,
  ...evalFunctions,
  ...iterableFunctions,
  ...numberFunctions,
  ...printFunctions,
  breakpoint: breakpointFunction,
}
const methods: Record<string, MethodSpec> = {}
for (const name of ORDER) {
  const spec = all[name]
  methods[name] = spec.doc?.endsWith('\n--\n\n') ? { ...spec, doc: spec.doc + SUMMARIES[name] } : spec
}

const OBJECTS: [string, Ptr][] = [
  ['None', T.Py_None],
  ['Ellipsis', T.Py_Ellipsis],
  ['NotImplemented', T.Py_NotImplemented],
  ['False', T.Py_False],
  ['True', T.Py_True],
  ['bool', T.PyBool_Type],
  ['memoryview', T.PyMemoryView_Type],
  ['bytearray', T.PyByteArray_Type],
  ['bytes', T.PyBytes_Type],
  ['classmethod', T.PyClassMethod_Type],
  ['complex', T.PyComplex_Type],
  ['dict', T.PyDict_Type],
  ['enumerate', T.PyEnum_Type],
  ['filter', T.PyFilter_Type],
  ['float', T.PyFloat_Type],
  ['frozenset', T.PyFrozenSet_Type],
  ['property', T.PyProperty_Type],
  ['int', T.PyLong_Type],
  ['list', T.PyList_Type],
  ['map', T.PyMap_Type],
  ['object', T.PyBaseObject_Type],
  ['range', T.PyRange_Type],
  ['reversed', T.PyReversed_Type],
  ['set', T.PySet_Type],
  ['slice', T.PySlice_Type],
  ['staticmethod', T.PyStaticMethod_Type],
  ['str', T.PyUnicode_Type],
  ['super', T.PySuper_Type],
  ['tuple', T.PyTuple_Type],
  ['type', T.PyType_Type],
  ['zip', T.PyZip_Type],
  ['__debug__', T.Py_True],
]

/** Built-in exceptions in the order of builtins.__dict__, taken from the order of their addresses in types.ts. */
const EXCEPTIONS: [string, Ptr][] = Object.entries(T)
  .filter(([name]) => name.startsWith('PyExc_'))
  .map(([name, type]): [string, Ptr] => [name.slice(6), type as Ptr])
  .sort((a, b) => a[1] - b[1])

defineModule({
  name: 'builtins',
  methods,
  exec: (_m, dict) => {
    for (const [name, o] of [...OBJECTS, ...EXCEPTIONS]) {
      // a type that no file has defined yet
      if (i32[(o + OB_TYPE) >> 2] === 0) continue
      if (addObject(dict, name, o) < 0) return -1
    }
    if (addObject(dict, 'ExceptionGroup', PyExc_ExceptionGroup()) < 0) return -1
    if (addObject(dict, 'EnvironmentError', T.PyExc_OSError) < 0) return -1
    return addObject(dict, 'IOError', T.PyExc_OSError)
  },
})
