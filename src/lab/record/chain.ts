/**
 * The hash chain of a recording: one running hash over every event, in order, and at the end over the samples. Equal runs
 * have equal chains whatever machine, thread or engine they ran on, because only numbers and text in a canonical form go in
 * (docs/recording-format.md, "Hash chain"). What the host's clock says (measuredNs) does not.
 *
 * The hash is MurmurHash3 x86 128: it finds differences between honest runs; it is no protection against forgery.
 */
import type { RunEvent } from '../../protocol/events'
import { SAMPLE_COLUMNS, type SampleTable } from '../../protocol/samples'

const C1 = 0x239b961b
const C2 = 0xab0e9789
const C3 = 0x38b34ae5
const C4 = 0xa1e38b93

const rotl = (x: number, r: number): number => (x << r) | (x >>> (32 - r))

function finalMix(h: number): number {
  let x = h ^ (h >>> 16)
  x = Math.imul(x, 0x85ebca6b)
  x ^= x >>> 13
  x = Math.imul(x, 0xc2b2ae35)
  return x ^ (x >>> 16)
}

/** Input is a sequence of 32-bit words; four of them make a block. */
export class WordHash {
  private h1 = 0
  private h2 = 0
  private h3 = 0
  private h4 = 0
  private readonly block = new Int32Array(4)
  private filled = 0
  private words = 0

  word(value: number): void {
    this.block[this.filled++] = value
    this.words = (this.words + 1) | 0
    if (this.filled === 4) this.mix()
  }

  private mix(): void {
    this.filled = 0
    const [k1, k2, k3, k4] = this.block
    this.h1 ^= Math.imul(rotl(Math.imul(k1, C1), 15), C2)
    this.h1 = (Math.imul((rotl(this.h1, 19) + this.h2) | 0, 5) + 0x561ccd1b) | 0
    this.h2 ^= Math.imul(rotl(Math.imul(k2, C2), 16), C3)
    this.h2 = (Math.imul((rotl(this.h2, 17) + this.h3) | 0, 5) + 0x0bcaa747) | 0
    this.h3 ^= Math.imul(rotl(Math.imul(k3, C3), 17), C4)
    this.h3 = (Math.imul((rotl(this.h3, 15) + this.h4) | 0, 5) + 0x96cd1c35) | 0
    this.h4 ^= Math.imul(rotl(Math.imul(k4, C4), 18), C1)
    this.h4 = (Math.imul((rotl(this.h4, 13) + this.h1) | 0, 5) + 0x32ac3b17) | 0
  }

  /** 32 hexadecimal digits of everything so far; more words may follow. A block not full counts as filled with zeros. */
  digest(): string {
    const copy = new WordHash()
    copy.h1 = this.h1
    copy.h2 = this.h2
    copy.h3 = this.h3
    copy.h4 = this.h4
    if (this.filled > 0) {
      copy.block.set(this.block.subarray(0, this.filled))
      copy.mix()
    }
    const bytes = (this.words << 2) ^ 0
    let h1 = copy.h1 ^ bytes
    let h2 = copy.h2 ^ bytes
    let h3 = copy.h3 ^ bytes
    let h4 = copy.h4 ^ bytes
    h1 = (h1 + h2 + h3 + h4) | 0
    h2 = (h2 + h1) | 0
    h3 = (h3 + h1) | 0
    h4 = (h4 + h1) | 0
    h1 = finalMix(h1)
    h2 = finalMix(h2)
    h3 = finalMix(h3)
    h4 = finalMix(h4)
    h1 = (h1 + h2 + h3 + h4) | 0
    h2 = (h2 + h1) | 0
    h3 = (h3 + h1) | 0
    h4 = (h4 + h1) | 0
    return [h1, h2, h3, h4].map((h) => (h >>> 0).toString(16).padStart(8, '0')).join('')
  }
}

const double = new Float64Array(1)
/** The two halves of `double`, low word first: all machines that run this are little-endian, as the simulated heap is. */
const halves = new Int32Array(double.buffer)
const encoder = new TextEncoder()
const TAG = { false: 0, true: 1, number: 2, string: 3, list: 4, record: 5, null: 6 } as const

/** Fields that tell what this machine took. */
const UNHASHED = new Set(['measuredNs'])
const sortedKeys = new Map<string, readonly string[]>()

/** The keys of a record in code-unit order; records of one shape are asked again and again. */
function keysOf(record: object): readonly string[] {
  const keys = Object.keys(record)
  const shape = keys.join()
  let sorted = sortedKeys.get(shape)
  if (sorted === undefined) {
    sorted = keys.filter((key) => !UNHASHED.has(key)).sort()
    sortedKeys.set(shape, sorted)
  }
  return sorted
}

function hashNumber(hash: WordHash, value: number): void {
  // one bit pattern for each value: no -0, one NaN
  double[0] = value === 0 ? 0 : value
  if (Number.isNaN(value)) {
    hash.word(0)
    hash.word(0x7ff80000)
    return
  }
  hash.word(halves[0])
  hash.word(halves[1])
}

function hashText(hash: WordHash, text: string): void {
  const bytes = encoder.encode(text)
  hash.word(bytes.length)
  for (let i = 0; i < bytes.length; i += 4) {
    hash.word(bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24))
  }
}

/** Puts a value of JSON's kinds into the hash, records without the fields that are measured. */
export function hashValue(hash: WordHash, value: unknown): void {
  if (typeof value === 'number') {
    hash.word(TAG.number)
    hashNumber(hash, value)
  } else if (typeof value === 'string') {
    hash.word(TAG.string)
    hashText(hash, value)
  } else if (typeof value === 'boolean') {
    hash.word(value ? TAG.true : TAG.false)
  } else if (Array.isArray(value)) {
    hash.word(TAG.list)
    hash.word(value.length)
    for (const item of value) hashValue(hash, item)
  } else if (value === null || value === undefined) {
    hash.word(TAG.null)
  } else {
    const record = value as Record<string, unknown>
    const keys = keysOf(record)
    hash.word(TAG.record)
    hash.word(keys.length)
    for (const key of keys) {
      hashText(hash, key)
      hashValue(hash, record[key])
    }
  }
}

/** The events of a run, added one by one. `digest()` between two events is a checkpoint. */
export class EventChain {
  private readonly hash = new WordHash()

  add(event: RunEvent): void {
    hashValue(this.hash, event)
  }

  digest(): string {
    return this.hash.digest()
  }

  /** The chain of the whole recording: the events so far, then the samples column by column. */
  finish(samples: SampleTable, length: number): string {
    const all = new WordHash()
    hashText(all, this.hash.digest())
    all.word(length)
    for (const { name } of SAMPLE_COLUMNS) {
      hashText(all, name)
      const column = samples[name]
      for (let i = 0; i < length; i++) hashNumber(all, column[i])
    }
    return all.digest()
  }
}

/** The chain of events and samples that are there already, e.g. read from a file. */
export function chainOf(events: Iterable<RunEvent>, samples: SampleTable, length = samples.time.length): string {
  const chain = new EventChain()
  for (const event of events) chain.add(event)
  return chain.finish(samples, length)
}

/** Do two events say the same, apart from what was measured? */
export function sameEvent(a: RunEvent, b: RunEvent): boolean {
  const one = new WordHash()
  const other = new WordHash()
  hashValue(one, a)
  hashValue(other, b)
  return one.digest() === other.digest()
}
