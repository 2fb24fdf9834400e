/** What Electron's preload and main process say to each other: one channel per method, one for all events. */
import type { MethodName } from './service'

export const channelOf = (method: MethodName): string => `lab:${method}`
export const EVENT_CHANNEL = 'lab:event'

/** Errors travel as values: Electron would put its own words around a rejected one. */
export type IpcReply = { ok: true; result: unknown } | { ok: false; error: string }
