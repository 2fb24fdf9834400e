/**
 * What a run sends to the windows, in batches: the thread may speak thousands of times a second, a window draws at most
 * every 16 ms. Text is sent in pieces of bounded size, a bounded number at a time, so that a script that prints without end
 * neither floods a window nor fills the host's memory.
 */
import type { RunEvent } from '../protocol/events'
import type { SampleChunk } from '../protocol/run'
import { SAMPLE_COLUMNS, type SampleColumnName } from '../protocol/samples'
import type { ServiceEvent } from '../protocol/service'

type Stream = 'stdout' | 'stderr'

export const FLUSH_MS = 50
/** Characters in one event. */
export const PIECE = 64 * 1024
/** Characters in one batch. */
export const BATCH = 512 * 1024
/** Characters that wait at most; what comes on top is left out, but for its end. The recording has everything. */
export const WAITING = 16 * 1024 * 1024
/** Characters of what is left out that are shown all the same: the last ones, where a traceback is. */
export const TAIL = 64 * 1024

/** Chunks one after the other as one. */
export function joinChunks(chunks: SampleChunk[]): SampleChunk {
  if (chunks.length === 1) return chunks[0]
  const length = chunks.reduce((n, chunk) => n + chunk.length, 0)
  const columns = {} as Record<SampleColumnName, Float64Array>
  for (const { name } of SAMPLE_COLUMNS) {
    const column = new Float64Array(length)
    let at = 0
    for (const chunk of chunks) {
      column.set(chunk.columns[name].subarray(0, chunk.length), at)
      at += chunk.length
    }
    columns[name] = column
  }
  return { columns, length }
}

interface Piece {
  stream: Stream
  text: string
}

/** Text in pieces of at most PIECE characters, neighbours of one stream joined. */
class Pieces {
  private list: Piece[] = []
  size = 0

  append(stream: Stream, text: string): void {
    this.size += text.length
    let rest = text
    const last = this.list.at(-1)
    if (last?.stream === stream && last.text.length < PIECE) {
      const cut = cutAt(rest, PIECE - last.text.length)
      last.text += rest.slice(0, cut)
      rest = rest.slice(cut)
    }
    while (rest !== '') {
      const cut = cutAt(rest, PIECE)
      this.list.push({ stream, text: rest.slice(0, cut) })
      rest = rest.slice(cut)
    }
  }

  /** The oldest piece. */
  shift(): Piece | undefined {
    const piece = this.list.shift()
    this.size -= piece?.text.length ?? 0
    return piece
  }
}

class TextQueue {
  private readonly waiting = new Pieces()
  /** The end of what did not fit. */
  private readonly tail = new Pieces()
  private leftOut = 0
  private overflowing = false
  private readonly decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }

  push(stream: Stream, bytes: Uint8Array): void {
    this.append(stream, this.decoders[stream].decode(bytes, { stream: true }))
  }

  /** Half a character at the very end of the output is shown as what it is: damaged. */
  finish(): void {
    for (const stream of ['stdout', 'stderr'] as const) this.append(stream, this.decoders[stream].decode())
  }

  /** Takes at most `limit` characters (or a little more: pieces are not cut twice). */
  take(limit: number): Piece[] {
    const taken: Piece[] = []
    for (let size = 0; size < limit; ) {
      const piece = this.waiting.shift() ?? this.fromTail()
      if (piece === undefined) break
      size += piece.text.length
      taken.push(piece)
    }
    return taken
  }

  get empty(): boolean {
    return this.waiting.size === 0 && !this.overflowing
  }

  private append(stream: Stream, text: string): void {
    if (text === '') return
    const room = this.overflowing ? 0 : WAITING - this.waiting.size
    const cut = text.length <= room ? text.length : room === 0 ? 0 : cutAt(text, room)
    this.waiting.append(stream, text.slice(0, cut))
    if (cut === text.length) return
    this.overflowing = true
    this.tail.append(stream, text.slice(cut))
    while (this.tail.size > TAIL + PIECE) this.leftOut += this.tail.shift()?.text.length ?? 0
  }

  /** First the note, then the tail; after it there is room again. */
  private fromTail(): Piece | undefined {
    if (this.leftOut > 0) {
      const text = `\n[${this.leftOut} characters came too fast to be shown; the recording has them]\n`
      this.leftOut = 0
      return { stream: 'stderr', text }
    }
    const piece = this.tail.shift()
    if (piece === undefined) this.overflowing = false
    return piece
  }
}

/** Where to cut so that no surrogate pair is torn apart; at least one unit is taken. */
function cutAt(text: string, limit: number): number {
  if (text.length <= limit) return text.length
  const high = text.charCodeAt(limit - 1)
  return high >= 0xd800 && high < 0xdc00 ? limit - 1 : limit
}

export class RunFeed {
  private chunks: SampleChunk[] = []
  private events: RunEvent[] = []
  private readonly text = new TextQueue()
  private timer: NodeJS.Timeout | null = null
  private line = 0

  constructor(
    private readonly run: string,
    private readonly emit: (event: ServiceEvent) => void,
  ) {}

  samples(chunk: SampleChunk): void {
    if (chunk.length === 0) return
    this.chunks.push(chunk)
    this.line = chunk.columns.line[chunk.length - 1]
    this.schedule()
  }

  /** Samples before and after it have different intervals: they must not be joined. */
  resample(intervalNs: number): void {
    this.sendSamples()
    this.emit({ kind: 'run.resample', run: this.run, intervalNs })
  }

  happened(events: RunEvent[]): void {
    this.events.push(...events)
    this.schedule()
  }

  output(stream: Stream, bytes: Uint8Array): void {
    this.text.push(stream, bytes)
    this.schedule()
  }

  /** Sends what waits, text up to a batch; the rest follows by itself. */
  flush(limit = BATCH): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    this.sendSamples()
    if (this.events.length > 0) {
      const events = this.events
      this.events = []
      this.emit({ kind: 'run.events', run: this.run, events })
    }
    for (const { stream, text } of this.text.take(limit)) this.emit({ kind: 'run.output', run: this.run, stream, text })
    if (!this.text.empty) this.schedule()
  }

  /** Sends all that is left; nothing follows. */
  finish(): void {
    this.text.finish()
    this.flush(Number.POSITIVE_INFINITY)
    this.stop()
  }

  /** Sends nothing any more. */
  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  private sendSamples(): void {
    if (this.chunks.length === 0) return
    const chunk = joinChunks(this.chunks)
    this.chunks = []
    this.emit({ kind: 'run.samples', run: this.run, chunk, line: this.line })
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null
      this.flush()
    }, FLUSH_MS)
  }
}
