/** A recording as a window needs it. */
import type { Recording } from '../protocol/recording'
import type { OpenRecording, RecordingInfo } from '../protocol/service'

/** Damaged UTF-8 is shown as what it is; a script may print any bytes. */
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

export function openRecording(info: RecordingInfo, recording: Recording): OpenRecording {
  const { manifest, scenario, samples, events, attribution, stdout, stderr } = recording
  return { info, manifest, scenario, samples, events, attribution, stdout: textOf(stdout), stderr: textOf(stderr) }
}
