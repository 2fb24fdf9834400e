/** The whole main process against a fake Electron: what index.ts puts together works together. */
import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindowConstructorOptions } from 'electron'
import { afterAll, expect, it, vi } from 'vitest'
import { labBridge } from '../../../src/preload/bridge'
import { METHOD_NAMES } from '../../../src/protocol/service'
import { FakeWindow } from '../host/window'
import { FakeApp, FakeIpc } from './fake-electron'

const data = mkdtempSync(join(tmpdir(), 'pymemlab-main-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

const ipc = new FakeIpc()
const calls: string[] = []
const windows: { webContents: unknown; options: BrowserWindowConstructorOptions }[] = []

class FakeBrowserWindow extends EventEmitter {
  static getAllWindows = (): unknown[] => windows
  readonly webContents = Object.assign(new EventEmitter(), ipc.contents)
  constructor(readonly options: BrowserWindowConstructorOptions) {
    super()
    windows.push(this)
  }
  show(): void {
    calls.push('show')
  }
  async loadURL(url: string): Promise<void> {
    calls.push(`load ${url}`)
  }
}

const app = Object.assign(new FakeApp(), {
  enableSandbox: () => calls.push('sandbox'),
  whenReady: async () => void calls.push('ready'),
  isPackaged: true,
})
const noting = (name: string) => () => void calls.push(name)

vi.mock('electron', () => ({
  app,
  BrowserWindow: FakeBrowserWindow,
  dialog: { showOpenDialog: async () => ({ canceled: true, filePaths: [] }) },
  ipcMain: ipc.main,
  Menu: { buildFromTemplate: () => ({}), setApplicationMenu: noting('menu') },
  protocol: { registerSchemesAsPrivileged: noting('scheme'), handle: noting('protocol') },
  session: {
    defaultSession: Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: noting('permissions'),
      setPermissionCheckHandler: () => {},
      setDevicePermissionHandler: () => {},
      setBluetoothPairingHandler: () => {},
    }),
  },
}))

it('sets up everything before the window loads, serves it, and ends when it is closed', async () => {
  process.env.PYMEMLAB_DATA = data
  await import('../../../src/main/index')
  await vi.waitFor(() => expect(calls).toContain('load app://lab/'))
  // the scheme has to be known before the app is ready, and what guards the page before there is a page
  expect(calls).toEqual(['sandbox', 'scheme', 'ready', 'protocol', 'permissions', 'menu', 'load app://lab/'])
  expect(app.listenerCount('web-contents-created')).toBe(1)
  expect(ipc.handlers.size).toBe(METHOD_NAMES.length)
  expect(windows[0].options.webPreferences?.preload).toMatch(/preload[\\/]index\.cjs$/)

  const window = new FakeWindow(labBridge(ipc.renderer))
  expect(await window.ask('app.info', {})).toMatchObject({ host: 'electron' })
  expect((await window.ask('scenarios.list', {})).scenarios.length).toBeGreaterThan(0)
  await expect(window.ask('scenarios.openFolder', { path: '/' })).rejects.toThrow('Choose the folder in the dialog')
  const run = await window.start('print("in electron")\nwhile True: pass\n')
  await window.until('run.output')

  // closing the window ends the run and keeps its recording
  app.emit('window-all-closed')
  await window.until('run.recorded', (event) => event.run === run)
  await vi.waitFor(() => expect(app.quits).toBe(2))
  window.close()
})
