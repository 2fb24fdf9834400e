import { describe, expect, it } from 'vitest'
import { partsOf, visibleText } from '../../../src/renderer/console/visible-text'

const own = (file: string): boolean => file === '/scenario/a.py'

describe('text of a script', () => {
  it('what would act is made visible', () => {
    expect(visibleText('\u001b[31mred\u001b[0m')).toBe('␛[31mred␛[0m')
    expect(visibleText('a\u0000b\u0007c\u007f')).toBe('a␀b␇c␡')
    expect(visibleText('user\u202egnp.exe')).toBe('user\\u202egnp.exe')
    expect(visibleText('tab\tand <b>html</b> 😀 é')).toBe('tab\tand <b>html</b> 😀 é')
  })

  it('locations of the own file are links, others are text', () => {
    expect(partsOf('  File "/scenario/a.py", line 12, in f', own, '')).toEqual([
      { text: '  ' },
      { text: 'File "/scenario/a.py", line 12', line: 12 },
      { text: ', in f' },
    ])
    expect(partsOf('File "/lib/gc.py", line 1', own, '')).toEqual([{ text: 'File "/lib/gc.py", line 1' }])
  })

  it('marks what a search finds, whatever its case', () => {
    expect(partsOf('aXbxc', own, 'x')).toEqual([
      { text: 'a' },
      { text: 'X', found: true },
      { text: 'b' },
      { text: 'x', found: true },
      { text: 'c' },
    ])
  })
})
