/** The lab as the window sees it: one verb per method of the contract, and no way to name a channel. */
import type { IpcRenderer } from 'electron'
import { channelOf, EVENT_CHANNEL, type IpcReply } from '../protocol/ipc'
import { type LabClient, METHOD_NAMES, type ServiceEvent } from '../protocol/service'

type Verb = (params: unknown) => Promise<unknown>

export function labBridge(ipc: Pick<IpcRenderer, 'invoke' | 'on' | 'removeListener'>): LabClient {
  const verb =
    (channel: string): Verb =>
    async (params) => {
      const reply = (await ipc.invoke(channel, params)) as IpcReply
      if (!reply.ok) throw new Error(reply.error)
      return reply.result
    }
  const verbs: Record<string, Verb> = Object.fromEntries(METHOD_NAMES.map((name) => [name, verb(channelOf(name))]))
  return {
    invoke: (method, params) => {
      if (!Object.hasOwn(verbs, method)) return Promise.reject(new Error(`The lab has no method ${String(method)}.`))
      return verbs[method](params) as never
    },
    subscribe(listener) {
      // the event object of Electron carries the sender and must not reach the page
      const forward = (_: unknown, event: ServiceEvent): void => listener(event)
      ipc.on(EVENT_CHANNEL, forward)
      return () => {
        ipc.removeListener(EVENT_CHANNEL, forward)
      }
    },
  }
}
