/**
 * Call stacks of allocations: whenever a number of bytes has been allocated, the stack that does it stands for all of them, so the
 * bytes of the samples add up to all bytes allocated. When there are too many samples, neighbours become one (the larger
 * of two different stacks stands for both) and the number of bytes doubles.
 */
import type { StackFrame, StackSample } from '../../protocol/attribution'
import { i32 } from '../../runtime/memory/heap'
import { clockNs } from '../../runtime/object/clock'
import { TS_FRAME } from '../../runtime/object/interp'
import { FRAME_PREVIOUS } from '../../runtime/object/layout'
import { allocatedBytes, allocations, sampleStacks } from './allocation-table'
import { isIncomplete } from './position'
import { NO_SITE, site, siteOfFrame } from './sites'

const W_FRAME = TS_FRAME >> 2
const W_PREVIOUS = FRAME_PREVIOUS >> 2
const FIRST_STEP = 16 * 1024
const MAX_SAMPLES = 16_384
/** Deeper stacks lose their middle: the outermost frames are kept, and the innermost one. */
const MAX_DEPTH = 192

export class StackSampler {
  private step = FIRST_STEP
  private lastBytes = allocatedBytes()
  private lastBlocks = allocations()
  /** Stacks as paths of a tree: node 0 is the root; a node is its parent and a site. */
  private readonly parents = [0]
  private readonly sites = [0]
  private readonly children = new Map<number, number>()
  private readonly path: number[] = []
  private length = 0
  private readonly due = (): void => this.take()
  private readonly time = new Float64Array(MAX_SAMPLES)
  private readonly node = new Int32Array(MAX_SAMPLES)
  private readonly bytes = new Float64Array(MAX_SAMPLES)
  private readonly blocks = new Float64Array(MAX_SAMPLES)

  start(): void {
    this.again()
  }

  stop(): void {
    sampleStacks(1 << 30, () => {})
  }

  /** A sample now, for what was allocated since the one before. */
  take(): void {
    const bytes = allocatedBytes() - this.lastBytes
    const blocks = allocations() - this.lastBlocks
    this.lastBytes += bytes
    this.lastBlocks += blocks
    this.again()
    if (blocks === 0) return
    if (this.length === MAX_SAMPLES) this.halve()
    const i = this.length++
    this.time[i] = clockNs()
    this.node[i] = this.currentNode()
    this.bytes[i] = bytes
    this.blocks[i] = blocks
  }

  private halve(): void {
    for (let i = 0; i < MAX_SAMPLES; i += 2) {
      const larger = this.bytes[i] > this.bytes[i + 1] ? i : i + 1
      this.time[i >> 1] = this.time[i + 1]
      this.node[i >> 1] = this.node[larger]
      this.bytes[i >> 1] = this.bytes[i] + this.bytes[i + 1]
      this.blocks[i >> 1] = this.blocks[i] + this.blocks[i + 1]
    }
    this.length = MAX_SAMPLES / 2
    this.step *= 2
    this.again()
  }

  private again(): void {
    sampleStacks(Math.min(this.step, 1 << 30), this.due)
  }

  private currentNode(): number {
    const path = this.path
    path.length = 0
    for (let w = i32[W_FRAME] >> 2; w !== 0; w = i32[w + W_PREVIOUS] >> 2) {
      if (!isIncomplete(w)) path.push(siteOfFrame(w))
    }
    let node = 0
    const kept = Math.min(path.length, MAX_DEPTH)
    for (let i = 0; i < kept; i++) node = this.child(node, i === kept - 1 ? path[0] : path[path.length - 1 - i])
    return node === 0 ? this.child(0, NO_SITE) : node
  }

  private child(parent: number, number: number): number {
    const key = parent * 2 ** 21 + number
    let node = this.children.get(key)
    if (node === undefined) {
      node = this.parents.push(parent) - 1
      this.sites.push(number)
      this.children.set(key, node)
    }
    return node
  }

  /** Everything in the form of the recording: frames that occur, stacks that have samples. */
  result(): { frames: StackFrame[]; stacks: number[][]; stackSamples: StackSample[] } {
    this.take()
    const frames: StackFrame[] = []
    const frameOf = new Map<number, number>()
    const stacks: number[][] = []
    const stackOf = new Map<number, number>()
    const frame = (number: number): number => {
      let i = frameOf.get(number)
      if (i === undefined) {
        i = frames.push({ ...site(number) }) - 1
        frameOf.set(number, i)
      }
      return i
    }
    const stack = (node: number): number => {
      let i = stackOf.get(node)
      if (i === undefined) {
        const path: number[] = []
        for (let n = node; n !== 0; n = this.parents[n]) path.push(frame(this.sites[n]))
        i = stacks.push(path.reverse()) - 1
        stackOf.set(node, i)
      }
      return i
    }
    const stackSamples: StackSample[] = []
    for (let i = 0; i < this.length; i++) {
      const { time, node, bytes, blocks } = this
      stackSamples.push({ time: time[i], stack: stack(node[i]), bytes: bytes[i], blocks: blocks[i] })
    }
    return { frames, stacks, stackSamples }
  }
}
