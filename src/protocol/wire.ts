/** What travels over a WebSocket, each message one frame of the codec (large ones of the host in parts, parts.ts). Every request has an id, every reply carries it. */
import type { ServiceEvent } from './service'

export interface RequestMessage {
  kind: 'request'
  id: number
  method: string
  params: unknown
}

export type HostMessage =
  | { kind: 'reply'; id: number; ok: true; result: unknown }
  /** `error` is a sentence for the user. */
  | { kind: 'reply'; id: number; ok: false; error: string }
  | { kind: 'event'; event: ServiceEvent }

/** Close code: the token is missing or of another host; trying again is useless. */
export const CLOSE_REFUSED = 4401
/** Close code: the peer sent what is no message. */
export const CLOSE_NOT_UNDERSTOOD = 4400

/** Path of the WebSocket and name of the parameter that carries the token, there and in the page's address. */
export const SOCKET_PATH = '/ws'
export const TOKEN_PARAMETER = 'token'
