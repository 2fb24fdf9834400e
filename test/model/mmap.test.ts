import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { MMAP_TOP } from '../../src/runtime/memory/address-map'
import { checkMappings } from '../../src/runtime/memory/check'
import { type Ptr, u8 } from '../../src/runtime/memory/heap'
import { memoryMap, mmap, mremap, munmap } from '../../src/runtime/memory/mmap'
import { MAP_FILE, MAP_FRAME_STACK, mappedBytes, residentBytes, touch } from '../../src/runtime/memory/pages'
import { resetMemory } from '../../src/runtime/memory/reset'

beforeEach(resetMemory)

test('mappings are placed from the top down, the highest gap that fits first', () => {
  const [a, b, c] = [mmap(8192), mmap(4096), mmap(16384)]
  expect([a, b, c]).toEqual([MMAP_TOP - 8192, MMAP_TOP - 12288, MMAP_TOP - 28672])
  munmap(a, 8192)
  expect(mmap(12288)).toBe(c - 12288)
  expect(mmap(4096)).toBe(a + 4096)
  expect(mmap(1)).toBe(a)
})

test('a mapping reads zero, whatever was there before', () => {
  const p = mmap(8192)
  u8.fill(255, p, p + 8192)
  munmap(p, 8192)
  expect(mmap(8192)).toBe(p)
  expect(u8.subarray(p, p + 8192).every((byte) => byte === 0)).toBe(true)
})

test('pages are resident once touched, and no longer than they are mapped', () => {
  const mapped = mappedBytes()
  const resident = residentBytes()
  const p = mmap(10 * 4096)
  expect([mappedBytes() - mapped, residentBytes() - resident]).toEqual([40960, 0])
  touch(p + 4095, p + 4097)
  touch(p, p + 1)
  expect(residentBytes() - resident).toBe(8192)
  munmap(p, 10 * 4096)
  expect([mappedBytes() - mapped, residentBytes() - resident]).toEqual([0, 0])
})

test('the memory map tells neighbours apart', () => {
  const p = mmap(4096, MAP_FILE)
  const q = mmap(8192, MAP_FILE)
  const r = mmap(16384, MAP_FRAME_STACK)
  touch(q, q + 1)
  expect(memoryMap().slice(-3)).toEqual([
    { start: r, end: q, kind: MAP_FRAME_STACK, residentPages: 0 },
    { start: q, end: p, kind: MAP_FILE, residentPages: 1 },
    { start: p, end: MMAP_TOP, kind: MAP_FILE, residentPages: 0 },
  ])
})

test('against a map of intervals', () => {
  const step = fc.record({
    slot: fc.integer({ min: 0, max: 9 }),
    op: fc.constantFrom('map', 'resize', 'aligned'),
    pages: fc.integer({ min: 1, max: 40 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      resetMemory()
      const live = new Map<number, { p: Ptr; pages: number }>()
      steps.forEach(({ slot, op, pages }, k) => {
        const old = live.get(slot)
        const byte = (k & 127) + 1
        let p: Ptr
        if (old !== undefined && op === 'resize') {
          const mark = u8[old.p]
          p = mremap(old.p, old.pages * 4096, pages * 4096)
          for (let page = 0; page < pages; page++) {
            expect(u8[p + page * 4096]).toBe(page < old.pages ? mark : 0)
          }
        } else {
          if (old !== undefined) munmap(old.p, old.pages * 4096)
          live.delete(slot)
          p = op === 'aligned' ? mmap(pages * 4096, 0, 65536) : mmap(pages * 4096)
          if (op === 'aligned') expect(p % 65536).toBe(0)
          for (let page = 0; page < pages; page++) expect(u8[p + page * 4096]).toBe(0)
        }
        for (const [other, b] of live) {
          if (other !== slot) expect(p + pages * 4096 <= b.p || b.p + b.pages * 4096 <= p).toBe(true)
        }
        for (let page = 0; page < pages; page++) u8[p + page * 4096] = byte
        touch(p, p + pages * 4096)
        live.set(slot, { p, pages })
        checkMappings()
      })
    }),
    { numRuns: 150, seed: 311 },
  )
})
