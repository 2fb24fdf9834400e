/** Standard streams of a run on those of this machine: everything is written and read at once, also to pipes that are full for a moment. */
import { readSync, writeSync } from 'node:fs'
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

export function terminalStreams(terminals: boolean[]): StandardStreams {
  return {
    read(n) {
      const buffer = new Uint8Array(Math.min(n, 1 << 16))
      for (;;) {
        try {
          return buffer.subarray(0, readSync(0, buffer))
        } catch (e) {
          if (codeOf(e) === 'EOF') return buffer.subarray(0, 0)
          if (codeOf(e) !== 'EAGAIN') throw e
          pause(5)
        }
      }
    },
    // writeSync copies: the bytes may be a view of the heap
    write: (fd, data) => writeAll(fd, data.buffer instanceof SharedArrayBuffer ? data.slice() : data),
    isTerminal: (fd) => terminals[fd] === true,
  }
}
