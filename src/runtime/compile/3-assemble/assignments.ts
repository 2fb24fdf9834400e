import type { AnnAssign, AugAssign, Expr } from '../1-parse/ast'
import { mangle } from '../2-analyze/mangle'
import { CO_FUTURE_ANNOTATIONS } from '../code-unit'
import * as op from '../opcodes'
import { startAtAttributeName } from './calls'
import type { Compiler } from './compiler'
import { annotationText } from './functions'
import { checkAssignable, nameOp } from './names'

/** `target op= value`: what names the target is evaluated once, and kept on the stack for the store. */
export function compileAugAssign(c: Compiler, s: AugAssign): void {
  const target = s.target
  c.keepingLoc(() => {
    c.setLoc(target)
    switch (target.nodeType) {
      case 'Attribute':
        c.expr(target.value)
        c.opI(op.COPY, 1)
        startAtAttributeName(c, target)
        c.opName(op.LOAD_ATTR, target.attr)
        break
      case 'Subscript':
        c.expr(target.value)
        c.expr(target.slice)
        c.opI(op.COPY, 2)
        c.opI(op.COPY, 2)
        c.op(op.BINARY_SUBSCR)
        break
      case 'Name':
        nameOp(c, target.id, 'Load')
        break
      default:
        throw new Error(`invalid target of an augmented assignment: ${target.nodeType}`)
    }
  })
  c.expr(s.value)
  c.binary(s.op, true)
  c.setLoc(target)
  switch (target.nodeType) {
    case 'Attribute':
      startAtAttributeName(c, target)
      c.opI(op.SWAP, 2)
      c.opName(op.STORE_ATTR, target.attr)
      break
    case 'Subscript':
      c.opI(op.SWAP, 3)
      c.opI(op.SWAP, 2)
      c.op(op.STORE_SUBSCR)
      break
    case 'Name':
      nameOp(c, target.id, 'Store')
      break
  }
}

function evaluateAndDrop(c: Compiler, e: Expr): void {
  c.expr(e)
  c.op(op.POP_TOP)
}

function evaluateSubscript(c: Compiler, e: Expr): void {
  switch (e.nodeType) {
    case 'Slice':
      if (e.lower !== null) evaluateAndDrop(c, e.lower)
      if (e.upper !== null) evaluateAndDrop(c, e.upper)
      if (e.step !== null) evaluateAndDrop(c, e.step)
      break
    case 'Tuple':
      for (const elt of e.elts) evaluateSubscript(c, elt)
      break
    default:
      evaluateAndDrop(c, e)
  }
}

/** `target: annotation = value`; annotations count only in modules and classes (`compiler_annassign`). */
export function compileAnnAssign(c: Compiler, s: AnnAssign): void {
  const target = s.target
  const evaluated = c.u.scopeType === 'module' || c.u.scopeType === 'class'
  const stringized = (c.flags & CO_FUTURE_ANNOTATIONS) !== 0
  if (s.value !== null) {
    c.expr(s.value)
    c.expr(target)
  }
  switch (target.nodeType) {
    case 'Name':
      checkAssignable(c, target.id, 'Store')
      if (s.simple && evaluated) {
        if (stringized) annotationText(c, s.annotation)
        else c.expr(s.annotation)
        c.opName(op.LOAD_NAME, '__annotations__')
        c.loadStr(mangle(c.u.privateName, target.id))
        c.op(op.STORE_SUBSCR)
      }
      break
    case 'Attribute':
      checkAssignable(c, target.attr, 'Store')
      if (s.value === null) evaluateAndDrop(c, target.value)
      break
    case 'Subscript':
      if (s.value === null) {
        evaluateAndDrop(c, target.value)
        evaluateSubscript(c, target.slice)
      }
      break
  }
  if (!s.simple && evaluated && !stringized) evaluateAndDrop(c, s.annotation)
}
