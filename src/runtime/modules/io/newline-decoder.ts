/** IncrementalNewlineDecoder: universal newlines on top of another incremental decoder (Modules/_io/textio.c). */

import { type Ptr, u8 } from '../../memory/heap'
import { PyNumber_Index } from '../../object/abstract/number-protocol'
import { PyObject_IsTrue } from '../../object/abstract/object-protocol'
import { PyType_GenericAlloc } from '../../object/alloc'
import { PyTuple_Check } from '../../object/container/tuple-core'
import { defineType, FASTKW, NOARGS, O } from '../../object/define'
import { typeError, typeNameOf } from '../../object/errors'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_XDECREF, typeFlagOf } from '../../object/header'
import { TPFLAGS_BASETYPE, TPFLAGS_DEFAULT, TPFLAGS_UNICODE_SUBCLASS, TUPLE_ITEM } from '../../object/layout'
import { longFromBigInt, longToBigInt, PyLong_FromLong } from '../../object/number/int-core'
import { newBytes } from '../../object/text/bytes-core'
import { _Py_ID, newStr, strToJS } from '../../object/text/str-core'
import { bindArgs } from '../../object/type/arg-parse'
import { bindArgsTuple } from '../../object/type/call-objects'
import { Py_None } from '../../object/types'
import { none, tupleOf } from '../values'
import { traverseWords, typeFree } from './io-base'
import * as io from './io-core'
import { byte, setByte, setWord, word } from './io-core'

const DECODER = 16
const ERRORS = 24
const TRANSLATE = 32
const PENDING_CR = 33
/** bits: 1 CR, 2 LF, 4 CRLF */
const SEEN = 34
export const SEEN_CR = 1
export const SEEN_LF = 2
export const SEEN_CRLF = 4

const ID = {
  decode: _Py_ID('decode'),
  getstate: _Py_ID('getstate'),
  setstate: _Py_ID('setstate'),
  reset: _Py_ID('reset'),
}

/** Line ends seen in text, as SEEN_ bits. */
export function lineEnds(text: string): number {
  let seen = 0
  if (text.includes('\r')) {
    if (text.includes('\r\n')) seen |= SEEN_CRLF
    if (/\r(?!\n)/.test(text)) seen |= SEEN_CR
    if (/(?<!\r)\n/.test(text)) seen |= SEEN_LF
  } else if (text.includes('\n')) seen = SEEN_LF
  return seen
}

/** The value of .newlines for SEEN_ bits. */
export function newlinesValue(seen: number): Ptr {
  const kinds = ['\r', '\n', '\r\n'].filter((_, i) => seen & (1 << i))
  if (kinds.length === 0) return none()
  return kinds.length === 1 ? newStr(kinds[0]) : tupleOf(kinds.map((k) => newStr(k)))
}

/** One step of newline translation on a decoded piece. */
export function newlineStep(
  input: string,
  state: { pendingCr: boolean; seen: number },
  translate: boolean,
  final: boolean,
): string {
  let text = input
  if (state.pendingCr && (text !== '' || final)) {
    text = `\r${text}`
    state.pendingCr = false
  }
  if (text.endsWith('\r') && !final) {
    text = text.slice(0, -1)
    state.pendingCr = true
  }
  state.seen |= lineEnds(text)
  return translate ? text.replace(/\r\n?/g, '\n') : text
}

function decode(o: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('decode', ['input', 'final'], { required: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  const final = a[1] === 0 ? 0 : PyObject_IsTrue(a[1])
  if (final < 0) return 0
  let text: Ptr
  if (word(o, DECODER) === Py_None) text = Py_NewRef(a[0])
  else {
    const flag = PyLong_FromLong(final)
    text = io.callMethod(word(o, DECODER), ID.decode, a[0], flag)
    Py_DECREF(flag)
  }
  if (text === 0) return 0
  if (!typeFlagOf(text, TPFLAGS_UNICODE_SUBCLASS)) {
    typeError(`decoder should return a string result, not '${typeNameOf(text)}'`)
    Py_DECREF(text)
    return 0
  }
  const state = { pendingCr: byte(o, PENDING_CR) !== 0, seen: byte(o, SEEN) }
  const js = strToJS(text)
  const out = newlineStep(js, state, byte(o, TRANSLATE) !== 0, final !== 0)
  setByte(o, PENDING_CR, state.pendingCr)
  u8[o + SEEN] = state.seen
  if (out === js) return text
  Py_DECREF(text)
  return newStr(out)
}

function getstate(o: Ptr): Ptr {
  let buffer: Ptr
  let flag = 0n
  if (word(o, DECODER) === Py_None) buffer = newBytes(new Uint8Array(0))
  else {
    const state = io.callMethod(word(o, DECODER), ID.getstate)
    if (state === 0) return 0
    if (!PyTuple_Check(state) || Py_SIZE(state) !== 2) {
      Py_DECREF(state)
      return typeError('illegal decoder state')
    }
    buffer = Py_NewRef(word(state, TUPLE_ITEM))
    flag = longToBigInt(word(state, TUPLE_ITEM + 8))
    Py_DECREF(state)
  }
  flag = (flag << 1n) | (byte(o, PENDING_CR) ? 1n : 0n)
  return tupleOf([buffer, longFromBigInt(flag)])
}

function setstate(o: Ptr, state: Ptr): Ptr {
  if (!PyTuple_Check(state) || Py_SIZE(state) !== 2) return typeError('state argument must be a tuple')
  const n = PyNumber_Index(word(state, TUPLE_ITEM + 8))
  if (n === 0) return 0
  const flag = longToBigInt(n)
  Py_DECREF(n)
  setByte(o, PENDING_CR, (flag & 1n) === 1n)
  if (word(o, DECODER) === Py_None) return none()
  const rest = tupleOf([Py_NewRef(word(state, TUPLE_ITEM)), longFromBigInt(flag >> 1n)])
  if (rest === 0) return 0
  const r = io.callMethod(word(o, DECODER), ID.setstate, rest)
  Py_DECREF(rest)
  return r
}

function reset(o: Ptr): Ptr {
  u8[o + SEEN] = 0
  setByte(o, PENDING_CR, false)
  return word(o, DECODER) === Py_None ? none() : io.callMethod(word(o, DECODER), ID.reset)
}

defineType(io.PyIncrementalNewlineDecoder_Type, {
  name: '_io.IncrementalNewlineDecoder',
  basicsize: 40,
  flags: TPFLAGS_DEFAULT | TPFLAGS_BASETYPE,
  dealloc: (o) => {
    Py_XDECREF(word(o, DECODER))
    Py_XDECREF(word(o, ERRORS))
    typeFree(o)
  },
  // not collected, as in CPython; for the heap verifier and the inspector
  traverse: traverseWords(DECODER, ERRORS),
  new: (t) => PyType_GenericAlloc(t, 0),
  init: (o, args, kwds) => {
    const names = ['decoder', 'translate', 'errors']
    const a = bindArgsTuple('IncrementalNewlineDecoder', names, { required: 2 }, args, kwds)
    if (a === null) return -1
    const translate = PyObject_IsTrue(a[1])
    if (translate < 0) return -1
    setWord(o, DECODER, Py_NewRef(a[0]))
    setWord(o, ERRORS, a[2] === 0 ? newStr('strict') : Py_NewRef(a[2]))
    setByte(o, TRANSLATE, translate)
    setByte(o, PENDING_CR, false)
    u8[o + SEEN] = 0
    return 0
  },
  methods: {
    decode: FASTKW(decode),
    getstate: NOARGS(getstate),
    setstate: O(setstate),
    reset: NOARGS(reset),
  },
  getset: { newlines: { get: (o) => newlinesValue(byte(o, SEEN)) } },
})
