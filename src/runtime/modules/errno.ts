/** The module errno. */
import { PyDict_New, PyDict_SetItem } from '../object/container/dict-core'
import { Py_DECREF } from '../object/header'
import { PyLong_FromLong } from '../object/number/int-core'
import { newStr } from '../object/text/str-core'
import { ERRNO } from '../vfs/errno'
import { addOwned, defineModule } from './define-module'

defineModule({
  name: 'errno',
  exec: (_m, dict) => {
    const codes = PyDict_New()
    if (codes === 0) return -1
    for (const [name, n] of Object.entries(ERRNO)) {
      if (addOwned(dict, name, PyLong_FromLong(n)) < 0) return -1
      const key = PyLong_FromLong(n)
      const value = newStr(name)
      PyDict_SetItem(codes, key, value)
      Py_DECREF(key)
      Py_DECREF(value)
    }
    return addOwned(dict, 'errorcode', codes)
  },
})
