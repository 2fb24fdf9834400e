/** What the web host promises: reload, lost connections and its own death lose nothing, and strangers stay outside. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './support/fixture'
import { LabPage } from './support/lab-page'
import { startWebHost } from './support/web-host'

const COUNTING = 'n = 0\nwhile True:\n    n += 1\n    if n % 200000 == 0: print("count", n)\n'

test('reloading the page keeps the run', async ({ lab }) => {
  await lab.run(COUNTING)
  await lab.waitFor('Running')
  await expect(lab.region('Console')).toContainText('count 200000')
  await lab.reload()
  await lab.waitFor('Running')
  await expect(lab.region('Console')).toContainText('count 200000')
  await lab.press('Stop')
  await lab.waitFor('Stopped')
})

test.describe('a lost connection', () => {
  test.use({ expectedProblems: [/WebSocket|ERR_/] })

  test('comes back to the run that went on', async ({ closedLab: lab, page, host }) => {
    const lines: { cut(): Promise<void> }[] = []
    await page.routeWebSocket(/\/ws\?/, (window) => {
      const server = window.connectToServer()
      lines.push({
        async cut() {
          await server.close()
          await window.close({ code: 4000 })
        },
      })
    })
    await lab.open()
    await lab.run(COUNTING)
    await lab.waitFor('Running')
    await expect(lab.region('Console')).toContainText('count 200000')
    await lines[0].cut()
    await expect.poll(() => lines.length).toBe(2)
    const lastCount = async (): Promise<number> => {
      const counts = [...(await lab.consoleText()).matchAll(/count (\d+)/g)]
      return Number(counts.at(-1)?.[1] ?? 0)
    }
    const before = await lastCount()
    await expect.poll(lastCount).toBeGreaterThan(before)
    await lab.waitFor('Running')
    await lab.press('Stop')
    await lab.waitFor('Stopped')
    expect(host.errors()).toBe('')
  })

  test('to a host that died leaves its recording for the next one', async ({ lab, host, page }) => {
    await lab.run(COUNTING)
    await lab.waitFor('Running')
    await expect(lab.region('Console')).toContainText('count 200000')
    await host.kill()
    const next = await startWebHost({ dataFolder: host.dataFolder })
    try {
      const again = new LabPage(page, next.url)
      await page.goto(next.url)
      await again.ready()
      const recordings = await again.show('Recordings')
      await expect(recordings.getByLabel('Incomplete').first()).toBeVisible()
    } finally {
      await next.kill()
    }
  })

  test('to another host says that this window is of no use any more', async ({ lab, host, page }) => {
    await host.kill()
    const port = Number(new URL(host.url).port)
    const next = await startWebHost({ dataFolder: host.dataFolder, port })
    try {
      await expect(page.getByRole('alert').filter({ hasText: /\S/ }).first()).toContainText(
        /address|connection|terminal/i,
        {
          timeout: 15_000,
        },
      )
      expect(lab.url).not.toBe(next.url)
    } finally {
      await next.kill()
    }
  })
})

test.describe('a page of another origin', () => {
  test.use({ expectedProblems: [/.*/] })

  test('cannot reach the lab', async ({ lab, host, page }) => {
    const strangers = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html')
      response.end('<title>stranger</title>')
    })
    await new Promise<void>((done) => strangers.listen(0, '127.0.0.1', done))
    const { port } = strangers.address() as AddressInfo
    try {
      const { origin, search } = new URL(host.url)
      // the cookie of the lab is in this browser, and the stranger even knows the token
      const stranger = await page.context().newPage()
      await stranger.goto(`http://127.0.0.1:${port}/`)
      const outcome = await stranger.evaluate(
        async ([lab, token]) => {
          const fetched = await fetch(`${lab}/${token}`)
            .then((r) => r.text())
            .catch(() => 'refused')
          const opaque = await fetch(`${lab}/${token}`, { mode: 'no-cors', credentials: 'include' })
            .then((r) => r.type)
            .catch(() => 'refused')
          const socket = await new Promise((done) => {
            const ws = new WebSocket(`${lab.replace('http', 'ws')}/ws${token}`)
            ws.onopen = () => done('open')
            ws.onerror = () => done('refused')
          })
          const frame = document.createElement('iframe')
          frame.src = `${lab}/${token}`
          document.body.append(frame)
          await new Promise((done) => (frame.onload = done))
          let framed = 'refused'
          try {
            framed = frame.contentDocument?.title ?? 'refused'
          } catch {}
          return { fetched, opaque, socket, framed }
        },
        [origin, search],
      )
      expect(outcome).toEqual({ fetched: 'refused', opaque: 'refused', socket: 'refused', framed: 'refused' })
      await expect(lab.status()).not.toHaveText('')
    } finally {
      strangers.close()
    }
  })
})
