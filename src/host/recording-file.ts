/**
 * Recordings on disk. While a run goes on its messages are appended to `NAME.pymemlab.part`, so that the death of this
 * process loses nothing but the last moment; at the end the recording takes its place under its own name, whole or not at all.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { RecordingBuilder, RecordingError, type RecordingHead, readRecording, writeRecording } from '../lab/recording'
import type { Recording } from '../protocol/recording'
import type { RunMessage } from '../protocol/run'
import type { RunOutcome } from './run-handle'
import { SpillFile } from './spill-file'

export const RECORDING_EXTENSION = '.pymemlab'
/** A run that goes on, or one whose process was killed; readers take both. */
export const PART_EXTENSION = '.part'

/** Files of more than this are no recordings of ours, and would not fit into one buffer. */
const MAX_FILE_BYTES = 2 ** 31 - 1

/** Reads a recording or an unfinished one. Throws RecordingError with the file's name, or the file system's error. */
export function readRecordingFile(file: string): Recording {
  try {
    if (statSync(file).size > MAX_FILE_BYTES) throw new RecordingError('the file is too large for a recording')
    return readRecording(readFileSync(file))
  } catch (e) {
    if (e instanceof RecordingError) throw new RecordingError(`${file}: ${e.message}`)
    throw e
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
}

/** Writes beside the target, waits for the disk, takes the target's place. An existing file stays unless `force`. */
export function writeFileWhole(file: string, bytes: Uint8Array, force: boolean): void {
  const part = `${file}.${process.pid}.new`
  try {
    const fd = openSync(part, 'w')
    try {
      writeAll(fd, bytes)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    if (!force && existsSync(file))
      throw Object.assign(new Error('exists'), { code: 'EEXIST', syscall: 'open', path: file })
    renameSync(part, file)
  } catch (e) {
    rmSync(part, { force: true })
    throw e
  }
}

/** A recording that is being made: give it every message of the run, then finish(). */
export class RecordingWriter {
  readonly builder: RecordingBuilder
  private readonly spill: SpillFile

  /** Opens the unfinished file, so a folder that cannot be written to is known before the run starts. */
  constructor(
    readonly file: string,
    head: RecordingHead,
    private readonly force: boolean,
  ) {
    this.builder = new RecordingBuilder(head)
    const part = `${file}${PART_EXTENSION}`
    if (force) rmSync(part, { force: true })
    this.spill = new SpillFile(part, head)
    if (this.spill.failure !== null) throw this.spill.failure
  }

  apply(message: RunMessage): void {
    this.builder.apply(message)
    this.spill.append(message)
  }

  /**
   * Writes the recording and removes the unfinished file. When that fails the unfinished file stays, and the error says what
   * can be done with it.
   */
  finish(outcome: RunOutcome): Recording {
    this.builder.abort(outcome.exitCode, outcome.reason)
    this.spill.close()
    const recording = this.builder.recording()
    const part = this.spill.file
    try {
      writeFileWhole(this.file, writeRecording(recording), this.force)
    } catch (e) {
      const code = (e as NodeJS.ErrnoException).code
      const why = code === 'ENOSPC' || code === 'EDQUOT' ? 'the disk is full' : (e as Error).message
      const rest =
        this.spill.failure === null
          ? `Everything is in ${part}`
          : `What was recorded before the disk failed is in ${part}`
      throw new RecordingError(
        `the recording could not be written to ${this.file}: ${why}. ${rest}: make room, then 'pymemlab convert ${part} ${this.file}'`,
      )
    }
    rmSync(part, { force: true })
    return recording
  }
}
