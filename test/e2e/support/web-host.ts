/** Starts the built web host as a user would: a process of its own that says its URL on standard output. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../..')
const START_MS = 15_000
const END_MS = 5000

export interface WebHostProcess {
  /** With its token. */
  url: string
  dataFolder: string
  /** Everything the process wrote to standard error. */
  errors(): string
  /** Kills the process as a crash would, keeping its data folder. */
  kill(): Promise<void>
  /** Ends the process and removes its data folder. */
  close(): Promise<void>
}

export async function startWebHost(options: { dataFolder?: string; port?: number } = {}): Promise<WebHostProcess> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'pymemlab-e2e-'))
  const args = [join(root, 'out/main/web.js'), '--port', String(options.port ?? 0), '--data-folder', dataFolder]
  const child = spawn(process.execPath, args, { cwd: dataFolder, stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const url = await firstLine(child, () => errors)
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((done) => child.once('exit', done))
    child.kill(signal)
    const timer = setTimeout(() => child.kill('SIGKILL'), END_MS)
    await gone
    clearTimeout(timer)
  }
  return {
    url,
    dataFolder,
    errors: () => errors,
    kill: () => end('SIGKILL'),
    async close() {
      await end('SIGTERM')
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

function firstLine(child: ChildProcess, errors: () => string): Promise<string> {
  return new Promise((done, fail) => {
    let text = ''
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      fail(new Error(`the web host said no URL within ${START_MS} ms; it wrote ${JSON.stringify(text)}\n${errors()}`))
    }, START_MS)
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(new Error(`the web host ended with status ${code} before it said its URL\n${errors()}`))
    })
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      const url = /http:\/\/\S+/.exec(text)?.[0]
      if (url === undefined || !text.includes('\n')) return
      clearTimeout(timer)
      child.removeAllListeners('exit')
      done(url)
    })
  })
}
