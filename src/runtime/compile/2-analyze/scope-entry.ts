/** The flags of a name in a block (Include/internal/pycore_symtable.h). */
export const DEF_GLOBAL = 1
export const DEF_LOCAL = 2
export const DEF_PARAM = 2 << 1
export const DEF_NONLOCAL = 2 << 2
export const USE = 2 << 3
export const DEF_FREE = 2 << 4
export const DEF_FREE_CLASS = 2 << 5
export const DEF_IMPORT = 2 << 6
export const DEF_ANNOT = 2 << 7
export const DEF_COMP_ITER = 2 << 8
export const DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT

/** The scope found by the analysis sits above the flags. */
export const SCOPE_OFFSET = 11
const SCOPE_MASK = DEF_GLOBAL | DEF_LOCAL | DEF_PARAM | DEF_NONLOCAL

export const LOCAL = 1
export const GLOBAL_EXPLICIT = 2
export const GLOBAL_IMPLICIT = 3
export const FREE = 4
export const CELL = 5

export type BlockType = 'function' | 'class' | 'module' | 'annotation'
export type ComprehensionKind = 'list' | 'dict' | 'set' | 'generator'

/** Where a `global` or `nonlocal` named a name: the place of errors found only by the analysis. */
export interface Directive {
  name: string
  lineno: number
  col_offset: number
  end_lineno: number
  end_col_offset: number
}

/** One block of names: module, class, function, lambda or comprehension (`PySTEntryObject`). */
export class ScopeEntry {
  readonly name: string
  readonly type: BlockType
  /** Name to flags; insertion order is order of first mention, as in CPython's dict. */
  readonly symbols = new Map<string, number>()
  /** Parameters, in slot order. */
  readonly varnames: string[] = []
  readonly children: ScopeEntry[] = []
  readonly directives: Directive[] = []
  readonly lineno: number
  readonly col_offset: number
  readonly end_lineno: number
  readonly end_col_offset: number
  /** Inside a function, at any depth. */
  nested = false
  free = false
  childFree = false
  generator = false
  coroutine = false
  comprehension: ComprehensionKind | null = null
  varargs = false
  varkeywords = false
  /** A class some method of which uses `__class__` or `super`. */
  needsClassClosure = false
  /** True while the target of a comprehension is visited. */
  compIterTarget = false
  /** Above 0 while an iterable of a comprehension is visited. */
  compIterExpr = 0

  constructor(
    name: string,
    type: BlockType,
    where: { lineno: number; col_offset: number; end_lineno: number; end_col_offset: number },
  ) {
    this.name = name
    this.type = type
    this.lineno = where.lineno
    this.col_offset = where.col_offset
    this.end_lineno = where.end_lineno
    this.end_col_offset = where.end_col_offset
  }

  flags(name: string): number {
    return this.symbols.get(name) ?? 0
  }

  /** LOCAL ... CELL, or 0 for a name this block never mentions (`_PyST_GetScope`). */
  scopeOf(name: string): number {
    return ((this.symbols.get(name) ?? 0) >> SCOPE_OFFSET) & SCOPE_MASK
  }
}
