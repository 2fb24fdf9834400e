/**
 * The instruction set of CPython 3.11 (Lib/opcode.py) as data: the compiler, the JavaScript generator and the disassembler
 * read the same table. Specialised forms are absent: the compiler never emits them.
 */

/**
 * What the argument of an instruction means:
 * `name`, `const`, `local` and `free` index `names`, `consts` and the fast locals (`free` has no own numbering in 3.11);
 * `forward` and `back` count code units from the end of the instruction, its caches included.
 */
export type ArgKind = 'none' | 'int' | 'const' | 'name' | 'local' | 'free' | 'compare' | 'forward' | 'back'

export interface OpcodeInfo {
  name: string
  opcode: number
  arg: ArgKind
  /** Inline CACHE code units that follow. */
  caches: number
}

export const CACHE = 0
export const POP_TOP = 1
export const PUSH_NULL = 2
export const NOP = 9
export const UNARY_POSITIVE = 10
export const UNARY_NEGATIVE = 11
export const UNARY_NOT = 12
export const UNARY_INVERT = 15
export const BINARY_SUBSCR = 25
export const GET_LEN = 30
export const MATCH_MAPPING = 31
export const MATCH_SEQUENCE = 32
export const MATCH_KEYS = 33
export const PUSH_EXC_INFO = 35
export const CHECK_EXC_MATCH = 36
export const CHECK_EG_MATCH = 37
export const WITH_EXCEPT_START = 49
export const GET_AITER = 50
export const GET_ANEXT = 51
export const BEFORE_ASYNC_WITH = 52
export const BEFORE_WITH = 53
export const END_ASYNC_FOR = 54
export const STORE_SUBSCR = 60
export const DELETE_SUBSCR = 61
export const GET_ITER = 68
export const GET_YIELD_FROM_ITER = 69
export const PRINT_EXPR = 70
export const LOAD_BUILD_CLASS = 71
export const LOAD_ASSERTION_ERROR = 74
export const RETURN_GENERATOR = 75
export const LIST_TO_TUPLE = 82
export const RETURN_VALUE = 83
export const IMPORT_STAR = 84
export const SETUP_ANNOTATIONS = 85
export const YIELD_VALUE = 86
export const ASYNC_GEN_WRAP = 87
export const PREP_RERAISE_STAR = 88
export const POP_EXCEPT = 89
export const STORE_NAME = 90
export const DELETE_NAME = 91
export const UNPACK_SEQUENCE = 92
export const FOR_ITER = 93
export const UNPACK_EX = 94
export const STORE_ATTR = 95
export const DELETE_ATTR = 96
export const STORE_GLOBAL = 97
export const DELETE_GLOBAL = 98
export const SWAP = 99
export const LOAD_CONST = 100
export const LOAD_NAME = 101
export const BUILD_TUPLE = 102
export const BUILD_LIST = 103
export const BUILD_SET = 104
export const BUILD_MAP = 105
export const LOAD_ATTR = 106
export const COMPARE_OP = 107
export const IMPORT_NAME = 108
export const IMPORT_FROM = 109
export const JUMP_FORWARD = 110
export const JUMP_IF_FALSE_OR_POP = 111
export const JUMP_IF_TRUE_OR_POP = 112
export const POP_JUMP_FORWARD_IF_FALSE = 114
export const POP_JUMP_FORWARD_IF_TRUE = 115
export const LOAD_GLOBAL = 116
export const IS_OP = 117
export const CONTAINS_OP = 118
export const RERAISE = 119
export const COPY = 120
export const BINARY_OP = 122
export const SEND = 123
export const LOAD_FAST = 124
export const STORE_FAST = 125
export const DELETE_FAST = 126
export const POP_JUMP_FORWARD_IF_NOT_NONE = 128
export const POP_JUMP_FORWARD_IF_NONE = 129
export const RAISE_VARARGS = 130
export const GET_AWAITABLE = 131
export const MAKE_FUNCTION = 132
export const BUILD_SLICE = 133
export const JUMP_BACKWARD_NO_INTERRUPT = 134
export const MAKE_CELL = 135
export const LOAD_CLOSURE = 136
export const LOAD_DEREF = 137
export const STORE_DEREF = 138
export const DELETE_DEREF = 139
export const JUMP_BACKWARD = 140
export const CALL_FUNCTION_EX = 142
export const EXTENDED_ARG = 144
export const LIST_APPEND = 145
export const SET_ADD = 146
export const MAP_ADD = 147
export const LOAD_CLASSDEREF = 148
export const COPY_FREE_VARS = 149
export const RESUME = 151
export const MATCH_CLASS = 152
export const FORMAT_VALUE = 155
export const BUILD_CONST_KEY_MAP = 156
export const BUILD_STRING = 157
export const LOAD_METHOD = 160
export const LIST_EXTEND = 162
export const SET_UPDATE = 163
export const DICT_MERGE = 164
export const DICT_UPDATE = 165
export const PRECALL = 166
export const CALL = 171
export const KW_NAMES = 172
export const POP_JUMP_BACKWARD_IF_NOT_NONE = 173
export const POP_JUMP_BACKWARD_IF_NONE = 174
export const POP_JUMP_BACKWARD_IF_FALSE = 175
export const POP_JUMP_BACKWARD_IF_TRUE = 176

/** Instructions from here on have an argument; below, the argument byte is 0. */
export const HAVE_ARGUMENT = 90

/**
 * Pseudo-instructions: they live only inside the compiler and are replaced before assembly. Numbered above a byte so that
 * they can never be mistaken for real ones.
 */
export const SETUP_FINALLY = 256
export const SETUP_CLEANUP = 257
export const SETUP_WITH = 258
export const POP_BLOCK = 259
export const JUMP = 260
export const JUMP_NO_INTERRUPT = 261
export const POP_JUMP_IF_FALSE = 262
export const POP_JUMP_IF_TRUE = 263
export const POP_JUMP_IF_NONE = 264
export const POP_JUMP_IF_NOT_NONE = 265

const rows: readonly (readonly [string, number, ArgKind, number])[] = [
  ['CACHE', 0, 'none', 0],
  ['POP_TOP', 1, 'none', 0],
  ['PUSH_NULL', 2, 'none', 0],
  ['NOP', 9, 'none', 0],
  ['UNARY_POSITIVE', 10, 'none', 0],
  ['UNARY_NEGATIVE', 11, 'none', 0],
  ['UNARY_NOT', 12, 'none', 0],
  ['UNARY_INVERT', 15, 'none', 0],
  ['BINARY_SUBSCR', 25, 'none', 4],
  ['GET_LEN', 30, 'none', 0],
  ['MATCH_MAPPING', 31, 'none', 0],
  ['MATCH_SEQUENCE', 32, 'none', 0],
  ['MATCH_KEYS', 33, 'none', 0],
  ['PUSH_EXC_INFO', 35, 'none', 0],
  ['CHECK_EXC_MATCH', 36, 'none', 0],
  ['CHECK_EG_MATCH', 37, 'none', 0],
  ['WITH_EXCEPT_START', 49, 'none', 0],
  ['GET_AITER', 50, 'none', 0],
  ['GET_ANEXT', 51, 'none', 0],
  ['BEFORE_ASYNC_WITH', 52, 'none', 0],
  ['BEFORE_WITH', 53, 'none', 0],
  ['END_ASYNC_FOR', 54, 'none', 0],
  ['STORE_SUBSCR', 60, 'none', 1],
  ['DELETE_SUBSCR', 61, 'none', 0],
  ['GET_ITER', 68, 'none', 0],
  ['GET_YIELD_FROM_ITER', 69, 'none', 0],
  ['PRINT_EXPR', 70, 'none', 0],
  ['LOAD_BUILD_CLASS', 71, 'none', 0],
  ['LOAD_ASSERTION_ERROR', 74, 'none', 0],
  ['RETURN_GENERATOR', 75, 'none', 0],
  ['LIST_TO_TUPLE', 82, 'none', 0],
  ['RETURN_VALUE', 83, 'none', 0],
  ['IMPORT_STAR', 84, 'none', 0],
  ['SETUP_ANNOTATIONS', 85, 'none', 0],
  ['YIELD_VALUE', 86, 'none', 0],
  ['ASYNC_GEN_WRAP', 87, 'none', 0],
  ['PREP_RERAISE_STAR', 88, 'none', 0],
  ['POP_EXCEPT', 89, 'none', 0],
  ['STORE_NAME', 90, 'name', 0],
  ['DELETE_NAME', 91, 'name', 0],
  ['UNPACK_SEQUENCE', 92, 'int', 1],
  ['FOR_ITER', 93, 'forward', 0],
  ['UNPACK_EX', 94, 'int', 0],
  ['STORE_ATTR', 95, 'name', 4],
  ['DELETE_ATTR', 96, 'name', 0],
  ['STORE_GLOBAL', 97, 'name', 0],
  ['DELETE_GLOBAL', 98, 'name', 0],
  ['SWAP', 99, 'int', 0],
  ['LOAD_CONST', 100, 'const', 0],
  ['LOAD_NAME', 101, 'name', 0],
  ['BUILD_TUPLE', 102, 'int', 0],
  ['BUILD_LIST', 103, 'int', 0],
  ['BUILD_SET', 104, 'int', 0],
  ['BUILD_MAP', 105, 'int', 0],
  ['LOAD_ATTR', 106, 'name', 4],
  ['COMPARE_OP', 107, 'compare', 2],
  ['IMPORT_NAME', 108, 'name', 0],
  ['IMPORT_FROM', 109, 'name', 0],
  ['JUMP_FORWARD', 110, 'forward', 0],
  ['JUMP_IF_FALSE_OR_POP', 111, 'forward', 0],
  ['JUMP_IF_TRUE_OR_POP', 112, 'forward', 0],
  ['POP_JUMP_FORWARD_IF_FALSE', 114, 'forward', 0],
  ['POP_JUMP_FORWARD_IF_TRUE', 115, 'forward', 0],
  ['LOAD_GLOBAL', 116, 'name', 5],
  ['IS_OP', 117, 'int', 0],
  ['CONTAINS_OP', 118, 'int', 0],
  ['RERAISE', 119, 'int', 0],
  ['COPY', 120, 'int', 0],
  ['BINARY_OP', 122, 'int', 1],
  ['SEND', 123, 'forward', 0],
  ['LOAD_FAST', 124, 'local', 0],
  ['STORE_FAST', 125, 'local', 0],
  ['DELETE_FAST', 126, 'local', 0],
  ['POP_JUMP_FORWARD_IF_NOT_NONE', 128, 'forward', 0],
  ['POP_JUMP_FORWARD_IF_NONE', 129, 'forward', 0],
  ['RAISE_VARARGS', 130, 'int', 0],
  ['GET_AWAITABLE', 131, 'int', 0],
  ['MAKE_FUNCTION', 132, 'int', 0],
  ['BUILD_SLICE', 133, 'int', 0],
  ['JUMP_BACKWARD_NO_INTERRUPT', 134, 'back', 0],
  ['MAKE_CELL', 135, 'free', 0],
  ['LOAD_CLOSURE', 136, 'free', 0],
  ['LOAD_DEREF', 137, 'free', 0],
  ['STORE_DEREF', 138, 'free', 0],
  ['DELETE_DEREF', 139, 'free', 0],
  ['JUMP_BACKWARD', 140, 'back', 0],
  ['CALL_FUNCTION_EX', 142, 'int', 0],
  ['EXTENDED_ARG', 144, 'int', 0],
  ['LIST_APPEND', 145, 'int', 0],
  ['SET_ADD', 146, 'int', 0],
  ['MAP_ADD', 147, 'int', 0],
  ['LOAD_CLASSDEREF', 148, 'free', 0],
  ['COPY_FREE_VARS', 149, 'int', 0],
  ['RESUME', 151, 'int', 0],
  ['MATCH_CLASS', 152, 'int', 0],
  ['FORMAT_VALUE', 155, 'int', 0],
  ['BUILD_CONST_KEY_MAP', 156, 'int', 0],
  ['BUILD_STRING', 157, 'int', 0],
  ['LOAD_METHOD', 160, 'name', 10],
  ['LIST_EXTEND', 162, 'int', 0],
  ['SET_UPDATE', 163, 'int', 0],
  ['DICT_MERGE', 164, 'int', 0],
  ['DICT_UPDATE', 165, 'int', 0],
  ['PRECALL', 166, 'int', 1],
  ['CALL', 171, 'int', 4],
  ['KW_NAMES', 172, 'const', 0],
  ['POP_JUMP_BACKWARD_IF_NOT_NONE', 173, 'back', 0],
  ['POP_JUMP_BACKWARD_IF_NONE', 174, 'back', 0],
  ['POP_JUMP_BACKWARD_IF_FALSE', 175, 'back', 0],
  ['POP_JUMP_BACKWARD_IF_TRUE', 176, 'back', 0],
]

/** By opcode; holes where 3.11 has no such (unspecialised) instruction. */
export const OPCODES: readonly (OpcodeInfo | undefined)[] = (() => {
  const table: (OpcodeInfo | undefined)[] = new Array(256).fill(undefined)
  for (const [name, opcode, arg, caches] of rows) table[opcode] = { name, opcode, arg, caches }
  return table
})()

/** Inline cache entries by opcode, as a flat array for hot loops. */
export const CACHES: Uint8Array = Uint8Array.from(OPCODES, (info) => info?.caches ?? 0)

/** Argument of BINARY_OP. */
export const NB_ADD = 0
export const NB_AND = 1
export const NB_FLOOR_DIVIDE = 2
export const NB_LSHIFT = 3
export const NB_MATRIX_MULTIPLY = 4
export const NB_MULTIPLY = 5
export const NB_REMAINDER = 6
export const NB_OR = 7
export const NB_POWER = 8
export const NB_RSHIFT = 9
export const NB_SUBTRACT = 10
export const NB_TRUE_DIVIDE = 11
export const NB_XOR = 12
export const NB_INPLACE_ADD = 13
export const NB_INPLACE_AND = 14
export const NB_INPLACE_FLOOR_DIVIDE = 15
export const NB_INPLACE_LSHIFT = 16
export const NB_INPLACE_MATRIX_MULTIPLY = 17
export const NB_INPLACE_MULTIPLY = 18
export const NB_INPLACE_REMAINDER = 19
export const NB_INPLACE_OR = 20
export const NB_INPLACE_POWER = 21
export const NB_INPLACE_RSHIFT = 22
export const NB_INPLACE_SUBTRACT = 23
export const NB_INPLACE_TRUE_DIVIDE = 24
export const NB_INPLACE_XOR = 25
export const NB_SYMBOLS: readonly string[] = [
  '+',
  '&',
  '//',
  '<<',
  '@',
  '*',
  '%',
  '|',
  '**',
  '>>',
  '-',
  '/',
  '^',
  '+=',
  '&=',
  '//=',
  '<<=',
  '@=',
  '*=',
  '%=',
  '|=',
  '**=',
  '>>=',
  '-=',
  '/=',
  '^=',
]

/** Argument of COMPARE_OP, in order (object.h `Py_LT` ...). */
export const COMPARE_SYMBOLS: readonly string[] = ['<', '<=', '==', '!=', '>', '>=']

/** Flags in the argument of MAKE_FUNCTION: which of these lie on the stack, in this order, under the code object. */
export const MAKE_FUNCTION_DEFAULTS = 1
export const MAKE_FUNCTION_KWDEFAULTS = 2
export const MAKE_FUNCTION_ANNOTATIONS = 4
export const MAKE_FUNCTION_CLOSURE = 8
