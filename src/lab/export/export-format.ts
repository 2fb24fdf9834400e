import type { Recording } from '../../protocol/recording'
import type { ExportFormat } from '../../protocol/service'

export interface ExportOptions {
  /** BCP 47: language of the formats that people read. */
  locale: string
}

/** One format. `write` gives pieces of text that make up the file in order. */
export interface Exporter extends ExportFormat {
  write(recording: Recording, options: ExportOptions): string[]
}
