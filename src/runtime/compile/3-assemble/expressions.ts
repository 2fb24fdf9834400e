import type { Attribute, Expr, Slice, Subscript, UnaryOperator, Yield, YieldFrom } from '../1-parse/ast'
import { NONE } from '../code-unit'
import * as op from '../opcodes'
import { compileCall, startAtAttributeName } from './calls'
import { checkIndex, checkSubscripter } from './checks'
import type { Compiler } from './compiler'
import { compileComprehension } from './comprehensions'
import { compileBoolOp, compileCompare, compileIfExp } from './conditions'
import { compileDict, compileFormattedValue, compileJoinedStr, compileSequence, compileSet } from './displays'
import { compileLambda } from './functions'
import { checkAssignable, nameOp } from './names'
import { awaitTop, yieldFrom, yieldValue } from './yield-from'

const UNARY: Record<UnaryOperator, number> = {
  Invert: op.UNARY_INVERT,
  Not: op.UNARY_NOT,
  UAdd: op.UNARY_POSITIVE,
  USub: op.UNARY_NEGATIVE,
}

/** Compiles one expression node (`compiler_visit_expr1`). */
export function compileExpr(c: Compiler, e: Expr): void {
  switch (e.nodeType) {
    case 'Name':
      nameOp(c, e.id, e.ctx)
      break
    case 'Constant':
      c.loadConst(e.value)
      break
    case 'Attribute':
      compileAttribute(c, e)
      break
    case 'Call':
      compileCall(c, e)
      break
    case 'BinOp':
      c.expr(e.left)
      c.expr(e.right)
      c.binary(e.op, false)
      break
    case 'UnaryOp':
      c.expr(e.operand)
      c.op(UNARY[e.op])
      break
    case 'BoolOp':
      compileBoolOp(c, e)
      break
    case 'Compare':
      compileCompare(c, e)
      break
    case 'IfExp':
      compileIfExp(c, e)
      break
    case 'Subscript':
      compileSubscript(c, e)
      break
    case 'Slice':
      compileSlice(c, e)
      break
    case 'List':
    case 'Tuple':
      compileSequence(c, e)
      break
    case 'Set':
      compileSet(c, e)
      break
    case 'Dict':
      compileDict(c, e)
      break
    case 'JoinedStr':
      compileJoinedStr(c, e)
      break
    case 'FormattedValue':
      compileFormattedValue(c, e)
      break
    case 'NamedExpr':
      c.expr(e.value)
      c.opI(op.COPY, 1)
      c.expr(e.target)
      break
    case 'Lambda':
      compileLambda(c, e)
      break
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      compileComprehension(c, e)
      break
    case 'Yield':
      compileYield(c, e)
      break
    case 'YieldFrom':
      compileYieldFrom(c, e)
      break
    case 'Await':
      if (c.u.scope.type !== 'function') throw c.error("'await' outside function")
      if (c.u.scopeType !== 'async function' && c.u.scopeType !== 'comprehension') {
        throw c.error("'await' outside async function")
      }
      c.expr(e.value)
      awaitTop(c, 0)
      break
    case 'Starred':
      if (e.ctx === 'Store') throw c.error('starred assignment target must be in a list or tuple')
      throw c.error("can't use starred expression here")
  }
}

function compileAttribute(c: Compiler, e: Attribute): void {
  c.expr(e.value)
  startAtAttributeName(c, e)
  if (e.ctx === 'Load') {
    c.opName(op.LOAD_ATTR, e.attr)
  } else if (e.ctx === 'Store') {
    checkAssignable(c, e.attr, 'Store')
    c.opName(op.STORE_ATTR, e.attr)
  } else {
    c.opName(op.DELETE_ATTR, e.attr)
  }
}

const SUBSCRIPT = { Load: op.BINARY_SUBSCR, Store: op.STORE_SUBSCR, Del: op.DELETE_SUBSCR }

function compileSubscript(c: Compiler, e: Subscript): void {
  if (e.ctx === 'Load') {
    checkSubscripter(c, e.value)
    checkIndex(c, e.value, e.slice)
  }
  c.expr(e.value)
  c.expr(e.slice)
  c.op(SUBSCRIPT[e.ctx])
}

function compileSlice(c: Compiler, e: Slice): void {
  if (e.lower !== null) c.expr(e.lower)
  else c.loadConst(NONE)
  if (e.upper !== null) c.expr(e.upper)
  else c.loadConst(NONE)
  if (e.step !== null) c.expr(e.step)
  c.opI(op.BUILD_SLICE, e.step === null ? 2 : 3)
}

function compileYield(c: Compiler, e: Yield): void {
  if (c.u.scope.type !== 'function') throw c.error("'yield' outside function")
  if (e.value !== null) c.expr(e.value)
  else c.loadConst(NONE)
  yieldValue(c)
}

function compileYieldFrom(c: Compiler, e: YieldFrom): void {
  if (c.u.scope.type !== 'function') throw c.error("'yield' outside function")
  if (c.u.scopeType === 'async function') throw c.error("'yield from' inside async function")
  c.expr(e.value)
  c.op(op.GET_YIELD_FROM_ITER)
  c.loadConst(NONE)
  yieldFrom(c, false)
}
