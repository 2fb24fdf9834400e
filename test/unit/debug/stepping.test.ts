/**
 * Where steps stop, against CPython 3.11: every line event of sys.settrace, and the stops of bdb under several patterns of
 * commands (record-goldens.py). Needs the built thread (npm run build:cli).
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Session } from './session'

type Command = 'into' | 'over' | 'out'
interface Golden {
  lines: number[]
  over: number[]
  mixed: number[]
  out: number[]
}

const goldens = JSON.parse(readFileSync(join(import.meta.dirname, 'goldens/stops.json'), 'utf8')) as Record<
  string,
  Golden
>
const PATTERNS: Record<keyof Golden, Command[]> = {
  lines: ['into'],
  over: ['over'],
  mixed: ['into', 'over', 'into'],
  out: ['into', 'out'],
}

/** Each test is a thread of its own: patterns that add little to the others run on a few programs only. */
const ONLY: Partial<Record<keyof Golden, string[]>> = {
  mixed: ['functions.py', 'loops.py', 'try_finally.py'],
  out: ['functions.py', 'callbacks.py', 'recursion.py', 'classes.py', 'finalizers.py', 'with_blocks.py'],
}

/**
 * A step over a yield ends in the caller here; bdb goes on to the next line of the generator, and past its end to wherever
 * a breakpoint is (docs/debugging.md).
 */
const YIELDS: Record<string, (keyof Golden)[]> = {
  'generators.py': ['over', 'mixed', 'out'],
  'comprehensions.py': ['mixed', 'out'],
  'everything.py': ['mixed', 'out'],
}

async function stops(source: string, commands: Command[]): Promise<number[]> {
  const s = new Session(source, { pauseAtStart: true })
  const seen: number[] = []
  let line = await s.line()
  while (line !== undefined) {
    let command = commands[seen.length % commands.length]
    if (command === 'out' && (await s.frames())[0].function === '<module>') command = 'into'
    seen.push(line)
    line = await s.step(command)
  }
  await s.end()
  return seen
}

describe.each(Object.keys(goldens))('%s', (name) => {
  const source = readFileSync(join(import.meta.dirname, 'programs', name), 'utf8')
  const patterns = (Object.keys(PATTERNS) as (keyof Golden)[]).filter(
    (pattern) => !YIELDS[name]?.includes(pattern) && (ONLY[pattern]?.includes(name) ?? true),
  )
  test.each(patterns)('%s', async (pattern) => {
    expect(await stops(source, PATTERNS[pattern])).toEqual(goldens[name][pattern])
  })
})

test('a step over a yield ends in the caller, a step into the loop goes back', async () => {
  const source = 'def g():\n    yield 1\n    yield 2\nfor v in g():\n    v\n'
  const s = new Session(source, { pauseAtStart: true })
  const seen = [await s.line()]
  for (const command of ['over', 'into', 'over', 'into', 'into', 'over', 'over'] as Command[])
    seen.push(await s.step(command))
  expect(seen).toEqual([1, 4, 2, 5, 4, 3, 5, 4])
  s.continue()
  await s.end()
})
