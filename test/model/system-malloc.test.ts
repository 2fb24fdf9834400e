import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { checkMemory } from '../../src/runtime/memory/check'
import { i32, type Ptr, u8 } from '../../src/runtime/memory/heap'
import { residentBytes, setMemoryLimit } from '../../src/runtime/memory/pages'
import { resetMemory } from '../../src/runtime/memory/reset'
import { calloc, chunksInUse, free, malloc, realloc, usableSize } from '../../src/runtime/memory/system-malloc'
import { forEachRawBlock } from '../../src/runtime/memory/walk'
import { replayMalloc } from './replay-malloc'

beforeEach(resetMemory)

describe('traces of the real malloc (glibc 2.36)', () => {
  const folder = new URL('../fixtures/malloc/', import.meta.url)
  for (const name of readdirSync(folder)) {
    test(name, () => {
      const trace = gunzipSync(readFileSync(new URL(name, folder))).toString()
      expect(replayMalloc(trace, 200, checkMemory)).toBeNull()
      checkMemory()
    })
  }

  test('a trace with one wrong address is refused', () => {
    expect(replayMalloc('m 1 100 672\nb 135168\nm 2 100 800\n')).toContain('got 784')
  })
})

describe('the figures of the reference', () => {
  test('usable sizes', () => {
    const usable = (n: number) => usableSize(malloc(n))
    expect([0, 24, 25, 40, 41, 56, 513, 520, 1000, 4096].map(usable)).toEqual([
      24, 24, 40, 40, 56, 56, 520, 520, 1000, 4104,
    ])
  })

  test('131,049 is the smallest request that is mapped', () => {
    expect(usableSize(malloc(131_048))).toBe(131_048)
    expect(usableSize(malloc(131_049))).toBe(135_168 - 16)
    expect(malloc(200_000) % 4096).toBe(16)
  })

  test('a freed mapping moves the threshold', () => {
    const p = malloc(1 << 20)
    expect(p % 4096).toBe(16)
    free(p)
    const before = residentBytes()
    const q = malloc(1 << 20)
    expect(q % 4096).not.toBe(16)
    expect(residentBytes() - before).toBeGreaterThanOrEqual(1 << 20)
  })

  test('one live block near the top pins the heap', () => {
    free(malloc(1))
    const start = residentBytes()
    const blocks = Array.from({ length: 500 }, () => malloc(60_000))
    const full = residentBytes()
    for (const p of blocks.slice(0, -1)) free(p)
    expect(residentBytes()).toBe(full)
    free(blocks[499])
    expect(residentBytes() - start).toBeLessThan(200_000)
  })

  test('calloc of a mapped size is not resident', () => {
    const start = residentBytes()
    const p = calloc(1, 50_000_000)
    expect(residentBytes() - start).toBeLessThanOrEqual(8192 + 4096)
    free(p)
    malloc(40_000_000)
    expect(residentBytes() - start).toBeGreaterThan(40_000_000)
  })
})

test('beyond the memory limit malloc returns 0 and nothing breaks', () => {
  setMemoryLimit(40_000_000)
  expect(malloc(50_000_000)).toBe(0)
  const blocks: Ptr[] = []
  for (let p = malloc(100_000); p !== 0; p = malloc(100_000)) blocks.push(p)
  expect(blocks.length).toBeGreaterThan(300)
  expect(realloc(blocks[5], 1_000_000)).toBe(0)
  checkMemory()
  for (const p of blocks) free(p)
  checkMemory()
  expect(malloc(100_000)).not.toBe(0)
})

type Step = { slot: number; op: 'malloc' | 'calloc' | 'realloc' | 'free'; size: number }
const size = fc.oneof(
  fc.integer({ min: 1, max: 200 }),
  fc.integer({ min: 1, max: 5000 }),
  fc.integer({ min: 1, max: 400_000 }),
)
const step: fc.Arbitrary<Step> = fc.record({
  slot: fc.integer({ min: 0, max: 19 }),
  op: fc.constantFrom('malloc', 'calloc', 'realloc', 'free'),
  size,
})

test('against a map of intervals: blocks never overlap and keep their bytes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      resetMemory()
      const blocks = new Map<number, { p: Ptr; n: number; mark: number }>()
      steps.forEach((s, k) => {
        const old = blocks.get(s.slot)
        if (s.op === 'realloc' && old !== undefined) {
          const p = realloc(old.p, s.size)
          expect(filled(p, Math.min(old.n, s.size), old.mark)).toBe(true)
          u8.fill(k & 0xff, p, p + s.size)
          blocks.set(s.slot, { p, n: s.size, mark: k & 0xff })
          return
        }
        if (old !== undefined) {
          expect(filled(old.p, old.n, old.mark)).toBe(true)
          free(old.p)
          blocks.delete(s.slot)
        }
        if (s.op === 'free') return
        const p = s.op === 'calloc' ? calloc(1, s.size) : malloc(s.size)
        if (s.op === 'calloc') expect(filled(p, s.size, 0)).toBe(true)
        for (const other of blocks.values()) expect(p + s.size <= other.p || other.p + other.n <= p).toBe(true)
        expect(usableSize(p)).toBeGreaterThanOrEqual(s.size)
        u8.fill(k & 0xff, p, p + s.size)
        blocks.set(s.slot, { p, n: s.size, mark: k & 0xff })
      })
      checkMemory()
      const walked = new Map<Ptr, number>()
      forEachRawBlock((p, usable) => walked.set(p, usable))
      expect([...walked.keys()].sort()).toEqual([...blocks.values()].map((b) => b.p).sort())
      expect(chunksInUse()).toBe(blocks.size)
    }),
    { numRuns: 150, seed: 311 },
  )
})

test('the checker sees damage', () => {
  const p = malloc(1000)
  const q = malloc(1000)
  malloc(100)
  free(p)
  free(q)
  for (let k = 0; k < 10; k++) free(malloc(3000))
  checkMemory()
  const big = malloc(2000)
  malloc(16)
  free(big)
  checkMemory()
  i32[(big + 8) >> 2] ^= 64
  expect(checkMemory).toThrow(/bin/)
  i32[(big + 8) >> 2] ^= 64
  i32[(big - 8) >> 2] ^= 64
  expect(checkMemory).toThrow()
})

function filled(p: Ptr, n: number, mark: number): boolean {
  for (let k = p; k < p + n; k++) if (u8[k] !== mark) return false
  return true
}
