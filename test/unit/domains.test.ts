import { afterEach, expect, test } from 'vitest'
import {
  type AllocHooks,
  MEM,
  memMalloc,
  memRealloc,
  OBJ,
  objCalloc,
  objFree,
  objMalloc,
  objMallocClass,
  objRealloc,
  RAW,
  rawCalloc,
  rawFree,
  rawMalloc,
  rawRealloc,
  setAllocHooks,
} from '../../src/runtime/memory/domains'
import { i32 } from '../../src/runtime/memory/heap'
import { addressInArena } from '../../src/runtime/memory/pymalloc'
import { usableSize } from '../../src/runtime/memory/system-malloc'

afterEach(() => {
  setAllocHooks(null)
})

test('a fresh pool hands out ascending addresses from offset 48', () => {
  const blocks = Array.from({ length: 5 }, () => objMalloc(200))
  expect(blocks.map((p) => p & 0x3fff)).toEqual([0, 1, 2, 3, 4].map((k) => 48 + 208 * k))
  blocks.forEach(objFree)
})

test('free lists are last in, first out', () => {
  const [a, b, c] = [objMalloc(77), objMalloc(77), objMalloc(77)]
  objFree(a)
  objFree(b)
  objFree(c)
  expect([objMallocClass(4), objMalloc(65), memMalloc(80)]).toEqual([c, b, a])
})

test('512 bytes are the last small request; zero bytes are not small', () => {
  expect(addressInArena(objMalloc(512))).toBe(true)
  expect(addressInArena(objMalloc(513))).toBe(false)
  const zero = objMalloc(0)
  expect(zero).not.toBe(0)
  expect(addressInArena(zero)).toBe(false)
  expect(usableSize(zero)).toBe(24)
})

test('realloc keeps a small block while the request uses more than three quarters of it', () => {
  const p = objMalloc(100)
  expect(objRealloc(p, 112)).toBe(p)
  expect(objRealloc(p, 85)).toBe(p)
  i32[p >> 2] = 4711
  const q = objRealloc(p, 84)
  expect(q).not.toBe(p)
  expect(i32[q >> 2]).toBe(4711)
  const big = objRealloc(q, 600)
  expect(i32[big >> 2]).toBe(4711)
  // A block of the system malloc never comes back to a pool.
  expect(addressInArena(objRealloc(big, 16))).toBe(false)
})

test('calloc clears what an earlier owner wrote', () => {
  const p = objMalloc(64)
  for (let k = 0; k < 64; k += 4) i32[(p + k) >> 2] = -1
  objFree(p)
  const q = objCalloc(8, 8)
  expect(q).toBe(p)
  for (let k = 0; k < 64; k += 4) expect(i32[(q + k) >> 2]).toBe(0)
})

test('hooks see each request once, in its own domain', () => {
  const log: unknown[] = []
  const hooks: AllocHooks = {
    malloc: (domain, size) => log.push(['malloc', domain, size]),
    calloc: (domain, size) => log.push(['calloc', domain, size]),
    realloc: (domain, _old, _new, size) => log.push(['realloc', domain, size]),
    free: (domain) => log.push(['free', domain]),
  }
  setAllocHooks(hooks)
  objFree(objMalloc(10))
  objFree(objMalloc(1000))
  objFree(0)
  rawFree(rawRealloc(rawMalloc(3), 5))
  rawFree(rawCalloc(2, 4))
  memRealloc(0, 7)
  expect(log).toEqual([
    ['malloc', OBJ, 10],
    ['free', OBJ],
    ['malloc', OBJ, 1000],
    ['free', OBJ],
    ['malloc', RAW, 3],
    ['realloc', RAW, 5],
    ['free', RAW],
    ['calloc', RAW, 8],
    ['free', RAW],
    ['realloc', MEM, 7],
  ])
})

test('sizes beyond the address space fail, they do not wrap around', () => {
  for (const n of [2 ** 31, 2 ** 32 + 17, 2 ** 53, Number.POSITIVE_INFINITY, -1]) {
    expect(objMalloc(n)).toBe(0)
    expect(rawMalloc(n)).toBe(0)
  }
  expect(objCalloc(2 ** 40, 8)).toBe(0)
})
