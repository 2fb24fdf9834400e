/** A run of 200,000 samples and 5,000 collections loads, zooms and scrubs with no frame over 100 ms. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { bundled } from './support/bundled'
import { type Frames, measureFrames } from './support/frames'
import { LabPage } from './support/lab-page'
import type { LongRecording } from './support/long-recording'
import { startWebHost } from './support/web-host'

const FRAME = 100
/** Garbage collection or another program may come between: the best of a few tries is what the window is capable of. */
const TRIES = 3
/** Tasks that take so many times their processor time stand on a machine too busy to measure by the clock. */
const BUSY = 1.5

const test = base.extend<{ lab: LabPage; long: LongRecording }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures off the pattern
  long: async ({}, use) => {
    await use({ name: '', samples: 0, collections: 0, peak: 0, peakTime: 0 })
  },
  lab: async ({ page, long }, use) => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'pymemlab-long-'))
    const { writeLongRecording } = await bundled<typeof import('./support/long-recording')>('long-recording')
    Object.assign(long, writeLongRecording(dataFolder))
    const host = await startWebHost({ dataFolder })
    const lab = new LabPage(page, host.url)
    await lab.open()
    await use(lab)
    await host.close()
  },
})

const quiet = (frames: Frames): boolean => frames.stretch < BUSY
const duration = (frames: Frames): number =>
  quiet(frames) ? Math.max(frames.longest, frames.longestCpu) : frames.longestCpu

async function best(name: string, attempt: () => Promise<Frames>): Promise<void> {
  let least: Frames | null = null
  for (let i = 0; i < TRIES && (least === null || duration(least) >= FRAME); i++) {
    const frames = await attempt()
    if (least === null || duration(frames) < duration(least)) least = frames
  }
  if (!least) return
  expectShort(name, least)
}

function expectShort(name: string, frames: Frames): void {
  const figures = JSON.stringify(frames, (_key, value) =>
    typeof value === 'number' ? Math.round(value * 10) / 10 : value,
  )
  console.log(`${name}: ${figures}${quiet(frames) ? '' : ' (busy machine: processor time is held, not the clock)'}`)
  expect(frames.count, `${name}: frames drawn`).toBeGreaterThan(10)
  expect(frames.longestCpu, `${name}: most processor time of one task, ms`).toBeLessThan(FRAME)
  if (quiet(frames)) expect(frames.longest, `${name}: longest frame, ms`).toBeLessThan(FRAME)
}

test('a long recording opens, zooms and scrubs without a long frame', async ({ lab, long, page }) => {
  test.setTimeout(180_000)
  // The first start runs its example.
  await lab.waitFor('Finished', 40_000)
  const tour = page.getByRole('button', { name: /^(Close|Skip|Dismiss|Not now)/ })
  if (await tour.count()) await tour.first().click()

  const opener = lab
    .region('Recordings')
    .getByRole('button', { name: new RegExp(long.name) })
    .first()
  const plot = lab.region('Memory').getByRole('img')
  const opened = await measureFrames(page, async () => {
    await opener.click()
    await expect(plot).toHaveAccessibleName(/to 20\.0\ss of virtual time/, { timeout: 40_000 })
    await page.waitForTimeout(300)
  })
  expectShort('opening', opened)

  // No peak is lost: the highest value of 200,000 is the one in the words of the picture.
  const mib = (long.peak / 2 ** 20).toFixed(1)
  await expect(plot).toHaveAccessibleName(new RegExp(`Peak RSS in view: ${mib.replace('.', '\\.')}`))

  const box = (await plot.boundingBox())!
  const centre = { x: box.x + box.width * 0.6, y: box.y + box.height / 2 }
  await page.mouse.move(centre.x, centre.y)

  await best('zooming with the wheel', () =>
    measureFrames(page, async () => {
      for (let i = 0; i < 30; i++) await page.mouse.wheel(0, -120)
      for (let i = 0; i < 30; i++) await page.mouse.wheel(0, 120)
    }),
  )

  await plot.focus()
  await best('zooming and panning with keys', () =>
    measureFrames(page, async () => {
      for (const key of 'wwwwwwddddaaaassssss') await page.keyboard.press(key)
      await page.keyboard.press('0')
    }),
  )

  const slider = page.getByRole('slider', { name: 'Time cursor' })
  const track = (await slider.boundingBox())!
  await best('scrubbing', () =>
    measureFrames(page, async () => {
      await page.mouse.move(track.x + 5, track.y + track.height / 2)
      await page.mouse.down()
      for (let i = 0; i <= 60; i++) await page.mouse.move(track.x + 5 + (i / 60) * (track.width - 10), track.y + 8)
      await page.mouse.up()
    }),
  )

  await best('pointing', () =>
    measureFrames(page, async () => {
      for (let i = 0; i <= 60; i++) await page.mouse.move(box.x + 70 + (i / 60) * (box.width - 100), centre.y)
    }),
  )

  await lab.show('Collections')
  const table = lab.region('Collections').getByRole('grid')
  await expect(table).toHaveAttribute('aria-rowcount', String(long.collections + 1))
  await best('sorting and scrolling 5,000 collections', () =>
    measureFrames(page, async () => {
      await table.getByRole('button', { name: 'Pause time' }).click()
      await table.hover()
      for (let i = 0; i < 20; i++) await page.mouse.wheel(0, 2000)
    }),
  )
})
