import { Copy, FileDown, Image, Table } from 'lucide-react'
import type { RefObject } from 'react'
import { copyText } from '../components/clipboard'
import { Menu } from '../components/menu'
import { useT } from '../i18n/translate'
import { shown, showToast } from '../state/app-state'
import { saveFile } from '../state/recording-actions'
import { chartPng, chartSvg } from './export-chart'
import type { LegendItem } from './legend'
import type { Palette } from './palette'

interface Props {
  /** Name of the chart. */
  name: string
  plot: RefObject<HTMLDivElement | null>
  legend: readonly LegendItem[]
  palette: Palette
  csv: () => string
}

/** What can be taken away from a chart. */
export function ChartMenu({ name, plot, legend, palette, csv }: Props) {
  const t = useT()
  const fileName = (extension: string): string =>
    `${[shown.get().name, name]
      .filter(Boolean)
      .join(' ')
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .toLowerCase()}${extension}`
  const svg = (): string => {
    if (!plot.current) throw new Error(t('charts.nothingToExport'))
    return chartSvg(plot.current, name, legend, palette)
  }
  const attempt = (work: () => unknown) => () => {
    Promise.resolve()
      .then(work)
      .catch((error: unknown) => showToast(error instanceof Error ? error.message : String(error), { tone: 'error' }))
  }
  return (
    <Menu
      label={t('charts.takeAway', { name })}
      items={[
        {
          label: t('charts.copyPng'),
          icon: Image,
          run: attempt(async () => {
            const blob = await chartPng(svg())
            await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
            showToast(t('common.copied'))
          }),
        },
        { label: t('charts.copySvg'), icon: Copy, run: attempt(() => copyText(svg())) },
        { label: t('charts.copyCsv'), icon: Table, run: attempt(() => copyText(csv())) },
        'separator',
        {
          label: t('charts.savePng'),
          icon: FileDown,
          run: attempt(async () => {
            const blob = await chartPng(svg())
            saveFile(fileName('.png'), 'image/png', new Uint8Array(await blob.arrayBuffer()))
          }),
        },
        {
          label: t('charts.saveSvg'),
          icon: FileDown,
          run: attempt(() => saveFile(fileName('.svg'), 'image/svg+xml', svg())),
        },
        {
          label: t('charts.saveCsv'),
          icon: FileDown,
          run: attempt(() => saveFile(fileName('.csv'), 'text/csv', csv())),
        },
      ]}
    />
  )
}
