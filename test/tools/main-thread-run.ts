/**
 * Records a run in the main thread of a Node process: arguments are the recording whose scenario is run again, and the file to
 * write. For the test that a run does not depend on being in a worker.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { repeatRequest } from '../../src/host/replay'
import { threadRequest } from '../../src/host/run-handle'
import { execute } from '../../src/host/run-process'
import { RecordingBuilder, readRecording, writeRecording } from '../../src/lab/recording'
import { CONTROL_WORDS, type RunMessage } from '../../src/protocol/run'

const [input, output] = process.argv.slice(2)
const recording = readRecording(readFileSync(input))
const { manifest } = recording
const builder = new RecordingBuilder({
  name: manifest.name,
  file: manifest.file,
  scenario: recording.scenario,
  settings: manifest.settings,
  created: manifest.created,
})
const buffer = new SharedArrayBuffer(CONTROL_WORDS * 4)
execute(threadRequest(repeatRequest(recording), buffer), {
  control: new Int32Array(buffer),
  emit: (message) => builder.apply(structuredClone(message) as RunMessage),
  receive: () => null,
  wait: () => {},
})
writeFileSync(output, writeRecording(builder.recording()))
