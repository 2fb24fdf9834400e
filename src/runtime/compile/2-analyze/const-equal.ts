import type { Const } from '../code-unit'

/** A key equal for constants that Python's `==` calls equal: 1, 1.0, True and 1+0j are one key. */
export function constKey(c: Const): string {
  switch (c.t) {
    case 'true':
      return 'n1'
    case 'false':
      return 'n0'
    case 'int':
      return `n${c.v}`
    case 'float':
      return numberKey(c.v)
    case 'complex':
      return c.im === 0 ? numberKey(c.re) : `j${c.re},${c.im}`
    case 'str':
      return `s${c.v.length}:${c.v}`
    case 'bytes':
      return `b${c.v.join(',')}`
    case 'tuple':
      return `(${c.v.map(constKey).join(';')})`
    case 'frozenset':
      return `{${c.v.map(constKey).sort().join(';')}}`
    default:
      return c.t
  }
}

let nanCount = 0

function numberKey(v: number): string {
  // a NaN equals nothing
  if (Number.isNaN(v)) return `nan${nanCount++}`
  return Number.isInteger(v) ? `n${BigInt(v)}` : `f${v}`
}

/** The items a set made of `items` keeps: of equal ones the first. */
export function uniqueItems(items: readonly Const[]): Const[] {
  const seen = new Map<string, Const>()
  for (const item of items) {
    const key = constKey(item)
    if (!seen.has(key)) seen.set(key, item)
  }
  return [...seen.values()]
}
