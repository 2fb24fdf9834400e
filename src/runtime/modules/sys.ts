/** The module sys: functions, facts about this process, and the tables that the interpreter itself uses. */
import { i32, type Ptr } from '../memory/heap'
import { dictGetItemStr, PyDict_New } from '../object/container/dict-core'
import { PyFrozenSet_New } from '../object/container/set-core'
import { Py_DECREF, Py_NewRef } from '../object/header'
import { INTERP_MODULES } from '../object/interp'
import { longFromBigInt, PyLong_FromLong } from '../object/number/int-core'
import { newStr } from '../object/text/str-core'
import { PyObject_Call } from '../object/type/call-objects'
import { EMPTY_TUPLE, PyNamespace_Type } from '../object/types'
import { LIBRARY_ROOT } from '../vfs/library-root'
import { addOwned, addText, builtinModules, defineModule } from './define-module'
import { STDLIB_MODULE_NAMES } from './stdlib-names'
import { sysFunctions } from './sys-functions'
import { setDefaultUnraisableHook } from './sys-hooks'
import { flags, floatInfo, HEXVERSION, hashInfo, intInfo, threadInfo, VERSION, versionInfo } from './sys-info'
import { bool, listOf, none, textTuple } from './values'

export const PREFIX = '/usr/local'
const EXECUTABLE = `${PREFIX}/bin/python3.11`

const DISPLAY_HOOKS = ['displayhook', 'excepthook', 'breakpointhook', 'unraisablehook']

function implementation(): Ptr {
  const dict = PyDict_New()
  if (dict === 0) return 0
  addText(dict, 'name', 'cpython')
  addText(dict, 'cache_tag', 'cpython-311')
  addOwned(dict, 'version', versionInfo())
  addOwned(dict, 'hexversion', PyLong_FromLong(HEXVERSION))
  addText(dict, '_multiarch', 'x86_64-linux-gnu')
  const ns = PyObject_Call(PyNamespace_Type, EMPTY_TUPLE, dict)
  Py_DECREF(dict)
  return ns
}

function nameSet(): Ptr {
  const list = listOf(STDLIB_MODULE_NAMES.map((n) => newStr(n)))
  const set = list === 0 ? 0 : PyFrozenSet_New(list)
  if (list !== 0) Py_DECREF(list)
  return set
}

/** Whether str hashes depend on a seed; sys.flags tells it. */
let hashRandomization = false
export const setHashRandomization = (v: boolean): void => {
  hashRandomization = v
}

/** sys.argv and its relatives, known when the program is chosen. */
function programEntries(dict: Ptr): number {
  const text: [string, string][] = [
    ['executable', EXECUTABLE],
    ['_base_executable', EXECUTABLE],
    ['prefix', PREFIX],
    ['base_prefix', PREFIX],
    ['exec_prefix', PREFIX],
    ['base_exec_prefix', PREFIX],
    ['platlibdir', 'lib'],
  ]
  for (const [name, value] of text) if (addText(dict, name, value) < 0) return -1
  if (addOwned(dict, 'pycache_prefix', none()) < 0) return -1
  for (const name of ['argv', 'orig_argv', 'warnoptions']) if (addOwned(dict, name, listOf([])) < 0) return -1
  if (addOwned(dict, '_xoptions', PyDict_New()) < 0) return -1
  if (addText(dict, '_stdlib_dir', LIBRARY_ROOT) < 0) return -1
  return addOwned(dict, 'dont_write_bytecode', bool(false))
}

defineModule({
  name: 'sys',
  methods: sysFunctions,
  exec: (_m, dict) => {
    const entries: [string, () => Ptr][] = [
      ['modules', () => Py_NewRef(i32[INTERP_MODULES >> 2])],
      ...DISPLAY_HOOKS.map((name): [string, () => Ptr] => [`__${name}__`, () => hook(dict, name)]),
      ['version', () => newStr(`${VERSION} (main, Dec  4 2023, 18:10:11) [GCC 12.2.0]`)],
      ['hexversion', () => PyLong_FromLong(HEXVERSION)],
      ['_git', () => textTuple(['CPython', '', ''])],
      ['_framework', () => newStr('')],
      ['api_version', () => PyLong_FromLong(1013)],
      ['copyright', () => newStr('Copyright (c) 2001-2023 Python Software Foundation.\nAll Rights Reserved.')],
      ['platform', () => newStr('linux')],
      ['maxsize', () => longFromBigInt((1n << 63n) - 1n)],
      ['float_info', floatInfo],
      ['int_info', intInfo],
      ['hash_info', hashInfo],
      ['maxunicode', () => PyLong_FromLong(0x10ffff)],
      ['builtin_module_names', () => textTuple([...builtinModules.keys()].sort())],
      ['stdlib_module_names', nameSet],
      ['byteorder', () => newStr('little')],
      ['abiflags', () => newStr('')],
      ['version_info', versionInfo],
      ['implementation', implementation],
      ['flags', () => flags(hashRandomization)],
      ['float_repr_style', () => newStr('short')],
      ['thread_info', threadInfo],
      ['meta_path', () => listOf([])],
      ['path_importer_cache', () => PyDict_New()],
      ['path_hooks', () => listOf([])],
      ['path', () => listOf([])],
    ]
    for (const [name, make] of entries) if (addOwned(dict, name, make()) < 0) return -1
    return programEntries(dict)
  },
})

/** The hook function of that name, as its double-underscore copy. */
function hook(dict: Ptr, name: string): Ptr {
  const key = newStr(name)
  const f = dictGetItemStr(dict, key)
  Py_DECREF(key)
  if (name === 'unraisablehook') setDefaultUnraisableHook(f)
  return Py_NewRef(f)
}
