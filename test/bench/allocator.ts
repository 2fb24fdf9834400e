/**
 * Micro benchmark of the allocator's hot paths. Run it bundled, as the product is:
 *     npx rolldown test/bench/allocator.ts --format esm --platform node -o /tmp/allocator-bench.mjs && node /tmp/allocator-bench.mjs
 */
import {
  memMalloc,
  objFree,
  objFreeSmall,
  objMalloc,
  objMallocClass,
  rawFree,
  rawMalloc,
} from '../../src/runtime/memory/domains'

const ROUNDS = 5
const N = 5_000_000
const ring = new Int32Array(1024)

function pair(n: number): void {
  for (let k = 0; k < N; k++) objFree(objMalloc(n))
}

function pairOfClass(): void {
  for (let k = 0; k < N; k++) objFreeSmall(objMallocClass(1))
}

/** A thousand live blocks of mixed sizes, each step replaces one: what a running program does. */
function churn(): void {
  for (let k = 0; k < N; k++) {
    const slot = (k * 7919) & 1023
    objFree(ring[slot])
    ring[slot] = objMalloc(16 + ((k * 48) & 0xf0))
  }
}

function grow(): void {
  const blocks = new Int32Array(1_000_000)
  for (let k = 0; k < blocks.length; k++) blocks[k] = memMalloc(48)
  for (let k = 0; k < blocks.length; k++) objFree(blocks[k])
}

function rawPair(n: number): void {
  for (let k = 0; k < N; k++) rawFree(rawMalloc(n))
}

// A neighbour that stays, else each pair would take a pool and give it back.
objMalloc(32)

const cases: [string, number, () => void][] = [
  ['obj malloc+free 32', N, () => pair(32)],
  ['obj malloc+free 64, pool comes and goes', N, () => pair(64)],
  ['obj malloc+free, class known', N, pairOfClass],
  ['obj churn, 1000 live, 16 sizes', N, churn],
  ['mem grow to 1e6 x 48 and free all', 1_000_000, grow],
  ['raw malloc+free 600 (cached)', N, () => rawPair(600)],
  ['raw malloc+free 5000 (top)', N, () => rawPair(5000)],
]
for (const [name, count, run] of cases) {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    run()
    best = Math.min(best, performance.now() - start)
  }
  console.log(`${name.padEnd(40)} ${((best * 1e6) / count).toFixed(2).padStart(8)} ns`)
}
