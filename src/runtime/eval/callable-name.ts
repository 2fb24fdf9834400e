/** How error messages name a callable: module.qualname() or its str (_PyObject_FunctionStr). */
import type { Ptr } from '../memory/heap'
import { _PyObject_LookupAttr, PyObject_Str } from '../object/abstract/object-protocol'
import { PyErr_Clear } from '../object/errors-core'
import { Py_DECREF, Py_XDECREF, typeFlagOf } from '../object/header'
import { TPFLAGS_UNICODE_SUBCLASS } from '../object/layout'
import { _Py_ID, strToJS } from '../object/text/str-core'

const S_qualname = _Py_ID('__qualname__')
const S_module = _Py_ID('__module__')

export function callableName(f: Ptr): string {
  const qualname = _PyObject_LookupAttr(f, S_qualname)
  if (qualname === 0) {
    PyErr_Clear()
    const s = PyObject_Str(f)
    if (s === 0) {
      PyErr_Clear()
      return '?'
    }
    const text = strToJS(s)
    Py_DECREF(s)
    return text
  }
  const module = _PyObject_LookupAttr(f, S_module)
  PyErr_Clear()
  const name = typeFlagOf(qualname, TPFLAGS_UNICODE_SUBCLASS) ? strToJS(qualname) : '?'
  const mod = module !== 0 && typeFlagOf(module, TPFLAGS_UNICODE_SUBCLASS) ? strToJS(module) : 'builtins'
  Py_DECREF(qualname)
  Py_XDECREF(module)
  return mod === 'builtins' ? `${name}()` : `${mod}.${name}()`
}
