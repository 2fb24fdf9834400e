/** The service behind every window: the methods of the contract, each from the part that knows its subject. */
import { exportFormats } from '../lab/export/formats'
import { VERSION } from '../lab/version'
import type { AppInfo, LabApi, ServiceEvent } from '../protocol/service'
import { dataFolders } from './data-folder'
import { recordingMethods } from './recording-methods'
import { RecordingStore } from './recording-store'
import { startRecordingWorker } from './recording-worker'
import { Replays } from './replays'
import { Runs, runMethods } from './runs'
import { scenarioMethods } from './scenario-methods'
import { ScenarioStore } from './scenario-store'
import { StateStore } from './state-store'
import { Trash } from './trash'

export interface LabServiceOptions {
  /** Where everything of the user's is kept (data-folder.ts). */
  dataFolder: string
  /** The folder of the scenarios that the lab ships. */
  bundledScenarios: string
  host: AppInfo['host']
  /** Tells all windows. */
  emit: (event: ServiceEvent) => void
  /** Asks the user for a folder; null when the user gave up. Without it a window may name one itself. */
  chooseFolder?: () => Promise<string | null>
}

export type LabService = LabApi & {
  /** Ends the run, if there is one, and waits until everything is on disk. */
  close(): Promise<void>
}

export function createLabService(options: LabServiceOptions): LabService {
  const { emit } = options
  const folders = dataFolders(options.dataFolder)
  const trash = new Trash(folders.trash)
  const state = new StateStore(folders.state)
  const scenarios = new ScenarioStore({
    folders,
    bundled: options.bundledScenarios,
    trash,
    settings: new StateStore(folders.settings),
    chooseFolder: options.chooseFolder,
    changed: () => emit({ kind: 'scenarios.changed' }),
  })
  const worker = startRecordingWorker()
  const recordings = new RecordingStore(folders, trash, worker, () => emit({ kind: 'recordings.changed' }))
  const runs = new Runs({ folders, recordings, emit })
  const replays = new Replays(recordings, emit)
  // Requests do not wait for it: what is recovered is announced. What is not removed today is removed another day.
  const tidied = Promise.all([runs.recover(), trash.prune()]).catch(() => {})

  return {
    'app.info': async () => ({
      product: 'Python Memory Lab',
      version: VERSION,
      host: options.host,
      platform: process.platform,
      locale: Intl.DateTimeFormat().resolvedOptions().locale,
      exportFormats,
    }),
    'state.get': () => state.get(),
    'state.set': async ({ changes }) => {
      await state.set(changes)
      return null
    },
    ...scenarioMethods(scenarios),
    ...runMethods(runs),
    ...recordingMethods(recordings, worker, replays),
    async close() {
      scenarios.close()
      await Promise.all([runs.close(), replays.close()])
      await tidied
      await worker.close()
    },
  }
}
