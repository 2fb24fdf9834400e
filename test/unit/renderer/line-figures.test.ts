import { describe, expect, it } from 'vitest'
import type { Attribution, LineAttribution } from '../../../src/protocol/attribution'
import { lineFiguresOf } from '../../../src/renderer/editor/line-figures'
import { moduleAliases, moduleBefore } from '../../../src/renderer/editor/module-names'

const row = (file: string, line: number, allocatedBytes: number, liveBytes = 0): LineAttribution => ({
  file,
  function: 'f',
  line,
  allocatedBytes,
  allocatedBlocks: 2,
  freedBytes: allocatedBytes - liveBytes,
  freedBlocks: 1,
  liveBytes,
  liveBlocks: 1,
  peakBytes: 0,
  peakBlocks: 0,
  temporaryBytes: 0,
  temporaryBlocks: 0,
  collections: 1,
})
const attribution = (lines: LineAttribution[]): Attribution => ({
  lines,
  types: [],
  marks: [],
  frames: [],
  stacks: [],
  stackSamples: [],
  caches: [],
})

describe('figures of lines', () => {
  it('only the scenario’s own lines, functions on one line taken together', () => {
    const figures = lineFiguresOf(
      attribution([row('a.py', 3, 100, 40), row('a.py', 3, 50, 10), row('lib.py', 3, 999), row('a.py', 0, 7)]),
      (file) => file === 'a.py',
    )
    expect([...figures.keys()]).toEqual([3])
    expect(figures.get(3)).toMatchObject({ allocatedBytes: 150, liveBytes: 50, allocatedBlocks: 4, collections: 2 })
  })

  it('heat runs from none to four, and small lines stay visible beside large ones', () => {
    const figures = lineFiguresOf(
      attribution([row('a.py', 1, 1_000_000), row('a.py', 2, 10_000), row('a.py', 3, 0), row('a.py', 4, 300_000)]),
      () => true,
    )
    expect([1, 2, 3, 4].map((line) => figures.get(line)?.heat)).toEqual([4, 1, 0, 3])
  })

  it('a run without attribution has none', () => {
    expect(lineFiguresOf(null, () => true).size).toBe(0)
  })
})

describe('names of modules', () => {
  it('follow imports and their aliases', () => {
    const source = 'import gc as collector, sys\nimport weakref\n'
    expect(moduleAliases(source).get('collector')).toBe('gc')
    expect(moduleBefore('collector.set_', source)).toBe('gc')
    expect(moduleBefore('x = sys.', source)).toBe('sys')
    expect(moduleBefore('from gc import col', source)).toBe('gc')
    expect(moduleBefore('self.gc.', source)).toBeUndefined()
    expect(moduleBefore('node.', source)).toBeUndefined()
  })
})
