import { t } from '../i18n/translate'
import { showToast } from '../state/app-state'

/** Copies text and says so. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    showToast(t('common.copied'))
  } catch {
    showToast(t('common.copyRefused'), { tone: 'error' })
  }
}
