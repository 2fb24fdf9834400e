import fc from 'fast-check'

/** Where a generated program takes its decisions from: fast-check (which can shrink them) or a plain seed. */
export interface Choices {
  /** An integer from `low` to `high`, both included. */
  int(low: number, high: number): number
  pick<T>(items: readonly T[]): T
  /** True once in `n` times, about. */
  oneIn(n: number): boolean
}

function over(int: (low: number, high: number) => number): Choices {
  return {
    int,
    pick: (items) => items[int(0, items.length - 1)],
    // 0 is what fast-check shrinks to, and a program with fewer special cases is the simpler one.
    oneIn: (n) => int(0, n - 1) === n - 1,
  }
}

/** Decisions recorded by fast-check's `fc.gen()`. */
export function fromGenerator(g: fc.GeneratorValue): Choices {
  return over((low, high) => g(fc.integer, { min: low, max: high }))
}

/** The same program for the same seed, everywhere (mulberry32). */
export function fromSeed(seed: number): Choices {
  let state = seed | 0
  return over((low, high) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    const unit = ((t ^ (t >>> 14)) >>> 0) / 4294967296
    return low + Math.floor(unit * (high - low + 1))
  })
}
