/** The only ways to files outside the lab's own folders: dialogs that the user answers. */
import type { BrowserWindow, Dialog, Session } from 'electron'

/** Asks for the folder of my scenarios; null when the user gave up. */
export function setupDialogs(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  window: () => BrowserWindow | null,
): { chooseFolder(): Promise<string | null> } {
  return {
    async chooseFolder() {
      const owner = window()
      const options = { properties: ['openDirectory' as const, 'createDirectory' as const] }
      const answer = await (owner === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(owner, options))
      return answer.canceled ? null : (answer.filePaths[0] ?? null)
    },
  }
}

/** What the window made itself (exports, pictures of charts) is saved where the user says; it can download nothing else. */
export function setupDownloads(session: Pick<Session, 'on'>): void {
  session.on('will-download', (event, item) => {
    if (!/^(?:blob|data):/.test(item.getURL())) {
      event.preventDefault()
      return
    }
    item.setSaveDialogOptions({ defaultPath: item.getFilename() })
  })
}
