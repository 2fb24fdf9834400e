/** A heap of a million objects takes at most 1.1 times what CPython's allocators hold for it (held.json, record_held.py). */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

interface Held {
  arenas: number
  malloc: number
}

const ARENA = 1 << 20
const cli = resolve(import.meta.dirname, '../../out/main/cli.js')
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'held.json'), 'utf8')) as {
  kinds: Record<string, Held>
}
const folder = mkdtempSync(join(tmpdir(), 'pymemlab-memory-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The figures of a run when the program has ended and everything is still alive. */
function figures(kind: string[]): { arenas: number; rssFinal: number } {
  const json = join(folder, 'summary.json')
  const program = join(import.meta.dirname, 'million_objects.py')
  execFileSync(process.execPath, [cli, 'run', '-q', '--json', json, program, ...kind])
  return JSON.parse(readFileSync(json, 'utf8'))
}

describe('a million objects', () => {
  const empty = figures([])
  test.each(Object.entries(recorded.kinds))('%s', { timeout: 60_000 }, (kind, held) => {
    const ours = figures([kind])
    // the allocators take the same decisions; but what start-up left free in the first arena may be enough or not, and
    // an arena that the system aligned badly (CPython's addresses are random) has one pool of 64 less
    const difference = Math.abs((ours.arenas - empty.arenas) * ARENA - held.arenas)
    expect(difference).toBeLessThanOrEqual(ARENA + held.arenas / 63)
    // all pages of the simulated process that were ever touched, its static data included
    expect(ours.rssFinal).toBeLessThanOrEqual(1.1 * (held.arenas + held.malloc) + empty.rssFinal)
    expect(ours.rssFinal - empty.rssFinal).toBeLessThanOrEqual(1.1 * (held.arenas + held.malloc))
  })
})
