/**
 * A report in Markdown (GitHub's flavour: tables). Every character of the scenario's text that Markdown or HTML could take for
 * markup is escaped; output stands in a fence longer than any run of backticks in it.
 */

import type { Recording } from '../../protocol/recording'
import { collectorStatistics } from '../analysis/collector'
import { topLines, topTypes } from '../analysis/consumers'
import { marksOf } from '../analysis/marks'
import { place } from '../report/answers/place'
import { reportAnswers } from '../report/report-answers'
import { withShortNames } from '../report/short-names'
import { formatBytes, formatCount, formatDuration, formatShare } from '../report/units'
import type { Exporter } from './export-format'
import { reportTexts } from './report-texts'

const ROWS = 15
const OUTPUT_BYTES = 4000

/** Text within a paragraph or a table cell. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\\`*_{}[\]()#+\-.!|~>^$@]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')

const row = (cells: string[]): string => `| ${cells.join(' | ')} |\n`

/** First column text, the others figures. */
function table(titles: string[], rows: string[][]): string {
  return row(titles) + row(titles.map((_, i) => (i === 0 ? '---' : '---:'))) + rows.map(row).join('')
}

function fence(text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2)
  const marks = '`'.repeat(longest + 1)
  return `${marks}text\n${text.replace(/[^\P{Cc}\n\t]/gu, '\ufffd').replace(/\n?$/, '\n')}${marks}\n`
}

function output(bytes: Uint8Array): string {
  const cut = bytes.length > OUTPUT_BYTES
  const text = new TextDecoder().decode(cut ? bytes.subarray(0, OUTPUT_BYTES) : bytes)
  return fence(cut ? `${text}\n…` : text)
}

function answers(recording: Recording, locale: string): string[] {
  return reportAnswers(recording, locale).flatMap(({ question, answer, details }) => [
    `### ${question}\n\n`,
    `${escapeMarkdown(answer)}\n\n`,
    ...details.map(({ label, value }) => `- ${escapeMarkdown(label)}: ${escapeMarkdown(value)}\n`),
    details.length > 0 ? '\n' : '',
  ])
}

export const markdownReport: Exporter = {
  id: 'markdown',
  title: 'Report (Markdown)',
  extension: '.md',
  mediaType: 'text/markdown; charset=utf-8',
  write(whole, { locale }) {
    const recording = withShortNames(whole)
    const t = reportTexts(locale)
    const { manifest } = recording
    const { totals, settings } = manifest
    const statistics = collectorStatistics(recording)
    const pieces = [`# ${escapeMarkdown(manifest.name)}\n\n`]
    pieces.push(
      `${t.madeBy(escapeMarkdown(manifest.product), manifest.created)} ${totals === null ? t.cutOff : ''}\n\n`,
    )
    if (totals !== null) {
      pieces.push(
        table(
          [t.figure, t.value],
          [
            [t.virtualTime, formatDuration(totals.virtualTimeNs)],
            [t.peakResident, formatBytes(totals.rssPeak)],
            [t.peakTraced, formatBytes(totals.tracedPeak)],
            [t.finalTraced, formatBytes(totals.tracedFinal)],
            [t.allocations, formatCount(totals.allocations)],
            [t.collections, formatCount(statistics.all.collections)],
            [t.overhead, formatShare(statistics.overhead)],
            [t.longestPause, formatDuration(statistics.all.pauses.maxNs)],
            [t.thresholds, (settings.thresholds ?? [700, 10, 10]).join(', ')],
            [t.exit, `${totals.exitCode} (${totals.reason})`],
          ],
        ),
        '\n',
      )
    }
    pieces.push(`## ${t.answers}\n\n`, ...answers(recording, locale))
    pieces.push(
      `## ${t.collector}\n\n`,
      table(
        [t.generation, t.collections, t.freed, t.visited, 'p50', 'p95', 'p99', t.longest, t.total],
        statistics.generations.map((g, i) => [
          String(i),
          formatCount(g.collections),
          formatCount(g.collected),
          formatCount(g.candidates),
          ...[g.pauses.p50Ns, g.pauses.p95Ns, g.pauses.p99Ns, g.pauses.maxNs, g.pauses.totalNs].map(formatDuration),
        ]),
      ),
      '\n',
    )
    const types = topTypes(recording, ROWS)
    if (types.length > 0) {
      const rows = types.map((x) => [x.type, x.bytes, x.alive, x.created, x.freed] as const)
      pieces.push(
        `## ${t.types}\n\n`,
        table(
          [t.type, t.bytes, t.alive, t.created, t.freed],
          rows.map(([type, bytes, ...counts]) => [
            escapeMarkdown(type),
            formatBytes(bytes),
            ...counts.map(formatCount),
          ]),
        ),
        '\n',
      )
    }
    const lines = topLines(recording, 'live', ROWS)
    if (lines.length > 0) {
      pieces.push(
        `## ${t.lines}\n\n`,
        table(
          [t.line, t.live, t.allocated, t.peak, t.temporary],
          lines.map((l) => [
            escapeMarkdown(`${place(l.file, l.line)} ${l.function}`),
            ...[l.liveBytes, l.allocatedBytes, l.peakBytes, l.temporaryBytes].map(formatBytes),
          ]),
        ),
        '\n',
      )
    }
    const marks = marksOf(recording)
    if (marks.length > 0) {
      pieces.push(
        `## ${t.marks}\n\n`,
        table(
          [t.mark, t.time, t.line],
          marks.map((m) => [escapeMarkdown(m.name), formatDuration(m.time), String(m.line)]),
        ),
        '\n',
      )
    }
    if (recording.stdout.length > 0) pieces.push(`## ${t.stdout}\n\n`, output(recording.stdout), '\n')
    if (recording.stderr.length > 0) pieces.push(`## ${t.stderr}\n\n`, output(recording.stderr), '\n')
    pieces.push(`${t.chain}: \`${manifest.chain.replace(/[^\w-]/g, '')}\`\n`)
    return pieces
  },
}
