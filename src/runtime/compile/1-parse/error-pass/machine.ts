/**
 * Runs the grammar the way CPython's generated parser does: ordered choice, memo per token, growing left recursion.
 *
 * It keeps its own stack, so that the depth of a source is limited by CPython's MAXSTACK and not by the host's. What it computes is small (nodes.ts);
 * what matters is which tokens it reads, and the errors its actions raise.
 */
import type { TokenList } from '../token-list'
import * as T from '../tokens'
import { Op, type Program } from './grammar-notation'
import type { ErrorNode } from './nodes'

/** pegen.h MAXSTACK */
const MAX_STACK = 6000

/** An action's answer when CPython's returns NULL without an exception: the whole rule fails. */
export const NOTHING = Symbol('NULL')

export type Action = (a: unknown, b: unknown, start: number, text: string) => unknown

/** What the machine needs besides tokens and program. */
export interface MachineHost {
  /** Called when the ERRORTOKEN is read; it notes the error. */
  tokenizerError(): void
  stackOverflow(): never
  forced(token: number, expected: string): never
  name(token: number): ErrorNode
  number(token: number): ErrorNode
}

interface Memo {
  rule: number
  value: unknown
  mark: number
  next: Memo | null
}

// Frame: kind, return address or alternative, mark, height of the value stack; calls also: rule, previous call frame, whether invalid rules ran.
const STRIDE = 8
const F_KIND = 0
const F_PC = 1
const F_MARK = 2
const F_VALUES = 3
const F_RULE = 4
const F_CALL = 5
const F_INVALID = 6
/** Left recursion: where the best parse so far ended. */
const F_BEST = 7

const CHOICE = 0
const CALL = 1
const AND = 2
const NOT = 3
const LOOP = 4

const FAILED = Symbol('failed')

export class Machine {
  mark = 0
  /** Tokens read so far, over both passes. */
  fill = 0
  private level = 0
  /**
   * The tokenizer has failed (CPython's error_indicator). Rules no longer start and alternatives are no longer tried, but loops end as if nothing
   * were wrong and negative lookaheads hold, so an action further out may still run, and raise an error of its own instead.
   */
  private broken = false
  private callInvalid = false
  private frames = new Int32Array(STRIDE * 256)
  private sp = 0
  /** Offset of the innermost call's frame. */
  private call = -STRIDE
  private values: unknown[] = []
  /** Best result of a left-recursive call, by frame offset / STRIDE. */
  private best: unknown[] = []
  private memo: (Memo | null)[] = []

  constructor(
    private readonly program: Program,
    private readonly list: TokenList,
    private readonly actions: Action[],
    private readonly host: MachineHost,
  ) {}

  /** Whether the starting rule matches. Errors are thrown by the actions. */
  run(ruleName: string, callInvalid: boolean): boolean {
    this.mark = 0
    this.level = 0
    this.callInvalid = callInvalid
    this.broken = false
    this.sp = 0
    this.call = -STRIDE
    this.values = []
    this.memo = []
    const rule = this.program.ruleIndex.get(ruleName)
    if (rule === undefined) throw new Error(`no rule ${ruleName}`)
    return this.loop(rule)
  }

  private read(mark: number): void {
    if (mark < this.fill) return
    this.fill = mark + 1
    if (this.list.kind[mark] !== T.ERRORTOKEN) return
    this.broken = true
    this.host.tokenizerError()
  }

  private loop(startRule: number): boolean {
    const { program, list, host } = this
    const { code, rules } = program
    const kinds = list.kind
    // A call without a return address: when its frame goes, the run is over.
    let pc = this.enter(CALL, startRule, -1)
    for (;;) {
      let failed = false
      switch (code[pc]) {
        case Op.TOKEN: {
          const kind = code[pc + 1]
          const mark = this.mark
          this.read(mark)
          if (kinds[mark] === kind) {
            this.mark = mark + 1
            this.values.push(kind === T.NAME ? host.name(mark) : kind === T.NUMBER ? host.number(mark) : mark)
            pc += 2
          } else failed = true
          break
        }
        case Op.SOFT: {
          const mark = this.mark
          this.read(mark)
          if (this.isWord(mark, program.softWords[code[pc + 1]])) {
            this.mark = mark + 1
            this.values.push(host.name(mark))
            pc += 2
          } else failed = true
          break
        }
        case Op.SOFT_ANY: {
          const mark = this.mark
          this.read(mark)
          if (this.startsSoftKeyword(mark)) {
            this.mark = mark + 1
            this.values.push(host.name(mark))
            pc++
          } else failed = true
          break
        }
        case Op.CALL:
        case Op.AND:
        case Op.NOT: {
          const op = code[pc]
          pc = this.enter(op === Op.CALL ? CALL : op === Op.AND ? AND : NOT, code[pc + 1], pc + 2)
          failed = pc < 0
          break
        }
        case Op.RETURN: {
          pc = this.leave()
          failed = pc < 0
          if (failed && this.sp === 0) return true
          break
        }
        case Op.CHOICE:
        case Op.CHOICE_OPTION:
        case Op.CHOICE_LOOP:
          this.push(code[pc] === Op.CHOICE_LOOP ? LOOP : CHOICE, code[pc + 1])
          pc += 2
          break
        case Op.COMMIT:
          this.sp -= STRIDE
          pc = code[pc + 1]
          break
        case Op.CUT:
          this.sp = this.call + STRIDE
          pc++
          break
        case Op.ACTION: {
          const base = this.frames[this.call + F_VALUES]
          const a = code[pc + 2]
          const b = code[pc + 3]
          const { values } = this
          const index = code[pc + 1]
          const value = this.actions[index](
            a < 0 ? null : values[base + a],
            b < 0 ? null : values[base + b],
            this.frames[this.call + F_MARK],
            program.actions[index].text,
          )
          if (value === NOTHING) {
            this.sp = this.call + STRIDE
            failed = true
          } else {
            values.length = base
            values.push(value)
            pc += 4
          }
          break
        }
        case Op.AND_TOKEN:
          this.read(this.mark)
          if (kinds[this.mark] === code[pc + 1]) pc += 2
          else failed = true
          break
        case Op.NOT_TOKEN:
          this.read(this.mark)
          if (kinds[this.mark] !== code[pc + 1]) pc += 2
          else failed = true
          break
        case Op.NULL:
          this.values.push(null)
          pc++
          break
        case Op.FORCE: {
          const mark = this.mark
          this.read(mark)
          if (this.broken) {
            failed = true
            break
          }
          if (kinds[mark] !== code[pc + 1]) host.forced(mark, program.spelling[code[pc + 1]])
          this.mark = mark + 1
          this.values.push(mark)
          pc += 2
          break
        }
        case Op.NEW_ARRAY:
          this.values.push([])
          pc++
          break
        case Op.APPEND: {
          const value = this.values.pop()
          ;(this.values[this.values.length - 1] as unknown[]).push(value)
          pc++
          break
        }
        case Op.NONEMPTY:
          if ((this.values[this.values.length - 1] as unknown[]).length === 0) failed = true
          else pc++
          break
        case Op.JOIN: {
          const rest = this.values.pop() as unknown[]
          const first = this.values.pop()
          this.values.push([first, ...rest])
          pc++
          break
        }
        case Op.INVALID:
          pc = this.callInvalid ? pc + 2 : code[pc + 1]
          break
        case Op.DROP:
          this.values.pop()
          pc++
          break
        default:
          failed = true
      }
      if (!failed) continue
      pc = this.backtrack(rules)
      if (pc < 0) return false
    }
  }

  /** _PyPegen_soft_keyword_token compares only as many characters as the name has, so that `m` and `ca` count too. */
  private startsSoftKeyword(token: number): boolean {
    const { list } = this
    if (list.kind[token] !== T.NAME) return false
    const word = list.text.slice(list.start[token], list.end[token])
    return 'match'.startsWith(word) || 'case'.startsWith(word) || word === '_'
  }

  private isWord(token: number, word: string): boolean {
    const { list } = this
    if (list.kind[token] !== T.NAME) return false
    const start = list.start[token]
    return list.end[token] - start === word.length && list.text.startsWith(word, start)
  }

  private push(kind: number, pc: number): number {
    const sp = this.sp
    if (sp + STRIDE > this.frames.length) {
      const wider = new Int32Array(this.frames.length * 2)
      wider.set(this.frames)
      this.frames = wider
    }
    const { frames } = this
    frames[sp + F_KIND] = kind
    frames[sp + F_PC] = pc
    frames[sp + F_MARK] = this.mark
    frames[sp + F_VALUES] = this.values.length
    this.sp = sp + STRIDE
    return sp
  }

  /** Calls a rule: the address to go on at, or -1 when a remembered failure answers. */
  private enter(kind: number, index: number, back: number): number {
    if (this.broken) return kind === NOT ? back : -1
    const rule = this.program.rules[index]
    if (rule.memo || rule.left) {
      this.read(this.mark)
      if (this.broken) return kind === NOT ? back : -1
      for (let m = this.memo[this.mark] ?? null; m !== null; m = m.next) {
        if (m.rule !== index) continue
        if (m.value === FAILED) return kind === NOT ? back : -1
        if (kind === NOT) return -1
        if (kind === CALL) {
          this.mark = m.mark
          this.values.push(m.value)
        }
        return back
      }
    }
    if (this.level + (rule.left ? 1 : 0) >= MAX_STACK) this.host.stackOverflow()
    this.level += rule.left ? 2 : 1
    const sp = this.push(kind, back)
    const { frames } = this
    frames[sp + F_RULE] = index
    frames[sp + F_CALL] = this.call
    frames[sp + F_INVALID] = this.callInvalid ? 1 : 0
    if (rule.quiet) this.callInvalid = false
    if (rule.left) {
      frames[sp + F_BEST] = this.mark
      this.best[sp / STRIDE] = FAILED
      this.remember(this.mark, index, FAILED, this.mark)
    }
    this.call = sp
    return rule.address
  }

  private remember(at: number, rule: number, value: unknown, mark: number): void {
    for (let m = this.memo[at] ?? null; m !== null; m = m.next) {
      if (m.rule === rule) {
        m.value = value
        m.mark = mark
        return
      }
    }
    this.memo[at] = { rule, value, mark, next: this.memo[at] ?? null }
  }

  /** The rule of the innermost call has matched: the address to go on at; -1 for a failure (or, with an empty stack, the end). */
  private leave(): number {
    const { frames, values, call } = this
    const index = frames[call + F_RULE]
    const rule = this.program.rules[index]
    const start = frames[call + F_MARK]
    let value = values.pop()
    if (rule.left) {
      if (this.broken) {
        this.sp = call + STRIDE
        return -1
      }
      if (this.mark > frames[call + F_BEST]) {
        // A longer parse: remember it and try to grow it further.
        frames[call + F_BEST] = this.mark
        this.best[call / STRIDE] = value
        this.remember(start, index, value, this.mark)
        this.mark = start
        this.sp = call + STRIDE
        values.length = frames[call + F_VALUES]
        return rule.address
      }
      this.mark = frames[call + F_BEST]
      value = this.best[call / STRIDE]
    } else if (rule.memo) this.remember(start, index, value, this.mark)
    return this.finish(value)
  }

  /** Removes the innermost call's frame, whose rule is worth `value`. */
  private finish(value: unknown): number {
    const { frames, call } = this
    const kind = frames[call + F_KIND]
    const back = frames[call + F_PC]
    this.values.length = frames[call + F_VALUES]
    this.unwind()
    if (kind === CALL) this.values.push(value)
    else {
      this.mark = frames[call + F_MARK]
      if (kind === NOT) return -1
    }
    return back
  }

  private unwind(): void {
    const { frames, call } = this
    this.level -= this.program.rules[frames[call + F_RULE]].left ? 2 : 1
    this.callInvalid = frames[call + F_INVALID] === 1
    this.sp = call
    this.call = frames[call + F_CALL]
  }

  /** Back to the last choice: the address to go on at, or -1 when none is left. */
  private backtrack(rules: Program['rules']): number {
    while (this.sp > 0) {
      const { frames } = this
      const sp = this.sp - STRIDE
      const kind = frames[sp + F_KIND]
      if (kind === CHOICE || kind === LOOP) {
        this.sp = sp
        if (kind === CHOICE && this.broken) continue
        this.mark = frames[sp + F_MARK]
        this.values.length = frames[sp + F_VALUES]
        return frames[sp + F_PC]
      }
      const index = frames[sp + F_RULE]
      const rule = rules[index]
      if (rule.left && !this.broken && this.best[sp / STRIDE] !== FAILED) {
        this.mark = frames[sp + F_BEST]
        const back = this.finish(this.best[sp / STRIDE])
        if (back >= 0) return back
        continue
      }
      if (rule.memo) this.remember(frames[sp + F_MARK], index, FAILED, this.mark)
      const back = frames[sp + F_PC]
      this.mark = frames[sp + F_MARK]
      this.values.length = frames[sp + F_VALUES]
      this.unwind()
      if (kind === NOT) return back
    }
    return -1
  }
}
