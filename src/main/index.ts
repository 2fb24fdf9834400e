/** Electron's main process: the lab's service, one window on it, and the list of what is set up around them. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session } from 'electron'
import { defaultDataFolder } from '../host/data-folder'
import { createLabService } from '../host/lab-service'
import { staticFiles } from '../host/static-files'
import { setupDialogs, setupDownloads } from './setup-dialogs'
import { sendEvent, setupIpc } from './setup-ipc'
import { setupEnd, setupSingleInstance } from './setup-lifecycle'
import { setupMenu } from './setup-menu'
import { setupNavigation } from './setup-navigation'
import { setupPermissions } from './setup-permissions'
import { setupProtocol, setupScheme } from './setup-protocol'
import { setupWindow } from './setup-window'

const here = import.meta.dirname
const openWindow = (): BrowserWindow | null => BrowserWindow.getAllWindows()[0] ?? null

function dataFolder(): string {
  const options = { 'data-folder': { type: 'string' } } as const
  const { values } = parseArgs({ options, strict: false })
  const named = values['data-folder']
  return typeof named === 'string' ? named : defaultDataFolder()
}

async function start(): Promise<void> {
  const { chooseFolder } = setupDialogs(dialog, openWindow)
  const service = createLabService({
    dataFolder: dataFolder(),
    bundledScenarios: join(here, '../../scenarios'),
    host: 'electron',
    chooseFolder,
    emit: (event) => {
      const windows = BrowserWindow.getAllWindows().map((window) => window.webContents)
      sendEvent(windows, event)
    },
  })
  setupProtocol(protocol, staticFiles(join(here, '../renderer')))
  setupPermissions(session.defaultSession)
  setupDownloads(session.defaultSession)
  setupIpc(ipcMain, service)
  setupMenu(Menu, process.platform, !app.isPackaged)
  setupEnd(app, () => service.close())
  setupWindow({
    create: (options) => new BrowserWindow(options),
    preload: join(here, '../preload/index.cjs'),
    ready: () => process.send?.('ready'),
  })
}

app.enableSandbox()
setupScheme(protocol)
setupNavigation(app)
if (setupSingleInstance(app, openWindow)) void app.whenReady().then(start)
else app.quit()
