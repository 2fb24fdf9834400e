import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PALETTES, tint } from '../../../src/renderer/charts/palette'
import { contrast, distance, simulate, type Vision } from './color-vision'

const VISIONS: Vision[] = ['normal', 'protanopia', 'deuteranopia', 'tritanopia']

describe('the simulator', () => {
  it('leaves greys alone and makes red and green alike', () => {
    for (const vision of VISIONS) {
      const [r, g, b] = simulate('#808080', vision)
      expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(0.01)
    }
    expect(distance('#c85a5a', '#8a8a3c', 'normal')).toBeGreaterThan(15)
    expect(distance('#c85a5a', '#8a8a3c', 'deuteranopia')).toBeLessThan(8)
  })
})

describe.each(Object.entries(PALETTES))('palette %s', (_name, palette) => {
  const layers = Object.entries(palette.layers)

  it.each(VISIONS)('layers are told apart with %s', (vision) => {
    for (const [i, [a, first]] of layers.entries()) {
      for (const [b, second] of layers.slice(i + 1)) {
        expect(distance(first, second, vision), `${a} and ${b}`).toBeGreaterThan(9)
      }
    }
  })

  it.each(VISIONS)('generations are told apart with %s', (vision) => {
    const [a, b, c] = palette.generations
    for (const [x, y] of [
      [a, b],
      [b, c],
      [a, c],
    ])
      expect(distance(x, y, vision)).toBeGreaterThan(12)
  })

  it('lines stand out from the surface, text is readable', () => {
    const lines = [
      ...Object.values(palette.layers),
      ...palette.generations,
      palette.accent,
      palette.mark,
      palette.failure,
    ]
    for (const color of lines) expect(contrast(color, palette.surface), color).toBeGreaterThanOrEqual(3)
    expect(contrast(palette.text, palette.surface)).toBeGreaterThanOrEqual(7)
    expect(contrast(palette.muted, palette.surface)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.failure, palette.surface)).toBeGreaterThanOrEqual(4.5)
  })
})

it('tint mixes towards the surface', () => {
  expect(tint('#000000', '#ffffff', 0.5)).toBe('#808080')
  expect(tint('#123456', '#ffffff', 1)).toBe('#123456')
})

/** What the palettes share with the window's tokens must be the same colours: charts stand on the window's surface. */
it('stands on the surfaces of the themes', () => {
  const css = readFileSync(resolve(import.meta.dirname, '../../../src/renderer/theme/tokens.css'), 'utf8')
  for (const [name, palette] of Object.entries(PALETTES)) {
    const block = css.slice(css.indexOf(`[data-theme="${name}"]`)).split('}')[0]
    const token = (key: string): string | undefined => new RegExp(`--${key}: (#[0-9a-f]{6})`).exec(block)?.[1]
    expect([name, token('surface'), token('ink'), token('accent')]).toEqual([
      name,
      palette.surface,
      palette.text,
      palette.accent,
    ])
  }
})
