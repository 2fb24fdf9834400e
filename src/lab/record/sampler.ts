/**
 * Takes a sample whenever a virtual interval has passed, at the first safe point after it. One operation may be longer than an
 * interval: then there is one sample for all of it, and its maxima are those of the whole operation.
 */
import type { SampleChunk } from '../../protocol/run'
import type { SampleTable } from '../../protocol/samples'
import { mappedBytes, residentBytes, takeMappedPeak, takeResidentPeak } from '../../runtime/memory/pages'
import { arenasCurrent } from '../../runtime/memory/statistics'
import { chunkBytesInUse, takeChunkBytesPeak } from '../../runtime/memory/system-malloc'
import { clockNs } from '../../runtime/object/clock'
import { allocations, frees, pymallocBytes, takePymallocPeak, tracedBytes, tracedPeak } from './allocation-table'
import { generationCount, poolsInUse } from './figures'
import { generationSizes } from './generation-sizes'
import { objectsAlive } from './objects-alive'
import { SampleStore } from './sample-store'

export interface SamplerSink {
  chunk(chunk: SampleChunk): void
  resample(intervalNs: number): void
}

export class Sampler {
  private readonly store: SampleStore
  private due: number
  private gen0CountMax = 0
  /** Samples taken, those that were merged included. */
  taken = 0
  rssPeak = 0
  mappedPeak = 0

  constructor(
    maxSamples: number,
    intervalNs: number,
    private readonly line: () => number,
    private readonly sink: SamplerSink,
  ) {
    // an odd bound would leave one sample of half an interval at every merge
    this.store = new SampleStore(Math.max(maxSamples & ~1, 2), Math.max(intervalNs, 1))
    this.due = clockNs()
    takeResidentPeak()
    takeMappedPeak()
    takeChunkBytesPeak()
  }

  get table(): SampleTable {
    return this.store.table
  }

  get length(): number {
    return this.store.length
  }

  get intervalNs(): number {
    return this.store.intervalNs
  }

  /** At every safe point. */
  visit(): void {
    this.noteCount()
    const now = clockNs()
    if (now >= this.due) this.take(now)
  }

  /** The count of generation 0 only rises between two looks at it, but for deaths. */
  noteCount(): void {
    const count = generationCount(0)
    if (count > this.gen0CountMax) this.gen0CountMax = count
  }

  /** Takes a sample now. */
  take(now = clockNs()): void {
    if (this.store.isFull()) {
      this.flush()
      this.store.halve()
      this.sink.resample(this.store.intervalNs)
    }
    this.fill(this.store.next(), now)
    this.taken++
    this.due = (Math.floor(now / this.store.intervalNs) + 1) * this.store.intervalNs
  }

  private fill(i: number, now: number): void {
    const t = this.store.table
    const rssMax = takeResidentPeak()
    const mappedMax = takeMappedPeak()
    if (rssMax > this.rssPeak) this.rssPeak = rssMax
    if (mappedMax > this.mappedPeak) this.mappedPeak = mappedMax
    t.time[i] = now
    t.rss[i] = residentBytes()
    t.rssMax[i] = rssMax
    t.mapped[i] = mappedBytes()
    t.mappedMax[i] = mappedMax
    t.arenas[i] = arenasCurrent()
    t.pools[i] = poolsInUse()
    t.pymallocBytes[i] = pymallocBytes()
    t.pymallocBytesMax[i] = takePymallocPeak()
    t.rawBytes[i] = chunkBytesInUse()
    t.rawBytesMax[i] = takeChunkBytesPeak()
    t.tracedBytes[i] = tracedBytes()
    t.tracedPeak[i] = tracedPeak()
    this.noteCount()
    t.gen0Count[i] = generationCount(0)
    t.gen1Count[i] = generationCount(1)
    t.gen2Count[i] = generationCount(2)
    t.gen0CountMax[i] = this.gen0CountMax
    this.gen0CountMax = 0
    const [gen0, gen1, gen2] = generationSizes()
    t.gen0Objects[i] = gen0
    t.gen1Objects[i] = gen1
    t.gen2Objects[i] = gen2
    t.objectsAlive[i] = objectsAlive()
    t.allocations[i] = allocations()
    t.frees[i] = frees()
    t.line[i] = this.line()
  }

  unsent(): number {
    return this.store.unsent()
  }

  flush(): void {
    const chunk = this.store.takeChunk()
    if (chunk !== null) this.sink.chunk(chunk)
  }
}
