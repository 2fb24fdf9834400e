/**
 * Generated functions of the code objects alive. A code object carries the index of its entry in CO_EXTRA; the entry is
 * made when the code object is created, its JavaScript when it is first called. Everything here can be rebuilt from the
 * code objects in the heap.
 */
import { type CodeInput, generate } from '../compile/4-generate'
import { type LinkTable, link, linkLater, linkTable } from '../compile/4-generate/link'
import type { RuntimeName } from '../compile/4-generate/names'
import type { GeneratedFunction, KeptFunction } from '../compile/code-unit'
import { i32, type Ptr, u8 } from '../memory/heap'
import { Py_SIZE, Py_TYPE } from '../object/header'
import * as L from '../object/layout'
import { strToJS } from '../object/text/str-core'
import { PyCode_Type, PyLong_Type } from '../object/types'
import { LIBRARY_ROOT } from '../vfs/library-root'
import { allocateCaches, freeCaches } from './inline-caches'
import { KNOWN_FUNCTIONS, KNOWN_METHODS } from './known-names'

export type FrameFunction = GeneratedFunction

/** Per entry: [0] number of plain positional parameters, -1 when a call needs argument binding; [1] frame size in bytes. */
export const CODE_INFO_STRIDE = 2
export const codeInfo = new Int32Array(1 << 20)
export const frameFunctions: FrameFunction[] = [unregistered]
const freeEntries: number[] = []

function unregistered(): Ptr {
  throw new Error('call of an unregistered code object')
}

let table: LinkTable = new Map()
/** Installs the record of runtime functions that generated code is linked to. */
export function setRuntime(runtime: Readonly<Record<RuntimeName, unknown>>): void {
  table = linkTable(runtime)
}

/** Optional sink for the generated text (docs, debugging, the injection test). */
let onGenerated: ((code: Ptr, body: string) => void) | null = null
export function setGeneratedSink(f: typeof onGenerated): void {
  onGenerated = f
}

/**
 * Per entry: the ranges of its inline caches, first word and number of words. More than one when the function was generated
 * again: frames may still run the older text, so all stay until the code object goes.
 */
const caches: [number, number][][] = []

let lineEvents = false
let callEvents = false
const codeOfEntry: Ptr[] = [0]
const keptFunctions: (KeptFunction | undefined)[] = []

/**
 * From now on functions are generated with (without) line events. Frames that are running keep what they run; everything
 * entered or resumed after the call is generated anew.
 */
export function generateLineEvents(on: boolean): void {
  if (on === lineEvents) return
  lineEvents = on
  regenerate()
}

/** From now on functions are generated with call events and line events, for sys.settrace; there is no way back. */
export function generateCallEvents(): void {
  if (callEvents) return
  callEvents = true
  lineEvents = true
  regenerate()
}

function regenerate(): void {
  codeOfEntry.forEach((code, x) => {
    if (code !== 0) frameFunctions[x] = generateOnCall(code, x)
  })
}

export const generatesLineEvents = (): boolean => lineEvents

const generateOnCall =
  (code: Ptr, x: number): FrameFunction =>
  (f, thrown) => {
    const fn = compileCode(code, x)
    frameFunctions[x] = fn
    return fn(f, thrown)
  }

/** Gives a new code object its entry. */
export function registerCode(code: Ptr, kept?: KeptFunction): void {
  const x = freeEntries.pop() ?? frameFunctions.length
  const get = (off: number): number => i32[(code + off) >> 2]
  const simple = (get(L.CO_FLAGS) & (L.CO_VARARGS | L.CO_VARKEYWORDS)) === 0 && get(L.CO_KWONLYARGCOUNT) === 0
  codeInfo[x * 2] = simple ? get(L.CO_ARGCOUNT) : -1
  codeInfo[x * 2 + 1] = L.FRAME_LOCALSPLUS + 8 * (get(L.CO_NLOCALSPLUS) + get(L.CO_STACKSIZE))
  i32[(code + L.CO_EXTRA) >> 2] = x
  codeOfEntry[x] = code
  caches[x] = []
  keptFunctions[x] = kept
  frameFunctions[x] = generateOnCall(code, x)
}

let forgetObserver: ((x: number) => void) | null = null
/** Who hears of entries that become free for another code object; null: nobody. */
export function setCodeForgetObserver(f: ((x: number) => void) | null): void {
  forgetObserver = f
}

/** Forgets a code object that is being deallocated. */
export function unregisterCode(code: Ptr): void {
  const x = i32[(code + L.CO_EXTRA) >> 2]
  if (x === 0) return
  forgetObserver?.(x)
  frameFunctions[x] = unregistered
  codeOfEntry[x] = 0
  keptFunctions[x] = undefined
  for (const [base, words] of caches[x]) freeCaches(base, words)
  caches[x] = []
  freeEntries.push(x)
}

const tupleItems = (t: Ptr): number[] =>
  Array.from({ length: i32[(t + L.OB_SIZE) >> 2] }, (_, i) => i32[(t + L.TUPLE_ITEM + 8 * i) >> 2])
/** Value of an exact int of at most one digit, for the generator; undefined for any other constant. */
const intConst = (o: Ptr): number | undefined =>
  i32[(o + L.OB_TYPE) >> 2] === PyLong_Type && (i32[(o + L.OB_SIZE) >> 2] + 1) >>> 0 < 3
    ? Math.imul(i32[(o + L.OB_SIZE) >> 2], i32[(o + L.LONG_DIGIT) >> 2])
    : undefined
const bytesOf = (b: Ptr): Uint8Array => u8.slice(b + L.BYTES_DATA, b + L.BYTES_DATA + i32[(b + L.OB_SIZE) >> 2])

export function codeInput(code: Ptr): CodeInput {
  const get = (off: number): number => i32[(code + off) >> 2]
  const flags = get(L.CO_FLAGS)
  const names = tupleItems(get(L.CO_NAMES))
  return {
    code: u8.slice(code + L.CO_CODE_ADAPTIVE, code + L.CO_CODE_ADAPTIVE + 2 * get(L.OB_SIZE)),
    exceptionTable: bytesOf(get(L.CO_EXCEPTIONTABLE)),
    lineTable: bytesOf(get(L.CO_LINETABLE)),
    firstLine: get(L.CO_FIRSTLINENO),
    nlocalsplus: get(L.CO_NLOCALSPLUS),
    argSlots:
      get(L.CO_ARGCOUNT) +
      get(L.CO_KWONLYARGCOUNT) +
      (flags & L.CO_VARARGS ? 1 : 0) +
      (flags & L.CO_VARKEYWORDS ? 1 : 0),
    stacksize: get(L.CO_STACKSIZE),
    isGenerator: (flags & L.CO_GENERATOR) !== 0,
    isAsync: (flags & (L.CO_COROUTINE | L.CO_ASYNC_GENERATOR)) !== 0,
    intConsts: tupleItems(get(L.CO_CONSTS)).map(intConst),
    knownFunctions: names.map((name) => KNOWN_FUNCTIONS.get(name)),
    knownMethods: names.map((name) => KNOWN_METHODS.get(name)),
  }
}

/** Called with the frame of a function that is entered; it only looks. */
export type EntryObserver = (f: Ptr) => void
let entryObservers: { file: string; name: string; observer: EntryObserver }[] = []

/**
 * Hears of every call of one Python function, by the end of its file's path and its qualified name. To be installed before
 * the function's first call. Gives the function that removes it.
 */
export function observeEntry(file: string, name: string, observer: EntryObserver): () => void {
  const entry = { file, name, observer }
  entryObservers.push(entry)
  return () => {
    entryObservers = entryObservers.filter((other) => other !== entry)
  }
}

/** The function, with whoever wants to hear of its calls in front. */
function observed(code: Ptr, fn: FrameFunction): FrameFunction {
  if (entryObservers.length === 0) return fn
  const name = strToJS(i32[(code + L.CO_QUALNAME) >> 2])
  const entry = entryObservers.find((e) => e.name === name)
  if (entry === undefined || !strToJS(i32[(code + L.CO_FILENAME) >> 2]).endsWith(entry.file)) return fn
  return (f, thrown) => {
    if (entryObservers.includes(entry)) entry.observer(f)
    return fn(f, thrown)
  }
}

/** Does user code name sys.settrace or sys.setprofile, itself or in code it defines? Then it must have events before they are called. */
const namesTracing = (code: Ptr): boolean =>
  !strToJS(i32[(code + L.CO_FILENAME) >> 2]).startsWith(LIBRARY_ROOT) && mentionsTracing(code)

function mentionsTracing(code: Ptr): boolean {
  const names = i32[(code + L.CO_NAMES) >> 2]
  for (let i = 0, n = Py_SIZE(names); i < n; i++) {
    if (isTracingName(i32[(names + L.TUPLE_ITEM + 8 * i) >> 2])) return true
  }
  const consts = i32[(code + L.CO_CONSTS) >> 2]
  for (let i = 0, n = Py_SIZE(consts); i < n; i++) {
    const c = i32[(consts + L.TUPLE_ITEM + 8 * i) >> 2]
    if (Py_TYPE(c) === PyCode_Type && mentionsTracing(c)) return true
  }
  return false
}

const TRACING_NAMES = ['settrace', 'setprofile']
const isTracingName = (name: Ptr): boolean => {
  const length = i32[(name + L.UNICODE_LENGTH) >> 2]
  return TRACING_NAMES.some((known) => known.length === length && strToJS(name) === known)
}

function compileCode(code: Ptr, x: number): FrameFunction {
  const consts = tupleItems(i32[(code + L.CO_CONSTS) >> 2])
  const names = tupleItems(i32[(code + L.CO_NAMES) >> 2])
  const kept = keptFunctions[x]?.lineEvents === lineEvents && !callEvents ? keptFunctions[x] : undefined
  if (kept !== undefined && kept.make !== null) {
    return observed(code, kept.make(consts, names, newCaches(x, kept.cacheWords)))
  }
  if (!callEvents && namesTracing(code)) generateCallEvents()
  const { body, cacheWords } = generate({ ...codeInput(code), lineEvents, callEvents })
  onGenerated?.(code, body)
  kept?.keep?.(linkLater(body, table), cacheWords)
  const text = link(body, table, { consts, names, cacheBase: newCaches(x, cacheWords) })
  return observed(code, new Function(text)() as FrameFunction)
}

function newCaches(x: number, words: number): number {
  const base = allocateCaches(words)
  caches[x].push([base, words])
  return base
}
