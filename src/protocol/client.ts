/**
 * The window's side of a WebSocket: requests with ids, events, and a connection that comes back by itself. A run goes on
 * while the connection is away: on `{ kind: 'connection', state: 'restored' }` ask `run.current` where it stands.
 */
import { decode, encode } from './codec'
import { PartJoiner } from './parts'
import type { LabClient, MethodName, Params, Result, ServiceEvent } from './service'
import { CLOSE_NOT_UNDERSTOOD, CLOSE_REFUSED, type HostMessage, type RequestMessage } from './wire'

/** What this needs of a WebSocket: the browser's and the one of the package ws have it. */
export interface WebSocketLike {
  binaryType: string
  onopen: ((event: never) => void) | null
  onclose: ((event: { code: number; reason: string }) => void) | null
  onerror: ((event: never) => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  send(data: Uint8Array<ArrayBuffer>): void
  close(code?: number): void
}

export interface ClientOptions {
  /** Opens a connection; the global WebSocket when left out. */
  connect?: (url: string) => WebSocketLike
  /** ms before the first attempt to come back; doubles up to MAX_DELAY_MS. */
  delayMs?: number
}

export interface WebSocketClient extends LabClient {
  /** Ends the connection for good: what is pending is rejected. */
  close(): void
}

const FIRST_DELAY_MS = 100
const MAX_DELAY_MS = 3000

const LOST = 'The connection to the lab was lost before it answered. It is coming back: try again.'
const REFUSED = 'The lab does not accept this window: open the address that the lab printed when it started.'
const CLOSED = 'The connection to the lab is closed.'

interface Pending {
  resolve(result: unknown): void
  reject(error: Error): void
}

const openGlobal = (url: string): WebSocketLike => new WebSocket(url) as unknown as WebSocketLike

class Client implements WebSocketClient {
  private socket: WebSocketLike | null = null
  private open = false
  /** It was open once: the next opening is a return. */
  private known = false
  /** Why no attempt is made any more. */
  private over: string | null = null
  private delay: number
  private timer: ReturnType<typeof setTimeout> | undefined
  private nextId = 1
  private readonly pending = new Map<number, Pending>()
  /** Requests made while there is no connection. */
  private readonly waiting: RequestMessage[] = []
  private readonly listeners = new Set<(event: ServiceEvent) => void>()

  constructor(
    private readonly url: string,
    private readonly options: ClientOptions,
  ) {
    this.delay = options.delayMs ?? FIRST_DELAY_MS
    this.connect()
  }

  invoke<M extends MethodName>(method: M, params: Params<M>): Promise<Result<M>> {
    if (this.over !== null) return Promise.reject(new Error(this.over))
    const request: RequestMessage = { kind: 'request', id: this.nextId++, method, params }
    return new Promise((resolve, reject) => {
      this.pending.set(request.id, { resolve: resolve as Pending['resolve'], reject })
      if (this.open) this.send(request)
      else this.waiting.push(request)
    })
  }

  subscribe(listener: (event: ServiceEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  close(): void {
    this.finish(CLOSED)
    this.socket?.close(1000)
  }

  private send(request: RequestMessage): void {
    let frame: Uint8Array<ArrayBuffer>
    try {
      frame = encode(request)
    } catch (error) {
      this.take(request.id)?.reject(error as Error)
      return
    }
    this.socket?.send(frame)
  }

  private parts = new PartJoiner()

  private take(id: number): Pending | undefined {
    const pending = this.pending.get(id)
    this.pending.delete(id)
    return pending
  }

  private connect(): void {
    const socket = (this.options.connect ?? openGlobal)(this.url)
    this.socket = socket
    this.parts = new PartJoiner()
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => this.opened()
    socket.onmessage = ({ data }) => this.received(data)
    socket.onclose = ({ code }) => this.lost(code)
    socket.onerror = () => {} // a close follows
  }

  private opened(): void {
    this.open = true
    this.delay = this.options.delayMs ?? FIRST_DELAY_MS
    for (const request of this.waiting.splice(0)) this.send(request)
    if (this.known) this.tell({ kind: 'connection', state: 'restored' })
    this.known = true
  }

  private received(data: unknown): void {
    let message: HostMessage
    try {
      const frame = this.parts.take(new Uint8Array(data as ArrayBuffer))
      if (frame === null) return
      message = decode(frame) as HostMessage
    } catch {
      this.socket?.close(CLOSE_NOT_UNDERSTOOD)
      return
    }
    if (message.kind === 'event') this.tell(message.event)
    else if (message.ok) this.take(message.id)?.resolve(message.result)
    else this.take(message.id)?.reject(new Error(message.error))
  }

  private lost(code: number): void {
    const was = this.open
    this.open = false
    this.socket = null
    if (this.over !== null) return
    if (code === CLOSE_REFUSED) {
      this.finish(REFUSED)
      this.tell({ kind: 'connection', state: 'refused' })
      return
    }
    this.rejectAll(LOST, new Set(this.waiting.map((request) => request.id)))
    if (was) this.tell({ kind: 'connection', state: 'lost' })
    this.timer = setTimeout(() => this.connect(), this.delay)
    this.delay = Math.min(this.delay * 2, MAX_DELAY_MS)
  }

  private finish(why: string): void {
    this.over = why
    clearTimeout(this.timer)
    this.waiting.length = 0
    this.rejectAll(why, new Set())
  }

  private rejectAll(why: string, except: Set<number>): void {
    for (const id of [...this.pending.keys()]) if (!except.has(id)) this.take(id)?.reject(new Error(why))
  }

  private tell(event: ServiceEvent): void {
    for (const listener of [...this.listeners]) listener(event)
  }
}

/** A client of the web host at `url` (ws://.../ws?token=...). It connects at once and reconnects by itself. */
export function webSocketClient(url: string, options: ClientOptions = {}): WebSocketClient {
  return new Client(url, options)
}
