/**
 * The import system: sys.modules, built-in modules, source files on sys.path and packages' __path__, relative imports,
 * namespace packages. CPython runs importlib's frozen Python here; the same steps in TypeScript keep start-up short, and
 * importlib itself can still be imported on top.
 */
import type { CodeUnit } from '../compile/code-unit'
import { i32, type Ptr } from '../memory/heap'
import { _PyObject_LookupAttr, PyObject_IsTrue, PyObject_SetAttr } from '../object/abstract/object-protocol'
import { PyObject_CallOneArg } from '../object/call'
import { PyDict_DelItem, PyDict_GetItemWithError, PyDict_New, PyDict_SetItem } from '../object/container/dict-core'
import { PyList_Append, PyList_New } from '../object/container/list-core'
import { arg, FAST } from '../object/define'
import { raise } from '../object/errors'
import { PyErr_Clear, PyErr_Fetch, PyErr_Occurred, PyErr_Restore } from '../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_XDECREF, typeFlagOf } from '../object/header'
import { INTERP_BUILTINS, INTERP_MODULES, INTERP_SYSDICT } from '../object/interp'
import * as L from '../object/layout'
import { PyLong_AsLong } from '../object/number/int-core'
import { _Py_ID, newStr, strToJS } from '../object/text/str-core'
import { PyObject_Call } from '../object/type/call-objects'
import { builtinFunction } from '../object/type/descr-core'
import {
  EMPTY_TUPLE,
  Py_False,
  Py_None,
  Py_True,
  PyExc_ImportError,
  PyExc_KeyError,
  PyExc_ModuleNotFoundError,
  PyExc_TypeError,
  PyExc_ValueError,
  PyModule_Type,
  PyNamespace_Type,
} from '../object/types'
import { codeFromUnit, compileString } from './code-object'
import { raiseImportError } from './error-state'
import { evalCode } from './eval-code'

const id = {
  name: _Py_ID('__name__'),
  package: _Py_ID('__package__'),
  path: _Py_ID('__path__'),
  spec: _Py_ID('__spec__'),
  file: _Py_ID('__file__'),
  cached: _Py_ID('__cached__'),
  loader: _Py_ID('__loader__'),
  builtins: _Py_ID('__builtins__'),
  all: _Py_ID('__all__'),
  sysPath: _Py_ID('path'),
  gcdImport: _Py_ID('_gcd_import'),
}

/** Where sources come from: the virtual file system, and optionally code compiled ahead of time. */
export interface ImportHost {
  isFile(path: string): boolean
  isDirectory(path: string): boolean
  /** Decoded source text. */
  readSource(path: string): string
  /** A ready CodeUnit for that file, or null to compile the source. */
  compiled?(path: string): CodeUnit | null
}

let host: ImportHost = {
  isFile: () => false,
  isDirectory: () => false,
  readSource: () => '',
}
export function setImportHost(h: ImportHost): void {
  host = h
}

/** The built-in modules, which live a layer above; installed by modules/. */
export interface BuiltinModules {
  has(name: string): boolean
  /** A new reference to the (created and executed) module, or 0. */
  create(name: string): Ptr
}
let builtin: BuiltinModules = { has: () => false, create: () => 0 }
export function setBuiltinModules(b: BuiltinModules): void {
  builtin = b
}

/** Names of modules that CPython 3.11 has and this process does not yet. */
let notYet: (name: string) => boolean = () => false
export function setNotYetSupported(f: (name: string) => boolean): void {
  notYet = f
}

const modulesDict = (): Ptr => i32[INTERP_MODULES >> 2]

/** Borrowed module from sys.modules, 0 when absent (None there counts as absent with an error). */
function cachedModule(name: string): Ptr {
  const key = newStr(name)
  const m = PyDict_GetItemWithError(modulesDict(), key)
  Py_DECREF(key)
  if (m === Py_None) {
    raiseImportError(PyExc_ModuleNotFoundError, `import of ${name} halted; None in sys.modules`, name, null)
    return 0
  }
  return m
}

function setModule(name: string, module: Ptr): void {
  const key = newStr(name)
  PyDict_SetItem(modulesDict(), key, module)
  Py_DECREF(key)
}

function removeModule(name: string): void {
  const e = PyErr_Fetch()
  const key = newStr(name)
  if (PyDict_DelItem(modulesDict(), key) < 0) PyErr_Clear()
  Py_DECREF(key)
  PyErr_Restore(e.type, e.value, e.traceback)
}

/** Items of a list or other iterable of strings, as text; others are skipped. */
function texts(list: Ptr): string[] {
  const out: string[] = []
  if (typeFlagOf(list, L.TPFLAGS_LIST_SUBCLASS)) {
    const items = i32[(list + L.LIST_ITEM) >> 2]
    for (let i = 0; i < i32[(list + L.OB_SIZE) >> 2]; i++) {
      const o = i32[(items + 8 * i) >> 2]
      if (typeFlagOf(o, L.TPFLAGS_UNICODE_SUBCLASS)) out.push(strToJS(o))
    }
  }
  return out
}

function sysPath(): string[] {
  const p = PyDict_GetItemWithError(i32[INTERP_SYSDICT >> 2], id.sysPath)
  return p === 0 ? [] : texts(p)
}

export interface Found {
  file: string | null
  /** Package search path, null for plain modules. */
  path: string[] | null
}

function find(name: string, path: string[]): Found | null {
  const tail = name.slice(name.lastIndexOf('.') + 1)
  const namespace: string[] = []
  for (const entry of path) {
    const base = entry === '' ? tail : entry.endsWith('/') ? entry + tail : `${entry}/${tail}`
    if (host.isDirectory(base)) {
      if (host.isFile(`${base}/__init__.py`)) return { file: `${base}/__init__.py`, path: [base] }
      namespace.push(base)
    }
    if (host.isFile(`${base}.py`)) return { file: `${base}.py`, path: null }
  }
  return namespace.length > 0 ? { file: null, path: namespace } : null
}

function setAttrText(dict: Ptr, key: Ptr, text: string | null): void {
  const v = text === null ? Py_NewRef(Py_None) : newStr(text)
  PyDict_SetItem(dict, key, v)
  Py_DECREF(v)
}

/** A list object of the given texts (new reference). */
function textList(items: string[]): Ptr {
  const list = PyList_New(0)
  for (const t of items) {
    const o = newStr(t)
    PyList_Append(list, o)
    Py_DECREF(o)
  }
  return list
}

/** __spec__: a namespace with importlib's attribute names. */
function makeSpec(name: string, found: Found | null, pathList: Ptr): Ptr {
  const dict = PyDict_New()
  const put = (key: string, v: Ptr): void => {
    const k = newStr(key)
    PyDict_SetItem(dict, k, v)
    Py_DECREF(k)
    Py_DECREF(v)
  }
  const parent = found?.path ? name : name.slice(0, Math.max(0, name.lastIndexOf('.')))
  put('name', newStr(name))
  put('loader', Py_NewRef(Py_None))
  put('origin', found === null ? newStr('built-in') : found.file === null ? Py_NewRef(Py_None) : newStr(found.file))
  put('submodule_search_locations', Py_NewRef(pathList === 0 ? Py_None : pathList))
  put('has_location', Py_NewRef(found !== null && found.file !== null ? Py_True : Py_False))
  put('loader_state', Py_NewRef(Py_None))
  put('_initializing', Py_NewRef(Py_False))
  put('cached', Py_NewRef(Py_None))
  put('parent', newStr(parent))
  const spec = PyObject_Call(PyNamespace_Type, EMPTY_TUPLE, dict)
  Py_DECREF(dict)
  return spec
}

function loadFound(name: string, found: Found): Ptr {
  const key = newStr(name)
  const module = PyObject_CallOneArg(PyModule_Type, key)
  Py_DECREF(key)
  if (module === 0) return 0
  const dict = i32[(module + L.MD_DICT) >> 2]
  const dot = name.lastIndexOf('.')
  setAttrText(dict, id.package, found.path ? name : dot < 0 ? '' : name.slice(0, dot))
  let pathList = 0
  if (found.path) {
    pathList = textList(found.path)
    PyDict_SetItem(dict, id.path, pathList)
  }
  const spec = makeSpec(name, found, pathList)
  PyDict_SetItem(dict, id.spec, spec)
  Py_DECREF(spec)
  Py_XDECREF(pathList)
  if (found.file !== null) {
    setAttrText(dict, id.file, found.file)
    setAttrText(dict, id.cached, null)
  }
  PyDict_SetItem(dict, id.builtins, i32[INTERP_BUILTINS >> 2])
  setModule(name, module)
  if (found.file !== null) {
    running.add(module)
    const ok = execFile(found.file, dict)
    running.delete(module)
    if (!ok) {
      removeModule(name)
      Py_DECREF(module)
      return 0
    }
  }
  if (name === 'importlib._bootstrap') shareImport(dict)
  Py_DECREF(module)
  // the module may have replaced itself
  const now = cachedModule(name)
  return now === 0 ? 0 : Py_NewRef(now)
}

/** Modules whose body is still running (for the message about circular imports). */
const running = new Set<Ptr>()
export const isInitializing = (module: Ptr): boolean => running.has(module)

function execFile(file: string, dict: Ptr): boolean {
  const unit = host.compiled?.(file) ?? null
  const code = unit ? codeFromUnit(unit) : compileString(host.readSource(file), file, 'exec')
  if (code === 0) return false
  const r = evalCode(code, dict, dict)
  Py_DECREF(code)
  if (r === 0) return false
  Py_DECREF(r)
  return true
}

/** Gives a built-in module the __spec__ that the import system gives it. */
export function describeBuiltin(name: string, m: Ptr): void {
  const dict = i32[(m + L.MD_DICT) >> 2]
  const known = PyDict_GetItemWithError(dict, id.spec)
  if (known !== 0 && known !== Py_None) return
  const spec = makeSpec(name, null, 0)
  PyDict_SetItem(dict, id.spec, spec)
  Py_DECREF(spec)
  setAttrText(dict, id.package, '')
}

/** importlib.import_module() and the import statement are one machine: its entry calls ours. */
function shareImport(dict: Ptr): void {
  const f = builtinFunction('_gcd_import', GCD_IMPORT, 0, 0)
  PyDict_SetItem(dict, id.gcdImport, f)
  Py_DECREF(f)
}

/** _gcd_import(name, package=None, level=0) */
const GCD_IMPORT = FAST((_self, args, nargs) => {
  const name = arg(args, 0)
  if (!typeFlagOf(name, L.TPFLAGS_UNICODE_SUBCLASS)) return raise(PyExc_TypeError, 'module name must be a string')
  const level = nargs > 2 ? PyLong_AsLong(arg(args, 2)) : 0
  if (level === 0) return importModule(strToJS(name))
  const pkg = nargs > 1 && typeFlagOf(arg(args, 1), L.TPFLAGS_UNICODE_SUBCLASS) ? strToJS(arg(args, 1)) : null
  const absolute = resolveIn(pkg, strToJS(name), level)
  return absolute === null ? 0 : importModule(absolute)
})

/** Loads one module whose parents are imported; new reference. */
function load(name: string, parent: Ptr): Ptr {
  if (builtin.has(name)) {
    const m = builtin.create(name)
    if (m === 0) return 0
    if (cachedModule(name) === 0) setModule(name, m)
    describeBuiltin(name, m)
    return m
  }
  let path: string[]
  if (parent === 0) path = sysPath()
  else {
    const p = _PyObject_LookupAttr(parent, id.path)
    if (p === 0) {
      if (PyErr_Occurred()) return 0
      const dot = name.lastIndexOf('.')
      raiseImportError(
        PyExc_ModuleNotFoundError,
        `No module named '${name}'; '${name.slice(0, dot)}' is not a package`,
        name,
        null,
      )
      return 0
    }
    path = texts(p)
    Py_DECREF(p)
  }
  const found = find(name, path)
  if (found === null) {
    const extra = notYet(name) ? ' (CPython 3.11 has it; this process does not support it yet)' : ''
    raiseImportError(PyExc_ModuleNotFoundError, `No module named '${name}'${extra}`, name, null)
    return 0
  }
  return loadFound(name, found)
}

/**
 * Where a module's source is, for `-m`: its packages are imported, the module itself is not. Null when there is none, or
 * with an error set when a package failed.
 */
export function locateModule(name: string): Found | null {
  const dot = name.lastIndexOf('.')
  if (dot < 0) return find(name, sysPath())
  const parent = importModule(name.slice(0, dot))
  if (parent === 0) return null
  const p = _PyObject_LookupAttr(parent, id.path)
  Py_DECREF(parent)
  if (p === 0) return null
  const path = texts(p)
  Py_DECREF(p)
  return find(name, path)
}

/** Imports a dotted name absolutely with all its parents; new reference to the LAST module (importlib._gcd_import). */
export function importModule(name: string): Ptr {
  const known = cachedModule(name)
  if (known !== 0) return Py_NewRef(known)
  if (PyErr_Occurred()) return 0
  const dot = name.lastIndexOf('.')
  let parent: Ptr = 0
  if (dot >= 0) {
    parent = importModule(name.slice(0, dot))
    if (parent === 0) return 0
    const again = cachedModule(name) // the parent's import may have brought it
    if (again !== 0 || PyErr_Occurred()) {
      Py_DECREF(parent)
      return again === 0 ? 0 : Py_NewRef(again)
    }
  }
  const module = load(name, parent)
  if (parent !== 0) {
    if (module !== 0) {
      const tail = newStr(name.slice(dot + 1))
      if (PyObject_SetAttr(parent, tail, module) < 0) PyErr_Clear()
      Py_DECREF(tail)
    }
    Py_DECREF(parent)
  }
  return module
}

/** Absolute name of a relative import (importlib's _calc___package__ and _resolve_name); null with an error set. */
function resolve(name: string, globals: Ptr, level: number): string | null {
  let pkg: string | null = null
  if (globals !== 0 && globals !== Py_None) {
    const p = PyDict_GetItemWithError(globals, id.package)
    if (p !== 0 && p !== Py_None) pkg = strToJS(p)
    else {
      const n = PyDict_GetItemWithError(globals, id.name)
      if (n === 0) {
        raise(PyExc_KeyError, "'__name__' not in globals")
        return null
      }
      pkg = strToJS(n)
      if (PyDict_GetItemWithError(globals, id.path) === 0)
        pkg = pkg.includes('.') ? pkg.slice(0, pkg.lastIndexOf('.')) : ''
    }
  }
  return resolveIn(pkg, name, level)
}

/** The name `level` dots up from a package. */
function resolveIn(pkg: string | null, name: string, level: number): string | null {
  if (!pkg) {
    raise(PyExc_ImportError, 'attempted relative import with no known parent package')
    return null
  }
  const bits = pkg.split('.')
  if (bits.length < level) {
    raise(PyExc_ImportError, 'attempted relative import beyond top-level package')
    return null
  }
  const base = bits.slice(0, bits.length - (level - 1)).join('.')
  return name ? `${base}.${name}` : base
}

/** __import__(name, globals, locals, fromlist, level) (PyImport_ImportModuleLevelObject). New reference or 0. */
export function importModuleLevel(name: Ptr, globals: Ptr, fromlist: Ptr, level: number): Ptr {
  if (!typeFlagOf(name, L.TPFLAGS_UNICODE_SUBCLASS)) return raise(PyExc_TypeError, 'module name must be a string')
  if (level < 0) return raise(PyExc_ValueError, 'level must be >= 0')
  let text = strToJS(name)
  if (level > 0) {
    const absolute = resolve(text, globals, level)
    if (absolute === null) return 0
    text = absolute
  } else if (text === '') return raise(PyExc_ValueError, 'Empty module name')
  const module = importModule(text)
  if (module === 0) return 0
  const has = fromlist === 0 || fromlist === Py_None ? 0 : PyObject_IsTrue(fromlist)
  if (has < 0) {
    Py_DECREF(module)
    return 0
  }
  if (has === 1) {
    const ok = handleFromlist(module, text, fromlist)
    if (ok) return module
    Py_DECREF(module)
    return 0
  }
  if (level > 0) {
    if (strToJS(name) === '') return module
    // `from . import a.b` cannot be written; __import__('a.b', level=1) gives the package that holds a
    const own = strToJS(name)
    const cut = text.slice(0, text.length - (own.length - own.indexOf('.')))
    return own.includes('.') ? replaceBy(module, cut) : module
  }
  return text.includes('.') ? replaceBy(module, text.slice(0, text.indexOf('.'))) : module
}

function replaceBy(module: Ptr, name: string): Ptr {
  Py_DECREF(module)
  const m = cachedModule(name)
  return m === 0 ? 0 : Py_NewRef(m)
}

/** Submodules named in `from package import ...` are imported when the package has no such attribute. */
function handleFromlist(module: Ptr, name: string, fromlist: Ptr): boolean {
  const path = _PyObject_LookupAttr(module, id.path)
  if (path === 0) {
    PyErr_Clear()
    return true
  }
  Py_DECREF(path)
  const n = i32[(fromlist + L.OB_SIZE) >> 2]
  const items = typeFlagOf(fromlist, L.TPFLAGS_LIST_SUBCLASS)
    ? i32[(fromlist + L.LIST_ITEM) >> 2]
    : fromlist + L.TUPLE_ITEM
  for (let i = 0; i < n; i++) {
    const x = i32[(items + 8 * i) >> 2]
    if (!typeFlagOf(x, L.TPFLAGS_UNICODE_SUBCLASS)) continue
    const text = strToJS(x)
    if (text === '*') {
      const all = _PyObject_LookupAttr(module, id.all)
      if (all !== 0) {
        const ok = handleFromlist(module, name, all)
        Py_DECREF(all)
        if (!ok) return false
      } else PyErr_Clear()
      continue
    }
    const existing = _PyObject_LookupAttr(module, x)
    if (existing !== 0) {
      Py_DECREF(existing)
      continue
    }
    if (PyErr_Occurred()) return false
    const full = `${name}.${text}`
    const m = importModule(full)
    if (m !== 0) Py_DECREF(m)
    else if (isMissing(full)) PyErr_Clear()
    else return false
  }
  return true
}

/** The error that is set says that exactly this module does not exist. */
function isMissing(name: string): boolean {
  const e = PyErr_Fetch()
  const value = e.value
  const text =
    value !== 0 && typeFlagOf(value, L.TPFLAGS_BASE_EXC_SUBCLASS) && e.type === PyExc_ModuleNotFoundError
      ? i32[(value + L.IMP_NAME) >> 2]
      : 0
  const missing = text !== 0 && typeFlagOf(text, L.TPFLAGS_UNICODE_SUBCLASS) && strToJS(text) === name
  PyErr_Restore(e.type, e.value, e.traceback)
  return missing
}
