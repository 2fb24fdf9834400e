import * as op from './opcodes'

/**
 * How far an instruction moves the stack pointer (Python/compile.c `stack_effect`). Where the effect differs between falling
 * through and jumping, `jump` selects. For the SETUP pseudo-instructions the jump is the exception edge.
 */
export function stackEffect(opcode: number, oparg: number, jump: boolean): number {
  const fixed = opcode < op.HAVE_ARGUMENT || opcode >= 256 ? undefined : FIXED[opcode]
  if (fixed !== undefined && fixed !== VARIES) return fixed
  switch (opcode) {
    case op.NOP:
    case op.CACHE:
    case op.UNARY_POSITIVE:
    case op.UNARY_NEGATIVE:
    case op.UNARY_NOT:
    case op.UNARY_INVERT:
    case op.GET_ITER:
    case op.GET_AITER:
    case op.GET_YIELD_FROM_ITER:
    case op.RETURN_GENERATOR:
    case op.LIST_TO_TUPLE:
    case op.SETUP_ANNOTATIONS:
    case op.YIELD_VALUE:
    case op.ASYNC_GEN_WRAP:
    case op.CHECK_EXC_MATCH:
    case op.CHECK_EG_MATCH:
    case op.POP_BLOCK:
    case op.JUMP:
    case op.JUMP_NO_INTERRUPT:
      return 0
    case op.POP_TOP:
    case op.BINARY_SUBSCR:
    case op.PRINT_EXPR:
    case op.RETURN_VALUE:
    case op.IMPORT_STAR:
    case op.PREP_RERAISE_STAR:
    case op.POP_EXCEPT:
    case op.POP_JUMP_IF_FALSE:
    case op.POP_JUMP_IF_TRUE:
    case op.POP_JUMP_IF_NONE:
    case op.POP_JUMP_IF_NOT_NONE:
      return -1
    case op.PUSH_NULL:
    case op.GET_LEN:
    case op.MATCH_MAPPING:
    case op.MATCH_SEQUENCE:
    case op.MATCH_KEYS:
    case op.PUSH_EXC_INFO:
    case op.WITH_EXCEPT_START:
    case op.GET_ANEXT:
    case op.BEFORE_ASYNC_WITH:
    case op.BEFORE_WITH:
    case op.LOAD_BUILD_CLASS:
    case op.LOAD_ASSERTION_ERROR:
      return 1
    case op.END_ASYNC_FOR:
    case op.DELETE_SUBSCR:
      return -2
    case op.STORE_SUBSCR:
      return -3
    case op.UNPACK_SEQUENCE:
      return oparg - 1
    case op.UNPACK_EX:
      return (oparg & 0xff) + (oparg >> 8)
    case op.FOR_ITER:
      return jump ? -1 : 1
    case op.SEND:
      return jump ? -1 : 0
    case op.JUMP_IF_TRUE_OR_POP:
    case op.JUMP_IF_FALSE_OR_POP:
      return jump ? 0 : -1
    case op.BUILD_TUPLE:
    case op.BUILD_LIST:
    case op.BUILD_SET:
    case op.BUILD_STRING:
      return 1 - oparg
    case op.BUILD_MAP:
      return 1 - 2 * oparg
    case op.BUILD_CONST_KEY_MAP:
      return -oparg
    case op.LOAD_GLOBAL:
      return (oparg & 1) + 1
    case op.PRECALL:
      return -oparg
    case op.CALL_FUNCTION_EX:
      return -2 - (oparg & 1)
    case op.RAISE_VARARGS:
      return -oparg
    case op.MAKE_FUNCTION:
      return 0 - (oparg & 1) - ((oparg >> 1) & 1) - ((oparg >> 2) & 1) - ((oparg >> 3) & 1)
    case op.BUILD_SLICE:
      return oparg === 3 ? -2 : -1
    case op.FORMAT_VALUE:
      // bit 2 says that a format specification lies on top of the value
      return (oparg & 4) === 4 ? -1 : 0
    case op.SETUP_FINALLY:
      return jump ? 1 : 0
    case op.SETUP_CLEANUP:
      return jump ? 2 : 0
    case op.SETUP_WITH:
      return jump ? 1 : 0
    default:
      throw new Error(`stackEffect: no rule for opcode ${opcode}`)
  }
}

/** Marks an effect which depends on the argument. */
const VARIES = 127

/** Effects of the instructions with an argument which has no influence on the effect. */
const FIXED: Int8Array = (() => {
  const table = new Int8Array(256).fill(VARIES)
  const set = (effect: number, ...opcodes: number[]): void => {
    for (const opcode of opcodes) table[opcode] = effect
  }
  set(-3, op.STORE_SUBSCR)
  set(-2, op.STORE_ATTR, op.MAP_ADD, op.MATCH_CLASS)
  set(-1, op.STORE_NAME, op.DELETE_ATTR, op.STORE_GLOBAL, op.COMPARE_OP, op.IMPORT_NAME, op.IS_OP, op.CONTAINS_OP)
  set(-1, op.RERAISE, op.BINARY_OP, op.STORE_FAST, op.STORE_DEREF, op.LIST_APPEND, op.SET_ADD)
  set(-1, op.LIST_EXTEND, op.SET_UPDATE, op.DICT_MERGE, op.DICT_UPDATE, op.CALL)
  set(-1, op.POP_JUMP_FORWARD_IF_FALSE, op.POP_JUMP_FORWARD_IF_TRUE, op.POP_JUMP_FORWARD_IF_NONE)
  set(-1, op.POP_JUMP_FORWARD_IF_NOT_NONE, op.POP_JUMP_BACKWARD_IF_FALSE, op.POP_JUMP_BACKWARD_IF_TRUE)
  set(-1, op.POP_JUMP_BACKWARD_IF_NONE, op.POP_JUMP_BACKWARD_IF_NOT_NONE)
  set(0, op.DELETE_NAME, op.DELETE_GLOBAL, op.SWAP, op.LOAD_ATTR, op.JUMP_FORWARD, op.JUMP_BACKWARD)
  set(0, op.JUMP_BACKWARD_NO_INTERRUPT, op.DELETE_FAST, op.GET_AWAITABLE, op.MAKE_CELL, op.DELETE_DEREF)
  set(0, op.EXTENDED_ARG, op.COPY_FREE_VARS, op.RESUME, op.KW_NAMES)
  set(1, op.LOAD_CONST, op.LOAD_NAME, op.IMPORT_FROM, op.COPY, op.LOAD_FAST, op.LOAD_CLOSURE, op.LOAD_DEREF)
  set(1, op.LOAD_CLASSDEREF, op.LOAD_METHOD)
  return table
})()
