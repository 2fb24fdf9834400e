/** A recording cannot be read or written: a sentence that says what is wrong and what to do about it. */
export class RecordingError extends Error {
  override name = 'RecordingError'
}

/** The file is not what it should be, and nothing but another copy of it helps. */
export const damaged = (what: string): RecordingError =>
  new RecordingError(`the recording is damaged: ${what}. Take another copy of it, or record the scenario again`)
