/** The words of a context on the matcher's stack, where a context goes on when the one above it ends, and what it wants then. */

export const C_LAST = 0
export const C_JUMP = 1
export const C_PTR = 2
export const C_PATTERN = 3
export const C_COUNT = 4
export const C_LASTMARK = 5
export const C_LASTINDEX = 6
/** Repeat index, literal to look for, or position, by operation. */
export const C_AUX = 7
export const C_TOPLEVEL = 8
/** 1 when marks were saved behind the context. */
export const C_SAVED = 9
export const C_SIZE = 10

export const J = {
  NONE: 0,
  MAX_UNTIL_1: 1,
  MAX_UNTIL_2: 2,
  MAX_UNTIL_3: 3,
  MIN_UNTIL_1: 4,
  MIN_UNTIL_2: 5,
  MIN_UNTIL_3: 6,
  REPEAT: 7,
  REPEAT_ONE_1: 8,
  MIN_REPEAT_ONE: 10,
  BRANCH: 11,
  ASSERT: 12,
  ASSERT_NOT: 13,
  POSS_REPEAT_1: 14,
  POSS_REPEAT_2: 15,
  ATOMIC_GROUP: 16,
} as const

// What a resumed or dispatched operation wants next.
export const FAIL = 0
export const SUCCESS = 1
export const NEXT = 2
export const CALL = 3

/** Operands of CALL and NEXT, set by the operations below. */
export let callJump = 0
export let callPattern = 0
export let callTop = 0
export let nextPattern = 0
export let nextPtr = 0

export function call(jump: number, pattern: number, toplevel: number): number {
  callJump = jump
  callPattern = pattern
  callTop = toplevel
  return CALL
}

export function go(pattern: number, ptr: number): number {
  nextPattern = pattern
  nextPtr = ptr
  return NEXT
}
