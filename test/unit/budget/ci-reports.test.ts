/** Reports for machines, read back by readers that are not ours. */
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { type Finding, githubAnnotations, junitReport, type ScenarioCheck } from '../../../src/lab/budget'

const finding = (changes: Partial<Finding>): Finding => ({
  kind: 'budget',
  key: 'peak-traced',
  message: 'too much',
  line: 4,
  reason: 'holds it',
  ...changes,
})

const check = (changes: Partial<ScenarioCheck>): ScenarioCheck => ({
  file: './scenarios/caches/a.py',
  title: 'A',
  status: 'passed',
  findings: [],
  notes: [],
  checks: ['run', 'expectations', 'budget peak-traced', 'budget collections', 'baseline', 'output'],
  figures: null,
  marks: 0,
  measuredNs: 1_234_567_890,
  ...changes,
})

const HOSTILE = '<b a="1">&amp;]]>\u0000\u001b[31m\ud800 ,:%\r\n\t😀\uffff'

const CHECKS: ScenarioCheck[] = [
  check({}),
  check({
    status: 'failed',
    title: HOSTILE,
    findings: [
      finding({}),
      finding({ kind: 'expectation', key: undefined, message: HOSTILE }),
      finding({ kind: 'expectation', key: undefined, message: 'second', line: 0 }),
      finding({ kind: 'baseline', key: 'peak-rss' }),
      finding({ kind: 'output', key: undefined }),
    ],
    notes: ['better now'],
  }),
  check({ status: 'raised', checks: ['run'], findings: [finding({ kind: 'raised', key: undefined })] }),
]

/**
 * JUnit's usual schema (windyroad's JUnit.xsd), as far as it concerns us: attributes that must be there and those that may,
 * and the order of the elements within one.
 */
const SCHEMA: Record<string, { required: string[]; optional?: string[]; children: string[] }> = {
  testsuites: { required: [], children: ['testsuite'] },
  testsuite: {
    required: ['name', 'timestamp', 'hostname', 'tests', 'failures', 'errors', 'time', 'package', 'id'],
    optional: ['skipped'],
    children: ['properties', 'testcase', 'system-out', 'system-err'],
  },
  properties: { required: [], children: ['property'] },
  property: { required: ['name', 'value'], children: [] },
  testcase: { required: ['name', 'classname', 'time'], children: ['skipped', 'error', 'failure'] },
  error: { required: ['type'], optional: ['message'], children: ['#text'] },
  failure: { required: ['type'], optional: ['message'], children: ['#text'] },
  'system-out': { required: [], children: ['#text'] },
  'system-err': { required: [], children: ['#text'] },
}

type Node = Record<string, unknown>

/** Elements as fast-xml-parser gives them when order is preserved. */
function validate(nodes: Node[], problems: string[]): void {
  for (const node of nodes) {
    const [name] = Object.keys(node).filter((key) => key !== ':@')
    if (name === '#text') continue
    const rule = SCHEMA[name]
    if (rule === undefined) {
      problems.push(`unknown element ${name}`)
      continue
    }
    const given = Object.keys((node[':@'] ?? {}) as Node)
    for (const attribute of rule.required) if (!given.includes(attribute)) problems.push(`${name} has no ${attribute}`)
    for (const attribute of given)
      if (![...rule.required, ...(rule.optional ?? [])].includes(attribute)) problems.push(`${name} has ${attribute}`)
    const children = (node[name] as Node[]).map((child) => Object.keys(child).filter((key) => key !== ':@')[0])
    const order = children.map((child) => rule.children.indexOf(child))
    if (order.includes(-1)) problems.push(`${name} holds ${children[order.indexOf(-1)]}`)
    if (order.some((place, i) => i > 0 && place < order[i - 1])) problems.push(`${name}: wrong order ${children}`)
    validate(node[name] as Node[], problems)
  }
}

describe('JUnit XML', () => {
  const text = junitReport(CHECKS, '2026-01-02T03:04:05.678Z', 'host')

  it('is well formed and follows the schema', () => {
    expect(XMLValidator.validate(text)).toBe(true)
    const nodes = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '',
      preserveOrder: true,
      ignoreDeclaration: true,
      parseTagValue: false,
    }).parse(text)
    const problems: string[] = []
    validate(nodes, problems)
    expect(problems).toEqual([])
    expect(text).not.toMatch(/[\x00-\x08\x0b-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/)
  })

  it('says what has failed, and keeps every text', () => {
    const parsed = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '',
      isArray: (name: string) => name === 'testcase',
      htmlEntities: true,
    }).parse(text)
    const [passed, failed, raised] = parsed.testsuites.testsuite
    expect(passed).toMatchObject({ name: 'A', tests: '6', failures: '0', errors: '0', package: 'scenarios.caches.a' })
    expect(passed).toMatchObject({ timestamp: '2026-01-02T03:04:05', time: '1.235' })
    expect(failed).toMatchObject({ tests: '6', failures: '4', errors: '0' })
    const failures = failed.testcase.filter((test: Node) => test.failure !== undefined)
    expect(failures.map((test: Node) => test.name)).toEqual([
      'expectations',
      'budget peak-traced',
      'baseline',
      'output',
    ])
    expect(failures[0].failure.message).toBe(
      HOSTILE.replace('\u0000\u001b', '��').replace('\ud800', '�').replace('\uffff', '�'),
    )
    expect(failures[1].failure['#text']).toBe('./scenarios/caches/a.py:4: too much (holds it)')
    expect(raised).toMatchObject({ tests: '1', failures: '0', errors: '1' })
    expect(raised.testcase[0].error.type).toBe('raised')
  })
})

/** As the runner of GitHub Actions reads a workflow command (actions/runner, ActionCommand.cs). */
function readCommand(line: string): { command: string; properties: Record<string, string>; text: string } {
  const [, command, list, text] = /^::([a-z]+)(?: ([^:]*))?::(.*)$/.exec(line) ?? []
  const decode = (value: string): string =>
    value.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%25/g, '%')
  const pairs = (list ?? '').split(',').map((pair) => {
    const cut = pair.indexOf('=')
    return [pair.slice(0, cut), decode(pair.slice(cut + 1))]
  })
  return { command, properties: Object.fromEntries(pairs), text: decode(text ?? '') }
}

describe('annotations of GitHub Actions', () => {
  const lines = githubAnnotations(CHECKS, (file) => file.replace('./', ''))
    .trimEnd()
    .split('\n')

  it('are one command per finding, on one line each', () => {
    expect(lines).toHaveLength(6)
    expect(lines.every((line) => line.startsWith('::error file='))).toBe(true)
  })

  it('keep file, line, title and text', () => {
    expect(readCommand(lines[0])).toEqual({
      command: 'error',
      properties: { file: 'scenarios/caches/a.py', line: '4', title: `${HOSTILE}: peak-traced` },
      text: 'too much\nLine 4 holds it',
    })
    expect(readCommand(lines[1]).text).toBe(`${HOSTILE}\nLine 4 holds it`)
    expect(readCommand(lines[2])).toMatchObject({ properties: { line: '1' }, text: 'second' })
  })
})
