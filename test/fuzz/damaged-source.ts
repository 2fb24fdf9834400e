/** Sources which are almost Python: pieces of the parser's fixtures with a few edits, and words in any order. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { ParseMode } from '../../src/runtime/compile/1-parse'

/** Seen from the project's folder: this file is also bundled, and then lies elsewhere. */
const FOLDER = 'test/fixtures/parse'
const PIECES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.py'))
  .flatMap((name) => readFileSync(`${FOLDER}/${name}`, 'utf8').split(/\n(?=\S)/))
const WORDS =
  `( ) [ ] { } : , ; = == := * ** -> . ... @ ! $ ? \\ # ' " ''' """ f" f' b' rb" \n \t \f \r é “ \u00a0 if else elif for
in is not and or lambda yield await async def class return print exec None True match case _ as import from with try except
finally raise global del pass 1 0x 1_ 1.5 0777 + - ~ | / // <> != += {x} {x!r} {{ }} \\N{ \\x \ud83d`.split(' ')

export const mode = fc.constantFrom<ParseMode>('exec', 'eval', 'single')

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.constantFrom(0, 0, 1, 2, 5, 40),
  insert: fc.oneof(fc.constantFrom(...WORDS), fc.constant(''), fc.constantFrom(...PIECES)),
})

export const damaged = fc.tuple(fc.constantFrom(...PIECES), fc.array(edit, { maxLength: 4 })).map(([piece, edits]) => {
  let source = piece
  for (const { at, remove, insert } of edits) {
    const i = Math.floor(at * (source.length + 1))
    source = source.slice(0, i) + insert + source.slice(i + remove)
  }
  return source
})

export const words = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.constant(' '), fc.constant('\n    ')), {
  maxLength: 40,
})
