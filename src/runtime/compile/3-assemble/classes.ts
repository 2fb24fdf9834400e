import type { ClassDef, Stmt } from '../1-parse/ast'
import { getDocString } from '../2-analyze/docstring'
import { NONE } from '../code-unit'
import * as op from '../opcodes'
import { assemble } from './assemble'
import { callHelper } from './calls'
import { makeClosure } from './closures'
import type { Compiler } from './compiler'
import { applyDecorators } from './functions'
import { nameOp } from './names'

/** Whether the block itself, not a block inside it, has an annotated assignment (`find_ann`). */
export function hasAnnotations(body: readonly Stmt[]): boolean {
  return body.some((s) => {
    switch (s.nodeType) {
      case 'AnnAssign':
        return true
      case 'For':
      case 'AsyncFor':
      case 'While':
      case 'If':
        return hasAnnotations(s.body) || hasAnnotations(s.orelse)
      case 'With':
      case 'AsyncWith':
        return hasAnnotations(s.body)
      case 'Try':
      case 'TryStar':
        return (
          s.handlers.some((handler) => hasAnnotations(handler.body)) ||
          hasAnnotations(s.body) ||
          hasAnnotations(s.finalbody) ||
          hasAnnotations(s.orelse)
        )
      case 'Match':
        return s.cases.some((match) => hasAnnotations(match.body))
      default:
        return false
    }
  })
}

/** The body of a module or class: annotations, docstring, statements (`compiler_body`). */
export function compileBody(c: Compiler, body: readonly Stmt[]): void {
  if (c.u.scopeType === 'module' && body.length > 0) c.setLoc(body[0])
  if (hasAnnotations(body)) c.op(op.SETUP_ANNOTATIONS)
  let start = 0
  const docstring = c.optimize < 2 ? getDocString(body) : null
  const first = body[0]
  if (docstring !== null && first.nodeType === 'Expr') {
    start = 1
    c.expr(first.value)
    c.unsetLoc()
    nameOp(c, '__doc__', 'Store')
  }
  for (let i = start; i < body.length; i++) c.stmt(body[i])
}

export function compileClass(c: Compiler, s: ClassDef): void {
  const decorators = s.decorator_list
  c.exprs(decorators)
  const firstlineno = decorators.length > 0 ? decorators[0].lineno : s.lineno

  c.enterScope(s.name, 'class', s, firstlineno)
  c.u.privateName = s.name
  nameOp(c, '__name__', 'Load')
  nameOp(c, '__module__', 'Store')
  c.loadStr(c.u.qualname)
  nameOp(c, '__qualname__', 'Store')
  compileBody(c, s.body)
  c.unsetLoc()
  if (c.u.scope.needsClassClosure) {
    // the cell of __class__ is what __build_class__ fills in, and it must be found in the namespace too
    c.opI(op.LOAD_CLOSURE, c.u.cellvars.get('__class__')!)
    c.opI(op.COPY, 1)
    nameOp(c, '__classcell__', 'Store')
  } else {
    c.loadConst(NONE)
  }
  c.op(op.RETURN_VALUE)
  const code = assemble(c, true)
  c.exitScope()

  c.op(op.PUSH_NULL)
  c.op(op.LOAD_BUILD_CLASS)
  makeClosure(c, code, 0)
  c.loadStr(s.name)
  callHelper(c, 2, s.bases, s.keywords)
  applyDecorators(c, decorators)
  nameOp(c, s.name, 'Store')
}
