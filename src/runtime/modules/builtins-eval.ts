/** compile, eval, exec and the functions that look at the calling frame (Python/bltinmodule.c). */

import { compileString, parseTree } from '../eval/code-object'
import { evalCode, runString } from '../eval/eval-code'
import { frameLocals } from '../eval/fast-locals'
import { importModule } from '../eval/import'
import { currentFrame } from '../eval/thread'
import { i32, type Ptr, u8 } from '../memory/heap'
import { PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer } from '../object/abstract/buffer-protocol'
import { PyMapping_Check, PyMapping_Keys } from '../object/abstract/mapping-protocol'
import { _PyObject_LookupAttr, _PyObject_LookupSpecial } from '../object/abstract/object-protocol'
import { PySequence_List } from '../object/abstract/sequence-protocol'
import { callNSteal } from '../object/call'
import { PyDict_Check, PyDict_Contains, PyDict_SetItem } from '../object/container/dict-core'
import { PyTuple_CheckExact } from '../object/container/tuple-core'
import { arg, FAST, FASTKW, type MethodSpec, NOARGS } from '../object/define'
import { raise, typeError, typeNameOf } from '../object/errors'
import { PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../object/header'
import { cStackPop, cStackPush, INTERP_BUILTINS } from '../object/interp'
import {
  BUF_BUF,
  BUF_LEN,
  CO_FLAGS,
  CO_NFREEVARS,
  FRAME_BUILTINS,
  FRAME_CODE,
  FRAME_GLOBALS,
  SIZEOF_BUFFER,
  TUPLE_ITEM,
} from '../object/layout'
import { boolArg, intArg, textArg } from '../object/text/arg-convert'
import { PyUnicode_Check } from '../object/text/str-build'
import { _Py_ID, strToJS } from '../object/text/str-core'
import { bindArgs, checkPositional } from '../object/type/arg-parse'
import {
  Py_None,
  PyCell_Type,
  PyCode_Type,
  PyExc_NotImplementedError,
  PyExc_SyntaxError,
  PyExc_SystemError,
  PyExc_ValueError,
} from '../object/types'
import { treeToPython } from './ast'
import { evalWithClosure } from './closure-eval'
import { fsDecode } from './fs-path'
import { decodeSource } from './source-encoding'

const ID = {
  builtins: _Py_ID('__builtins__'),
  dict: _Py_ID('__dict__'),
  dir: _Py_ID('__dir__'),
  sort: _Py_ID('sort'),
}

/** Flags of the compiler that code inherits from its caller: the __future__ features (PyCF_MASK). */
export const PyCF_MASK = 0x1fe0000
const PyCF_DONT_IMPLY_DEDENT = 0x0200
const PyCF_ONLY_AST = 0x0400
const PyCF_IGNORE_COOKIE = 0x0800
const PyCF_TYPE_COMMENTS = 0x1000
const PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
const PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000
const PyCF_OPTIMIZED_AST = 0x8000
const COMPILE_FLAGS =
  PyCF_MASK |
  PyCF_DONT_IMPLY_DEDENT |
  PyCF_ONLY_AST |
  PyCF_IGNORE_COOKIE |
  PyCF_TYPE_COMMENTS |
  PyCF_ALLOW_TOP_LEVEL_AWAIT |
  PyCF_ALLOW_INCOMPLETE_INPUT |
  0x0010 // CO_NESTED, allowed for old callers

const callerFlags = (): number => {
  const f = currentFrame()
  return f === 0 ? 0 : i32[(i32[(f + FRAME_CODE) >> 2] + CO_FLAGS) >> 2] & PyCF_MASK & ~PyCF_OPTIMIZED_AST
}

/** Source text of a str or bytes-like object (_Py_SourceAsString); null with an error set. */
export function sourceText(o: Ptr, fname: string, what: string, filename: string): string | null {
  let text: string | null
  if (PyUnicode_Check(o)) {
    text = strToJS(o)
  } else if (PyObject_CheckBuffer(o)) {
    const view = cStackPush(SIZEOF_BUFFER / 8)
    if (PyObject_GetBuffer(o, view, 0) < 0) {
      cStackPop(view)
      return null
    }
    const start = i32[(view + BUF_BUF) >> 2]
    const bytes = u8.slice(start, start + i32[(view + BUF_LEN) >> 2])
    PyBuffer_Release(view)
    cStackPop(view)
    text = decodeSource(bytes, filename)
  } else {
    typeError(`${fname}() arg 1 must be a ${what} object`)
    return null
  }
  if (text?.includes('\0')) {
    raise(PyExc_SyntaxError, 'source code string cannot contain null bytes')
    return null
  }
  return text
}

const COMPILE_NAMES = ['source', 'filename', 'mode', 'flags', 'dont_inherit', 'optimize', '_feature_version']

/** compile(..., PyCF_ONLY_AST) */
function treeOf(text: string, filename: string, mode: 'exec' | 'eval' | 'single'): Ptr {
  const module = importModule('_ast')
  if (module === 0) return 0
  Py_DECREF(module)
  const tree = parseTree(text, filename, mode)
  return tree === null ? 0 : treeToPython(tree)
}

function compile(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('compile', COMPILE_NAMES, { required: 3, kwonlyFrom: 6 }, args, nargs, kwnames)
  if (a === null) return 0
  const filename = fsDecode(a[1])
  if (filename === null) return 0
  const mode = textArg('compile', "argument 'mode'", a[2])
  if (mode === null) return 0
  let flags = a[3] === 0 ? 0 : intArg(a[3])
  const dontInherit = a[4] === 0 ? false : boolArg(a[4])
  const optimize = a[5] === 0 ? -1 : intArg(a[5])
  if (flags === null || dontInherit === null || optimize === null) return 0
  if (flags & ~COMPILE_FLAGS) return raise(PyExc_ValueError, 'compile(): unrecognised flags')
  if (optimize < -1 || optimize > 2) return raise(PyExc_ValueError, 'compile(): invalid optimize value')
  if (!dontInherit) flags |= callerFlags()
  if (mode !== 'exec' && mode !== 'eval' && mode !== 'single') {
    if (mode === 'func_type') {
      return flags & PyCF_ONLY_AST
        ? raise(PyExc_NotImplementedError, 'compile(): abstract syntax trees are not supported in this process')
        : raise(PyExc_ValueError, "compile() mode 'func_type' requires flag PyCF_ONLY_AST")
    }
    return raise(
      PyExc_ValueError,
      flags & PyCF_ONLY_AST
        ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
        : "compile() mode must be 'exec', 'eval' or 'single'",
    )
  }
  const text = sourceText(a[0], 'compile', 'string, bytes or AST', filename)
  if (text === null) return 0
  return flags & PyCF_ONLY_AST ? treeOf(text, filename, mode) : compileString(text, filename, mode, flags)
}

interface Namespaces {
  globals: Ptr
  locals: Ptr
}

/** Makes sure that code run in globals finds the built-ins (as exec and eval do). */
export function ensureBuiltins(globals: Ptr): boolean {
  const has = PyDict_Contains(globals, ID.builtins)
  if (has !== 0) return has > 0
  const f = currentFrame()
  const builtins = f === 0 ? i32[INTERP_BUILTINS >> 2] : i32[(f + FRAME_BUILTINS) >> 2]
  return PyDict_SetItem(globals, ID.builtins, builtins) === 0
}

/** Defaults of the namespaces of exec and eval; references borrowed; null with an error set. */
function namespaces(globals: Ptr, locals: Ptr): Namespaces | null {
  if (globals !== 0 && globals !== Py_None) {
    return { globals, locals: locals === 0 || locals === Py_None ? globals : locals }
  }
  const f = currentFrame()
  if (f === 0) {
    raise(PyExc_SystemError, 'globals and locals cannot be NULL')
    return null
  }
  const own = i32[(f + FRAME_GLOBALS) >> 2]
  if (locals !== 0 && locals !== Py_None) return { globals: own, locals }
  const fast = frameLocals(f)
  return fast === 0 ? null : { globals: own, locals: fast }
}

function eval_(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('eval', nargs, 1, 3)) return 0
  const globals = nargs > 1 ? arg(args, 1) : Py_None
  const locals = nargs > 2 ? arg(args, 2) : Py_None
  if (locals !== Py_None && !PyMapping_Check(locals)) return typeError('locals must be a mapping')
  if (globals !== Py_None && !PyDict_Check(globals)) {
    return typeError(
      PyMapping_Check(globals) ? 'globals must be a real dict; try eval(code, {}, mapping)' : 'globals must be a dict',
    )
  }
  const ns = namespaces(globals, locals)
  if (ns === null || !ensureBuiltins(ns.globals)) return 0
  const source = arg(args, 0)
  if (Py_TYPE(source) === PyCode_Type) {
    if (i32[(source + CO_NFREEVARS) >> 2] > 0) {
      return typeError('code object passed to eval() may not contain free variables')
    }
    return evalCode(source, ns.globals, ns.locals)
  }
  const text = sourceText(source, 'eval', 'string, bytes or code', '<string>')
  if (text === null) return 0
  return runText(text.replace(/^[ \t]+/, ''), 'eval', ns)
}

const runText = (text: string, mode: 'exec' | 'eval', ns: Namespaces): Ptr =>
  runString(text, '<string>', mode, ns.globals, ns.locals, callerFlags())

function closureFits(closure: Ptr, n: number): boolean {
  if (closure === 0 || !PyTuple_CheckExact(closure) || Py_SIZE(closure) !== n) return false
  for (let i = 0; i < n; i++) if (Py_TYPE(i32[(closure + TUPLE_ITEM + i * 8) >> 2]) !== PyCell_Type) return false
  return true
}

function exec(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const names = ['source', 'globals', 'locals', 'closure']
  const a = bindArgs('exec', names, { required: 1, posonly: 3, kwonlyFrom: 3 }, args, nargs, kwnames)
  if (a === null) return 0
  const source = a[0]
  const ns = namespaces(a[1], a[2])
  if (ns === null) return 0
  if (!PyDict_Check(ns.globals)) return typeError(`exec() globals must be a dict, not ${typeNameOf(ns.globals)}`)
  if (!PyMapping_Check(ns.locals)) {
    return typeError(`locals must be a mapping or None, not ${typeNameOf(ns.locals)}`)
  }
  if (!ensureBuiltins(ns.globals)) return 0
  const closure = a[3] === Py_None ? 0 : a[3]
  let r: Ptr
  if (Py_TYPE(source) === PyCode_Type) {
    const free = i32[(source + CO_NFREEVARS) >> 2]
    if (free === 0 && closure !== 0) return typeError('cannot use a closure with this code object')
    if (free !== 0 && !closureFits(closure, free)) {
      return typeError(`code object requires a closure of exactly length ${free}`)
    }
    r =
      closure === 0 ? evalCode(source, ns.globals, ns.locals) : evalWithClosure(source, ns.globals, ns.locals, closure)
  } else {
    if (closure !== 0) return typeError('closure can only be used when source is a code object')
    const text = sourceText(source, 'exec', 'string, bytes or code', '<string>')
    if (text === null) return 0
    r = runText(text, 'exec', ns)
  }
  if (r === 0) return 0
  Py_DECREF(r)
  return Py_NewRef(Py_None)
}

function globals(_m: Ptr): Ptr {
  const f = currentFrame()
  return Py_NewRef(f === 0 ? Py_None : i32[(f + FRAME_GLOBALS) >> 2])
}

function locals(_m: Ptr): Ptr {
  const f = currentFrame()
  if (f === 0) return raise(PyExc_SystemError, 'frame does not exist')
  const d = frameLocals(f)
  return d === 0 ? 0 : Py_NewRef(d)
}

function vars(m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('vars', nargs, 0, 1)) return 0
  if (nargs === 0) return locals(m)
  const d = _PyObject_LookupAttr(arg(args, 0), ID.dict)
  if (d === 0 && !PyErr_Occurred()) typeError('vars() argument must have __dict__ attribute')
  return d
}

function sortList(list: Ptr): Ptr {
  const sort = _PyObject_LookupAttr(list, ID.sort)
  const r = sort === 0 ? 0 : callNSteal(sort)
  if (r === 0) {
    Py_DECREF(list)
    return 0
  }
  Py_DECREF(r)
  return list
}

/** dir(o): the sorted result of type(o).__dir__(o) (PyObject_Dir). */
export function PyObject_Dir(o: Ptr): Ptr {
  const method = _PyObject_LookupSpecial(o, ID.dir)
  if (method === 0) return PyErr_Occurred() ? 0 : typeError('object does not provide __dir__')
  const names = callNSteal(method)
  if (names === 0) return 0
  const list = PySequence_List(names)
  Py_DECREF(names)
  return list === 0 ? 0 : sortList(list)
}

function dir(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('dir', nargs, 0, 1)) return 0
  if (nargs === 1) return PyObject_Dir(arg(args, 0))
  const f = currentFrame()
  const d = f === 0 ? raise(PyExc_SystemError, 'frame does not exist') : frameLocals(f)
  if (d === 0) return 0
  const names = PyMapping_Keys(d)
  return names === 0 ? 0 : sortList(names)
}

export const evalFunctions: Record<string, MethodSpec> = {
  compile: FASTKW(
    compile,
    'compile($module, /, source, filename, mode, flags=0,\n        dont_inherit=False, optimize=-1, *, _feature_version=-1)\n--\n\n',
  ),
  dir: FAST(dir),
  eval: FAST(eval_, 'eval($module, source, globals=None, locals=None, /)\n--\n\n'),
  exec: FASTKW(exec, 'exec($module, source, globals=None, locals=None, /, *, closure=None)\n--\n\n'),
  globals: NOARGS(globals, 'globals($module, /)\n--\n\n'),
  locals: NOARGS(locals, 'locals($module, /)\n--\n\n'),
  vars: FAST(vars),
}
