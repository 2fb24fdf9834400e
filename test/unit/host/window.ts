/** A window without a screen: it keeps every event of the service and waits for those a test needs. */
import type { LabClient, MethodName, Params, Result, ServiceEvent } from '../../../src/protocol/service'
import { DEFAULT_SETTINGS, type RunSettings } from '../../../src/protocol/settings'

type Of<K extends ServiceEvent['kind']> = Extract<ServiceEvent, { kind: K }>

const WAIT_MS = 15_000

export class FakeWindow {
  readonly events: ServiceEvent[] = []
  private readonly wakers = new Set<() => void>()
  private readonly unsubscribe: () => void

  constructor(private readonly client: LabClient) {
    this.unsubscribe = client.subscribe((event) => {
      this.events.push(event)
      for (const wake of [...this.wakers]) wake()
    })
  }

  close(): void {
    this.unsubscribe()
  }

  ask<M extends MethodName>(method: M, params: Params<M>): Promise<Result<M>> {
    return this.client.invoke(method, params)
  }

  all<K extends ServiceEvent['kind']>(kind: K): Of<K>[] {
    return this.events.filter((event): event is Of<K> => event.kind === kind)
  }

  /** The first event, past or to come, that fits. */
  async until<K extends ServiceEvent['kind']>(kind: K, fits: (event: Of<K>) => boolean = () => true): Promise<Of<K>> {
    const deadline = performance.now() + WAIT_MS
    for (;;) {
      const found = this.all(kind).find(fits)
      if (found !== undefined) return found
      const left = deadline - performance.now()
      if (left <= 0)
        throw new Error(`no fitting ${kind} came; there were ${JSON.stringify(this.all(kind)).slice(-500)}`)
      await new Promise<void>((done) => {
        const wake = (): void => {
          clearTimeout(timer)
          this.wakers.delete(wake)
          done()
        }
        const timer = setTimeout(wake, left)
        this.wakers.add(wake)
      })
    }
  }

  async start(
    source: string,
    settings: Partial<RunSettings> = {},
    more: Partial<Params<'run.start'>> = {},
  ): Promise<string> {
    const all = { ...DEFAULT_SETTINGS, ...settings }
    const params = { name: 'test', source, settings: all, breakpoints: [], pauseAtStart: false, ...more }
    return (await this.ask('run.start', params)).run
  }

  /** Runs to the end and until the recording is there; gives its handle. */
  async record(source: string, settings: Partial<RunSettings> = {}): Promise<string> {
    const run = await this.start(source, settings)
    return (await this.until('run.recorded', (event) => event.run === run)).recording.id
  }

  state(run: string, state: Of<'run.state'>['state']): Promise<Of<'run.state'>> {
    return this.until('run.state', (event) => event.run === run && event.state === state)
  }

  output(run: string, stream: 'stdout' | 'stderr' = 'stdout'): string {
    const pieces = this.all('run.output').filter((event) => event.run === run && event.stream === stream)
    return pieces.map(({ text }) => text).join('')
  }
}
