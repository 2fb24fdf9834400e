/** Finds a command, reads its options and runs it; turns what it throws into a message and an exit code. */
import { Command, CommanderError } from 'commander'
import { VERSION } from '../lab/version'
import { CliError, EXIT_FILE, EXIT_OK, EXIT_USAGE } from './command'
import { fileErrorText, isFileError } from './file-errors'
import { Output, type OutputStream, pairs } from './output'
import { COMMANDS, type CommandEntry } from './registry'

const RUN_SUMMARY = 'run a Python program in a simulated CPython 3.11 process, and record it'

function overview(commands: readonly CommandEntry[]): string {
  const rows: [string, string][] = [['run', RUN_SUMMARY], ...commands.map((c): [string, string] => [c.name, c.summary])]
  const list = pairs(rows).replace(/^/gm, '  ').trimEnd()
  return `usage: pymemlab <command> [options]

commands:
${list}

'pymemlab <command> --help' shows the options of a command.
`
}

export interface Streams {
  stdout: OutputStream
  stderr: OutputStream
}

/** Executes a command line (without `run`, which src/cli/index.ts starts) and gives its exit code. */
export async function dispatch(
  argv: string[],
  { stdout, stderr }: Streams = process,
  commands: readonly CommandEntry[] = COMMANDS,
): Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && rest.length === 0)) {
    stdout.write(overview(commands))
    return EXIT_OK
  }
  if (name === '--version' || name === '-V') {
    stdout.write(`pymemlab ${VERSION}\n`)
    return EXIT_OK
  }
  if (name === 'help') return dispatch([rest[0], '--help'], { stdout, stderr }, commands)
  const entry = commands.find((c) => c.name === name)
  if (entry === undefined) {
    stderr.write(`pymemlab: unknown command '${name}'\n${overview(commands)}`)
    return EXIT_USAGE
  }
  const { command } = await entry.load()
  const program = new Command(`pymemlab ${name}`)
    .description(`${entry.summary[0].toUpperCase()}${entry.summary.slice(1)}.`)
    .option('--json', 'print the result as JSON')
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .exitOverride()
  command.define(program)
  try {
    program.parse(rest, { from: 'user' })
    const options = program.opts<{ json?: boolean }>()
    const out = new Output(options.json === true, stdout, stderr)
    return await command.run({ args: program.processedArgs, options, out })
  } catch (e) {
    if (e instanceof CommanderError) return e.exitCode === 0 ? EXIT_OK : EXIT_USAGE
    if (e instanceof CliError) {
      stderr.write(`pymemlab: ${e.message}\n`)
      return e.exitCode
    }
    if (e instanceof Error && e.name === 'RecordingError') {
      stderr.write(`pymemlab: ${e.message}\n`)
      return EXIT_FILE
    }
    if (isFileError(e)) {
      stderr.write(`pymemlab: ${fileErrorText(e)}\n`)
      return EXIT_FILE
    }
    throw e
  }
}
