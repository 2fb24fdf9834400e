/** Standard streams of a recorded run: output goes to the host as messages, input comes from the terminal or from the host. */
import type { Recorder } from '../lab/record/recorder'
import type { Debugger } from '../runtime/debug/debugger'
import type { StandardStreams } from '../runtime/vfs/files'
import type { RunPort } from './run-port'
import type { RecordRequest } from './run-request'

export function runStreams(
  request: RecordRequest,
  recorder: Recorder,
  port: RunPort,
  terminal: StandardStreams,
  debug: Debugger,
): StandardStreams {
  const base: StandardStreams = {
    read: (n) => terminal.read(n),
    write(fd, data) {
      if (request.echo) terminal.write(fd, data)
      recorder.output(fd === 1 ? 'stdout' : 'stderr', data)
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
