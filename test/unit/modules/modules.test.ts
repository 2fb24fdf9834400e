import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from './module-process'

/** Each scripts/*.py prints what CPython 3.11.7 printed: PYTHONHASHSEED=0 python3 -S x.py > x.out */
const folder = join(import.meta.dirname, 'scripts')

describe('modules and numbers as CPython 3.11 has them', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.py'))) {
    it(file, () => {
      const expected = readFileSync(join(folder, file.replace(/\.py$/, '.out')), 'utf8')
      const printed = run(readFileSync(join(folder, file), 'utf8'))
      const want = expected.split('\n')
      const got = printed.split('\n')
      const wrong = want.map((line, i) => (line === (got[i] ?? '') ? '' : `line ${i + 1}: got ${got[i]}, want ${line}`))
      expect(wrong.filter((line) => line !== '').slice(0, 30)).toEqual([])
    })
  }
})
