/** The document in the editor: opening, saving, new ones, and the settings that belong to it. */
import type { ScenarioInfo, ScenarioMetadata } from '../../protocol/scenario'
import { DEFAULT_SETTINGS, type RunSettings } from '../../protocol/settings'
import { t } from '../i18n/translate'
import {
  breakpoints,
  diagnostics,
  isDirty,
  NO_METADATA,
  type OpenDocument,
  openDocument,
  recentScenarios,
  scenarioFolder,
  scenarios,
  settings,
  showToast,
} from './app-state'
import { invoke } from './client'
import type { Draft } from './preferences'
import { messageOf } from './run-session'

const MAX_RECENT = 12

/** What a document asks for in its block, over the defaults: what the next run starts with. */
export function settingsOf(metadata: ScenarioMetadata): RunSettings {
  const parameters = Object.fromEntries(metadata.parameters.map((parameter) => [parameter.name, parameter.default]))
  return {
    ...DEFAULT_SETTINGS,
    ...metadata.settings,
    parameters: { ...parameters, ...metadata.settings.parameters },
  }
}

/**
 * Puts a document into the editor. The one before is only a draft of its own when it was changed: the caller offers to
 * bring it back (`openScenario` does).
 */
function put(document: OpenDocument, next: RunSettings, lines: readonly number[] = []): void {
  diagnostics.set([])
  settings.set(next)
  breakpoints.set(lines)
  openDocument.set(document)
  if (document.id) {
    const id = document.id
    recentScenarios.update((list) => [id, ...list.filter((other) => other !== id)].slice(0, MAX_RECENT))
  }
}

export function restoreDraft(draft: Draft): void {
  put(draft.document, draft.settings, draft.breakpoints)
}

/** Opens a scenario. Unsaved changes of the one before stay one click away, in the note that appears. */
export async function openScenario(id: string): Promise<void> {
  const { info, source } = await invoke('scenarios.read', { id })
  keepUnsaved()
  put({ id, origin: info.origin, name: info.name, savedSource: source, source, metadata: info }, settingsOf(info))
}

/** A document that is not in the library: a new one, a shared one, or the script of a recording. */
export function openSource(name: string, source: string, metadata: ScenarioMetadata, next?: RunSettings): void {
  keepUnsaved()
  put({ id: null, origin: 'mine', name, savedSource: '', source, metadata }, next ?? settingsOf(metadata))
}

function keepUnsaved(): void {
  const before = openDocument.get()
  if (!before || !isDirty.get() || before.source.trim() === '') return
  const draft: Draft = { document: before, settings: settings.get(), breakpoints: breakpoints.get() }
  showToast(t('document.leftUnsaved', { name: before.name }), {
    action: { label: t('document.bringBack'), run: () => restoreDraft(draft) },
  })
}

const NEW_SOURCE = '"""What this scenario shows."""\n\n'

export function newScenario(): void {
  openSource(freeName('untitled'), NEW_SOURCE, NO_METADATA)
}

/** A name that none of mine has: name, name-2, name-3 ... */
export function freeName(
  name: string,
  taken = (scenarios.get() ?? []).filter((info) => info.origin === 'mine'),
): string {
  const names = new Set(taken.map((info) => info.name))
  let free = name
  for (let n = 2; names.has(free); n++) free = `${name}-${n}`
  return free
}

/** Saves the document. A bundled one, or one without a file, becomes one of mine. */
export async function saveDocument(): Promise<void> {
  const document = openDocument.get()
  if (!document) return
  const over = document.origin === 'mine' && document.id !== null
  const name = over ? document.name : freeName(document.name)
  const saved = await invoke('scenarios.save', { id: over ? document.id : null, name, source: document.source })
  openDocument.update((now) =>
    now && now.id === document.id && now.name === document.name
      ? { ...now, id: saved.info.id, origin: 'mine', name: saved.info.name, savedSource: document.source }
      : now,
  )
  showToast(t('document.saved', { name: saved.info.name }))
  await refreshScenarios()
}

export async function refreshScenarios(): Promise<void> {
  try {
    const list = await invoke('scenarios.list', {})
    scenarios.set(list.scenarios)
    scenarioFolder.set(list.folder)
  } catch (error) {
    if (scenarios.get() === null) scenarios.set([])
    showToast(messageOf(error), { tone: 'error' })
  }
}

export async function duplicateScenario(info: ScenarioInfo): Promise<void> {
  const { source } = await invoke('scenarios.read', { id: info.id })
  const saved = await invoke('scenarios.save', { id: null, name: freeName(`${info.name}-copy`), source })
  await refreshScenarios()
  await openScenario(saved.info.id)
}

export async function renameScenario(info: ScenarioInfo, name: string): Promise<void> {
  const renamed = await invoke('scenarios.rename', { id: info.id, name })
  openDocument.update((now) => (now?.id === info.id ? { ...now, id: renamed.id, name: renamed.name } : now))
  await refreshScenarios()
}

/** Deletes one of mine; the note that appears brings it back. An open document stays in the editor, unsaved. */
export async function deleteScenario(info: ScenarioInfo): Promise<void> {
  const { undo } = await invoke('scenarios.delete', { id: info.id })
  openDocument.update((now) => (now?.id === info.id ? { ...now, id: null, savedSource: '' } : now))
  recentScenarios.update((list) => list.filter((id) => id !== info.id))
  await refreshScenarios()
  showToast(t('scenarios.deleted', { name: info.name }), {
    action: {
      label: t('common.undo'),
      run: () =>
        void invoke('scenarios.restore', { undo })
          .then((restored) => {
            openDocument.update((now) =>
              now && now.id === null && now.name === info.name
                ? { ...now, id: restored.id, savedSource: now.source }
                : now,
            )
            return refreshScenarios()
          })
          .catch((error) => showToast(messageOf(error), { tone: 'error' })),
    },
  })
}

/** The text in the editor has changed. */
export function editSource(source: string): void {
  openDocument.update((now) => (now && now.source !== source ? { ...now, source } : now))
}

/** What the host's check of the present text said. New parameters get their defaults, gone ones are dropped. */
export function takeMetadata(metadata: ScenarioMetadata): void {
  const before = openDocument.get()
  if (!before) return
  if (JSON.stringify(before.metadata.parameters) !== JSON.stringify(metadata.parameters)) {
    settings.update((now) => ({
      ...now,
      parameters: Object.fromEntries(
        metadata.parameters.map(({ name, default: initial }) => [name, now.parameters[name] ?? initial]),
      ),
    }))
  }
  openDocument.set({ ...before, metadata })
}
