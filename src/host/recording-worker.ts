/**
 * The tasks on recordings in a thread of their own, started when there is something to do and ended when there has been
 * nothing for a while. Should it die (a recording too large for its memory), what it was doing fails with a message and the
 * next task gets a new one.
 */
import { Worker } from 'node:worker_threads'
import { recordingTasks, type TaskName, type Tasks } from './recording-tasks'
import { builtFile } from './run-files'
import { messageFor, UserError } from './user-error'

export interface TaskRequest {
  id: number
  name: string
  takes: unknown
}
export type TaskReply = { id: number; ok: true; gives: unknown } | { id: number; ok: false; error: string }

/** Does tasks, wherever. */
export interface RecordingWorker {
  do<N extends TaskName>(name: N, takes: Tasks[N]['takes']): Promise<Tasks[N]['gives']>
  close(): Promise<void>
}

const THREAD_FILE = 'recording-thread.cjs'
const IDLE_MS = 30_000

interface Pending {
  resolve(gives: unknown): void
  reject(error: Error): void
}

class ThreadedWorker implements RecordingWorker {
  private worker: Worker | null = null
  private readonly pending = new Map<number, Pending>()
  private nextId = 1
  private idle: NodeJS.Timeout | undefined

  constructor(private readonly file: string) {}

  do<N extends TaskName>(name: N, takes: Tasks[N]['takes']): Promise<Tasks[N]['gives']> {
    clearTimeout(this.idle)
    this.worker ??= this.start()
    this.worker.ref()
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as Pending['resolve'], reject })
      this.worker?.postMessage({ id, name, takes } satisfies TaskRequest)
    })
  }

  async close(): Promise<void> {
    clearTimeout(this.idle)
    await this.worker?.terminate()
  }

  private start(): Worker {
    const worker = new Worker(this.file)
    worker.on('message', (reply: TaskReply) => this.replied(reply))
    worker.on('error', (error) => this.lost(worker, error))
    worker.on('exit', () => this.lost(worker, new Error('it ended')))
    return worker
  }

  private replied(reply: TaskReply): void {
    const pending = this.pending.get(reply.id)
    this.pending.delete(reply.id)
    if (reply.ok) pending?.resolve(reply.gives)
    else pending?.reject(new UserError(reply.error))
    if (this.pending.size > 0) return
    this.worker?.unref() // an idle thread keeps no process alive
    this.idle = setTimeout(() => void this.worker?.terminate(), IDLE_MS).unref()
  }

  private lost(worker: Worker, error: Error): void {
    if (this.worker !== worker) return
    this.worker = null
    const reason = `The recording could not be worked on: ${messageFor(error)}.`
    for (const { reject } of this.pending.values()) reject(new UserError(reason))
    this.pending.clear()
  }
}

/** The same tasks here: for sources that have not been built. */
class LocalWorker implements RecordingWorker {
  private readonly tasks = recordingTasks()

  do<N extends TaskName>(name: N, takes: Tasks[N]['takes']): Promise<Tasks[N]['gives']> {
    return (this.tasks[name] as (takes: Tasks[N]['takes']) => Promise<Tasks[N]['gives']>)(takes)
  }

  async close(): Promise<void> {}
}

export function startRecordingWorker(): RecordingWorker {
  const file = builtFile(THREAD_FILE)
  return file === null ? new LocalWorker() : new ThreadedWorker(file)
}
