/** Equality of events, and one line of text for each: for messages about where two runs part. */
import type { RunEvent } from '../../protocol/events'

/** Fields that may differ between equal runs. */
const MEASURED = new Set(['measuredNs'])

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = Object.entries(a).filter(([key]) => !MEASURED.has(key))
  const right = Object.entries(b).filter(([key]) => !MEASURED.has(key))
  return left.length === right.length && left.every(([key, value]) => same(value, (b as Record<string, unknown>)[key]))
}

/** Whether two runs did the same there; what the machine took is not looked at. */
export const sameEvent = (a: RunEvent, b: RunEvent): boolean => same(a, b)

const at = (event: RunEvent): string => {
  const line = event.line > 0 ? ` at line ${event.line}` : ''
  return `${line}, ${(event.time / 1e6).toFixed(3)} ms`
}

/** One line, in English: "automatic collection of generation 0 at line 12, 3.412 ms, 40 of 703 objects freed". */
export function describeEvent(event: RunEvent): string {
  switch (event.kind) {
    case 'collection':
      return `${event.trigger} collection of generation ${event.generation}${at(event)}, ${event.collected} of ${event.candidates} objects freed`
    case 'arena':
      return `arena ${event.action === 'allocate' ? 'allocated' : 'freed'}${at(event)}`
    case 'mapping':
      return `${event.bytes} bytes ${event.action === 'map' ? 'mapped' : 'unmapped'}${at(event)}`
    case 'mark':
      return `mark '${event.name}'${at(event)}`
    case 'output':
      return `${event.length} bytes written to ${event.stream}${at(event)}`
    case 'warning':
      return `${event.category}${at(event)}: ${event.message}`
    case 'exception':
      return `${event.uncaught ? 'uncaught' : 'ignored'} ${event.type}${at(event)}: ${event.message}`
    case 'expect':
      return `expectation ${event.passed ? 'met' : 'not met'}${at(event)}: ${event.message}`
    case 'end':
      return `end of the run (${event.reason}, exit code ${event.exitCode})${at(event)}`
  }
}
