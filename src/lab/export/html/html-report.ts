/**
 * A report in one HTML file that needs nothing else: no network, no fonts, no libraries. Charts are SVG drawn here; one small
 * script reads values at the pointer. The page's own Content-Security-Policy allows that script and the style sheet by their
 * hashes and nothing besides, so even a hole in the escaping could not run code.
 */
import type { Manifest, Recording } from '../../../protocol/recording'
import { collectorStatistics } from '../../analysis/collector'
import { sha256 } from '../../recording/sha256'
import { reportAnswers } from '../../report/report-answers'
import { withShortNames } from '../../report/short-names'
import { formatBytes, formatCount, formatDuration, formatExactBytes, formatShare } from '../../report/units'
import type { Exporter } from '../export-format'
import { type ReportTexts, reportTexts } from '../report-texts'
import { type Charts, makeCharts } from './charts'
import { scriptJson } from './escape'
import { PAGE_SCRIPT } from './page-script'
import { PAGE_STYLE } from './page-style'
import {
  answersSection,
  collectorSection,
  consumersSections,
  layersSection,
  marksSection,
  outputSections,
} from './sections'
import { sourceSection } from './source-section'
import { section, text } from './tables'

/** As a policy names it. */
function sha256Base64(text: string): string {
  const hex = sha256(new TextEncoder().encode(text))
  return btoa(hex.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16))))
}

const policy = (): string =>
  [
    "default-src 'none'",
    `script-src 'sha256-${sha256Base64(PAGE_SCRIPT)}'`,
    `style-src 'sha256-${sha256Base64(PAGE_STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

function keyFigures(recording: Recording, t: ReportTexts): string {
  const { totals } = recording.manifest
  const statistics = collectorStatistics(recording)
  const figures: [string, string, string?][] = []
  if (totals !== null) {
    figures.push(
      [t.virtualTime, formatDuration(totals.virtualTimeNs), `${formatCount(totals.virtualTimeNs)} ns`],
      [t.peakResident, formatBytes(totals.rssPeak), formatExactBytes(totals.rssPeak)],
      [t.peakTraced, formatBytes(totals.tracedPeak), formatExactBytes(totals.tracedPeak)],
      [t.finalTraced, formatBytes(totals.tracedFinal), formatExactBytes(totals.tracedFinal)],
      [t.allocations, formatCount(totals.allocations)],
      [t.leaked, formatCount(totals.unreachable)],
    )
  }
  figures.push(
    [t.collections, formatCount(statistics.all.collections)],
    [t.overhead, formatShare(statistics.overhead)],
    [t.longestPause, formatDuration(statistics.all.pauses.maxNs)],
  )
  const one = ([label, value, exact]: (typeof figures)[number]): string =>
    `<div><dt>${text(label)}</dt><dd${exact === undefined ? '' : ` title="${text(exact)}"`}>${text(value)}</dd></div>`
  return `<dl class="figures">${figures.map(one).join('')}</dl>`
}

function chartsSection(charts: Charts, t: ReportTexts): string {
  if (charts.hover === null) return section(t.charts, `<p>${text(t.noData)}</p>`)
  const parts = charts.charts.map(
    ({ title, summary, svg }) =>
      `<div class="chart-head"><h3>${text(title)}</h3><span class="muted">${text(summary)}</span></div>\n${svg}`,
  )
  return section(t.charts, `<p class="muted screen">${text(t.hover)}</p>${parts.join('\n')}`)
}

const LONGEST_SETTING = 2000
const shortText = (value: string): string =>
  value.length > LONGEST_SETTING ? `${value.slice(0, LONGEST_SETTING)}…` : value

function settingsSection({ settings, sampleIntervalNs }: Manifest, t: ReportTexts): string {
  const parameters = Object.entries(settings.parameters).map(([name, value]) => `${name} = ${value}`)
  const rows: [string, string][] = [
    [t.thresholds, settings.gcEnabled ? (settings.thresholds ?? [700, 10, 10]).join(', ') : t.off],
    [t.parameters, shortText(parameters.join('; ')) || t.none],
    ['sys.argv', shortText(settings.args.join(' ')) || t.none],
    [t.hashSeed, String(settings.hashSeed)],
    [t.memoryLimit, settings.memoryLimit === null ? t.none : formatBytes(settings.memoryLimit)],
    [t.interval, formatDuration(sampleIntervalNs)],
  ]
  const body = rows
    .map(([name, value]) => `<tr><td>${text(name)}</td><td class="left">${text(value)}</td></tr>`)
    .join('')
  return section(t.settings, `<div class="scroll"><table><tbody>${body}</tbody></table></div>`)
}

export const htmlReport: Exporter = {
  id: 'html',
  title: 'Report (HTML)',
  extension: '.html',
  mediaType: 'text/html; charset=utf-8',
  write(whole, { locale }) {
    const recording = withShortNames(whole)
    const t = reportTexts(locale)
    const { manifest } = recording
    const charts = makeCharts(recording, t)
    const thresholds = manifest.settings.gcEnabled ? (manifest.settings.thresholds ?? [700, 10, 10]).join(', ') : t.off
    const ended =
      manifest.totals === null ? t.cutOff : `${t.exit} ${manifest.totals.exitCode} (${manifest.totals.reason})`
    return [
      `<!DOCTYPE html>\n<html lang="${/^zh\b/i.test(locale) ? 'zh-CN' : 'en'}">\n<head>\n<meta charset="utf-8">\n`,
      `<meta http-equiv="Content-Security-Policy" content="${policy()}">\n`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n',
      `<meta name="generator" content="pymemlab ${text(manifest.product)}">\n<title>${text(manifest.name)}</title>\n`,
      `<style>${PAGE_STYLE}</style>\n</head>\n<body>\n<header>\n<h1>${text(manifest.name)}</h1>\n`,
      `<p class="meta">CPython 3.11 · ${text(t.thresholds)} ${text(thresholds)} · ${text(ended)}</p>\n</header>\n<main>\n`,
      keyFigures(recording, t),
      answersSection(reportAnswers(recording, locale), t),
      chartsSection(charts, t),
      collectorSection(recording, t),
      layersSection(recording, t, locale),
      consumersSections(recording, t),
      marksSection(recording, t),
      sourceSection(recording, t),
      outputSections(recording, t),
      settingsSection(manifest, t),
      `</main>\n<footer>${text(t.madeBy(manifest.product, manifest.created))}<br>${text(t.chain)}: <code>${text(manifest.chain)}</code></footer>\n`,
      '<div id="tip" role="status" hidden></div>\n',
      charts.hover === null
        ? ''
        : `<script type="application/json" id="hover-data">${scriptJson(charts.hover)}</script>\n`,
      `<script>${PAGE_SCRIPT}</script>\n</body>\n</html>\n`,
    ]
  },
}
