/**
 * The record R that generated code is linked to: a value for every name of compile/4-generate/names.ts, and nothing
 * else. The type makes a missing or misspelt name a compile error.
 */
import type { RuntimeName } from '../compile/4-generate/names'
import { i32, type Ptr } from '../memory/heap'
import { PyList_New } from '../object/container/list-core'
import { PyTuple_New } from '../object/container/tuple-core'
import { raise } from '../object/errors'
import { Py_NewRef } from '../object/header'
import { TS_BUDGET, TS_CUREXC_TYPE } from '../object/interp'
import * as L from '../object/layout'
import { PyLong_FromInt32 } from '../object/number/int-core'
import { longFloorDivMedium, longModMedium, longMulMedium } from '../object/number/int-fast'
import { PyUnicode_Append } from '../object/text/str-build'
import {
  Py_False,
  Py_None,
  Py_True,
  PyExc_AssertionError,
  PyExc_RuntimeError,
  PyExc_SystemError,
  PyList_Type,
  PyListIter_Type,
  PyLong_Type,
  PyRangeIter_Type,
  PyUnicode_Type,
} from '../object/types'
import * as attr from './attr'
import * as build from './build'
import * as call from './call'
import { setRuntime } from './code-registry'
import { dealloc, dec, xdec } from './dealloc'
import { displayHook } from './display-hook'
import * as exc from './exceptions'
import { leaveSlow } from './frame-object'
import { FW_FRAME_OBJ, leave } from './frame-stack'
import * as functions from './functions'
import { newCoroutine, returnGenerator } from './generator'
import { generatorReturn, yieldValue } from './generator-state'
import * as imports from './import-ops'
import * as iter from './iteration'
import { listNext, rangeNext } from './iteration'
import * as known from './known-calls'
import { LINE_EVENTS_WANTED, lineEvent, lineEventInHandler } from './line-events'
import * as names from './names'
import * as ops from './operators'
import * as pattern from './pattern'
import * as profiling from './profiling'
import { safePoint } from './safe-point'
import { METHOD_ATTR, SEND_STATUS, UNPACK } from './scratch'
import { exitError, fail } from './traceback'
import * as tracing from './tracing'

function unsupportedOpcode(_f: Ptr, opcode: number): void {
  raise(PyExc_SystemError, `unknown opcode ${opcode}`)
}

function unsupportedAsync(): void {
  raise(PyExc_RuntimeError, 'coroutines are not supported yet by this process')
}

const bothStr = (a: Ptr, b: Ptr): boolean =>
  i32[(a + L.OB_TYPE) >> 2] === PyUnicode_Type && i32[(b + L.OB_TYPE) >> 2] === PyUnicode_Type

const RUNTIME: Record<RuntimeName, unknown> = {
  i32,
  dec,
  xdec,
  dealloc,
  newList: PyList_New,
  newTuple: PyTuple_New,
  LIST_ITEMS_W: L.LIST_ITEM >> 2,
  TUPLE_ITEMS_W: L.TUPLE_ITEM >> 2,
  LISTITER: PyListIter_Type,
  RANGEITER: PyRangeIter_Type,
  listNext,
  rangeNext,
  INT: PyLong_Type,
  LIST: PyList_Type,
  newInt: PyLong_FromInt32,
  mulInt: longMulMedium,
  modInt: longModMedium,
  divInt: longFloorDivMedium,
  PyNone: Py_None,
  PyTrue: Py_True,
  PyFalse: Py_False,
  CELL_REF: L.CELL_REF,
  FRAME_OBJ_W: FW_FRAME_OBJ,
  BUDGET: TS_BUDGET >> 2,
  ERR: TS_CUREXC_TYPE >> 2,
  METHOD_ATTR,
  SEND_STATUS,
  UNPACK,
  fail,
  exitError,
  leave,
  leaveSlow,
  generatorReturn,
  returnGenerator,
  yieldValue,
  safePoint,
  LINES: LINE_EVENTS_WANTED >> 2,
  lineEvent,
  lineEventInHandler,
  ...pick(tracing, [
    'tracedLine',
    'tracedLineInHandler',
    'traceCall',
    'traceReturn',
    'traceThrow',
    'failTraced',
    'exitTraced',
  ]),
  unsupportedOpcode,
  unsupportedAsync,
  newCoroutine,
  bothStr,
  strAppend: PyUnicode_Append,
  loadAssertionError: () => Py_NewRef(PyExc_AssertionError),
  printExpr: displayHook,
  ...pick(exc, [
    'catchException',
    'lastiObject',
    'restoreLasti',
    'reraise',
    'doRaise',
    'pushExcInfo',
    'popExcept',
    'checkExcMatch',
    'checkEgMatch',
    'prepReraiseStar',
    'beforeWith',
    'withExceptStart',
  ]),
  ...pick(names, [
    'unboundLocal',
    'unboundDeref',
    'makeCell',
    'copyFreeVars',
    'loadClassDeref',
    'storeDeref',
    'deleteDeref',
    'loadGlobal',
    'loadName',
    'storeName',
    'deleteName',
    'storeGlobal',
    'deleteGlobal',
    'setupAnnotations',
    'loadBuildClass',
  ]),
  ...pick(attr, ['loadAttr', 'storeAttr', 'deleteAttr', 'loadMethod']),
  ...pick(call, [
    'cpush',
    'callArray',
    'call0',
    'call1',
    'call2',
    'call3',
    'call4',
    'callMethod0',
    'callMethod1',
    'callMethod2',
    'callMethod3',
    'callMethod4',
  ]),
  ...pick(known, ['callLen', 'callIsinstance', 'callAppend']),
  ...pick(functions, ['callEx', 'makeFunction']),
  ...pick(profiling, ['callArrayProfiled', 'callExProfiled']),
  ...pick(ops, [
    'b_add',
    'b_and',
    'b_floordiv',
    'b_lshift',
    'b_matmul',
    'b_mul',
    'b_mod',
    'b_or',
    'b_pow',
    'b_rshift',
    'b_sub',
    'b_truediv',
    'b_xor',
    'i_add',
    'i_and',
    'i_floordiv',
    'i_lshift',
    'i_matmul',
    'i_mul',
    'i_mod',
    'i_or',
    'i_pow',
    'i_rshift',
    'i_sub',
    'i_truediv',
    'i_xor',
    'u_pos',
    'u_neg',
    'u_invert',
    'u_not',
    'truth',
    'cmpLt',
    'cmpLe',
    'cmpEq',
    'cmpNe',
    'cmpGt',
    'cmpGe',
    'richLt',
    'richLe',
    'richEq',
    'richNe',
    'richGt',
    'richGe',
    'contains',
    'subscr',
    'storeSubscr',
    'deleteSubscr',
  ]),
  ...pick(iter, ['iterNext', 'getIter', 'getYieldFromIter', 'send', 'unpack2', 'unpackSequence', 'unpackEx']),
  ...pick(build, [
    'buildTuple',
    'buildList',
    'buildSet',
    'buildString',
    'buildMap',
    'buildConstKeyMap',
    'buildSlice',
    'listAppend',
    'setAdd',
    'mapAdd',
    'listExtend',
    'setUpdate',
    'dictUpdate',
    'dictMerge',
    'listToTuple',
    'formatValue',
  ]),
  ...pick(pattern, ['getLen', 'matchMapping', 'matchSequence', 'matchKeys', 'matchClass']),
  ...pick(imports, ['importName', 'importFrom', 'importStar']),
}

function pick<T extends object, K extends keyof T>(from: T, keys: K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((k) => [k, from[k]])) as Pick<T, K>
}

/** Links the generator to the runtime; once per process. */
export function linkRuntime(): void {
  setRuntime(RUNTIME)
}
