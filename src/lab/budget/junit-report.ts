/**
 * JUnit XML, in the form that CI systems agree on: a test suite per scenario, a test case per check. Attributes and their order
 * follow the schema that Apache Ant's reporter is described by (windyroad's JUnit.xsd), the strictest of the usual ones.
 */
import type { Finding, ScenarioCheck } from './finding'

/** Characters that XML 1.0 cannot carry, not even escaped. */
const NOT_XML =
  /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const escapeXml = (text: string): string =>
  text
    .replace(NOT_XML, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`)

const attributes = (values: Record<string, string | number>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('')

/** Which of a scenario's checks a finding belongs to. */
function checkOf({ kind, key }: Finding): string {
  switch (kind) {
    case 'budget':
      return `budget ${key}`
    case 'expectation':
      return 'expectations'
    case 'raised':
    case 'block':
      return 'run'
    case 'baseline':
    case 'output':
      return kind
  }
}

/** `scenarios/caches/interning.py` as a class: `scenarios.caches.interning`. */
const className = (file: string): string =>
  file
    .replace(/\.py$/, '')
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('.')

function testCase(check: ScenarioCheck, name: string, seconds: number): string {
  const findings = check.findings.filter((finding) => checkOf(finding) === name)
  const head = `    <testcase${attributes({ name, classname: className(check.file), time: seconds.toFixed(3) })}`
  if (findings.length === 0) return `${head}/>\n`
  const text = findings.map((f) => (f.line > 0 ? `${check.file}:${f.line}: ${f.message} (${f.reason})` : f.message))
  const element = findings.some((f) => f.kind === 'raised') ? 'error' : 'failure'
  const outcome = `<${element}${attributes({ message: findings[0].message, type: findings[0].kind })}>${escapeXml(text.join('\n'))}</${element}>`
  return `${head}>\n      ${outcome}\n    </testcase>\n`
}

function testSuite(check: ScenarioCheck, id: number, timestamp: string, hostname: string): string {
  const failing = new Set(check.findings.map(checkOf))
  const errors = check.findings.some((f) => f.kind === 'raised') ? 1 : 0
  const seconds = check.measuredNs / 1e9
  const suite = {
    name: check.title,
    timestamp,
    hostname,
    tests: check.checks.length,
    failures: failing.size - errors,
    errors,
    time: seconds.toFixed(3),
    package: className(check.file),
    id,
  }
  const figures = Object.entries(check.figures ?? {}).filter(([, value]) => value !== null)
  const properties = figures.map(
    ([name, value]) => `      <property${attributes({ name, value: value as number })}/>\n`,
  )
  // The first check is the run itself: its time is all of the suite's.
  const cases = check.checks.map((name, i) => testCase(check, name, i === 0 ? seconds : 0))
  const notes = escapeXml(check.notes.join('\n'))
  return (
    `  <testsuite${attributes(suite)}>\n` +
    `    <properties>\n${properties.join('')}    </properties>\n${cases.join('')}` +
    `    <system-out>${notes}</system-out>\n    <system-err></system-err>\n  </testsuite>\n`
  )
}

/** `created`: host time, ISO 8601; the schema wants it without fraction and zone. */
export function junitReport(checks: readonly ScenarioCheck[], created: string, hostname: string): string {
  const timestamp = created.replace(/(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?$/, '')
  const suites = checks.map((check, i) => testSuite(check, i, timestamp, hostname || 'localhost'))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`
}
