/** The state of the process at an instant, read without changing it. */
import type { ProcessState, TypeCensus } from '../../protocol/run'
import { listSize } from '../gc/gc-list'
import { i32, type Ptr } from '../memory/heap'
import { memorySample, pymallocStatistics } from '../memory/statistics'
import { GC_ENABLED, GC_GENERATION, GEN_COUNT, GEN_THRESHOLD } from '../object/alloc'
import { clockNs } from '../object/clock'
import { Py_TYPE } from '../object/header'
import { frameList } from './frames'
import { forEachObject } from './heap-objects'
import { objectSize } from './object-size'
import { OwnCode } from './own-code'
import { fullName } from './render-value'

/** Objects alive by type, largest sum of bytes first. */
export function typeCensus(): TypeCensus[] {
  const byType = new Map<Ptr, TypeCensus>()
  forEachObject((o) => {
    const type = Py_TYPE(o)
    let entry = byType.get(type)
    if (entry === undefined) {
      entry = { type: fullName(type), objects: 0, bytes: 0 }
      byType.set(type, entry)
    }
    entry.objects++
    entry.bytes += objectSize(o)
  })
  return [...byType.values()].sort((a, b) => b.bytes - a.bytes || b.objects - a.objects || (a.type < b.type ? -1 : 1))
}

/** scenarioFile: path of the scenario as its code objects name it. */
export function processState(scenarioFile: string): ProcessState {
  const frames = frameList(new OwnCode(scenarioFile))
  return {
    time: clockNs(),
    line: frames.find((f) => f.own)?.line ?? 0,
    frames,
    types: typeCensus(),
    generations: [0, 1, 2].map((g) => ({
      count: i32[(GC_GENERATION(g) + GEN_COUNT) >> 2],
      threshold: i32[(GC_GENERATION(g) + GEN_THRESHOLD) >> 2],
      objects: listSize(GC_GENERATION(g)),
    })),
    gcEnabled: i32[GC_ENABLED >> 2] !== 0,
    memory: memorySample(),
    sizeClasses: pymallocStatistics().classes.map(({ size, pools, blocksInUse, blocksFree }) => ({
      size,
      pools,
      blocksInUse,
      blocksFree,
    })),
  }
}
