/** The module _imp: what importlib asks of the interpreter (Python/import.c). */

import type { Ptr } from '../memory/heap'
import { PyObject_GetAttr } from '../object/abstract/object-protocol'
import { arg, FAST, FASTKW, NOARGS, O } from '../object/define'
import { raise } from '../object/errors'
import { Py_DECREF } from '../object/header'
import { PyLong_FromLong } from '../object/number/int-core'
import { textArg } from '../object/text/arg-convert'
import { newBytes } from '../object/text/bytes-core'
import { _Py_ID, strToJS } from '../object/text/str-core'
import { PyExc_ImportError } from '../object/types'
import { addText, builtinModules, createBuiltinModule, defineModule } from './define-module'
import { bool, none, textList } from './values'

const ID_name = _Py_ID('name')

function createBuiltin(_m: Ptr, spec: Ptr): Ptr {
  const name = PyObject_GetAttr(spec, ID_name)
  if (name === 0) return 0
  const text = strToJS(name)
  Py_DECREF(name)
  return builtinModules.has(text) ? createBuiltinModule(text) : none()
}

const hasBuiltin = (_m: Ptr, o: Ptr): Ptr => {
  const name = textArg('is_builtin', 'argument', o)
  return name === null
    ? 0
    : PyLong_FromLong(builtinModules.has(name) ? (name === 'sys' || name === 'builtins' ? -1 : 1) : 0)
}

function frozen(_m: Ptr, args: Ptr, nargs: number): Ptr {
  const name = nargs === 0 ? '' : textArg('get_frozen_object', 'argument', arg(args, 0))
  if (name === null) return 0
  return raise(PyExc_ImportError, `No such frozen object named ${name}`)
}

defineModule({
  name: '_imp',
  methods: {
    extension_suffixes: NOARGS(() => textList(['.cpython-311-x86_64-linux-gnu.so', '.abi3.so', '.so'])),
    lock_held: NOARGS(() => bool(false)),
    acquire_lock: NOARGS(none),
    release_lock: NOARGS(none),
    find_frozen: FASTKW(none),
    get_frozen_object: FAST(frozen),
    is_frozen_package: FAST(frozen),
    create_builtin: O(createBuiltin),
    init_frozen: O(none),
    is_builtin: O(hasBuiltin),
    is_frozen: O(() => bool(false)),
    exec_builtin: O(() => PyLong_FromLong(0)),
    exec_dynamic: O(() => PyLong_FromLong(0)),
    _fix_co_filename: FAST(none),
    _frozen_module_names: NOARGS(() => textList([])),
    _override_frozen_modules_for_tests: O(none),
    source_hash: FASTKW(() => newBytes(new Uint8Array(8))),
  },
  exec: (_m, dict) => addText(dict, 'check_hash_based_pycs', 'default'),
})
