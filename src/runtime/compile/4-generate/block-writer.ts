/**
 * Straight-line code of one basic block: each instruction becomes a few calls of runtime functions on frame slots and
 * stack variables. Only numbers (addresses, offsets, indexes) and the fixed names of names.ts ever enter the text, so no
 * string of a script can escape into JavaScript.
 */
import { FRAME_LOCALSPLUS, FRAME_PREV_INSTR, FRAME_STACKTOP } from '../../object/layout'
import { COSTS } from '../../profile/costs'
import * as op from '../opcodes'
import { type Block, isBackward, isConditional, isTerminal, isUnconditional } from './cfg'
import type { Instr } from './decode'
import type { KnownCall } from './known-call'
import { LineEvents } from './line-events'
import { type Operand, ValueStack } from './value-stack'

/** What the generator must know about a code object. Its constants and names are known by their numbers only. */
export interface CodeInput {
  code: Uint8Array
  exceptionTable: Uint8Array
  lineTable: Uint8Array
  firstLine: number
  nlocalsplus: number
  argSlots: number
  stacksize: number
  isGenerator: boolean
  /** A coroutine or asynchronous generator, which this process cannot run. */
  isAsync: boolean
  /** Values of the constants that are exact ints of one digit. */
  intConsts: (number | undefined)[]
  /** Names (by index) that usually mean one builtin function, or one method of a builtin type. */
  knownFunctions: (KnownCall | undefined)[]
  knownMethods: (KnownCall | undefined)[]
  /** Generate a test for an observer wherever CPython's trace function gets a 'line' event (see line-events.ts). */
  lineEvents?: boolean
  /** Also tell of calls, returns and exceptions: for sys.settrace. Only with lineEvents. */
  callEvents?: boolean
}

export const W_PREV_INSTR = FRAME_PREV_INSTR >> 2
export const W_STACKTOP = FRAME_STACKTOP >> 2
export const W_LOCALSPLUS = FRAME_LOCALSPLUS >> 2

/** What one more pass through the loop that block b turns in costs, ns. */
export const loopCost = (b: Block): number => COSTS.instruction * b.instrs.length + COSTS.block

export type InstructionTable = Partial<Record<number, (e: BlockWriter, ins: Instr, b: Block) => void>>

export class BlockWriter {
  readonly out: string[] = []
  readonly stack: ValueStack
  /** Entries of inline caches used so far (int32 words). */
  cacheWords = 0
  line = -2
  /** Text of the keyword names constant set by KW_NAMES for the next CALL. */
  kwnames = '0'
  private readonly lines: LineEvents | null
  private readonly failName: string

  constructor(
    readonly input: CodeInput,
    /** Text that transfers control from one block to another. */
    readonly jump: (from: Block, to: Block) => void,
    readonly raiseTo: (b: Block) => string,
    private readonly table: InstructionTable,
  ) {
    this.stack = new ValueStack({ write: (t) => this.w(t), local: (i) => this.local(i) })
    this.failName = input.callEvents ? 'failTraced' : 'fail'
    this.lines = input.lineEvents === true ? new LineEvents(this) : null
  }

  w(text: string): void {
    this.out.push(text)
  }

  /** Locals are mirrored in JavaScript variables, except in generators, which must find everything in the frame. */
  local(i: number): string {
    return this.input.isGenerator ? `i32[w+${W_LOCALSPLUS + 2 * i}]` : `l${i}`
  }

  /** Text of the index of a new inline cache (see link.ts). */
  cache(words: number): string {
    const k = this.cacheWords
    this.cacheWords += words
    return `ic${k}`
  }

  /** Text of the address of a constant (see link.ts). */
  constant(i: number): string {
    return `const${i}`
  }

  /** Text of the address of a name (see link.ts). */
  name(i: number): string {
    return `name${i}`
  }

  /** Records the instruction in the frame where calls, allocations or tracebacks may look at it. */
  at(ins: Instr, exact: boolean): void {
    if (exact || ins.line !== this.line) {
      this.w(`i32[w+${W_PREV_INSTR}]=${ins.unit};`)
      this.line = ins.line
    }
  }

  current!: Block

  /** Code run when the instruction failed: traceback entry, drop temporaries, go to the handler. */
  fail(ins: Instr, extra = ''): string {
    const b = this.current
    const from = b.handler ? b.handler.depth : 0
    return `{${this.failName}(f,${ins.unit});${extra}${this.stack.dropsFrom(from)}${this.raiseTo(b)}}`
  }

  /**
   * A traced call or return: `expr` < 0 means that the trace function failed, then the frame is left without looking for a
   * handler. `extra` drops what is not on the stack any more.
   */
  traced(expr: string, extra = ''): string {
    if (!this.input.callEvents) return ''
    return `if(i32[LINES]!==0&&${expr}<0){${extra}${this.stack.dropsFrom(0)}break X;}`
  }

  /** Drops the reference in a variable, without a call when others remain. */
  dec(x: string): string {
    return `if((i32[${x}>>2]-=1)===0)dealloc(${x});`
  }

  /** Text of the frame's word of local i. */
  localSlot(i: number): string {
    return `i32[w+${W_LOCALSPLUS + 2 * i}]`
  }

  drop(...ops: Operand[]): string {
    return ops.map((o) => (o.owned ? this.dec(o.x) : '')).join('')
  }

  /** t = expr; drop the operands; fail on 0; push t. The operands have been popped. */
  result(ins: Instr, expr: string, ...ops: Operand[]): void {
    if (!ops.some((o) => o.owned)) {
      const d = this.stack.depth
      this.w(`s${d}=${expr};if(s${d}===0)${this.fail(ins)}`)
    } else {
      this.w(`t=${expr};${this.drop(...ops)}if(t===0)${this.fail(ins)}`)
      this.w(`s${this.stack.depth}=t;`)
    }
    this.stack.pushOwn()
  }

  /** As result, when the value is in `target` already: t when operands are owned, else the variable of its depth. */
  resultIn(ins: Instr, target: string, ...ops: Operand[]): void {
    this.w(`${this.drop(...ops)}if(${target}===0)${this.fail(ins)}`)
    if (target === 't') this.w(`s${this.stack.depth}=t;`)
    this.stack.pushOwn()
  }

  /** if (expr < 0) fail, after dropping the operands. */
  status(ins: Instr, expr: string, ...ops: Operand[]): void {
    const drops = this.drop(...ops)
    if (drops === '') this.w(`if(${expr}<0)${this.fail(ins)}`)
    else this.w(`t=${expr};${drops}if(t<0)${this.fail(ins)}`)
  }

  block(b: Block): void {
    this.current = b
    this.line = -2
    const base = b.isHandler ? b.depth + (b.lasti ? 2 : 1) : b.depth
    this.stack.reset(base)
    if (b.isHandler) {
      let d = b.depth
      if (b.lasti) this.w(`s${d++}=lastiObject(f);`)
      this.w(`s${d}=catchException();`)
    }
    if (b.resume) this.resume(b)
    const last = b.instrs[b.instrs.length - 1]
    this.skip = -1
    for (let k = 0; k < b.instrs.length; k++) {
      const ins = b.instrs[k]
      this.lines?.before(ins, b, k)
      if (k === this.skip) continue
      if (ins === last && (isConditional(ins) || isUnconditional(ins))) {
        this.one(ins, b)
        return
      }
      this.one(ins, b)
      if (ins === last && isTerminal(ins)) return
    }
    this.stack.settleBools()
    this.go(b, b.succ[0])
  }

  private one(ins: Instr, b: Block): void {
    // only a comparison's consumer may see it unsettled
    if (ins.op !== op.COMPARE_OP && !isConditional(ins) && !isUnconditional(ins)) this.stack.settleBools()
    const handler = this.table[ins.op]
    if (handler) handler(this, ins, b)
    else this.w(`unsupportedOpcode(f,${ins.op});${this.fail(ins)}`)
  }

  /** Transfer with the stack in canonical form. */
  go(from: Block, to: Block): void {
    this.stack.ownAll()
    if (to.depth < 0) to.depth = this.stack.depth
    this.lines?.edge(from, to)
    const saved = { entries: this.stack.entries.slice(), line: this.line, current: this.current }
    this.jump(from, to)
    this.stack.entries = saved.entries
    this.line = saved.line
    this.current = saved.current
  }

  branchOn(b: Block, ins: Instr, cond: string): void {
    this.stack.ownAll()
    this.w(`if(${cond}){`)
    // a while loop turns here, and may have no other place where it could be stopped
    if (isBackward(ins)) this.safePoint(ins, loopCost(b))
    this.go(b, b.succ[0])
    this.w('}else{')
    this.go(b, b.succ[1])
    this.w('}')
  }

  /** Passes a safe point and charges the clock `cost` ns. */
  safePoint(ins: Instr, cost: number): void {
    this.w(`if((i32[BUDGET]-=${cost})<0){i32[w+${W_PREV_INSTR}]=${ins.unit};if(safePoint(f)<0)${this.fail(ins)}}`)
  }

  /** JavaScript condition of the popped top of stack; errors have been dealt with. */
  condition(ins: Instr): string {
    const s = this.stack
    const e = s.entry()
    if (e.k === 'bool') {
      s.pop()
      s.settleBools()
      return e.x
    }
    const v = s.pop()
    if (v.owned) this.w(`n=truth(${v.x});dec(${v.x});if(n<0)${this.fail(ins)}`)
    else this.w(`n=truth(${v.x});if(n<0)${this.fail(ins)}`)
    return 'n===1'
  }

  /** After a yield: refill the stack variables, take the sent value or raise the thrown exception. */
  resume(b: Block): void {
    this.reload()
    const from = b.handler ? b.handler.depth : 0
    this.thrown(b, from)
    this.line = -2
  }

  /**
   * Entry used when throw() ended the delegate of a `yield from`: the stack below the value is in the frame, execution goes
   * on behind the SEND of block b, or the error that is set is raised there.
   */
  resumeAfterSend(b: Block): void {
    const target = b.succ[0]
    this.current = b
    this.stack.reset(target.depth)
    this.reload()
    const from = b.handler ? b.handler.depth : 0
    this.thrown(b, from)
    this.jump(b, target)
  }

  /** The generator was entered by throw(): the error that is set is raised where it stands. */
  private thrown(b: Block, from: number): void {
    const raise = `${this.failName}(f,i32[w+${W_PREV_INSTR}]);${this.stack.dropsFrom(from)}${this.raiseTo(b)}`
    this.w(`if(thrown){thrown=0;${this.traced('traceThrow(f)')}${raise}}`)
  }

  reload(): void {
    for (let d = 0; d < this.stack.depth; d++) {
      this.w(`s${d}=i32[w+${W_LOCALSPLUS + 2 * (this.input.nlocalsplus + d)}];`)
    }
  }

  /** Index (in the block) of an instruction already covered by the one before it. */
  skip = -1

  followedByJump(ins: Instr): boolean {
    const k = this.current.instrs.indexOf(ins)
    const next = this.current.instrs[k + 1]
    return (
      next !== undefined &&
      (next.op === op.POP_JUMP_FORWARD_IF_FALSE ||
        next.op === op.POP_JUMP_FORWARD_IF_TRUE ||
        next.op === op.POP_JUMP_BACKWARD_IF_FALSE ||
        next.op === op.POP_JUMP_BACKWARD_IF_TRUE)
    )
  }

  /** Pops n entries as an array on the C stack: owned by the callee ("steal"). */
  popArray(n: number): void {
    const s = this.stack
    s.ownTop(n)
    const base = s.depth - n
    this.w(`p=cpush(${n});${Array.from({ length: n }, (_, i) => `i32[p+${2 * i}]=s${base + i};`).join('')}`)
    s.entries.length = base
  }

  fresh(ins: Instr, expr: string, known?: KnownCall): void {
    const d = this.stack.depth
    this.w(`s${d}=${expr};if(s${d}===0)${this.fail(ins)}`)
    this.stack.push({ k: 'own', known })
  }

  reraise(_ins: Instr): string {
    const b = this.current
    const from = b.handler ? b.handler.depth : 0
    return `${this.stack.dropsFrom(from)}${this.raiseTo(b)}`
  }
}
