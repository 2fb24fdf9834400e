/**
 * Replays of real runs: the same events, samples and chain 20 times, in a worker and in the main thread, in another Node; and the
 * first difference named when something is different. Needs the built command line (npm run build:cli).
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findSecondNode } from '../../../scripts/second-node.mjs'
import { readRecordingFile } from '../../../src/host/recording-file'
import { replayRecording, replayUntil } from '../../../src/host/replay'
import { SCENARIO_FOLDER, startRun } from '../../../src/host/run-handle'
import { RecordingBuilder, writeRecording } from '../../../src/lab/recording'
import { sha256 } from '../../../src/lab/recording/sha256'
import type { Recording } from '../../../src/protocol/recording'
import type { RunCommand } from '../../../src/protocol/run'

const root = resolve(import.meta.dirname, '../../..')
const cli = join(root, 'out/main/cli.js')
const folder = mkdtempSync(join(tmpdir(), 'pymemlab-replay-'))
const file = (name: string): string => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Cycles, finalizers, a neighbour's import, input, output on both streams, a mark, an uncaught exception, all in some milliseconds. */
const SCENARIO = `import gc, sys, weakref, lab, near
class Node:
    def __init__(self, n): self.me = self; self.n = n; self.data = [n] * 10
    def __del__(self): near.seen += 1
kept = []
name = input('name? ')
for i in range(6000):
    node = Node(i)
    if i % 50 == 0:
        kept.append(node)
        print(name, i, file=sys.stderr if i % 100 else sys.stdout)
    if i == 3000: lab.mark('half'); gc.collect()
print(near.seen, len(kept), hash('text') % 1000, id(kept) % 65536, sys.stdin.read())
big = [bytearray(200000) for _ in range(10)]
del big
raise RuntimeError('the end')
`
const LINE_OF_MARK = SCENARIO.split('\n').findIndex((line) => line.includes('lab.mark')) + 1

let recording: Recording
beforeAll(() => {
  writeFileSync(file('subject.py'), SCENARIO)
  writeFileSync(file('near.py'), 'seen = 0\n')
  const args = [cli, 'run', '-q', '-o', file('a.pymemlab'), '--sample-interval', '20us', file('subject.py')]
  const run = spawnSync(process.execPath, args, { input: 'Ann\nrest of\nthe input', encoding: 'utf8' })
  expect(run.stdout).toMatch(/^name\? Ann 0\n.*rest of\nthe input\n$/s)
  expect(run.stderr).toMatch(/RuntimeError: the end\n$/)
  expect(run.status).toBe(1)
  recording = readRecordingFile(file('a.pymemlab'))
})

/** Everything of a recording that may not differ. */
function essence(r: Recording): unknown {
  const unmeasured = JSON.parse(JSON.stringify(r.events), (key, value) => (key === 'measuredNs' ? 0 : value)) as unknown
  // what came from outside is given to a replay, not read again
  const { files: _, ...rest } = r
  const { created: __, totals, ...manifest } = r.manifest
  const generations = totals?.generations.map((g) => ({ ...g, measuredNs: 0 }))
  return { ...rest, events: unmeasured, manifest: { ...manifest, totals: { ...totals, measuredNs: 0, generations } } }
}

describe('a replay', () => {
  test('the recording has what makes it worth replaying', () => {
    const { events, manifest, samples, files, stdin } = recording
    const kinds = new Set(events.map((e) => e.kind))
    expect([...kinds].sort()).toEqual(['arena', 'collection', 'end', 'exception', 'mapping', 'mark', 'output'])
    expect(events.filter((e) => e.kind === 'collection').length).toBeGreaterThan(10)
    expect(samples.time.length).toBeGreaterThan(10)
    expect(manifest).toMatchObject({ complete: true, file: '/home/user/subject.py', totals: { reason: 'failed' } })
    expect(files?.map((f) => f.path)).toEqual(['/home/user/near.py'])
    expect(new TextDecoder().decode(stdin)).toBe('Ann\nrest of\nthe input')
  })

  test('is identical 20 times', { timeout: 120_000 }, async () => {
    for (let i = 0; i < 20; i += 2) {
      // two at a time: threads of one process must not disturb each other
      const results = await Promise.all([replayRecording(recording), replayRecording(recording)])
      for (const result of results) expect(result).toMatchObject({ identical: true, firstDifference: null })
    }
  })

  test('is identical in the main thread', { timeout: 60_000 }, () => {
    execFileSync(
      process.execPath,
      ['scripts/build-cli.mjs', 'test/tools/main-thread-run.ts', 'out/main/main-thread-run.mjs'],
      { cwd: root },
    )
    execFileSync(
      process.execPath,
      ['--stack-size=60000', join(root, 'out/main/main-thread-run.mjs'), file('a.pymemlab'), file('b.pymemlab')],
      { shell: false },
    )
    expect(essence(readRecordingFile(file('b.pymemlab')))).toEqual(essence(recording))
  })

  test('is identical in another major version of Node', { timeout: 150_000 }, async (context) => {
    const node = findSecondNode()
    if (node.path === undefined) return context.skip(node.reason)
    const out = execFileSync(node.path, [cli, 'replay', '--json', file('a.pymemlab')], { encoding: 'utf8' })
    expect(JSON.parse(out)).toMatchObject({ identical: true })
  })

  test('of a changed scenario names the first event that differs', { timeout: 60_000 }, async () => {
    const mark = recording.events.find((e) => e.kind === 'mark')!
    const changed = SCENARIO.replace("lab.mark('half')", "lab.mark('Half')")
    const result = await replayRecording(recording, { source: changed })
    expect(result).toMatchObject({
      identical: false,
      firstDifference: { seq: mark.seq, expected: { name: 'half' }, actual: { name: 'Half' } },
    })
    expect(result.message).toContain(`event ${mark.seq} differs: expected mark "half" in line ${LINE_OF_MARK}`)
    expect(result.message).toContain('name is "Half" instead of "half"')

    // the same change made in the file: a recording that was tampered with
    const scenarioHash = sha256(new TextEncoder().encode(changed))
    const forged = { ...recording, scenario: changed, manifest: { ...recording.manifest, scenarioHash } }
    writeFileSync(file('forged.pymemlab'), writeRecording(forged))
    const run = spawnSync(process.execPath, [cli, 'replay', file('forged.pymemlab')], { encoding: 'utf8' })
    expect([run.status, run.stdout]).toEqual([1, `${result.message}\n`])
  })

  test('sees changed output, a missing event, a longer run, a changed sample and a changed input', {
    timeout: 120_000,
  }, async () => {
    const output = await replayRecording(recording, {
      source: SCENARIO.replace('len(kept), hash', 'len(kept)+1, hash'),
    })
    expect(output).toMatchObject({ identical: false, message: expect.stringContaining('of stdout differs') })
    const { events } = recording
    const end = events.at(-1)!
    const extra = { kind: 'mark' as const, name: 'more', seq: end.seq, time: end.time, line: 0 }
    const longer = [...events.slice(0, -1), extra, { ...end, seq: end.seq + 1 }]
    const missing = await replayRecording({ ...recording, events: longer })
    expect(missing.message).toMatch(/^event \d+ differs: expected mark "more" .*, got end of the run/)
    const early = await replayRecording({
      ...recording,
      events: [...events.slice(0, -2), { ...end, seq: end.seq - 1 }],
    })
    expect(early.message).toMatch(/: expected end of the run .*, got shutdown collection/)
    const rss = recording.samples.rss.slice()
    rss[5] += 4096
    const sample = await replayRecording({ ...recording, samples: { ...recording.samples, rss } })
    expect(sample.message).toContain(`rss is ${rss[5] - 4096} instead of ${rss[5]}`)
    const input = await replayRecording({ ...recording, stdin: new TextEncoder().encode('Bob\nrest of\nthe input') })
    expect(input.identical).toBe(false)
  })
})

test('a run of the window, paused, stepped and asked for input, is identical to its replay', {
  timeout: 60_000,
}, async () => {
  const { file: name, settings } = recording.manifest
  const builder = new RecordingBuilder({ name: 'x', file: name, scenario: SCENARIO, settings, created: '2026-01-01' })
  const answers = ['Ann', 'rest of', 'the input', null]
  let pauses = 0
  const near = { name: 'near.py', bytes: new TextEncoder().encode('seen = 0\n') }
  const mounts = [{ path: SCENARIO_FOLDER, files: [near] }]
  const request = { file: name, source: SCENARIO, settings, mounts, breakpoints: [LINE_OF_MARK], pauseAtStart: true }
  const handle = startRun(request, (message) => {
    builder.apply(message)
    if (message.kind !== 'paused') return
    pauses++
    if (message.reason === 'input') handle.post({ kind: 'input', text: answers.shift() ?? null })
    else if (message.reason === 'breakpoint')
      handle.post({ kind: pauses < 8 ? 'step' : 'continue', mode: 'over' } as RunCommand)
    else {
      handle.post({ kind: 'breakpoints', lines: [] })
      handle.continue()
    }
  })
  expect((await handle.done).reason).toBe('failed')
  expect(pauses).toBeGreaterThan(4)
  const windowed = builder.recording()
  windowed.files = [{ path: `${SCENARIO_FOLDER}/near.py`, bytes: near.bytes }]
  expect(await replayRecording(windowed)).toMatchObject({ identical: true })
})

describe('replay --until', () => {
  test('an event', { timeout: 60_000 }, async () => {
    const mark = recording.events.find((e) => e.kind === 'mark')!
    const { state } = await replayUntil(recording, { kind: 'event', seq: mark.seq })
    expect(state).toMatchObject({ time: mark.time, line: LINE_OF_MARK })
    const nodes = state?.types.find((t) => t.type.endsWith('Node'))
    expect(nodes?.objects).toBeGreaterThan(60)
    expect((await replayUntil(recording, { kind: 'event', seq: mark.seq })).state).toEqual(state)
  })

  test('a time, and a line for the n-th time', { timeout: 60_000 }, async () => {
    const middle = recording.manifest.totals!.virtualTimeNs / 2
    const { state } = await replayUntil(recording, { kind: 'time', ns: middle })
    expect(state!.time).toBeGreaterThanOrEqual(middle)
    expect(state!.time).toBeLessThan(middle + 1e6)
    const loop = SCENARIO.split('\n').findIndex((line) => line.includes('node = Node')) + 1
    const third = (await replayUntil(recording, { kind: 'line', line: loop, occurrence: 3 })).state!
    expect([third.line, third.types.find((t) => t.type.endsWith('Node'))?.objects]).toEqual([loop, 2])
  })

  test('what the run does not reach', async () => {
    const { state, outcome } = await replayUntil(recording, { kind: 'event', seq: 100_000 })
    expect([state, outcome.reason]).toEqual([undefined, 'failed'])
  })

  test('the last event', async () => {
    const { seq } = recording.events.at(-1)!
    expect((await replayUntil(recording, { kind: 'event', seq })).state?.time).toBe(recording.events.at(-1)?.time)
  })
})
