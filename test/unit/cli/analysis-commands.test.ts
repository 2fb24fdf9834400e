import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '../../../src/cli/dispatch'
import { writeRecording } from '../../../src/lab/recording'
import type { Recording } from '../../../src/protocol/recording'
import { buildRecording, collection, fullRecording, hostileRecording } from '../lab/support/recording-builder'

const folder = mkdtempSync(join(tmpdir(), 'pymemlab-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string): string => join(folder, `${name}.pymemlab`)
const save = (name: string, recording: Recording): void => writeFileSync(file(name), writeRecording(recording))

async function pymemlab(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const code = await dispatch(argv, {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
  })
  return { code, out: out.replaceAll('\u202f', ' '), err }
}

beforeAll(() => {
  save('full', fullRecording())
  save('hostile', hostileRecording())
  save('cut', buildRecording({ complete: false }))
  const other = fullRecording()
  other.events[3] = { ...other.events[3], line: 77 }
  other.attribution!.lines[0].liveBytes += 1024
  save('other', other)
})

describe('tracemalloc', () => {
  it('shows the lines that hold most', async () => {
    const { code, out } = await pymemlab('tracemalloc', file('full'), '-n', '2')
    expect(code).toBe(0)
    const rows = out.split('\n')
    expect(rows[1]).toMatch(/^ *4\.0 MiB +6 .* 97\.7 % +\/scenario\/demo\.py:4 serve$/)
    expect(out).toContain('2 of 3 by live; 4.1 MiB in total')
  })

  it('ranks by other figures, adds up functions, shows types', async () => {
    expect((await pymemlab('tracemalloc', file('full'), '--by', 'temporary')).out.split('\n')[1]).toContain('demo.py:4')
    expect((await pymemlab('tracemalloc', file('full'), '--functions')).out).toContain('2 of 2 by live')
    const { out } = await pymemlab('tracemalloc', file('full'), '--types', '--json')
    expect(JSON.parse(out)).toHaveLength(2)
    expect((await pymemlab('tracemalloc', file('full'), '--by', 'size')).code).toBe(2)
  })

  it('compares two marks, wherever the file stands', async () => {
    const { out } = await pymemlab('tracemalloc', file('full'), '--compare', 'loaded', 'served')
    expect(out).toContain("growth from 'loaded' to 'served'")
    expect(out).toMatch(/\+2\.7 MiB +\+12 000 +2\.8 MiB +dict/)
    expect((await pymemlab('tracemalloc', '--compare', 'loaded', 'served', file('full'))).out).toBe(out)
    const { code, err } = await pymemlab('tracemalloc', file('full'), '--compare', 'loaded', 'nowhere')
    expect([code, err]).toEqual([
      2,
      "pymemlab: no mark is called 'nowhere'; there are 'start', 'loaded', 'served', 'end'\n",
    ])
  })

  it('says what it cannot know of a run that was cut off', async () => {
    const { code, err } = await pymemlab('tracemalloc', file('cut'))
    expect(code).toBe(3)
    expect(err).toContain('the run was cut off')
  })
})

describe('gc', () => {
  it('lists collections, and statistics of all of them', async () => {
    const { code, out } = await pymemlab('gc', file('full'), '-n', '3', '--sort', 'pause', '--phases')
    expect(code).toBe(0)
    expect(out).toContain('3 of 55; -n 0 shows all')
    expect(out).toContain('deduce 25.0 us')
    expect(out).toMatch(/^all +54 +604 +61 400 +1\.0 %/m)
    expect(out).toContain('at shutdown')
    const { out: json } = await pymemlab('gc', file('full'), '--json', '-g', '1')
    expect(JSON.parse(json).collections).toHaveLength(4)
    expect(JSON.parse(json).statistics.all.collections).toBe(54)
  })

  it('knows runs without collections, and wrong options', async () => {
    save('quiet', buildRecording())
    expect((await pymemlab('gc', file('quiet'))).out).toBe('no collection happened\n')
    expect((await pymemlab('gc', file('full'), '-g', '3')).code).toBe(2)
    expect((await pymemlab('gc', file('full'), '--sort', 'constructor')).code).toBe(2)
  })
})

describe('diff', () => {
  it('finds equal recordings equal', async () => {
    const { code, out } = await pymemlab('diff', file('full'), file('full'))
    expect(code).toBe(0)
    expect(out).toContain('the event logs are identical')
  })

  it('names differences and the first event that differs, with exit code 1', async () => {
    const { code, out } = await pymemlab('diff', file('full'), file('other'))
    expect(code).toBe(1)
    expect(out).toContain('event 3 differs')
    expect(out).toContain('+1.0 KiB')
    const { out: json } = await pymemlab('diff', file('full'), file('other'), '--json')
    expect(JSON.parse(json).firstDivergence.seq).toBe(3)
    expect(out).toContain('series, aligned by marks')
    expect(JSON.parse(json).series).toHaveLength(9)
  })
})

describe('report', () => {
  it('answers in words, in both languages, with figures on request', async () => {
    const { code, out } = await pymemlab('report', file('full'), '--locale', 'en')
    expect(code).toBe(0)
    expect(out).toContain('! Is memory growing?\n    Yes. Live memory grew')
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(96)
    expect((await pymemlab('report', file('full'), '--locale', 'zh-CN')).out).toContain('内存在增长吗？')
    expect((await pymemlab('report', file('full'), '--locale', 'en', '--details')).out).toContain(
      '      Points judged: 4',
    )
    expect(JSON.parse((await pymemlab('report', file('full'), '--json')).out)).toHaveLength(8)
    expect((await pymemlab('report', file('full'), '--markdown', '--locale', 'en')).out).toMatch(/^# demo\n/)
  })

  it('holds against a baseline', async () => {
    save('slow', buildRecording({ events: [collection(1e8, { predictedNs: 9e7 })] }))
    save('fast', buildRecording({ events: [collection(1e8, { predictedNs: 1e6 })] }))
    const { out } = await pymemlab('report', file('fast'), '--baseline', file('slow'), '--locale', 'en')
    expect(out.replace(/\s+/g, ' ')).toContain('So tuning helped.')
  })

  it('writes HTML, and never over a file without being told', async () => {
    const target = join(folder, 'report.html')
    expect((await pymemlab('report', file('full'), '--html', target)).code).toBe(0)
    expect(readFileSync(target, 'utf8')).toMatch(/^<!DOCTYPE html>/)
    writeFileSync(target, 'mine')
    expect((await pymemlab('report', file('full'), '--html', target)).code).toBe(2)
    expect(readFileSync(target, 'utf8')).toBe('mine')
    expect((await pymemlab('report', file('full'), '--html', target, '-f')).code).toBe(0)
    expect(readFileSync(target, 'utf8')).not.toBe('mine')
  })
})

describe('export', () => {
  it('lists the formats and writes each', async () => {
    const { out } = await pymemlab('export', '--list', '--json')
    for (const { id } of JSON.parse(out) as { id: string }[]) {
      const target = join(folder, `out-${id}`)
      const { code } = await pymemlab('export', file('hostile'), '--format', id, '-o', target)
      expect(code, id).toBe(0)
      expect(existsSync(target)).toBe(true)
      expect((await pymemlab('export', file('full'), '--format', id, '-o', target)).code).toBe(2)
    }
  })

  it('writes to standard output, and explains itself', async () => {
    expect((await pymemlab('export', file('full'), '--format', 'mprof', '-o', '-')).out).toMatch(/^CMDLINE /)
    expect((await pymemlab('export', file('full'))).err).toContain('chrome-trace')
    expect((await pymemlab('export', file('full'), '--format', 'pdf')).code).toBe(2)
    expect((await pymemlab('export')).code).toBe(2)
    expect((await pymemlab('export', join(folder, 'none'), '--format', 'csv')).code).toBe(3)
  })
})

it('text of a scenario cannot steer the terminal', async () => {
  for (const argv of [
    ['tracemalloc'],
    ['tracemalloc', '--types'],
    ['gc'],
    ['report', '--details'],
    ['diff', file('full')],
  ]) {
    const { out } = await pymemlab(...argv, file('hostile'))
    expect(out, argv[0]).not.toMatch(/[^\P{Cc}\n]/u)
  }
})
