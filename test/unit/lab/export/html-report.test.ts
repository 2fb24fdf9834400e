import { createHash } from 'node:crypto'
import { parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import { exportRecording } from '../../../../src/lab/export/formats'
import { PAGE_SCRIPT } from '../../../../src/lab/export/html/page-script'
import { PAGE_STYLE, REPORT_COLORS } from '../../../../src/lab/export/html/page-style'
import type { Recording } from '../../../../src/protocol/recording'
import { PALETTES } from '../../../../src/renderer/charts/palette'
import { buildRecording, fullRecording, hostileRecording, largeRecording } from '../support/recording-builder'

interface Node {
  nodeName: string
  value?: string
  attrs?: { name: string; value: string }[]
  childNodes?: Node[]
}

const html = (recording: Recording, locale = 'en'): string =>
  new TextDecoder().decode(exportRecording(recording, 'html', { locale }).bytes)

function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of node.childNodes ?? []) yield* walk(child)
}

/** Elements of a page, and what its parser complained about. */
function read(page: string): { elements: Node[]; errors: string[] } {
  const errors: string[] = []
  const document = parse(page, { onParseError: (e) => errors.push(`${e.code} ${e.startLine}:${e.startCol}`) })
  return { elements: [...walk(document as unknown as Node)].filter((n) => !n.nodeName.startsWith('#')), errors }
}

const textOf = (node: Node): string => [...walk(node)].map((n) => n.value ?? '').join('')

describe('HTML report', () => {
  it.each([
    ['full', fullRecording()],
    ['hostile', hostileRecording()],
    ['cut off', buildRecording({ complete: false })],
    ['empty', buildRecording({ samples: 0, complete: false })],
    ['one sample', buildRecording({ samples: 1 })],
  ])('of a %s recording is well-formed', (_, recording) => {
    for (const locale of ['en', 'zh-CN']) {
      const { elements, errors } = read(html(recording, locale))
      expect(errors).toEqual([])
      const page = elements.map((e) => e.nodeName)
      expect(page.filter((name) => name === 'script').length).toBeLessThanOrEqual(2)
      for (const { attrs } of elements)
        for (const { value } of attrs ?? []) expect(value).not.toMatch(/NaN|Infinity|undefined/)
    }
  })

  it('refers to nothing outside itself, and runs nothing but its own script', () => {
    const { elements } = read(html(hostileRecording()))
    for (const { nodeName, attrs = [] } of elements) {
      expect(['img', 'link', 'iframe', 'object', 'embed', 'base', 'form', 'a', 'image', 'use']).not.toContain(nodeName)
      for (const { name, value } of attrs) {
        expect(name).not.toMatch(/^(on|src|href|xlink|style$|srcdoc|action)/)
        if (name !== 'content') expect(value).not.toMatch(/https?:|url\(/)
      }
    }
    expect(PAGE_STYLE).not.toMatch(/url\(|@import/)
    const scripts = elements.filter((e) => e.nodeName === 'script').map(textOf)
    expect(scripts[1]).toBe(PAGE_SCRIPT)
    expect(() => JSON.parse(scripts[0])).not.toThrow()
  })

  it('its policy allows exactly its script and its style sheet', () => {
    const { elements } = read(html(fullRecording()))
    const policy = elements
      .flatMap((e) => (e.nodeName === 'meta' ? (e.attrs ?? []) : []))
      .find((a) => a.value.includes('default-src'))
    const hash = (text: string): string => createHash('sha256').update(text).digest('base64')
    expect(policy?.value).toBe(
      `default-src 'none'; script-src 'sha256-${hash(PAGE_SCRIPT)}'; style-src 'sha256-${hash(PAGE_STYLE)}'; base-uri 'none'; form-action 'none'`,
    )
  })

  it('stays small for the largest recordings, without losing a peak', () => {
    const page = html(largeRecording())
    expect(page.length).toBeLessThan(2_000_000)
    expect(page).toContain('858 MiB') // one sample of 65,536 had it
  })

  it('has the series’ colours of the window’s charts', () => {
    for (const theme of ['light', 'dark'] as const) {
      const [gen0, gen1, gen2] = PALETTES[theme].generations
      expect(REPORT_COLORS[theme]).toMatchObject({ ...PALETTES[theme].layers, gen0, gen1, gen2 })
    }
  })
})
