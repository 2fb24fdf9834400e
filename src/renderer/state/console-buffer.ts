import type { OutputEvent } from '../../protocol/events'

export interface ConsoleLine {
  /** `input`: what the user answered to input(); it is in no stream. */
  stream: 'stdout' | 'stderr' | 'input'
  text: string
  /** Offset of its first byte in the stream, which output events speak of. */
  offset: number
  /** More of this line may follow. */
  open: boolean
}

/** What is kept: beyond it the oldest lines go, and `dropped` counts them. */
export const MAX_LINES = 100_000
export const MAX_CHARACTERS = 64 << 20

/** Bytes of a string in UTF-8. A lone surrogate counts as the replacement character, as an encoder would write it. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    if (unit < 0x800) bytes += 1
    else if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 2 // two units, four bytes
      i++
    } else bytes += 2
  }
  return bytes
}

/**
 * Output in the order in which it was written, cut into lines. Text is only ever text: nothing in it is interpreted, and
 * a line is broken at \n alone.
 */
export class ConsoleBuffer {
  readonly lines: ConsoleLine[] = []
  /** Lines that were let go because there were too many. */
  dropped = 0
  /** Grows with every change. */
  version = 0
  private characters = 0
  private readonly bytes = { stdout: 0, stderr: 0 }
  private readonly unfinished: { stdout: ConsoleLine | null; stderr: ConsoleLine | null } = {
    stdout: null,
    stderr: null,
  }

  append(stream: 'stdout' | 'stderr', text: string): void {
    let start = 0
    while (start < text.length) {
      const newline = text.indexOf('\n', start)
      const end = newline < 0 ? text.length : newline
      this.put(stream, text.slice(start, end), newline >= 0)
      start = newline < 0 ? text.length : newline + 1
    }
    this.version++
    this.trim()
  }

  /** Shows what the user answered. */
  echo(text: string): void {
    this.lines.push({ stream: 'input', text, offset: 0, open: false })
    this.characters += text.length
    this.version++
  }

  clear(): void {
    this.dropped += this.lines.length
    this.lines.length = 0
    this.characters = 0
    this.unfinished.stdout = null
    this.unfinished.stderr = null
    this.version++
  }

  text(): string {
    return this.lines.map((line) => line.text + (line.open ? '' : '\n')).join('')
  }

  /** The last line begun by `time` (ns), by the output events of the run; -1 when nothing was written yet. */
  lineAt(time: number, outputs: readonly OutputEvent[]): number {
    const written = { stdout: 0, stderr: 0 }
    for (const event of outputs) {
      if (event.time > time) break
      written[event.stream] = Math.max(written[event.stream], event.offset + event.length)
    }
    for (let i = this.lines.length - 1; i >= 0; i--) {
      const line = this.lines[i]
      if (line.stream !== 'input' && line.offset < written[line.stream]) return i
    }
    return -1
  }

  /** When a line was begun (ns); null when the events do not say. */
  timeOf(line: ConsoleLine, outputs: readonly OutputEvent[]): number | null {
    for (const event of outputs) {
      if (event.stream === line.stream && event.offset + event.length > line.offset) return event.time
    }
    return null
  }

  private put(stream: 'stdout' | 'stderr', text: string, ended: boolean): void {
    const open = this.unfinished[stream]
    const size = utf8Length(text) + (ended ? 1 : 0)
    // A line goes on only where it is the last one: output of the other stream in between begins a new line.
    if (open && this.lines[this.lines.length - 1] === open) {
      open.text += text
      open.open = !ended
    } else {
      if (open) open.open = false
      this.lines.push({ stream, text, offset: this.bytes[stream], open: !ended })
    }
    this.bytes[stream] += size
    this.characters += text.length
    this.unfinished[stream] = ended ? null : this.lines[this.lines.length - 1]
  }

  private trim(): void {
    let drop = Math.max(0, this.lines.length - MAX_LINES)
    let characters = this.characters
    for (let i = 0; i < drop; i++) characters -= this.lines[i].text.length
    while (characters > MAX_CHARACTERS && drop < this.lines.length - 1) characters -= this.lines[drop++].text.length
    if (drop === 0) return
    this.lines.splice(0, drop)
    this.characters = characters
    this.dropped += drop
  }
}

/** The output of an opened recording in the order of its events; text that no event names follows at the end. */
export function consoleOf(stdout: string, stderr: string, outputs: readonly OutputEvent[]): ConsoleBuffer {
  const buffer = new ConsoleBuffer()
  const encoder = new TextEncoder()
  const decoder = new TextDecoder()
  const bytes = { stdout: encoder.encode(stdout), stderr: encoder.encode(stderr) }
  const done = { stdout: 0, stderr: 0 }
  for (const event of outputs) {
    const end = Math.min(event.offset + event.length, bytes[event.stream].length)
    if (end <= done[event.stream]) continue
    buffer.append(event.stream, decoder.decode(bytes[event.stream].subarray(done[event.stream], end)))
    done[event.stream] = end
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    if (done[stream] < bytes[stream].length) {
      buffer.append(stream, decoder.decode(bytes[stream].subarray(done[stream])))
    }
  }
  return buffer
}
