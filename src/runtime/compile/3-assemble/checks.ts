import type { Compare, Expr } from '../1-parse/ast'
import { constantValue } from '../2-analyze/constant-value'
import type { Const } from '../code-unit'
import type { Compiler } from './compiler'

/** The SyntaxWarnings of compile.c: source that is legal and almost surely a mistake. */

function isNamedSingleton(value: Const): boolean {
  return value.t === 'none' || value.t === 'true' || value.t === 'false' || value.t === 'ellipsis'
}

/** `x is 1`: true or false by accident of implementation. */
export function checkCompare(c: Compiler, e: Compare): void {
  const identityMakesSense = (operand: Expr): boolean =>
    operand.nodeType !== 'Constant' || isNamedSingleton(operand.value)
  let left = identityMakesSense(e.left)
  for (let i = 0; i < e.ops.length; i++) {
    const right = identityMakesSense(e.comparators[i])
    const operator = e.ops[i]
    if ((operator === 'Is' || operator === 'IsNot') && !(left && right)) {
      c.warn(
        operator === 'Is' ? '"is" with a literal. Did you mean "=="?' : '"is not" with a literal. Did you mean "!="?',
      )
      return
    }
    left = right
  }
}

const CONST_TYPES: Record<Const['t'], string> = {
  none: 'NoneType',
  true: 'bool',
  false: 'bool',
  ellipsis: 'ellipsis',
  int: 'int',
  float: 'float',
  complex: 'complex',
  str: 'str',
  bytes: 'bytes',
  tuple: 'tuple',
  frozenset: 'frozenset',
  code: 'code',
}

/** The name of the type an expression surely has, or null. */
function typeNameOf(e: Expr): string | null {
  switch (e.nodeType) {
    case 'Tuple':
      return 'tuple'
    case 'List':
    case 'ListComp':
      return 'list'
    case 'Dict':
    case 'DictComp':
      return 'dict'
    case 'Set':
    case 'SetComp':
      return 'set'
    case 'GeneratorExp':
      return 'generator'
    case 'Lambda':
      return 'function'
    case 'JoinedStr':
    case 'FormattedValue':
      return 'str'
    case 'Constant':
      return CONST_TYPES[e.value.t]
    default:
      return null
  }
}

export function checkCaller(c: Compiler, func: Expr): void {
  const type = typeNameOf(func)
  if (type !== null && func.nodeType !== 'Lambda') {
    c.warn(`'${type}' object is not callable; perhaps you missed a comma?`)
  }
}

export function checkSubscripter(c: Compiler, e: Expr): void {
  switch (e.nodeType) {
    case 'Constant': {
      const { t } = constantValue(e)
      if (t === 'str' || t === 'bytes' || t === 'tuple') return
      break
    }
    case 'Set':
    case 'SetComp':
    case 'GeneratorExp':
    case 'Lambda':
      break
    default:
      return
  }
  c.warn(`'${typeNameOf(e)}' object is not subscriptable; perhaps you missed a comma?`)
}

export function checkIndex(c: Compiler, e: Expr, index: Expr): void {
  const indexType = typeNameOf(index)
  if (indexType === null || indexType === 'int' || indexType === 'bool') return
  switch (e.nodeType) {
    case 'Constant': {
      const { t } = constantValue(e)
      if (t !== 'str' && t !== 'bytes' && t !== 'tuple') return
      break
    }
    case 'Tuple':
    case 'List':
    case 'ListComp':
    case 'JoinedStr':
    case 'FormattedValue':
      break
    default:
      return
  }
  c.warn(`${typeNameOf(e)} indices must be integers or slices, not ${indexType}; perhaps you missed a comma?`)
}
