/**
 * The file beside a run that goes on (src/lab/recording/spill.ts says what is in it): should the host die, nothing but the
 * last moment is lost.
 */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { type RecordingHead, spillChunk, spillHead } from '../lab/recording'
import type { RunMessage } from '../protocol/run'

/** Bytes that wait in memory at most, and for how long. */
const BUFFER_BYTES = 256 * 1024
const FLUSH_MS = 200

export class SpillFile {
  private readonly fd: number
  private pieces: Uint8Array[] = []
  private waiting = 0
  private timer: NodeJS.Timeout | null = null
  /** The disk is full or gone: the run goes on, and its recording is kept in memory as before. */
  failure: Error | null = null

  /** Throws when the file is there already or cannot be made. */
  constructor(
    readonly file: string,
    head: RecordingHead,
  ) {
    this.fd = openSync(file, 'wx', 0o600)
    this.write(spillHead(head))
    this.flush()
  }

  append(message: RunMessage): void {
    const chunk = spillChunk(message)
    if (chunk !== null) this.write(chunk)
  }

  /** Ends it and keeps the file. */
  close(): void {
    this.flush()
    closeSync(this.fd)
  }

  /** Ends it and removes the file: the recording is safe elsewhere. */
  discard(): void {
    this.close()
    rmSync(this.file, { force: true })
  }

  private write(chunk: Uint8Array): void {
    if (this.failure !== null) return
    this.pieces.push(chunk)
    this.waiting += chunk.length
    if (this.waiting > BUFFER_BYTES) this.flush()
    else this.timer ??= setTimeout(() => this.flush(), FLUSH_MS).unref()
  }

  /** Hands everything to the system: what it has survives the end of this process. */
  private flush(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    const bytes = Buffer.concat(this.pieces)
    this.pieces = []
    this.waiting = 0
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.fd, bytes, at)
    } catch (e) {
      this.failure = e as Error
    }
  }
}
