/** Runs recordings of test/tools/pymalloc-recorder.c through our allocator and reports the first digest that differs. */
import { ARENA_SIZE } from '../../src/runtime/memory/address-map'
import { objCalloc, objFree, objMalloc, objRealloc } from '../../src/runtime/memory/domains'
import type { Ptr } from '../../src/runtime/memory/heap'
import { addressInArena } from '../../src/runtime/memory/pymalloc'
import { arenasCurrent, pymallocStatistics } from '../../src/runtime/memory/statistics'

class Digest {
  value = 2166136261
  private requests = 0
  private readonly expected: string[]
  private readonly arenaNumber = new Map<Ptr, number>()
  private arenasSeen = 0
  mismatch: string | null = null

  constructor(expected: string[]) {
    this.expected = expected
  }

  private mix(word: number): void {
    for (let k = 0; k < 4; k++) {
      this.value = Math.imul(this.value ^ ((word >>> (8 * k)) & 255), 16777619)
    }
  }

  place(p: Ptr): number {
    if (!addressInArena(p)) return 0xffffffff
    const base = p & -ARENA_SIZE
    return ((this.arenaNumber.get(base)! << 20) | (p - base)) >>> 0
  }

  /** One request: `old` is given back, `fresh` handed out; either may be 0. */
  request(old: Ptr, act: () => Ptr): Ptr {
    const before = arenasCurrent()
    const fresh = act()
    let made = 0
    if (fresh !== 0 && addressInArena(fresh) && !this.arenaNumber.has(fresh & -ARENA_SIZE)) {
      this.arenaNumber.set(fresh & -ARENA_SIZE, this.arenasSeen++)
      made = 1
    }
    if (arenasCurrent() < before + made) {
      const base = old & -ARENA_SIZE
      this.mix(0xa0000000 + this.arenaNumber.get(base)!)
      this.arenaNumber.delete(base)
    }
    if (fresh !== 0) this.mix(this.place(fresh))
    if (++this.requests % 1000 === 0) this.compare()
    return fresh
  }

  compare(): void {
    const line = this.expected.shift()
    if (this.mismatch === null && line !== `h ${this.value >>> 0}`) {
      this.mismatch = `request ${this.requests}: digest ${this.value >>> 0}, recorded: ${line}`
    }
  }
}

/** The load of mode `random`: the same generator and the same decisions as in the recorder. */
export function replayRandom(
  recording: string,
  seed: number,
  phases: number,
  classes: number,
  check = () => {},
): string | null {
  const digest = new Digest(recording.trim().split('\n'))
  let state = (Math.imul(seed, 2654435761) + 1) >>> 0
  const random = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>>= 0)
  }
  let live: Ptr[] = []
  for (let phase = 0; phase < phases && digest.mismatch === null; phase++) {
    const n = random() % 20000
    for (let k = 0; k < n && live.length < 1 << 17; k++) {
      const size = 512 - (random() % (classes * 16))
      live.push(digest.request(0, () => objMalloc(size)))
    }
    const order = random() % 4
    const leave = Math.floor((live.length * (random() % 101)) / 100)
    if (order === 1) live = live.sort((p, q) => digest.place(p) - digest.place(q))
    while (live.length > leave) {
      const k = order === 0 ? random() % live.length : live.length - 1
      const p = live[k]
      digest.request(p, () => {
        objFree(p)
        return 0
      })
      live[k] = live[live.length - 1]
      live.pop()
    }
    for (let k = 0; k < 300 && live.length > 0; k++) {
      const at = random() % live.length
      const size = 512 - (random() % (classes * 16))
      const old = live[at]
      live[at] = digest.request(old, () => objRealloc(old, size))
    }
    check()
  }
  digest.compare()
  return digest.mismatch
}

/** A recording of mode `run`: the requests are in the recording. */
export function replayRun(recording: string): { mismatch: string | null; reclaimed: number } {
  const lines = recording.trim().split('\n')
  const digest = new Digest(lines.filter((line) => line.startsWith('h')))
  const blocks: Ptr[] = []
  for (const line of lines) {
    const [op, a, b] = line.split(' ')
    const number = blocks.length - Number(a)
    if (op === 'a') blocks.push(digest.request(0, () => objMalloc(Number(a))))
    else if (op === 'c') blocks.push(digest.request(0, () => objCalloc(1, Number(a))))
    else if (op === 'r') {
      const old = a === '0' ? 0 : blocks[number]
      blocks.push(digest.request(old, () => objRealloc(old, Number(b))))
    } else if (op === 'f') {
      digest.request(blocks[number], () => {
        objFree(blocks[number])
        return 0
      })
    }
  }
  digest.compare()
  return { mismatch: digest.mismatch, reclaimed: pymallocStatistics().arenasReclaimed }
}
