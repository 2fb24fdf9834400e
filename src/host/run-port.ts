/** The thread's end of the line to its host: usable while Python code runs, without going back to the event loop. */
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { CONTROL_WAKE, type RunCommand } from '../protocol/run'
import { CONTROL_BACKLOG, type ThreadMessage } from './run-request'

/** A run that prints in a loop must not fill the host's memory. */
const MAX_BACKLOG = 1024

export interface RunPort {
  /** Sent in order; the message is copied. Waits while the host is far behind. */
  emit(message: ThreadMessage): void
  /** The next command of the host, null when there is none. */
  receive(): RunCommand | null
  /** Sleeps until the host has sent a command since the last receive(), or has touched the control buffer and notified. */
  wait(): void
  readonly control: Int32Array
}

export function runPort(port: MessagePort, controlBuffer: SharedArrayBuffer): RunPort {
  const control = new Int32Array(controlBuffer)
  let seen = Atomics.load(control, CONTROL_WAKE)
  return {
    control,
    emit(message) {
      for (;;) {
        const backlog = Atomics.load(control, CONTROL_BACKLOG)
        if (backlog < MAX_BACKLOG) break
        Atomics.wait(control, CONTROL_BACKLOG, backlog)
      }
      Atomics.add(control, CONTROL_BACKLOG, 1)
      port.postMessage(message)
    },
    receive() {
      // read before the queue is: what comes later makes wait() return
      seen = Atomics.load(control, CONTROL_WAKE)
      return (receiveMessageOnPort(port)?.message as RunCommand | undefined) ?? null
    },
    wait() {
      Atomics.wait(control, CONTROL_WAKE, seen)
    },
  }
}
