/**
 * The messages of a run on disk while it goes on, so that the death of the host loses nothing but the last moment: each
 * message is its length (u32, little-endian) and a frame of the codec. The first one says what was started.
 */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { decode, encode } from '../protocol/codec'
import type { RunMessage } from '../protocol/run'
import type { RunSettings } from '../protocol/settings'

export interface SpillHeader {
  name: string
  source: string
  settings: RunSettings
  /** ISO 8601. */
  created: string
}

const LENGTH_BYTES = 4
/** A message longer than this is damage. */
const MAX_MESSAGE = 1024 ** 3
/** Bytes that wait in memory at most, and for how long. */
const BUFFER_BYTES = 256 * 1024
const FLUSH_MS = 200

export class SpillWriter {
  private readonly fd: number
  private pieces: Uint8Array[] = []
  private waiting = 0
  private timer: NodeJS.Timeout | null = null
  /** The disk is full or gone: the run goes on, and its recording is kept in memory as before. */
  private failed = false

  constructor(
    readonly file: string,
    header: SpillHeader,
  ) {
    this.fd = openSync(file, 'wx', 0o600)
    this.append(header)
    this.flush()
  }

  append(message: RunMessage | SpillHeader): void {
    if (this.failed) return
    const frame = encode(message)
    const length = new Uint8Array(LENGTH_BYTES)
    new DataView(length.buffer).setUint32(0, frame.length, true)
    this.pieces.push(length, frame)
    this.waiting += LENGTH_BYTES + frame.length
    if (this.waiting > BUFFER_BYTES) this.flush()
    else this.timer ??= setTimeout(() => this.flush(), FLUSH_MS).unref()
  }

  /** Hands everything to the system: what it has survives the end of this process. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    const bytes = Buffer.concat(this.pieces)
    this.pieces = []
    this.waiting = 0
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.fd, bytes, at)
    } catch {
      this.failed = true
    }
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
}

/** The messages of a spill file up to where it ends or is damaged; the first one is the header. */
export function* readSpill(file: string): Generator<unknown> {
  const fd = openSync(file, 'r')
  try {
    const length = Buffer.alloc(LENGTH_BYTES)
    while (readSync(fd, length, 0, LENGTH_BYTES, null) === LENGTH_BYTES) {
      const size = length.readUInt32LE()
      if (size > MAX_MESSAGE) return
      const frame = new Uint8Array(size)
      if (readSync(fd, frame, 0, size, null) !== size) return
      yield decode(frame)
    }
  } catch {
    // a frame that was being written when the host died, or worse: what came before it counts
  } finally {
    closeSync(fd)
  }
}
