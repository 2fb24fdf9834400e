/** The three charts over virtual time and the panels they lead to. */
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/fixture'
import type { LabPage } from './support/lab-page'

const SCENARIO = `import gc
import lab

class Node:
    def __init__(self):
        self.me = self
        self.data = [None] * 30

def build(n):
    return [Node() for _ in range(n)]

lab.mark('begin')
kept = build(3000)
lab.mark('built')
for i in range(12):
    build(400)
big = [bytearray(80_000) for _ in range(60)]
lab.mark('big')
del kept
gc.collect()
print('after', gc.get_count()[2])
`
const BIG_LINE = 17

const chartOf = (lab: LabPage, name: 'Memory' | 'Generations' | 'GC pauses'): Locator =>
  lab.region(name).getByRole('img')
const words = async (chart: Locator): Promise<string> => (await chart.getAttribute('aria-label')) ?? ''

/** The plot's own box: left of it stand the axis' labels. */
async function plotBox(chart: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = (await chart.boundingBox())!
  return { x: box.x + 62, y: box.y + 20, width: box.width - 90, height: box.height - 44 }
}

async function drag(page: Page, chart: Locator, from: number, to: number): Promise<void> {
  const box = await plotBox(chart)
  await page.mouse.move(box.x + from * box.width, box.y + 10)
  await page.mouse.down()
  for (let i = 1; i <= 6; i++) await page.mouse.move(box.x + (from + ((to - from) * i) / 6) * box.width, box.y + 12)
  await page.mouse.up()
}

test.describe('charts', () => {
  test.setTimeout(120_000)

  test.beforeEach(async ({ lab }) => {
    await lab.runToEnd(SCENARIO, 'Finished', 60_000)
    await expect(chartOf(lab, 'Memory')).toHaveAccessibleName(/RSS \d/)
  })

  test('show the run: layers, counts against thresholds, pauses, marks', async ({ lab }) => {
    await expect(chartOf(lab, 'Memory')).toHaveAccessibleName(/^Memory from 0.ns to .*RSS [\d.]+.MiB, traced/)
    await expect(chartOf(lab, 'Generations')).toHaveAccessibleName(/generation 0 [\d\s]+\/700/)
    await expect(chartOf(lab, 'GC pauses')).toHaveAccessibleName(/\d+ collections, 95th percentile .* longest/)
    for (const name of ['begin', 'built', 'big']) await expect(lab.region('Memory').getByText(name)).toBeVisible()
    const rss = lab.region('Memory').getByRole('button', { name: /^RSS/ })
    await expect(rss).toHaveAttribute('aria-pressed', 'true')
    await rss.click()
    await expect(rss).toHaveAttribute('aria-pressed', 'false')
    await lab.region('Generations').getByRole('button', { name: 'Objects', exact: true }).click()
    await expect(lab.region('Generations').getByRole('button', { name: /^Gen 2/ })).not.toHaveText(/\//)
  })

  test('zoom and pan together, by wheel, drag and keys', async ({ lab, page }) => {
    const charts = (['Memory', 'Generations', 'GC pauses'] as const).map((name) => chartOf(lab, name))
    const whole = await words(charts[0])
    const spans = async (): Promise<string[]> =>
      Promise.all(charts.map(async (chart) => / from (.*? (?:of virtual time|:))/.exec(await words(chart))?.[0] ?? ''))
    const rangeOf = (text: string): string => /from (.*?) of virtual time/.exec(text)?.[1] ?? ''
    const box = await plotBox(charts[0])
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.wheel(0, -400)
    await expect(charts[0]).not.toHaveAccessibleName(new RegExp(`from ${rangeOf(whole).slice(0, 20)}`))
    const zoomed = rangeOf(await words(charts[0]))
    expect(zoomed).not.toBe(rangeOf(whole))
    expect(new Set((await spans()).map((text) => rangeOf(`${text} of virtual time`).slice(0, 12))).size).toBeLessThan(3)
    await expect(charts[1]).toHaveAccessibleName(new RegExp(zoomed.slice(0, 8)))

    await drag(page, charts[1], 0.7, 0.3)
    await expect.poll(async () => rangeOf(await words(charts[0]))).not.toBe(zoomed)

    await charts[0].focus()
    const panned = rangeOf(await words(charts[0]))
    await page.keyboard.press('w')
    await expect.poll(async () => rangeOf(await words(charts[0]))).not.toBe(panned)
    await page.keyboard.press('0')
    await expect.poll(async () => rangeOf(await words(charts[0]))).toBe(rangeOf(whole))
    await page.keyboard.press('+')
    await expect.poll(async () => rangeOf(await words(charts[0]))).not.toBe(rangeOf(whole))
    await page.keyboard.press('f')
    await expect.poll(async () => rangeOf(await words(charts[0]))).toBe(rangeOf(whole))
  })

  test('a marked range gives totals and growth', async ({ lab, page }) => {
    const figures = page.getByRole('region', { name: 'Figures of the range' })
    await expect(figures).toContainText('Whole run')
    const all = await figures.innerText()
    await page.keyboard.down('Shift')
    await drag(page, chartOf(lab, 'Memory'), 0.2, 0.6)
    await page.keyboard.up('Shift')
    await expect(figures).not.toContainText('Whole run')
    await expect(figures).toContainText(/RSS [+−±]/)
    await expect(figures).toContainText(/blocks \+[\d\s]+ −[\d\s]+/)
    expect(await figures.innerText()).not.toBe(all)
    await figures.getByRole('button', { name: 'Clear range' }).click()
    await expect(figures).toContainText('Whole run')
    // The same with M and without Shift.
    await chartOf(lab, 'Memory').focus()
    await page.keyboard.press('m')
    await drag(page, chartOf(lab, 'GC pauses'), 0.3, 0.5)
    await expect(figures).not.toContainText('Whole run')
  })

  test('the time cursor moves the other panels to its instant', async ({ lab, page }) => {
    const table = (await lab.show('Collections')).getByRole('grid')
    await chartOf(lab, 'Memory').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press(']')
    const selected = table.getByRole('row', { selected: true })
    await expect(selected).toHaveCount(1)
    const first = await selected.innerText()
    await page.keyboard.press(']')
    await expect.poll(async () => selected.innerText()).not.toBe(first)
    const slider = page.getByRole('slider', { name: 'Time cursor' })
    const before = await slider.getAttribute('aria-valuetext')
    await page.keyboard.press('.')
    await expect(slider).not.toHaveAttribute('aria-valuetext', before ?? '')
    const track = (await slider.boundingBox())!
    await page.mouse.click(track.x + track.width * 0.05, track.y + 8)
    const early = Number(await slider.getAttribute('aria-valuenow'))
    const legend = lab.region('Memory').getByRole('button', { name: /^Traced/ })
    const atStart = await legend.innerText()
    await page.mouse.click(track.x + track.width * 0.8, track.y + 8)
    expect(Number(await slider.getAttribute('aria-valuenow'))).toBeGreaterThan(early)
    await page.mouse.move(2, 2)
    await expect.poll(async () => legend.innerText()).not.toBe(atStart)
    await slider.focus()
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    const playing = Number(await slider.getAttribute('aria-valuenow'))
    await expect.poll(async () => Number(await slider.getAttribute('aria-valuenow'))).not.toBe(playing)
  })

  test('the biggest type and the line that allocates most stand first', async ({ lab }) => {
    const types = await lab.show('Types')
    const rows = types.getByRole('row')
    await expect(rows.nth(1)).toContainText('bytearray', { timeout: 20_000 })
    await types.getByRole('searchbox', { name: 'Filter types' }).fill('Node')
    await expect(rows.nth(1)).toContainText('Node')
    await expect(types.getByText(/ of \d+ rows/)).toBeVisible()

    const allocations = await lab.show('Allocations')
    const top = allocations.getByRole('row').nth(1)
    await expect(top).toContainText(`:${BIG_LINE}`)
    await top.click()
    await expect(lab.page.getByText(`Ln ${BIG_LINE}`)).toBeVisible()
    await allocations.getByRole('button', { name: 'Functions' }).click()
    await expect(allocations.getByRole('row').nth(1)).toContainText('<listcomp>')
  })

  test('collections are sorted by any column, and one is selected in the charts', async ({ lab }) => {
    const panel = await lab.show('Collections')
    const table = panel.getByRole('grid')
    const header = table.getByRole('columnheader', { name: 'Pause' })
    await header.getByRole('button').click()
    await expect(header).toHaveAttribute('aria-sort', 'descending')
    const longest = await table.getByRole('row').nth(1).innerText()
    await header.getByRole('button').click()
    await expect(header).toHaveAttribute('aria-sort', 'ascending')
    await expect.poll(async () => table.getByRole('row').nth(1).innerText()).not.toBe(longest)
    await table.getByRole('row').nth(2).click()
    await expect(table.getByRole('row', { selected: true })).toHaveCount(1)
  })

  test('figures are copied as CSV', async ({ lab, page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await lab
      .region('Memory')
      .getByRole('button', { name: /Copy or save the chart Memory/ })
      .click()
    await page.getByRole('menuitem', { name: 'Copy figures (CSV)' }).click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^time_ns,rss_bytes/)
    const [header, first] = (await page.evaluate(() => navigator.clipboard.readText())).split('\r\n')
    expect(header.split(',')).toHaveLength(first.split(',').length)
    await lab
      .region('Memory')
      .getByRole('button', { name: /Copy or save the chart Memory/ })
      .click()
    const saved = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Save as PNG' }).click()
    expect((await saved).suggestedFilename()).toMatch(/memory\.png$/)
  })
})

test('the charts move while the run goes on', async ({ lab }) => {
  test.setTimeout(120_000)
  await lab.run('kept = []\nwhile True:\n    kept.append([1] * 10)\n    if len(kept) > 20_000:\n        kept = []\n')
  await lab.waitFor('Running')
  const seen = new Set<string>()
  await expect
    .poll(
      async () => {
        for (const name of ['Memory', 'Generations', 'GC pauses'] as const) seen.add(await words(chartOf(lab, name)))
        return seen.size
      },
      { timeout: 30_000, intervals: [300] },
    )
    .toBeGreaterThan(9)
  await lab.press('Stop')
  await lab.waitFor('Stopped')
  const still = await words(chartOf(lab, 'Memory'))
  await lab.page.waitForTimeout(500)
  expect(await words(chartOf(lab, 'Memory'))).toContain(still.slice(0, 20))
})
