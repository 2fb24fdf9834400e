/**
 * Entry of the web host: `node out/main/web.js [--port N] [--data-folder PATH]`. Says one line on standard output when it
 * answers, with the address to open; everything else goes to standard error.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultDataFolder } from './data-folder'
import { createLabService } from './lab-service'
import { staticFiles } from './static-files'
import { messageFor } from './user-error'
import { startWebHost, type WebHost } from './web-host'

const USAGE = 'usage: web.js [--port NUMBER] [--data-folder PATH]'

function fail(text: string): never {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

function options(): { port: number; dataFolder: string } {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string' }, 'data-folder': { type: 'string' } } })
    const port = Number(values.port ?? process.env.PYMEMLAB_PORT ?? 0)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`the port is a number from 0 to 65535\n${USAGE}`)
    return { port, dataFolder: values['data-folder'] ?? defaultDataFolder() }
  } catch (error) {
    return fail(`${messageFor(error)}\n${USAGE}`)
  }
}

async function main(): Promise<void> {
  const { port, dataFolder } = options()
  // Paths are computed in this entry: code in a chunk would lie in another folder.
  const here = import.meta.dirname
  let host: WebHost
  try {
    host = await startWebHost({
      port,
      files: staticFiles(join(here, '../renderer')),
      service: (emit) =>
        createLabService({ dataFolder, bundledScenarios: join(here, '../../scenarios'), host: 'web', emit }),
    })
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
    fail(taken ? `port ${port} is taken: choose another with --port` : messageFor(error))
  }
  // A bug in answering one request must not take a run and its recording along.
  process.on('uncaughtException', (error) => process.stderr.write(`internal error: ${error.stack ?? error}\n`))
  process.stdout.write(`Python Memory Lab is at ${host.url}\n`)
  const end = (): void => {
    void host.close().finally(() => process.exit(0))
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
}

void main()
