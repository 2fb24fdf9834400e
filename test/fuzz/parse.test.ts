import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ParseMode, parse } from '../../src/runtime/compile/1-parse'
import { findSyntaxError } from '../../src/runtime/compile/1-parse/error-pass/error-pass'
import { tokenize } from '../../src/runtime/compile/1-parse/tokenizer'
import { CompileError } from '../../src/runtime/compile/errors'
import { damaged, mode, words } from './damaged-source'

/** Any source ends in a tree or a CompileError, soon; and the two parsers, the fast one and the one for errors, agree on which. */
const RUNS = Number(process.env.PYMEMLAB_FUZZ ?? 8) * 100
const SEED = Number(process.env.PYMEMLAB_FUZZ_SEED ?? 20240311)

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
