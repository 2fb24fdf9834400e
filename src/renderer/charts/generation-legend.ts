import type { Translate } from '../i18n/translate'
import type { LegendItem } from './legend'
import type { Palette } from './palette'

export const GENERATIONS = [0, 1, 2] as const
export type Generation = (typeof GENERATIONS)[number]

/** One item for each generation, in its colour; what a chart says of it comes from `item`. */
export const generationLegend = (
  palette: Palette,
  t: Translate,
  item: (generation: Generation) => Pick<LegendItem, 'key' | 'description' | 'value'>,
): LegendItem[] =>
  GENERATIONS.map((generation) => ({
    label: t('charts.generation', { generation }),
    color: palette.generations[generation],
    filled: true,
    ...item(generation),
  }))
