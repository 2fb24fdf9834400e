/**
 * The one door to the simulated process: boot() starts an interpreter in this JavaScript realm (once), run() executes a
 * program in it and finalises. Everything outside is given as options; nothing here knows the host.
 */
import type { CodeUnit } from './compile/code-unit'
import { compileString } from './eval/code-object'
import { generateLineEvents } from './eval/code-registry'
import { parkStartupLeftovers } from './eval/compiler-leftovers'
import { evalCode, runString } from './eval/eval-code'
import { describeBuiltin, locateModule, setBuiltinModules, setImportHost, setNotYetSupported } from './eval/import'
import { setOriginalImport } from './eval/import-ops'
import { installRuntimeHooks } from './eval/runtime-hooks'
import './eval/frame-type'
import './eval/generator-type'
import { captureBuiltins, finalizeProcess, flushStandardFiles } from './eval/finalize'
import { setKnownMethods } from './eval/known-calls'
import { linkRuntime } from './eval/runtime-names'
import { setDebugOutput } from './gc/debug-output'
import { initCollector, initGenerations } from './gc/gc-init'
import { startWhereCPythonDoes } from './gc/start-state'
import { i32, type Ptr } from './memory/heap'
import { setMemoryLimit } from './memory/pages'
import { runExitFunctions } from './modules/atexit'
import { addObject, builtinModules, createBuiltinModule, holdHeapTypes, moduleDict } from './modules/define-module'
import { createStandardStream } from './modules/io/standard-streams'
import { createMainModule, prependSysPath, setArguments, setMainFile, setSysPath } from './modules/main-module'
import { reportUncaught } from './modules/program-errors'
import { decodeSource } from './modules/source-encoding'
import { setSourceReader } from './modules/source-lines'
import { STDLIB_MODULE_NAMES } from './modules/stdlib-names'
import { setHashRandomization } from './modules/sys'
import { setFinalizing } from './modules/sys-functions'
import { setFallbackStderr } from './modules/sys-hooks'
import { randomSource, system } from './modules/system'
import { PyObject_Str } from './object/abstract/object-protocol'
import { GC_ENABLED, GC_GENERATION, GEN_THRESHOLD } from './object/alloc'
import { bootObjects } from './object/boot'
import { clockNs, resetClock } from './object/clock'
import { dictGetItemStr, PyDict_DelItem, PyDict_SetItem } from './object/container/dict-core'
import { dict_new_presized } from './object/container/dict-object'
import { PySlice_New } from './object/container/slice-core'
import { typeName } from './object/errors'
import { PyErr_Clear, PyErr_Fetch, PyErr_Occurred, PyErr_Restore } from './object/errors-core'
import { PyErr_NormalizeException } from './object/exception/err'
import { Py_DECREF, Py_NewRef, Py_XDECREF } from './object/header'
import { INTERP_BUILTINS, INTERP_MODULES, INTERP_SYSDICT } from './object/interp'
import { CFUNC_ML, D_METHOD, TP_DICT } from './object/layout'
import { _Py_ID, newStr, strToJS } from './object/text/str-core'
import { Py_None, PyList_Type } from './object/types'
import { strerror } from './vfs/errno'
import { FileTable, type StandardStreams } from './vfs/files'
import { LIBRARY_ROOT } from './vfs/library-root'
import type { Mount } from './vfs/tree'

import './modules/index'

export interface ProcessOptions {
  streams: StandardStreams
  /** The standard library's sources. */
  library: Mount
  /** Library code compiled ahead of time, by path in the virtual file system; null: compile the source. */
  compiled?: (path: string) => CodeUnit | null
  /** Host folders that the process may read. */
  mounts?: { path: string; mount: Mount }[]
  /** Working directory in the virtual file system. */
  cwd?: string
  /** 0: hashes of text are not randomised. Default 0. */
  hashSeed?: number
  gcThresholds?: [number, number, number]
  /** false: as after gc.disable(). */
  gcEnabled?: boolean
  /** Bytes that may be resident or mapped at most. */
  memoryLimit?: number
  environment?: Record<string, string>
  /** Generate code that can be stopped at every line (eval/line-events.ts). Changes nothing that the program can see. */
  lineEvents?: boolean
}

export type Program =
  | { kind: 'script'; path: string; args: string[] }
  | { kind: 'code'; code: string; args: string[] }
  | { kind: 'stdin'; code: string; args: string[] }
  | { kind: 'module'; name: string; args: string[] }

const DEFAULT_ENVIRONMENT: Record<string, string> = {
  HOME: '/home/user',
  LANG: 'C.UTF-8',
  PATH: '/usr/local/bin:/usr/bin:/bin',
  USER: 'user',
}

const ID = {
  import: _Py_ID('__import__'),
  len: _Py_ID('len'),
  isinstance: _Py_ID('isinstance'),
  append: _Py_ID('append'),
  file: _Py_ID('__file__'),
  cached: _Py_ID('__cached__'),
  package: _Py_ID('__package__'),
}

function setUpSystem(options: ProcessOptions): void {
  const { tree } = system
  tree.clock = clockNs
  system.files = new FileTable(tree, options.streams)
  system.environment = { ...DEFAULT_ENVIRONMENT, ...options.environment }
  system.random = randomSource((options.hashSeed ?? 0) ^ 0x5f3759df)
  system.now = clockNs
  tree.mountAt(LIBRARY_ROOT, options.library)
  for (const path of ['/home/user', '/tmp']) tree.makeDirectories(path)
  for (const { path, mount } of options.mounts ?? []) tree.mountAt(path, mount)
  const cwd = options.cwd ?? '/home/user'
  tree.makeDirectories(cwd)
  tree.chdir(cwd)
  const readSource = (path: string): string | null => {
    const bytes = tree.readFile(path)
    return typeof bytes === 'number' ? null : decodeSource(bytes, path)
  }
  setSourceReader((path) => {
    const text = readSource(path)
    if (text === null) PyErr_Clear()
    return text
  })
  setImportHost({
    isFile: (path) => tree.isFile(path),
    isDirectory: (path) => tree.isDirectory(path),
    readSource: (path) => readSource(path) ?? '',
    compiled: options.compiled,
  })
}

const encoder = new TextEncoder()

function makeModule(name: string): Ptr {
  const m = createBuiltinModule(name)
  if (m === 0) throw new Error(`the module ${name} could not be made (${reportUncaught()})`)
  addObject(i32[INTERP_MODULES >> 2], name, m)
  describeBuiltin(name, m)
  return m
}

/** Modules of C that CPython's start has created besides sys, builtins and _io, in its order. */
const STARTED_WITH = [
  '_imp',
  '_thread',
  '_warnings',
  '_weakref',
  'marshal',
  'posix',
  'time',
  '_codecs',
  '_signal',
  '_abc',
]

/**
 * sys.modules as large, and with as few free entries left, as CPython's start leaves it: 23 modules and nine that are gone. Of
 * those 23 this process has the ones written in C and makes the others when they are imported.
 */
function newModulesDict(): Ptr {
  const FREE_ENTRIES = 10
  const dict = dict_new_presized(MODULES_TABLE, true)
  const gone = newStr('gone')
  for (let i = MODULES_TABLE - FREE_ENTRIES - OWN_MODULES; i > 0; i--) {
    PyDict_SetItem(dict, gone, Py_None)
    PyDict_DelItem(dict, gone)
  }
  Py_DECREF(gone)
  return dict
}
/** Entries of the table of 64 slots. */
const MODULES_TABLE = 42
const OWN_MODULES = 4 + STARTED_WITH.length // sys, builtins, _io, __main__

/** sys and builtins refer to each other's dicts before they are filled. */
function makeCoreModules(): void {
  i32[INTERP_MODULES >> 2] = newModulesDict()
  const sys = makeModule('sys')
  i32[INTERP_SYSDICT >> 2] = Py_NewRef(moduleDict(sys))
  const builtins = makeModule('builtins')
  i32[INTERP_BUILTINS >> 2] = Py_NewRef(moduleDict(builtins))
  Py_DECREF(sys)
  Py_DECREF(builtins)
  setOriginalImport(dictGetItemStr(moduleDict(builtins), ID.import))
  const method = (name: Ptr): Ptr => i32[(dictGetItemStr(moduleDict(builtins), name) + CFUNC_ML) >> 2]
  const append = i32[(dictGetItemStr(i32[(PyList_Type + TP_DICT) >> 2], ID.append) + D_METHOD) >> 2]
  setKnownMethods(method(ID.len), method(ID.isinstance), append)
}

function makeStreams(): void {
  const io = makeModule('_io')
  const open = dictGetItemStr(moduleDict(io), _ID_open)
  addObject(i32[INTERP_BUILTINS >> 2], 'open', open)
  Py_DECREF(io)
  const sys = i32[INTERP_SYSDICT >> 2]
  for (const [fd, name] of [
    [2, 'stderr'],
    [0, 'stdin'],
    [1, 'stdout'],
  ] as [0 | 1 | 2, string][]) {
    const stream = createStandardStream(fd)
    if (stream === 0) throw new Error(`the standard stream ${name} could not be made (${reportUncaught()})`)
    addObject(sys, `__${name}__`, stream)
    addObject(sys, name, stream)
    Py_DECREF(stream)
  }
}
const _ID_open = _Py_ID('open')

/** Starts the interpreter; once per JavaScript realm. */
export function boot(options: ProcessOptions): void {
  const hashSeed = options.hashSeed ?? 0
  if (options.memoryLimit !== undefined) setMemoryLimit(options.memoryLimit)
  setUpSystem(options)
  const { streams } = options
  setFallbackStderr((text) => streams.write(2, encoder.encode(text)))
  setDebugOutput((text) => streams.write(2, encoder.encode(text)))
  resetClock()
  initGenerations()
  setHashRandomization(hashSeed !== 0)
  bootObjects({ hashSeed })
  linkRuntime()
  generateLineEvents(options.lineEvents === true)
  installRuntimeHooks()
  const known = new Set(STDLIB_MODULE_NAMES)
  setNotYetSupported((name) => known.has(name.split('.')[0]))
  setBuiltinModules({
    has: (name) => builtinModules.has(name),
    create: createBuiltinModule,
  })
  makeCoreModules()
  initCollector()
  makeStreams()
  setSysPath([`${LIBRARY_ROOT.replace('python3.11', 'python311.zip')}`, LIBRARY_ROOT, `${LIBRARY_ROOT}/lib-dynload`])
  options.gcThresholds?.forEach((n, g) => {
    i32[(GC_GENERATION(g) + GEN_THRESHOLD) >> 2] = n
  })
  if (options.gcEnabled === false) i32[GC_ENABLED >> 2] = 0
  for (const name of STARTED_WITH) Py_DECREF(makeModule(name))
  captureBuiltins()
  // CPython's own start-up code has used slices: one is parked
  Py_DECREF(PySlice_New(0, 0, 0))
  parkStartupLeftovers()
  startWhereCPythonDoes()
}

const failed = (): number => reportUncaught()

function runFile(path: string, dict: Ptr): number {
  const absolute = path.startsWith('/') ? path : `${system.tree.pathOf(system.tree.cwd)}/${path}`.replace('//', '/')
  const bytes = system.tree.readFile(absolute)
  if (typeof bytes === 'number') {
    const message = `python3.11: can't open file '${absolute}': [Errno ${-bytes}] ${strerror(-bytes)}\n`
    system.files.write(2, encoder.encode(message))
    return 2
  }
  prependSysPath(absolute.slice(0, Math.max(1, absolute.lastIndexOf('/'))))
  const source = decodeSource(bytes, absolute)
  if (source === null) return failed()
  setMainFile(dict, absolute)
  const code = runSource(source, absolute, dict)
  for (const name of [ID.file, ID.cached]) if (PyDict_DelItem(dict, name) < 0) PyErr_Clear()
  return code
}

function runSource(source: string, filename: string, dict: Ptr): number {
  const r = runString(source, filename, 'exec', dict, dict)
  if (r === 0) return failed()
  Py_DECREF(r)
  return 0
}

/** -m: the module's source runs as __main__, a package's __main__ submodule (runpy._run_module_as_main). */
function runModule(name: string, dict: Ptr, args: string[]): number {
  prependSysPath(system.tree.pathOf(system.tree.cwd))
  let full = name
  let found = locateModule(name)
  if (found?.path && !PyErr_Occurred()) {
    full = `${name}.__main__`
    const main = locateModule(full)
    if (main === null && !PyErr_Occurred()) {
      return refuseModule(`No module named ${full}; '${name}' is a package and cannot be directly executed`)
    }
    found = main
  }
  if (PyErr_Occurred()) return refuseModule(specificationError(full))
  if (found === null || found.file === null) return refuseModule(`No module named ${name}`)
  const bytes = system.tree.readFile(found.file)
  const source = typeof bytes === 'number' ? null : decodeSource(bytes, found.file)
  if (source === null) return failed()
  setArguments([found.file, ...args], ['python3.11', '-m', name, ...args])
  setMainFile(dict, found.file)
  const text = newStr(full.includes('.') ? full.slice(0, full.lastIndexOf('.')) : '')
  PyDict_SetItem(dict, ID.package, text)
  Py_DECREF(text)
  const code = compileString(source, found.file, 'exec')
  if (code === 0) return failed()
  const r = evalCode(code, dict, dict)
  Py_DECREF(code)
  if (r === 0) return failed()
  Py_DECREF(r)
  return 0
}

/** A package on the way to the module failed: the error in one line, as runpy words it. */
function specificationError(name: string): string {
  const e = PyErr_Fetch()
  PyErr_NormalizeException(e)
  const text = PyObject_Str(e.value)
  const message = text === 0 ? '' : strToJS(text)
  const line = `Error while finding module specification for '${name}' (${typeName(e.type)}: ${message})`
  Py_XDECREF(text)
  PyErr_Restore(e.type, e.value, e.traceback)
  PyErr_Clear()
  return line
}

function refuseModule(reason: string): number {
  system.files.write(2, encoder.encode(`/usr/local/bin/python3.11: ${reason}\n`))
  return 1
}

function execute(program: Program): number {
  const dict = createMainModule()
  if (dict === 0) return failed()
  if (program.kind === 'script') {
    setArguments([program.path, ...program.args], ['python3.11', program.path, ...program.args])
    return runFile(program.path, dict)
  }
  if (program.kind === 'stdin') {
    setArguments(['-', ...program.args], ['python3.11', '-', ...program.args])
    prependSysPath('')
    return runSource(program.code, '<stdin>', dict)
  }
  if (program.kind === 'code') {
    setArguments(['-c', ...program.args], ['python3.11', '-c', program.code, ...program.args])
    prependSysPath('')
    return runSource(program.code, '<string>', dict)
  }
  setArguments(['-m', ...program.args], ['python3.11', '-m', program.name, ...program.args])
  return runModule(program.name, dict, program.args)
}

/** Runs a program to its end and finalises the interpreter; the exit code. atEnd is told when the program is over. */
export function run(program: Program, atEnd: () => void = () => {}): number {
  let code = execute(program)
  atEnd()
  if (!flushStandardFiles() && code === 0) code = 120
  holdHeapTypes()
  if (!finalizeProcess({ runExitFunctions, markFinalizing: setFinalizing }) && code === 0) code = 120
  return code
}
