/** Puts together who allocated what: the tables as they are when the program ends, marks, call stacks, caches. */
import type { Attribution, LineAttribution, MarkSnapshot, TypeAttribution } from '../../protocol/attribution'
import { i32, type Ptr } from '../../runtime/memory/heap'
import { setReuseRecorder } from '../../runtime/object/alloc'
import { OB_TYPE, TP_FLAGS, TPFLAGS_HAVE_GC } from '../../runtime/object/layout'
import { peakOf, reborn, resetAllocations, siteFigures } from './allocation-table'
import { aliveCaches } from './caches'
import { census } from './census'
import { headBytes, resetGenerations } from './generation-sizes'
import { currentSite, NO_SITE, resetSites, site, siteCount, stopSites } from './sites'
import { StackSampler } from './stacks'
import { observeDeaths, resetTypes, typeDeaths } from './type-counts'

/** Marks whose objects are counted by type; further ones only when they are snapshots. */
const COUNTED_MARKS = 256

function reused(o: Ptr): void {
  const flags = i32[(i32[(o + OB_TYPE) >> 2] + TP_FLAGS) >> 2]
  reborn(flags & TPFLAGS_HAVE_GC ? o - headBytes(flags) : o)
}

export class Attributor {
  private readonly stacks: StackSampler
  private readonly marks: MarkSnapshot[] = []
  private readonly collections = new Map<number, number>()
  private end: Attribution | null = null

  constructor() {
    resetSites()
    resetAllocations()
    resetTypes()
    resetGenerations()
    this.stacks = new StackSampler()
    this.stacks.start()
    observeDeaths(true)
    setReuseRecorder(reused)
  }

  /** An allocation of the line that runs now has set off a collection. */
  collectionSetOff(): void {
    const number = currentSite()
    this.collections.set(number, (this.collections.get(number) ?? 0) + 1)
  }

  mark(name: string, seq: number, time: number, detailed: boolean): void {
    const types: MarkSnapshot['types'] = []
    if (detailed || this.marks.length < COUNTED_MARKS) {
      for (const [type, { count, bytes }] of census()) types.push({ type, alive: count, bytes })
    }
    this.marks.push({ name, seq, time, lines: this.liveLines(), types })
  }

  private liveLines(): MarkSnapshot['lines'] {
    const lines = new Map<string, MarkSnapshot['lines'][number]>()
    for (let number = NO_SITE; number < siteCount(); number++) {
      const { live, liveBlocks } = siteFigures(number)
      if (liveBlocks === 0) continue
      const { file, line } = site(number)
      const key = `${line}\0${file}`
      const row = lines.get(key)
      if (row === undefined) lines.set(key, { file, line, liveBytes: live, liveBlocks })
      else {
        row.liveBytes += live
        row.liveBlocks += liveBlocks
      }
    }
    return [...lines.values()]
  }

  /** The program is over: what is asked for later is what there is now. */
  atEnd(): void {
    this.end = {
      lines: this.lines(),
      types: types(),
      marks: this.marks,
      ...this.stacks.result(),
      caches: aliveCaches(),
    }
    this.stacks.stop()
  }

  private lines(): LineAttribution[] {
    const rows: LineAttribution[] = []
    for (let number = NO_SITE; number < siteCount(); number++) {
      const figures = siteFigures(number)
      if (figures.allocatedBlocks === 0) continue
      const peak = peakOf(number)
      rows.push({
        ...site(number),
        allocatedBytes: figures.allocated,
        allocatedBlocks: figures.allocatedBlocks,
        freedBytes: figures.freed,
        freedBlocks: figures.freedBlocks,
        liveBytes: figures.live,
        liveBlocks: figures.liveBlocks,
        peakBytes: peak.bytes,
        peakBlocks: peak.blocks,
        temporaryBytes: figures.temporary,
        temporaryBlocks: figures.temporaryBlocks,
        collections: this.collections.get(number) ?? 0,
      })
    }
    return rows
  }

  result(): Attribution {
    if (this.end === null) this.atEnd()
    return this.end as Attribution
  }

  /** Detaches from the process. */
  stop(): void {
    this.stacks.stop()
    observeDeaths(false)
    setReuseRecorder(null)
    stopSites()
  }
}

function types(): TypeAttribution[] {
  const alive = census()
  const rows: TypeAttribution[] = []
  const row = (type: string, deaths: number[]): void => {
    const { count, bytes } = alive.get(type) ?? { count: 0, bytes: 0 }
    alive.delete(type)
    const [diedGen0, diedGen1, diedGen2, diedUntracked] = deaths
    const freed = diedGen0 + diedGen1 + diedGen2 + diedUntracked
    if (freed + count === 0) return
    const died = { diedGen0, diedGen1, diedGen2, diedUntracked }
    rows.push({ type, created: freed + count, freed, alive: count, bytes, ...died })
  }
  for (const { label, deaths } of typeDeaths()) row(label, deaths)
  for (const type of [...alive.keys()]) row(type, [0, 0, 0, 0])
  return rows
}
