/** Files that commands write: never over another one unless the user said so. */
import { existsSync } from 'node:fs'
import { writeFileWhole } from '../host/recording-file'
import { CliError, EXIT_USAGE } from './command'

export function writeOutput(file: string, bytes: Uint8Array, force: boolean): void {
  if (!force && existsSync(file)) throw new CliError(`${file} exists already; -f overwrites it`, EXIT_USAGE)
  writeFileWhole(file, bytes, force)
}
