import { describe, expect, it, vi } from 'vitest'
import { type WebSocketLike, webSocketClient } from '../../../src/protocol/client'
import { decode, encode } from '../../../src/protocol/codec'
import { connectLab, type WindowLike } from '../../../src/protocol/connect'
import type { LabClient, ServiceEvent } from '../../../src/protocol/service'
import type { HostMessage, RequestMessage } from '../../../src/protocol/wire'

class FakeSocket implements WebSocketLike {
  binaryType = ''
  onopen: WebSocketLike['onopen'] = null
  onclose: WebSocketLike['onclose'] = null
  onerror: WebSocketLike['onerror'] = null
  onmessage: WebSocketLike['onmessage'] = null
  sent: RequestMessage[] = []
  closedWith: number | undefined

  send(data: Uint8Array): void {
    this.sent.push(decode(data) as RequestMessage)
  }
  close(code?: number): void {
    this.closedWith = code
    this.onclose?.({ code: code ?? 1005, reason: '' })
  }
  answer(message: HostMessage): void {
    this.onmessage?.({ data: encode(message).buffer })
  }
  open(): void {
    this.onopen?.(undefined as never)
  }
}

function start(): { sockets: FakeSocket[]; events: ServiceEvent[]; client: ReturnType<typeof webSocketClient> } {
  const sockets: FakeSocket[] = []
  const events: ServiceEvent[] = []
  const connect = (): FakeSocket => {
    const socket = new FakeSocket()
    sockets.push(socket)
    return socket
  }
  const client = webSocketClient('ws://lab/ws', { connect, delayMs: 1 })
  client.subscribe((event) => events.push(event))
  return { sockets, events, client }
}

const nextSocket = (sockets: FakeSocket[], count: number): Promise<void> =>
  vi.waitFor(() => expect(sockets).toHaveLength(count))

describe('webSocketClient', () => {
  it('matches replies to requests by their ids, in any order', async () => {
    const { sockets, client } = start()
    sockets[0].open()
    const first = client.invoke('state.get', {})
    const second = client.invoke('scenarios.read', { id: 'x' })
    const [a, b] = sockets[0].sent
    expect(a.id).not.toBe(b.id)
    sockets[0].answer({ kind: 'reply', id: b.id, ok: false, error: 'no such scenario' })
    sockets[0].answer({ kind: 'reply', id: a.id, ok: true, result: { theme: 'dark' } })
    sockets[0].answer({ kind: 'reply', id: 99, ok: true, result: null })
    expect(await first).toEqual({ theme: 'dark' })
    await expect(second).rejects.toThrow('no such scenario')
  })

  it('sends what was asked before the connection was there', async () => {
    const { sockets, client } = start()
    const asked = client.invoke('state.get', {})
    expect(sockets[0].sent).toEqual([])
    sockets[0].open()
    sockets[0].answer({ kind: 'reply', id: sockets[0].sent[0].id, ok: true, result: {} })
    expect(await asked).toEqual({})
  })

  it('rejects what is pending when the connection is lost, comes back and says so', async () => {
    const { sockets, events, client } = start()
    sockets[0].open()
    expect(events).toEqual([])
    const lost = client.invoke('state.get', {})
    sockets[0].close(1006)
    await expect(lost).rejects.toThrow('connection to the lab was lost')
    const waiting = client.invoke('run.current', {})
    await nextSocket(sockets, 2)
    sockets[1].close(1006) // not yet back: what waits goes on waiting
    await nextSocket(sockets, 3)
    sockets[2].open()
    sockets[2].answer({ kind: 'reply', id: sockets[2].sent[0].id, ok: true, result: null })
    expect(await waiting).toBeNull()
    expect(events).toEqual([
      { kind: 'connection', state: 'lost' },
      { kind: 'connection', state: 'restored' },
    ])
    client.close()
  })

  it('gives up when the host refuses it', async () => {
    const { sockets, events, client } = start()
    const asked = client.invoke('state.get', {})
    sockets[0].open()
    sockets[0].close(4401)
    await expect(asked).rejects.toThrow('open the address that the lab printed')
    await expect(client.invoke('state.get', {})).rejects.toThrow('open the address that the lab printed')
    expect(events).toEqual([{ kind: 'connection', state: 'refused' }])
    await new Promise((done) => setTimeout(done, 20))
    expect(sockets).toHaveLength(1)
  })

  it('rejects everything when it is closed, and does not come back', async () => {
    const { sockets, client } = start()
    sockets[0].open()
    const asked = client.invoke('state.get', {})
    client.close()
    await expect(asked).rejects.toThrow('closed')
    await expect(client.invoke('state.get', {})).rejects.toThrow('closed')
    await new Promise((done) => setTimeout(done, 20))
    expect(sockets).toHaveLength(1)
  })

  it('tells events to those who listen, until they stop', () => {
    const { sockets, client } = start()
    const heard: ServiceEvent[] = []
    const stop = client.subscribe((event) => heard.push(event))
    sockets[0].open()
    sockets[0].answer({ kind: 'event', event: { kind: 'scenarios.changed' } })
    stop()
    sockets[0].answer({ kind: 'event', event: { kind: 'recordings.changed' } })
    expect(heard).toEqual([{ kind: 'scenarios.changed' }])
  })

  it('comes back after a message it cannot read', async () => {
    const { sockets, client } = start()
    sockets[0].open()
    sockets[0].onmessage?.({ data: 'text' })
    expect(sockets[0].closedWith).toBe(4400)
    await nextSocket(sockets, 2)
    client.close()
  })

  it('rejects a request that cannot be sent', async () => {
    const { sockets, client } = start()
    sockets[0].open()
    await expect(client.invoke('state.set', { changes: { f: () => 0 } })).rejects.toThrow('cannot be sent')
  })
})

describe('connectLab', () => {
  function fakeWindow(href: string, stored: Record<string, string> = {}): WindowLike & { shown: string[] } {
    const { protocol, host } = new URL(href)
    const shown: string[] = []
    return {
      location: { href, protocol, host },
      history: { replaceState: (_data, _unused, url) => shown.push(url) },
      sessionStorage: {
        getItem: (key) => stored[key] ?? null,
        setItem: (key, value) => {
          stored[key] = value
        },
      },
      shown,
    }
  }

  function connectIn(window: WindowLike): string[] {
    const urls: string[] = []
    vi.stubGlobal(
      'WebSocket',
      class extends FakeSocket {
        constructor(url: string) {
          super()
          urls.push(url)
        }
      },
    )
    connectLab(window)
    vi.unstubAllGlobals()
    return urls
  }

  it("takes Electron's own client where there is one", () => {
    const lab = {} as LabClient
    expect(connectLab({ ...fakeWindow('app://lab/'), lab })).toBe(lab)
  })

  it('takes the token out of the address and keeps it for a reload', () => {
    const stored = {}
    const first = fakeWindow('http://127.0.0.1:1234/?token=abc&x=1#top', stored)
    expect(connectIn(first)).toEqual(['ws://127.0.0.1:1234/ws?token=abc'])
    expect(first.shown).toEqual(['/?x=1#top'])
    expect(connectIn(fakeWindow('http://127.0.0.1:1234/', stored))).toEqual(['ws://127.0.0.1:1234/ws?token=abc'])
    expect(connectIn(fakeWindow('http://127.0.0.1:1234/'))).toEqual(['ws://127.0.0.1:1234/ws?token='])
  })
})
