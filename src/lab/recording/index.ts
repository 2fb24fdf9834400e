/** The recording library's door: what others use. */
export { RecordingBuilder, type RecordingHead } from './recording-builder'
export { RecordingError } from './recording-error'
export { readRecording, recordingEntries, writeRecording } from './recording-zip'
