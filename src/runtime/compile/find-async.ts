import { CO_ASYNC_GENERATOR, CO_COROUTINE, type CodeUnit } from './code-unit'

export interface AsyncUse {
  /** Of the coroutine or asynchronous generator. */
  qualname: string
  lineno: number
  /** What a SyntaxError about it says. */
  msg: string
}

/**
 * The first coroutine in a code object, itself included, in source order. The compiler compiles `async` as CPython does; a
 * process that has no event loop asks here, and refuses.
 */
export function findAsync(unit: CodeUnit): AsyncUse | null {
  if (unit.flags & (CO_COROUTINE | CO_ASYNC_GENERATOR)) {
    const { qualname, firstlineno: lineno } = unit
    return { qualname, lineno, msg: `'async' is not supported yet by this process (line ${lineno})` }
  }
  for (const c of unit.consts) {
    if (c.t !== 'code') continue
    const found = findAsync(c.v)
    if (found !== null) return found
  }
  return null
}
