/** Each format is read by a reader that is not ours. */
import { parse as parseCsv } from 'csv-parse/sync'
import { marked, type Token, type Tokens } from 'marked'
import parsePrometheus from 'parse-prometheus-text-format'
import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { exportFormats, exportRecording, UnknownFormatError } from '../../../../src/lab/export/formats'
import type { Recording } from '../../../../src/protocol/recording'
import { SAMPLE_COLUMNS } from '../../../../src/protocol/samples'
import { buildRecording, fullRecording, HOSTILE, hostileRecording, largeRecording } from '../support/recording-builder'

const text = (recording: Recording, format: string): string =>
  new TextDecoder().decode(exportRecording(recording, format).bytes)

describe('exportRecording', () => {
  it('names files after the recording, safely', () => {
    const named = (name: string): string => {
      const recording = fullRecording()
      recording.manifest.name = name
      return exportRecording(recording, 'json').fileName
    }
    expect(named('my leak.py')).toBe('my-leak.json')
    expect(named('../../etc/passwd')).toBe('etc-passwd.json')
    expect(named('循环 引用')).toBe('循环-引用.json')
    expect(named('CON')).toBe('recordingCON.json')
    expect(named('\0/')).toBe('recording.json')
    expect(named(HOSTILE)).not.toMatch(/[\\/:*?"<>|\p{Cc}]/u)
  })

  it('says which formats there are', () => {
    expect(() => exportRecording(fullRecording(), 'pdf')).toThrow(UnknownFormatError)
    expect(() => exportRecording(fullRecording(), 'pdf')).toThrow('csv')
    expect(new Set(exportFormats.map((f) => f.id)).size).toBe(exportFormats.length)
    expect(new Set(exportFormats.map((f) => f.extension)).size).toBe(exportFormats.length)
  })

  it('writes every format of every recording: cut off, empty, hostile', () => {
    for (const recording of [
      buildRecording({ complete: false }),
      buildRecording({ samples: 0, complete: false }),
      buildRecording({ samples: 1, attribution: null }),
      hostileRecording(),
    ]) {
      for (const { id } of exportFormats) expect(text(recording, id), id).not.toMatch(/\bundefined\b|\[object /)
    }
  })

  it('writes the largest recordings in less than two seconds of processor time each', () => {
    const recording = largeRecording()
    for (const { id } of exportFormats) {
      // time of this process, not of a machine that does other things as well
      const before = process.cpuUsage()
      exportRecording(recording, id)
      const { user, system } = process.cpuUsage(before)
      expect((user + system) / 1e6, id).toBeLessThan(2)
    }
  }, 60_000)
})

describe('CSV', () => {
  const rows = (recording: Recording, format: string): Record<string, string>[] =>
    parseCsv(text(recording, format), { columns: true })

  it('has a column for each of the samples', () => {
    const recording = fullRecording()
    const found = rows(recording, 'csv')
    expect(found).toHaveLength(recording.samples.time.length)
    expect(Object.keys(found[0])).toHaveLength(SAMPLE_COLUMNS.length)
    expect(found.map((r) => Number(r.tracedBytes_bytes ?? r.tracedBytes))).toEqual([...recording.samples.tracedBytes])
  })

  it('has a row for each event, with what its kind has', () => {
    const recording = fullRecording()
    const found = rows(recording, 'csv-events')
    expect(found.map((r) => r.kind)).toEqual(recording.events.map((e) => e.kind))
    expect(found[1]).toMatchObject({
      generation: '0',
      collected: '12',
      count0_before: '701',
      threshold2: '10',
      name: '',
    })
    expect(found[0]).toMatchObject({ name: 'loaded', generation: '' })
  })

  it('keeps hostile text, and defuses formulas', () => {
    const recording = hostileRecording()
    const found = rows(recording, 'csv-lines')
    expect(found.map((r) => r.function)).toEqual([HOSTILE, HOSTILE, HOSTILE])
    recording.attribution!.types[0].type = '=HYPERLINK("http://x")'
    expect(rows(recording, 'csv-types')[0].type).toBe('\'=HYPERLINK("http://x")')
  })
})

interface Family {
  name: string
  type: string
  metrics: { value?: string; labels?: Record<string, string>; buckets?: Record<string, string> }[]
}

describe('OpenMetrics', () => {
  const families = (recording: Recording): Map<string, Family> => {
    const page = text(recording, 'openmetrics')
    // the parser reads Prometheus' older form, where a counter's family has the suffix
    const older = page.replace(/^# (TYPE|HELP) (\S+)(?= counter|.*$)/gm, (all, word, name) =>
      new RegExp(`^# TYPE ${name} counter$`, 'm').test(page) ? `# ${word} ${name}_total` : all,
    )
    return new Map((parsePrometheus(older) as Family[]).map((f) => [f.name, f]))
  }

  it('has the figures of the run under the names of others', () => {
    const found = families(fullRecording())
    expect(found.get('process_resident_memory_bytes')?.metrics).toEqual([{ value: '14000000' }])
    expect(found.get('python_gc_collections_total')).toMatchObject({ type: 'COUNTER' })
    const byGeneration = found.get('cpython_gc_collections_total')?.metrics
    expect(byGeneration?.map((m) => [m.labels?.cpython_gc_generation, m.value])).toEqual([
      ['0', '46'],
      ['1', '4'],
      ['2', '4'],
    ])
    // the parser mixes the buckets of different labels, so these are read by hand
    const page = text(fullRecording(), 'openmetrics')
    const bucket = (le: string): string | undefined => page.split(`generation="0",le="${le}"} `)[1]?.split('\n')[0]
    expect([bucket('0.00001'), bucket('0.0001'), bucket('+Inf')]).toEqual(['0', '46', '46'])
  })

  it('ends as the format asks, units match names, and hostile names survive', () => {
    const page = text(hostileRecording(), 'openmetrics')
    expect(page.endsWith('\n# EOF\n')).toBe(true)
    for (const [, name, unit] of page.matchAll(/^# UNIT (\S+) (\S+)$/gm)) expect(name.endsWith(`_${unit}`)).toBe(true)
    for (const line of page.trimEnd().split('\n')) {
      expect(line).toMatch(/^(# (TYPE|UNIT|HELP|EOF)\b|[a-z_]+(\{([a-z_]+="(\\[\\"n]|[^"\\])*",?)+\})? [-+.e\d]+$)/s)
    }
    const types = families(hostileRecording()).get('pymemlab_type_objects')?.metrics
    expect(types).toHaveLength(2)
  })
})

const isHeading = (token: Token): token is Tokens.Heading => token.type === 'heading'

describe('Markdown', () => {
  it('is tables, headings and the answers', () => {
    const tokens = marked.lexer(text(fullRecording(), 'markdown'))
    const tables = tokens.filter((t): t is Tokens.Table => t.type === 'table')
    expect(tables.length).toBeGreaterThanOrEqual(4)
    for (const t of tables) for (const r of t.rows) expect(r).toHaveLength(t.header.length)
    expect(tokens.filter(isHeading).map((t) => t.text)).toContain('Is memory growing?')
  })

  it('hostile text makes no markup', () => {
    const html = marked.parse(text(hostileRecording(), 'markdown'), { async: false })
    const tags = new Set<string>()
    const walk = (node: { nodeName: string; childNodes?: unknown[] }): void => {
      tags.add(node.nodeName)
      for (const child of node.childNodes ?? []) walk(child as typeof node)
    }
    walk(parseFragment(html) as never)
    for (const bad of ['script', 'img', 'a', 'iframe']) expect(tags, bad).not.toContain(bad)
    const headings = marked.lexer(text(hostileRecording(), 'markdown')).filter(isHeading)
    expect(headings.filter((t) => t.depth === 1)).toHaveLength(1)
  })
})

describe('mprof', () => {
  /**
   * What mprof's own reader does with a file: split at the first space, floats by position. It is written here because nobody has
   * published another: the format is no library's, npm has no package that reads it, and memory_profiler itself is Python, which
   * the tests do without.
   */
  function readProfile(file: string) {
    const memory: [mib: number, seconds: number][] = []
    const functions = new Map<string, number[]>()
    let command = ''
    for (const line of file.split('\n').slice(0, -1)) {
      const [, field, value] = /^(\S+) (.+)$/.exec(line) ?? []
      if (field === 'CMDLINE') command = value
      else if (field === 'MEM') {
        const [mib, seconds, ...rest] = value.split(' ').map(Number)
        expect(rest).toEqual([])
        memory.push([mib, seconds])
      } else if (field === 'FUNC') {
        const [name, ...numbers] = value.split(' ')
        functions.set(name, numbers.map(Number))
      } else throw new Error(`unknown field in ${line}`)
    }
    return { memory, functions, command }
  }

  it('is resident memory over time, with marks as functions', () => {
    const recording = fullRecording()
    const found = readProfile(text(recording, 'mprof'))
    expect(found.command).toBe('pymemlab run /scenario/demo.py')
    expect(found.memory).toHaveLength(200)
    expect(found.memory[0]).toEqual(
      [recording.samples.rss[0] / 2 ** 20]
        .map((v) => Number(v.toFixed(6)))
        .concat(Date.UTC(2026, 0, 2, 3, 4, 5) / 1000),
    )
    expect([...found.functions.keys()]).toEqual(['loaded', 'served'])
    expect(found.functions.get('loaded')?.[3] ?? 0).toBeGreaterThan(found.functions.get('loaded')?.[1] ?? 0)
    expect(readProfile(text(hostileRecording(), 'mprof')).memory).toHaveLength(200)
  })
})
