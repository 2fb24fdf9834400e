/** Recordings of the real process: what the report says of a program that leaks, and of the same one cured. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRecordingFile } from '../../../../src/host/recording-file'
import { cacheUse } from '../../../../src/lab/analysis/caches'
import { collectorStatistics } from '../../../../src/lab/analysis/collector'
import { compareRecordings } from '../../../../src/lab/analysis/compare'
import { topLines } from '../../../../src/lab/analysis/consumers'
import { fragmentation } from '../../../../src/lab/analysis/fragmentation'
import { growthBetween } from '../../../../src/lab/analysis/growth'
import { memoryTrend } from '../../../../src/lab/analysis/trend'
import { exportFormats, exportRecording } from '../../../../src/lab/export/formats'
import { reportAnswers } from '../../../../src/lab/report/report-answers'
import type { Recording } from '../../../../src/protocol/recording'

const PROGRAM = `import functools, gc, lab
LEAK = lab.param('leak', True)
class Session:
    def __init__(self, n):
        self.name = 'user%d' % n
        self.me = self
registry = {}
@functools.lru_cache(maxsize=8)
def price(n):
    return n * 2
def handle(n):
    s = Session(n)
    if LEAK:
        registry[n] = s
    return price(n % 4)
lab.mark('ready')
for n in range(6000):
    handle(n)
    if n % 500 == 0:
        gc.collect()
lab.mark('served')
print(len(registry))
`
/** Line of the program whose text starts so. */
const lineOf = (text: string): number => PROGRAM.split('\n').findIndex((line) => line.trim().startsWith(text)) + 1

const folder = mkdtempSync(join(tmpdir(), 'pymemlab-report-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function record(name: string, ...options: string[]): Recording {
  const script = join(folder, 'server.py')
  const file = join(folder, `${name}.pymemlab`)
  writeFileSync(script, PROGRAM)
  const cli = resolve(import.meta.dirname, '../../../../out/main/cli.js')
  const run = spawnSync(process.execPath, [cli, 'run', '-q', '-o', file, ...options, script], { encoding: 'utf8' })
  expect(run.stderr).toBe('')
  return readRecordingFile(file)
}

describe('a program that leaks, and its cure', () => {
  let leaking: Recording
  let cured: Recording
  beforeAll(() => {
    leaking = record('leaking')
    cured = record('cured', '--param', 'leak=false')
  })

  const answerTo = (recording: Recording, start: string, baseline: Recording | null = null) => {
    const found = reportAnswers(recording, 'en', baseline).find((a) => a.question.startsWith(start))
    return { ...found, answer: found?.answer.replaceAll('\u202f', ' ') ?? '' }
  }

  it('sees the growth after full collections, and that it is gone', () => {
    expect(memoryTrend(leaking)).toMatchObject({
      basis: 'full collections',
      bytes: { verdict: 'growing' },
      objects: { verdict: 'growing' },
    })
    expect(memoryTrend(cured)).toMatchObject({ basis: 'full collections', bytes: { verdict: 'steady' } })
    expect(answerTo(leaking, 'Is memory').answer).toMatch(/^Yes\. Live memory grew from/)
    expect(answerTo(cured, 'Is memory').answer).toMatch(/^No\./)
  })

  it('names the type and the line that grow', () => {
    const growth = growthBetween(leaking, 'ready', 'served')
    expect(growth.types.find((t) => t.type === '__main__.Session')?.alive).toBe(6000)
    expect(growth.lines[0].line).toBe(lineOf('s = Session'))
    expect(answerTo(leaking, 'What is growing').answer).toContain(`server.py:${lineOf('s = Session')}`)
    expect(topLines(leaking, 'live').find((l) => l.file.endsWith('server.py'))?.line).toBe(lineOf('s = Session'))
  })

  it('adds up to what the process counted', () => {
    for (const recording of [leaking, cured]) {
      const { totals } = recording.manifest
      const sum = (value: (l: NonNullable<Recording['attribution']>['lines'][number]) => number): number =>
        recording.attribution?.lines.reduce((n, l) => n + value(l), 0) ?? 0
      expect(sum((l) => l.liveBytes)).toBe(totals?.tracedFinal)
      expect(sum((l) => l.peakBytes)).toBe(totals?.tracedPeak)
      const statistics = collectorStatistics(recording)
      expect(statistics.generations.map((g) => g.collections - (g.manual + g.automatic))).toEqual([0, 0, 0])
      expect(statistics.generations[2].manual).toBe(12)
      const layers = fragmentation(recording)?.atEnd.layers ?? []
      expect(layers).toHaveLength(4)
      for (const l of layers) expect(l.usedBytes).toBeLessThanOrEqual(l.heldBytes)
    }
  })

  it('reads the cache as cache_info() does', () => {
    const price = cacheUse(leaking)?.find((c) => c.function.endsWith('price'))
    expect(price).toMatchObject({ hits: 5996, misses: 4, maxsize: 8, currsize: 4 })
    expect(answerTo(leaking, 'How well').answer).toContain('99.9 % (5 996 of 6 000 calls)')
  })

  it('says that the cure helped, and where the runs part', () => {
    expect(answerTo(cured, 'What does the collector', leaking).answer).toContain('So tuning helped.')
    const comparison = compareRecordings(leaking, cured)
    expect(comparison.types.find((t) => t.type === '__main__.Session')).toMatchObject({ aAlive: 6000 })
    expect(comparison.marks.map((m) => m.name)).toEqual(['ready', 'served'])
    expect(comparison.firstDivergence).not.toBeNull()
    expect(compareRecordings(leaking, leaking).firstDivergence).toBeNull()
  })

  it('exports them in every format', () => {
    for (const { id } of exportFormats) {
      const text = new TextDecoder().decode(exportRecording(leaking, id).bytes)
      expect(text.length, id).toBeGreaterThan(100)
      expect(text, id).not.toMatch(/\bNaN\b|\[object Object\]/)
    }
  })
})
