/**
 * The value stack as the generator knows it at compile time. An entry is either an owned reference in the JavaScript
 * variable of its depth (s0, s1, ...) or something that costs nothing until it is used: a local, a constant, a NULL, the
 * outcome of a comparison. Entries become owned where CPython's stack would be visible: at calls, and at the borders of
 * basic blocks, where every predecessor must agree.
 */
import type { KnownCall } from './known-call'

export type Entry =
  /** `known`: what calling it probably calls. */
  | { k: 'own'; known?: KnownCall }
  /** Owned or NULL (the method half of LOAD_METHOD); `isNull`: certainly NULL. */
  | { k: 'xown'; isNull?: boolean }
  | { k: 'local'; i: number }
  /** Its name in the text; the value when it is an exact int of one digit. */
  | { k: 'const'; x: string; int?: number }
  | { k: 'null' }
  /** A JavaScript condition over variables that stay valid until the next instruction. */
  | { k: 'bool'; x: string }

export interface Operand {
  /** JavaScript expression of the reference. */
  x: string
  /** The consumer must drop it. */
  owned: boolean
  constant?: boolean
  /** Value of a constant that is an exact int of one digit. */
  int?: number
}

export interface StackContext {
  write(text: string): void
  /** Expression reading local i. */
  local(i: number): string
}

export class ValueStack {
  entries: Entry[] = []
  maxDepth = 0

  constructor(private readonly cx: StackContext) {}

  get depth(): number {
    return this.entries.length
  }

  /** Canonical form at the border of blocks: every entry in its variable; a NULL may be among them. */
  reset(depth: number): void {
    this.entries = Array.from({ length: depth }, () => ({ k: 'xown' }) as Entry)
    this.grow()
  }

  private grow(): void {
    if (this.entries.length > this.maxDepth) this.maxDepth = this.entries.length
  }

  push(e: Entry): void {
    this.entries.push(e)
    this.grow()
  }

  /** Reserves the next position for an owned value and gives its variable; the caller writes the assignment. */
  pushOwn(): string {
    this.push({ k: 'own' })
    return `s${this.entries.length - 1}`
  }

  /** Expression of the entry n from the top (0 = top) without changing ownership. */
  peek(n = 0): string {
    return this.read(this.entries.length - 1 - n)
  }

  entry(n = 0): Entry {
    return this.entries[this.entries.length - 1 - n]
  }

  private read(d: number): string {
    const e = this.entries[d]
    switch (e.k) {
      case 'own':
      case 'xown':
        return `s${d}`
      case 'local':
        return this.cx.local(e.i)
      case 'const':
        return e.x
      case 'null':
        return '0'
      case 'bool':
        return `(${e.x}?PyTrue:PyFalse)`
    }
  }

  /** Makes entry d owned in s<d>. */
  own(d: number): void {
    const e = this.entries[d]
    if (e.k === 'own' || e.k === 'xown') return
    if (e.k === 'null') {
      this.cx.write(`s${d}=0;`)
      this.entries[d] = { k: 'xown', isNull: true }
      return
    }
    this.cx.write(`s${d}=${this.read(d)};i32[s${d}>>2]++;`)
    this.entries[d] = { k: 'own' }
  }

  ownAll(): void {
    for (let d = 0; d < this.entries.length; d++) this.own(d)
  }

  /** Makes the top n entries owned. */
  ownTop(n: number): void {
    for (let d = this.entries.length - n; d < this.entries.length; d++) this.own(d)
  }

  /** Before local i changes: entries that stand for it must hold its present value. */
  detachLocal(i: number): void {
    this.entries.forEach((e, d) => {
      if (e.k === 'local' && e.i === i) this.own(d)
    })
  }

  /** Comparisons must not outlive the instruction after them. */
  settleBools(): void {
    this.entries.forEach((e, d) => {
      if (e.k === 'bool') this.own(d)
    })
  }

  pop(): Operand {
    const d = this.entries.length - 1
    const e = this.entries[d]
    const x = this.read(d)
    this.entries.pop()
    if (e.k === 'const') return { x, owned: false, constant: true, int: e.int }
    return { x, owned: e.k === 'own' || e.k === 'xown' }
  }

  /** Pops an owned value and gives its variable (materialising it first). */
  popOwn(): string {
    const d = this.entries.length - 1
    this.own(d)
    this.entries.pop()
    return `s${d}`
  }

  /** Statements dropping every owned entry at or above depth `from`, top first. */
  dropsFrom(from: number): string {
    let code = ''
    for (let d = this.entries.length - 1; d >= from; d--) {
      const e = this.entries[d]
      if (e.k === 'own') code += `dec(s${d});`
      else if (e.k === 'xown' && !e.isNull) code += `xdec(s${d});`
    }
    return code
  }
}
