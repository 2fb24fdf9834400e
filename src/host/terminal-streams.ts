/** Standard streams of a run on those of this machine: everything is written and read at once, also to pipes that are full for a moment. */
import { constants, openSync, readSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { RunStopped } from '../runtime/debug/run-stopped'
import type { StandardStreams } from '../runtime/vfs/files'

const pauseWord = new Int32Array(new SharedArrayBuffer(4))
const pause = (ms: number): void => {
  Atomics.wait(pauseWord, 0, 0, ms)
}
const codeOf = (e: unknown): string => (e as { code?: string }).code ?? ''

function writeAll(fd: number, data: Uint8Array): void {
  let at = 0
  while (at < data.length) {
    try {
      at += writeSync(fd, data, at)
    } catch (e) {
      if (codeOf(e) === 'EAGAIN') pause(1)
      else if (codeOf(e) === 'EPIPE') return
      else throw e
    }
  }
}

/** A thread that sleeps in a read cannot be stopped: a terminal is opened once more, in a way that never waits. */
function openInput(): number {
  if (process.platform === 'win32' || !isatty(0)) return 0
  try {
    return openSync('/dev/tty', constants.O_RDONLY | constants.O_NONBLOCK)
  } catch {
    return 0
  }
}

/** `stopping`: the host wants the run to end, asked while a read waits for a terminal; it then throws RunStopped. */
export function terminalStreams(terminals: boolean[], stopping: () => boolean): StandardStreams {
  let input = -1
  return {
    read(n) {
      if (input < 0) input = openInput()
      const buffer = new Uint8Array(Math.min(n, 1 << 16))
      for (;;) {
        try {
          return buffer.subarray(0, readSync(input, buffer))
        } catch (e) {
          if (codeOf(e) === 'EOF') return buffer.subarray(0, 0)
          if (codeOf(e) !== 'EAGAIN') throw e
          if (stopping()) throw new RunStopped('interrupted while it waited for input')
          pause(10)
        }
      }
    },
    // writeSync copies: the bytes may be a view of the heap
    write: (fd, data) => writeAll(fd, data.buffer instanceof SharedArrayBuffer ? data.slice() : data),
    isTerminal: (fd) => terminals[fd] === true,
  }
}
