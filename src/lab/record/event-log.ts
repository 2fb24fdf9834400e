/**
 * The events of a run, numbered and chained, handed on in batches: nothing is kept here, so millions of events take no memory of
 * the thread.
 */
import type { RunEvent } from '../../protocol/events'
import { EventChain } from './chain'

/** An event without what the log adds. */
export type EventBody = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'seq'> : never) : never

const BATCH = 1024

export class EventLog {
  readonly chain = new EventChain()
  private pending: RunEvent[] = []
  private next = 0

  /** onEvent hears of each event at once. */
  constructor(
    private readonly send: (events: RunEvent[]) => void,
    private readonly onEvent: (event: RunEvent) => void = () => {},
  ) {}

  add(body: EventBody): RunEvent {
    const event = { seq: this.next++, ...body } as RunEvent
    this.chain.add(event)
    this.pending.push(event)
    if (this.pending.length >= BATCH) this.flush()
    this.onEvent(event)
    return event
  }

  get count(): number {
    return this.next
  }

  flush(): void {
    if (this.pending.length === 0) return
    const events = this.pending
    this.pending = []
    this.send(events)
  }
}
