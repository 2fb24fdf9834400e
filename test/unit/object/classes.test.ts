import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from './mini-python'

/** Each classes/*.py prints what CPython 3.11 printed (the .out beside it, blank lines dropped). */
const folder = join(import.meta.dirname, 'classes')
const withoutBlankLines = (text: string): string[] => text.split('\n').filter((line) => line !== '')

describe('classes as CPython 3.11 has them', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.py'))) {
    it(file, () => {
      const expected = readFileSync(join(folder, file.replace(/\.py$/, '.out')), 'utf8')
      const printed = run(readFileSync(join(folder, file), 'utf8'))
      expect(withoutBlankLines(printed)).toEqual(withoutBlankLines(expected))
    })
  }
})
