import type { LabApi, MethodName } from '../protocol/service'
import { openRecording } from './open-recording'
import type { RecordingStore } from './recording-store'
import type { RecordingWorker } from './recording-worker'
import type { Replays } from './replays'

type RecordingMethods = Pick<LabApi, Extract<MethodName, `recordings.${string}`>>

export function recordingMethods(store: RecordingStore, worker: RecordingWorker, replays: Replays): RecordingMethods {
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
      const [left, right] = [await store.locate(a), await store.locate(b)]
      return { ...(await worker.do('compare', { a: left.file, b: right.file })), a: left.info, b: right.info }
    },
    'recordings.report': async ({ id, locale }) => worker.do('report', { file: (await store.locate(id)).file, locale }),
    'recordings.export': async ({ id, format, locale = 'en' }) => {
      const { file, info } = await store.locate(id)
      return worker.do('export', { file, name: info.name, format, locale })
    },
  }
}
