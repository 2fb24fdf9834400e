/** The thread in which a script runs: one process per thread, on a stack that Python's recursion limit cannot exhaust. */
import { parentPort } from 'node:worker_threads'
import { runPort } from './run-port'
import { execute, flushOutput } from './run-process'
import type { RunRequest } from './run-request'

/**
 * Waits for the one request and executes it; atEnd is called before the result is sent, after which the thread may be killed.
 * `bundle` is the hash of the file that this is part of.
 */
export function serve(bundle: string, atEnd: () => void): void {
  const messages = parentPort
  messages?.once('message', (request: RunRequest) => {
    try {
      const result = execute(request, runPort(messages, request.control), bundle)
      atEnd()
      messages.postMessage(result)
    } catch (e) {
      flushOutput()
      messages.postMessage({ kind: 'crash', message: e instanceof Error ? (e.stack ?? e.message) : String(e) })
    }
  })
}
