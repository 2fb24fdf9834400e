/** JSON with an integer version; its schema is docs/schemas/export.schema.json. Everything of the recording, and the analysis. */

import { SAMPLE_COLUMNS } from '../../protocol/samples'
import { cacheUse } from '../analysis/caches'
import { collectorStatistics } from '../analysis/collector'
import { cycleStatistics } from '../analysis/cycles'
import { fragmentation } from '../analysis/fragmentation'
import { widestGrowth } from '../analysis/growth'
import { allocationRates } from '../analysis/rates'
import { memoryTrend } from '../analysis/trend'
import { reportAnswers } from '../report/report-answers'
import type { Exporter } from './export-format'

/** Counted up when a reader of an older version could be misled; fields that come in addition do not count. */
export const JSON_VERSION = 1

export const jsonExport: Exporter = {
  id: 'json',
  title: 'JSON: everything',
  extension: '.json',
  mediaType: 'application/json',
  write(recording, { locale }) {
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
    const head = {
      format: 'pymemlab-export',
      version: JSON_VERSION,
      manifest: recording.manifest,
      scenario: recording.scenario,
      report: reportAnswers(recording, locale),
      analysis: {
        trend: memoryTrend(recording),
        collector: collectorStatistics(recording),
        growth: widestGrowth(recording),
        fragmentation: fragmentation(recording),
        rates: allocationRates(recording),
        cycles: cycleStatistics(recording),
        caches: cacheUse(recording),
      },
      stdout: text(recording.stdout),
      stderr: text(recording.stderr),
    }
    // the long parts one row a line: a file that a person can look into and that compares well
    const pieces = [JSON.stringify(head, null, 1).slice(0, -2), ',\n "samples": [\n']
    SAMPLE_COLUMNS.forEach(({ name, unit, description }, i) => {
      const meta = JSON.stringify({ name, unit, description }).slice(0, -1)
      pieces.push(i === 0 ? '  ' : ',\n  ', meta, ',"values":[', recording.samples[name].join(','), ']}')
    })
    pieces.push('\n ],\n "events": [')
    recording.events.forEach((event, i) => pieces.push(i === 0 ? '\n  ' : ',\n  ', JSON.stringify(event)))
    pieces.push('\n ],\n "attribution": ', JSON.stringify(recording.attribution), '\n}\n')
    return pieces
  },
}
