/** `pymemlab`: the command line. Each command is a file of its own, loaded when it is asked for. */
import { runCommand } from './commands/run'

async function main(args: string[]): Promise<void> {
  if (args[0] === 'run') return runCommand(args.slice(1))
  const { dispatch } = await import('./dispatch')
  process.exitCode = await dispatch(args)
}

// a reader that has gone (`| head`) is no error
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (e: NodeJS.ErrnoException) => {
    if (e.code === 'EPIPE') process.exit()
    throw e
  })
}

await main(process.argv.slice(2))
