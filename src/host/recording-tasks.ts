/**
 * The long work on recordings, as tasks on files: what a task takes and gives are plain values, so that it can be done in a
 * thread of its own (recording-thread.ts) and the process that serves windows stays free.
 */
import { readFileSync, rmSync, statSync } from 'node:fs'
import { compareRecordings } from '../lab/analysis/compare'
import { exportRecording } from '../lab/export/formats'
import { readRecording, readRecordingManifest, writeRecording } from '../lab/recording'
import { reportAnswers } from '../lab/report/report-answers'
import type { Manifest, Recording } from '../protocol/recording'
import type { Comparison, ReportAnswer, Result } from '../protocol/service'
import { writeAtomic } from './atomic-file'

/** Every task: what it takes and gives. */
export interface Tasks {
  /** Makes a recording of what a run has left beside it, and removes that. */
  finish: { takes: { spill: string; file: string }; gives: null }
  /** Reads bytes as a whole and gives nothing: they are a recording, or it throws. */
  check: { takes: { bytes: Uint8Array }; gives: null }
  manifest: { takes: { file: string }; gives: Manifest }
  read: { takes: { file: string }; gives: Recording }
  compare: { takes: { a: string; b: string }; gives: Comparison }
  report: { takes: { file: string; locale: string }; gives: ReportAnswer[] }
  /** `name`: what the exported file is called after. */
  export: { takes: { file: string; name: string; format: string; locale: string }; gives: Result<'recordings.export'> }
}
export type TaskName = keyof Tasks
export type TaskTable = { [N in TaskName]: (takes: Tasks[N]['takes']) => Promise<Tasks[N]['gives']> }

/** Opened last: comparing, exporting and reporting what is on screen reads no file. */
const MAX_OPEN = 3

export function recordingTasks(): TaskTable {
  const open = new Map<string, { mtimeMs: number; size: number; recording: Recording }>()
  const read = (file: string): Recording => {
    const { mtimeMs, size } = statSync(file)
    const held = open.get(file)
    open.delete(file)
    const fresh = held !== undefined && held.mtimeMs === mtimeMs && held.size === size
    const recording = fresh ? held.recording : readRecording(readFileSync(file))
    open.set(file, { mtimeMs, size, recording }) // last in the order of the map
    for (const oldest of open.keys()) if (open.size > MAX_OPEN) open.delete(oldest)
    return recording
  }
  return {
    async finish({ spill, file }) {
      await writeAtomic(file, writeRecording(readRecording(readFileSync(spill))))
      rmSync(spill, { force: true })
      return null
    },
    async check({ bytes }) {
      readRecording(bytes)
      return null
    },
    manifest: async ({ file }) => readRecordingManifest(readFileSync(file)),
    read: async ({ file }) => read(file),
    compare: async ({ a, b }) => compareRecordings(read(a), read(b)),
    report: async ({ file, locale }) => reportAnswers(read(file), locale),
    async export({ file, name, format, locale }) {
      const recording = read(file)
      return exportRecording({ ...recording, manifest: { ...recording.manifest, name } }, format, { locale })
    },
  }
}
