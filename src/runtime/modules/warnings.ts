/**
 * Module _warnings. importlib asks for it; what it is asked is passed on to warnings.py, which keeps its
 * own complete implementation because the other names it would take from here are missing on purpose.
 */

import type { Ptr } from '../memory/heap'
import { PyObject_GetAttr } from '../object/abstract/object-protocol'
import { PyObject_Vectorcall } from '../object/call'
import { FASTKW, type MethodSpec } from '../object/define'
import { Py_DECREF } from '../object/header'
import { _Py_ID } from '../object/text/str-core'
import { runtimeHooks } from '../object/type/runtime-hooks'
import { defineModule } from './define-module'

/** A function that calls the one of that name in warnings.py with the same arguments. */
function passOn(name: string): MethodSpec {
  const id = _Py_ID(name)
  return FASTKW((_self, args: Ptr, nargs, kwnames) => {
    const warnings = runtimeHooks.importModule('warnings')
    if (warnings === 0) return 0
    const f = PyObject_GetAttr(warnings, id)
    Py_DECREF(warnings)
    if (f === 0) return 0
    const r = PyObject_Vectorcall(f, args, nargs, kwnames)
    Py_DECREF(f)
    return r
  })
}

defineModule({
  name: '_warnings',
  doc: '_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up.',
  methods: { warn: passOn('warn'), warn_explicit: passOn('warn_explicit') },
})
