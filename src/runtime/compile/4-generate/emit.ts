/**
 * Straight-line code of one basic block: each instruction becomes a few calls of runtime functions on frame slots and
 * stack variables. Only numbers (addresses, offsets, indexes) and the fixed names of names.ts ever enter the text, so no
 * string of a script can escape into JavaScript.
 */
import { FRAME_LOCALSPLUS, FRAME_PREV_INSTR, FRAME_STACKTOP } from '../../object/layout'
import * as op from '../opcodes'
import { type Block, isConditional, isTerminal, isUnconditional } from './cfg'
import type { Instr } from './decode'
import { type Operand, ValueStack } from './value-stack'

/** What the generator must know about a code object; addresses are embedded as numbers. */
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
  consts: number[]
  names: number[]
}

export const W_PREV_INSTR = FRAME_PREV_INSTR >> 2
export const W_STACKTOP = FRAME_STACKTOP >> 2
export const W_LOCALSPLUS = FRAME_LOCALSPLUS >> 2

const BINARY_HELPERS = [
  'add',
  'and',
  'floordiv',
  'lshift',
  'matmul',
  'mul',
  'mod',
  'or',
  'pow',
  'rshift',
  'sub',
  'truediv',
  'xor',
]
const COMPARE = ['Lt', 'Le', 'Eq', 'Ne', 'Gt', 'Ge']

export class BlockWriter {
  readonly out: string[] = []
  readonly stack: ValueStack
  /** Entries of inline caches used so far (int32 words). */
  cacheWords = 0
  private line = -2
  /** Keyword names constant set by KW_NAMES for the next CALL. */
  private kwnames = 0

  constructor(
    private readonly input: CodeInput,
    /** Text that transfers control from one block to another. */
    private readonly jump: (from: Block, to: Block) => void,
    private readonly raiseTo: (b: Block) => string,
  ) {
    this.stack = new ValueStack({ write: (t) => this.w(t), local: (i) => this.local(i) })
  }

  w(text: string): void {
    this.out.push(text)
  }

  /** Locals are mirrored in JavaScript variables, except in generators, which must find everything in the frame. */
  local(i: number): string {
    return this.input.isGenerator ? `i32[w+${W_LOCALSPLUS + 2 * i}]` : `l${i}`
  }

  private cache(words: number): number {
    const k = this.cacheWords
    this.cacheWords += words
    return k
  }

  private name(i: number): number {
    return this.input.names[i]
  }

  /** Records the instruction in the frame where calls, allocations or tracebacks may look at it. */
  private at(ins: Instr, exact: boolean): void {
    if (exact || ins.line !== this.line) {
      this.w(`i32[w+${W_PREV_INSTR}]=${ins.unit};`)
      this.line = ins.line
    }
  }

  private current!: Block

  /** Code run when the instruction failed: traceback entry, drop temporaries, go to the handler. */
  private fail(ins: Instr, extra = ''): string {
    const b = this.current
    const from = b.handler ? b.handler.depth : 0
    return `{fail(f,${ins.unit});${extra}${this.stack.dropsFrom(from)}${this.raiseTo(b)}}`
  }

  private drop(...ops: Operand[]): string {
    return ops.map((o) => (o.owned ? `dec(${o.x});` : '')).join('')
  }

  /** t = expr; drop the operands; fail on 0; push t. The operands have been popped. */
  private result(ins: Instr, expr: string, ...ops: Operand[]): void {
    if (!ops.some((o) => o.owned)) {
      const d = this.stack.depth
      this.w(`s${d}=${expr};if(s${d}===0)${this.fail(ins)}`)
    } else {
      this.w(`t=${expr};${this.drop(...ops)}if(t===0)${this.fail(ins)}`)
      this.w(`s${this.stack.depth}=t;`)
    }
    this.stack.pushOwn()
  }

  /** if (expr < 0) fail, after dropping the operands. */
  private status(ins: Instr, expr: string, ...ops: Operand[]): void {
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
      if (k === this.skip) continue
      if (ins === last && (isConditional(ins) || isUnconditional(ins))) {
        this.terminator(b, ins)
        return
      }
      this.instruction(ins)
      if (ins === last && isTerminal(ins)) return
    }
    this.stack.settleBools()
    this.go(b, b.succ[0])
  }

  /** Transfer with the stack in canonical form. */
  private go(from: Block, to: Block): void {
    this.stack.ownAll()
    if (to.depth < 0) to.depth = this.stack.depth
    const saved = { entries: this.stack.entries.slice(), line: this.line, current: this.current }
    this.jump(from, to)
    this.stack.entries = saved.entries
    this.line = saved.line
    this.current = saved.current
  }

  private branchOn(b: Block, cond: string): void {
    this.stack.ownAll()
    this.w(`if(${cond}){`)
    this.go(b, b.succ[0])
    this.w('}else{')
    this.go(b, b.succ[1])
    this.w('}')
  }

  private safePoint(ins: Instr, cost: number): void {
    this.w(`if((i32[BUDGET]-=${cost})<0){i32[w+${W_PREV_INSTR}]=${ins.unit};if(safePoint(f)<0)${this.fail(ins)}}`)
  }

  private terminator(b: Block, ins: Instr): void {
    const s = this.stack
    switch (ins.op) {
      case op.JUMP_BACKWARD:
        s.settleBools()
        s.ownAll()
        this.safePoint(ins, 4 * b.instrs.length + 8)
        this.go(b, b.succ[0])
        return
      case op.JUMP_FORWARD:
      case op.JUMP_BACKWARD_NO_INTERRUPT:
        s.settleBools()
        this.go(b, b.succ[0])
        return
      case op.POP_JUMP_FORWARD_IF_FALSE:
      case op.POP_JUMP_BACKWARD_IF_FALSE:
        this.branchOn(b, `!(${this.condition(ins)})`)
        return
      case op.POP_JUMP_FORWARD_IF_TRUE:
      case op.POP_JUMP_BACKWARD_IF_TRUE:
        this.branchOn(b, this.condition(ins))
        return
      case op.POP_JUMP_FORWARD_IF_NONE:
      case op.POP_JUMP_BACKWARD_IF_NONE:
      case op.POP_JUMP_FORWARD_IF_NOT_NONE:
      case op.POP_JUMP_BACKWARD_IF_NOT_NONE: {
        s.settleBools()
        const v = s.pop()
        const not = ins.op === op.POP_JUMP_FORWARD_IF_NOT_NONE || ins.op === op.POP_JUMP_BACKWARD_IF_NOT_NONE
        if (v.owned) this.w(`c=${v.x}===PyNone;dec(${v.x});`)
        this.branchOn(b, `${not ? '!' : ''}(${v.owned ? 'c' : `${v.x}===PyNone`})`)
        return
      }
      case op.JUMP_IF_FALSE_OR_POP:
      case op.JUMP_IF_TRUE_OR_POP: {
        s.ownAll()
        const v = s.peek()
        this.w(`n=truth(${v});if(n<0)${this.fail(ins)}`)
        this.w(`if(n===${ins.op === op.JUMP_IF_FALSE_OR_POP ? 0 : 1}){`)
        this.go(b, b.succ[0])
        this.w(`}else{dec(${v});`)
        s.pop()
        this.go(b, b.succ[1])
        this.w('}')
        return
      }
      case op.FOR_ITER: {
        s.ownAll()
        const it = s.peek()
        const d = s.depth
        this.at(ins, true)
        this.w(`s${d}=iterNext(${it});if(s${d}===0){if(i32[ERR]!==0)${this.fail(ins)}`)
        this.w(`dec(${it});`)
        const before = s.entries.slice()
        s.pop()
        this.go(b, b.succ[0])
        s.entries = before
        this.w('}else{')
        s.pushOwn()
        this.go(b, b.succ[1])
        this.w('}')
        return
      }
      case op.SEND: {
        s.ownAll()
        const v = s.peek(0)
        const r = s.peek(1)
        this.at(ins, true)
        // consumes v; the receiver stays; status 0 return, 1 yield
        this.w(`t=send(${r},${v});`)
        s.pop()
        this.w(`if(t===0)${this.fail(ins)}`)
        this.w(`if(i32[SEND_STATUS]===0){dec(${r});${r}=t;`)
        this.go(b, b.succ[0])
        this.w(`}else{${v}=t;`)
        s.pushOwn()
        this.go(b, b.succ[1])
        this.w('}')
        return
      }
    }
  }

  /** JavaScript condition of the popped top of stack; errors have been dealt with. */
  private condition(ins: Instr): string {
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
  private resume(b: Block): void {
    this.reload()
    const from = b.handler ? b.handler.depth : 0
    this.w(`if(thrown){thrown=0;fail(f,i32[w+${W_PREV_INSTR}]);${this.stack.dropsFrom(from)}${this.raiseTo(b)}}`)
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
    this.w(`if(thrown){thrown=0;fail(f,i32[w+${W_PREV_INSTR}]);${this.stack.dropsFrom(from)}${this.raiseTo(b)}}`)
    this.jump(b, target)
  }

  private reload(): void {
    for (let d = 0; d < this.stack.depth; d++) {
      this.w(`s${d}=i32[w+${W_LOCALSPLUS + 2 * (this.input.nlocalsplus + d)}];`)
    }
  }

  private call(ins: Instr, nargs: number): void {
    const s = this.stack
    const kw = this.kwnames
    this.kwnames = 0
    s.settleBools()
    // everything on the stack is a counted reference while the callee runs, as in CPython
    const methodEntry = s.entry(nargs + 1)
    const isMethod = methodEntry.k === 'xown' || methodEntry.k === 'own'
    for (let d = 0; d < s.depth; d++) if (!(d === s.depth - nargs - 2 && methodEntry.k === 'null')) s.own(d)
    this.at(ins, true)
    const base = s.depth - nargs - 2
    const vars = Array.from({ length: nargs + 2 }, (_, i) => `s${base + i}`)
    s.entries.length = base
    const args = vars.slice(2)
    let expr: string
    if (kw !== 0 || nargs > 4) {
      this.w(`p=cpush(${nargs + 2});${args.map((a, i) => `i32[p+${4 + 2 * i}]=${a};`).join('')}`)
      expr = `callArray(${isMethod ? vars[0] : '0'},${vars[1]},p,${nargs},${kw})`
    } else if (isMethod) expr = `callMethod${nargs}(${vars.join(',')})`
    else expr = `call${nargs}(${vars.slice(1).join(',')})`
    const d = s.depth
    this.w(`s${d}=${expr};if(s${d}===0)${this.fail(ins)}`)
    s.pushOwn()
  }

  /** Index (in the block) of an instruction already covered by the one before it. */
  private skip = -1

  /**
   * `s = s + x` on a local: when both are strs the local's own reference is given up first, so that a str nobody else
   * sees grows in place (CPython's BINARY_OP_INPLACE_ADD_UNICODE). True when the instruction pair has been emitted.
   */
  private appendToLocal(ins: Instr): boolean {
    const s = this.stack
    const a = s.entry(1)
    if (a.k !== 'local' || this.input.isGenerator || (ins.arg !== 0 && ins.arg !== 13)) return false
    const k = this.current.instrs.indexOf(ins)
    const next = this.current.instrs[k + 1]
    if (next?.op !== op.STORE_FAST || next.arg !== a.i || !this.current.assigned?.[a.i]) return false
    if (s.entry(0).k === 'local' && (s.entry(0) as { i: number }).i === a.i) return false
    const l = this.local(a.i)
    const b = s.pop()
    s.pop()
    s.detachLocal(a.i)
    const slot = `i32[w+${W_LOCALSPLUS + 2 * a.i}]`
    this.w(
      `if(bothStr(${l},${b.x})){t=strAppend(${l},${b.x});${slot}=${l}=t;${this.drop(b)}if(t===0)${this.fail(ins)}}`,
    )
    this.w(`else{t=${ins.arg === 13 ? 'i_add' : 'b_add'}(${l},${b.x});${this.drop(b)}if(t===0)${this.fail(ins)}`)
    this.w(`n=${l};${slot}=${l}=t;dec(n);}`)
    this.skip = k + 1
    return true
  }

  private binary(ins: Instr): void {
    const s = this.stack
    s.settleBools()
    this.at(ins, false)
    if (this.appendToLocal(ins)) return
    const b = s.pop()
    const a = s.pop()
    const inplace = ins.arg >= 13
    const name = BINARY_HELPERS[inplace ? ins.arg - 13 : ins.arg]
    this.result(ins, `${inplace ? 'i' : 'b'}_${name}(${a.x},${b.x})`, a, b)
  }

  private compare(ins: Instr): void {
    const s = this.stack
    s.settleBools()
    this.at(ins, false)
    const b = s.pop()
    const a = s.pop()
    const next = this.followedByJump(ins)
    if (next) {
      // only truth matters: no bool object is made
      this.w(`n=cmp${COMPARE[ins.arg]}(${a.x},${b.x});${this.drop(a, b)}if(n<0)${this.fail(ins)}`)
      s.push({ k: 'bool', x: 'n===1' })
    } else this.result(ins, `rich${COMPARE[ins.arg]}(${a.x},${b.x})`, a, b)
  }

  private followedByJump(ins: Instr): boolean {
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

  private storeFast(i: number, undef: boolean): void {
    const s = this.stack
    s.settleBools()
    const e = s.entry()
    if (e.k === 'local' && e.i === i && !undef) {
      s.pop()
      return
    }
    const d = s.depth - 1
    s.own(d)
    s.entries.pop()
    s.detachLocal(i)
    const l = this.local(i)
    const slot = `i32[w+${W_LOCALSPLUS + 2 * i}]`
    if (this.input.isGenerator) this.w(`t=${slot};${slot}=s${d};if(t!==0)dec(t);`)
    else this.w(`t=${l};${slot}=${l}=s${d};if(t!==0)dec(t);`)
  }

  /** Pops n entries as an array on the C stack: owned by the callee ("steal"). */
  private popArray(n: number): void {
    const s = this.stack
    s.ownTop(n)
    const base = s.depth - n
    this.w(`p=cpush(${n});${Array.from({ length: n }, (_, i) => `i32[p+${2 * i}]=s${base + i};`).join('')}`)
    s.entries.length = base
  }

  private fresh(ins: Instr, expr: string): void {
    const d = this.stack.depth
    this.w(`s${d}=${expr};if(s${d}===0)${this.fail(ins)}`)
    this.stack.pushOwn()
  }

  private instruction(ins: Instr): void {
    const s = this.stack
    const arg = ins.arg
    if (ins.op !== op.COMPARE_OP) s.settleBools()
    switch (ins.op) {
      case op.NOP:
      case op.PRECALL:
      case op.RESUME:
      case op.EXTENDED_ARG:
        if (ins.op === op.RESUME && arg === 0) this.safePoint(ins, 20)
        return
      case op.POP_TOP: {
        const v = s.pop()
        if (v.owned) this.w(`dec(${v.x});`)
        return
      }
      case op.PUSH_NULL:
        s.push({ k: 'null' })
        return
      case op.LOAD_CONST:
        s.push({ k: 'const', a: this.input.consts[arg] })
        return
      case op.LOAD_FAST: {
        if (!this.current.assigned?.[arg]) {
          this.w(`if(${this.local(arg)}===0){unboundLocal(f,${arg});${this.fail(ins).slice(1)}`)
          if (this.current.assigned) this.current.assigned[arg] = 1
        }
        s.push({ k: 'local', i: arg })
        return
      }
      case op.LOAD_CLOSURE:
        s.push({ k: 'local', i: arg })
        return
      case op.STORE_FAST:
        this.storeFast(arg, !this.current.assigned?.[arg])
        if (this.current.assigned) this.current.assigned[arg] = 1
        return
      case op.DELETE_FAST: {
        s.detachLocal(arg)
        const l = this.local(arg)
        const slot = `i32[w+${W_LOCALSPLUS + 2 * arg}]`
        this.w(`t=${l};if(t===0){unboundLocal(f,${arg});${this.fail(ins).slice(1)}`)
        this.w(this.input.isGenerator ? `${slot}=0;dec(t);` : `${slot}=${l}=0;dec(t);`)
        if (this.current.assigned) this.current.assigned[arg] = 0
        return
      }
      case op.MAKE_CELL: {
        const slot = `i32[w+${W_LOCALSPLUS + 2 * arg}]`
        this.w(`t=makeCell(${slot});if(t===0)${this.fail(ins)}`)
        this.w(this.input.isGenerator ? `${slot}=t;` : `${slot}=l${arg}=t;`)
        return
      }
      case op.COPY_FREE_VARS: {
        const first = this.input.nlocalsplus - arg
        this.w(`copyFreeVars(f,${first},${arg});`)
        if (!this.input.isGenerator) {
          for (let i = first; i < this.input.nlocalsplus; i++) this.w(`l${i}=i32[w+${W_LOCALSPLUS + 2 * i}];`)
        }
        return
      }
      case op.LOAD_DEREF: {
        const d = s.depth
        this.w(`s${d}=i32[(${this.local(arg)}+CELL_REF)>>2];`)
        this.w(`if(s${d}===0){unboundDeref(f,${arg});${this.fail(ins).slice(1)}`)
        this.w(`i32[s${d}>>2]++;`)
        s.pushOwn()
        return
      }
      case op.LOAD_CLASSDEREF:
        this.at(ins, false)
        this.fresh(ins, `loadClassDeref(f,${arg})`)
        return
      case op.STORE_DEREF: {
        const v = s.popOwn()
        this.w(`storeDeref(${this.local(arg)},${v});`)
        return
      }
      case op.DELETE_DEREF:
        this.w(`if(deleteDeref(f,${arg})<0)${this.fail(ins)}`)
        return
      case op.LOAD_GLOBAL: {
        if (arg & 1) s.push({ k: 'null' })
        this.at(ins, false)
        const k = this.cache(6)
        this.fresh(ins, `loadGlobal(f,${this.name(arg >> 1)},ic,${k})`)
        return
      }
      case op.LOAD_NAME:
        this.at(ins, false)
        this.fresh(ins, `loadName(f,${this.name(arg)})`)
        return
      case op.STORE_NAME: {
        this.at(ins, false)
        const v = s.pop()
        this.status(ins, `storeName(f,${this.name(arg)},${v.x})`, v)
        return
      }
      case op.DELETE_NAME:
        this.at(ins, false)
        this.w(`if(deleteName(f,${this.name(arg)})<0)${this.fail(ins)}`)
        return
      case op.STORE_GLOBAL: {
        this.at(ins, false)
        const v = s.pop()
        this.status(ins, `storeGlobal(f,${this.name(arg)},${v.x})`, v)
        return
      }
      case op.DELETE_GLOBAL:
        this.at(ins, false)
        this.w(`if(deleteGlobal(f,${this.name(arg)})<0)${this.fail(ins)}`)
        return
      case op.LOAD_ATTR: {
        this.at(ins, true)
        const o = s.pop()
        this.result(ins, `loadAttr(${o.x},${this.name(arg)},ic,${this.cache(5)})`, o)
        return
      }
      case op.STORE_ATTR: {
        this.at(ins, true)
        const o = s.pop()
        const v = s.pop()
        this.status(ins, `storeAttr(${o.x},${this.name(arg)},${v.x},ic,${this.cache(3)})`, v, o)
        return
      }
      case op.DELETE_ATTR: {
        this.at(ins, true)
        const o = s.pop()
        this.status(ins, `deleteAttr(${o.x},${this.name(arg)})`, o)
        return
      }
      case op.LOAD_METHOD: {
        this.at(ins, true)
        const o = s.pop()
        const d = s.depth
        this.w(`t=loadMethod(${o.x},${this.name(arg)},ic,${this.cache(5)});`)
        this.w(`if(t===0){${this.fail(ins, o.owned ? `dec(${o.x});` : '').slice(1)}`)
        // 1: an ordinary attribute, left in METHOD_ATTR; else an unbound method, the object is its self
        this.w(`if(t===1){${o.owned ? `dec(${o.x});` : ''}s${d}=0;s${d + 1}=i32[METHOD_ATTR];}`)
        this.w(`else{s${d + 1}=${o.x};${o.owned ? '' : `i32[s${d + 1}>>2]++;`}s${d}=t;}`)
        s.push({ k: 'xown' })
        s.pushOwn()
        return
      }
      case op.KW_NAMES:
        this.kwnames = this.input.consts[arg]
        return
      case op.CALL:
        this.call(ins, arg)
        return
      case op.CALL_FUNCTION_EX: {
        s.ownAll()
        this.at(ins, true)
        const kw = arg & 1 ? s.popOwn() : '0'
        const args = s.popOwn()
        const func = s.popOwn()
        s.pop() // NULL below
        this.fresh(ins, `callEx(${func},${args},${kw})`)
        return
      }
      case op.BINARY_OP:
        this.binary(ins)
        return
      case op.BINARY_SUBSCR: {
        this.at(ins, true)
        const k = s.pop()
        const o = s.pop()
        this.result(ins, `subscr(${o.x},${k.x})`, o, k)
        return
      }
      case op.STORE_SUBSCR: {
        this.at(ins, true)
        const k = s.pop()
        const o = s.pop()
        const v = s.pop()
        this.status(ins, `storeSubscr(${o.x},${k.x},${v.x})`, v, o, k)
        return
      }
      case op.DELETE_SUBSCR: {
        this.at(ins, true)
        const k = s.pop()
        const o = s.pop()
        this.status(ins, `deleteSubscr(${o.x},${k.x})`, o, k)
        return
      }
      case op.UNARY_POSITIVE:
      case op.UNARY_NEGATIVE:
      case op.UNARY_INVERT:
      case op.UNARY_NOT: {
        this.at(ins, false)
        const v = s.pop()
        const f =
          ins.op === op.UNARY_POSITIVE
            ? 'u_pos'
            : ins.op === op.UNARY_NEGATIVE
              ? 'u_neg'
              : ins.op === op.UNARY_INVERT
                ? 'u_invert'
                : 'u_not'
        this.result(ins, `${f}(${v.x})`, v)
        return
      }
      case op.COMPARE_OP:
        this.compare(ins)
        return
      case op.IS_OP: {
        const b = s.pop()
        const a = s.pop()
        this.w(`c=${a.x}${arg ? '!==' : '==='}${b.x};${this.drop(a, b)}`)
        s.push({ k: 'bool', x: 'c' })
        if (!this.followedByJump(ins)) s.settleBools()
        return
      }
      case op.CONTAINS_OP: {
        this.at(ins, true)
        const container = s.pop()
        const v = s.pop()
        this.w(`n=contains(${container.x},${v.x});${this.drop(v, container)}if(n<0)${this.fail(ins)}`)
        s.push({ k: 'bool', x: arg ? 'n===0' : 'n===1' })
        if (!this.followedByJump(ins)) s.settleBools()
        return
      }
      case op.SWAP: {
        const top = s.depth - 1
        const other = s.depth - arg
        const a = s.entries[other]
        const b = s.entries[top]
        const owned = (k: string): boolean => k === 'own' || k === 'xown'
        if (owned(a.k) && owned(b.k)) this.w(`t=s${other};s${other}=s${top};s${top}=t;`)
        else if (owned(a.k)) this.w(`s${top}=s${other};`)
        else if (owned(b.k)) this.w(`s${other}=s${top};`)
        s.entries[other] = b
        s.entries[top] = a
        return
      }
      case op.COPY: {
        const d = s.depth - arg
        const e = s.entries[d]
        if (e.k === 'own') {
          this.w(`s${s.depth}=s${d};i32[s${d}>>2]++;`)
          s.pushOwn()
        } else if (e.k === 'xown') {
          this.w(`s${s.depth}=s${d};if(s${d}!==0)i32[s${d}>>2]++;`)
          s.push({ k: 'xown' })
        } else s.push({ ...e })
        return
      }
      case op.BUILD_TUPLE:
      case op.BUILD_LIST:
      case op.BUILD_SET:
      case op.BUILD_STRING:
      case op.BUILD_MAP: {
        this.at(ins, false)
        const n = ins.op === op.BUILD_MAP ? arg * 2 : arg
        const f = {
          [op.BUILD_TUPLE]: 'Tuple',
          [op.BUILD_LIST]: 'List',
          [op.BUILD_SET]: 'Set',
          [op.BUILD_STRING]: 'String',
          [op.BUILD_MAP]: 'Map',
        }[ins.op]
        if (n === 0) this.fresh(ins, `build${f}(0,0)`)
        else {
          this.popArray(n)
          this.fresh(ins, `build${f}(p<<2,${arg})`)
        }
        return
      }
      case op.BUILD_CONST_KEY_MAP: {
        this.at(ins, false)
        const keys = s.pop() // a constant tuple
        this.popArray(arg)
        this.fresh(ins, `buildConstKeyMap(${keys.x},p<<2,${arg})`)
        return
      }
      case op.BUILD_SLICE: {
        this.at(ins, false)
        const step = arg === 3 ? s.pop() : { x: 'PyNone', owned: false }
        const stop = s.pop()
        const start = s.pop()
        this.result(ins, `buildSlice(${start.x},${stop.x},${step.x})`, start, stop, step)
        return
      }
      case op.LIST_APPEND:
      case op.SET_ADD: {
        this.at(ins, false)
        const v = s.pop()
        const f = ins.op === op.LIST_APPEND ? 'listAppend' : 'setAdd'
        this.status(ins, `${f}(${s.peek(arg - 1)},${v.x})`, v)
        return
      }
      case op.MAP_ADD: {
        this.at(ins, false)
        const v = s.pop()
        const k = s.pop()
        this.status(ins, `mapAdd(${s.peek(arg - 1)},${k.x},${v.x})`, k, v)
        return
      }
      case op.LIST_EXTEND:
      case op.SET_UPDATE:
      case op.DICT_UPDATE: {
        this.at(ins, true)
        const v = s.pop()
        const f = ins.op === op.LIST_EXTEND ? 'listExtend' : ins.op === op.SET_UPDATE ? 'setUpdate' : 'dictUpdate'
        this.status(ins, `${f}(${s.peek(arg - 1)},${v.x})`, v)
        return
      }
      case op.DICT_MERGE: {
        this.at(ins, true)
        const v = s.pop()
        this.status(ins, `dictMerge(${s.peek(arg + 1)},${s.peek(arg - 1)},${v.x})`, v)
        return
      }
      case op.LIST_TO_TUPLE: {
        this.at(ins, false)
        const v = s.pop()
        this.result(ins, `listToTuple(${v.x})`, v)
        return
      }
      case op.GET_ITER: {
        this.at(ins, true)
        const v = s.pop()
        this.result(ins, `getIter(${v.x})`, v)
        return
      }
      case op.GET_YIELD_FROM_ITER: {
        this.at(ins, true)
        const v = s.pop()
        this.result(ins, `getYieldFromIter(f,${v.x})`, v)
        return
      }
      case op.GET_LEN: {
        this.at(ins, true)
        this.fresh(ins, `getLen(${s.peek()})`)
        return
      }
      case op.UNPACK_SEQUENCE: {
        this.at(ins, true)
        const v = s.pop()
        const d = s.depth
        if (arg === 2) this.w(`n=unpack2(f,${v.x});`)
        else this.w(`n=unpackSequence(f,${v.x},${arg});`)
        this.w(`${this.drop(v)}if(n<0)${this.fail(ins)}`)
        // items are left on the unpack array in order; the first item ends on top
        for (let i = 0; i < arg; i++) this.w(`s${d + i}=i32[UNPACK+${2 * (arg - 1 - i)}];`)
        for (let i = 0; i < arg; i++) s.pushOwn()
        return
      }
      case op.UNPACK_EX: {
        this.at(ins, true)
        const before = arg & 0xff
        const after = arg >> 8
        const v = s.pop()
        const d = s.depth
        const total = before + 1 + after
        this.w(`n=unpackEx(f,${v.x},${before},${after});${this.drop(v)}if(n<0)${this.fail(ins)}`)
        for (let i = 0; i < total; i++) this.w(`s${d + i}=i32[UNPACK+${2 * (total - 1 - i)}];`)
        for (let i = 0; i < total; i++) s.pushOwn()
        return
      }
      case op.FORMAT_VALUE: {
        this.at(ins, true)
        const spec = (arg & 4) === 4 ? s.pop() : { x: '0', owned: false }
        const v = s.pop()
        this.result(ins, `formatValue(${v.x},${arg & 3},${spec.x})`, v, spec)
        return
      }
      case op.MAKE_FUNCTION: {
        this.at(ins, false)
        const code = s.pop()
        const closure = arg & 8 ? s.popOwn() : '0'
        const annotations = arg & 4 ? s.popOwn() : '0'
        const kwdefaults = arg & 2 ? s.popOwn() : '0'
        const defaults = arg & 1 ? s.popOwn() : '0'
        this.result(ins, `makeFunction(f,${code.x},${defaults},${kwdefaults},${annotations},${closure})`, code)
        return
      }
      case op.LOAD_BUILD_CLASS:
        this.fresh(ins, 'loadBuildClass(f)')
        return
      case op.LOAD_ASSERTION_ERROR:
        this.fresh(ins, 'loadAssertionError()')
        return
      case op.IMPORT_NAME: {
        s.ownAll()
        this.at(ins, true)
        const from = s.pop()
        const level = s.pop()
        this.result(ins, `importName(f,${this.name(arg)},${from.x},${level.x})`, from, level)
        return
      }
      case op.IMPORT_FROM:
        this.at(ins, true)
        this.fresh(ins, `importFrom(${s.peek()},${this.name(arg)})`)
        return
      case op.IMPORT_STAR: {
        this.at(ins, true)
        const m = s.pop()
        this.status(ins, `importStar(f,${m.x})`, m)
        return
      }
      case op.SETUP_ANNOTATIONS:
        this.at(ins, false)
        this.w(`if(setupAnnotations(f)<0)${this.fail(ins)}`)
        return
      case op.PRINT_EXPR: {
        this.at(ins, true)
        const v = s.pop()
        this.status(ins, `printExpr(${v.x})`, v)
        return
      }
      case op.RETURN_VALUE: {
        const v = s.popOwn()
        this.w(`ret=${v};break R;`)
        return
      }
      case op.RAISE_VARARGS: {
        s.ownAll()
        this.at(ins, true)
        const cause = arg === 2 ? s.popOwn() : '0'
        const exc = arg >= 1 ? s.popOwn() : '0'
        // 1: a bare re-raise, which adds no traceback entry
        this.w(`if(doRaise(${exc},${cause})===1){${this.reraise(ins)}}`)
        this.w(this.fail(ins))
        return
      }
      case op.RERAISE: {
        const exc = s.popOwn()
        this.w(`i32[w+${W_PREV_INSTR}]=${ins.unit};`)
        if (arg) this.w(`restoreLasti(f,${s.peek(arg - 1)});`)
        this.w(`reraise(${exc});${this.reraise(ins)}`)
        return
      }
      case op.PUSH_EXC_INFO: {
        // [exc] -> [previous exc, exc]
        const v = s.popOwn()
        const d = s.depth
        this.w(`t=${v};s${d}=pushExcInfo(t);s${d + 1}=t;`)
        s.pushOwn()
        s.pushOwn()
        return
      }
      case op.POP_EXCEPT: {
        const v = s.popOwn()
        this.w(`popExcept(${v});`)
        return
      }
      case op.CHECK_EXC_MATCH: {
        this.at(ins, true)
        const type = s.pop()
        this.w(`n=checkExcMatch(${s.peek()},${type.x});${this.drop(type)}if(n<0)${this.fail(ins)}`)
        s.push({ k: 'bool', x: 'n===1' })
        if (!this.followedByJump(ins)) s.settleBools()
        return
      }
      case op.CHECK_EG_MATCH: {
        this.at(ins, true)
        const type = s.pop()
        const exc = s.popOwn()
        const d = s.depth
        // leaves rest and match in the unpack array; both owned
        this.w(`n=checkEgMatch(${exc},${type.x});${this.drop(type)}dec(${exc});if(n<0)${this.fail(ins)}`)
        this.w(`s${d}=i32[UNPACK];s${d + 1}=i32[UNPACK+2];`)
        s.pushOwn()
        s.pushOwn()
        return
      }
      case op.PREP_RERAISE_STAR: {
        this.at(ins, true)
        const excs = s.pop()
        const orig = s.pop()
        this.result(ins, `prepReraiseStar(${orig.x},${excs.x})`, excs, orig)
        return
      }
      case op.BEFORE_WITH: {
        s.ownAll()
        this.at(ins, true)
        const mgr = s.pop()
        const d = s.depth
        this.w(`n=beforeWith(${mgr.x});${this.drop(mgr)}if(n<0)${this.fail(ins)}`)
        this.w(`s${d}=i32[UNPACK];s${d + 1}=i32[UNPACK+2];`)
        s.pushOwn()
        s.pushOwn()
        return
      }
      case op.WITH_EXCEPT_START:
        // [exit, lasti, previous, exc] -> + result
        s.ownAll()
        this.at(ins, true)
        this.fresh(ins, `withExceptStart(${s.peek(3)},${s.peek(0)})`)
        return
      case op.MATCH_MAPPING:
      case op.MATCH_SEQUENCE:
        this.w(`c=${ins.op === op.MATCH_MAPPING ? 'matchMapping' : 'matchSequence'}(${s.peek()});`)
        s.push({ k: 'bool', x: 'c' })
        if (!this.followedByJump(ins)) s.settleBools()
        return
      case op.MATCH_KEYS:
        this.at(ins, true)
        this.fresh(ins, `matchKeys(${s.peek(1)},${s.peek(0)})`)
        return
      case op.MATCH_CLASS: {
        this.at(ins, true)
        const names = s.pop()
        const type = s.pop()
        const subject = s.pop()
        // attributes tuple, or None when there is no match
        this.result(ins, `matchClass(${subject.x},${type.x},${arg},${names.x})`, subject, type, names)
        return
      }
      case op.RETURN_GENERATOR: {
        this.w(`i32[w+${W_PREV_INSTR}]=${ins.unit};return returnGenerator(f);`)
        s.pushOwn() // the value of the first send
        return
      }
      case op.YIELD_VALUE: {
        const v = s.popOwn()
        this.w(`t=${v};`)
        s.ownAll()
        for (let d = 0; d < s.depth; d++) {
          this.w(`i32[w+${W_LOCALSPLUS + 2 * (this.input.nlocalsplus + d)}]=s${d};`)
        }
        this.w(`i32[w+${W_PREV_INSTR}]=${ins.unit};i32[w+${W_STACKTOP}]=${this.input.nlocalsplus + s.depth};`)
        this.w('return yieldValue(f,t);')
        s.pushOwn() // the value sent in; the next block reads it from the frame
        return
      }
      default:
        this.w(`unsupportedOpcode(f,${ins.op});${this.fail(ins)}`)
    }
  }

  private reraise(_ins: Instr): string {
    const b = this.current
    const from = b.handler ? b.handler.depth : 0
    return `${this.stack.dropsFrom(from)}${this.raiseTo(b)}`
  }
}
