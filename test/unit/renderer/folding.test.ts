import { describe, expect, it } from 'vitest'
import { foldingRanges } from '../../../src/renderer/editor/folding'

const fold = (text: string): [number, number][] => foldingRanges(text.split('\n')).map(({ start, end }) => [start, end])

describe('folding', () => {
  it('blocks end with their last line that has text', () => {
    expect(fold('def f():\n    if x:\n        y\n\n    z\n\n\nw\n')).toEqual([
      [1, 5],
      [2, 3],
    ])
  })

  it('the metadata block is one of its own, and only at the top', () => {
    const ranges = foldingRanges('# /// script\n# a = 1\n# ///\nx = 1\n'.split('\n'))
    expect(ranges).toEqual([{ start: 1, end: 3, metadata: true }])
    expect(foldingRanges(['x = 1', '# /// script', '# ///'])).toEqual([])
    expect(foldingRanges(['# /// script', '# never closed', 'x = 1'])).toEqual([])
  })

  it('lines of a long string are no blocks', () => {
    expect(fold('"""A\n  deep\n      text\n"""\nx = 1\n')).toEqual([[1, 4]])
    expect(fold("s = '''a'''\nt = '''\n\"\"\"\n'''\n")).toEqual([[2, 4]])
  })
})
