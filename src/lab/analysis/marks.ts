/** Marks of a recording: their names in order, and how a user names one. */
import type { MarkSnapshot } from '../../protocol/attribution'
import type { Recording } from '../../protocol/recording'

export interface MarkTime {
  /** As `lab.mark` got it; the n-th of the same name is `name#n` from the second on. */
  name: string
  /** Virtual ns. */
  time: number
  line: number
}

/** Marks in order, with names that are unique. */
export function marksOf(recording: Recording): MarkTime[] {
  const seen = new Map<string, number>()
  const marks: MarkTime[] = []
  for (const event of recording.events) {
    if (event.kind !== 'mark') continue
    marks.push({ name: uniqueName(seen, event.name), time: event.time, line: event.line })
  }
  return marks
}

function uniqueName(seen: Map<string, number>, name: string): string {
  const times = (seen.get(name) ?? 0) + 1
  seen.set(name, times)
  return times === 1 ? name : `${name}#${times}`
}

/** The snapshots of live lines and types at marks, under the same unique names. */
export function snapshotsByName(recording: Recording): Map<string, MarkSnapshot> {
  const seen = new Map<string, number>()
  const snapshots = new Map<string, MarkSnapshot>()
  for (const mark of recording.attribution?.marks ?? []) snapshots.set(uniqueName(seen, mark.name), mark)
  return snapshots
}
