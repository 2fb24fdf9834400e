/**
 * What the lowest object tests need when nothing is booted: a recursion budget, reference counts of the static types, and
 * destructors for types whose own files the test does not load (their objects are leaked).
 */
import { objFree } from '../../../src/runtime/memory/domains'
import { i32 } from '../../../src/runtime/memory/heap'
import { fnPtr } from '../../../src/runtime/object/fn-table'
import { TS_RECURSION_REMAINING } from '../../../src/runtime/object/interp'
import {
  TP_DEALLOC,
  TP_FLAGS,
  TP_FREE,
  TP_NAME,
  TPFLAGS_BYTES_SUBCLASS,
  TPFLAGS_LONG_SUBCLASS,
  TPFLAGS_TUPLE_SUBCLASS,
  TPFLAGS_UNICODE_SUBCLASS,
} from '../../../src/runtime/object/layout'
import { _Py_ID } from '../../../src/runtime/object/text/str-core'
import * as types from '../../../src/runtime/object/types'

export function prepareBareProcess(): void {
  i32[TS_RECURSION_REMAINING >> 2] = 1000
  const leak = fnPtr(() => {})
  for (const [name, value] of Object.entries(types)) {
    if (typeof value !== 'number' || !/_Type$|^PyExc_/.test(name)) continue
    if (i32[(value + TP_FREE) >> 2] === 0) i32[(value + TP_FREE) >> 2] = fnPtr(objFree)
    if (i32[(value + TP_DEALLOC) >> 2] === 0) i32[(value + TP_DEALLOC) >> 2] = leak
    if (i32[value >> 2] < 1000) i32[value >> 2] = 1_000_000
    if (i32[(value + TP_NAME) >> 2] === 0) i32[(value + TP_NAME) >> 2] = _Py_ID(name.replace(/^PyExc_/, ''))
  }
  const flags: [number, number][] = [
    [types.PyUnicode_Type, TPFLAGS_UNICODE_SUBCLASS],
    [types.PyBytes_Type, TPFLAGS_BYTES_SUBCLASS],
    [types.PyTuple_Type, TPFLAGS_TUPLE_SUBCLASS],
    [types.PyBool_Type, TPFLAGS_LONG_SUBCLASS],
  ]
  for (const [type, flag] of flags) i32[(type + TP_FLAGS) >> 2] |= flag
  for (const o of [types.Py_None, types.Py_NotImplemented, types.Py_True, types.Py_False]) i32[o >> 2] = 1_000_000
  i32[(types.Py_None + 8) >> 2] = types.PyNone_Type
  i32[(types.Py_NotImplemented + 8) >> 2] = types.PyNotImplemented_Type
}
