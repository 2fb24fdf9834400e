/** The recording library's door: what others use. */
export { RecordingBuilder, type RecordingHead } from './recording-builder'
export { RecordingError } from './recording-error'
export { readRecording, readRecordingManifest, recordingEntries, writeRecording } from './recording-zip'
export { spillChunk, spillHead } from './spill'
