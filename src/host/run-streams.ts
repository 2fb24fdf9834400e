/** Standard streams of a recorded run: output goes to the host as messages, input comes from the terminal or from the host. */
import type { Debugger } from '../runtime/debug/debugger'
import type { StandardStreams } from '../runtime/vfs/files'
import type { RunPort } from './run-port'
import type { RecordRequest } from './run-request'

export function runStreams(
  request: RecordRequest,
  port: RunPort,
  terminal: StandardStreams,
  debug: Debugger,
): StandardStreams {
  const base: StandardStreams = {
    read: (n) => terminal.read(n),
    write(fd, data) {
      // a copy: the bytes may be a view of the heap
      const bytes = data.slice()
      if (request.echo) terminal.write(fd, bytes)
      port.emit({ kind: 'output', stream: fd === 1 ? 'stdout' : 'stderr', bytes })
    },
    // buffering and input() depend on it: the same wherever the run is repeated
    isTerminal: () => true,
  }
  const streams = request.input === 'messages' ? debug.streams(base) : base
  return {
    ...streams,
    read(n) {
      const read = streams.read(n)
      if (typeof read === 'number') return read
      const bytes = read.slice()
      port.emit({ kind: 'input', bytes })
      return bytes
    },
  }
}
