/** What the error pass keeps of a tree: the kind of a node, where it starts and ends, and the parts a message may be about. */
import type { TokenList } from '../token-list'

export class ErrorNode {
  constructor(
    /** CPython's class name, for constants 'literal' or the constant itself. */
    readonly kind: string,
    /** First and last token. */
    readonly start: number,
    readonly end: number,
    /** Elements of a list or tuple, value of a starred, left side of a comparison, parts of a clause or of call arguments. */
    readonly parts: readonly ErrorNode[] = [],
    /** Compare: the first operator is `in`. Args: some keyword is an unpacking. */
    readonly flag = false,
  ) {}
}

/** A token stands for itself by its index. */
export type Located = ErrorNode | number | readonly ErrorNode[]

export function firstToken(v: Located): number {
  if (typeof v === 'number') return v
  return v instanceof ErrorNode ? v.start : firstToken(v[0])
}

export function lastToken(v: Located): number {
  if (typeof v === 'number') return v
  return v instanceof ErrorNode ? v.end : lastToken(v[v.length - 1])
}

/** _PyPegen_get_expr_name */
const NAMES: Readonly<Record<string, string>> = {
  Attribute: 'attribute',
  Subscript: 'subscript',
  Starred: 'starred',
  Name: 'name',
  List: 'list',
  Tuple: 'tuple',
  Lambda: 'lambda',
  Call: 'function call',
  BoolOp: 'expression',
  BinOp: 'expression',
  UnaryOp: 'expression',
  GeneratorExp: 'generator expression',
  Yield: 'yield expression',
  Await: 'await expression',
  ListComp: 'list comprehension',
  SetComp: 'set comprehension',
  DictComp: 'dict comprehension',
  Dict: 'dict literal',
  Set: 'set display',
  JoinedStr: 'f-string expression',
  FormattedValue: 'f-string expression',
  None: 'None',
  False: 'False',
  True: 'True',
  Ellipsis: 'ellipsis',
  Constant: 'literal',
  Compare: 'comparison',
  IfExp: 'conditional expression',
  NamedExpr: 'named expression',
}

export function expressionName(v: Located): string {
  return (v instanceof ErrorNode && NAMES[v.kind]) || 'expression'
}

export type Targets = 'assign' | 'delete' | 'loop'

/** _PyPegen_get_invalid_target: the part of an expression that cannot be assigned to (deleted, looped over), or null. */
export function invalidTarget(e: ErrorNode, targets: Targets): ErrorNode | null {
  switch (e.kind) {
    case 'List':
    case 'Tuple':
      for (const part of e.parts) {
        const found = invalidTarget(part, targets)
        if (found !== null) return found
      }
      return null
    case 'Starred':
      return targets === 'delete' ? e : invalidTarget(e.parts[0], targets)
    case 'Compare':
      // `for a in b` without its colon reads `a in b` as a comparison.
      if (targets !== 'loop') return e
      return e.flag ? invalidTarget(e.parts[0], targets) : null
    case 'Name':
    case 'Subscript':
    case 'Attribute':
      return null
    default:
      return e
  }
}

export function tokenText(list: TokenList, token: number): string {
  return list.text.slice(list.start[token], list.end[token])
}
