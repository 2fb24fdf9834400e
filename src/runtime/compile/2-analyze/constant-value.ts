import type { Constant } from '../1-parse/ast'
import type { Const } from '../code-unit'

/** The value of a constant node: the parser's are never tuples or frozensets, after folding they may be. */
export function constantValue(e: Constant): Const {
  return e.value
}
