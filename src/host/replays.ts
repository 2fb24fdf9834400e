/** Replays asked for by windows: one at a time, with progress, ended when the service closes. */
import type { ReplayResult, ServiceEvent } from '../protocol/service'
import type { RecordingStore } from './recording-store'
import { replayRecording } from './replay'
import { UserError } from './user-error'

/** ms between two reports of progress. */
const REPORT_MS = 100

export class Replays {
  private going: { abort: AbortController; done: Promise<unknown> } | null = null

  constructor(
    private readonly recordings: RecordingStore,
    private readonly emit: (event: ServiceEvent) => void,
  ) {}

  async replay(id: string): Promise<ReplayResult> {
    if (this.going !== null) throw new UserError('A replay is going on already: wait until it is done.')
    const abort = new AbortController()
    const done = this.run(id, abort.signal)
    this.going = { abort, done }
    try {
      return await done
    } finally {
      this.going = null
    }
  }

  async close(): Promise<void> {
    this.going?.abort.abort(new UserError('The lab is closing.'))
    await this.going?.done.catch(() => {})
  }

  private async run(id: string, signal: AbortSignal): Promise<ReplayResult> {
    const { recording } = await this.recordings.read(id)
    let reported = 0
    const onProgress = (fraction: number): void => {
      const now = performance.now()
      if (now - reported < REPORT_MS) return
      reported = now
      this.emit({ kind: 'progress', task: 'replay', id, fraction })
    }
    const result = await replayRecording(recording, { onProgress, signal })
    this.emit({ kind: 'progress', task: 'replay', id, fraction: 1 })
    return result
  }
}
