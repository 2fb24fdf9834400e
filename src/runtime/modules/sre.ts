/** Module _sre: the engine behind re. */

import { safePoint } from '../eval/safe-point'
import { i32, type Ptr, u32 } from '../memory/heap'
import { PyObject_GC_NewVar, PyObject_GC_Track } from '../object/alloc'
import { PyDict_Check } from '../object/container/dict-core'
import { PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE } from '../object/container/list-core'
import { PyTuple_Check } from '../object/container/tuple-core'
import { FASTKW, NOARGS, O } from '../object/define'
import { raise } from '../object/errors'
import { PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF, Py_NewRef } from '../object/header'
import { TS_BUDGET, TS_FRAME } from '../object/interp'
import { PyLong_AsSsize_t, PyLong_FromLong, PyLong_FromSsize_t } from '../object/number/int-core'
import { badArgument, intArg, ssizeArg } from '../object/text/arg-convert'
import { bindArgs } from '../object/type/arg-parse'
import { Py_False, Py_None, Py_True, PyExc_OverflowError } from '../object/types'
import { addOwned, addText, defineModule } from './define-module'
import { isCased } from './sre/cased'
import { lowerAscii, lowerUnicode } from './sre/charset'
import { MAGIC, MAXGROUPS, MAXREPEAT } from './sre/opcodes'
import { Match_Type, Pattern_Type, Scanner_Type } from './sre/pattern-layout'
import { setSrePoll } from './sre/state'
import './sre/pattern'
import * as P from './sre/pattern-layout'
import { closeSubject, openSubject } from './sre/subject'

/** Predicted nanoseconds of one step of the matcher. */
const STEP_NS = 12

setSrePoll((steps) => {
  const left = (i32[TS_BUDGET >> 2] -= steps * STEP_NS)
  return left < 0 ? safePoint(i32[TS_FRAME >> 2]) : 0
})

const NAMES = ['pattern', 'flags', 'code', 'groups', 'groupindex', 'indexgroup']

function compile(_module: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('compile', NAMES, { required: 6 }, args, nargs, kwnames)
  if (a === null) return 0
  const [pattern, flagsArg, code, groupsArg, groupindex, indexgroup] = a
  const flags = intArg(flagsArg)
  if (flags === null) return 0
  if (!PyList_Check(code)) return badArgument('compile', "argument 'code'", 'list', code)
  const groups = ssizeArg(groupsArg)
  if (groups === null) return 0
  if (!PyDict_Check(groupindex)) return badArgument('compile', "argument 'groupindex'", 'dict', groupindex)
  if (!PyTuple_Check(indexgroup)) return badArgument('compile', "argument 'indexgroup'", 'tuple', indexgroup)
  const n = PyList_GET_SIZE(code)
  const p = PyObject_GC_NewVar(P.Pattern_Type, n)
  if (p === 0) return 0
  for (let q = p + 24; q < p + P.PAT_CODE; q += 4) i32[q >> 2] = 0
  P.putWord(p + P.PAT_CODESIZE, n)
  let isBytes = -1
  let ok = true
  for (let i = 0; ok && i < n; i++) {
    const v = PyLong_AsSsize_t(PyList_GET_ITEM(code, i))
    if (v === -1 && PyErr_Occurred()) ok = false
    else if (v < 0 || v > 0xffffffff)
      ok = raise(PyExc_OverflowError, 'regular expression code size limit exceeded') !== 0
    else u32[((p + P.PAT_CODE) >> 2) + i] = v
  }
  if (ok && pattern !== Py_None) {
    const s = openSubject(pattern)
    ok = s !== null
    if (s !== null) {
      isBytes = s.isBytes ? 1 : 0
      closeSubject(s)
    }
  }
  i32[(p + P.PAT_FLAGS) >> 2] = flags
  i32[(p + P.PAT_ISBYTES) >> 2] = isBytes
  P.putWord(p + P.PAT_GROUPS, groups)
  i32[(p + P.PAT_PATTERN) >> 2] = Py_NewRef(pattern)
  i32[(p + P.PAT_GROUPINDEX) >> 2] = Py_NewRef(groupindex)
  i32[(p + P.PAT_INDEXGROUP) >> 2] = Py_NewRef(indexgroup)
  PyObject_GC_Track(p)
  if (ok) return p
  Py_DECREF(p)
  return 0
}

const onChar = (f: (c: number) => Ptr) =>
  O((_module, arg) => {
    const c = intArg(arg)
    return c === null ? 0 : f(c)
  })
const bool = (b: boolean): Ptr => Py_NewRef(b ? Py_True : Py_False)
const isLetter = (c: number): boolean => (c >= 65 && c <= 90) || (c >= 97 && c <= 122)

defineModule({
  name: '_sre',
  methods: {
    compile: FASTKW(compile),
    getcodesize: NOARGS(() => PyLong_FromLong(4)),
    ascii_iscased: onChar((c) => bool(isLetter(c))),
    unicode_iscased: onChar((c) => bool(isCased(c))),
    ascii_tolower: onChar((c) => PyLong_FromLong(lowerAscii(c))),
    unicode_tolower: onChar((c) => PyLong_FromLong(lowerUnicode(c))),
  },
  heapTypes: [Pattern_Type, Match_Type, Scanner_Type],
  exec: (_module, dict) => {
    const ok =
      addOwned(dict, 'MAGIC', PyLong_FromLong(MAGIC)) === 0 &&
      addOwned(dict, 'CODESIZE', PyLong_FromLong(4)) === 0 &&
      addOwned(dict, 'MAXREPEAT', PyLong_FromSsize_t(MAXREPEAT)) === 0 &&
      addOwned(dict, 'MAXGROUPS', PyLong_FromSsize_t(MAXGROUPS)) === 0 &&
      addText(dict, 'copyright', ' SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ') === 0
    return ok ? 0 : -1
  },
})
