/**
 * Kinds of tokens. CPython gives every operator and every hard keyword its own kind; so do we, so that the parser compares one small integer.
 * `async` and `await` are keywords of their own since 3.7. Soft keywords (match, case, _) are NAMEs.
 */
export const ENDMARKER = 0
export const NAME = 1
export const NUMBER = 2
export const STRING = 3
export const NEWLINE = 4
export const INDENT = 5
export const DEDENT = 6
/** A character no token starts with ($, ?, !, `): CPython's tokenizer passes it on as a bare OP which no rule matches. */
export const STRAY = 7
/** The tokenizer gave up here; see TokenList.error. */
export const ERRORTOKEN = 8

export const LPAR = 10
export const RPAR = 11
export const LSQB = 12
export const RSQB = 13
export const COLON = 14
export const COMMA = 15
export const SEMI = 16
export const PLUS = 17
export const MINUS = 18
export const STAR = 19
export const SLASH = 20
export const VBAR = 21
export const AMPER = 22
export const LESS = 23
export const GREATER = 24
export const EQUAL = 25
export const DOT = 26
export const PERCENT = 27
export const LBRACE = 28
export const RBRACE = 29
export const EQEQUAL = 30
export const NOTEQUAL = 31
export const LESSEQUAL = 32
export const GREATEREQUAL = 33
export const TILDE = 34
export const CIRCUMFLEX = 35
export const LEFTSHIFT = 36
export const RIGHTSHIFT = 37
export const DOUBLESTAR = 38
export const PLUSEQUAL = 39
export const MINEQUAL = 40
export const STAREQUAL = 41
export const SLASHEQUAL = 42
export const PERCENTEQUAL = 43
export const AMPEREQUAL = 44
export const VBAREQUAL = 45
export const CIRCUMFLEXEQUAL = 46
export const LEFTSHIFTEQUAL = 47
export const RIGHTSHIFTEQUAL = 48
export const DOUBLESTAREQUAL = 49
export const DOUBLESLASH = 50
export const DOUBLESLASHEQUAL = 51
export const AT = 52
export const ATEQUAL = 53
export const RARROW = 54
export const ELLIPSIS = 55
export const COLONEQUAL = 56

export const KW_FALSE = 60
export const KW_NONE = 61
export const KW_TRUE = 62
export const KW_AND = 63
export const KW_AS = 64
export const KW_ASSERT = 65
export const ASYNC = 66
export const AWAIT = 67
export const KW_BREAK = 68
export const KW_CLASS = 69
export const KW_CONTINUE = 70
export const KW_DEF = 71
export const KW_DEL = 72
export const KW_ELIF = 73
export const KW_ELSE = 74
export const KW_EXCEPT = 75
export const KW_FINALLY = 76
export const KW_FOR = 77
export const KW_FROM = 78
export const KW_GLOBAL = 79
export const KW_IF = 80
export const KW_IMPORT = 81
export const KW_IN = 82
export const KW_IS = 83
export const KW_LAMBDA = 84
export const KW_NONLOCAL = 85
export const KW_NOT = 86
export const KW_OR = 87
export const KW_PASS = 88
export const KW_RAISE = 89
export const KW_RETURN = 90
export const KW_TRY = 91
export const KW_WHILE = 92
export const KW_WITH = 93
export const KW_YIELD = 94

export const KIND_COUNT = 95

/** Spelling to kind of everything with a fixed spelling; the grammar of the error pass is written with these spellings. */
export const OPERATORS: Readonly<Record<string, number>> = {
  '(': LPAR,
  ')': RPAR,
  '[': LSQB,
  ']': RSQB,
  ':': COLON,
  ',': COMMA,
  ';': SEMI,
  '+': PLUS,
  '-': MINUS,
  '*': STAR,
  '/': SLASH,
  '|': VBAR,
  '&': AMPER,
  '<': LESS,
  '>': GREATER,
  '=': EQUAL,
  '.': DOT,
  '%': PERCENT,
  '{': LBRACE,
  '}': RBRACE,
  '==': EQEQUAL,
  '!=': NOTEQUAL,
  '<=': LESSEQUAL,
  '>=': GREATEREQUAL,
  '~': TILDE,
  '^': CIRCUMFLEX,
  '<<': LEFTSHIFT,
  '>>': RIGHTSHIFT,
  '**': DOUBLESTAR,
  '+=': PLUSEQUAL,
  '-=': MINEQUAL,
  '*=': STAREQUAL,
  '/=': SLASHEQUAL,
  '%=': PERCENTEQUAL,
  '&=': AMPEREQUAL,
  '|=': VBAREQUAL,
  '^=': CIRCUMFLEXEQUAL,
  '<<=': LEFTSHIFTEQUAL,
  '>>=': RIGHTSHIFTEQUAL,
  '**=': DOUBLESTAREQUAL,
  '//': DOUBLESLASH,
  '//=': DOUBLESLASHEQUAL,
  '@': AT,
  '@=': ATEQUAL,
  '->': RARROW,
  '...': ELLIPSIS,
  ':=': COLONEQUAL,
}

export const KEYWORDS: Readonly<Record<string, number>> = {
  False: KW_FALSE,
  None: KW_NONE,
  True: KW_TRUE,
  and: KW_AND,
  as: KW_AS,
  assert: KW_ASSERT,
  async: ASYNC,
  await: AWAIT,
  break: KW_BREAK,
  class: KW_CLASS,
  continue: KW_CONTINUE,
  def: KW_DEF,
  del: KW_DEL,
  elif: KW_ELIF,
  else: KW_ELSE,
  except: KW_EXCEPT,
  finally: KW_FINALLY,
  for: KW_FOR,
  from: KW_FROM,
  global: KW_GLOBAL,
  if: KW_IF,
  import: KW_IMPORT,
  in: KW_IN,
  is: KW_IS,
  lambda: KW_LAMBDA,
  nonlocal: KW_NONLOCAL,
  not: KW_NOT,
  or: KW_OR,
  pass: KW_PASS,
  raise: KW_RAISE,
  return: KW_RETURN,
  try: KW_TRY,
  while: KW_WHILE,
  with: KW_WITH,
  yield: KW_YIELD,
}

const byFirstLetter: (readonly [string, number])[][] = []
for (const [word, kind] of Object.entries(KEYWORDS)) (byFirstLetter[word.charCodeAt(0)] ??= []).push([word, kind])

/** NAME, or the keyword's kind, of the ASCII word text[start, end). No substring is made. */
export function wordKind(text: string, start: number, end: number): number {
  const length = end - start
  if (length < 2 || length > 8) return NAME
  const candidates = byFirstLetter[text.charCodeAt(start)]
  if (candidates === undefined) return NAME
  for (let i = 0; i < candidates.length; i++) {
    const [word, kind] = candidates[i]
    if (word.length === length && text.startsWith(word, start)) return kind
  }
  return NAME
}
