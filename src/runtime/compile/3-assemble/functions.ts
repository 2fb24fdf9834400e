import type { Arg, Arguments, AsyncFunctionDef, Expr, FunctionDef, Lambda } from '../1-parse/ast'
import { getDocString } from '../2-analyze/docstring'
import { mangle } from '../2-analyze/mangle'
import { unparse } from '../2-analyze/unparse'
import { CO_FUTURE_ANNOTATIONS, NONE } from '../code-unit'
import * as op from '../opcodes'
import { assemble } from './assemble'
import { makeClosure } from './closures'
import type { Compiler } from './compiler'
import { checkAssignable, nameOp } from './names'

function checkArguments(c: Compiler, args: Arguments): void {
  const check = (arg: Arg | null): void => {
    if (arg !== null) checkAssignable(c, arg.arg, 'Store')
  }
  args.posonlyargs.forEach(check)
  args.args.forEach(check)
  check(args.vararg)
  args.kwonlyargs.forEach(check)
  check(args.kwarg)
}

/** Pushes the defaults; the result is what MAKE_FUNCTION must be told of them. */
function defaultArguments(c: Compiler, args: Arguments): number {
  let flags = 0
  if (args.defaults.length > 0) {
    c.exprs(args.defaults)
    c.opI(op.BUILD_TUPLE, args.defaults.length)
    flags |= op.MAKE_FUNCTION_DEFAULTS
  }
  const keys: string[] = []
  for (let i = 0; i < args.kwonlyargs.length; i++) {
    const value = args.kw_defaults[i]
    if (value === null) continue
    keys.push(mangle(c.u.privateName, args.kwonlyargs[i].arg))
    c.expr(value)
  }
  if (keys.length > 0) {
    c.loadConst(c.strTuple(keys))
    c.opI(op.BUILD_CONST_KEY_MAP, keys.length)
    flags |= op.MAKE_FUNCTION_KWDEFAULTS
  }
  return flags
}

/** `from __future__ import annotations`: the annotation as its own source text. */
export function annotationText(c: Compiler, annotation: Expr): void {
  c.loadStr(unparse(annotation))
}

/** Pushes the tuple of argument names and annotations, in CPython's order (plain arguments before positional-only ones). */
function annotations(c: Compiler, args: Arguments, returns: Expr | null): number {
  let count = 0
  const annotate = (name: string, annotation: Expr | null): void => {
    if (annotation === null) return
    c.loadStr(mangle(c.u.privateName, name))
    if (c.flags & CO_FUTURE_ANNOTATIONS) {
      annotationText(c, annotation)
    } else if (annotation.nodeType === 'Starred') {
      // def f(*args: *Ts): the annotation is the one item of [*Ts]
      c.expr(annotation.value)
      c.opI(op.UNPACK_SEQUENCE, 1)
    } else {
      c.expr(annotation)
    }
    count += 2
  }
  const annotateArg = (arg: Arg | null): void => {
    if (arg !== null) annotate(arg.arg, arg.annotation)
  }
  args.args.forEach(annotateArg)
  args.posonlyargs.forEach(annotateArg)
  annotateArg(args.vararg)
  args.kwonlyargs.forEach(annotateArg)
  annotateArg(args.kwarg)
  annotate('return', returns)
  if (count === 0) return 0
  c.opI(op.BUILD_TUPLE, count)
  return op.MAKE_FUNCTION_ANNOTATIONS
}

export function applyDecorators(c: Compiler, decorators: readonly Expr[]): void {
  c.keepingLoc(() => {
    for (let i = decorators.length - 1; i >= 0; i--) {
      c.setLoc(decorators[i])
      c.opI(op.PRECALL, 0)
      c.opI(op.CALL, 0)
    }
  })
}

function setArgCounts(c: Compiler, args: Arguments): void {
  c.u.argcount = args.args.length
  c.u.posonlyargcount = args.posonlyargs.length
  c.u.kwonlyargcount = args.kwonlyargs.length
}

export function compileFunction(c: Compiler, s: FunctionDef | AsyncFunctionDef): void {
  const { args, body, decorator_list: decorators } = s
  checkArguments(c, args)
  c.exprs(decorators)
  const firstlineno = decorators.length > 0 ? decorators[0].lineno : s.lineno
  const flags = defaultArguments(c, args) | annotations(c, args, s.returns)

  const scopeType = s.nodeType === 'AsyncFunctionDef' ? 'async function' : 'function'
  c.enterScope(s.name, scopeType, s, firstlineno)
  const docstring = c.optimize < 2 ? getDocString(body) : null
  // the first constant is the docstring or None: that is where `__doc__` is taken from
  c.addConst(docstring ?? NONE)
  setArgCounts(c, args)
  for (let i = docstring === null ? 0 : 1; i < body.length; i++) c.stmt(body[i])
  const code = assemble(c, true)
  c.exitScope()
  makeClosure(c, code, flags)
  applyDecorators(c, decorators)
  nameOp(c, s.name, 'Store')
}

export function compileLambda(c: Compiler, e: Lambda): void {
  checkArguments(c, e.args)
  const flags = defaultArguments(c, e.args)
  c.enterScope('<lambda>', 'lambda', e, e.lineno)
  // a lambda has no docstring: without this its first string would be taken for one
  c.addConst(NONE)
  setArgCounts(c, e.args)
  c.expr(e.body)
  const isGenerator = c.u.scope.generator
  if (!isGenerator) c.op(op.RETURN_VALUE)
  const code = assemble(c, !isGenerator)
  c.exitScope()
  makeClosure(c, code, flags)
}
