/** One lab per user, and an end that loses nothing. */
import type { App, BrowserWindow } from 'electron'

/** Gives false when the lab is open already: that one comes to the front, and this process has to end. */
export function setupSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
  window: () => BrowserWindow | null,
): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', () => {
    const open = window()
    if (open === null) return
    if (open.isMinimized()) open.restore()
    open.focus()
  })
  return true
}

/** A run that goes on is stopped and its recording written before the process ends. */
export function setupEnd(app: Pick<App, 'on' | 'quit'>, close: () => Promise<void>): void {
  let closed = false
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void close().finally(() => {
      closed = true
      app.quit()
    })
  })
}
