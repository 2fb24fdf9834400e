/**
 * Entry of scripts/build-stdlib.mjs: runs the program given, which touches what programs use of the library, and keeps the
 * functions that were generated for it, with and without line events.
 */
import { readFileSync } from 'node:fs'
import { CONTROL_WORDS } from '../protocol/run'
import { DEFAULT_SETTINGS } from '../protocol/settings'
import { startThread } from './run-files'
import { SCENARIO_FOLDER, scenarioFile, threadRequest } from './run-handle'
import type { ThreadMessage } from './run-request'

const source = readFileSync(process.argv[2], 'utf8')
const SETTINGS = { ...DEFAULT_SETTINGS, sampleIntervalNs: 1e9 }

/** One run that keeps its functions; false when it did not reach its end. */
function collect(lineEvents: boolean): Promise<boolean> {
  const start = { file: scenarioFile('library'), source, settings: SETTINGS, lineEvents }
  const request = threadRequest(start, new SharedArrayBuffer(CONTROL_WORDS * 4))
  const thread = startThread()
  thread.postMessage({ ...request, cwd: SCENARIO_FOLDER, collectFunctions: true })
  return new Promise((resolve) => {
    thread.on('error', () => resolve(false))
    thread.on('message', (message: ThreadMessage) => {
      if (message.kind === 'crash') console.error(message.message)
      if (message.kind !== 'done' && message.kind !== 'crash') return
      resolve(message.kind === 'done')
      void thread.terminate()
    })
  })
}

const kept = await Promise.all([false, true].map(collect))
if (kept.includes(false)) console.error('the functions of the library were not kept: imports will generate them')
