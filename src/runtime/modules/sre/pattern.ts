/** re.Pattern objects and scanners (CPython Modules/_sre/sre.c). */
import { objDataFree } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import { PyBuffer_Release } from '../../object/abstract/buffer-protocol'
import {
  hashFailed,
  PyObject_GetAttr,
  PyObject_Hash,
  PyObject_Repr,
  PyObject_RichCompareBool,
} from '../../object/abstract/object-protocol'
import { PyObject_GC_Del, PyObject_GC_New, PyObject_GC_Track, PyObject_GC_UnTrack } from '../../object/alloc'
import { PyDict_GET_SIZE, PyDict_New } from '../../object/container/dict-core'
import { PyCallIter_New } from '../../object/container/seq-iterators'
import { CLASS, defineType, FASTKW, type MethodSpec, NOARGS, O } from '../../object/define'
import { Py_DECREF, Py_NewRef, Py_TYPE, Py_XDECREF } from '../../object/header'
import { HASH_HI } from '../../object/interp'
import {
  Py_EQ,
  Py_NE,
  TPFLAGS_DEFAULT,
  TPFLAGS_DISALLOW_INSTANTIATION,
  TPFLAGS_HAVE_GC,
  TPFLAGS_IMMUTABLETYPE,
} from '../../object/layout'
import { MAX_INDEX, ssizeArg } from '../../object/text/arg-convert'
import { memeq } from '../../object/text/mem'
import { hashBytes } from '../../object/text/siphash'
import { _Py_ID, newStr, strToJS } from '../../object/text/str-core'
import { bindArgs } from '../../object/type/arg-parse'
import { Py_GenericAlias } from '../../object/type/generic-alias-core'
import { PyDictProxy_New } from '../../object/type/mappingproxy-core'
import { PyObject_ClearWeakRefs } from '../../object/type/weakref-core'
import { Py_False, Py_None, Py_NotImplemented, Py_True } from '../../object/types'
import { match } from './engine'
import { newMatch } from './match'
import { FLAG_LOCALE, FLAG_UNICODE } from './opcodes'
import * as P from './pattern-layout'
import { search } from './search'
import { SreState } from './state'
import { closeSubject, openRun, openSubject } from './subject'
import { findall, split, sub } from './substitute'

const word = (o: Ptr, offset: number): number => i32[(o + offset) >> 2]

/** (string, pos, endpos) of match and its kin; null + error. */
function subjectArgs(fname: string, args: Ptr, nargs: number, kwnames: Ptr): [Ptr, number, number] | null {
  const a = bindArgs(fname, ['string', 'pos', 'endpos'], { required: 1 }, args, nargs, kwnames)
  if (a === null) return null
  const pos = a[1] === 0 ? 0 : ssizeArg(a[1])
  if (pos === null) return null
  const endpos = a[2] === 0 ? MAX_INDEX : ssizeArg(a[2])
  return endpos === null ? null : [a[0], pos, endpos]
}

type Mode = 'match' | 'fullmatch' | 'search'

function once(pattern: Ptr, mode: Mode, string: Ptr, pos: number, endpos: number): Ptr {
  const run = openRun(pattern, string, pos, endpos)
  if (run === null) return 0
  run.state.matchAll = mode === 'fullmatch'
  const code = P.patternCode(pattern)
  const r = mode === 'search' ? search(run.state, code) : match(run.state, code, true)
  const m = r < 0 ? 0 : r === 0 ? Py_NewRef(Py_None) : newMatch(pattern, run)
  closeSubject(run.subject)
  return m
}

const matchMethod = (mode: Mode): MethodSpec =>
  FASTKW((self, args, nargs, kwnames) => {
    const a = subjectArgs(mode, args, nargs, kwnames)
    return a === null ? 0 : once(self, mode, ...a)
  })

/** A scanner over the string; new reference. */
function newScanner(pattern: Ptr, string: Ptr, pos: number, endpos: number): Ptr {
  const s = PyObject_GC_New(P.Scanner_Type, P.SIZEOF_SCANNER)
  if (s === 0) return 0
  for (let p = s + 16; p < s + P.SIZEOF_SCANNER; p += 4) i32[p >> 2] = 0
  const run = openRun(pattern, string, pos, endpos)
  if (run === null) {
    Py_DECREF(s)
    return 0
  }
  i32[(s + P.SCAN_PATTERN) >> 2] = Py_NewRef(pattern)
  i32[(s + P.SCAN_STRING) >> 2] = Py_NewRef(string)
  P.putWord(s + P.SCAN_START, run.pos)
  P.putWord(s + P.SCAN_POS, run.pos)
  P.putWord(s + P.SCAN_END, run.endpos)
  // the exporter stays locked until the scanner dies
  P.putWord(s + P.SCAN_VIEW, run.subject.view)
  PyObject_GC_Track(s)
  return s
}

/** Next match of a scanner; None at the end. A start of -1 means exhausted. */
function scan(s: Ptr, mode: 'match' | 'search'): Ptr {
  const start = word(s, P.SCAN_START)
  if (start < 0) return Py_NewRef(Py_None)
  const pattern = word(s, P.SCAN_PATTERN)
  const subject = openSubject(word(s, P.SCAN_STRING))
  if (subject === null) return 0
  const end = Math.min(word(s, P.SCAN_END), subject.length)
  const state = new SreState(subject.kind, subject.data, start, end, P.patternGroups(pattern))
  state.ptr = start
  state.mustAdvance = i32[(s + P.SCAN_MUST_ADVANCE) >> 2] !== 0
  const code = P.patternCode(pattern)
  const r = mode === 'search' ? search(state, code) : match(state, code, true)
  const run = { subject, state, pos: word(s, P.SCAN_POS), endpos: word(s, P.SCAN_END) }
  const m = r < 0 ? 0 : r === 0 ? Py_NewRef(Py_None) : newMatch(pattern, run)
  if (r === 0) P.putWord(s + P.SCAN_START, -1)
  else if (r > 0) {
    i32[(s + P.SCAN_MUST_ADVANCE) >> 2] = state.ptr === state.start ? 1 : 0
    P.putWord(s + P.SCAN_START, state.ptr)
  }
  closeSubject(subject)
  return m
}

const scannerMethod = FASTKW((self, args, nargs, kwnames) => {
  const a = subjectArgs('scanner', args, nargs, kwnames)
  return a === null ? 0 : newScanner(self, ...a)
})

const ID_search = _Py_ID('search')

function finditer(self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = subjectArgs('finditer', args, nargs, kwnames)
  const scanner = a === null ? 0 : newScanner(self, ...a)
  if (scanner === 0) return 0
  const method = PyObject_GetAttr(scanner, ID_search)
  Py_DECREF(scanner)
  if (method === 0) return 0
  const it = PyCallIter_New(method, Py_None)
  Py_DECREF(method)
  return it
}

const findallMethod = FASTKW((self, args, nargs, kwnames) => {
  const a = subjectArgs('findall', args, nargs, kwnames)
  return a === null ? 0 : findall(self, ...a)
})

const subMethod = (fname: 'sub' | 'subn'): MethodSpec =>
  FASTKW((self, args, nargs, kwnames) => {
    const a = bindArgs(fname, ['repl', 'string', 'count'], { required: 2 }, args, nargs, kwnames)
    if (a === null) return 0
    const count = a[2] === 0 ? 0 : ssizeArg(a[2])
    return count === null ? 0 : sub(self, a[0], a[1], count, fname === 'subn')
  })

const splitMethod = FASTKW((self, args, nargs, kwnames) => {
  const a = bindArgs('split', ['string', 'maxsplit'], { required: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  const max = a[1] === 0 ? 0 : ssizeArg(a[1])
  return max === null ? 0 : split(self, a[0], max)
})

const FLAG_NAMES: [string, number][] = [
  ['re.TEMPLATE', 1],
  ['re.IGNORECASE', 2],
  ['re.LOCALE', 4],
  ['re.MULTILINE', 8],
  ['re.DOTALL', 16],
  ['re.UNICODE', 32],
  ['re.VERBOSE', 64],
  ['re.DEBUG', 128],
  ['re.ASCII', 256],
]

function repr(p: Ptr): Ptr {
  let flags = P.patternFlags(p)
  if (P.patternIsBytes(p) === 0 && (flags & (FLAG_LOCALE | FLAG_UNICODE | 256)) === FLAG_UNICODE) flags &= ~FLAG_UNICODE
  const names: string[] = []
  for (const [name, bit] of FLAG_NAMES) {
    if (flags & bit) {
      names.push(name)
      flags &= ~bit
    }
  }
  if (flags) names.push(`0x${flags.toString(16)}`)
  const r = PyObject_Repr(word(p, P.PAT_PATTERN))
  if (r === 0) return 0
  const text = Array.from(strToJS(r)).slice(0, 200).join('')
  Py_DECREF(r)
  return newStr(`re.compile(${text}${names.length > 0 ? `, ${names.join('|')}` : ''})`)
}

function hash(p: Ptr): number {
  const lo = PyObject_Hash(word(p, P.PAT_PATTERN))
  if (hashFailed(lo)) return -1
  let hi = i32[HASH_HI >> 2]
  let h = lo ^ hashBytes(p + P.PAT_CODE, 4 * word(p, P.PAT_CODESIZE))
  hi ^= i32[HASH_HI >> 2]
  h ^= P.patternFlags(p) ^ P.patternIsBytes(p) ^ word(p, P.PAT_CODESIZE)
  if (P.patternIsBytes(p) < 0) hi ^= -1
  if (h === -1 && hi === -1) h = -2
  i32[HASH_HI >> 2] = hi
  return h
}

function richcompare(a: Ptr, b: Ptr, op: number): Ptr {
  if ((op !== Py_EQ && op !== Py_NE) || Py_TYPE(a) !== Py_TYPE(b)) return Py_NewRef(Py_NotImplemented)
  let equal = a === b
  if (!equal) {
    const n = word(a, P.PAT_CODESIZE)
    equal =
      P.patternFlags(a) === P.patternFlags(b) &&
      P.patternIsBytes(a) === P.patternIsBytes(b) &&
      n === word(b, P.PAT_CODESIZE) &&
      memeq(a + P.PAT_CODE, b + P.PAT_CODE, 4 * n)
    if (equal) {
      const r = PyObject_RichCompareBool(word(a, P.PAT_PATTERN), word(b, P.PAT_PATTERN), Py_EQ)
      if (r < 0) return 0
      equal = r === 1
    }
  }
  return Py_NewRef(equal === (op === Py_EQ) ? Py_True : Py_False)
}

function groupindex(p: Ptr): Ptr {
  const names = word(p, P.PAT_GROUPINDEX)
  if (names !== 0 && PyDict_GET_SIZE(names) > 0) return PyDictProxy_New(names)
  const empty = PyDict_New()
  if (empty === 0) return 0
  const proxy = PyDictProxy_New(empty)
  Py_DECREF(empty)
  return proxy
}

const references = [P.PAT_GROUPINDEX, P.PAT_INDEXGROUP, P.PAT_PATTERN]

defineType(P.Pattern_Type, {
  name: 're.Pattern',
  heap: true,
  basicsize: P.SIZEOF_PATTERN,
  itemsize: 4,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC | TPFLAGS_IMMUTABLETYPE | TPFLAGS_DISALLOW_INSTANTIATION,
  doc: 'Compiled regular expression object.',
  weaklistoffset: P.PAT_WEAKREFLIST,
  dealloc: (p) => {
    PyObject_GC_UnTrack(p)
    if (word(p, P.PAT_WEAKREFLIST) !== 0) PyObject_ClearWeakRefs(p)
    for (const offset of [P.PAT_PATTERN, P.PAT_GROUPINDEX, P.PAT_INDEXGROUP]) Py_XDECREF(word(p, offset))
    PyObject_GC_Del(p)
  },
  traverse: (p, visit) => {
    for (const offset of references) {
      const o = word(p, offset)
      const r = o === 0 ? 0 : visit(o)
      if (r !== 0) return r
    }
    return 0
  },
  repr,
  hash,
  richcompare,
  methods: {
    match: matchMethod('match'),
    fullmatch: matchMethod('fullmatch'),
    search: matchMethod('search'),
    sub: subMethod('sub'),
    subn: subMethod('subn'),
    findall: findallMethod,
    split: splitMethod,
    finditer: FASTKW(finditer),
    scanner: scannerMethod,
    __copy__: NOARGS((p) => Py_NewRef(p)),
    __deepcopy__: O((p) => Py_NewRef(p)),
    __class_getitem__: CLASS(O(Py_GenericAlias)),
  },
  getset: { groupindex: { get: groupindex } },
  members: [
    { name: 'pattern', offset: P.PAT_PATTERN, kind: 'object', readonly: true },
    { name: 'flags', offset: P.PAT_FLAGS, kind: 'int', readonly: true },
    { name: 'groups', offset: P.PAT_GROUPS, kind: 'ssize', readonly: true },
  ],
})

defineType(P.Scanner_Type, {
  name: '_sre.SRE_Scanner',
  heap: true,
  basicsize: P.SIZEOF_SCANNER,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC | TPFLAGS_IMMUTABLETYPE | TPFLAGS_DISALLOW_INSTANTIATION,
  dealloc: (s) => {
    PyObject_GC_UnTrack(s)
    const held = word(s, P.SCAN_VIEW)
    if (held !== 0) {
      PyBuffer_Release(held)
      objDataFree(held)
    }
    Py_XDECREF(word(s, P.SCAN_STRING))
    Py_XDECREF(word(s, P.SCAN_PATTERN))
    PyObject_GC_Del(s)
  },
  traverse: (s, visit) => {
    const pattern = word(s, P.SCAN_PATTERN)
    return pattern === 0 ? 0 : visit(pattern)
  },
  methods: {
    match: NOARGS((s) => scan(s, 'match')),
    search: NOARGS((s) => scan(s, 'search')),
  },
  members: [{ name: 'pattern', offset: P.SCAN_PATTERN, kind: 'object', readonly: true }],
})
