/** Many samples as few points that look the same: no peak and no valley is lost. */

/** One stretch of samples: [from, to), never empty. */
export interface Bucket {
  from: number
  to: number
}

/** Samples in at most `most` buckets of equal virtual time; times without samples have none. */
export function timeBuckets(times: Float64Array, length: number, end: number, most: number): Bucket[] {
  const buckets: Bucket[] = []
  for (let i = 0; i < length; ) {
    const slot = Math.min(most - 1, Math.floor((times[i] / Math.max(end, 1)) * most))
    const until = ((slot + 1) * end) / most
    let next = i + 1
    while (next < length && (slot === most - 1 || times[next] < until)) next++
    buckets.push({ from: i, to: next })
    i = next
  }
  return buckets
}

export interface Envelope {
  /** First, lowest, highest and last value of each bucket. */
  first: Float64Array
  low: Float64Array
  high: Float64Array
  last: Float64Array
}

/** `highs` is a column of maxima within the samples' intervals, where there is one; else the values themselves. */
export function envelope(buckets: Bucket[], values: ArrayLike<number>, highs: ArrayLike<number> = values): Envelope {
  const make = (): Float64Array => new Float64Array(buckets.length)
  const result = { first: make(), low: make(), high: make(), last: make() }
  buckets.forEach(({ from, to }, b) => {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let i = from; i < to; i++) {
      if (values[i] < low) low = values[i]
      if (highs[i] > high) high = highs[i]
    }
    result.first[b] = values[from]
    result.low[b] = low
    result.high[b] = Math.max(low, high)
    result.last[b] = values[to - 1]
  })
  return result
}
