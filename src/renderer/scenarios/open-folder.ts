import { t } from '../i18n/translate'
import { appInfo, overlay, scenarioFolder, scenarios, showToast } from '../state/app-state'
import { invoke } from '../state/client'

/** Asks for another folder of my scenarios: with the system's dialog in Electron, by its path in a browser. */
export async function openFolder(): Promise<void> {
  if (appInfo.get()?.host === 'web') overlay.set('folder')
  else await takeFolder(null)
}

/** Makes a folder the one of my scenarios. null: the default one, or in Electron the one chosen in the dialog. */
export async function takeFolder(path: string | null): Promise<void> {
  const { scenarios: list, folder } = await invoke('scenarios.openFolder', { path })
  scenarios.set(list)
  scenarioFolder.set(folder)
  showToast(t('scenarios.folder', { folder }))
}
