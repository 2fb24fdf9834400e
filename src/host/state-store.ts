/** A JSON object in a file: what the window keeps between starts. A crash leaves the last complete one. */
import { rename } from 'node:fs/promises'
import type { StoredState } from '../protocol/service'
import { readIfPresent, writeAtomic } from './atomic-file'
import { UserError } from './user-error'

const MAX_CHARACTERS = 64 * 1024 * 1024

export class StateStore {
  private state: StoredState | null = null
  private reading: Promise<StoredState> | null = null
  /** The write that has not begun: it takes along every change made until it does. */
  private next: Promise<void> | null = null
  private last: Promise<void> = Promise.resolve()

  constructor(private readonly file: string) {}

  async get(): Promise<StoredState> {
    if (this.state !== null) return this.state
    this.reading ??= this.read()
    this.state = await this.reading
    return this.state
  }

  /** Each key of `changes` takes the place of the stored one. Resolves when the disk has it. */
  async set(changes: StoredState): Promise<void> {
    const state = await this.get()
    for (const [key, value] of Object.entries(changes))
      Object.defineProperty(state, key, { value, writable: true, enumerable: true, configurable: true })
    this.next ??= this.last.then(() => this.write())
    await this.next
  }

  private async read(): Promise<StoredState> {
    const bytes = await readIfPresent(this.file)
    if (bytes === null) return {}
    try {
      const value: unknown = JSON.parse(bytes.toString('utf8'))
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as StoredState
    } catch {
      // set aside below, as anything else that is no object
    }
    await rename(this.file, `${this.file}.damaged`)
    return {}
  }

  private write(): Promise<void> {
    this.next = null
    const text = JSON.stringify(this.state)
    if (text.length > MAX_CHARACTERS) return Promise.reject(new UserError('There is too much to remember.'))
    const written = writeAtomic(this.file, text)
    this.last = written.catch(() => {}) // reported to those who wait for it, and no reason to stop writing
    return written
  }
}
