/**
 * Extremes of a column at every scale: for blocks of 8, 64, 512, ... samples the index of the smallest value of one
 * column and of the largest of another (a plain column and its `...Max` column, or the same one twice). A query over any
 * range then looks at a few dozen values instead of at every sample, and a chart of 200,000 samples can be drawn anew at
 * every step of a zoom without losing a peak.
 */
const SHIFT = 3
const FANOUT = 1 << SHIFT

interface Level {
  lowest: Int32Array
  highest: Int32Array
}

function emptyLevel(blocks: number): Level {
  return { lowest: new Int32Array(blocks), highest: new Int32Array(blocks) }
}

export class Pyramid {
  private low: Float64Array
  private high: Float64Array
  private levels: Level[] = []
  /** Samples that the levels know; more may follow while a run is live. */
  length = 0

  constructor(low: Float64Array, high: Float64Array, length: number) {
    this.low = low
    this.high = high
    this.extend(low, high, length)
  }

  /**
   * Takes up samples that came behind the known ones. The columns may be other arrays than before (they grew), but
   * what they held up to `this.length` must be unchanged: after a merge of samples make a new pyramid.
   */
  extend(low: Float64Array, high: Float64Array, length: number): void {
    this.low = low
    this.high = high
    let from = this.length
    let below = length
    this.length = length
    for (let k = 0; below > 1; k++) {
      const blocks = (below + FANOUT - 1) >> SHIFT
      const level = this.level(k, blocks)
      const under = k === 0 ? null : this.levels[k - 1]
      // The last known block may have been a partial one: start with it again.
      const first = from >> SHIFT
      for (let block = first; block < blocks; block++) {
        const start = block << SHIFT
        const end = Math.min(start + FANOUT, below)
        let lowest = under ? under.lowest[start] : start
        let highest = under ? under.highest[start] : start
        for (let i = start + 1; i < end; i++) {
          const l = under ? under.lowest[i] : i
          const h = under ? under.highest[i] : i
          if (low[l] < low[lowest]) lowest = l
          if (high[h] > high[highest]) highest = h
        }
        level.lowest[block] = lowest
        level.highest[block] = highest
      }
      from = first
      below = blocks
    }
  }

  private level(k: number, blocks: number): Level {
    let level = this.levels[k]
    if (!level || level.lowest.length < blocks) {
      const grown = emptyLevel(Math.max(blocks, 2 * (level?.lowest.length ?? 0)))
      if (level) {
        grown.lowest.set(level.lowest)
        grown.highest.set(level.highest)
      }
      this.levels[k] = level = grown
    }
    return level
  }

  /** Index of the first smallest value of the low column in [start, end). The range must not be empty. */
  lowestIn(start: number, end: number): number {
    return this.extreme(start, end, false)
  }

  /** Index of the first largest value of the high column in [start, end). The range must not be empty. */
  highestIn(start: number, end: number): number {
    return this.extreme(start, end, true)
  }

  private extreme(start: number, end: number, wantHighest: boolean): number {
    const values = wantHighest ? this.high : this.low
    let best = start
    let i = start
    while (i < end) {
      // The largest block that begins here and ends within the range.
      let k = -1
      let size = 1
      while (k + 1 < this.levels.length && i % (size << SHIFT) === 0 && i + (size << SHIFT) <= end) {
        size <<= SHIFT
        k++
      }
      const candidate =
        k < 0
          ? i
          : wantHighest
            ? this.levels[k].highest[i >> (SHIFT * (k + 1))]
            : this.levels[k].lowest[i >> (SHIFT * (k + 1))]
      if (wantHighest ? values[candidate] > values[best] : values[candidate] < values[best]) best = candidate
      i += size
    }
    return best
  }
}
