/**
 * Where a command's results go: text or JSON to standard output, everything about the work itself (progress, notes) to
 * standard error. With --json standard output holds one JSON value and nothing else.
 */
import { bytes, type Column, count, duration, pairs, percent, signed, table } from './format'

/** The part of a stream that is needed: tests give their own. */
export interface OutputStream {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

export interface Progress {
  /** 0 to 1. */
  update(fraction: number): void
  /** Takes the bar away; call it before anything else is printed. */
  done(): void
}

const BAR = 30
const REDRAW_MS = 100

export class Output {
  constructor(
    /** The user asked for JSON. */
    readonly json: boolean,
    private readonly stdout: OutputStream = process.stdout,
    private readonly stderr: OutputStream = process.stderr,
  ) {}

  /** The result in both forms: `value` with --json, else the text. */
  result(value: unknown, text: () => string): void {
    if (this.json) this.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
    else this.text(text())
  }

  /** To standard output; ignored with --json. A final line break is added when there is none. */
  text(text: string): void {
    if (!this.json && text !== '') this.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  }

  table<T>(columns: Column<T>[], rows: readonly T[]): void {
    this.text(table(columns, rows))
  }

  /** A remark about the work, to standard error. */
  note(text: string): void {
    this.stderr.write(`pymemlab: ${text}\n`)
  }

  /** A bar on a terminal's standard error; nothing elsewhere. */
  progress(label: string): Progress {
    const { stderr } = this
    if (stderr.isTTY !== true) return { update() {}, done() {} }
    let drawn = 0
    let shown = false
    return {
      update(fraction) {
        const now = Date.now()
        if (now - drawn < REDRAW_MS) return
        drawn = now
        shown = true
        const part = Math.min(1, Math.max(0, fraction))
        const full = Math.round(part * BAR)
        const percentText = `${Math.floor(part * 100)}`.padStart(3)
        stderr.write(`\r${label} [${'='.repeat(full)}${' '.repeat(BAR - full)}] ${percentText} %`)
      },
      done() {
        if (shown) stderr.write(`\r${' '.repeat(label.length + BAR + 9)}\r`)
        shown = false
      },
    }
  }
}

export { bytes, type Column, count, duration, pairs, percent, signed, table }
