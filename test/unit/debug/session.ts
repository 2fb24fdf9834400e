/** A run under test control: commands go in, messages come out, replies are awaited by their id. */
import { type RunHandle, type StartRequest, scenarioFile, startRun } from '../../../src/host/run-handle'
import type { FrameInfo, RunCommand, RunMessage, VariableInfo } from '../../../src/protocol/run'
import { DEFAULT_SETTINGS } from '../../../src/protocol/settings'

export type Paused = RunMessage & { kind: 'paused' }
type Reply = RunMessage & { kind: 'reply' }

const decoder = new TextDecoder()

export class Session {
  readonly messages: RunMessage[] = []
  readonly handle: RunHandle
  output = ''
  private ended = false
  private nextId = 1
  private readonly waiting = new Set<() => void>()
  private handled = 0

  constructor(source: string, options: Partial<StartRequest> = {}) {
    this.handle = startRun(
      { file: scenarioFile('test'), source, settings: DEFAULT_SETTINGS, ...options },
      (message) => {
        this.messages.push(message)
        if (message.kind === 'output') this.output += decoder.decode(message.bytes, { stream: true })
        this.wake()
      },
    )
    void this.handle.done.then(() => {
      this.ended = true
      this.wake()
    })
  }

  private wake(): void {
    for (const f of [...this.waiting]) f()
  }

  private async until<T>(find: () => T | undefined): Promise<T | undefined> {
    for (;;) {
      const found = find()
      if (found !== undefined || this.ended) return found
      await new Promise<void>((resolve) => {
        const f = (): void => {
          this.waiting.delete(f)
          resolve()
        }
        this.waiting.add(f)
      })
    }
  }

  /** The next pause that has not been taken yet; undefined when the run has ended. */
  async paused(): Promise<Paused | undefined> {
    const at = await this.until(() => {
      const i = this.messages.findIndex((m, n) => n >= this.handled && m.kind === 'paused')
      return i < 0 ? undefined : i
    })
    if (at === undefined) return undefined
    this.handled = at + 1
    return this.messages[at] as Paused
  }

  /** Drops the messages handled so far. */
  forget(): void {
    this.messages.splice(0, this.handled)
    this.handled = 0
  }

  async line(): Promise<number | undefined> {
    return (await this.paused())?.line
  }

  step(mode: 'over' | 'into' | 'out'): Promise<number | undefined> {
    this.handle.post({ kind: 'step', mode })
    return this.line()
  }

  continue(): void {
    this.handle.post({ kind: 'continue' })
  }

  private async ask(command: (id: number) => RunCommand): Promise<Reply> {
    const id = this.nextId++
    this.handle.post(command(id))
    const reply = await this.until(() => this.messages.find((m): m is Reply => m.kind === 'reply' && m.id === id))
    if (reply === undefined) throw new Error('the run ended before it answered')
    return reply
  }

  async frames(): Promise<FrameInfo[]> {
    return (await this.ask((id) => ({ kind: 'frames', id }))).frames ?? []
  }

  async variables(frame = 0): Promise<VariableInfo[]> {
    const reply = await this.ask((id) => ({ kind: 'variables', id, frame }))
    if (reply.variables === undefined) throw new Error(reply.error)
    return reply.variables
  }

  async children(address: string): Promise<VariableInfo[]> {
    const reply = await this.ask((id) => ({ kind: 'children', id, address }))
    if (reply.variables === undefined) throw new Error(reply.error)
    return reply.variables
  }

  /** Exit code and why the run ended. */
  async end(): Promise<{ exitCode: number; reason: string; message?: string }> {
    return this.handle.done
  }
}
