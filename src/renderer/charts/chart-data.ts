import type { SampleColumnName } from '../../protocol/samples'
import { compared, comparison } from '../state/app-state'
import { computed } from '../state/atom'
import type { RecordingModel } from '../state/recording-model'
import { type Alignment, alignment } from './alignment'
import type { DecimatedSeries } from './decimate'
import { Pyramid } from './pyramid'
import { lastAtOrBefore } from './search'
import type { TimeSpan } from './view'

/**
 * The series of the charts. Some are sums, so that the upper edge of a stack keeps its true peaks: the peak of a sum is
 * not the sum of the peaks.
 */
const SERIES = {
  rss: { low: ['rss'], high: ['rssMax'] },
  mapped: { low: ['mapped'], high: ['mappedMax'] },
  pymalloc: { low: ['pymallocBytes'], high: ['pymallocBytesMax'] },
  raw: { low: ['rawBytes'], high: ['rawBytesMax'] },
  traced: { low: ['tracedBytes'], high: ['tracedBytes'] },
  /** Stacked: pymalloc on raw. */
  used: { low: ['pymallocBytes', 'rawBytes'], high: ['pymallocBytes', 'rawBytes'] },
  count0: { low: ['gen0Count'], high: ['gen0CountMax'] },
  count1: { low: ['gen1Count'], high: ['gen1Count'] },
  count2: { low: ['gen2Count'], high: ['gen2Count'] },
  objects0: { low: ['gen0Objects'], high: ['gen0Objects'] },
  objects1: { low: ['gen1Objects'], high: ['gen1Objects'] },
  objects2: { low: ['gen2Objects'], high: ['gen2Objects'] },
  /** Stacked: 1 on 2, and 0 on both. */
  objects12: { low: ['gen1Objects', 'gen2Objects'], high: ['gen1Objects', 'gen2Objects'] },
  objects012: {
    low: ['gen0Objects', 'gen1Objects', 'gen2Objects'],
    high: ['gen0Objects', 'gen1Objects', 'gen2Objects'],
  },
} as const satisfies Record<string, { low: readonly SampleColumnName[]; high: readonly SampleColumnName[] }>

export type SeriesKey = keyof typeof SERIES

/** Samples up to which a series is built when it is asked for; more are built one series per task, to keep frames short. */
const AT_ONCE = 20_000

const nextTask = (): Promise<void> => new Promise((done) => setTimeout(done))

interface Built extends DecimatedSeries {
  /** Sums are columns of our own, which grow by copying. */
  owned: boolean
}

/** What the charts keep of a recording besides its columns: extremes at every scale, built when first asked for. */
export class ChartData {
  readonly model: RecordingModel
  private readonly built = new Map<SeriesKey, Built>()
  private store: RecordingModel['samples'] | null = null
  private known = 0
  private lastKnownTime = Number.NaN
  private warped: Float64Array | null = null
  private readonly align: Alignment | null

  constructor(model: RecordingModel, align: Alignment | null = null) {
    this.model = model
    this.align = align
  }

  get length(): number {
    return this.model.samples.length
  }

  /** Virtual times of the samples: of this recording, or those of another one that it is laid over. */
  get times(): Float64Array {
    const times = this.model.samples.column('time')
    if (!this.align) return times
    if (!this.warped || this.warped.length !== times.length) this.warped = times.map(this.align.toFirst)
    return this.warped
  }

  /** An instant of this recording on the axis of the one on screen. */
  toShown(time: number): number {
    return this.align ? this.align.toFirst(time) : time
  }

  get extent(): TimeSpan {
    return { start: 0, end: this.toShown(this.model.endTime) }
  }

  /** Index of the sample that holds for the instant: the first that ends at or after it; -1 without samples. */
  indexAt(time: number): number {
    return Math.min(this.length - 1, lastAtOrBefore(this.times, this.length, time - 1e-6) + 1)
  }

  /** Whether these series can be had without a long computation. */
  isReady(keys: readonly SeriesKey[]): boolean {
    this.forgetMerged()
    return this.length <= AT_ONCE || keys.every((key) => this.built.has(key))
  }

  /** Builds what is missing, one series per task. */
  async prepare(keys: readonly SeriesKey[]): Promise<void> {
    for (const key of keys) {
      if (this.isReady([key])) continue
      await nextTask()
      this.series(key)
    }
  }

  series(key: SeriesKey): DecimatedSeries {
    this.forgetMerged()
    const { length } = this
    let series = this.built.get(key)
    if (series && series.pyramid.length === length) return series
    const { low: lowNames, high: highNames } = SERIES[key]
    const low = this.sum(lowNames, series?.owned ? series.low : null, series?.pyramid.length ?? 0)
    const high = lowNames === highNames || sameNames(lowNames, highNames) ? low : this.sum(highNames, null, 0)
    const owned = lowNames.length > 1
    if (series) {
      series.pyramid.extend(low, high, length)
      series.low = low
      series.high = high
    } else {
      series = { key, low, high, owned, pyramid: new Pyramid(low, high, length) }
      this.built.set(key, series)
    }
    this.known = length
    this.lastKnownTime = length > 0 ? this.model.samples.column('time')[length - 1] : Number.NaN
    this.store = this.model.samples
    return series
  }

  /** A merge of samples, or another store: what was built is void. */
  private forgetMerged(): void {
    const { samples } = this.model
    if (this.store === null) return
    const times = samples.column('time')
    if (
      samples === this.store &&
      samples.length >= this.known &&
      (this.known === 0 || times[this.known - 1] === this.lastKnownTime)
    )
      return
    this.built.clear()
    this.warped = null
    this.known = 0
    this.store = null
  }

  private sum(names: readonly SampleColumnName[], before: Float64Array | null, done: number): Float64Array {
    const { samples } = this.model
    if (names.length === 1) return samples.column(names[0])
    const { length } = samples
    const room = before && before.length >= length ? before : new Float64Array(Math.max(1024, 2 * length))
    if (before && room !== before) room.set(before.subarray(0, done))
    const from = room === before || before ? done : 0
    const columns = names.map((name) => samples.column(name))
    for (let i = from; i < length; i++) {
      let total = 0
      for (const column of columns) total += column[i]
      room[i] = total
    }
    return room
  }
}

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, i) => name === b[i])

const known = new WeakMap<RecordingModel, ChartData>()

export function chartData(model: RecordingModel): ChartData {
  let data = known.get(model)
  if (!data) {
    data = new ChartData(model)
    known.set(model, data)
  }
  return data
}

/**
 * The recording that is laid over the one on screen, its times moved so that marks of the same name coincide; null: none.
 */
export const overlaid = computed([compared, comparison], (model, table) =>
  model ? new ChartData(model, alignment(table?.marks ?? [])) : null,
)
