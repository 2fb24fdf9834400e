/** What happens to an exception that nobody catches: sys.excepthook, exit codes (Python/pythonrun.c). */
import { i32, type Ptr } from '../memory/heap'
import { _PyObject_LookupAttr } from '../object/abstract/object-protocol'
import { callN } from '../object/call'
import { PyDict_SetItem } from '../object/container/dict-core'
import { PyErr_Clear } from '../object/errors-core'
import { announceException, takeException } from '../object/exception/err'
import { PyErr_GivenExceptionMatches } from '../object/exception/exception-core'
import { Py_DECREF, Py_NewRef, Py_TYPE, typeFlagOf } from '../object/header'
import { INTERP_SYSDICT } from '../object/interp'
import { EXC_TRACEBACK, TPFLAGS_LONG_SUBCLASS } from '../object/layout'
import { longLow32 } from '../object/number/int-core'
import { _Py_ID } from '../object/text/str-core'
import { Py_None, PyExc_KeyboardInterrupt, PyExc_SystemExit } from '../object/types'
import { flushFile, PyFile_WriteObject, PyFile_WriteString, sysAttribute } from './file-objects'
import { exceptHook, writeFallbackStderr } from './sys-hooks'

const ID = {
  code: _Py_ID('code'),
  excepthook: _Py_ID('excepthook'),
  stderr: _Py_ID('stderr'),
  stdout: _Py_ID('stdout'),
  last_type: _Py_ID('last_type'),
  last_value: _Py_ID('last_value'),
  last_traceback: _Py_ID('last_traceback'),
}

export const EXIT_INTERRUPTED = 130

/** Exit code of a SystemExit instance (takes it over); prints its message where it has one. */
function exitCode(exc: Ptr): number {
  let value = _PyObject_LookupAttr(exc, ID.code)
  PyErr_Clear()
  if (value === 0) value = Py_NewRef(exc)
  let code = 1
  if (value === Py_None) code = 0
  else if (typeFlagOf(value, TPFLAGS_LONG_SUBCLASS)) code = longLow32(value) & 0xff
  else {
    const file = sysAttribute(ID.stderr)
    if (file !== 0 && file !== Py_None) {
      const out = sysAttribute(ID.stdout)
      if (out !== 0 && out !== Py_None && flushFile(out) < 0) PyErr_Clear()
      if (PyFile_WriteObject(value, file, true) < 0 || PyFile_WriteString('\n', file) < 0) PyErr_Clear()
    }
  }
  Py_DECREF(value)
  Py_DECREF(exc)
  return code
}

/** Reports the current error as the interpreter does and gives the process's exit code (PyErr_Print, pymain_exit). */
export function reportUncaught(): number {
  const exc = takeException()
  if (exc === 0) return 0
  if (PyErr_GivenExceptionMatches(exc, PyExc_SystemExit)) return exitCode(exc)
  announceException(exc, true)
  const interrupted = PyErr_GivenExceptionMatches(exc, PyExc_KeyboardInterrupt)
  const tb = i32[(exc + EXC_TRACEBACK) >> 2] || Py_None
  const sys = i32[INTERP_SYSDICT >> 2]
  PyDict_SetItem(sys, ID.last_type, Py_TYPE(exc))
  PyDict_SetItem(sys, ID.last_value, exc)
  PyDict_SetItem(sys, ID.last_traceback, tb)
  const hook = sysAttribute(ID.excepthook)
  if (hook === 0) {
    writeFallbackStderr('sys.excepthook is missing\n')
    exceptHook(exc, tb)
    Py_DECREF(exc)
    return 1
  }
  const r = callN(Py_NewRef(hook), Py_TYPE(exc), exc, tb)
  Py_DECREF(hook)
  if (r !== 0) Py_DECREF(r)
  else {
    const second = takeException()
    if (PyErr_GivenExceptionMatches(second, PyExc_SystemExit)) {
      Py_DECREF(exc)
      return exitCode(second)
    }
    writeFallbackStderr('Error in sys.excepthook:\n')
    exceptHook(second, 0)
    writeFallbackStderr('\nOriginal exception was:\n')
    exceptHook(exc, tb)
    Py_DECREF(second)
  }
  Py_DECREF(exc)
  return interrupted ? EXIT_INTERRUPTED : 1
}
