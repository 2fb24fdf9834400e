import type {
  Arg,
  Arguments,
  CmpOperator,
  Comprehension,
  Constant,
  Expr,
  Operator,
  UnaryOperator,
} from '../1-parse/ast'
import { constRepr, strRepr } from './const-repr'

/**
 * Source text of an expression, as `from __future__ import annotations` keeps it (Python/ast_unparse.c). Each function is told
 * how tightly its place binds, and puts parentheses where the node binds less.
 */
export function unparse(e: Expr): string {
  return expr(e, TEST)
}

const TUPLE = 0
const TEST = 1
const OR = 2
const AND = 3
const NOT = 4
const CMP = 5
const EXPR = 6
const BOR = EXPR
const BXOR = 7
const BAND = 8
const SHIFT = 9
const ARITH = 10
const TERM = 11
const FACTOR = 12
const POWER = 13
const AWAIT = 14
const ATOM = 15

const BINARY: Record<Operator, readonly [text: string, level: number]> = {
  Add: ['+', ARITH],
  Sub: ['-', ARITH],
  Mult: ['*', TERM],
  MatMult: ['@', TERM],
  Div: ['/', TERM],
  Mod: ['%', TERM],
  LShift: ['<<', SHIFT],
  RShift: ['>>', SHIFT],
  BitOr: ['|', BOR],
  BitXor: ['^', BXOR],
  BitAnd: ['&', BAND],
  FloorDiv: ['//', TERM],
  Pow: ['**', POWER],
}

const UNARY: Record<UnaryOperator, readonly [text: string, level: number]> = {
  Invert: ['~', FACTOR],
  Not: ['not ', NOT],
  UAdd: ['+', FACTOR],
  USub: ['-', FACTOR],
}

const COMPARE: Record<CmpOperator, string> = {
  Eq: '==',
  NotEq: '!=',
  Lt: '<',
  LtE: '<=',
  Gt: '>',
  GtE: '>=',
  Is: 'is',
  IsNot: 'is not',
  In: 'in',
  NotIn: 'not in',
}

function parens(text: string, needed: boolean): string {
  return needed ? `(${text})` : text
}

function list(elts: readonly Expr[], level: number): string {
  return elts.map((e) => expr(e, level)).join(', ')
}

function expr(e: Expr, level: number): string {
  switch (e.nodeType) {
    case 'BoolOp': {
      const own = e.op === 'And' ? AND : OR
      return parens(e.values.map((v) => expr(v, own + 1)).join(e.op === 'And' ? ' and ' : ' or '), level > own)
    }
    case 'BinOp': {
      const [text, own] = BINARY[e.op]
      const rightAssociative = e.op === 'Pow'
      const left = expr(e.left, rightAssociative ? own + 1 : own)
      const right = expr(e.right, rightAssociative ? own : own + 1)
      return parens(`${left} ${text} ${right}`, level > own)
    }
    case 'UnaryOp': {
      const [text, own] = UNARY[e.op]
      return parens(`${text}${expr(e.operand, own)}`, level > own)
    }
    case 'Lambda': {
      const positional = e.args.args.length + e.args.posonlyargs.length > 0
      return parens(`lambda${positional ? ' ' : ''}${args(e.args)}: ${expr(e.body, TEST)}`, level > TEST)
    }
    case 'IfExp':
      return parens(`${expr(e.body, TEST + 1)} if ${expr(e.test, TEST + 1)} else ${expr(e.orelse, TEST)}`, level > TEST)
    case 'Dict': {
      const items = e.values.map((value, i) => {
        const key = e.keys[i]
        return key === null ? `**${expr(value, EXPR)}` : `${expr(key, TEST)}: ${expr(value, TEST)}`
      })
      return `{${items.join(', ')}}`
    }
    case 'Set':
      return `{${list(e.elts, TEST)}}`
    case 'List':
      return `[${list(e.elts, TEST)}]`
    case 'Tuple':
      if (e.elts.length === 0) return '()'
      return parens(`${list(e.elts, TEST)}${e.elts.length === 1 ? ',' : ''}`, level > TUPLE)
    case 'GeneratorExp':
      return `(${expr(e.elt, TEST)}${comprehensions(e.generators)})`
    case 'ListComp':
      return `[${expr(e.elt, TEST)}${comprehensions(e.generators)}]`
    case 'SetComp':
      return `{${expr(e.elt, TEST)}${comprehensions(e.generators)}}`
    case 'DictComp':
      return `{${expr(e.key, TEST)}: ${expr(e.value, TEST)}${comprehensions(e.generators)}}`
    case 'Compare': {
      const rest = e.ops.map((op, i) => ` ${COMPARE[op]} ${expr(e.comparators[i], CMP + 1)}`)
      return parens(`${expr(e.left, CMP + 1)}${rest.join('')}`, level > CMP)
    }
    case 'Call': {
      const only = e.args[0]
      const func = expr(e.func, ATOM)
      if (e.args.length === 1 && e.keywords.length === 0 && only.nodeType === 'GeneratorExp') {
        return `${func}${expr(only, TEST)}`
      }
      const keywords = e.keywords.map((k) => `${k.arg === null ? '**' : `${k.arg}=`}${expr(k.value, TEST)}`)
      return `${func}(${[...e.args.map((arg) => expr(arg, TEST)), ...keywords].join(', ')})`
    }
    case 'JoinedStr':
      return `f${strRepr(fstringBody(e.values))}`
    case 'FormattedValue':
      return formattedValue(e)
    case 'Constant':
      return constant(e)
    case 'Attribute': {
      // `1.real` would read as a float
      const isInt = e.value.nodeType === 'Constant' && e.value.value.t === 'int'
      return `${expr(e.value, ATOM)}${isInt ? ' ' : ''}.${e.attr}`
    }
    case 'Starred':
      return `*${expr(e.value, EXPR)}`
    case 'Name':
      return e.id
    case 'Slice': {
      const lower = e.lower === null ? '' : expr(e.lower, TEST)
      const upper = e.upper === null ? '' : expr(e.upper, TEST)
      return `${lower}:${upper}${e.step === null ? '' : `:${expr(e.step, TEST)}`}`
    }
    case 'Subscript':
      return `${expr(e.value, ATOM)}[${expr(e.slice, TUPLE)}]`
    case 'Yield':
      return e.value === null ? '(yield)' : `(yield ${expr(e.value, TEST)})`
    case 'YieldFrom':
      return `(yield from ${expr(e.value, TEST)})`
    case 'Await':
      return parens(`await ${expr(e.value, ATOM)}`, level > AWAIT)
    case 'NamedExpr':
      return parens(`${expr(e.target, ATOM)} := ${expr(e.value, ATOM)}`, level > TUPLE)
  }
}

function constant(e: Constant): string {
  const value = e.value
  if (value.t === 'ellipsis') return '...'
  const text = constRepr(value)
  // there is no literal for infinity, but this reads as one
  const safe = value.t === 'float' || value.t === 'complex' ? text.replaceAll('inf', '1e309') : text
  return `${e.kind ?? ''}${safe}`
}

function comprehensions(generators: readonly Comprehension[]): string {
  return generators
    .map((g) => {
      const ifs = g.ifs.map((test) => ` if ${expr(test, TEST + 1)}`).join('')
      return `${g.is_async ? ' async for ' : ' for '}${expr(g.target, TUPLE)} in ${expr(g.iter, TEST + 1)}${ifs}`
    })
    .join('')
}

function arg(a: Arg): string {
  return a.annotation === null ? a.arg : `${a.arg}: ${expr(a.annotation, TEST)}`
}

function args(a: Arguments): string {
  const parts: string[] = []
  const positional = [...a.posonlyargs, ...a.args]
  positional.forEach((p, i) => {
    const at = i - (positional.length - a.defaults.length)
    parts.push(at < 0 ? arg(p) : `${arg(p)}=${expr(a.defaults[at], TEST)}`)
    if (i + 1 === a.posonlyargs.length) parts.push('/')
  })
  if (a.vararg !== null || a.kwonlyargs.length > 0) parts.push(`*${a.vararg === null ? '' : arg(a.vararg)}`)
  a.kwonlyargs.forEach((k, i) => {
    const value = a.kw_defaults[i]
    parts.push(value === null ? arg(k) : `${arg(k)}=${expr(value, TEST)}`)
  })
  if (a.kwarg !== null) parts.push(`**${arg(a.kwarg)}`)
  return parts.join(', ')
}

// ---- f-strings

function fstringBody(values: readonly Expr[]): string {
  return values.map(fstringElement).join('')
}

function fstringElement(e: Expr): string {
  switch (e.nodeType) {
    case 'Constant':
      return e.value.t === 'str' ? e.value.v.replaceAll('{', '{{').replaceAll('}', '}}') : ''
    case 'JoinedStr':
      return fstringBody(e.values)
    case 'FormattedValue':
      return formattedValue(e)
    default:
      throw new Error(`unexpected ${e.nodeType} in an f-string`)
  }
}

function formattedValue(e: Extract<Expr, { nodeType: 'FormattedValue' }>): string {
  const value = expr(e.value, TEST + 1)
  // "{{" would be an escaped brace
  const open = value.startsWith('{') ? '{ ' : '{'
  const conversion = e.conversion < 0 ? '' : `!${String.fromCharCode(e.conversion)}`
  const spec = e.format_spec === null ? '' : `:${fstringElement(e.format_spec)}`
  return `${open}${value}${conversion}${spec}}`
}
