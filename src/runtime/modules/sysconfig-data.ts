/**
 * The data behind sysconfig.get_config_var: what the interpreter here would say of its build. CPython generates this module
 * from its Makefile; the values are those of a plain 64-bit Linux build, without compiler flags of any machine.
 */
import { PyDict_New, PyDict_SetItem } from '../object/container/dict-core'
import { Py_DECREF } from '../object/header'
import { PyLong_FromLong } from '../object/number/int-core'
import { newStr } from '../object/text/str-core'
import { addOwned, defineModule } from './define-module'

const BUILD_TIME_VARS: Record<string, string | number> = {
  ABIFLAGS: '',
  CC: 'gcc',
  CFLAGS: '-Wsign-compare -DNDEBUG -g -fwrapv -O3 -Wall',
  CONFIG_ARGS: '',
  EXT_SUFFIX: '.cpython-311-x86_64-linux-gnu.so',
  HAVE_FORK: 0,
  HOST_GNU_TYPE: 'x86_64-pc-linux-gnu',
  LDSHARED: 'gcc -shared',
  LIBDIR: '/usr/local/lib',
  MULTIARCH: 'x86_64-linux-gnu',
  PY_CFLAGS: '-Wsign-compare -DNDEBUG -g -fwrapv -O3 -Wall',
  Py_DEBUG: 0,
  Py_ENABLE_SHARED: 0,
  SHLIB_SUFFIX: '.so',
  SIZEOF_VOID_P: 8,
  SOABI: 'cpython-311-x86_64-linux-gnu',
  VERSION: '3.11',
  WITH_DOC_STRINGS: 1,
  WITH_PYMALLOC: 1,
  prefix: '/usr/local',
  exec_prefix: '/usr/local',
}

defineModule({
  name: '_sysconfigdata__linux_x86_64-linux-gnu',
  exec: (_module, dict) => {
    const vars = PyDict_New()
    for (const [name, value] of Object.entries(BUILD_TIME_VARS)) {
      const k = newStr(name)
      const v = typeof value === 'number' ? PyLong_FromLong(value) : newStr(value)
      PyDict_SetItem(vars, k, v)
      Py_DECREF(k)
      Py_DECREF(v)
    }
    return addOwned(dict, 'build_time_vars', vars)
  },
})
