/**
 * Colours of the charts, as values rather than as CSS variables: an exported SVG must carry them. Layers: five hues with
 * different lightness, told apart by eyes without red, green or blue cones (test/unit/charts/palette.test.ts measures it).
 * Generations: one hue in three depths, the oldest the strongest. Red is left to failures.
 */
export interface Palette {
  surface: string
  text: string
  muted: string
  /** Lines of the grid. */
  grid: string
  axis: string
  /** Cursor and marked range. */
  accent: string
  mark: string
  failure: string
  layers: Record<LayerKey, string>
  generations: readonly [string, string, string]
}

export type LayerKey = 'rss' | 'mapped' | 'pymalloc' | 'raw' | 'traced'

const LIGHT: Palette = {
  surface: '#ffffff',
  text: '#16191d',
  muted: '#5f6975',
  grid: '#e7eaee',
  axis: '#b9c0ca',
  accent: '#0b5cad',
  mark: '#5f6975',
  failure: '#b3261e',
  layers: { rss: '#475caa', mapped: '#0e9ea6', pymalloc: '#ca7b2d', raw: '#625c22', traced: '#4a3049' },
  generations: ['#9a86d6', '#6a4bbf', '#351a7d'],
}

const DARK: Palette = {
  surface: '#17191d',
  text: '#eceef1',
  muted: '#98a1ad',
  grid: '#262a30',
  axis: '#474d58',
  accent: '#74b4f4',
  mark: '#98a1ad',
  failure: '#ff8f85',
  layers: { rss: '#74b3f7', mapped: '#90f3f4', pymalloc: '#b46121', raw: '#aebb74', traced: '#9171a0' },
  generations: ['#7a66c4', '#a693ec', '#ded5ff'],
}

const CONTRAST: Palette = {
  surface: '#000000',
  text: '#ffffff',
  muted: '#ffffff',
  grid: '#3d3d3d',
  axis: '#ffffff',
  accent: '#ffd866',
  mark: '#ffffff',
  failure: '#ff9a94',
  layers: { rss: '#74b3f7', mapped: '#90f3f4', pymalloc: '#c0681f', raw: '#b7c47d', traced: '#9c79ad' },
  generations: ['#8f7ce0', '#bcaef5', '#ffffff'],
}

export const PALETTES = { light: LIGHT, dark: DARK, contrast: CONTRAST } as const satisfies Record<string, Palette>

/** A colour laid over the surface: opaque, so that layers painted over each other do not mix. */
export function tint(color: string, surface: string, share: number): string {
  const channel = (hex: string, at: number): number => Number.parseInt(hex.slice(at, at + 2), 16)
  const mixed = [1, 3, 5].map((at) => Math.round(channel(color, at) * share + channel(surface, at) * (1 - share)))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
