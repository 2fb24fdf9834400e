import { describe, expect, it } from 'vitest'
import { chainOf, EventChain, hashValue, sameEvent, WordHash } from '../../../src/lab/record/chain'
import { emptyTable } from '../../../src/lab/record/sample-store'
import type { CollectionEvent, RunEvent } from '../../../src/protocol/events'

const mark: RunEvent = { kind: 'mark', seq: 0, time: 10, line: 3, name: 'größe' }
const collection: CollectionEvent = {
  kind: 'collection',
  seq: 1,
  time: 20,
  line: 4,
  generation: 0,
  trigger: 'automatic',
  predictedNs: 100,
  phases: [{ phase: 'merge younger', predictedNs: 100 }],
  measuredNs: 12345,
  candidates: 700,
  collected: 1,
  uncollectable: 0,
  finalized: 0,
  resurrected: 0,
  promoted: 699,
  countsBefore: [701, 0, 0],
  countsAfter: [0, 1, 0],
  thresholds: [700, 10, 10],
  sizesBefore: [700, 0, 0],
  sizesAfter: [0, 699, 0],
}
const digest = (value: unknown): string => {
  const hash = new WordHash()
  hashValue(hash, value)
  return hash.digest()
}

describe('hash chain', () => {
  it('is a function of the words alone, and may be asked for at any time', () => {
    const once = new WordHash()
    const asked = new WordHash()
    const digests = new Set<string>()
    for (let n = 0; n < 100; n++) {
      once.word(n)
      asked.word(n)
      digests.add(asked.digest())
    }
    expect(digests.size).toBe(100)
    expect(once.digest()).toBe(asked.digest())
  })

  it('does not depend on the order of fields or on what was measured', () => {
    const { kind, ...rest } = collection
    expect(digest({ ...rest, kind, measuredNs: 1 })).toBe(digest(collection))
    expect(sameEvent({ ...collection, measuredNs: 9 }, collection)).toBe(true)
  })

  it('sees every other difference', () => {
    const changes: Partial<CollectionEvent>[] = [
      { time: 21 },
      { candidates: 701 },
      { phases: [{ phase: 'merge younger', predictedNs: 101 }] },
      { sizesAfter: [0, 700, 0] },
      { trigger: 'manual' },
    ]
    for (const change of changes) expect(sameEvent({ ...collection, ...change }, collection)).toBe(false)
    expect(digest('ab')).not.toBe(digest('ba'))
    expect(digest(['a', 'b'])).not.toBe(digest(['ab']))
    expect(digest(0)).toBe(digest(-0))
    expect(digest(1)).not.toBe(digest('1'))
    expect(digest(null)).not.toBe(digest(false))
  })

  it('of a recording is that of its run', () => {
    const samples = emptyTable(4)
    samples.rss.set([1, 2, 3, 4])
    const chain = new EventChain()
    chain.add(mark)
    const checkpoint = chain.digest()
    chain.add(collection)
    expect(chain.digest()).not.toBe(checkpoint)
    expect(chainOf([mark, collection], samples)).toBe(chain.finish(samples, 4))
    samples.rss[3] = 5
    expect(chainOf([mark, collection], samples)).not.toBe(chain.finish(samples, 3))
    expect(chainOf([collection, mark], samples)).not.toBe(chainOf([mark, collection], samples))
  })
})
