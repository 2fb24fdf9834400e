/** print, input and open (Python/bltinmodule.c). */
import { i32, type Ptr } from '../memory/heap'
import { PyObject_GetAttr, PyObject_IsTrue, PyObject_Str } from '../object/abstract/object-protocol'
import { callNSteal } from '../object/call'
import { _PyTuple_FromArray } from '../object/container/tuple-core'
import { arg, FAST, FASTKW, type MethodSpec } from '../object/define'
import { raise, typeError, typeNameOf } from '../object/errors'
import { PyErr_Clear } from '../object/errors-core'
import { Py_DECREF, Py_SIZE } from '../object/header'
import { PyUnicode_Check, PyUnicode_Substring } from '../object/text/str-build'
import { _Py_ID, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from '../object/text/str-core'
import { bindArgs, checkPositional } from '../object/type/arg-parse'
import { takeKeywordTable } from '../object/type/keyword-tables'
import { latin1Str, Py_None, PyExc_EOFError, PyExc_RuntimeError } from '../object/types'
import { flushFile, PyFile_WriteObject, sysAttribute } from './file-objects'
import { directTextFile, writeText } from './io/text-write'

const ID = {
  stdin: _Py_ID('stdin'),
  stdout: _Py_ID('stdout'),
  stderr: _Py_ID('stderr'),
  readline: _Py_ID('readline'),
}
const SPACE = latin1Str(32)
const NEWLINE = latin1Str(10)
const NAMES = ['sep', 'end', 'file', 'flush']

/** Writes str(o) without looking up file.write when file is a plain text file of this process; 0 or -1. */
function put(o: Ptr, file: Ptr, direct: boolean): number {
  if (!direct) return PyFile_WriteObject(o, file, true)
  const text = PyObject_Str(o)
  if (text === 0) return -1
  // str() may have changed the file
  const r = directTextFile(file) ? writeText(file, text) : PyFile_WriteObject(text, file, true) < 0 ? -1 : 0
  Py_DECREF(text)
  return r < 0 ? -1 : 0
}

/** sep and end: a str, or 0 for the default; null with an error set. */
function separator(name: string, v: Ptr): Ptr | null {
  if (v === 0 || v === Py_None) return 0
  if (PyUnicode_Check(v)) return v
  typeError(`${name} must be None or a string, not ${typeNameOf(v)}`)
  return null
}

/** CPython's argument parser packs the values into a tuple that lives as long as the call: it counts as a reference. */
function print(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  takeKeywordTable('print', NAMES, 0)
  const values = _PyTuple_FromArray(args, nargs)
  if (values === 0) return 0
  const r = printValues(args, nargs, kwnames)
  Py_DECREF(values)
  return r
}

function printValues(args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  let sep: Ptr | null = 0
  let end: Ptr | null = 0
  let file = 0
  let flush = 0
  if (kwnames !== 0 && Py_SIZE(kwnames) > 0) {
    const a = bindArgs('print', NAMES, { kwonlyFrom: 0 }, args + nargs * 8, 0, kwnames)
    if (a === null) return 0
    file = a[2] === Py_None ? 0 : a[2]
    flush = a[3]
    if (file === 0) {
      file = sysAttribute(ID.stdout)
      if (file === 0) return raise(PyExc_RuntimeError, 'lost sys.stdout')
      if (file === Py_None) return none()
    }
    sep = separator('sep', a[0])
    end = sep === null ? null : separator('end', a[1])
    if (sep === null || end === null) return 0
  } else {
    file = sysAttribute(ID.stdout)
    if (file === 0) return raise(PyExc_RuntimeError, 'lost sys.stdout')
    if (file === Py_None) return none()
  }
  i32[file >> 2]++
  const ok = printTo(file, args, nargs, sep || SPACE, end || NEWLINE)
  if (ok && flush !== 0) {
    const want = PyObject_IsTrue(flush)
    if (want < 0 || (want > 0 && flushFile(file) < 0)) {
      Py_DECREF(file)
      return 0
    }
  }
  Py_DECREF(file)
  return ok ? none() : 0
}

function printTo(file: Ptr, args: Ptr, nargs: number, sep: Ptr, end: Ptr): boolean {
  const direct = directTextFile(file)
  for (let i = 0; i < nargs; i++) {
    if (i > 0 && put(sep, file, direct) < 0) return false
    if (put(arg(args, i), file, direct) < 0) return false
  }
  return put(end, file, direct) >= 0
}

function none(): Ptr {
  i32[Py_None >> 2]++
  return Py_None
}

/** input(): the prompt goes to stdout, then a line is read from stdin, through the Python files. */
function input(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('input', nargs, 0, 1)) return 0
  const stdin = sysAttribute(ID.stdin)
  const stdout = sysAttribute(ID.stdout)
  const stderr = sysAttribute(ID.stderr)
  for (const [name, f] of [
    ['stdin', stdin],
    ['stdout', stdout],
    ['stderr', stderr],
  ] as [string, Ptr][]) {
    if (f === 0 || f === Py_None) return raise(PyExc_RuntimeError, `input(): lost sys.${name}`)
  }
  if (flushFile(stderr) < 0) PyErr_Clear()
  if (nargs > 0 && PyFile_WriteObject(arg(args, 0), stdout, true) < 0) return 0
  if (flushFile(stdout) < 0) PyErr_Clear()
  const readline = PyObject_GetAttr(stdin, ID.readline)
  const line = readline === 0 ? 0 : callNSteal(readline)
  return line === 0 ? 0 : withoutNewline(line)
}

/** A line without its end (takes over the reference); EOFError for the empty one (PyFile_GetLine with n = -1). */
function withoutNewline(line: Ptr): Ptr {
  if (!PyUnicode_Check(line)) {
    Py_DECREF(line)
    return typeError('object.readline() returned non-string')
  }
  const n = PyUnicode_GET_LENGTH(line)
  if (n === 0) {
    Py_DECREF(line)
    return raise(PyExc_EOFError, 'EOF when reading a line')
  }
  if (PyUnicode_READ(PyUnicode_KIND(line), PyUnicode_DATA(line), n - 1) !== 10) return line
  const r = PyUnicode_Substring(line, 0, n - 1)
  Py_DECREF(line)
  return r
}

export const printFunctions: Record<string, MethodSpec> = {
  input: FAST(input, "input($module, prompt='', /)\n--\n\n"),
  print: FASTKW(print, "print($module, /, *args, sep=' ', end='\\n', file=None, flush=False)\n--\n\n"),
}
