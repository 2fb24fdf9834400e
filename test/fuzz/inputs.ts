/** Inputs for scripts/fuzz-inputs.mjs: generated programs, programs with a few edits, words in any order, random bytes. */
import fc from 'fast-check'
import { damaged, words } from './damaged-source'
import { programForSeed } from './generate'

const text = fc.oneof(
  { weight: 3, arbitrary: damaged },
  { weight: 1, arbitrary: words.map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
)

/** `count` sources, the same for the same seed: one in three is a valid program. */
export function inputs(seed: number, count: number): string[] {
  const valid = Math.ceil(count / 3)
  const programs = Array.from({ length: valid }, (_, i) => programForSeed(seed * 100_003 + i, 8))
  return [...programs, ...fc.sample(text, { seed, numRuns: count - valid })]
}
