/** The hooks of sys: displayhook, excepthook, unraisablehook; and what the interpreter does when they fail. */
import { i32, type Ptr } from '../memory/heap'
import { PyObject_Repr, PyObject_Str } from '../object/abstract/object-protocol'
import { PyObject_CallOneArg } from '../object/call'
import { PyDict_SetItem } from '../object/container/dict-core'
import { structSequence } from '../object/container/structseq'
import { raise, typeError } from '../object/errors'
import { type ErrorTriple, PyErr_Clear, PyErr_Occurred } from '../object/errors-core'
import { PyErr_WriteUnraisable, setUnraisableReporter } from '../object/exception/err'
import { PyException_SetTraceback, PyExceptionInstance_Check } from '../object/exception/exception-core'
import { Py_DECREF, Py_NewRef, Py_TYPE } from '../object/header'
import { INTERP_BUILTINS } from '../object/interp'
import { EXC_TRACEBACK, TUPLE_ITEM } from '../object/layout'
import { PyLong_AsLong } from '../object/number/int-core'
import { _Py_ID, newStr, strToJS } from '../object/text/str-core'
import { setWriteUnraisable } from '../object/type/slot-functions'
import { setCallbackErrorReporter } from '../object/type/weakref-core'
import { Py_None, PyExc_RuntimeError, PyTraceBack_Type } from '../object/types'
import { exceptionText, qualifiedName } from './exception-text'
import { flushFile, PyFile_WriteObject, PyFile_WriteString, sysAttribute } from './file-objects'
import { UnraisableHookArgs_Type } from './sys-info'
import { DEFAULT_LIMIT, tracebackLines } from './traceback-text'
import { none } from './values'

const ID = {
  stdout: _Py_ID('stdout'),
  stderr: _Py_ID('stderr'),
  underscore: _Py_ID('_'),
  tracebacklimit: _Py_ID('tracebacklimit'),
  unraisablehook: _Py_ID('unraisablehook'),
}

export function displayHook(o: Ptr): Ptr {
  if (o === Py_None) return none()
  const builtins = i32[INTERP_BUILTINS >> 2]
  // in case repr() fails or looks at it
  if (PyDict_SetItem(builtins, ID.underscore, Py_None) < 0) return 0
  const out = sysAttribute(ID.stdout)
  if (out === 0 || out === Py_None) return raise(PyExc_RuntimeError, 'lost sys.stdout')
  if (PyFile_WriteObject(o, out, false) < 0 || PyFile_WriteString('\n', out) < 0) return 0
  return PyDict_SetItem(builtins, ID.underscore, o) < 0 ? 0 : none()
}

/** sys.tracebacklimit, where a script has set one. */
function tracebackLimit(): number {
  const v = sysAttribute(ID.tracebacklimit)
  if (v === 0) return DEFAULT_LIMIT
  const n = PyLong_AsLong(v)
  if (n === -1 && PyErr_Occurred()) {
    PyErr_Clear()
    return DEFAULT_LIMIT
  }
  return n
}

function writeToStderr(text: string): void {
  const file = sysAttribute(ID.stderr)
  if (file === 0 || file === Py_None) return
  if (PyFile_WriteString(text, file) < 0 || flushFile(file) < 0) PyErr_Clear()
}

/** sys.excepthook: prints the exception to sys.stderr (_PyErr_Display). */
export function exceptHook(value: Ptr, tb: Ptr): void {
  if (
    PyExceptionInstance_Check(value) &&
    tb !== 0 &&
    Py_TYPE(tb) === PyTraceBack_Type &&
    i32[(value + EXC_TRACEBACK) >> 2] === 0
  ) {
    PyException_SetTraceback(value, tb)
  }
  const file = sysAttribute(ID.stderr)
  if (file === 0) {
    fallbackStderr('lost sys.stderr\n')
    return
  }
  if (file === Py_None) return
  writeToStderr(exceptionText(value, tracebackLimit()))
}

/** The C library's stderr, for messages when sys.stderr is gone. */
let fallbackStderr: (text: string) => void = () => {}
export function setFallbackStderr(f: (text: string) => void): void {
  fallbackStderr = f
}
export const writeFallbackStderr = (text: string): void => fallbackStderr(text)

function unraisableText(type: Ptr, value: Ptr, tb: Ptr, message: Ptr, object: Ptr): string {
  let out = ''
  if (object !== Py_None && object !== 0) {
    const prefix = message !== 0 && message !== Py_None ? `${strToJS(message)}: ` : 'Exception ignored in: '
    const repr = PyObject_Repr(object)
    if (repr === 0) PyErr_Clear()
    out += `${prefix}${repr === 0 ? '<object repr() failed>' : strToJS(repr)}\n`
    if (repr !== 0) Py_DECREF(repr)
  } else if (message !== 0 && message !== Py_None) out += `${strToJS(message)}:\n`
  if (tb !== 0 && tb !== Py_None && Py_TYPE(tb) === PyTraceBack_Type) {
    out += `Traceback (most recent call last):\n${tracebackLines(tb, '', tracebackLimit())}`
  }
  if (type === 0 || type === Py_None) return out
  out += qualifiedName(type)
  if (value !== 0 && value !== Py_None) out += `: ${strOrNote(value)}`
  return `${out}\n`
}

function strOrNote(value: Ptr): string {
  const s = PyObject_Str(value)
  if (s === 0) {
    PyErr_Clear()
    return '<exception str() failed>'
  }
  const text = strToJS(s)
  Py_DECREF(s)
  return text
}

/** sys.unraisablehook(args). */
export function unraisableHook(args: Ptr): Ptr {
  if (Py_TYPE(args) !== UnraisableHookArgs_Type) {
    return typeError('sys.unraisablehook argument type must be UnraisableHookArgs')
  }
  const field = (i: number): Ptr => i32[(args + TUPLE_ITEM + i * 8) >> 2]
  writeToStderr(unraisableText(field(0), field(1), field(2), field(3), field(4)))
  return none()
}

let defaultUnraisableHook: Ptr = 0
/** sys.unraisablehook as the process made it: while it is in place no arguments object is built for it. */
export const setDefaultUnraisableHook = (hook: Ptr): void => {
  defaultUnraisableHook = hook
}

/** Calls sys.unraisablehook for an error that cannot propagate (_PyErr_WriteUnraisableMsg). */
function report(e: ErrorTriple, message: string | null, object: Ptr): void {
  const text = message === null ? 0 : newStr(`Exception ignored ${message}`)
  const hook = sysAttribute(ID.unraisablehook)
  const or = (o: Ptr): Ptr => Py_NewRef(o || Py_None)
  if (hook === 0 || hook === defaultUnraisableHook) {
    writeToStderr(unraisableText(e.type, e.value, e.traceback, text, object))
  } else {
    const args = structSequence(UnraisableHookArgs_Type, [
      or(e.type),
      or(e.value),
      or(e.traceback),
      or(text),
      or(object),
    ])
    const r = args === 0 ? 0 : PyObject_CallOneArg(hook, args)
    if (args !== 0) Py_DECREF(args)
    if (r !== 0) Py_DECREF(r)
    else PyErr_Clear()
  }
  if (text !== 0) Py_DECREF(text)
}

setUnraisableReporter(report)
setWriteUnraisable((o) => PyErr_WriteUnraisable(o))
setCallbackErrorReporter((o) => PyErr_WriteUnraisable(o))
