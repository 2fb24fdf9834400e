/** `pymemlab run -o` and what becomes of the file: names, refusals, Ctrl+C, kill -9, a full disk. Needs the built command line. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { parseUntil } from '../../../src/cli/commands/replay'
import { dispatch } from '../../../src/cli/dispatch'
import { readRecordingFile } from '../../../src/host/recording-file'
import { replayRecording } from '../../../src/host/replay'
import { writeZip } from '../../../src/lab/recording/zip'

const cli = resolve(import.meta.dirname, '../../../out/main/cli.js')
const top = mkdtempSync(join(tmpdir(), 'pymemlab-run-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(top, 'case-'))
})
const file = (name: string): string => join(folder, name)

interface Result {
  status: number | null
  stdout: string
  stderr: string
}
const pymemlab = (...args: string[]): Result =>
  spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' })

async function call(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const r = { code: 0, out: '', err: '' }
  r.code = await dispatch(args, {
    stdout: { write: (text) => (r.out += text) },
    stderr: { write: (text) => (r.err += text) },
  })
  return r
}

/** Prints `on`, then allocates until somebody ends it. */
const ENDLESS = `print('on', flush=True)
kept = []
i = 0
while True:
    i += 1
    x = [i]; x.append(x)
    if i % 1000 == 0: kept.append(x)
    if len(kept) > 1000: kept.clear()
`

async function started(...args: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [cli, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  return child
}
const exitOf = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)))

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !condition(); i++) await sleep(20)
  expect(condition()).toBe(true)
}

describe('the file of a recording', () => {
  test('has a name of script and time, and -o does not swallow the script', () => {
    writeFileSync(file('leak.py'), 'import sys\nprint(sys.argv[1:])')
    expect(pymemlab('run', '-q', '-o', 'leak.py', 'a', '-o')).toEqual(
      expect.objectContaining({ status: 0, stdout: "['a', '-o']\n", stderr: '' }),
    )
    const [name] = readdirSync(folder).filter((n) => n.endsWith('.pymemlab'))
    expect(name).toMatch(/^leak-\d{8}-\d{6}\.pymemlab$/)
    const { manifest } = readRecordingFile(file(name))
    expect(manifest).toMatchObject({ name: 'leak', complete: true, settings: { args: ['a', '-o'] } })
    mkdirSync(file('kept'))
    expect(pymemlab('run', '-q', '-o', 'kept', '-q', 'leak.py').status).toBe(0)
    expect(readdirSync(file('kept'))).toEqual([expect.stringMatching(/^leak-.*\.pymemlab$/)])
    expect(readdirSync(folder).filter((n) => n.includes('.part') || n.includes('.new'))).toEqual([])
  })

  test('is not written over, and nothing runs then', () => {
    expect(pymemlab('run', '-q', '-o', 'x.pymemlab', '-c', 'print(1)').stdout).toBe('1\n')
    const before = readFileSync(file('x.pymemlab'))
    const refused = pymemlab('run', '-q', '-o', 'x.pymemlab', '-c', 'print(2)')
    expect([refused.status, refused.stdout]).toEqual([2, ''])
    expect(refused.stderr).toContain('--force')
    expect(readFileSync(file('x.pymemlab')).equals(before)).toBe(true)
    expect(pymemlab('run', '-q', '-f', '-o', 'x.pymemlab', '-c', 'print(2)').stdout).toBe('2\n')
    expect(new TextDecoder().decode(readRecordingFile(file('x.pymemlab')).stdout)).toBe('2\n')
  })

  test('has the settings of the command line', () => {
    const args = ['--gc-threshold', '50,5,5', '--gc-disable', '--hash-seed', '7', '--param', 'n=3', '--param', 's=a=b']
    const more = ['--memory-limit', '64M', '--time-limit', '50', '--sample-interval', '20us', '--max-samples', '64']
    const code = 'import lab, gc; print(lab.param("n", 1), lab.param("s", ""), gc.isenabled())'
    expect(pymemlab('run', '-q', '-o', 'x.pymemlab', ...args, ...more, '-c', code).stdout).toBe('3 a=b False\n')
    expect(readRecordingFile(file('x.pymemlab')).manifest.settings).toEqual({
      parameters: { n: 3, s: 'a=b' },
      thresholds: [50, 5, 5],
      gcEnabled: false,
      hashSeed: 7,
      memoryLimit: 64 * 1024 ** 2,
      timeLimit: 50,
      sampleIntervalNs: 20_000,
      maxSamples: 64,
      args: [],
    })
  })

  test.each([
    [['-m', 'this'], 'cannot be recorded'],
    [['none.py'], 'cannot open none.py'],
    [['--max-samples', '5', '-c', ''], 'even number'],
    [['--param', 'x', '-c', ''], 'NAME=VALUE'],
  ])('what cannot be recorded is refused: %j', (args, message) => {
    const { status, stderr } = pymemlab('run', '-o', ...args)
    expect(status).toBeGreaterThan(1)
    expect(stderr).toContain(message)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a run that does not reach its end', () => {
  test('Ctrl+C: the recording is whole, and a replay is interrupted at the same moment', {
    timeout: 60_000,
  }, async () => {
    const child = await started('run', '-q', '-o', 'x.pymemlab', '-c', ENDLESS)
    await sleep(300)
    child.kill('SIGINT')
    expect(await exitOf(child)).toBe(130)
    const recording = readRecordingFile(file('x.pymemlab'))
    expect(recording.manifest).toMatchObject({ complete: true, totals: { reason: 'stopped', exitCode: 130 } })
    expect(recording.events.find((e) => e.kind === 'exception')).toMatchObject({ type: 'KeyboardInterrupt' })
    expect(await replayRecording(recording)).toMatchObject({ identical: true })
  })

  test.each([[[]], [['-o', 'x.pymemlab']]])(
    'Ctrl+C leaves the script time to tidy up: run %j',
    { timeout: 60_000 },
    async (args) => {
      const busy = 'for i in range(2_000_000): x = [i]'
      const code = `try:\n  print('on', flush=True)\n  while True: pass\nexcept KeyboardInterrupt:\n  ${busy}\n  print('tidy')`
      const child = await started('run', '-q', ...args, '-c', code)
      let out = ''
      child.stdout?.on('data', (data) => (out += data))
      child.kill('SIGINT')
      expect([await exitOf(child), out]).toEqual([0, 'tidy\n'])
    },
  )

  test('kill -9: what had been written is a recording', { timeout: 60_000 }, async () => {
    const child = await started('run', '-q', '-o', 'x.pymemlab', '-c', ENDLESS)
    const part = file('x.pymemlab.part')
    await until(() => existsSync(part) && statSync(part).size > 30_000)
    child.kill('SIGKILL')
    expect(await exitOf(child)).toBe('SIGKILL')
    expect(readdirSync(folder)).toEqual(['x.pymemlab.part'])
    const recording = readRecordingFile(part)
    expect(recording.manifest).toMatchObject({ complete: false, totals: null })
    expect(recording.events.length).toBeGreaterThan(5)
    expect(new TextDecoder().decode(recording.stdout)).toBe('on\n')
    expect(await replayRecording(recording)).toMatchObject({ identical: true })
    // whatever is asked of it works
    expect((await call('show', part)).out).toContain('cut off')
    expect((await call('list', folder)).out).toContain('x.pymemlab.part')
    expect((await call('convert', part, file('y.pymemlab'))).code).toBe(0)
    expect(readRecordingFile(file('y.pymemlab'))).toEqual(recording)
    // another run does not destroy it unasked
    expect(pymemlab('run', '-o', 'x.pymemlab', '-c', 'print(1)')).toMatchObject({ status: 2, stdout: '' })
  })

  test.skipIf(process.platform === 'win32')('a disk that is full: a clear error, and the output was shown', () => {
    const script = 'for i in range(3000): print(i, [i] * 9)'
    // files of more than 16 KiB cannot be written
    const limited = `ulimit -f 16; exec "$0" "$@"`
    const run = spawnSync(
      'bash',
      ['-c', limited, process.execPath, cli, 'run', '-q', '-o', 'x.pymemlab', '-c', script],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    )
    expect(run.stdout.split('\n')).toHaveLength(3001)
    expect(run.stderr).toMatch(/could not be written to .*x\.pymemlab: .*\. What was recorded before .* convert/)
    expect(run.status).toBe(3)
    expect(readdirSync(folder)).toEqual(['x.pymemlab.part'])
    expect(readRecordingFile(file('x.pymemlab.part')).manifest.complete).toBe(false)
  })
})

describe('commands on recordings', () => {
  test('show, list and convert print JSON; folders of plain files come back the same', async () => {
    const code =
      'import lab, gc\nx = [[i] for i in range(3000)]\nlab.mark("m")\nprint("hello, \\"world\\"\\n2")\ngc.collect()'
    pymemlab('run', '-q', '-o', 'x.pymemlab', '-c', code)
    const x = file('x.pymemlab')
    const shown = JSON.parse((await call('show', '--json', '--events', '--samples', '2', x)).out)
    expect(shown.manifest).toEqual(readRecordingFile(x).manifest)
    expect(shown.samples).toHaveLength(2)
    expect(shown.events).toHaveLength(shown.manifest.events)
    const listed = JSON.parse((await call('list', '--json', folder)).out)
    expect(listed).toEqual([{ file: 'x.pymemlab', bytes: statSync(x).size, manifest: shown.manifest }])
    for (const format of ['arrow', 'csv']) {
      expect(await call('convert', '--json', '--format', format, x, file(format))).toMatchObject({ code: 0, err: '' })
      expect(readdirSync(file(format))).toContain(`events.${format}`)
      expect((await call('convert', x, file(format))).code).toBe(2)
      expect((await call('convert', file(format), file(`${format}.pymemlab`))).code).toBe(0)
      expect(readFileSync(file(`${format}.pymemlab`)).equals(readFileSync(x))).toBe(true)
    }
    const text = (await call('show', x)).out
    expect(text).toMatch(/events +\d+: .*1 mark/)
    expect((await call('replay', '--json', x)).out).toContain('"identical": true')
    const state = JSON.parse((await call('replay', '--json', '--until', 'event', '2', x)).out)
    expect(state.types.length).toBeGreaterThan(5)
    expect((await call('replay', x, '--until', '1s')).err).toContain('did not get there')
  })

  test('convert writes nothing outside its folder', async () => {
    const entries = { 'manifest.json': new TextEncoder().encode('{"format":1}') }
    for (const name of ['../evil', '/tmp/evil', 'files/../../evil', 'evil.sh']) {
      writeFileSync(file('x.pymemlab'), writeZip({ ...entries, [name]: new Uint8Array(5) }))
      expect(await call('convert', file('x.pymemlab'), file('deep/er'))).toMatchObject({ code: 3, out: '' })
      expect(readdirSync(folder)).toEqual(['x.pymemlab'])
      expect(existsSync(join(top, 'evil'))).toBe(false)
    }
  })

  test('files that are no recordings get a sentence and exit code 3', async () => {
    writeFileSync(file('bad.pymemlab'), 'nonsense')
    for (const args of [['show'], ['replay'], ['convert']]) {
      const rest = args[0] === 'convert' ? [file('out.pymemlab')] : []
      const { code, err } = await call(...args, file('bad.pymemlab'), ...rest)
      expect([code, err]).toEqual([
        3,
        `pymemlab: ${file('bad.pymemlab')}: the file is not a recording (.pymemlab): it does not begin like one\n`,
      ])
    }
    const { code, err, out } = await call('list', folder)
    expect([code, out]).toEqual([0, expect.stringContaining('unreadable')])
    expect(err).toContain('not a recording')
    expect((await call('show', file('none.pymemlab'))).err).toContain('there is no such file')
  })
})

test('where --until stops', () => {
  expect(parseUntil(['2.5ms', 'x']).target).toEqual({ kind: 'time', ns: 2.5e6 })
  expect(parseUntil(['event', '12', 'x'])).toEqual({ target: { kind: 'event', seq: 12 }, rest: ['x'] })
  expect(parseUntil(['event:12', 'x'])).toEqual({ target: { kind: 'event', seq: 12 }, rest: ['x'] })
  expect(parseUntil(['line', '7:3']).target).toEqual({ kind: 'line', line: 7, occurrence: 3 })
  expect(parseUntil(['line:7']).target).toEqual({ kind: 'line', line: 7, occurrence: 1 })
  for (const words of [['line', '0'], ['event'], ['event', 'x'], ['soon'], ['line', '3:0']]) {
    expect(() => parseUntil(words)).toThrow(/expected/)
  }
})
