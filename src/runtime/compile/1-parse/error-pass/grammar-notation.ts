/**
 * From the grammar's notation to a program for the machine.
 *
 *   name: alternatives        a rule; `name(memo)` remembers its results per token, `name(left)` is left-recursive (and remembers),
 *                             `name(quiet)` switches the invalid_ rules off below itself
 *   'x'  "x"  NAME            a token; a soft keyword; a kind of token
 *   x*  x+  s.x+  [x]         repetition, separated repetition, option
 *   &x  !x  ~  &&'x'          look ahead, look ahead for absence, cut, a token that must be there
 *   a=x  b=x                  the values an action gets
 *   {act}  {act a b "text"}   what the alternative is worth; without it the value of its only item. `{a}` is the value of a.
 *
 * An alternative that is nothing but an invalid_ rule is skipped in the first pass, as CPython's parser generator has it.
 */

import * as T from '../tokens'
import { KEYWORDS, OPERATORS } from '../tokens'

export const Op = {
  FAIL: 0,
  TOKEN: 1,
  SOFT: 2,
  CALL: 3,
  RETURN: 4,
  CHOICE: 5,
  COMMIT: 6,
  CUT: 7,
  ACTION: 8,
  AND: 9,
  NOT: 10,
  AND_TOKEN: 11,
  NOT_TOKEN: 12,
  NULL: 13,
  FORCE: 14,
  NEW_ARRAY: 15,
  APPEND: 16,
  NONEMPTY: 17,
  JOIN: 18,
  INVALID: 19,
  DROP: 20,
  SOFT_ANY: 21,
  /** CHOICE of an alternative, an option, a loop: they differ once the tokenizer has failed. */
  CHOICE_OPTION: 22,
  CHOICE_LOOP: 23,
} as const

export interface ActionSpec {
  name: string
  text: string
}

export interface Rule {
  name: string
  address: number
  memo: boolean
  left: boolean
  quiet: boolean
}

export interface Program {
  code: Int32Array
  rules: Rule[]
  ruleIndex: Map<string, number>
  actions: ActionSpec[]
  softWords: string[]
  /** Spelling by token kind, for the message of a forced token. */
  spelling: string[]
}

const TOKEN_KINDS: Readonly<Record<string, number>> = {
  NAME: T.NAME,
  NUMBER: T.NUMBER,
  STRING: T.STRING,
  NEWLINE: T.NEWLINE,
  INDENT: T.INDENT,
  DEDENT: T.DEDENT,
  ENDMARKER: T.ENDMARKER,
}

type Item =
  | { type: 'token'; kind: number }
  | { type: 'soft'; word: string }
  | { type: 'softAny' }
  | { type: 'rule'; name: string }
  | { type: 'group'; alts: Alternative[] }
  | { type: 'optional'; item: Item }
  | { type: 'loop'; item: Item; least: number; separator: Item | null }
  | { type: 'look'; item: Item; positive: boolean }
  | { type: 'cut' }
  | { type: 'force'; kind: number }

interface Alternative {
  items: { label: string | null; item: Item }[]
  action: { name: string; args: string[]; text: string } | null
}

const LEXEME = /\s+|('[^']+'|"[^"]+"|[A-Za-z_][A-Za-z_0-9]*|&&|\{[^}"]*(?:"(?:\\.|[^"\\])*")?\}|[()[\]|*+.&!~=:])/y

function lex(source: string): string[] {
  const out: string[] = []
  LEXEME.lastIndex = 0
  while (LEXEME.lastIndex < source.length) {
    const at = LEXEME.lastIndex
    const m = LEXEME.exec(source)
    if (m === null) throw new Error(`grammar notation: ${source.slice(at, at + 40)}`)
    if (m[1] !== undefined) out.push(m[1])
  }
  return out
}

class NotationReader {
  private at = 0
  constructor(private readonly words: string[]) {}

  alternatives(): Alternative[] {
    if (this.words[this.at] === '|') this.at++
    const alts = [this.alternative()]
    while (this.words[this.at] === '|') {
      this.at++
      alts.push(this.alternative())
    }
    return alts
  }

  private alternative(): Alternative {
    const items: Alternative['items'] = []
    for (;;) {
      const word = this.words[this.at]
      if (word === undefined || word === '|' || word === ')' || word === ']') return { items, action: null }
      if (word[0] === '{') {
        this.at++
        const m = /^\{(\w+)((?: \w+)*) ?(?:"((?:\\.|[^"\\])*)")?\}$/.exec(word)
        if (m === null) throw new Error(`grammar action: ${word}`)
        const text = (m[3] ?? '').replaceAll('\\"', '"')
        return { items, action: { name: m[1], args: m[2].split(' ').filter((s) => s !== ''), text } }
      }
      let label: string | null = null
      if (this.words[this.at + 1] === '=') {
        label = word
        this.at += 2
      }
      items.push({ label, item: this.item() })
    }
  }

  private item(): Item {
    const word = this.words[this.at++]
    if (word === '~') return { type: 'cut' }
    if (word === '&&') return { type: 'force', kind: tokenKind(this.words[this.at++]) }
    if (word === '&' || word === '!')
      return { type: 'look', item: this.atom(this.words[this.at++]), positive: word === '&' }
    const atom = this.atom(word)
    const next = this.words[this.at]
    if (next === '*' || next === '+') {
      this.at++
      return { type: 'loop', item: atom, least: next === '+' ? 1 : 0, separator: null }
    }
    if (next === '.') {
      this.at++
      const item = this.atom(this.words[this.at++])
      this.at++
      return { type: 'loop', item, least: 1, separator: atom }
    }
    return atom
  }

  private atom(word: string): Item {
    if (word === '(') {
      const alts = this.alternatives()
      this.at++
      return { type: 'group', alts }
    }
    if (word === '[') {
      const alts = this.alternatives()
      this.at++
      const plain = alts.length === 1 && alts[0].items.length === 1 && alts[0].action === null
      const item: Item = plain && alts[0].items[0].label === null ? alts[0].items[0].item : { type: 'group', alts }
      return { type: 'optional', item }
    }
    if (word[0] === '"') return { type: 'soft', word: word.slice(1, -1) }
    if (word === 'SOFT_KEYWORD') return { type: 'softAny' }
    if (word[0] === "'" || TOKEN_KINDS[word] !== undefined) return { type: 'token', kind: tokenKind(word) }
    return { type: 'rule', name: word }
  }
}

function tokenKind(word: string): number {
  const text = word.slice(1, -1)
  const kind = word[0] === "'" ? (OPERATORS[text] ?? KEYWORDS[text]) : TOKEN_KINDS[word]
  if (kind === undefined) throw new Error(`grammar token: ${word}`)
  return kind
}

class ProgramBuilder {
  readonly code: number[] = [Op.FAIL]
  readonly rules: Rule[] = []
  readonly ruleIndex = new Map<string, number>()
  readonly actions: ActionSpec[] = []
  readonly softWords: string[] = []
  private readonly waiting: { index: number; emit: () => void }[] = []

  rule(name: string): number {
    let index = this.ruleIndex.get(name)
    if (index === undefined) {
      index = this.rules.length
      this.ruleIndex.set(name, index)
      this.rules.push({ name, address: -1, memo: false, left: false, quiet: false })
    }
    return index
  }

  define(name: string, mark: string | undefined, alts: Alternative[]): void {
    const rule = this.rules[this.rule(name)]
    rule.memo = mark === 'memo'
    rule.left = mark === 'left'
    rule.quiet = mark === 'quiet'
    rule.address = this.code.length
    this.emitAlternatives(alts)
    // Groups and loops found on the way become rules of their own, as CPython's generator makes _tmp, _loop and _gather functions of them.
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      this.rules[next.index].address = this.code.length
      next.emit()
    }
  }

  private anonymous(emit: () => void): number {
    const index = this.rules.length
    this.rules.push({ name: '', address: -1, memo: false, left: false, quiet: false })
    this.waiting.push({ index, emit })
    return index
  }

  private emitAlternatives(alts: Alternative[]): void {
    for (const alt of alts) {
      const only = alt.items.length === 1 ? alt.items[0].item : null
      const guard = only !== null && only.type === 'rule' && only.name.startsWith('invalid_')
      const patches: number[] = []
      if (guard) patches.push(this.code.push(Op.INVALID, 0) - 1)
      patches.push(this.code.push(Op.CHOICE, 0) - 1)
      this.emitAlternative(alt)
      this.code.push(Op.RETURN)
      for (const at of patches) this.code[at] = this.code.length
    }
    this.code.push(Op.FAIL)
  }

  private emitAlternative(alt: Alternative): void {
    const slots: Record<string, number> = {}
    let pushed = 0
    for (const { label, item } of alt.items) {
      if (label !== null) slots[label] ??= pushed
      this.emitItem(item)
      if (item.type !== 'look' && item.type !== 'cut') pushed++
    }
    const { action } = alt
    if (action === null && pushed === 1) return
    const name = action?.name ?? 'dummy'
    const text = `${action?.args.join(' ') ?? ''}|${action?.text ?? ''}`
    let index = this.actions.findIndex((x) => x.name === name && x.text === text)
    if (index < 0) index = this.actions.push({ name, text }) - 1
    this.code.push(Op.ACTION, index, slots.a ?? -1, slots.b ?? -1)
  }

  private emitItem(item: Item): void {
    const { code } = this
    switch (item.type) {
      case 'token':
        code.push(Op.TOKEN, item.kind)
        return
      case 'soft':
        code.push(Op.SOFT, this.softWord(item.word))
        return
      case 'softAny':
        code.push(Op.SOFT_ANY)
        return
      case 'rule':
        code.push(Op.CALL, this.rule(item.name))
        return
      case 'group':
        code.push(Op.CALL, this.group(item.alts))
        return
      case 'cut':
        code.push(Op.CUT)
        return
      case 'force':
        code.push(Op.FORCE, item.kind)
        return
      case 'look':
        if (item.item.type === 'token') code.push(item.positive ? Op.AND_TOKEN : Op.NOT_TOKEN, item.item.kind)
        else code.push(item.positive ? Op.AND : Op.NOT, this.asRule(item.item))
        return
      case 'optional': {
        const choice = code.push(Op.CHOICE_OPTION, 0) - 1
        this.emitItem(item.item)
        const commit = code.push(Op.COMMIT, 0) - 1
        code[choice] = code.length
        code.push(Op.NULL)
        code[commit] = code.length
        return
      }
      case 'loop':
        code.push(
          Op.CALL,
          item.separator === null ? this.loop(item.item, item.least) : this.gather(item.separator, item.item),
        )
        return
    }
  }

  private softWord(word: string): number {
    const at = this.softWords.indexOf(word)
    return at >= 0 ? at : this.softWords.push(word) - 1
  }

  private group(alts: Alternative[]): number {
    return this.anonymous(() => this.emitAlternatives(alts))
  }

  private asRule(item: Item): number {
    if (item.type === 'rule') return this.rule(item.name)
    if (item.type === 'group') return this.group(item.alts)
    return this.group([{ items: [{ label: null, item }], action: null }])
  }

  private loop(item: Item, least: number, separator: Item | null = null): number {
    return this.anonymous(() => {
      const { code } = this
      code.push(Op.NEW_ARRAY)
      const top = code.length
      const choice = code.push(least > 0 ? Op.CHOICE_OPTION : Op.CHOICE_LOOP, 0) - 1
      if (separator !== null) {
        this.emitItem(separator)
        code.push(Op.DROP)
      }
      this.emitItem(item)
      code.push(Op.APPEND, Op.COMMIT, top)
      code[choice] = code.length
      if (least > 0) code.push(Op.NONEMPTY)
      code.push(Op.RETURN)
    })
  }

  private gather(separator: Item, item: Item): number {
    return this.anonymous(() => {
      this.emitItem(item)
      this.code.push(Op.CALL, this.loop(item, 0, separator), Op.JOIN, Op.RETURN)
    })
  }
}

/** Compiles the grammar. Costs some milliseconds, so only the first syntax error of a process pays for it. */
export function compileGrammar(...sources: string[]): Program {
  const builder = new ProgramBuilder()
  for (const source of sources) {
    // A rule starts at a line's first column; its alternatives may follow on indented lines.
    for (const text of source.split(/\n(?=[a-z_])/)) {
      const m = /^\s*([a-z_]+)(?:\((\w+)\))?:/.exec(text)
      if (m !== null) builder.define(m[1], m[2], new NotationReader(lex(text.slice(m[0].length))).alternatives())
    }
  }
  const missing = builder.rules.find((r) => r.address < 0)
  if (missing !== undefined) throw new Error(`grammar: no rule ${missing.name}`)
  const spelling: string[] = []
  for (const [text, kind] of Object.entries(OPERATORS)) spelling[kind] = text
  return {
    code: Int32Array.from(builder.code),
    rules: builder.rules,
    ruleIndex: builder.ruleIndex,
    actions: builder.actions,
    softWords: builder.softWords,
    spelling,
  }
}
