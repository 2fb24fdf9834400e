import * as op from '../opcodes'

/** One instruction before assembly (`struct instr`). A line below 0 means: no place in the source. */
export class Instr {
  opcode: number
  oparg: number
  /** Where a jump goes, or a SETUP pseudo-instruction's handler. */
  target: BasicBlock | null
  /** The handler of exceptions raised here; found by `labelExceptionTargets`. */
  except: BasicBlock | null = null
  lineno: number
  endLineno: number
  col: number
  endCol: number

  constructor(
    opcode: number,
    oparg: number,
    target: BasicBlock | null,
    lineno: number,
    endLineno: number,
    col: number,
    endCol: number,
  ) {
    this.opcode = opcode
    this.oparg = oparg
    this.target = target
    this.lineno = lineno
    this.endLineno = endLineno
    this.col = col
    this.endCol = endCol
  }

  copy(): Instr {
    const copy = new Instr(this.opcode, this.oparg, this.target, this.lineno, this.endLineno, this.col, this.endCol)
    copy.except = this.except
    return copy
  }

  copyLocation(from: Instr): void {
    this.lineno = from.lineno
    this.endLineno = from.endLineno
    this.col = from.col
    this.endCol = from.endCol
  }
}

/** A run of instructions entered only at its start and left only at its end (`basicblock`). */
export class BasicBlock {
  instrs: Instr[] = []
  /** The block reached by falling through, and the order of the output. */
  next: BasicBlock | null = null
  predecessors = 0
  startDepth = 0
  /** In code units. */
  offset = 0
  noFallthrough = false
  /** An exception handler which also wants the offset of the raising instruction. */
  preserveLasti = false
  visited = false
  /** Ends in a return or a raise. */
  exit = false
  hasReturn = false
  exceptStack: (BasicBlock | null)[] | null = null

  last(): Instr {
    return this.instrs[this.instrs.length - 1]
  }
}

const JUMPS: Uint8Array = (() => {
  const table = new Uint8Array(512)
  for (const info of op.OPCODES) if (info?.arg === 'forward' || info?.arg === 'back') table[info.opcode] = 1
  for (let pseudo = op.JUMP; pseudo <= op.POP_JUMP_IF_NOT_NONE; pseudo++) table[pseudo] = 1
  return table
})()

export function isJump(instr: Instr): boolean {
  return JUMPS[instr.opcode] === 1
}

/** The pseudo-instructions which open a protected region. */
export function isBlockPush(instr: Instr): boolean {
  return instr.opcode >= op.SETUP_FINALLY && instr.opcode <= op.SETUP_WITH
}

export function isScopeExit(opcode: number): boolean {
  return opcode === op.RETURN_VALUE || opcode === op.RAISE_VARARGS || opcode === op.RERAISE
}

/** Size in code units: EXTENDED_ARG prefixes, the instruction, its caches. */
export function instrSize(instr: Instr): number {
  const opcode = instr.opcode
  const oparg = opcode >= op.HAVE_ARGUMENT ? instr.oparg : 0
  return (oparg > 0xff ? (oparg > 0xffff ? (oparg > 0xffffff ? 4 : 3) : 2) : 1) + op.CACHES[opcode]
}
