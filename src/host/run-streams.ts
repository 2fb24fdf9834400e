/** Standard streams of a recorded run: output goes to the host as messages, input comes from the terminal or from the host. */
import type { StandardStreams } from '../runtime/vfs/files'
import type { RunPort } from './run-port'
import type { RecordRequest } from './run-request'

const encoder = new TextEncoder()

/** What input() and sys.stdin read when the host answers: lines as they come, then nothing. */
function messageInput(port: RunPort): (n: number) => Uint8Array {
  let rest = new Uint8Array(0)
  let closed = false
  const ask = (): void => {
    port.emit({ kind: 'paused', reason: 'input', line: 0, time: 0 })
    for (;;) {
      const command = port.receive()
      if (command?.kind === 'input') {
        closed = command.text === null
        rest = encoder.encode(command.text ?? '')
        port.emit({ kind: 'resumed' })
        return
      }
      if (command === null) {
        if (port.control[0] !== 0) return
        port.wait()
      }
    }
  }
  return (n) => {
    if (rest.length === 0 && !closed) ask()
    const part = rest.subarray(0, n)
    rest = rest.subarray(part.length)
    return part
  }
}

export function runStreams(request: RecordRequest, port: RunPort, terminal: StandardStreams): StandardStreams {
  const read = request.input === 'messages' ? messageInput(port) : (n: number) => terminal.read(n)
  return {
    read(n) {
      const bytes = read(n).slice()
      port.emit({ kind: 'input', bytes })
      return bytes
    },
    write(fd, data) {
      // a copy: the bytes may be a view of the heap
      const bytes = data.slice()
      if (request.echo) terminal.write(fd, bytes)
      port.emit({ kind: 'output', stream: fd === 1 ? 'stdout' : 'stderr', bytes })
    },
    // buffering and input() depend on it: the same wherever the run is repeated
    isTerminal: () => true,
  }
}
