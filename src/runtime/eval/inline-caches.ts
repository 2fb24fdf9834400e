/**
 * The inline caches of all generated code, in one table: an access site is known by the index of its first word, and the
 * table is a constant that V8 folds into optimised code. A cache may be lost at any time without harm: a word of zero means
 * that nothing is cached.
 */

/** Room for well over a million sites; pages of the table that no site has used are never committed. */
const WORDS = 1 << 24
export const IC = new Int32Array(WORDS)

let used = 0
/** Ranges given back, by their length in words. */
const freeRanges = new Map<number, number[]>()

/** Index of `words` zeroed words. Throws RangeError when more code is alive than the table can serve. */
export function allocateCaches(words: number): number {
  const base = freeRanges.get(words)?.pop()
  if (base !== undefined) {
    IC.fill(0, base, base + words)
    return base
  }
  if (used + words > WORDS) throw new RangeError('no room for the inline caches of another code object')
  used += words
  return used - words
}

/** Gives back what allocateCaches gave. */
export function freeCaches(base: number, words: number): void {
  const ranges = freeRanges.get(words)
  if (ranges === undefined) freeRanges.set(words, [base])
  else ranges.push(base)
}
