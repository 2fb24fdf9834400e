import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { checkMemory } from '../../src/runtime/memory/check'
import { memMalloc, objFree, objMalloc } from '../../src/runtime/memory/domains'
import { i32, type Ptr } from '../../src/runtime/memory/heap'
import { setMemoryLimit } from '../../src/runtime/memory/pages'
import { addressInArena } from '../../src/runtime/memory/pymalloc'
import { POOL_CLASS, POOL_COUNT, POOL_NEXT_OFFSET } from '../../src/runtime/memory/pymalloc-layout'
import { resetMemory } from '../../src/runtime/memory/reset'
import { arenasCurrent, getAllocatedBlocks, pymallocStatistics } from '../../src/runtime/memory/statistics'
import { forEachBlock } from '../../src/runtime/memory/walk'
import { SimplePymalloc } from './simple-pymalloc'

beforeEach(resetMemory)

type Step = { op: 'alloc'; size: number; count: number } | { op: 'free'; order: number; percent: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    op: fc.constant('alloc' as const),
    size: fc.oneof(fc.integer({ min: 1, max: 512 }), fc.constantFrom(512, 496, 448, 400)),
    count: fc.integer({ min: 1, max: 3000 }),
  }),
  fc.record({
    op: fc.constant('free' as const),
    order: fc.integer({ min: 0, max: 9973 }),
    percent: fc.integer({ min: 0, max: 100 }),
  }),
)

test('every block is where the rules say, and arenas come and go with them', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      resetMemory()
      const model = new SimplePymalloc()
      const arenaNumber = new Map<number, number>()
      let live: { p: Ptr; place: number }[] = []
      for (const s of steps) {
        if (s.op === 'alloc') {
          for (let k = 0; k < s.count; k++) {
            const p = objMalloc(s.size)
            const place = model.malloc(s.size)
            const number = Math.floor(place / 2 ** 20)
            // The model numbers arenas; the first block of each tells which of ours it is.
            if (!arenaNumber.has(number)) arenaNumber.set(number, p >>> 20)
            if (p >>> 20 !== arenaNumber.get(number) || (p & 0xfffff) !== place % 2 ** 20) {
              throw new Error(`block at ${p.toString(16)}, the rules say ${place.toString(16)}`)
            }
            live.push({ p, place })
          }
        } else {
          for (let left = Math.floor((live.length * s.percent) / 100); left > 0; left--) {
            const k = s.order === 0 ? live.length - 1 : (s.order * left) % live.length
            objFree(live[k].p)
            model.free(live[k].place)
            live[k] = live[live.length - 1]
            live.pop()
          }
        }
        expect(arenasCurrent()).toBe(model.arenas)
        checkMemory()
      }
      const walked = new Set<Ptr>()
      forEachBlock((p) => walked.add(p))
      expect(walked).toEqual(new Set(live.map((b) => b.p)))
      expect(getAllocatedBlocks()).toBe(live.length)
      live = []
    }),
    { numRuns: 60, seed: 311 },
  )
})

test('the statistics add up to whole arenas', () => {
  for (let k = 0; k < 20_000; k++) memMalloc(1 + ((k * 37) % 512))
  const s = pymallocStatistics()
  const sum =
    s.bytesAllocated +
    s.bytesAvailable +
    s.bytesUnusedPools +
    s.bytesPoolHeaders +
    s.bytesQuantization +
    s.bytesArenaAlignment
  expect(sum).toBe(s.arenasCurrent << 20)
  expect(s).toMatchObject({ mapMidNodes: 1, mapBotNodes: 1, arenasReclaimed: 0 })
  expect(s.classes.find((c) => c.size === 512)!.pools).toBe(Math.ceil(s.classes[31].blocksInUse / 31))
})

test('without room for an arena small requests go to the system malloc, then fail', () => {
  const first = objMalloc(32)
  setMemoryLimit(4 << 20)
  const blocks: Ptr[] = []
  for (let p = objMalloc(512); p !== 0; p = objMalloc(512)) blocks.push(p)
  expect(addressInArena(blocks[0])).toBe(true)
  expect(addressInArena(blocks[blocks.length - 1])).toBe(false)
  expect(blocks.length).toBeGreaterThan(2000)
  checkMemory()
  for (const p of blocks) objFree(p)
  objFree(first)
  expect(getAllocatedBlocks()).toBe(0)
  checkMemory()
})

test('the checker sees damage', () => {
  const blocks = Array.from({ length: 100 }, () => objMalloc(64))
  objFree(blocks[3])
  objFree(blocks[5])
  const pool = blocks[0] & -16384
  const damage: [Ptr, number, RegExp][] = [
    [pool + POOL_COUNT, 97, /in use \+/],
    [pool + POOL_CLASS, 7, /class/],
    [pool + POOL_NEXT_OFFSET, 50, /carved/],
    [blocks[5], blocks[5], /circle/],
    [blocks[5], blocks[3] + 16, /inside/],
    [blocks[5] + 4, 1, /high word/],
  ]
  for (const [at, value, message] of damage) {
    const before = i32[at >> 2]
    i32[at >> 2] = value
    expect(checkMemory).toThrow(message)
    i32[at >> 2] = before
    checkMemory()
  }
})
