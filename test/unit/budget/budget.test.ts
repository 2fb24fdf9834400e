import { describe, expect, it } from 'vitest'
import {
  BaselineError,
  baselineChanges,
  baselineEntry,
  type CheckRequest,
  checkFigures,
  checkRecording,
  checkText,
  FIGURES,
  formatBaseline,
  parseBaseline,
  type ScenarioCheck,
  summaryLine,
} from '../../../src/lab/budget'
import { parseScenario } from '../../../src/lab/scenario'
import type { Budget } from '../../../src/protocol/scenario'
import { buildRecording, collection, lineRow, mark } from '../lab/support/recording-builder'

const FILE = '/scenario/demo.py'
const full = (time: number) => collection(time, { generation: 2, predictedNs: 3000, line: 9 })

/** Live bytes rise by a MiB over the second that the run takes. */
const growing = () =>
  buildRecording({
    unreachable: 4,
    sample: (fraction) => ({ tracedBytes: 2 ** 20 * (2 + fraction) }),
    events: [mark(1e6, 'begin'), collection(1e8), full(2e8), full(5e8), full(8e8)],
    attribution: {
      lines: [
        lineRow(5, { liveBytes: 100, peakBytes: 900_000, peakBlocks: 1, function: 'load' }),
        lineRow(7, { liveBytes: 5000, peakBytes: 10 }),
        lineRow(8, { file: '/lib/json.py', liveBytes: 1e9, peakBytes: 1e9 }),
      ],
      marks: [{ name: 'begin', seq: 0, time: 1e6, lines: [], types: [] }],
    },
  })

const request = (budget: Budget, changes: Partial<CheckRequest> = {}): CheckRequest => {
  const scenario = parseScenario('', 'demo.py')
  scenario.metadata.budget = budget
  return {
    file: 'folder/demo.py',
    scenario,
    recording: growing(),
    scenarioFile: FILE,
    expectedOutput: null,
    outcome: { exitCode: 0, reason: 'finished' },
    ...changes,
  }
}

describe('figures', () => {
  it('are those of the recording', () => {
    const recording = growing()
    const { totals } = recording.manifest
    expect(checkFigures(recording)).toEqual({
      peakTraced: totals?.tracedPeak,
      peakRss: totals?.rssPeak,
      finalTraced: totals?.tracedFinal,
      leakedObjects: 4,
      collections: 4,
      longestPause: 3000,
      // the first sample after a collection is a little later than the collection
      growthSlope: expect.closeTo(2 ** 20, -5),
      allocations: totals?.allocations,
      virtualTimeNs: totals?.virtualTimeNs,
    })
  })
  it('need an end and three full collections', () => {
    expect(checkFigures(buildRecording({ complete: false }))).toBeNull()
    expect(checkFigures(buildRecording({ events: [full(1e8)] }))?.growthSlope).toBeNull()
  })
})

describe('a budget', () => {
  it('passes at its limit and fails one above it', () => {
    const { peakTraced } = checkFigures(growing())!
    expect(checkRecording(request({ peakTraced })).status).toBe('passed')
    const { status, findings } = checkRecording(request({ peakTraced: peakTraced - 1 }))
    expect(status).toBe('failed')
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ kind: 'budget', key: 'peak-traced', excess: 1, actual: peakTraced, line: 5 })
  })

  it.each([
    ['peakTraced', 5, 'holds 879 KiB in 1 block at the peak, in load()'],
    ['peakRss', 5, 'in load()'],
    ['finalTraced', 7, 'holds 4.88 KiB'],
    ['leakedObjects', 7, 'at the end'],
    ['collections', 9, 'started 3 of them'],
    ['longestPause', 9, 'its allocation started a collection of generation 2 over 700 objects, 3 µs'],
    ['growthSlope', 7, "has grown by 4.88 KiB since the mark 'begin'"],
  ] as const)('over %s names the line responsible, one of the scenario’s own', (field, line, reason) => {
    const [finding] = checkRecording(request({ [field]: 0 })).findings
    expect(finding.line).toBe(line)
    expect(finding.reason).toContain(reason)
  })

  it('that cannot be measured fails', () => {
    const recording = buildRecording({})
    const [finding] = checkRecording(request({ growthSlope: 1e9 }, { recording })).findings
    expect(finding.message).toContain('needs at least three full collections')
  })

  it('does not fail for a slope that goes down', () => {
    const recording = buildRecording({
      sample: (fraction) => ({ tracedBytes: 2 ** 20 * (3 - fraction) }),
      events: [full(2e8), full(5e8), full(8e8)],
    })
    expect(checkRecording(request({ growthSlope: 0 }, { recording })).status).toBe('passed')
  })
})

describe('a run', () => {
  it('that raised is not held against anything else', () => {
    const recording = buildRecording({
      events: [{ kind: 'exception', time: 5, line: 3, type: 'ValueError', message: 'no', file: FILE, uncaught: true }],
    })
    const check = checkRecording(
      request({ peakTraced: 0 }, { recording, outcome: { exitCode: 1, reason: 'failed' }, expectedOutput: 'x' }),
    )
    expect(check).toMatchObject({ status: 'raised', figures: null })
    expect(check.findings.map(({ message, line }) => [message, line])).toEqual([['ValueError: no', 3]])
  })

  it.each([
    ['/lib/csv.py', 3, 'x = 1\n', 'ImportError', 3, 'raised in /lib/csv.py, called from here'],
    ['', 0, 'x = 1\ny = (\n', 'SyntaxError', 2, 'the compiler stopped here'],
    ['/lib/csv.py', 0, 'x = 1\n', 'SyntaxError', 0, ''],
  ])('that raised in %s names the scenario’s line', (file, line, scenario, type, expected, reason) => {
    const recording = buildRecording({
      scenario,
      events: [{ kind: 'exception', time: 5, line, type, message: '', file, uncaught: true }],
    })
    const check = checkRecording(request({}, { recording, outcome: { exitCode: 1, reason: 'failed' } }))
    expect(check.findings).toMatchObject([{ message: type, line: expected, reason }])
  })

  it.each([
    [{ exitCode: 3, reason: 'finished' as const }, 'ended with exit code 3'],
    [{ exitCode: 124, reason: 'time limit' as const }, 'stopped: its time limit of null s is over'],
    [
      { exitCode: 70, reason: 'crashed' as const, message: 'boom\nat x' },
      'internal error (a bug of pymemlab, not of the script): boom',
    ],
    [{ exitCode: 130, reason: 'stopped' as const }, 'ended with exit code 130'],
  ])('that ended with %o raised', (outcome, message) => {
    expect(checkRecording(request({}, { outcome })).findings).toMatchObject([{ kind: 'raised', message }])
  })

  it('whose expectation does not hold fails with its line', () => {
    const recording = buildRecording({
      events: [
        { kind: 'expect', time: 5, line: 3, passed: true, message: 'fine' },
        { kind: 'expect', time: 6, line: 4, passed: false, message: 'nothing is left' },
        { kind: 'expect', time: 7, line: 0, passed: false, message: '' },
      ],
    })
    const { findings, checks } = checkRecording(request({}, { recording }))
    expect(checks).toContain('expectations')
    expect(findings.map(({ message, line }) => [message, line])).toEqual([
      ['does not hold: nothing is left', 4],
      ['an expectation does not hold', 0],
    ])
  })

  it('whose output differs fails with the first line that does', () => {
    const recording = buildRecording({ stdout: 'a\nb\nc\n' })
    const message = (expectedOutput: string) =>
      checkRecording(request({}, { recording, expectedOutput })).findings[0]?.message
    expect(message('a\nb\nc\n')).toBeUndefined()
    expect(message('a\nx\nc\n')).toBe('output differs in line 2: expected "x", got "b"')
    expect(message('a\n')).toBe('output differs in line 2: expected "", got "b"')
    expect(message('a\nb\nc\nd\n')).toContain('line 4: expected "d", got ""')
  })

  it('with a block that cannot be read fails', () => {
    const scenario = parseScenario('# /// script\n# [tool.pymemlab]\n# a = 1\n# ///\n', 'x.py')
    expect(checkRecording(request({}, { scenario })).findings[0].message).toContain('tool.pymemlab.a: unknown key')
  })
})

describe('a baseline', () => {
  const figures = checkFigures(growing())!
  const held = (entry: ReturnType<typeof baselineEntry> | undefined, exact = false) =>
    checkRecording(request({}, { baseline: { entry, exact } }))

  it('holds exactly', () => {
    expect(held(baselineEntry(figures))).toMatchObject({ status: 'passed', notes: [] })
    const tighter = { ...baselineEntry(figures), 'peak-rss': figures.peakRss - 1 }
    expect(held(tighter).findings).toMatchObject([{ kind: 'baseline', key: 'peak-rss', excess: 1 }])
    expect(held(undefined).findings[0].message).toContain('--update adds it')
  })

  it('mentions what is better, and refuses it when it is to be exact', () => {
    const looser = { ...baselineEntry(figures), collections: 9, 'growth-slope': null }
    expect(held(looser)).toMatchObject({ status: 'passed' })
    expect(held(looser).notes[0]).toBe('collections: 9 -> 4 (−5); better than the baseline, --update keeps it so')
    expect(held(looser, true).findings.map(({ key }) => key)).toEqual(['collections', 'growth-slope'])
  })

  it('survives being written and read', () => {
    const scenarios = { 'b/x.py': baselineEntry(figures), 'a.py': baselineEntry(figures) }
    const text = formatBaseline({ scenarios })
    expect(text.indexOf('a.py')).toBeLessThan(text.indexOf('b/x.py'))
    expect({ ...parseBaseline(text).scenarios }).toEqual(scenarios)
    expect(formatBaseline(parseBaseline(text))).toBe(text)
    expect(baselineChanges(parseBaseline(text).scenarios['a.py'], figures)).toEqual([])
    expect(baselineChanges(undefined, figures)).toHaveLength(FIGURES.length)
  })

  it.each([
    ['{', 'it is not JSON'],
    ['[]', "it has no table 'scenarios'"],
    ['{"format":2,"scenarios":{}}', 'its format is 2; this version reads 1'],
    ['{"format":1,"scenarios":{"a.py":3}}', 'the entry of a.py is no table'],
    ['{"format":1,"scenarios":{"a.py":{"peek":3}}}', "unknown figure 'peek'"],
    ['{"format":1,"scenarios":{"a.py":{"peak-rss":"3"}}}', 'peak-rss of a.py is no number'],
  ])('that is damaged says so: %s', (text, message) => {
    expect(() => parseBaseline(text)).toThrow(BaselineError)
    expect(() => parseBaseline(text)).toThrow(message)
  })
})

describe('the text report', () => {
  const source = ['', '', '', '', '  x = load()  ', '', 'keep.append(x)'].join('\n')
  it('names budget, figure, by how much, and the line', () => {
    const check = checkRecording(request({ peakTraced: 2 ** 20 }))
    expect(checkText(check, source)).toMatch(
      /^FAIL {2}folder\/demo\.py {2}.*virtual, peak 3 MiB, 4 collections, longest pause 3 µs\n {6}peak of traced memory: 3 MiB \(3.145.728 bytes\) is 2 MiB \(200 %\) over the budget of 1 MiB .*\n {8}folder\/demo\.py:5: holds .*\n {10}x = load\(\)\n$/,
    )
  })
  it('stays text whatever a script says', () => {
    const findings: ScenarioCheck['findings'] = [
      { kind: 'raised', message: 'E: \x1b[31mred\x07\nmore', line: 99, reason: 'raised here' },
    ]
    const text = checkText({ ...checkRecording(request({})), findings }, source)
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f]/)
    expect(text).toContain('\n      more\n')
  })
  it('adds up', () => {
    const check = checkRecording(request({}))
    expect(summaryLine([check])).toBe('1 scenario: 1 passed')
    const others: ScenarioCheck[] = [
      { ...check, status: 'failed' },
      { ...check, status: 'raised' },
    ]
    expect(summaryLine([check, ...others])).toBe('3 scenarios: 1 passed, 1 failed, 1 raised an error')
  })
})
