/** `pymemlab`: the command line. Each command is a file of its own, loaded when it is asked for. */
import { runCommand } from './run'

const USAGE = `usage: pymemlab <command> [options]

commands:
  run     run a Python program in a simulated CPython 3.11 process

'pymemlab run --help' shows the options of run.
`

function main(args: string[]): void {
  const [command, ...rest] = args
  if (command === 'run') {
    runCommand(rest)
    return
  }
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
    process.stdout.write(USAGE)
    return
  }
  process.stderr.write(`pymemlab: unknown command '${command}'\n${USAGE}`)
  process.exitCode = 2
}

main(process.argv.slice(2))
