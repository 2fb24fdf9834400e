/** Requests of the window to the service: one handler per method of the contract, answered for our own page only. */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { dispatch } from '../host/dispatch'
import { messageFor } from '../host/user-error'
import { channelOf, EVENT_CHANNEL, type IpcReply } from '../protocol/ipc'
import { type LabApi, METHOD_NAMES, type ServiceEvent } from '../protocol/service'
import { isOwn } from './origin'

/** The frame that speaks is the whole page of a window of ours, not one embedded in it, and shows our own page. */
function isTrusted({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwn(senderFrame.url)
}

export function setupIpc(ipc: Pick<IpcMain, 'handle'>, service: LabApi): void {
  for (const method of METHOD_NAMES) {
    ipc.handle(channelOf(method), async (event, params: unknown): Promise<IpcReply> => {
      if (!isTrusted(event)) return { ok: false, error: 'The lab answers to its own window only.' }
      try {
        return { ok: true, result: await dispatch(service, method, params) }
      } catch (error) {
        return { ok: false, error: messageFor(error) }
      }
    })
  }
}

/** Tells all windows what happened. */
export function sendEvent(windows: Pick<WebContents, 'send' | 'isDestroyed'>[], event: ServiceEvent): void {
  for (const contents of windows) if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, event)
}
