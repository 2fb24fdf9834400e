/** Stand-ins for the parts of Electron that the setups use, typed by Electron's own declarations; nothing is imported from it at run time. */
import { EventEmitter } from 'node:events'
import type { App, IpcMain, IpcMainInvokeEvent, IpcRenderer, IpcRendererEvent, WebFrameMain } from 'electron'
import { START_URL } from '../../../src/main/origin'

type Handler = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown

/** A frame that sends; by default the whole page of our own window. */
export function senderFrame(url = START_URL, parent: WebFrameMain | null = null): WebFrameMain {
  return { url, parent } as WebFrameMain
}

/** Main and renderer ends of one IPC connection: what crosses it is cloned as Electron does. */
export class FakeIpc {
  readonly handlers = new Map<string, Handler>()
  private readonly toRenderer = new EventEmitter()
  /** Who the renderer is, as the main process sees it. */
  frame: WebFrameMain | null = senderFrame()

  readonly main: Pick<IpcMain, 'handle'> = {
    handle: (channel, handler) => {
      if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
      this.handlers.set(channel, handler)
    },
  }

  readonly renderer = {
    invoke: async (channel: string, ...args: unknown[]) => {
      const handler = this.handlers.get(channel)
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
      const event = { senderFrame: this.frame } as IpcMainInvokeEvent
      return structuredClone(await handler(event, ...structuredClone(args)))
    },
    on: (channel: string, listener: (event: IpcRendererEvent, ...args: unknown[]) => void) => {
      this.toRenderer.on(channel, listener)
      return this.renderer
    },
    removeListener: (channel: string, listener: (...args: unknown[]) => void) => {
      this.toRenderer.off(channel, listener)
      return this.renderer
    },
  } as unknown as Pick<IpcRenderer, 'invoke' | 'on' | 'removeListener'>

  /** The main process's `webContents`. */
  readonly contents = {
    isDestroyed: () => false,
    send: (channel: string, ...args: unknown[]) => {
      this.toRenderer.emit(channel, { sender: 'secret' }, ...structuredClone(args))
    },
  }

  listeners(channel: string): number {
    return this.toRenderer.listenerCount(channel)
  }
}

/** An application that remembers what was asked of it. */
export class FakeApp extends EventEmitter {
  locked = true
  quits = 0
  requestSingleInstanceLock(): boolean {
    return this.locked
  }
  quit(): void {
    this.quits++
    const event = prevented()
    this.emit('will-quit', event)
  }
  get typed(): Pick<App, 'on' | 'quit' | 'requestSingleInstanceLock'> {
    return this as unknown as Pick<App, 'on' | 'quit' | 'requestSingleInstanceLock'>
  }
}

/** An event whose default can be prevented. */
export function prevented(): { defaultPrevented: boolean; preventDefault(): void } {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}
