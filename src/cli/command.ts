/** The shape of a command: one file under commands/, loaded when it is asked for. docs/command-line.md lists the exit codes. */
import type { Command } from 'commander'
import type { Output } from './output'

/** What a command gets: `args` in the order of its arguments (a variadic one is an array), `options` by commander's names. */
export interface CommandCall<A extends unknown[], O extends object> {
  args: A
  options: O
  out: Output
}

export interface CliCommand<A extends unknown[] = unknown[], O extends object = object> {
  /** Arguments, options and help. `--json` and the description are already there. */
  define(command: Command): void
  /** Does the work and gives the exit code; throws CliError for what the user can mend. */
  run(call: CommandCall<A, O>): number | Promise<number>
}

/**
 * Names the types of a command's arguments and options, which commander cannot derive: state what `define` declares,
 * optional ones with `?`. The cast is here, once.
 */
export function defineCommand<A extends unknown[], O extends object = object>(command: CliCommand<A, O>): CliCommand {
  return command as unknown as CliCommand
}

export const EXIT_OK = 0
/** A check failed, or a difference was found. */
export const EXIT_DIFFERENCE = 1
export const EXIT_USAGE = 2
/** A file could not be read, understood or written. */
export const EXIT_FILE = 3

/** Something the user can mend: the message says how. Shown without a stack. */
export class CliError extends Error {
  override name = 'CliError'
  constructor(
    message: string,
    readonly exitCode: number = EXIT_FILE,
  ) {
    super(message)
  }
}
