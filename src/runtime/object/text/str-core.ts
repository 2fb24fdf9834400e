/**
 * str objects: layout, creation and conversion from and to JavaScript strings. Compact forms only (subclass instances
 * are read here but made in str-new). Kind is chosen from the largest code point, as PyUnicode_New does.
 *
 * JavaScript strings stand for code points: a surrogate pair is one astral character, an unpaired surrogate is itself.
 */
import { objMalloc } from '../../memory/domains'
import { i32, type Ptr, u8, u16, u32 } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { PyErr_NoMemory } from '../errors-core'
import {
  ASCII_DATA,
  COMPACT_DATA,
  STATE_ASCII,
  STATE_COMPACT,
  STATE_KIND_SHIFT,
  STATE_READY,
  UNICODE_DATA_ANY,
  UNICODE_HASH,
  UNICODE_LENGTH,
  UNICODE_STATE,
  UNICODE_WSTR,
} from '../layout'
import { EMPTY_STR, IMMORTAL_REFCNT, latin1Str, PyUnicode_Type } from '../types'

export const PyUnicode_GET_LENGTH = (s: Ptr): number => i32[(s + UNICODE_LENGTH) >> 2]
const state = (s: Ptr): number => i32[(s + UNICODE_STATE) >> 2]
/** Bytes per character: 1, 2 or 4. */
export const PyUnicode_KIND = (s: Ptr): number => (state(s) >> STATE_KIND_SHIFT) & 7
export const PyUnicode_IS_ASCII = (s: Ptr): boolean => (state(s) & STATE_ASCII) !== 0
export const PyUnicode_IS_COMPACT = (s: Ptr): boolean => (state(s) & STATE_COMPACT) !== 0
/** Address of the first character. */
export const PyUnicode_DATA = (s: Ptr): Ptr => {
  const st = state(s)
  return st & STATE_COMPACT ? s + (st & STATE_ASCII ? ASCII_DATA : COMPACT_DATA) : i32[(s + UNICODE_DATA_ANY) >> 2]
}
/** Code point number i of the characters at data, kind bytes each. */
export const PyUnicode_READ = (kind: number, data: Ptr, i: number): number =>
  kind === 1 ? u8[data + i] : kind === 2 ? u16[(data >> 1) + i] : u32[(data >> 2) + i]

export function PyUnicode_WRITE(kind: number, data: Ptr, i: number, ch: number): void {
  if (kind === 1) u8[data + i] = ch
  else if (kind === 2) u16[(data >> 1) + i] = ch
  else u32[(data >> 2) + i] = ch
}

const stateFor = (kind: number, ascii: boolean): number =>
  STATE_READY | STATE_COMPACT | (ascii ? STATE_ASCII : 0) | (kind << STATE_KIND_SHIFT)

function initStr(o: Ptr, length: number, kind: number, ascii: boolean): void {
  const w = o >> 2
  i32[w] = 1
  i32[w + 1] = 0
  i32[w + 2] = PyUnicode_Type
  i32[w + 3] = 0
  i32[w + (UNICODE_LENGTH >> 2)] = length
  i32[w + (UNICODE_LENGTH >> 2) + 1] = 0
  i32[w + (UNICODE_HASH >> 2)] = -1
  i32[w + (UNICODE_HASH >> 2) + 1] = -1
  i32[w + (UNICODE_STATE >> 2)] = stateFor(kind, ascii)
  i32[w + (UNICODE_STATE >> 2) + 1] = 0
  i32[w + (UNICODE_WSTR >> 2)] = 0
  i32[w + (UNICODE_WSTR >> 2) + 1] = 0
  if (ascii) {
    u8[o + ASCII_DATA + length] = 0
    return
  }
  for (let k = w + (ASCII_DATA >> 2); k < w + (COMPACT_DATA >> 2); k++) i32[k] = 0
  PyUnicode_WRITE(kind, o + COMPACT_DATA, length, 0)
}

export const kindOfMaxChar = (max: number): number => (max < 256 ? 1 : max < 65536 ? 2 : 4)

/**
 * A new str of `length` characters not above maxchar; contents uninitialised but NUL-terminated; the hash is unset.
 * Length 0 gives the empty singleton. 0 + MemoryError when memory is out (PyUnicode_New).
 */
export function PyUnicode_New(length: number, maxchar: number): Ptr {
  if (length === 0) {
    i32[EMPTY_STR >> 2]++
    return EMPTY_STR
  }
  const ascii = maxchar < 128
  const kind = kindOfMaxChar(maxchar)
  const size = (ascii ? ASCII_DATA : COMPACT_DATA) + (length + 1) * kind
  if (size > 0x7ffffff0) return PyErr_NoMemory()
  const o = objMalloc(size)
  if (o === 0) return PyErr_NoMemory()
  initStr(o, length, kind, ascii)
  return o
}

/** Largest code unit of a JavaScript string and its length in code points; astral > 0 means surrogate pairs occur. */
function measure(js: string): { max: number; length: number } {
  let max = 0
  let length = js.length
  for (let i = 0; i < js.length; i++) {
    const c = js.charCodeAt(i)
    if (c > max) max = c
    if ((c & 0xfc00) === 0xd800 && (js.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      length--
      max = 0x10ffff
      i++
    }
  }
  return { max, length }
}

function fill(kind: number, data: Ptr, js: string): void {
  if (kind === 1) for (let i = 0; i < js.length; i++) u8[data + i] = js.charCodeAt(i)
  else if (kind === 2) for (let i = 0; i < js.length; i++) u16[(data >> 1) + i] = js.charCodeAt(i)
  else
    for (let i = 0, w = data >> 2; i < js.length; w++) {
      const c = js.codePointAt(i)!
      u32[w] = c
      i += c > 0xffff ? 2 : 1
    }
}

/** A new reference to a str with these characters; '' and single Latin-1 characters are the cached objects. */
export function newStr(js: string): Ptr {
  if (js.length === 0) {
    i32[EMPTY_STR >> 2]++
    return EMPTY_STR
  }
  if (js.length === 1 && js.charCodeAt(0) < 256) {
    const o = latin1Str(js.charCodeAt(0))
    i32[o >> 2]++
    return o
  }
  const { max, length } = measure(js)
  const o = PyUnicode_New(length, max)
  if (o !== 0) fill(kindOfMaxChar(max), o + (max < 128 ? ASCII_DATA : COMPACT_DATA), js)
  return o
}

const CHUNK = 4096
const SHORT = 64

/** The JavaScript string of a str (or subclass instance), characters start..end. */
export function strToJS(s: Ptr, start = 0, end = PyUnicode_GET_LENGTH(s)): string {
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  let out = ''
  if (kind === 1 && end - start <= SHORT) {
    for (let p = data + start, stop = data + end; p < stop; p++) out += String.fromCharCode(u8[p])
    return out
  }
  for (let i = start; i < end; i += CHUNK) {
    const stop = Math.min(end, i + CHUNK)
    // the views are shared memory: copy out before handing to the engine
    if (kind === 1) out += String.fromCharCode(...u8.slice(data + i, data + stop))
    else if (kind === 2) out += String.fromCharCode(...u16.slice((data >> 1) + i, (data >> 1) + stop))
    else out += String.fromCodePoint(...u32.slice((data >> 2) + i, (data >> 2) + stop))
  }
  return out
}

/** Static identifiers and literals of the runtime itself (CPython: _Py_ID); listed for interning at boot. */
export const staticStrings: Ptr[] = []
const staticByText = new Map<string, Ptr>()

/**
 * One-character names that CPython 3.11.7 has interned by the end of its start-up as objects of their own, apart from the
 * cached Latin-1 characters: there 'a' in a script is not chr(97).
 */
const OWN_CHARACTERS = 'BCLST_abcdefhijklmnopqrstvwxy'

/**
 * The static str of an identifier used by the runtime: same object for the same text, lives in the static segment, initial
 * count 999,999,999; interned at boot. Call at module level only. Borrowed reference.
 */
export function _Py_ID(text: string): Ptr {
  if (text.length === 1 && text.charCodeAt(0) < 256 && !OWN_CHARACTERS.includes(text)) {
    return latin1Str(text.charCodeAt(0))
  }
  if (text.length === 0) return EMPTY_STR
  let o = staticByText.get(text)
  if (o === undefined) {
    o = staticAlloc(ASCII_DATA + text.length + 1, 16)
    initStr(o, text.length, 1, true)
    fill(1, o + ASCII_DATA, text)
    i32[o >> 2] = IMMORTAL_REFCNT
    staticByText.set(text, o)
    staticStrings.push(o)
  }
  return o
}

/** Writes the static strs: '' and the 256 Latin-1 characters. Runs once, when this module is loaded. */
function initLatin1(): void {
  initStr(EMPTY_STR, 0, 1, true)
  i32[EMPTY_STR >> 2] = IMMORTAL_REFCNT
  for (let c = 0; c < 256; c++) {
    const o = latin1Str(c)
    initStr(o, 1, 1, c < 128)
    u8[o + (c < 128 ? ASCII_DATA : COMPACT_DATA)] = c
    i32[o >> 2] = IMMORTAL_REFCNT
  }
}
initLatin1()
for (const c of OWN_CHARACTERS) _Py_ID(c)
