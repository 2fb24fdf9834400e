/**
 * Results of the complex functions for infinite and NaN arguments (C99 annex G, as CPython's tables have them). Rows are the
 * real part, columns the imaginary part: -inf, negative, -0, +0, positive, +inf, nan. A cell is two numbers, each a
 * sign and 0, 1, I infinity, N nan, P pi, H pi/2, Q pi/4, T 3pi/4; E is a domain error; '..' is not special.
 */
import type { Pair } from '../../object/number/complex-core'

const TABLES: Record<string, string[]> = {
  acos: [
    '+T+I +P+I +P+I +P-I +P-I +T-I N+I',
    '+H+I .. .. .. .. +H-I NN',
    '+H+I .. .. .. .. +H-I +HN',
    '+H+I .. .. .. .. +H-I +HN',
    '+H+I .. .. .. .. +H-I NN',
    '+Q+I +0+I +0+I +0-I +0-I +Q-I N+I',
    'N+I NN NN NN NN N-I NN',
  ],
  acosh: [
    '+I-T +I-P +I-P +I+P +I+P +I+T +IN',
    '+I-H .. .. .. .. +I+H NN',
    '+I-H .. .. .. .. +I+H NN',
    '+I-H .. .. .. .. +I+H NN',
    '+I-H .. .. .. .. +I+H NN',
    '+I-Q +I-0 +I-0 +I+0 +I+0 +I+Q +IN',
    '+IN NN NN NN NN +IN NN',
  ],
  asinh: [
    '-I-Q -I-0 -I-0 -I+0 -I+0 -I+Q -IN',
    '-I-H .. .. .. .. -I+H NN',
    '-I-H .. .. .. .. -I+H NN',
    '+I-H .. .. .. .. +I+H NN',
    '+I-H .. .. .. .. +I+H NN',
    '+I-Q +I-0 +I-0 +I+0 +I+0 +I+Q +IN',
    '+IN NN N-0 N+0 NN +IN NN',
  ],
  atanh: [
    '-0-H -0-H -0-H -0+H -0+H -0+H -0N',
    '-0-H .. .. .. .. -0+H NN',
    '-0-H .. .. .. .. -0+H -0N',
    '+0-H .. .. .. .. +0+H +0N',
    '+0-H .. .. .. .. +0+H NN',
    '+0-H +0-H +0-H +0+H +0+H +0+H +0N',
    '+0-H NN NN NN NN +0+H NN',
  ],
  cosh: [
    'E -I+I +I+0 +I-0 -I-I E +IN',
    'E .. .. .. .. E NN',
    'E .. .. .. .. E N+0',
    'E .. .. .. .. E N+0',
    'E .. .. .. .. E NN',
    'E -I-I +I-0 +I+0 -I+I E +IN',
    'NN NN N+0 N+0 NN NN NN',
  ],
  exp: [
    '+0+0 -0-0 +0-0 +0+0 -0+0 +0+0 +0+0',
    'E .. .. .. .. E NN',
    'E .. .. .. .. E NN',
    'E .. .. .. .. E NN',
    'E .. .. .. .. E NN',
    'E -I-I +I-0 +I+0 -I+I E +IN',
    'NN NN N-0 N+0 NN NN NN',
  ],
  log: [
    '+I-T +I-P +I-P +I+P +I+P +I+T +IN',
    '+I-H .. .. .. .. +I+H NN',
    '+I-H .. .. .. .. +I+H NN',
    '+I-H .. .. .. .. +I+H NN',
    '+I-H .. .. .. .. +I+H NN',
    '+I-Q +I-0 +I-0 +I+0 +I+0 +I+Q +IN',
    '+IN NN NN NN NN +IN NN',
  ],
  sinh: [
    'E +I-I -I-0 -I+0 +I+I E +IN',
    'E .. .. .. .. E NN',
    'E .. .. .. .. E +0N',
    'E .. .. .. .. E +0N',
    'E .. .. .. .. E NN',
    'E -I-I +I-0 +I+0 -I+I E +IN',
    'NN NN N-0 N+0 NN NN NN',
  ],
  sqrt: [
    '+I-I +0-I +0-I +0+I +0+I +I+I N+I',
    '+I-I .. .. .. .. +I+I NN',
    '+I-I .. .. .. .. +I+I NN',
    '+I-I .. .. .. .. +I+I NN',
    '+I-I .. .. .. .. +I+I NN',
    '+I-I +I-0 +I-0 +I+0 +I+0 +I+I +IN',
    '+I-I NN NN NN NN +I+I NN',
  ],
  tanh: [
    '-1+0 -1+0 -1-0 -1+0 -1-0 -1+0 -1+0',
    'E .. .. .. .. E NN',
    'E .. .. .. .. E NN',
    'E .. .. .. .. E NN',
    'E .. .. .. .. E NN',
    '+1+0 +1+0 +1-0 +1+0 +1-0 +1+0 +1+0',
    'NN NN N-0 N+0 NN NN NN',
  ],
  rect: [
    'E +I+I -I+0 -I-0 +I-I E +IN',
    'E .. .. .. .. E NN',
    '+0+0 .. .. .. .. +0+0 +0+0',
    '+0+0 .. .. .. .. +0+0 +0+0',
    'E .. .. .. .. E NN',
    'E -I-I +I-0 +I+0 -I+I E +IN',
    'NN NN N+0 N+0 NN NN NN',
  ],
}

const VALUES: Record<string, number> = {
  '0': 0,
  '1': 1,
  I: Number.POSITIVE_INFINITY,
  N: Number.NaN,
  P: Math.PI,
  H: Math.PI / 2,
  Q: Math.PI / 4,
  T: (3 * Math.PI) / 4,
}

const CELL = /([+-]?)([01INPHQT])([+-]?)([01INPHQT])/

const parsed = new Map<string, (Pair | null)[]>()
for (const [name, rows] of Object.entries(TABLES)) {
  const cells = rows
    .flatMap((row) => row.split(' '))
    .map((cell): Pair | null => {
      const m = CELL.exec(cell)
      if (m === null) return null
      return [m[1] === '-' ? -VALUES[m[2]] : VALUES[m[2]], m[3] === '-' ? -VALUES[m[4]] : VALUES[m[4]]]
    })
  parsed.set(name, cells)
}

function kind(x: number): number {
  if (Number.isNaN(x)) return 6
  if (x === Number.NEGATIVE_INFINITY) return 0
  if (x === Number.POSITIVE_INFINITY) return 5
  if (x === 0) return Object.is(x, -0) ? 2 : 3
  return x < 0 ? 1 : 4
}

/** The result for arguments of which one is not finite; null for a domain error. */
export const special = (name: string, re: number, im: number): Pair | null => {
  const cell = (parsed.get(name) as (Pair | null)[])[kind(re) * 7 + kind(im)]
  return cell === null ? null : [cell[0], cell[1]]
}
