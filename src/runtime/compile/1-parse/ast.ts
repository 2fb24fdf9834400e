/**
 * The abstract syntax tree, one interface per class of CPython 3.11's Python.asdl (the `ast` module).
 *
 * - `nodeType` is CPython's class name, fields are CPython's in CPython's order; optional fields are `null`, never absent.
 * - Operators, contexts and comparison operators carry no data in CPython, so here they are plain strings: `op: 'Add'`, `ctx: 'Load'`.
 * - `type_comment` and `type_ignores` exist in CPython only under a flag our processes do not have; they are left out.
 * - Positions are CPython's: 1-based lines, 0-based columns counted in UTF-8 BYTES of the line.
 * - `arguments`, `comprehension`, `withitem` and `match_case` have no position, as in CPython.
 */

/** A constant the source can spell. `str` holds UTF-16: a lone surrogate is kept, an escaped pair is joined. */
export type Const =
  | { t: 'none' }
  | { t: 'true' }
  | { t: 'false' }
  | { t: 'ellipsis' }
  | { t: 'int'; v: bigint }
  | { t: 'float'; v: number }
  | { t: 'complex'; re: number; im: number }
  | { t: 'str'; v: string }
  | { t: 'bytes'; v: Uint8Array }

export interface Position {
  lineno: number
  col_offset: number
  end_lineno: number
  end_col_offset: number
}

export type ExprContext = 'Load' | 'Store' | 'Del'
export type BoolOperator = 'And' | 'Or'
export type Operator =
  | 'Add'
  | 'Sub'
  | 'Mult'
  | 'MatMult'
  | 'Div'
  | 'Mod'
  | 'Pow'
  | 'LShift'
  | 'RShift'
  | 'BitOr'
  | 'BitXor'
  | 'BitAnd'
  | 'FloorDiv'
export type UnaryOperator = 'Invert' | 'Not' | 'UAdd' | 'USub'
export type CmpOperator = 'Eq' | 'NotEq' | 'Lt' | 'LtE' | 'Gt' | 'GtE' | 'Is' | 'IsNot' | 'In' | 'NotIn'

// ---- mod

export interface Module {
  nodeType: 'Module'
  body: Stmt[]
}
export interface Interactive {
  nodeType: 'Interactive'
  body: Stmt[]
}
export interface Expression {
  nodeType: 'Expression'
  body: Expr
}
export type Mod = Module | Interactive | Expression

// ---- stmt

export interface FunctionDef extends Position {
  nodeType: 'FunctionDef'
  name: string
  args: Arguments
  body: Stmt[]
  decorator_list: Expr[]
  returns: Expr | null
}
export interface AsyncFunctionDef extends Position {
  nodeType: 'AsyncFunctionDef'
  name: string
  args: Arguments
  body: Stmt[]
  decorator_list: Expr[]
  returns: Expr | null
}
export interface ClassDef extends Position {
  nodeType: 'ClassDef'
  name: string
  bases: Expr[]
  keywords: Keyword[]
  body: Stmt[]
  decorator_list: Expr[]
}
export interface Return extends Position {
  nodeType: 'Return'
  value: Expr | null
}
export interface Delete extends Position {
  nodeType: 'Delete'
  targets: Expr[]
}
export interface Assign extends Position {
  nodeType: 'Assign'
  targets: Expr[]
  value: Expr
}
export interface AugAssign extends Position {
  nodeType: 'AugAssign'
  target: Expr
  op: Operator
  value: Expr
}
export interface AnnAssign extends Position {
  nodeType: 'AnnAssign'
  target: Expr
  annotation: Expr
  value: Expr | null
  /** 1 when the target is a bare name without parentheses. */
  simple: number
}
export interface For extends Position {
  nodeType: 'For'
  target: Expr
  iter: Expr
  body: Stmt[]
  orelse: Stmt[]
}
export interface AsyncFor extends Position {
  nodeType: 'AsyncFor'
  target: Expr
  iter: Expr
  body: Stmt[]
  orelse: Stmt[]
}
export interface While extends Position {
  nodeType: 'While'
  test: Expr
  body: Stmt[]
  orelse: Stmt[]
}
export interface If extends Position {
  nodeType: 'If'
  test: Expr
  body: Stmt[]
  orelse: Stmt[]
}
export interface With extends Position {
  nodeType: 'With'
  items: WithItem[]
  body: Stmt[]
}
export interface AsyncWith extends Position {
  nodeType: 'AsyncWith'
  items: WithItem[]
  body: Stmt[]
}
export interface Match extends Position {
  nodeType: 'Match'
  subject: Expr
  cases: MatchCase[]
}
export interface Raise extends Position {
  nodeType: 'Raise'
  exc: Expr | null
  cause: Expr | null
}
export interface Try extends Position {
  nodeType: 'Try'
  body: Stmt[]
  handlers: ExceptHandler[]
  orelse: Stmt[]
  finalbody: Stmt[]
}
export interface TryStar extends Position {
  nodeType: 'TryStar'
  body: Stmt[]
  handlers: ExceptHandler[]
  orelse: Stmt[]
  finalbody: Stmt[]
}
export interface Assert extends Position {
  nodeType: 'Assert'
  test: Expr
  msg: Expr | null
}
export interface Import extends Position {
  nodeType: 'Import'
  names: Alias[]
}
export interface ImportFrom extends Position {
  nodeType: 'ImportFrom'
  module: string | null
  names: Alias[]
  level: number
}
export interface Global extends Position {
  nodeType: 'Global'
  names: string[]
}
export interface Nonlocal extends Position {
  nodeType: 'Nonlocal'
  names: string[]
}
export interface ExprStmt extends Position {
  nodeType: 'Expr'
  value: Expr
}
export interface Pass extends Position {
  nodeType: 'Pass'
}
export interface Break extends Position {
  nodeType: 'Break'
}
export interface Continue extends Position {
  nodeType: 'Continue'
}

export type Stmt =
  | FunctionDef
  | AsyncFunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | AugAssign
  | AnnAssign
  | For
  | AsyncFor
  | While
  | If
  | With
  | AsyncWith
  | Match
  | Raise
  | Try
  | TryStar
  | Assert
  | Import
  | ImportFrom
  | Global
  | Nonlocal
  | ExprStmt
  | Pass
  | Break
  | Continue

// ---- expr

export interface BoolOp extends Position {
  nodeType: 'BoolOp'
  op: BoolOperator
  values: Expr[]
}
export interface NamedExpr extends Position {
  nodeType: 'NamedExpr'
  target: Expr
  value: Expr
}
export interface BinOp extends Position {
  nodeType: 'BinOp'
  left: Expr
  op: Operator
  right: Expr
}
export interface UnaryOp extends Position {
  nodeType: 'UnaryOp'
  op: UnaryOperator
  operand: Expr
}
export interface Lambda extends Position {
  nodeType: 'Lambda'
  args: Arguments
  body: Expr
}
export interface IfExp extends Position {
  nodeType: 'IfExp'
  test: Expr
  body: Expr
  orelse: Expr
}
export interface Dict extends Position {
  nodeType: 'Dict'
  /** `null` where the value is unpacked with `**`. */
  keys: (Expr | null)[]
  values: Expr[]
}
export interface SetDisplay extends Position {
  nodeType: 'Set'
  elts: Expr[]
}
export interface ListComp extends Position {
  nodeType: 'ListComp'
  elt: Expr
  generators: Comprehension[]
}
export interface SetComp extends Position {
  nodeType: 'SetComp'
  elt: Expr
  generators: Comprehension[]
}
export interface DictComp extends Position {
  nodeType: 'DictComp'
  key: Expr
  value: Expr
  generators: Comprehension[]
}
export interface GeneratorExp extends Position {
  nodeType: 'GeneratorExp'
  elt: Expr
  generators: Comprehension[]
}
export interface Await extends Position {
  nodeType: 'Await'
  value: Expr
}
export interface Yield extends Position {
  nodeType: 'Yield'
  value: Expr | null
}
export interface YieldFrom extends Position {
  nodeType: 'YieldFrom'
  value: Expr
}
export interface Compare extends Position {
  nodeType: 'Compare'
  left: Expr
  ops: CmpOperator[]
  comparators: Expr[]
}
export interface Call extends Position {
  nodeType: 'Call'
  func: Expr
  args: Expr[]
  keywords: Keyword[]
}
export interface FormattedValue extends Position {
  nodeType: 'FormattedValue'
  value: Expr
  /** -1 for none, else the code of 's', 'r' or 'a'. */
  conversion: number
  format_spec: Expr | null
}
export interface JoinedStr extends Position {
  nodeType: 'JoinedStr'
  values: Expr[]
}
export interface Constant extends Position {
  nodeType: 'Constant'
  value: Const
  kind: 'u' | null
}
export interface Attribute extends Position {
  nodeType: 'Attribute'
  value: Expr
  attr: string
  ctx: ExprContext
}
export interface Subscript extends Position {
  nodeType: 'Subscript'
  value: Expr
  slice: Expr
  ctx: ExprContext
}
export interface Starred extends Position {
  nodeType: 'Starred'
  value: Expr
  ctx: ExprContext
}
export interface Name extends Position {
  nodeType: 'Name'
  id: string
  ctx: ExprContext
}
export interface List extends Position {
  nodeType: 'List'
  elts: Expr[]
  ctx: ExprContext
}
export interface Tuple extends Position {
  nodeType: 'Tuple'
  elts: Expr[]
  ctx: ExprContext
}
export interface Slice extends Position {
  nodeType: 'Slice'
  lower: Expr | null
  upper: Expr | null
  step: Expr | null
}

export type Expr =
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | SetDisplay
  | ListComp
  | SetComp
  | DictComp
  | GeneratorExp
  | Await
  | Yield
  | YieldFrom
  | Compare
  | Call
  | FormattedValue
  | JoinedStr
  | Constant
  | Attribute
  | Subscript
  | Starred
  | Name
  | List
  | Tuple
  | Slice

// ---- the parts that are neither statement nor expression

export interface Comprehension {
  nodeType: 'comprehension'
  target: Expr
  iter: Expr
  ifs: Expr[]
  is_async: number
}
export interface ExceptHandler extends Position {
  nodeType: 'ExceptHandler'
  type: Expr | null
  name: string | null
  body: Stmt[]
}
export interface Arguments {
  nodeType: 'arguments'
  posonlyargs: Arg[]
  args: Arg[]
  vararg: Arg | null
  kwonlyargs: Arg[]
  /** One per kwonlyarg, `null` where there is no default. */
  kw_defaults: (Expr | null)[]
  kwarg: Arg | null
  defaults: Expr[]
}
export interface Arg extends Position {
  nodeType: 'arg'
  arg: string
  annotation: Expr | null
}
export interface Keyword extends Position {
  nodeType: 'keyword'
  /** `null` for `**value`. */
  arg: string | null
  value: Expr
}
export interface Alias extends Position {
  nodeType: 'alias'
  name: string
  asname: string | null
}
export interface WithItem {
  nodeType: 'withitem'
  context_expr: Expr
  optional_vars: Expr | null
}

// ---- match

export interface MatchCase {
  nodeType: 'match_case'
  pattern: Pattern
  guard: Expr | null
  body: Stmt[]
}
export interface MatchValue extends Position {
  nodeType: 'MatchValue'
  value: Expr
}
export interface MatchSingleton extends Position {
  nodeType: 'MatchSingleton'
  value: Const
}
export interface MatchSequence extends Position {
  nodeType: 'MatchSequence'
  patterns: Pattern[]
}
export interface MatchMapping extends Position {
  nodeType: 'MatchMapping'
  keys: Expr[]
  patterns: Pattern[]
  rest: string | null
}
export interface MatchClass extends Position {
  nodeType: 'MatchClass'
  cls: Expr
  patterns: Pattern[]
  kwd_attrs: string[]
  kwd_patterns: Pattern[]
}
export interface MatchStar extends Position {
  nodeType: 'MatchStar'
  name: string | null
}
export interface MatchAs extends Position {
  nodeType: 'MatchAs'
  pattern: Pattern | null
  name: string | null
}
export interface MatchOr extends Position {
  nodeType: 'MatchOr'
  patterns: Pattern[]
}
export type Pattern =
  | MatchValue
  | MatchSingleton
  | MatchSequence
  | MatchMapping
  | MatchClass
  | MatchStar
  | MatchAs
  | MatchOr

export type Node =
  | Mod
  | Stmt
  | Expr
  | Comprehension
  | ExceptHandler
  | Arguments
  | Arg
  | Keyword
  | Alias
  | WithItem
  | MatchCase
  | Pattern
