import type { Constant, Expr, FormattedValue, JoinedStr, Position } from '../1-parse/ast'

/**
 * `'...%s...' % (a, b)` becomes the f-string it is (Python/ast_opt.c `optimize_format`): only %s, %r and %a with simple flags,
 * and only if there are as many of them as operands.
 */

/** Literal parts have no place in the source. */
const NOWHERE: Position = { lineno: -1, col_offset: -1, end_lineno: -1, end_col_offset: -1 }

function literal(v: string): Constant {
  return { nodeType: 'Constant', value: { t: 'str', v }, kind: null, ...NOWHERE }
}

const SPECIFIER = /%([-+ #0]*)(\d*)(?:(\.)(\d*))?([sra])/y

/** Width and precision may have two digits. */
const MAX_DIGITS = 2

export function foldFormat(node: Position, format: string, operands: readonly Expr[]): JoinedStr | null {
  const values: Expr[] = []
  let at = 0
  let used = 0
  for (;;) {
    const start = at
    while (at < format.length) {
      if (format[at] !== '%') at++
      else if (format[at + 1] === '%') at += 2
      else break
    }
    if (at > start) values.push(literal(format.slice(start, at).replaceAll('%%', '%')))
    if (at >= format.length) break
    if (used >= operands.length) return null
    SPECIFIER.lastIndex = at
    const match = SPECIFIER.exec(format)
    if (match === null) return null
    const value = formattedValue(match, operands[used++])
    if (value === null) return null
    values.push(value)
    at = SPECIFIER.lastIndex
  }
  if (used < operands.length) return null
  const { lineno, col_offset, end_lineno, end_col_offset } = node
  return { nodeType: 'JoinedStr', values, lineno, col_offset, end_lineno, end_col_offset }
}

function formattedValue(match: RegExpExecArray, operand: Expr): FormattedValue | null {
  const [, flags, width, dot, precision, conversion] = match
  if (width.length > MAX_DIGITS || (precision?.length ?? 0) > MAX_DIGITS) return null
  let spec = ''
  // str.__format__ aligns to the left where % aligns to the right
  if (!flags.includes('-') && Number(width) > 0) spec += '>'
  if (width !== '') spec += String(Number(width))
  if (dot !== undefined) spec += `.${Number(precision)}`
  const { lineno, col_offset, end_lineno, end_col_offset } = operand
  return {
    nodeType: 'FormattedValue',
    value: operand,
    conversion: conversion.charCodeAt(0),
    format_spec: spec === '' ? null : literal(spec),
    lineno,
    col_offset,
    end_lineno,
    end_col_offset,
  }
}
