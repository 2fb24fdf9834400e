/** Our AST in the canonical JSON form that parse_oracle.py prints for CPython's. */

import { type ParseMode, parse } from '../../src/runtime/compile/1-parse'
import type { Const } from '../../src/runtime/compile/1-parse/ast'
import { CompileError } from '../../src/runtime/compile/errors'

function bits(x: number): string {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  return view.getBigUint64(0).toString(16).padStart(16, '0')
}

function constant(c: Const): unknown[] {
  switch (c.t) {
    case 'int':
      return ['int', `0x${c.v.toString(16)}`]
    case 'float':
      return ['float', bits(c.v)]
    case 'complex':
      return ['complex', bits(c.re), bits(c.im)]
    case 'str':
      return ['str', c.v]
    case 'bytes':
      return ['bytes', Array.from(c.v, (b) => b.toString(16).padStart(2, '0')).join('')]
    default:
      return [c.t]
  }
}

export function canonical(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(canonical)
  if (node === null || typeof node !== 'object') return node
  const record = node as Record<string, unknown>
  if (record.t !== undefined) return constant(node as Const)
  const out: unknown[] = []
  for (const [key, value] of Object.entries(record)) {
    if (key === 'lineno') break
    out.push(canonical(value))
  }
  if (record.lineno !== undefined)
    out.push([record.lineno, record.col_offset, record.end_lineno, record.end_col_offset])
  if (record.nodeType === 'Module') out.length = 2
  return out
}

/** The tree, or the error in parse_oracle.py's form. */
export function parsed(source: string, mode: ParseMode = 'exec'): unknown {
  try {
    return canonical(parse(source, '<unknown>', mode))
  } catch (e) {
    if (!(e instanceof CompileError)) throw e
    if (e.kind === 'MemoryError' || e.kind === 'RecursionError') return { error: e.kind, msg: e.msg }
    return { error: e.kind, msg: e.msg, at: [e.lineno, e.offset, e.end_lineno, e.end_offset], text: e.text }
  }
}

/** The path to the first difference of two canonical trees, or null. */
export function difference(a: unknown, b: unknown, path = ''): string | null {
  if (Array.isArray(a) && Array.isArray(b)) {
    const label = typeof a[0] === 'string' ? `${path}/${a[0]}` : path
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
      const found = difference(a[i], b[i], `${label}[${i}]`)
      if (found !== null) return found
    }
    return null
  }
  const left = JSON.stringify(a)
  const right = JSON.stringify(b)
  return left === right ? null : `${path}: ${left?.slice(0, 300)} != ${right?.slice(0, 300)}`
}
