/** Is memory growing? What is still there after full collections, over time. */
import type { Recording } from '../../protocol/recording'
import { collectionsOf } from './collections'
import { indexFrom, lastProgramSample, programEnd } from './series'
import { median, robustLine } from './statistics'

/** `unknown`: there are too few points to say. */
export type TrendVerdict = 'growing' | 'steady' | 'shrinking' | 'unknown'

export interface TrendPoint {
  /** Virtual ns. */
  time: number
  /** Bytes requested from the allocators and not freed. */
  bytes: number
  /** Objects that the collector tracks. */
  objects: number
}

/** How one quantity moved. Slopes are per second of virtual time. */
export interface QuantityTrend {
  verdict: TrendVerdict
  /** Of the points the verdict rests on (`judgedFrom` to the last). */
  slope: number
  /** Kendall's tau of the same points. */
  tau: number
  /** slope x the time those points span. */
  growth: number
  /** Over all points: what a warm-up adds to it. */
  overallSlope: number
  first: number
  last: number
}

/**
 * What the points are: the state after each full collection (exact for objects; bytes from the first sample after it), or,
 * when there were fewer than three of them, the smallest value of each twentieth of the run, which garbage not collected
 * yet can lift. `none`: not even that.
 */
export type TrendBasis = 'full collections' | 'interval minima' | 'none'

export interface MemoryTrend {
  basis: TrendBasis
  points: TrendPoint[]
  /** Index of the first point that the verdicts rest on: points before it are taken for warm-up. */
  judgedFrom: number
  /** Virtual ns between the first and the last point judged. */
  spanNs: number
  fullCollections: number
  bytes: QuantityTrend
  objects: QuantityTrend
}

const WINDOWS = 20
/** From this many points on, the first half is warm-up. */
const WARM_UP_FROM = 8
const FEWEST_POINTS = 3
/** A direction counts when at least three quarters of all pairs agree with it... */
const CLEAR_TAU = 0.5
/** ...and when it adds up to a hundredth of the level, or this much. */
const CLEAR_SHARE = 0.01
const CLEAR_BYTES = 16 * 1024
const CLEAR_OBJECTS = 100

const NS_PER_SECOND = 1e9

function quantity(points: TrendPoint[], from: number, value: (p: TrendPoint) => number, clear: number): QuantityTrend {
  const first = points.length > 0 ? value(points[0]) : 0
  const last = points.length > 0 ? value(points[points.length - 1]) : 0
  const seconds = points.map((p) => p.time / NS_PER_SECOND)
  const values = points.map(value)
  const overallSlope = robustLine(seconds, values).slope
  const judged = values.slice(from)
  if (judged.length < FEWEST_POINTS) {
    return { verdict: 'unknown', slope: 0, tau: 0, growth: 0, overallSlope, first, last }
  }
  const { slope, tau } = robustLine(seconds.slice(from), judged)
  const growth = slope * (seconds[seconds.length - 1] - seconds[from])
  const matters = Math.abs(growth) >= Math.max(clear, CLEAR_SHARE * median(judged)) && Math.abs(tau) >= CLEAR_TAU
  const verdict = !matters ? 'steady' : growth > 0 ? 'growing' : 'shrinking'
  return { verdict, slope, tau, growth, overallSlope, first, last }
}

function pointsAfterFullCollections(recording: Recording): TrendPoint[] {
  const { time, tracedBytes, gen0Objects, gen1Objects, gen2Objects } = recording.samples
  const last = lastProgramSample(recording)
  const points: TrendPoint[] = []
  for (const event of collectionsOf(recording)) {
    if (event.generation !== 2) continue
    const at = indexFrom(time, event.time + event.predictedNs)
    if (at > last) continue
    const [young, middle, old] = event.sizesAfter
    points.push({ time: event.time, bytes: tracedBytes[at], objects: young + middle + old })
  }
  // what the program gave back after its last full collection was no growth: no collection is needed to know
  const before = points.at(-1)
  if (before !== undefined && last >= 0) {
    const bytes = tracedBytes[last]
    // garbage may be among them
    const objects = Math.min(gen0Objects[last] + gen1Objects[last] + gen2Objects[last], before.objects)
    const less = bytes < before.bytes || objects < before.objects
    if (less && bytes <= before.bytes) points.push({ time: time[last], bytes, objects })
  }
  return points
}

function minimaOfIntervals(recording: Recording): TrendPoint[] {
  const { time, tracedBytes, gen0Objects, gen1Objects, gen2Objects } = recording.samples
  const last = lastProgramSample(recording)
  const end = programEnd(recording)
  if (last + 1 < WINDOWS || end <= 0) return []
  const points: TrendPoint[] = []
  let i = 0
  for (let window = 0; window < WINDOWS; window++) {
    const until = window === WINDOWS - 1 ? Number.POSITIVE_INFINITY : (end * (window + 1)) / WINDOWS
    let lowest = -1
    let objects = Number.POSITIVE_INFINITY
    for (; i <= last && time[i] <= until; i++) {
      if (lowest < 0 || tracedBytes[i] < tracedBytes[lowest]) lowest = i
      objects = Math.min(objects, gen0Objects[i] + gen1Objects[i] + gen2Objects[i])
    }
    if (lowest >= 0) points.push({ time: time[lowest], bytes: tracedBytes[lowest], objects })
  }
  return points
}

/** The trend of live bytes and objects while the program ran. Finalization at the end is left out. */
export function memoryTrend(recording: Recording): MemoryTrend {
  const collected = pointsAfterFullCollections(recording)
  let basis: TrendBasis = 'full collections'
  let points = collected
  if (points.length < FEWEST_POINTS) {
    const minima = minimaOfIntervals(recording)
    basis = minima.length >= FEWEST_POINTS ? 'interval minima' : 'none'
    points = basis === 'none' ? collected : minima
  }
  const judgedFrom = points.length >= WARM_UP_FROM ? points.length >> 1 : 0
  const spanNs = points.length > 0 ? points[points.length - 1].time - points[judgedFrom].time : 0
  return {
    basis,
    points,
    judgedFrom,
    spanNs,
    fullCollections: collectionsOf(recording).filter((event) => event.generation === 2).length,
    bytes: quantity(points, judgedFrom, (p) => p.bytes, CLEAR_BYTES),
    objects: quantity(points, judgedFrom, (p) => p.objects, CLEAR_OBJECTS),
  }
}
