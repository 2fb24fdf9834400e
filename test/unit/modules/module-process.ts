/** The small process of the class tests with the modules of this folder's scripts, and the builtins that they use. */
import { importModuleLevel, setBuiltinModules } from '../../../src/runtime/eval/import'
import { i32, type Ptr } from '../../../src/runtime/memory/heap'
import '../../../src/runtime/modules/array/array'
import '../../../src/runtime/modules/bisect'
import '../../../src/runtime/modules/cmath/cmath'
import {
  addObject,
  builtinModules,
  createBuiltinModule,
  defineModule,
} from '../../../src/runtime/modules/define-module'
import '../../../src/runtime/modules/heapq'
import '../../../src/runtime/modules/math/math'
import '../../../src/runtime/modules/random'
import '../../../src/runtime/modules/struct/struct'
import '../../../src/runtime/modules/time'
import * as N from '../../../src/runtime/object/abstract/number-protocol'
import { _PyObject_LookupSpecial } from '../../../src/runtime/object/abstract/object-protocol'
import { callNSteal } from '../../../src/runtime/object/call'
import { PyDict_New, PyDict_SetItem } from '../../../src/runtime/object/container/dict-core'
import { arg, FAST, type MethodSpec, O } from '../../../src/runtime/object/define'
import { Py_NewRef } from '../../../src/runtime/object/header'
import { INTERP_BUILTINS, INTERP_MODULES } from '../../../src/runtime/object/interp'
import { PyLong_AsLong } from '../../../src/runtime/object/number/int-core'
import { _PyLong_Format } from '../../../src/runtime/object/number/int-format'
import { PyObject_Format } from '../../../src/runtime/object/text/format-spec'
import { PyUnicode_InternFromString } from '../../../src/runtime/object/text/intern'
import { PyUnicode_FromOrdinal } from '../../../src/runtime/object/text/str-build'
import { builtinFunction } from '../../../src/runtime/object/type/descr-core'
import { Py_None } from '../../../src/runtime/object/types'
import { run as runSmall } from '../object/mini-python'

const intern = (text: string): Ptr => PyUnicode_InternFromString(text)

const more: Record<string, MethodSpec> = {
  __import__: FAST((_m, args) =>
    importModuleLevel(arg(args, 0), arg(args, 1), arg(args, 3), PyLong_AsLong(arg(args, 4))),
  ),
  abs: O((_m, o) => N.PyNumber_Absolute(o)),
  divmod: FAST((_m, args) => N.PyNumber_Divmod(arg(args, 0), arg(args, 1))),
  pow: FAST((_m, args, nargs) => N.PyNumber_Power(arg(args, 0), arg(args, 1), nargs > 2 ? arg(args, 2) : Py_None)),
  round: FAST((_m, args, nargs) => {
    const f = _PyObject_LookupSpecial(arg(args, 0), intern('__round__'))
    if (f === 0) return 0
    return nargs > 1 && arg(args, 1) !== Py_None ? callNSteal(f, arg(args, 1)) : callNSteal(f)
  }),
  format: FAST((_m, args, nargs) => PyObject_Format(arg(args, 0), nargs > 1 ? arg(args, 1) : 0)),
  hex: O((_m, o) => _PyLong_Format(o, 16)),
  oct: O((_m, o) => _PyLong_Format(o, 8)),
  bin: O((_m, o) => _PyLong_Format(o, 2)),
  chr: O((_m, o) => PyUnicode_FromOrdinal(PyLong_AsLong(o))),
}

/** array registers itself as a MutableSequence: a place that takes it, since there is no library here. */
defineModule({ name: 'collections' })
defineModule({
  name: 'collections.abc',
  methods: { register: O((_m, o) => Py_NewRef(o)) },
  exec: (module, dict) => addObject(dict, 'MutableSequence', module),
})

let ready = false

/** What the script prints; an uncaught error is the last line. */
export function run(source: string): string {
  if (!ready) {
    ready = true
    runSmall('')
    i32[INTERP_MODULES >> 2] ||= PyDict_New()
    setBuiltinModules({ has: (name) => builtinModules.has(name), create: createBuiltinModule })
    for (const [name, spec] of Object.entries(more)) {
      PyDict_SetItem(i32[INTERP_BUILTINS >> 2], intern(name), builtinFunction(name, spec, 0, 0))
    }
  }
  return runSmall(source)
}
