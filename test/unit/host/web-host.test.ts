import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { createLabService } from '../../../src/host/lab-service'
import { CONTENT_SECURITY_POLICY, staticFiles } from '../../../src/host/static-files'
import { startWebHost, type WebHost } from '../../../src/host/web-host'
import { decode, encode } from '../../../src/protocol/codec'
import type { ServiceEvent } from '../../../src/protocol/service'

const root = mkdtempSync(join(tmpdir(), 'pymemlab-web-'))
const site = join(root, 'site')
let host: WebHost
let emit: (event: ServiceEvent) => void = () => {}
let token = ''
let origin = ''
let port = 0

beforeAll(async () => {
  mkdirSync(join(site, 'assets'), { recursive: true })
  mkdirSync(join(root, 'site-secret'))
  writeFileSync(join(site, 'index.html'), '<title>the lab</title>')
  writeFileSync(join(site, 'assets/index-abc.js'), 'export {}')
  writeFileSync(join(site, 'notes.unknown'), 'no type')
  writeFileSync(join(root, 'secret.html'), 'secret')
  writeFileSync(join(root, 'site-secret/index.html'), 'secret')
  symlinkSync(join(root, 'secret.html'), join(site, 'link.html'))
  host = await startWebHost({
    port: 0,
    files: staticFiles(site),
    service: (tell) => {
      emit = tell
      return createLabService({ dataFolder: join(root, 'data'), bundledScenarios: root, host: 'web', emit: tell })
    },
  })
  const url = new URL(host.url)
  token = url.searchParams.get('token')!
  origin = url.origin
  port = Number(url.port)
})

afterAll(async () => {
  await host.close()
  rmSync(root, { recursive: true, force: true })
})

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** A request as it is: no client tidies its path up or sets its headers. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((done, fail) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text) => (body += text))
      response.on('end', () => done({ status: response.statusCode!, headers: response.headers, body }))
    })
    request.on('error', fail)
    request.end()
  })
}

const withToken = (path: string): string => `${path}?token=${token}`

describe('the address', () => {
  it('is on the loopback interface, with a token nobody can guess', () => {
    expect(host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
  })

  it('is another one each time', async () => {
    const options = { port: 0, files: staticFiles(site) }
    const service = () => createLabService({ dataFolder: join(root, 'd2'), bundledScenarios: root, host: 'web', emit })
    const second = await startWebHost({ ...options, service })
    expect(new URL(second.url).searchParams.get('token')).not.toBe(token)
    await second.close()
  })

  it('cannot be had twice', async () => {
    const service = () => createLabService({ dataFolder: join(root, 'd3'), bundledScenarios: root, host: 'web', emit })
    await expect(startWebHost({ port, files: staticFiles(site), service })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })
})

describe('pages', () => {
  it('need the token', async () => {
    expect((await get('/')).status).toBe(403)
    expect((await get('/?token=')).status).toBe(403)
    expect((await get(`/?token=${token.slice(1)}x`)).status).toBe(403)
    expect((await get('/assets/index-abc.js')).status).toBe(403)
    expect((await get(withToken('/'))).body).toBe('<title>the lab</title>')
  })

  it('or the cookie that the page with the token got, which is not the token', async () => {
    const cookie = String((await get(withToken('/'))).headers['set-cookie'])
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict$/)
    expect(cookie).not.toContain(token)
    const pair = cookie.split(';')[0]
    expect((await get('/', { cookie: `other=1; ${pair}` })).status).toBe(200)
    expect((await get('/assets/index-abc.js', { cookie: pair })).status).toBe(200)
    expect((await get('/', { cookie: `${pair}x` })).status).toBe(403)
  })

  it('carry the security headers', async () => {
    const { headers } = await get(withToken('/'))
    expect(headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY)
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-eval|blob:|http|script-src[^;]*(?:unsafe|data)/)
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  it('are refused under another host name, which keeps DNS rebinding out', async () => {
    for (const name of ['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`])
      expect((await get(withToken('/'), { host: name })).status, name).toBe(421)
    expect((await get(withToken('/'), { host: `localhost:${port}` })).status).toBe(200)
  })

  it.each([
    '/../secret.html',
    '/..%2fsecret.html',
    '/%2e%2e/secret.html',
    '/assets/..%2f..%2fsecret.html',
    '/..%5csecret.html',
    '/%2fetc/passwd',
    '//etc/passwd',
    '/../site-secret/index.html',
    '/link.html',
    '/index.html%00.js',
    '/nothing.html',
    '/notes.unknown',
    '/assets',
  ])('lead nowhere else: %s', async (path) => {
    const answer = await get(withToken(path))
    expect([400, 404]).toContain(answer.status)
    expect(answer.body).not.toContain('secret')
  })

  it('answer nonsense calmly', async () => {
    expect((await get(withToken('/%zz'))).status).toBe(400)
    expect((await get(withToken('/'), {}, 'POST')).status).toBe(405)
    expect((await get(withToken('/'), {}, 'HEAD')).body).toBe('')
    const reply = await new Promise<string>((done) => {
      const socket = connect(port, '127.0.0.1', () => socket.end('NONSENSE\r\n\r\n'))
      let text = ''
      socket.on('data', (data) => (text += data))
      socket.on('close', () => done(text))
    })
    expect(reply).toContain('400')
    expect((await get(withToken('/'))).status).toBe(200)
  })
})

interface Opening {
  socket: WebSocket
  /** What became of it: 'open', a status of the refusal, or a close code. */
  outcome: 'open' | number
}

function open(path: string, headers: Record<string, string>): Promise<Opening> {
  return new Promise((done) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
    socket.on('unexpected-response', (_request, response) => {
      done({ socket, outcome: response.statusCode! })
      socket.terminate()
    })
    socket.on('error', () => {})
    socket.on('open', () => setTimeout(() => done({ socket, outcome: 'open' }), 50))
    socket.on('close', (code) => done({ socket, outcome: code }))
  })
}

describe('a service that fails', () => {
  it('gets its errors to the window as sentences, and goes on', async () => {
    const failing = {
      'state.get': async () => ({ huge: 1n }),
      'app.info': async () => {
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
          code: 'ENOSPC',
          path: '/data/state.json',
        })
      },
      'scenarios.list': async () => {
        throw 'a text'
      },
      close: async () => {},
    } as unknown as ReturnType<typeof createLabService>
    const second = await startWebHost({ port: 0, files: staticFiles(site), service: () => failing })
    const url = new URL(second.url)
    const socket = new WebSocket(`ws://${url.host}/ws${url.search}`, { headers: { origin: url.origin } })
    await new Promise((done) => socket.on('open', done))
    const ask = (id: number, method: string): Promise<unknown> => {
      const reply = new Promise((done) => socket.once('message', (data) => done(decode(data as Buffer))))
      socket.send(encode({ kind: 'request', id, method, params: {} }))
      return reply
    }
    expect(await ask(1, 'state.get')).toEqual({ kind: 'reply', id: 1, ok: false, error: 'a bigint cannot be sent' })
    expect(await ask(2, 'app.info')).toMatchObject({
      ok: false,
      error: '/data/state.json cannot be used: the disk is full.',
    })
    expect(await ask(3, 'scenarios.list')).toMatchObject({ ok: false, error: 'a text' })
    socket.close()
    await second.close()
  })
})

describe('the WebSocket', () => {
  it('opens for a page of this origin that has the token', async () => {
    const { socket, outcome } = await open(withToken('/ws'), { origin })
    expect(outcome).toBe('open')
    socket.close()
  })

  it('is closed to pages of other origins, to other host names and to other paths', async () => {
    for (const other of [
      'https://evil.example',
      `http://localhost:${port}`,
      `http://127.0.0.1:${port + 1}`,
      'null',
      '',
    ])
      expect((await open(withToken('/ws'), { origin: other })).outcome, other).toBe(403)
    expect((await open(withToken('/ws'), {})).outcome).toBe(403)
    expect((await open(withToken('/ws'), { host: 'evil.example', origin: 'http://evil.example' })).outcome).toBe(421)
    expect((await open(withToken('/other'), { origin })).outcome).toBe(404)
  })

  it('tells a window without the token that trying again is useless; a cookie is not enough', async () => {
    expect((await open('/ws', { origin })).outcome).toBe(4401)
    expect((await open('/ws?token=wrong', { origin })).outcome).toBe(4401)
    const cookie = String((await get(withToken('/'))).headers['set-cookie']).split(';')[0]
    expect((await open('/ws', { origin, cookie })).outcome).toBe(4401)
  })

  it('closes on what is no request, and goes on for the others', async () => {
    const frames = [
      'text',
      new Uint8Array(0),
      new Uint8Array([9, 0, 0, 0, 1]),
      encode(null),
      encode({ kind: 'request' }),
    ]
    for (const frame of frames) {
      const { socket } = await open(withToken('/ws'), { origin })
      const closed = new Promise((done) => socket.on('close', done))
      socket.send(frame)
      expect(await closed).toBe(4400)
    }
    expect((await get(withToken('/'))).status).toBe(200)
  })

  it('answers a request under its id, and tells every window of events', async () => {
    const windows = await Promise.all([1, 2].map(() => open(withToken('/ws'), { origin })))
    const heard = windows.map(
      ({ socket }) => new Promise((done) => socket.once('message', (data) => done(decode(data as Buffer)))),
    )
    emit({ kind: 'scenarios.changed' })
    for (const message of await Promise.all(heard))
      expect(message).toEqual({ kind: 'event', event: { kind: 'scenarios.changed' } })
    const [{ socket }] = windows
    const reply = new Promise((done) => socket.once('message', (data) => done(decode(data as Buffer))))
    socket.send(encode({ kind: 'request', id: 7, method: 'state.get', params: {} }))
    expect(await reply).toEqual({ kind: 'reply', id: 7, ok: true, result: {} })
    for (const window of windows) window.socket.close()
  })
})
