/** `pymemlab convert IN OUT`: recordings that were cut off, of older formats, or as folders of plain files. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { RECORDING_EXTENSION, readRecordingFile, writeFileWhole } from '../../host/recording-file'
import { writeRecording } from '../../lab/recording'
import { plainFiles, readPlainFiles } from '../../lab/recording/plain-files'
import type { Recording } from '../../protocol/recording'
import { CliError, defineCommand, EXIT_OK, EXIT_USAGE } from '../command'
import { count } from '../output'

interface Options {
  format: 'arrow' | 'csv'
  force?: boolean
}

function readFolder(folder: string): Recording {
  const files: Record<string, Uint8Array> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files[relative(folder, path).split(sep).join('/')] = readFileSync(path)
  }
  return readPlainFiles(files)
}

function writeFolder(folder: string, files: Record<string, Uint8Array>, force: boolean): void {
  if (!force && existsSync(folder) && readdirSync(folder).length > 0) {
    throw new CliError(`${folder} is not empty: choose another folder, or write into it with --force`, EXIT_USAGE)
  }
  for (const [name, bytes] of Object.entries(files)) {
    // names were checked when the recording was read: none leaves the folder
    const path = join(folder, ...name.split('/'))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
}

export const command = defineCommand<[from: string, to: string], Options>({
  define(command) {
    command
      .argument('<from>', 'a recording (.pymemlab), an unfinished one (.part), or a folder made by convert')
      .argument('<to>', 'a file.pymemlab; any other name is a folder of plain files')
      .option('--format <format>', 'tables of the folder: arrow or csv', 'arrow')
      .option('-f, --force', 'write over what is there')
  },
  run({ args: [from, to], options, out }) {
    const { format, force = false } = options
    if (format !== 'arrow' && format !== 'csv')
      throw new CliError(`--format must be arrow or csv, not ${format}`, EXIT_USAGE)
    const recording = statSync(from).isDirectory() ? readFolder(from) : readRecordingFile(from)
    if (to.endsWith(RECORDING_EXTENSION)) {
      if (!force && existsSync(to)) {
        throw new CliError(`${to} exists already: choose another name, or write over it with --force`, EXIT_USAGE)
      }
      writeFileWhole(to, writeRecording(recording), force)
    } else writeFolder(to, plainFiles(recording, format), force)
    const { samples, events, complete } = recording.manifest
    out.result(
      { from, to, samples, events, complete },
      () => `${to}: ${count(samples)} samples, ${count(events)} events`,
    )
    return EXIT_OK
  },
})
