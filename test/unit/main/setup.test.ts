import { EventEmitter } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  CustomScheme,
  Dialog,
  MenuItemConstructorOptions,
  Protocol,
  Session,
  WindowOpenHandlerResponse,
} from 'electron'
import { describe, expect, it } from 'vitest'
import { isOwn } from '../../../src/main/origin'
import { setupDialogs, setupDownloads } from '../../../src/main/setup-dialogs'
import { sendEvent, setupIpc } from '../../../src/main/setup-ipc'
import { setupEnd, setupSingleInstance } from '../../../src/main/setup-lifecycle'
import { menuTemplate, setupMenu } from '../../../src/main/setup-menu'
import { setupNavigation } from '../../../src/main/setup-navigation'
import { setupPermissions } from '../../../src/main/setup-permissions'
import { setupProtocol, setupScheme } from '../../../src/main/setup-protocol'
import { setupWindow } from '../../../src/main/setup-window'
import { labBridge } from '../../../src/preload/bridge'
import { channelOf, EVENT_CHANNEL } from '../../../src/protocol/ipc'
import { type LabApi, METHOD_NAMES } from '../../../src/protocol/service'
import { FakeApp, FakeIpc, prevented, senderFrame } from './fake-electron'

const FOREIGN = [
  'https://example.org/',
  'file:///etc/passwd',
  'app://other/',
  'app://lab.evil/',
  'javascript:1',
  'no url',
  'about:blank',
]

/** A service whose methods all answer with their parameters. */
const echo = Object.fromEntries(
  METHOD_NAMES.map((name) => [name, async (params: unknown) => params]),
) as unknown as LabApi

describe('our own origin', () => {
  it('is app://lab and nothing else', () => {
    expect(isOwn('app://lab/')).toBe(true)
    expect(isOwn('app://lab/assets/index.js')).toBe(true)
    for (const url of FOREIGN) expect(isOwn(url), url).toBe(false)
  })
})

describe('setupScheme and setupProtocol', () => {
  it('registers one privileged scheme that cannot bypass the content security policy', () => {
    let schemes: CustomScheme[] = []
    setupScheme({ registerSchemesAsPrivileged: (list) => (schemes = list) })
    expect(schemes.map(({ scheme }) => scheme)).toEqual(['app'])
    expect(schemes[0].privileges).toMatchObject({ standard: true, secure: true })
    expect(schemes[0].privileges?.bypassCSP).toBeFalsy()
    expect(schemes[0].privileges?.corsEnabled).toBeFalsy()
  })

  it('serves files of its own host only', async () => {
    const handlers = new Map<string, (request: Request) => Response | Promise<Response>>()
    const protocol = { handle: (scheme, handler) => handlers.set(scheme, handler) } as Pick<Protocol, 'handle'>
    setupProtocol(protocol, async () => new Response('ours'))
    expect([...handlers.keys()]).toEqual(['app'])
    const ask = async (url: string): Promise<Response> => handlers.get('app')!(new Request(url))
    expect(await (await ask('app://lab/index.html')).text()).toBe('ours')
    expect((await ask('app://other/index.html')).status).toBe(404)
  })
})

describe('setupWindow', () => {
  function open(): {
    options: BrowserWindowConstructorOptions
    loaded: string[]
    shown: () => number
    ready: () => number
  } {
    let options: BrowserWindowConstructorOptions = {}
    const loaded: string[] = []
    let shown = 0
    let ready = 0
    const webContents = new EventEmitter()
    const window = Object.assign(new EventEmitter(), {
      webContents,
      show: () => shown++,
      loadURL: async (url: string) => void loaded.push(url),
    })
    setupWindow({
      create: (given) => {
        options = given
        return window as unknown as BrowserWindow
      },
      preload: '/preload.cjs',
      ready: () => ready++,
    })
    expect(shown).toBe(0)
    window.emit('ready-to-show')
    webContents.emit('did-finish-load')
    webContents.emit('did-finish-load')
    return { options, loaded, shown: () => shown, ready: () => ready }
  }

  it('isolates the page from Node and from other origins', () => {
    expect(open().options.webPreferences).toEqual({
      preload: '/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    })
  })

  it('loads the lab, shows it when it is drawn, and says so once', () => {
    const window = open()
    expect(window.loaded).toEqual(['app://lab/'])
    expect(window.shown()).toBe(1)
    expect(window.ready()).toBe(1)
  })
})

describe('setupIpc', () => {
  it('answers exactly the methods of the contract', () => {
    const ipc = new FakeIpc()
    setupIpc(ipc.main, echo)
    expect([...ipc.handlers.keys()].sort()).toEqual(METHOD_NAMES.map(channelOf).sort())
  })

  it('refuses senders that are not our own whole page', async () => {
    const ipc = new FakeIpc()
    let called = 0
    setupIpc(ipc.main, { ...echo, 'state.get': async () => ({ called: ++called }) })
    const lab = labBridge(ipc.renderer)
    expect(await lab.invoke('state.get', {})).toEqual({ called: 1 })
    const strangers = [...FOREIGN.map((url) => senderFrame(url)), senderFrame('app://lab/', senderFrame()), null]
    for (const frame of strangers) {
      ipc.frame = frame
      await expect(lab.invoke('state.get', {})).rejects.toThrow('answers to its own window only')
    }
    expect(called).toBe(1)
  })

  it('sends events to windows that are there, without what Electron adds', () => {
    const ipc = new FakeIpc()
    const heard: unknown[][] = []
    const stop = labBridge(ipc.renderer).subscribe((...args) => heard.push(args))
    const gone = { isDestroyed: () => true, send: () => expect.unreachable('the window is gone') }
    sendEvent([gone, ipc.contents], { kind: 'scenarios.changed' })
    stop()
    sendEvent([ipc.contents], { kind: 'recordings.changed' })
    expect(heard).toEqual([[{ kind: 'scenarios.changed' }]])
    expect(ipc.listeners(EVENT_CHANNEL)).toBe(0)
  })
})

describe('the preload', () => {
  it('offers invoke and subscribe, and reaches no channel beyond the contract', async () => {
    const ipc = new FakeIpc()
    ipc.main.handle('secret', () => 'told')
    ipc.main.handle('lab:secret', () => 'told')
    const lab = labBridge(ipc.renderer)
    expect(Object.keys(lab).sort()).toEqual(['invoke', 'subscribe'])
    for (const name of ['secret', 'lab:secret', '__proto__', 'constructor', 'toString'])
      await expect(lab.invoke(name as 'app.info', {})).rejects.toThrow('no method')
  })
})

describe('setupPermissions', () => {
  type Parts = Pick<
    Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setBluetoothPairingHandler'
  >
  const handlers = {} as { [K in keyof Parts]: NonNullable<Parameters<Parts[K]>[0]> }
  const keep =
    <K extends keyof Parts>(name: K) =>
    (handler: unknown) =>
      (handlers[name] = handler as (typeof handlers)[K])
  setupPermissions({
    setPermissionRequestHandler: keep('setPermissionRequestHandler'),
    setPermissionCheckHandler: keep('setPermissionCheckHandler'),
    setDevicePermissionHandler: keep('setDevicePermissionHandler'),
    setBluetoothPairingHandler: keep('setBluetoothPairingHandler'),
  })

  const request = (permission: string, requestingUrl: string): boolean => {
    let granted = true
    handlers.setPermissionRequestHandler(null as never, permission as 'media', (answer) => (granted = answer), {
      requestingUrl,
      isMainFrame: true,
    } as never)
    return granted
  }

  it('refuses everything but copying text at the request of our own page', () => {
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'clipboard-read',
      'fullscreen',
    ]) {
      expect(request(permission, 'app://lab/'), permission).toBe(false)
      expect(handlers.setPermissionCheckHandler(null, permission as 'media', 'app://lab/', {} as never)).toBe(false)
    }
    expect(request('clipboard-sanitized-write', 'app://lab/')).toBe(true)
    expect(request('clipboard-sanitized-write', 'https://example.org/')).toBe(false)
  })

  it('gives no devices away', () => {
    expect(handlers.setDevicePermissionHandler({} as never)).toBe(false)
    let confirmed = true
    handlers.setBluetoothPairingHandler({} as never, (answer) => (confirmed = answer.confirmed))
    expect(confirmed).toBe(false)
  })
})

describe('setupNavigation', () => {
  let opener: (details: never) => WindowOpenHandlerResponse = () => ({ action: 'allow' })
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: typeof opener) => {
      opener = handler
    },
  })
  const app = new FakeApp()
  setupNavigation(app.typed)
  app.emit('web-contents-created', {}, contents)

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s leads nowhere else', (name) => {
    for (const url of FOREIGN) {
      const event = { ...prevented(), url }
      contents.emit(name, event)
      expect(event.defaultPrevented, url).toBe(true)
    }
    const own = { ...prevented(), url: 'app://lab/' }
    contents.emit(name, own)
    expect(own.defaultPrevented).toBe(false)
  })

  it('opens no window and embeds no page', () => {
    expect(opener({ url: 'app://lab/' } as never)).toEqual({ action: 'deny' })
    const event = prevented()
    contents.emit('will-attach-webview', event, {}, {})
    expect(event.defaultPrevented).toBe(true)
  })
})

describe('setupDialogs', () => {
  const dialog = (
    answer: { canceled: boolean; filePaths: string[] },
    seen: unknown[][] = [],
  ): Pick<Dialog, 'showOpenDialog'> =>
    ({
      showOpenDialog: async (...args: unknown[]) => {
        seen.push(args)
        return answer
      },
    }) as unknown as Dialog

  it('asks for a folder, on the window when there is one', async () => {
    const seen: unknown[][] = []
    const window = {} as BrowserWindow
    const fake = dialog({ canceled: false, filePaths: ['/home/me/scripts'] }, seen)
    expect(await setupDialogs(fake, () => window).chooseFolder()).toBe('/home/me/scripts')
    expect(seen).toEqual([[window, { properties: ['openDirectory', 'createDirectory'] }]])
    expect(await setupDialogs(fake, () => null).chooseFolder()).toBe('/home/me/scripts')
    expect(seen[1]).toHaveLength(1)
  })

  it('gives null when the user gave up', async () => {
    expect(await setupDialogs(dialog({ canceled: true, filePaths: [] }), () => null).chooseFolder()).toBeNull()
  })
})

describe('setupDownloads', () => {
  const session = new EventEmitter()
  setupDownloads(session as unknown as Session)
  const download = (url: string): { prevented: boolean; options: unknown } => {
    const event = prevented()
    let options: unknown = null
    const item = {
      getURL: () => url,
      getFilename: () => 'report.html',
      setSaveDialogOptions: (o: unknown) => (options = o),
    }
    session.emit('will-download', event, item)
    return { prevented: event.defaultPrevented, options }
  }

  it('saves what the window made, where the user says', () => {
    expect(download('blob:app://lab/1234')).toEqual({ prevented: false, options: { defaultPath: 'report.html' } })
  })

  it('downloads nothing else', () => {
    for (const url of FOREIGN) expect(download(url), url).toEqual({ prevented: true, options: null })
  })
})

describe('setupMenu', () => {
  const roles = (items: MenuItemConstructorOptions[]): unknown[] =>
    items.flatMap((item) => [item.role, ...(Array.isArray(item.submenu) ? roles(item.submenu) : [])])

  it('installs the menu of the platform', () => {
    const installed: unknown[] = []
    setupMenu(
      { buildFromTemplate: (template) => ({ template }) as never, setApplicationMenu: (menu) => installed.push(menu) },
      'darwin',
      false,
    )
    expect(installed).toEqual([{ template: menuTemplate('darwin', false) }])
    expect(roles(menuTemplate('darwin', false))).toContain('appMenu')
    expect(roles(menuTemplate('linux', false))).not.toContain('appMenu')
  })

  it('offers developer tools to developers only, and never takes F5', () => {
    expect(roles(menuTemplate('linux', true))).toContain('toggleDevTools')
    expect(roles(menuTemplate('linux', false))).not.toContain('toggleDevTools')
    for (const role of ['reload', 'forceReload']) expect(roles(menuTemplate('linux', true))).not.toContain(role)
  })
})

describe('setupSingleInstance', () => {
  it('ends the second lab and brings the first to the front', () => {
    const app = new FakeApp()
    const calls: string[] = []
    const window = {
      isMinimized: () => true,
      restore: () => calls.push('restore'),
      focus: () => calls.push('focus'),
    } as unknown as BrowserWindow
    expect(setupSingleInstance(app.typed, () => window)).toBe(true)
    app.emit('second-instance')
    expect(calls).toEqual(['restore', 'focus'])
    const second = new FakeApp()
    second.locked = false
    expect(setupSingleInstance(second.typed, () => null)).toBe(false)
    expect(second.listenerCount('second-instance')).toBe(0)
  })
})

describe('setupEnd', () => {
  it('waits until the service has closed before the process ends', async () => {
    const app = new FakeApp()
    let release = (): void => {}
    let closes = 0
    setupEnd(app.typed, () => {
      closes++
      return new Promise((done) => (release = done))
    })
    app.emit('window-all-closed')
    expect(app.quits).toBe(1)
    release()
    await new Promise((done) => setImmediate(done))
    expect(app.quits).toBe(2)
    const event = prevented()
    app.emit('will-quit', event)
    expect(event.defaultPrevented).toBe(false)
    expect(closes).toBe(1)
  })
})

describe('the main process', () => {
  it('imports electron in index.ts only; everything else takes it as an argument', () => {
    const folder = join(import.meta.dirname, '../../../src/main')
    const importing = readdirSync(folder).filter((name) =>
      /^import (?!type).*from 'electron'/m.test(name.endsWith('.ts') ? readFileSync(join(folder, name), 'utf8') : ''),
    )
    expect(importing).toEqual(['index.ts'])
  })

  it('calls every setup', () => {
    const folder = join(import.meta.dirname, '../../../src/main')
    const index = readFileSync(join(folder, 'index.ts'), 'utf8')
    const setups = readdirSync(folder).flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/export function (setup\w+)/g)].map((match) => match[1]),
    )
    expect(setups.length).toBeGreaterThan(9)
    for (const setup of setups) expect(index, setup).toMatch(new RegExp(`\\b${setup}\\(`))
  })
})
