/** The sections of the report below the charts. */
import type { Recording } from '../../../protocol/recording'
import type { ReportAnswer } from '../../../protocol/service'
import { cacheUse } from '../../analysis/caches'
import { collectionsOf } from '../../analysis/collections'
import { collectorStatistics } from '../../analysis/collector'
import { topFunctions, topLines, topTypes } from '../../analysis/consumers'
import { fragmentation } from '../../analysis/fragmentation'
import { liveAtMarks } from '../../analysis/growth'
import { marksOf } from '../../analysis/marks'
import { functionName, place } from '../../report/answers/place'
import { messagesFor } from '../../report/report-answers'
import { formatBytes, formatCount, formatDuration, formatShare, signed } from '../../report/units'
import type { ReportTexts } from '../report-texts'
import { bar, section, table, text } from './tables'

const ROWS = 20
const LONGEST = 12
const MOST_MARKS = 200
const OUTPUT_BYTES = 20_000

const ICONS: Record<ReportAnswer['tone'], string> = {
  good: '<circle cx="8" cy="8" r="6.5"/><path d="M5 8.2l2.1 2.1L11 6.2"/>',
  neutral: '<circle cx="8" cy="8" r="6.5"/><path d="M8 7.2v4M8 4.7v.1"/>',
  warning: '<path d="M8 1.8 15 14H1zM8 6.5v3.6M8 12.1v.1"/>',
}

/** A line does not break between a figure and its unit. */
const keepUnits = (words: string): string => words.replace(/(\d) (?=(?:[KMGT]i)?B\b|[nµm]?s\b|%)/g, '$1\u00a0')

export function answersSection(answers: ReportAnswer[], t: ReportTexts): string {
  const one = ({ question, answer, tone, details }: ReportAnswer): string => {
    const figures = details.map((d) => `<dt>${text(d.label)}</dt><dd>${text(keepUnits(d.value))}</dd>`).join('')
    const more = figures === '' ? '' : `<details><summary>${text(t.figures)}</summary><dl>${figures}</dl></details>`
    return `<article class="answer ${tone}"><svg viewBox="0 0 16 16" aria-hidden="true">${ICONS[tone]}</svg><h3>${text(question)}</h3><p>${text(keepUnits(answer))}</p>${more}</article>`
  }
  return section(t.answers, `<div class="answers">\n${answers.map(one).join('\n')}\n</div>`)
}

export function collectorSection(recording: Recording, t: ReportTexts): string {
  const statistics = collectorStatistics(recording)
  const generations = table(
    [t.generation, t.collections, t.visited, t.freed, t.futile, 'p50', 'p95', 'p99', t.longest, t.total],
    statistics.generations.map((g, i) => [
      String(i),
      ...[g.collections, g.candidates, g.collected, g.futile].map(formatCount),
      ...[g.pauses.p50Ns, g.pauses.p95Ns, g.pauses.p99Ns, g.pauses.maxNs, g.pauses.totalNs].map(formatDuration),
    ]),
  )
  const collections = collectionsOf(recording)
  const longest = [...collections].sort((a, b) => b.predictedNs - a.predictedNs || a.time - b.time).slice(0, LONGEST)
  if (longest.length === 0) return section(t.collector, generations)
  const most = longest[0].predictedNs
  const rows = longest.map((e) => [
    `${text(formatDuration(e.time))} <span class="muted">${text(e.trigger)}${e.line > 0 ? `, ${text(place(recording.manifest.file, e.line))}` : ''}</span>`,
    String(e.generation),
    formatDuration(e.predictedNs) + bar(e.predictedNs / most),
    ...[e.candidates, e.collected, e.uncollectable, e.promoted].map(formatCount),
    e.countsBefore.map(formatCount).join(' '),
  ])
  const count = `<p class="muted">${text(t.shown(formatCount(longest.length), formatCount(collections.length)))}</p>`
  const titles = [t.time, t.generation, t.duration, t.visited, t.freed, t.uncollectable, t.promoted, 'gc.get_count()']
  return section(t.collector, generations) + section(t.collectionsTable, table(titles, rows) + count)
}

export function layersSection(recording: Recording, t: ReportTexts, locale: string): string {
  const measured = fragmentation(recording)
  if (measured === null) return ''
  const names = messagesFor(locale).fragmentation.details
  const rows = measured.atEnd.layers.map((l) => [
    text(names[l.layer]),
    bar(1 - l.unusedShare, true),
    formatBytes(l.usedBytes),
    formatBytes(l.heldBytes),
    formatShare(l.unusedShare),
  ])
  return section(t.layers, table(['', '', t.used, t.held, t.unused], rows, 'layers'))
}

export function consumersSections(recording: Recording, t: ReportTexts): string {
  if (recording.attribution === null) return section(t.types, `<p>${text(t.cutOff)}</p>`)
  const types = topTypes(recording, ROWS)
  const mostBytes = types[0]?.bytes ?? 0
  const typeTable = table(
    [t.type, t.bytes, t.alive, t.created, t.freed],
    types.map((x) => [
      `<code>${text(x.type)}</code>${bar(x.bytes / Math.max(mostBytes, 1))}`,
      formatBytes(x.bytes),
      ...[x.alive, x.created, x.freed].map(formatCount),
    ]),
  )
  const lineTitles = [t.live, t.allocated, t.peak, t.temporary]
  const lineTable = (
    title: string,
    rows: typeof recording.attribution.lines,
    name: (row: (typeof rows)[number]) => string,
  ) =>
    table(
      [title, ...lineTitles],
      rows.map((l) => [
        `${name(l)}${bar(l.liveBytes / Math.max(rows[0].liveBytes, 1))}`,
        ...[l.liveBytes, l.allocatedBytes, l.peakBytes, l.temporaryBytes].map(formatBytes),
      ]),
    )
  const lines = lineTable(
    t.line,
    topLines(recording, 'live', ROWS),
    (l) => `<code>${text(place(l.file, l.line))}</code> <span class="muted">${text(l.function)}</span>`,
  )
  const functions = lineTable(
    t.function,
    topFunctions(recording, 'live', ROWS),
    (l) => `<code>${text(functionName(l.function))}</code> <span class="muted">${text(place(l.file, l.line))}</span>`,
  )
  const pair = `<div class="pairs">${section(t.lines, lines)}${section(t.functions, functions)}</div>`
  return section(t.types, typeTable) + pair + cachesSection(recording, t)
}

function cachesSection(recording: Recording, t: ReportTexts): string {
  const caches = cacheUse(recording) ?? []
  if (caches.length === 0) return ''
  const rows = caches.map((c) => [
    `<code>${text(c.function)}</code> <span class="muted">${text(place(c.file, c.line))}</span>${bar(c.hitRate ?? 0, true)}`,
    c.hitRate === null ? '–' : formatShare(c.hitRate),
    formatCount(c.hits),
    formatCount(c.misses),
    `${formatCount(c.currsize)} / ${c.maxsize === null ? '∞' : formatCount(c.maxsize)}`,
  ])
  return section(t.caches, table([t.function, t.hitRate, t.hits, t.misses, t.entries], rows))
}

export function marksSection(recording: Recording, t: ReportTexts): string {
  const marks = marksOf(recording).slice(0, MOST_MARKS)
  if (marks.length === 0) return ''
  const live = liveAtMarks(recording)
  const rows = marks.map((m, i) => {
    const bytes = live.get(m.name)
    const before = i > 0 ? live.get(marks[i - 1].name) : undefined
    const change =
      bytes === undefined || before === undefined ? '' : signed(formatBytes(bytes - before), bytes - before)
    return [text(m.name), formatDuration(m.time), String(m.line), bytes === undefined ? '' : formatBytes(bytes), change]
  })
  return section(t.marks, table([t.mark, t.time, t.line, t.live, t.change], rows))
}

export function outputSections(recording: Recording, t: ReportTexts): string {
  const one = (title: string, bytes: Uint8Array): string => {
    if (bytes.length === 0) return ''
    const shown = bytes.subarray(0, OUTPUT_BYTES)
    const cut =
      shown.length === bytes.length
        ? ''
        : `<p class="muted">${text(t.outputCut(formatBytes(shown.length), formatBytes(bytes.length)))}</p>`
    return section(title, `<pre>${text(new TextDecoder().decode(shown))}</pre>${cut}`)
  }
  return one(t.stdout, recording.stdout) + one(t.stderr, recording.stderr)
}
