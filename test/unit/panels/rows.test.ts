import { describe, expect, it } from 'vitest'
import type { Attribution, LineAttribution, TypeAttribution } from '../../../src/protocol/attribution'
import { flameTree, functionRows } from '../../../src/renderer/panels/allocation-rows'
import { typeRows } from '../../../src/renderer/panels/type-growth'

const line = (file: string, name: string, at: number, bytes: number): LineAttribution => ({
  file,
  function: name,
  line: at,
  allocatedBytes: bytes,
  allocatedBlocks: 1,
  freedBytes: 0,
  freedBlocks: 0,
  liveBytes: bytes / 2,
  liveBlocks: 1,
  peakBytes: bytes,
  peakBlocks: 1,
  temporaryBytes: 0,
  temporaryBlocks: 0,
  collections: 2,
})

it('functions are the sums of their lines', () => {
  const lines = [line('a.py', 'f', 9, 100), line('a.py', 'f', 3, 50), line('b.py', 'f', 1, 7)]
  const rows = functionRows(lines)
  expect(rows).toHaveLength(2)
  expect(rows[0]).toMatchObject({
    file: 'a.py',
    function: 'f',
    line: 3,
    allocatedBytes: 150,
    liveBytes: 75,
    collections: 4,
  })
  expect(lines[0].allocatedBytes).toBe(100)
})

describe('flame tree', () => {
  const attribution: Pick<Attribution, 'frames' | 'stacks' | 'stackSamples'> = {
    frames: [
      { file: 'a.py', function: '<module>', line: 20 },
      { file: 'a.py', function: 'make', line: 5 },
      { file: 'a.py', function: 'make', line: 6 },
    ],
    stacks: [[0, 1], [0, 2], [0]],
    stackSamples: [
      { time: 1, stack: 0, bytes: 10, blocks: 1 },
      { time: 2, stack: 1, bytes: 20, blocks: 2 },
      { time: 3, stack: 2, bytes: 5, blocks: 1 },
    ],
  }

  it('a call holds what its callees allocated; lines of one function are one', () => {
    const root = flameTree(attribution, null, 'all')
    expect(root.value).toBe(35)
    expect(root.children).toHaveLength(1)
    const [module] = root.children
    expect(module).toMatchObject({ name: '<module>', value: 35, blocks: 4 })
    expect(module.children).toMatchObject([{ name: 'make', value: 30, blocks: 3, children: [] }])
  })

  it('takes the samples of a range only', () => {
    expect(flameTree(attribution, { start: 2, end: 2 }, 'some').value).toBe(20)
    expect(flameTree(attribution, { start: 10, end: 20 }, 'none').children).toEqual([])
  })
})

describe('growth of types', () => {
  const type = (name: string, alive: number, bytes: number): TypeAttribution => ({
    type: name,
    created: 100,
    freed: 100 - alive,
    alive,
    bytes,
    diedGen0: 0,
    diedGen1: 0,
    diedGen2: 0,
    diedUntracked: 0,
  })
  const attribution = {
    types: [type('dict', 5, 500), type('list', 2, 20)],
    marks: [
      { name: 'before', seq: 1, time: 1, lines: [], types: [{ type: 'dict', alive: 3, bytes: 300 }] },
      {
        name: 'after',
        seq: 2,
        time: 2,
        lines: [],
        types: [
          { type: 'dict', alive: 9, bytes: 900 },
          { type: 'Gone', alive: 4, bytes: 40 },
        ],
      },
    ],
  } as unknown as Attribution
  const growth = (from: number, to: number) =>
    Object.fromEntries(typeRows(attribution, from, to).map((row) => [row.type, [row.growthAlive, row.growthBytes]]))

  it('is the difference between two instants, in either direction', () => {
    expect(growth(0, 1)).toEqual({ dict: [6, 600], list: [0, 0], Gone: [4, 40] })
    expect(growth(1, 0)).toEqual({ dict: [-6, -600], list: [0, 0], Gone: [-4, -40] })
  })

  it('from the start to the end is what is alive', () => {
    expect(growth(-1, 2)).toEqual({ dict: [5, 500], list: [2, 20] })
  })

  it('from a mark to the end shows what died since', () => {
    expect(growth(1, 2)).toEqual({ dict: [-4, -400], list: [2, 20], Gone: [-4, -40] })
  })
})
