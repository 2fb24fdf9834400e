/** `pymemlab export FILE --format ID`: a recording in another tool's format. */
import { readRecordingFile } from '../../host/recording-file'
import { exportFormats, exportRecording } from '../../lab/export/formats'
import { CliError, defineCommand, EXIT_OK, EXIT_USAGE } from '../command'
import { bytes, table } from '../output'
import { writeOutput } from '../write-output'

interface Options {
  format?: string
  output?: string
  locale: string
  force?: boolean
  list?: boolean
}

function formatsText(): string {
  return table(
    [
      { title: 'format', value: (f) => f.id },
      { title: 'file', value: (f) => `*${f.extension}` },
      { title: 'what', value: (f) => f.title },
    ],
    exportFormats,
  )
}

export const command = defineCommand<[file: string | undefined], Options>({
  define(command) {
    command
      .argument('[file]', 'a recording')
      .option('--format <id>', 'one of the formats that --list shows')
      .option('-o, --output <file>', 'where to write; - is standard output (default: named after the recording)')
      .option('--locale <tag>', 'language of the formats that people read: en or zh-CN', 'en')
      .option('-f, --force', 'overwrite an existing file')
      .option('--list', 'show the formats')
  },
  run({ args: [file], options, out }) {
    if (options.list === true) {
      out.result(exportFormats, formatsText)
      return EXIT_OK
    }
    if (file === undefined) throw new CliError('name a recording: pymemlab export FILE --format ID', EXIT_USAGE)
    if (options.format === undefined)
      throw new CliError(`choose a format with --format:\n${formatsText().trimEnd()}`, EXIT_USAGE)
    if (!exportFormats.some((f) => f.id === options.format)) {
      throw new CliError(`there is no format '${options.format}':\n${formatsText().trimEnd()}`, EXIT_USAGE)
    }
    const recording = readRecordingFile(file)
    const exported = exportRecording(recording, options.format, { locale: options.locale })
    if (options.output === '-') {
      out.text(new TextDecoder().decode(exported.bytes))
      return EXIT_OK
    }
    const output = options.output ?? exported.fileName
    writeOutput(output, exported.bytes, options.force === true)
    const result = { file: output, format: options.format, mediaType: exported.mediaType, bytes: exported.bytes.length }
    out.result(result, () => `${output} (${bytes(result.bytes)})\n`)
    return EXIT_OK
  },
})
