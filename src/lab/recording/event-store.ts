/**
 * The events of a run that goes on. A collection takes about 2 KiB as objects, and a long run has hundreds of thousands of
 * them: all but the last ones are kept packed, which is some hundred bytes each.
 */
import { deflateSync, inflateSync } from 'fflate'
import type { RunEvent } from '../../protocol/events'

/** Events kept as objects at most, and events in a pack. */
const LOOSE = 8192
const PACK = 4096

export class EventStore {
  private readonly packs: Uint8Array[] = []
  private loose: RunEvent[] = []
  private packed = 0

  get length(): number {
    return this.packed + this.loose.length
  }

  get last(): RunEvent | undefined {
    // a pack is made of the oldest ones: the last event is never in one
    return this.loose.at(-1)
  }

  push(event: RunEvent): void {
    this.loose.push(event)
    if (this.loose.length < LOOSE + PACK) return
    const json = new TextEncoder().encode(JSON.stringify(this.loose.slice(0, PACK)))
    this.packs.push(deflateSync(json, { level: 1 }))
    this.loose = this.loose.slice(PACK)
    this.packed += PACK
  }

  all(): RunEvent[] {
    const decoder = new TextDecoder()
    const unpacked = this.packs.flatMap((pack) => JSON.parse(decoder.decode(inflateSync(pack))) as RunEvent[])
    return [...unpacked, ...this.loose]
  }
}
