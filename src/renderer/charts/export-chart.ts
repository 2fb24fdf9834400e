/** A chart as a picture of its own: everything it needs is inside, no style sheet and no font of the page. */
import type { LegendItem } from './legend'
import type { Palette } from './palette'

const HEAD = 44
const MARGIN = 12
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'
const NAMESPACE = 'http://www.w3.org/2000/svg'

/** The drawn chart with its marks and cursor, below its name and its legend. */
export function chartSvg(plot: HTMLElement, name: string, legend: readonly LegendItem[], palette: Palette): string {
  const { width, height } = plot.getBoundingClientRect()
  const svg = element('svg', {
    xmlns: NAMESPACE,
    width: Math.round(width + 2 * MARGIN),
    height: Math.round(height + HEAD + MARGIN),
    viewBox: `0 0 ${Math.round(width + 2 * MARGIN)} ${Math.round(height + HEAD + MARGIN)}`,
    'font-family': FONT,
  })
  svg.append(element('rect', { width: '100%', height: '100%', fill: palette.surface }))
  const title = element('text', { x: MARGIN, y: 18, 'font-size': 13, 'font-weight': 600, fill: palette.text })
  title.textContent = name
  svg.append(title)
  let x = MARGIN
  for (const item of legend) {
    svg.append(element('rect', { x, y: 27, width: 10, height: 10, rx: 1, fill: item.color }))
    const label = element('text', { x: x + 14, y: 36, 'font-size': 11, fill: palette.muted })
    label.textContent = item.label
    svg.append(label)
    x += 28 + item.label.length * 6.5
  }
  const body = element('g', { transform: `translate(${MARGIN} ${HEAD})` })
  for (const part of plot.querySelectorAll<SVGSVGElement>('svg')) {
    const copy = part.cloneNode(true) as SVGSVGElement
    copy.removeAttribute('class')
    copy.removeAttribute('style')
    body.append(copy)
  }
  svg.append(body)
  return new XMLSerializer().serializeToString(svg)
}

/** Twice as fine as on the screen. */
export async function chartPng(svg: string): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * 2
  canvas.height = image.naturalHeight * 2
  const context = canvas.getContext('2d')
  if (!context) throw new Error('The browser gives no canvas to draw on.')
  context.scale(2, 2)
  context.drawImage(image, 0, 0)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))), 'image/png')
  })
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(NAMESPACE, name)
  for (const [key, value] of Object.entries(attributes)) if (key !== 'xmlns') made.setAttribute(key, String(value))
  return made
}
