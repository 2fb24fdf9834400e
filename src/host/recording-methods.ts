import { compareRecordings } from '../lab/analysis/compare'
import { exportRecording } from '../lab/export/formats'
import { reportAnswers } from '../lab/report/report-answers'
import type { Recording } from '../protocol/recording'
import type { LabApi, MethodName, RecordingInfo } from '../protocol/service'
import { openRecording } from './open-recording'
import type { RecordingStore } from './recording-store'
import type { Replays } from './replays'

type RecordingMethods = Pick<LabApi, Extract<MethodName, `recordings.${string}`>>

/** The recording under the name that lists show: of a saved one, its file's. */
function named({ info, recording }: { info: RecordingInfo; recording: Recording }): Recording {
  return { ...recording, manifest: { ...recording.manifest, name: info.name } }
}

export function recordingMethods(store: RecordingStore, replays: Replays): RecordingMethods {
  return {
    'recordings.list': () => store.list(),
    'recordings.open': async ({ id }) => {
      const { info, recording } = await store.read(id)
      return openRecording(info, recording)
    },
    'recordings.import': ({ name, bytes }) => store.import(name, bytes),
    'recordings.save': ({ id, name }) => store.save(id, name),
    'recordings.rename': ({ id, name }) => store.rename(id, name),
    'recordings.delete': async ({ id }) => ({ undo: await store.delete(id) }),
    'recordings.restore': ({ undo }) => store.restore(undo),
    'recordings.replay': ({ id }) => replays.replay(id),
    'recordings.compare': async ({ a, b }) => {
      const left = await store.read(a)
      const right = await store.read(b)
      return { ...compareRecordings(left.recording, right.recording), a: left.info, b: right.info }
    },
    'recordings.report': async ({ id, locale }) => reportAnswers((await store.read(id)).recording, locale),
    'recordings.export': async ({ id, format, locale }) =>
      exportRecording(named(await store.read(id)), format, { locale: locale ?? 'en' }),
  }
}
