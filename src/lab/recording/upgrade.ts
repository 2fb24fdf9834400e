/**
 * Older formats become the present one step by step: UPGRADERS[n] takes the entries of a recording of format n and gives
 * those of format n + 1. Readers behind this file know the newest form only. docs/recording-format.md has the changelog.
 */
import { RECORDING_FORMAT } from '../../protocol/recording'
import { damaged, RecordingError } from './recording-error'

/** A recording before anything but its manifest has been understood: the parsed manifest and the other entries by name. */
export interface RawRecording {
  manifest: Record<string, unknown>
  entries: Map<string, Uint8Array>
}
export type Upgrader = (recording: RawRecording) => RawRecording

/** Format 1 is the first: there is nothing to upgrade yet. */
export const UPGRADERS: Readonly<Record<number, Upgrader>> = {}

/** To the newest format; the manifest's `format` says what it is. */
export function upgrade(
  recording: RawRecording,
  upgraders: Readonly<Record<number, Upgrader>> = UPGRADERS,
  newest: number = RECORDING_FORMAT,
): RawRecording {
  const { format } = recording.manifest
  if (!Number.isSafeInteger(format) || (format as number) < 1) throw damaged('manifest.json names no format')
  if ((format as number) > newest) {
    throw new RecordingError(
      `the recording has format ${format}, this version of pymemlab reads formats up to ${newest}: install a newer version`,
    )
  }
  let present = recording
  for (let n = format as number; n < newest; n++) {
    const step = upgraders[n]
    if (step === undefined) throw new RecordingError(`recordings of format ${n} can no longer be read`)
    present = step(present)
    present.manifest.format = n + 1
  }
  return present
}
