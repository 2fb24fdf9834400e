/** How messages name a callable: `module.qualname()`, without the module for builtins (_PyObject_FunctionStr). */
import type { Ptr } from '../../memory/heap'
import { _PyObject_LookupAttr } from '../abstract/object-protocol'
import { PyErr_Clear } from '../errors-core'
import { Py_DECREF, typeFlagOf } from '../header'
import { TPFLAGS_UNICODE_SUBCLASS } from '../layout'
import { _Py_ID, strToJS } from '../text/str-core'

const ID___qualname__ = _Py_ID('__qualname__')
const ID___module__ = _Py_ID('__module__')

function textAttribute(o: Ptr, name: Ptr): string | null {
  const v = _PyObject_LookupAttr(o, name)
  if (v === 0) {
    PyErr_Clear()
    return null
  }
  const text = typeFlagOf(v, TPFLAGS_UNICODE_SUBCLASS) ? strToJS(v) : null
  Py_DECREF(v)
  return text
}

export function functionStr(f: Ptr): string {
  const qualname = textAttribute(f, ID___qualname__)
  if (qualname === null) return 'function'
  const module = textAttribute(f, ID___module__)
  return module === null || module === 'builtins' ? `${qualname}()` : `${module}.${qualname}()`
}
