/** One window behind a WebSocket: its requests are answered, events go to it as long as it can keep up. */
import type { WebSocket } from 'ws'
import { decode, encode } from '../protocol/codec'
import { partsOf } from '../protocol/parts'
import type { LabApi, ServiceEvent } from '../protocol/service'
import { CLOSE_NOT_UNDERSTOOD, type HostMessage, type RequestMessage } from '../protocol/wire'
import { dispatch } from './dispatch'
import { messageFor } from './user-error'

/** A window that has fallen this far behind is cut off: it comes back and asks where the run stands. */
const MAX_BACKLOG = 128 * 1024 * 1024
const CLOSE_TOO_SLOW = 4408

function requestOf(data: unknown): RequestMessage | null {
  if (!Buffer.isBuffer(data)) return null
  try {
    const message = decode(data) as Partial<RequestMessage> | null
    if (message?.kind !== 'request' || !Number.isSafeInteger(message.id)) return null
    return message as RequestMessage
  } catch {
    return null
  }
}

/** The reply as bytes; a result that cannot be sent is an error like any other. */
async function answer(api: LabApi, request: RequestMessage): Promise<Uint8Array> {
  const { id, method, params } = request
  try {
    return encode({ kind: 'reply', id, ok: true, result: await dispatch(api, method, params) } satisfies HostMessage)
  } catch (error) {
    return encode({ kind: 'reply', id, ok: false, error: messageFor(error) } satisfies HostMessage)
  }
}

/** Serves the socket until it closes; gives the function that tells it of events. */
export function serveSocket(ws: WebSocket, api: LabApi): (event: ServiceEvent) => void {
  const send = (frame: Uint8Array): void => {
    for (const part of partsOf(frame)) if (ws.readyState === ws.OPEN) ws.send(part)
  }
  ws.binaryType = 'nodebuffer'
  ws.on('error', () => ws.terminate())
  ws.on('message', (data, isBinary) => {
    const request = isBinary ? requestOf(data) : null
    if (request === null) ws.close(CLOSE_NOT_UNDERSTOOD, 'not a request')
    else void answer(api, request).then(send)
  })
  return (event) => {
    if (ws.bufferedAmount > MAX_BACKLOG) ws.close(CLOSE_TOO_SLOW, 'too slow')
    else send(encode({ kind: 'event', event } satisfies HostMessage))
  }
}
