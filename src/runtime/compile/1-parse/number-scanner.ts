/** The number branch of CPython's tok_get: finds the end of a number, with CPython's messages for malformed ones. */
import { isDigit, isHexDigit, isIdentifierChar } from './characters'

const E_LOWER = 101
const UNDERSCORE = 95

const GLUED = /(?:and|else|for|or|not)(?![A-Za-z0-9_\u0080-\uffff])|i[fns]/y

function lower(c: number): number {
  return c >= 65 && c <= 90 ? c + 32 : c
}

export class NumberScanner {
  /** Set when the literal is malformed; `scan` then returns where the tokenizer stands. */
  error: string | null = null
  /** For a range error the UTF-16 index where the marked range ends, else -1. */
  errorEnd = -1
  /** SyntaxWarning for a literal glued to a keyword (1if x else y). */
  warning: string | null = null

  constructor(
    private readonly text: string,
    private pos: number,
  ) {}

  private at(pos: number): number {
    return pos < this.text.length ? this.text.charCodeAt(pos) : -1
  }

  /** From the first character (a digit, or a dot before a digit) to the index after the number. */
  scan(): number {
    const c = this.at(this.pos)
    if (c === 0x30) {
      const next = lower(this.at(this.pos + 1))
      if (next === 0x78) return this.radix('hexadecimal', isHexDigit)
      if (next === 0x6f) return this.radix('octal', (d) => d >= 0x30 && d < 0x38)
      if (next === 0x62) return this.radix('binary', (d) => d === 0x30 || d === 0x31)
      return this.leadingZero()
    }
    if (c === 46) {
      this.pos++
      return this.fraction()
    }
    if (!this.digits()) return this.pos
    if (this.at(this.pos) === 46) {
      this.pos++
      return this.fraction()
    }
    return this.exponent()
  }

  private fail(msg: string): number {
    this.error = msg
    return this.pos
  }

  private radix(kind: string, accepts: (c: number) => boolean): number {
    this.pos += 2
    do {
      if (this.at(this.pos) === UNDERSCORE) this.pos++
      if (!accepts(this.at(this.pos))) return this.badDigit(kind, true)
      do this.pos++
      while (accepts(this.at(this.pos)))
    } while (this.at(this.pos) === UNDERSCORE)
    if (kind !== 'hexadecimal' && isDigit(this.at(this.pos))) return this.badDigit(kind, false)
    return this.endOfNumber(kind)
  }

  private badDigit(kind: string, first: boolean): number {
    const c = this.at(this.pos)
    if (kind !== 'hexadecimal' && isDigit(c)) {
      this.pos++
      return this.fail(`invalid digit '${String.fromCharCode(c)}' in ${kind} literal`)
    }
    return first ? this.fail(`invalid ${kind} literal`) : this.pos
  }

  private leadingZero(): number {
    for (;;) {
      if (this.at(this.pos) === UNDERSCORE) {
        this.pos++
        if (!isDigit(this.at(this.pos))) return this.fail('invalid decimal literal')
      }
      if (this.at(this.pos) !== 0x30) break
      this.pos++
    }
    // CPython has already read the character after the zeros when it notes their end.
    const zerosEnd = this.pos + 1
    let nonzero = false
    if (isDigit(this.at(this.pos))) {
      nonzero = true
      if (!this.digits()) return this.pos
    }
    const c = this.at(this.pos)
    if (c === 46) {
      this.pos++
      return this.fraction()
    }
    if (lower(c) === E_LOWER || lower(c) === 0x6a) return this.exponent()
    if (nonzero) {
      this.errorEnd = Math.min(zerosEnd, this.text.length)
      return this.fail(
        'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
      )
    }
    return this.endOfNumber('decimal')
  }

  /** tok_decimal_tail */
  private digits(): boolean {
    for (;;) {
      while (isDigit(this.at(this.pos))) this.pos++
      if (this.at(this.pos) !== UNDERSCORE) return true
      this.pos++
      if (!isDigit(this.at(this.pos))) {
        this.fail('invalid decimal literal')
        return false
      }
    }
  }

  private fraction(): number {
    if (isDigit(this.at(this.pos)) && !this.digits()) return this.pos
    return this.exponent()
  }

  private exponent(): number {
    if (lower(this.at(this.pos)) === E_LOWER) {
      const e = this.pos
      this.pos++
      const sign = this.at(this.pos)
      if (sign === 43 || sign === 45) {
        this.pos++
        if (!isDigit(this.at(this.pos))) return this.fail('invalid decimal literal')
      } else if (!isDigit(sign)) {
        this.pos = e
        return this.endOfNumber('decimal')
      }
      if (!this.digits()) return this.pos
    }
    if (lower(this.at(this.pos)) === 0x6a) {
      this.pos++
      return this.endOfNumber('imaginary')
    }
    return this.endOfNumber('decimal')
  }

  /** verify_end_of_number */
  private endOfNumber(kind: string): number {
    const { text, pos } = this
    const c = this.at(pos)
    // 3.11 looks at ASCII only: what follows a number directly may be a name in another script.
    if (c >= 128 || !isIdentifierChar(c)) return pos
    // CPython checks that and, else, for, or, not end here, but takes any if.., in.. and is.. for the keyword.
    GLUED.lastIndex = pos
    const glued = GLUED.test(text)
    if (glued) {
      this.warning = `invalid ${kind} literal`
      return pos
    }
    return this.fail(`invalid ${kind} literal`)
  }
}
