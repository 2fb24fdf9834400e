import type { Stmt } from '../1-parse/ast'
import type { Const } from '../code-unit'

/** The docstring of a body, if its first statement is a plain string (Python/ast.c `_PyAST_GetDocString`). */
export function getDocString(body: readonly Stmt[]): Const | null {
  const first = body[0]
  if (first === undefined || first.nodeType !== 'Expr') return null
  const value = first.value
  return value.nodeType === 'Constant' && value.value.t === 'str' ? value.value : null
}
