/**
 * The web host: the window's files over HTTP and the service over a WebSocket, for this machine's user only
 * (docs/hosts.md). What keeps others out, in this order: it listens on the loopback interface; a request must name this
 * host (no DNS rebinding); a page needs the token or the cookie that a page with the token got; a WebSocket needs the
 * token itself and must come from a page of this very origin.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { LabApi, ServiceEvent } from '../protocol/service'
import { CLOSE_REFUSED, SOCKET_PATH, TOKEN_PARAMETER } from '../protocol/wire'
import { serveSocket } from './socket-session'
import { SECURITY_HEADERS, type StaticHandler } from './static-files'

export interface WebHostOptions {
  /** 0: any free port. */
  port: number
  files: StaticHandler
  /** Makes the service; `emit` tells all windows. */
  service: (emit: (event: ServiceEvent) => void) => LabApi & { close(): Promise<void> }
}

export interface WebHost {
  /** With the token: who knows it can use the lab. */
  url: string
  close(): Promise<void>
}

const TOKEN_BYTES = 32
/** A recording dropped on the window travels in one message. */
const MAX_MESSAGE = 1024 ** 3
const HOST = '127.0.0.1'

const NO_TOKEN = 'Open the address that the lab printed when it started: it carries the token that this one lacks.'

function same(given: string | null | undefined, expected: string): boolean {
  if (typeof given !== 'string') return false
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}

function cookies(header: string | undefined): Map<string, string> {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('=', 2) as [string, string])
  return new Map(pairs)
}

class Guard {
  readonly token = randomBytes(TOKEN_BYTES).toString('base64url')
  /** Not the token: cookies reach every port of this host name, the token only pages of this origin. */
  private readonly pass = randomBytes(TOKEN_BYTES).toString('base64url')

  constructor(private readonly port: number) {}

  get origin(): string {
    return `http://${HOST}:${this.port}`
  }

  private get cookieName(): string {
    return `pymemlab-${this.port}`
  }

  isOurs(request: IncomingMessage): boolean {
    const names = [`${HOST}:${this.port}`, `localhost:${this.port}`]
    return names.includes(request.headers.host ?? '')
  }

  hasToken(url: URL): boolean {
    return same(url.searchParams.get(TOKEN_PARAMETER), this.token)
  }

  hasCookie(request: IncomingMessage): boolean {
    return same(cookies(request.headers.cookie).get(this.cookieName), this.pass)
  }

  cookie(): string {
    return `${this.cookieName}=${this.pass}; Path=/; HttpOnly; SameSite=Strict`
  }

  /** The page's origin has to be the host that the request names. */
  isOwnOrigin(request: IncomingMessage): boolean {
    return request.headers.origin === `http://${request.headers.host}`
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' })
  response.end(`${text}\n`)
}

function addressOf(request: IncomingMessage, origin: string): URL | null {
  try {
    const url = new URL(request.url ?? '/', origin)
    return url.origin === origin ? url : null
  } catch {
    return null
  }
}

async function serveFile(
  guard: Guard,
  files: StaticHandler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!guard.isOurs(request)) return refuse(response, 421, 'This host answers to its own name only.')
  const url = addressOf(request, guard.origin)
  if (url === null) return refuse(response, 400, 'The address is not well-formed.')
  const withToken = guard.hasToken(url)
  if (!withToken && !guard.hasCookie(request)) return refuse(response, 403, NO_TOKEN)
  const answer = await files(new Request(url, { method: request.method === 'HEAD' ? 'HEAD' : request.method }))
  const headers = Object.fromEntries(answer.headers)
  if (withToken) headers['set-cookie'] = guard.cookie()
  response.writeHead(answer.status, headers)
  response.end(answer.body === null ? undefined : Buffer.from(await answer.arrayBuffer()))
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, HOST, () => {
      server.off('error', fail)
      done((server.address() as AddressInfo).port)
    })
  })
}

/** Starts it; resolves when it answers. Rejects when the port cannot be had. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const server = createServer()
  const guard = new Guard(await listen(server, options.port))
  const sockets = new Set<WebSocket>()
  const sessions = new Set<(event: ServiceEvent) => void>()
  const service = options.service((event) => {
    for (const tell of sessions) tell(event)
  })

  server.on('request', (request, response) => {
    serveFile(guard, options.files, request, response).catch(() => {
      if (!response.headersSent) refuse(response, 500, 'The lab could not answer.')
      else response.destroy()
    })
  })

  const upgrades = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    if (!guard.isOurs(request)) return refuseUpgrade(socket, '421 Misdirected Request')
    if (!guard.isOwnOrigin(request)) return refuseUpgrade(socket, '403 Forbidden')
    const url = addressOf(request, guard.origin)
    if (url?.pathname !== SOCKET_PATH) return refuseUpgrade(socket, '404 Not Found')
    upgrades.handleUpgrade(request, socket, head, (ws) => {
      // a window of an earlier host learns that trying again is useless, which a refused upgrade could not tell it
      if (!guard.hasToken(url)) return ws.close(CLOSE_REFUSED, 'token')
      sockets.add(ws)
      const session = serveSocket(ws, service)
      sessions.add(session)
      ws.on('close', () => {
        sockets.delete(ws)
        sessions.delete(session)
      })
    })
  })

  return {
    url: `${guard.origin}/?${TOKEN_PARAMETER}=${guard.token}`,
    async close() {
      for (const ws of sockets) ws.close(1001)
      await service.close()
      upgrades.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
