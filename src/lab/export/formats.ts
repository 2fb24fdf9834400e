/** The export formats, and the one way to write them. */
import type { Recording } from '../../protocol/recording'
import type { ExportFormat } from '../../protocol/service'
import { chromeTrace } from './chrome-trace'
import { collapsedStacks } from './collapsed-stacks'
import { csvEvents, csvLines, csvSamples, csvTypes } from './csv'
import type { Exporter, ExportOptions } from './export-format'
import { htmlReport } from './html/html-report'
import { jsonExport } from './json'
import { markdownReport } from './markdown'
import { mprofDat } from './mprof'
import { openMetrics } from './openmetrics'
import { speedscope } from './speedscope'

const EXPORTERS: readonly Exporter[] = [
  htmlReport,
  markdownReport,
  csvSamples,
  csvEvents,
  csvTypes,
  csvLines,
  jsonExport,
  chromeTrace,
  speedscope,
  mprofDat,
  collapsedStacks,
  openMetrics,
]

/** For menus and `pymemlab export --list`, in this order. */
export const exportFormats: ExportFormat[] = EXPORTERS.map(({ id, title, extension, mediaType }) => ({
  id,
  title,
  extension,
  mediaType,
}))

/** A format id that is not in `exportFormats`. */
export class UnknownFormatError extends Error {
  override name = 'UnknownFormatError'
}

export interface ExportedFile {
  /** From the recording's name, safe on every file system. */
  fileName: string
  mediaType: string
  /** UTF-8. */
  bytes: Uint8Array
}

/** @throws UnknownFormatError listing the formats there are. */
export function exportRecording(
  recording: Recording,
  formatId: string,
  options: Partial<ExportOptions> = {},
): ExportedFile {
  const exporter = EXPORTERS.find((format) => format.id === formatId)
  if (exporter === undefined) {
    const ids = EXPORTERS.map((format) => format.id).join(', ')
    throw new UnknownFormatError(`no export format is called '${formatId}'; there are ${ids}`)
  }
  const text = exporter.write(recording, { locale: options.locale ?? 'en' }).join('')
  return {
    fileName: fileStem(recording.manifest.name) + exporter.extension,
    mediaType: exporter.mediaType,
    bytes: new TextEncoder().encode(text),
  }
}

/** What Windows reserves, whatever the extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i
const LONGEST = 80

function fileStem(name: string): string {
  const stem = name
    .replace(/\.py$/, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
  const short = [...stem].slice(0, LONGEST).join('')
  return short === '' || RESERVED.test(short) ? `recording${short}` : short
}
