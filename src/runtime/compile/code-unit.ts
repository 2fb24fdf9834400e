/**
 * The result of the compiler: what CPython keeps in a `PyCodeObject`, with the instructions not yet specialised.
 *
 * Identity is part of the contract. Two constants that CPython's compiler merges (within one code object, and across the
 * code objects of one compilation) are the SAME JavaScript object here, so that the runtime can make one heap object per
 * JavaScript object and get CPython's identities.
 */
export interface CodeUnit {
  argcount: number
  posonlyargcount: number
  kwonlyargcount: number
  stacksize: number
  /** `CO_*` bits, see below. */
  flags: number
  /** Pairs of opcode and argument bytes, inline cache entries included (all zero). */
  code: Uint8Array
  consts: Const[]
  names: string[]
  /** All fast locals in slot order: arguments, other locals, cells, free variables. */
  localsplusnames: string[]
  /** For each slot, an OR of `CO_FAST_LOCAL`, `CO_FAST_CELL`, `CO_FAST_FREE`. */
  localspluskinds: Uint8Array
  filename: string
  name: string
  qualname: string
  firstlineno: number
  /** 3.11's location table (`Objects/locations.md`). */
  linetable: Uint8Array
  /** 3.11's exception table (`Objects/exception_handling_notes.txt`). */
  exceptiontable: Uint8Array
  /**
   * The same tables once more, as the objects that the code object holds. They are merged like constants, among themselves
   * and with constants: functions with equal tuples of names share one tuple. Whoever makes the heap objects interns as
   * `_PyCode_New` does: all names, and those string constants that consist of ASCII letters, digits and underscores, in
   * place also inside tuples; a frozenset with an item that interning replaced is made anew for that code object.
   */
  objects: CodeObjects
  /** Its generated function, where that outlives the process. */
  kept?: KeptFunction
}

/**
 * A generated function that was made in another process, or is to be kept for others; the host reads and writes them. What
 * it does is what this process would generate.
 */
export interface KeptFunction {
  /** Generated with line events. */
  lineEvents: boolean
  /** Words of inline caches that the function uses. */
  cacheWords: number
  /** The function for these addresses of constants and names and this first cache word. null: not made yet. */
  make: ((consts: readonly number[], names: readonly number[], cacheBase: number) => GeneratedFunction) | null
  /** Takes the text of `make` when the function was generated here. */
  keep?: (text: string, cacheWords: number) => void
}

/** Runs the frame at address f; `thrown`: it is entered with an error set. Gives a reference or 0. */
export type GeneratedFunction = (f: number, thrown: number) => number

export interface CodeObjects {
  consts: TupleConst
  names: TupleConst
  localsplusnames: TupleConst
  linetable: BytesConst
  exceptiontable: BytesConst
}

export type TupleConst = Extract<Const, { t: 'tuple' }>
export type BytesConst = Extract<Const, { t: 'bytes' }>

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
  | { t: 'tuple'; v: Const[] }
  | { t: 'frozenset'; v: Const[] }
  | { t: 'code'; v: CodeUnit }

/** Singletons: everything compiled in one realm shares them. */
export const NONE: Const = { t: 'none' }
export const TRUE: Const = { t: 'true' }
export const FALSE: Const = { t: 'false' }
export const ELLIPSIS: Const = { t: 'ellipsis' }

/** `co_flags` (Include/cpython/code.h). */
export const CO_OPTIMIZED = 0x0001
export const CO_NEWLOCALS = 0x0002
export const CO_VARARGS = 0x0004
export const CO_VARKEYWORDS = 0x0008
export const CO_NESTED = 0x0010
export const CO_GENERATOR = 0x0020
export const CO_COROUTINE = 0x0080
export const CO_ITERABLE_COROUTINE = 0x0100
export const CO_ASYNC_GENERATOR = 0x0200
export const CO_FUTURE_DIVISION = 0x20000
export const CO_FUTURE_ABSOLUTE_IMPORT = 0x40000
export const CO_FUTURE_WITH_STATEMENT = 0x80000
export const CO_FUTURE_PRINT_FUNCTION = 0x100000
export const CO_FUTURE_UNICODE_LITERALS = 0x200000
export const CO_FUTURE_BARRY_AS_BDFL = 0x400000
export const CO_FUTURE_GENERATOR_STOP = 0x800000
export const CO_FUTURE_ANNOTATIONS = 0x1000000

/** Kinds of a fast local (Include/internal/pycore_code.h). */
export const CO_FAST_LOCAL = 0x20
export const CO_FAST_CELL = 0x40
export const CO_FAST_FREE = 0x80
