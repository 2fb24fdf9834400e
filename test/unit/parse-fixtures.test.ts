import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ParseMode, ParseWarning } from '../../src/runtime/compile/1-parse'
import { parse } from '../../src/runtime/compile/1-parse'
import { CompileError } from '../../src/runtime/compile/errors'
import { canonical, parsed } from '../tools/parse-oracle'

/** Recorded from CPython 3.11.7; `python3.11 test/tools/parse_oracle.py --record test/fixtures/parse` records them again. */
const FOLDER = new URL('../fixtures/parse/', import.meta.url)

function read(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8')
}

describe('trees', () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.py'))

  test.each(names)('%s', (name) => {
    const golden = JSON.parse(read(name.replace('.py', '.json'))) as { body: unknown[]; warnings: unknown[] }
    const warnings: unknown[] = []
    const onWarning = (w: ParseWarning): number => warnings.push([w.category, w.msg, w.lineno])
    const { body } = parse(read(name), name, 'exec', { onWarning })
    const ours = body.map(canonical)
    // Statement by statement, so that a difference is shown alone.
    for (let i = 0; i < golden.body.length; i++) expect(ours[i]).toEqual(golden.body[i])
    expect(ours.length).toBe(golden.body.length)
    expect(warnings).toEqual(golden.warnings)
  })

  test('the fixtures hold every class of node', () => {
    const text = names.map((name) => read(name.replace('.py', '.json'))).join('')
    const seen = new Set(Array.from(text.matchAll(/\["([A-Za-z_]+)"/g), (m) => m[1]))
    const declared = Array.from(
      readFileSync(new URL('../../src/runtime/compile/1-parse/ast.ts', import.meta.url), 'utf8').matchAll(
        /nodeType: '(\w+)'/g,
      ),
      (m) => m[1],
    ).filter((kind) => !['Module', 'Interactive', 'Expression'].includes(kind))
    expect(declared.filter((kind) => !seen.has(kind))).toEqual([])
  })
})

describe('errors', () => {
  const cases = JSON.parse(read('errors.json')) as { mode: ParseMode; source: string; expected: unknown }[]

  test.each(cases.map((c, i) => ({ ...c, name: `${i} ${c.mode} ${JSON.stringify(c.source).slice(0, 60)}` })))(
    '$name',
    ({ mode, source, expected }) => {
      expect(parsed(source, mode)).toEqual(expected)
    },
  )
})

describe('depth', () => {
  const kindOf = (source: string): string => {
    try {
      parse(source, '<deep>', 'exec')
      return 'accepted'
    } catch (e) {
      if (e instanceof CompileError) return e.kind === 'SyntaxError' ? e.msg : e.kind
      throw e
    }
  }

  // The limits of CPython 3.11.7: 200 brackets (MAXLEVEL), 100 indents (MAXINDENT), 6000 rules (MAXSTACK).
  test.each([
    ['200 parentheses', `${'('.repeat(200)}1${')'.repeat(200)}`, 'accepted'],
    ['201 parentheses', `${'('.repeat(201)}1${')'.repeat(201)}`, 'too many nested parentheses'],
    ['5900 minus signs', `${'-'.repeat(5900)}1`, 'accepted'],
    ['2900 powers', `${'1**'.repeat(2900)}1`, 'accepted'],
    ['5900 conditions', `${'a if b else '.repeat(5900)}c`, 'accepted'],
    ['2900 elifs', `if x: pass\n${'elif x: pass\n'.repeat(2900)}`, 'accepted'],
    ['6010 minus signs', `${'-'.repeat(6010)}1`, 'MemoryError'],
    ['a hundred thousand minus signs', `${'-'.repeat(100_000)}1`, 'MemoryError'],
    ['a hundred thousand nots', `${'not '.repeat(100_000)}1`, 'MemoryError'],
    ['a hundred thousand sums', `${'1+'.repeat(100_000)}1`, 'accepted'],
    ['99 indents', `${indented(99)}`, 'accepted'],
    ['100 indents', `${indented(100)}`, 'IndentationError'],
  ])('%s', (_name, source, expected) => {
    expect(kindOf(source)).toBe(expected)
  })

  function indented(n: number): string {
    let source = ''
    for (let i = 0; i < n; i++) source += `${' '.repeat(i)}if x:\n`
    return `${source}${' '.repeat(n)}pass\n`
  }
})

describe('the text of an error', () => {
  const textOf = (source: string, fromFile: boolean): string | null => {
    try {
      parse(source, 'f.py', 'exec', { fromFile })
      return null
    } catch (e) {
      return e instanceof CompileError ? e.text : null
    }
  }

  test('is the line of the file where there is a file', () => {
    expect(textOf('x = 1\ny z', true)).toBe('y z')
    expect(textOf('x = 1\ny z', false)).toBe('y z\n')
    expect(textOf('x = (\na\n, b c)\n', true)).toBe(', b c)\n')
  })
})
