/**
 * Line events: where CPython 3.11's trace function would be told of a new line (maybe_call_line_trace in ceval.c), code
 * generated for debugging tests one word and calls an observer. The rule looks at the instruction executed before: an event
 * is due when its line differs, or when control came backwards to the same line. Which instruction that was is known here
 * for everything but handlers; blocks whose ways in disagree read the variable `q`, which each way in sets.
 */
import * as op from '../opcodes'
import type { Block } from './cfg'
import type { Instr } from './decode'

type Due = 'always' | 'never' | 'mixed'

/** What it needs of the block writer. */
interface Writer {
  readonly input: { code: Uint8Array; callEvents?: boolean }
  w(text: string): void
  fail(ins: Instr): string
}

export class LineEvents {
  private entryPoint = -1
  private readonly memo = new Map<Block, Due>()

  constructor(private readonly e: Writer) {
    const { code } = e.input
    for (let u = 0; 2 * u < code.length && this.entryPoint < 0; u++) if (code[2 * u] === op.RESUME) this.entryPoint = u
  }

  /** Writes the test in front of instruction k of block b, when an event may be due there. */
  before(ins: Instr, b: Block, k: number): void {
    if (!this.traceable(ins)) return
    if (k > 0) {
      if (this.due(b.instrs[k - 1], ins)) this.test(ins, '')
    } else if (b.isHandler) this.test(ins, '', true)
    else {
      const due = this.atEntry(b)
      if (due !== 'never') this.test(ins, due === 'mixed' ? 'q!==0&&' : '')
    }
  }

  /** Control goes from one block to another. */
  edge(from: Block, to: Block): void {
    if (to.isHandler || this.atEntry(to) !== 'mixed') return
    this.e.w(`q=${this.due(from.instrs[from.instrs.length - 1], to.instrs[0]) ? 1 : 0};`)
  }

  private test(ins: Instr, condition: string, inHandler = false): void {
    const name = `${this.e.input.callEvents ? 'tracedLine' : 'lineEvent'}${inHandler ? 'InHandler' : ''}`
    this.e.w(`if(${condition}i32[LINES]!==0&&${name}(f,${ins.unit},${ins.line})<0)${this.e.fail(ins)}`)
  }

  private traceable(ins: Instr): boolean {
    return ins.line >= 0 && ins.op !== op.RESUME && ins.unit > this.entryPoint
  }

  private due(previous: Instr, ins: Instr): boolean {
    if (previous.unit <= this.entryPoint || previous.line !== ins.line) return true
    return ins.unit < previous.unit && ins.op !== op.SEND
  }

  private atEntry(b: Block): Due {
    const known = this.memo.get(b)
    if (known !== undefined) return known
    const first = b.instrs[0]
    const ways = b.preds.filter((p) => p.succ.includes(b)).map((p) => this.due(p.instrs[p.instrs.length - 1], first))
    let due: Due = ways.every((d) => d) ? 'always' : ways.some((d) => d) ? 'mixed' : 'never'
    if (!this.traceable(first)) due = 'never'
    this.memo.set(b, due)
    return due
  }
}
