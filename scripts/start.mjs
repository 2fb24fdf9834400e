// `npm start`: installs and builds what is missing, then opens the lab in Electron, or, where Electron cannot be had, says
// why in one line and starts the web host. `npm run web` (--web) is the web host at once; --electron refuses the fallback.
// Other arguments go to the host (--port N, --data-folder PATH). PYMEMLAB_NO_OPEN=1 keeps the browser closed.
import { spawn } from 'node:child_process'
import { electronStatus, fetchElectron } from './electron.mjs'
import { ensureApp, ensureCli, ensureInstalled, root, run, webHostFile } from './lib/tree.mjs'

const wanted = process.argv.includes('--web') ? 'web' : process.argv.includes('--electron') ? 'electron' : 'any'
const rest = process.argv.slice(2).filter((argument) => argument !== '--web' && argument !== '--electron')
/** Electron that shows no window within this time, and does not end either, will not. */
const WINDOW_MS = 60_000

function forwardSignals(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
}

/** Opens the address with the system's browser, where there is someone to see it. */
function openBrowser(url) {
  if (process.env.PYMEMLAB_NO_OPEN || process.env.CI) return
  const { platform, env } = process
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return
  const [command, args] =
    platform === 'darwin'
      ? ['open', [url]]
      : platform === 'win32'
        ? ['cmd', ['/c', 'start', '""', `"${url}"`]]
        : ['xdg-open', [url]]
  const opener = spawn(command, args, { stdio: 'ignore', detached: true, windowsVerbatimArguments: true })
  opener.on('error', () => {}) // the address is on the screen anyway
  opener.unref()
}

function startWeb() {
  const host = spawn(process.execPath, [webHostFile, ...rest], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  forwardSignals(host)
  host.stdout.setEncoding('utf8').on('data', (text) => {
    process.stdout.write(text)
    const url = /http:\/\/\S+/.exec(text)?.[0]
    if (url) openBrowser(url)
  })
  host.on('exit', (code) => process.exit(code ?? 0))
}

/** Starts Electron; resolves with undefined when its window was there, else with why it was not. */
function startElectron(path) {
  return new Promise((done) => {
    const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const child = spawn(path, [...sandbox, '.', ...rest], {
      cwd: root,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    })
    forwardSignals(child)
    let ready = false
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
    }, WINDOW_MS)
    child.on('message', (message) => {
      if (message !== 'ready') return
      ready = true
      clearTimeout(timer)
    })
    child.on('error', (error) => done(error.message))
    child.on('exit', (code, signal) => {
      clearTimeout(timer)
      if (ready || code === 0) process.exit(code ?? 0)
      done(`Electron ended (${signal ?? `status ${code}`}) before it showed its window`)
    })
  })
}

async function tryElectron() {
  let status = electronStatus()
  if (status.why === 'absent') {
    const failure = await fetchElectron(run)
    if (failure !== undefined) return failure
    status = electronStatus()
  }
  return status.ok ? startElectron(status.path) : status.reason
}

ensureInstalled()
ensureCli()
ensureApp()
if (wanted === 'web') startWeb()
else {
  const reason = await tryElectron()
  if (wanted === 'electron') {
    console.error(`Electron cannot be used: ${reason}`)
    process.exit(1)
  }
  console.error(`Electron cannot be used (${reason}): the lab is served to your browser instead.`)
  startWeb()
}
