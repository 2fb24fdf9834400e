/** The few statistics the analysis needs. Inputs are never changed. */

export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort()
  const half = sorted.length >> 1
  if (sorted.length === 0) return 0
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

/**
 * The nearest-rank percentile of values in ascending order: the smallest value that at least `percent` % of them do not
 * exceed. Always a value that occurred; 0 for no values.
 */
export function percentile(ascending: ArrayLike<number>, percent: number): number {
  const n = ascending.length
  if (n === 0) return 0
  return ascending[Math.min(n - 1, Math.max(0, Math.ceil((percent / 100) * n) - 1))]
}

export interface RobustLine {
  /** Theil-Sen: the median of the slopes between all pairs of points. */
  slope: number
  intercept: number
  /** Kendall's tau-a: the share of pairs that rise minus the share that fall, -1 to 1. */
  tau: number
}

/** More points than this are thinned out evenly: the cost grows with the square. */
const MOST_POINTS = 500

/**
 * A line through points that a few outliers cannot turn (a cache filled once, one burst). `x` ascends. All zero for fewer
 * than two points.
 */
export function robustLine(x: ArrayLike<number>, y: ArrayLike<number>): RobustLine {
  const n = Math.min(x.length, MOST_POINTS)
  if (n < 2) return { slope: 0, intercept: n === 1 ? y[0] : 0, tau: 0 }
  const pick = (i: number): number => (x.length <= n ? i : Math.round((i * (x.length - 1)) / (n - 1)))
  const slopes = new Float64Array((n * (n - 1)) / 2)
  let used = 0
  let direction = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const dx = x[pick(j)] - x[pick(i)]
      if (dx <= 0) continue
      const dy = y[pick(j)] - y[pick(i)]
      slopes[used++] = dy / dx
      direction += Math.sign(dy)
    }
  }
  if (used === 0) return { slope: 0, intercept: median(y), tau: 0 }
  const slope = median(slopes.subarray(0, used))
  const rests = Float64Array.from({ length: n }, (_, i) => y[pick(i)] - slope * x[pick(i)])
  return { slope, intercept: median(rests), tau: direction / used }
}
