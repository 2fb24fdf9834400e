import { t } from '../i18n/translate'
import { appInfo, scenarioFolder, scenarios, showToast } from '../state/app-state'
import { invoke } from '../state/client'

/** Asks for another folder of my scenarios where the host can ask; elsewhere reads the present one again. */
export async function openFolder(): Promise<void> {
  const path = appInfo.get()?.host === 'web' ? scenarioFolder.get() || null : null
  const { scenarios: list, folder } = await invoke('scenarios.openFolder', { path })
  scenarios.set(list)
  scenarioFolder.set(folder)
  showToast(t('scenarios.folder', { folder }))
}
