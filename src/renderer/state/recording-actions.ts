/** Recordings: opening, saving, replaying, comparing, exporting, and their list. */
import type { RecordingInfo } from '../../protocol/service'
import { t } from '../i18n/translate'
import { compared, comparison, shown, showToast } from './app-state'
import { atom } from './atom'
import { invoke } from './client'
import { openSource } from './documents'
import { lastRecording } from './preferences'
import { RecordingModel } from './recording-model'
import { messageOf, refreshRecordings, show } from './run-session'

/** Work of the host that takes its time, by the handle of its recording: 0 to 1. */
export const progressOf = atom<ReadonlyMap<string, number>>(new Map())
/** What the last replay of each recording said. */
export const replays = atom<ReadonlyMap<string, { identical: boolean; message: string }>>(new Map())

/** Lets the window draw between receiving a recording, taking it apart and showing it: each takes a part of a frame. */
const nextTask = (): Promise<void> => new Promise((done) => setTimeout(done))

export async function openRecording(id: string): Promise<void> {
  const open = await invoke('recordings.open', { id })
  await nextTask()
  const model = RecordingModel.of(open)
  await nextTask()
  show(model)
}

/** Puts a recording on screen, and the script and settings that made it into the editor. */
export async function openScenarioOf(id: string): Promise<void> {
  const open = await invoke('recordings.open', { id })
  const { metadata } = await invoke('scenarios.check', { source: open.scenario })
  show(RecordingModel.of(open))
  openSource(open.info.name, open.scenario, metadata, open.manifest.settings)
}

export async function importRecording(file: File): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const info = await invoke('recordings.import', { name: file.name, bytes })
  await refreshRecordings()
  await openRecording(info.id)
}

/** Saves the recording on screen as a file. */
export async function saveRecording(): Promise<void> {
  const model = shown.get()
  if (!model.info) return
  const info = await invoke('recordings.save', { id: model.info.id, name: model.info.name })
  model.info = info
  model.name = info.name
  model.touch()
  lastRecording.set(info.id)
  showToast(t('recordings.saved', { name: info.name }))
  await refreshRecordings()
}

export async function renameRecording(info: RecordingInfo, name: string): Promise<void> {
  const renamed = await invoke('recordings.rename', { id: info.id, name })
  const model = shown.get()
  if (model.info?.id === info.id) {
    model.info = renamed
    model.name = renamed.name
    model.touch()
  }
  await refreshRecordings()
}

export async function deleteRecording(info: RecordingInfo): Promise<void> {
  const { undo } = await invoke('recordings.delete', { id: info.id })
  await refreshRecordings()
  showToast(t('recordings.deleted', { name: info.name }), {
    action: {
      label: t('common.undo'),
      run: () =>
        void invoke('recordings.restore', { undo })
          .then(refreshRecordings)
          .catch((error) => showToast(messageOf(error), { tone: 'error' })),
    },
  })
}

function setProgress(id: string, fraction: number | null): void {
  const next = new Map(progressOf.get())
  if (fraction === null) next.delete(id)
  else next.set(id, fraction)
  progressOf.set(next)
}

export const onProgress = (id: string, fraction: number): void => {
  if (progressOf.get().has(id)) setProgress(id, fraction)
}

/** Runs a recording again in the host and says whether it came out the same. */
export async function replayRecording(id: string): Promise<void> {
  if (progressOf.get().has(id)) return
  setProgress(id, 0)
  try {
    const result = await invoke('recordings.replay', { id })
    const said = { identical: result.identical, message: result.message }
    replays.update((map) => new Map(map).set(id, said))
    const model = shown.get()
    if (model.info?.id === id) {
      model.replay = said
      model.touch()
    }
    showToast(result.identical ? t('replay.identical') : t('replay.different', { message: result.message }), {
      tone: result.identical ? 'neutral' : 'error',
    })
  } finally {
    setProgress(id, null)
  }
}

/** Lays `b` over `a`: a is put on screen, b beside it. */
export async function compareRecordings(a: string, b: string): Promise<void> {
  const [first, second, result] = await Promise.all([
    shown.get().info?.id === a ? null : invoke('recordings.open', { id: a }),
    invoke('recordings.open', { id: b }),
    invoke('recordings.compare', { a, b }),
  ])
  if (first) show(RecordingModel.of(first))
  compared.set(RecordingModel.of(second))
  comparison.set(result)
}

export function endComparison(): void {
  compared.set(null)
  comparison.set(null)
}

/** Exports the recording on screen; the browser saves the file. */
export async function exportRecording(id: string, format: string): Promise<void> {
  const file = await invoke('recordings.export', { id, format })
  saveFile(file.fileName, file.mediaType, file.bytes)
  showToast(t('export.done', { name: file.fileName }))
}

export function saveFile(name: string, mediaType: string, bytes: Uint8Array | string): void {
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
