/** Events in words, and where two of them differ: for messages about replays and comparisons. */
import type { RunEvent } from '../../protocol/events'

/** What the host's clock said; equal runs differ in it. */
const MEASURED = 'measuredNs'

/** The path of the first difference between two JSON values ('' : they differ as a whole), null when they are equal. */
export function firstPath(a: unknown, b: unknown): string | null {
  if (Object.is(a, b) || (a === 0 && b === 0)) return null
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return ''
  if (Array.isArray(a) !== Array.isArray(b)) return ''
  const one = a as Record<string, unknown>
  const other = b as Record<string, unknown>
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  for (const key of keys) {
    if (key === MEASURED) continue
    const rest = firstPath(one[key], other[key])
    if (rest !== null) return rest === '' ? key : `${key}.${rest}`
  }
  return null
}

function valueAt(value: unknown, path: string): unknown {
  return path === ''
    ? value
    : path.split('.').reduce<unknown>((v, key) => (v as Record<string, unknown> | undefined)?.[key], value)
}

/** 'a collection of generation 0 in line 12 (time 345 ns)'. */
export function describeEvent(event: RunEvent | null): string {
  if (event === null) return 'no further event'
  const place = event.line > 0 ? ` in line ${event.line}` : ''
  return `${what(event)}${place} (time ${event.time} ns)`
}

function what(event: RunEvent): string {
  switch (event.kind) {
    case 'collection':
      return `${event.trigger} collection of generation ${event.generation}`
    case 'arena':
      return `${event.action} of an arena`
    case 'mapping':
      return `${event.action} of ${event.bytes} bytes`
    case 'mark':
      return `mark ${JSON.stringify(event.name)}`
    case 'output':
      return `${event.length} bytes to ${event.stream}`
    case 'warning':
      return `${event.category}: ${event.message}`
    case 'exception':
      return `${event.type}: ${event.message}`
    case 'expect':
      return `expectation ${JSON.stringify(event.message)} ${event.passed ? 'met' : 'not met'}`
    case 'end':
      return `end of the run (${event.reason}, exit code ${event.exitCode})`
  }
}

/** A sentence part that says what was expected and what came. */
export function differenceText(expected: RunEvent | null, actual: RunEvent | null): string {
  const path = expected === null || actual === null ? '' : (firstPath(expected, actual) ?? '')
  const both = `expected ${describeEvent(expected)}, got ${describeEvent(actual)}`
  if (path === '') return both
  return `${both}: ${path} is ${JSON.stringify(valueAt(actual, path))} instead of ${JSON.stringify(valueAt(expected, path))}`
}
