import type { Comprehension, DictComp, Expr, GeneratorExp, ListComp, SetComp } from '../1-parse/ast'
import * as op from '../opcodes'
import { assemble } from './assemble'
import { makeClosure } from './closures'
import type { Compiler } from './compiler'
import { jumpIf } from './conditions'
import { awaitTop, yieldFrom, yieldValue } from './yield-from'

type AnyComprehension = ListComp | SetComp | DictComp | GeneratorExp

const NAMES = {
  ListComp: '<listcomp>',
  SetComp: '<setcomp>',
  DictComp: '<dictcomp>',
  GeneratorExp: '<genexpr>',
} as const

const BUILD = { ListComp: op.BUILD_LIST, SetComp: op.BUILD_SET, DictComp: op.BUILD_MAP } as const

/** A comprehension is a function of one argument, the outermost iterator, called at once (`compiler_comprehension`). */
export function compileComprehension(c: Compiler, e: AnyComprehension): void {
  const outerType = c.u.scopeType
  const outermost = e.generators[0]
  const isGenerator = e.nodeType === 'GeneratorExp'
  c.enterScope(NAMES[e.nodeType], 'comprehension', e, e.lineno)
  c.setLoc(e)
  const isAsync = c.u.scope.coroutine
  if (isAsync && !isGenerator && outerType !== 'async function' && outerType !== 'comprehension') {
    throw c.error('asynchronous comprehension outside of an asynchronous function')
  }
  if (e.nodeType !== 'GeneratorExp') c.opI(BUILD[e.nodeType], 0)
  generator(c, e, 0, 0)
  if (!isGenerator) c.op(op.RETURN_VALUE)
  const code = assemble(c, true)
  c.exitScope()
  makeClosure(c, code, 0)

  c.expr(outermost.iter)
  c.op(outermost.is_async ? op.GET_AITER : op.GET_ITER)
  c.opI(op.PRECALL, 0)
  c.opI(op.CALL, 0)
  if (isAsync && !isGenerator) awaitTop(c, 0)
}

function generator(c: Compiler, e: AnyComprehension, index: number, depth: number): void {
  if (e.generators[index].is_async) asyncGenerator(c, e, index, depth)
  else syncGenerator(c, e, index, depth)
}

/** The one item of `for y in [f(x)]`: an assignment in disguise, compiled as one. */
function singleItem(iter: Expr): Expr | null {
  if (iter.nodeType !== 'List' && iter.nodeType !== 'Tuple') return null
  if (iter.elts.length !== 1 || iter.elts[0].nodeType === 'Starred') return null
  return iter.elts[0]
}

function syncGenerator(c: Compiler, e: AnyComprehension, index: number, depth: number): void {
  const gen = e.generators[index]
  const start = c.newBlock()
  const ifCleanup = c.newBlock()
  const anchor = c.newBlock()
  let loop = true
  if (index === 0) {
    c.u.argcount = 1
    c.opI(op.LOAD_FAST, 0)
  } else {
    const item = singleItem(gen.iter)
    if (item !== null) {
      c.expr(item)
      loop = false
    } else {
      c.expr(gen.iter)
      c.op(op.GET_ITER)
    }
  }
  if (loop) {
    depth++
    c.use(start)
    c.jump(op.FOR_ITER, anchor)
  }
  c.expr(gen.target)
  for (const test of gen.ifs) jumpIf(c, test, ifCleanup, false)
  innermost(c, e, gen, index, depth)
  c.use(ifCleanup)
  if (loop) {
    c.jump(op.JUMP, start)
    c.use(anchor)
  }
}

function asyncGenerator(c: Compiler, e: AnyComprehension, index: number, depth: number): void {
  const gen = e.generators[index]
  const start = c.newBlock()
  const except = c.newBlock()
  const ifCleanup = c.newBlock()
  if (index === 0) {
    c.u.argcount = 1
    c.opI(op.LOAD_FAST, 0)
  } else {
    c.expr(gen.iter)
    c.op(op.GET_AITER)
  }
  c.use(start)
  c.pushBlock({ type: 'async comprehension', block: start })
  c.jump(op.SETUP_FINALLY, except)
  c.op(op.GET_ANEXT)
  c.loadConst({ t: 'none' })
  yieldFrom(c, true)
  c.op(op.POP_BLOCK)
  c.expr(gen.target)
  for (const test of gen.ifs) jumpIf(c, test, ifCleanup, false)
  innermost(c, e, gen, index, depth + 1)
  c.use(ifCleanup)
  c.jump(op.JUMP, start)
  c.popBlock()
  c.use(except)
  c.op(op.END_ASYNC_FOR)
}

/** What the loop over `gen` does: the next loop, or the item. */
function innermost(c: Compiler, e: AnyComprehension, gen: Comprehension, index: number, depth: number): void {
  if (gen !== e.generators[e.generators.length - 1]) {
    generator(c, e, index + 1, depth)
    return
  }
  switch (e.nodeType) {
    case 'GeneratorExp':
      c.expr(e.elt)
      yieldValue(c)
      c.op(op.POP_TOP)
      break
    case 'ListComp':
      c.expr(e.elt)
      c.opI(op.LIST_APPEND, depth + 1)
      break
    case 'SetComp':
      c.expr(e.elt)
      c.opI(op.SET_ADD, depth + 1)
      break
    case 'DictComp':
      c.expr(e.key)
      c.expr(e.value)
      c.opI(op.MAP_ADD, depth + 1)
      break
  }
}
