/** The window: isolated from Node, sandboxed, and showing nothing but the lab's own page. */
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron'
import { START_URL } from './origin'

export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    title: 'Python Memory Lab',
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 700,
    show: false, // until it can be looked at
    webPreferences: {
      preload,
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
    },
  }
}

export interface WindowParts {
  create(options: BrowserWindowConstructorOptions): BrowserWindow
  preload: string
  /** Says that the lab can be seen; `npm start` waits for it. */
  ready(): void
}

export function setupWindow({ create, preload, ready }: WindowParts): BrowserWindow {
  const window = create(windowOptions(preload))
  window.once('ready-to-show', () => window.show())
  window.webContents.once('did-finish-load', ready)
  void window.loadURL(START_URL)
  return window
}
