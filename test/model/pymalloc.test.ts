import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { checkMemory } from '../../src/runtime/memory/check'
import { resetMemory } from '../../src/runtime/memory/reset'
import { replayRandom, replayRun } from './replay-pymalloc'

beforeEach(resetMemory)

const fixture = (name: string) =>
  gunzipSync(readFileSync(new URL(`../fixtures/pymalloc/${name}`, import.meta.url))).toString()

describe('recordings of pymalloc in CPython 3.11.7', () => {
  for (const [seed, phases, classes] of [
    [1, 40, 32],
    [2, 40, 4],
    [3, 60, 1],
  ]) {
    test(`random load: seed ${seed}, ${phases} phases, the ${classes} largest classes`, () => {
      expect(
        replayRandom(fixture(`random-${seed}-${phases}-${classes}.txt.gz`), seed, phases, classes, checkMemory),
      ).toBeNull()
    })
  }

  test('an interpreter starts, runs a script and ends', () => {
    const { mismatch } = replayRun(fixture('run-startup.txt.gz'))
    expect(mismatch).toBeNull()
    checkMemory()
  })

  test('a recording with one wrong digest is refused', () => {
    const recording = fixture('random-3-60-1.txt.gz').replace('h ', 'h 1')
    expect(replayRandom(recording, 3, 60, 1)).toContain('request 1000')
  })
})
