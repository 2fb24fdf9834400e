/** Standard streams of a recorded run: output goes to the host as messages, input comes from the terminal or from the host. */
import type { Recorder } from '../lab/record/recorder'
import type { Debugger } from '../runtime/debug/debugger'
import type { StandardStreams } from '../runtime/vfs/files'
import type { RunPort } from './run-port'
import type { RecordRequest } from './run-request'

type Read = StandardStreams['read']
const NEWLINE = 10

const once = (bytes: Uint8Array): Read => {
  let rest = bytes
  return () => {
    const all = rest
    rest = new Uint8Array(0)
    return all
  }
}

/**
 * At most one line for each read, and nothing any more after the end: how much a pipe or a person gave at once must not
 * matter to the program, or a replay could not repeat it.
 */
function lineByLine(read: Read): Read {
  let rest: Uint8Array = new Uint8Array(0)
  let ended = false
  return (n) => {
    while (!ended && !rest.includes(NEWLINE)) {
      const more = read(8192)
      ended = more.length === 0
      const joined = new Uint8Array(rest.length + more.length)
      joined.set(rest)
      joined.set(more, rest.length)
      rest = joined
    }
    const end = rest.indexOf(NEWLINE)
    const part = rest.slice(0, Math.min(n, end < 0 ? rest.length : end + 1))
    rest = rest.subarray(part.length)
    return part
  }
}

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
  const input = request.input instanceof Uint8Array ? once(request.input) : streams.read
  const readLine = lineByLine(input)
  return {
    ...streams,
    read(n) {
      const read = readLine(n)
      port.emit({ kind: 'input', bytes: read })
      return read
    },
  }
}
