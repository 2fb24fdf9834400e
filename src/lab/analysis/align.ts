/** Two runs of different length laid over each other: at marks of the same name they stand at the same place. */
import type { Recording } from '../../protocol/recording'
import type { Comparison } from '../../protocol/service'
import { compareMarks } from './compare'
import { indexUntil, lastProgramSample, programEnd } from './series'

/**
 * The time in A that corresponds to a time in B: straight between marks of the same name, at the pace of the whole runs
 * before the first and after the last. `marks` as `compareRecordings` gives them.
 */
export function alignTime(marks: Comparison['marks'], time: number, endA: number, endB: number): number {
  const knots = [{ a: 0, b: 0 }]
  for (const { a, b } of [...marks, { a: endA, b: endB }]) {
    const before = knots[knots.length - 1]
    if (a >= before.a && b > before.b) knots.push({ a, b }) // marks that come in another order in B align nothing
  }
  let i = 1
  while (i < knots.length - 1 && knots[i].b < time) i++
  if (knots.length === 1) return time
  const [from, to] = [knots[i - 1], knots[i]]
  return from.a + ((time - from.b) / (to.b - from.b)) * (to.a - from.a)
}

/** The same place in both runs. Times are virtual ns, sizes bytes. */
export interface AlignedPoint {
  aTime: number
  bTime: number
  aRss: number
  bRss: number
  aTraced: number
  bTraced: number
  /** Collector objects in all generations. */
  aObjects: number
  bObjects: number
}

function valuesAt({ samples: s }: Recording, time: number, last: number) {
  const i = Math.min(Math.max(0, indexUntil(s.time, time)), last)
  return { rss: s.rss[i], traced: s.tracedBytes[i], objects: s.gen0Objects[i] + s.gen1Objects[i] + s.gen2Objects[i] }
}

/** At `count` places, evenly spread over A; none when a run has no samples. */
export function alignedSeries(a: Recording, b: Recording, count: number): AlignedPoint[] {
  const [aLast, bLast] = [lastProgramSample(a), lastProgramSample(b)]
  if (aLast < 0 || bLast < 0 || count < 1) return []
  const [aEnd, bEnd] = [programEnd(a), programEnd(b)]
  // alignTime finds the time in its first run, which is B here
  const marks = compareMarks(a, b).map((mark) => ({ name: mark.name, a: mark.b, b: mark.a }))
  return Array.from({ length: count }, (_, i) => {
    const aTime = count === 1 ? aEnd : (aEnd * i) / (count - 1)
    const bTime = alignTime(marks, aTime, bEnd, aEnd)
    const [left, right] = [valuesAt(a, aTime, aLast), valuesAt(b, bTime, bLast)]
    return {
      aTime,
      bTime,
      aRss: left.rss,
      bRss: right.rss,
      aTraced: left.traced,
      bTraced: right.traced,
      aObjects: left.objects,
      bObjects: right.objects,
    }
  })
}
