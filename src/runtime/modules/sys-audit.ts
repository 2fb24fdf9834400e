/** sys.audit and sys.addaudithook (Python/sysmodule.c). */
import type { Ptr } from '../memory/heap'
import { callN } from '../object/call'
import { arg } from '../object/define'
import { typeError, typeNameOf } from '../object/errors'
import { PyErr_Clear } from '../object/errors-core'
import { addRoots } from '../object/extra-roots'
import { Py_DECREF, Py_NewRef } from '../object/header'
import { PyUnicode_Check } from '../object/text/str-build'
import { newStr } from '../object/text/str-core'
import { bindArgs } from '../object/type/arg-parse'
import { errorIs } from '../object/type/subtype'
import { PyExc_RuntimeError } from '../object/types'
import { none, tupleOf } from './values'

/** Hooks of sys.addaudithook, owned; they cannot be removed. They hear of sys.audit, not of what the interpreter does. */
const auditHooks: Ptr[] = []
addRoots((visit) => {
  for (const hook of auditHooks) visit(hook)
})

export function audit(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (nargs === 0) return typeError("audit() missing 1 required positional argument: 'event'")
  if (auditHooks.length === 0) return none()
  const event = arg(args, 0)
  if (!PyUnicode_Check(event)) return typeError(`expected str for argument 'event', not ${typeNameOf(event)}`)
  const rest = tupleOf(Array.from({ length: nargs - 1 }, (_, i) => Py_NewRef(arg(args, i + 1))))
  if (rest === 0) return 0
  for (const hook of [...auditHooks]) {
    const r = callN(hook, event, rest)
    if (r === 0) {
      Py_DECREF(rest)
      return 0
    }
    Py_DECREF(r)
  }
  Py_DECREF(rest)
  return none()
}

/** The hooks that are there may refuse with an exception; a RuntimeError is silent. */
export function addaudithook(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('addaudithook', ['hook'], { required: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  for (const hook of [...auditHooks]) {
    const event = newStr('sys.addaudithook')
    const empty = tupleOf([])
    const r = callN(hook, event, empty)
    Py_DECREF(event)
    Py_DECREF(empty)
    if (r !== 0) {
      Py_DECREF(r)
      continue
    }
    if (!errorIs(PyExc_RuntimeError)) return 0
    PyErr_Clear()
    return none()
  }
  auditHooks.push(Py_NewRef(a[0]))
  return none()
}
