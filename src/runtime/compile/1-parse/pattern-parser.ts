/** The fast parser: patterns of case clauses. */
import type { Const, Expr, MatchAs, Pattern } from './ast'
import { ExpressionParser } from './expression-parser'
import { FAIL } from './parser-base'
import * as T from './tokens'

const SINGLETONS: Const[] = []
SINGLETONS[T.KW_NONE] = { t: 'none' }
SINGLETONS[T.KW_TRUE] = { t: 'true' }
SINGLETONS[T.KW_FALSE] = { t: 'false' }

export class PatternParser extends ExpressionParser {
  /** patterns: what stands between `case` and the guard; an unparenthesised sequence is allowed. */
  protected patterns(): Pattern {
    const start = this.pos
    const starred = this.kinds[start] === T.STAR
    const first = this.maybeStarPattern()
    if (this.kinds[this.pos] !== T.COMMA) {
      if (starred) throw FAIL
      return first
    }
    this.pos++
    const patterns = [first]
    this.restOfSequence(patterns)
    return { nodeType: 'MatchSequence', patterns, ...this.span(start) }
  }

  /** pattern: as_pattern or or_pattern */
  private pattern(): Pattern {
    const start = this.pos
    this.enter()
    const pattern = this.orPattern()
    this.depth--
    if (this.kinds[this.pos] !== T.KW_AS) return pattern
    this.pos++
    const name = this.captureTarget()
    return { nodeType: 'MatchAs', pattern, name, ...this.span(start) }
  }

  private orPattern(): Pattern {
    const start = this.pos
    const first = this.closedPattern()
    if (this.kinds[this.pos] !== T.VBAR) return first
    const patterns = [first]
    while (this.kinds[this.pos] === T.VBAR) {
      this.pos++
      patterns.push(this.closedPattern())
    }
    return { nodeType: 'MatchOr', patterns, ...this.span(start) }
  }

  private closedPattern(): Pattern {
    const { kinds } = this
    const start = this.pos
    const kind = kinds[start]
    switch (kind) {
      case T.NUMBER:
      case T.MINUS: {
        const value = this.signedNumber()
        return { nodeType: 'MatchValue', value, ...this.span(start) }
      }
      case T.STRING: {
        const value = this.strings()
        return { nodeType: 'MatchValue', value, ...this.span(start) }
      }
      case T.KW_NONE:
      case T.KW_TRUE:
      case T.KW_FALSE:
        this.pos++
        return { nodeType: 'MatchSingleton', value: SINGLETONS[kind], ...this.span(start) }
      case T.NAME:
        return this.namePattern()
      case T.LPAR:
        return this.groupOrSequence()
      case T.LSQB: {
        this.pos++
        const patterns: Pattern[] = []
        this.restOfSequence(patterns)
        this.expect(T.RSQB)
        return { nodeType: 'MatchSequence', patterns, ...this.span(start) }
      }
      case T.LBRACE:
        return this.mapping()
      default:
        throw FAIL
    }
  }

  /** capture_pattern, wildcard_pattern, value_pattern or class_pattern */
  private namePattern(): Pattern {
    const { kinds } = this
    const start = this.pos
    if (this.isWord(start, '_')) {
      this.pos++
      const wildcard: MatchAs = { nodeType: 'MatchAs', pattern: null, name: null, ...this.span(start) }
      return wildcard
    }
    const next = kinds[start + 1]
    if (next !== T.DOT && next !== T.LPAR)
      return { nodeType: 'MatchAs', pattern: null, name: this.captureTarget(), ...this.span(start) }
    const value = this.dotted()
    if (kinds[this.pos] === T.LPAR) return this.classPattern(value, start)
    if (kinds[this.pos] === T.EQUAL) throw FAIL
    return { nodeType: 'MatchValue', value, ...this.span(start) }
  }

  /** pattern_capture_target */
  private captureTarget(): string {
    if (this.isWord(this.pos, '_')) throw FAIL
    const name = this.name()
    const next = this.kinds[this.pos]
    if (next === T.DOT || next === T.LPAR || next === T.EQUAL) throw FAIL
    return name
  }

  /** name_or_attr */
  private dotted(): Expr {
    const start = this.pos
    let e = this.nameNode('Load')
    while (this.kinds[this.pos] === T.DOT) {
      this.pos++
      const attr = this.name()
      e = { nodeType: 'Attribute', value: e, attr, ctx: 'Load', ...this.span(start) }
    }
    return e
  }

  /** signed_number or complex_number */
  private signedNumber(): Expr {
    const { kinds } = this
    const start = this.pos
    const left = this.signed()
    const kind = kinds[this.pos]
    if (kind !== T.PLUS && kind !== T.MINUS) return left
    if (this.isImaginary(left)) throw FAIL
    this.pos++
    if (kinds[this.pos] !== T.NUMBER) throw FAIL
    const right = this.atom()
    if (!this.isImaginary(right)) throw FAIL
    const op = kind === T.PLUS ? 'Add' : 'Sub'
    return { nodeType: 'BinOp', left, op, right, ...this.span(start) }
  }

  private signed(): Expr {
    const start = this.pos
    if (this.kinds[start] === T.MINUS) {
      this.pos++
      if (this.kinds[this.pos] !== T.NUMBER) throw FAIL
      return this.unary('USub', this.atom(), start)
    }
    return this.atom()
  }

  private isImaginary(e: Expr): boolean {
    if (e.nodeType === 'UnaryOp') return this.isImaginary(e.operand)
    return e.nodeType === 'Constant' && e.value.t === 'complex'
  }

  /** '(' pattern ')' or a parenthesised sequence */
  private groupOrSequence(): Pattern {
    const start = this.pos++
    const patterns: Pattern[] = []
    if (this.kinds[this.pos] !== T.RPAR) {
      const starred = this.kinds[this.pos] === T.STAR
      const first = this.maybeStarPattern()
      if (this.kinds[this.pos] === T.RPAR && !starred) {
        this.pos++
        return first
      }
      patterns.push(first)
      this.expect(T.COMMA)
      this.restOfSequence(patterns)
    }
    this.expect(T.RPAR)
    return { nodeType: 'MatchSequence', patterns, ...this.span(start) }
  }

  private maybeStarPattern(): Pattern {
    const start = this.pos
    if (this.kinds[start] !== T.STAR) return this.pattern()
    this.pos++
    let name: string | null = null
    if (this.isWord(this.pos, '_')) this.pos++
    else name = this.captureTarget()
    return { nodeType: 'MatchStar', name, ...this.span(start) }
  }

  /** maybe_sequence_pattern?, up to a token no pattern starts with */
  private restOfSequence(patterns: Pattern[]): void {
    for (;;) {
      const kind = this.kinds[this.pos]
      if (kind === T.RPAR || kind === T.RSQB || kind === T.COLON || kind === T.KW_IF) return
      patterns.push(this.maybeStarPattern())
      if (this.kinds[this.pos] !== T.COMMA) return
      this.pos++
    }
  }

  private mapping(): Pattern {
    const { kinds } = this
    const start = this.pos++
    const keys: Expr[] = []
    const patterns: Pattern[] = []
    let rest: string | null = null
    while (kinds[this.pos] !== T.RBRACE) {
      if (kinds[this.pos] === T.DOUBLESTAR) {
        this.pos++
        rest = this.captureTarget()
        if (kinds[this.pos] === T.COMMA) this.pos++
        break
      }
      keys.push(this.mappingKey())
      this.expect(T.COLON)
      patterns.push(this.pattern())
      if (kinds[this.pos] !== T.COMMA) break
      this.pos++
    }
    this.expect(T.RBRACE)
    return { nodeType: 'MatchMapping', keys, patterns, rest, ...this.span(start) }
  }

  /** literal_expr or attr */
  private mappingKey(): Expr {
    const kind = this.kinds[this.pos]
    switch (kind) {
      case T.NUMBER:
      case T.MINUS:
        return this.signedNumber()
      case T.STRING:
        return this.strings()
      case T.KW_NONE:
      case T.KW_TRUE:
      case T.KW_FALSE:
        return this.atom()
      default:
        if (this.kinds[this.pos + 1] !== T.DOT) throw FAIL
        return this.dotted()
    }
  }

  private classPattern(cls: Expr, start: number): Pattern {
    const { kinds } = this
    this.pos++
    const patterns: Pattern[] = []
    const kwd_attrs: string[] = []
    const kwd_patterns: Pattern[] = []
    while (kinds[this.pos] !== T.RPAR) {
      if (kinds[this.pos] === T.NAME && kinds[this.pos + 1] === T.EQUAL) {
        kwd_attrs.push(this.name())
        this.pos++
        kwd_patterns.push(this.pattern())
      } else {
        if (kwd_attrs.length > 0) throw FAIL
        patterns.push(this.pattern())
      }
      if (kinds[this.pos] !== T.COMMA) break
      this.pos++
    }
    this.expect(T.RPAR)
    return { nodeType: 'MatchClass', cls, patterns, kwd_attrs, kwd_patterns, ...this.span(start) }
  }
}
