import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ParseMode, parse } from '../../src/runtime/compile/1-parse'
import { findSyntaxError } from '../../src/runtime/compile/1-parse/error-pass/error-pass'
import { tokenize } from '../../src/runtime/compile/1-parse/tokenizer'
import { CompileError } from '../../src/runtime/compile/errors'

/** Any source ends in a tree or a CompileError, soon; and the two parsers, the fast one and the one for errors, agree on which. */
const RUNS = Number(process.env.PYMEMLAB_FUZZ ?? 8) * 100
const SEED = Number(process.env.PYMEMLAB_FUZZ_SEED ?? 20240311)

const FOLDER = new URL('../fixtures/parse/', import.meta.url)
const PIECES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.py'))
  .flatMap((name) => readFileSync(new URL(name, FOLDER), 'utf8').split(/\n(?=\S)/))
const WORDS =
  `( ) [ ] { } : , ; = == := * ** -> . ... @ ! $ ? \\ # ' " ''' """ f" f' b' rb" \n \t \f \r é “ \u00a0 if else elif for
in is not and or lambda yield await async def class return print exec None True match case _ as import from with try except
finally raise global del pass 1 0x 1_ 1.5 0777 + - ~ | / // <> != += {x} {x!r} {{ }} \\N{ \\x \ud83d`.split(' ')

function outcome(source: string, mode: ParseMode): 'tree' | 'error' {
  const started = performance.now()
  let end: 'tree' | 'error' = 'tree'
  try {
    parse(source, '<fuzz>', mode)
  } catch (e) {
    if (!(e instanceof CompileError)) throw e
    end = 'error'
    expect(e.msg.length > 0 || e.kind === 'MemoryError').toBe(true)
  }
  expect(performance.now() - started).toBeLessThan(5_000)
  return end
}

const mode = fc.constantFrom<ParseMode>('exec', 'eval', 'single')

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.constantFrom(0, 0, 1, 2, 5, 40),
  insert: fc.oneof(fc.constantFrom(...WORDS), fc.constant(''), fc.constantFrom(...PIECES)),
})

const damaged = fc.tuple(fc.constantFrom(...PIECES), fc.array(edit, { maxLength: 4 })).map(([piece, edits]) => {
  let source = piece
  for (const { at, remove, insert } of edits) {
    const i = Math.floor(at * (source.length + 1))
    source = source.slice(0, i) + insert + source.slice(i + remove)
  }
  return source
})

const words = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.constant(' '), fc.constant('\n    ')), { maxLength: 40 })

describe('any source', () => {
  it('damaged code', () => {
    fc.assert(
      fc.property(damaged, mode, (source, m) => {
        const end = outcome(source, m)
        if (m !== 'exec' || end === 'error') return
        const list = tokenize(`${source.replace(/\r\n?/g, '\n')}\n`)
        expect(findSyntaxError(list, 'file', { filename: '<fuzz>', fileText: null })).toBeNull()
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })

  it('words in any order', () => {
    fc.assert(
      fc.property(words, mode, (list, m) => {
        outcome(list.join(''), m)
        outcome(list.join(' '), m)
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })

  it('any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), mode, (source, m) => {
        outcome(source, m)
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })
})
