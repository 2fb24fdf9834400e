// Screenshots of every panel for docs/images: 1440x900 and 1024x700, light and dark, of real runs of bundled scenarios
// through the web host. As WebP, which Chromium itself writes. `node scripts/screenshots.mjs [name ...]`
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium } from './chromium.mjs'
import { ensureApp, ensureCli, root } from './lib/tree.mjs'

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
]
const THEMES = ['light', 'dark']
const QUALITY = 0.75
const folder = join(root, 'docs/images')

/** A web host with a data folder of its own; `close` ends it and removes the folder. */
async function startHost() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'pymemlab-screenshots-'))
  const args = [join(root, 'out/main/web.js'), '--port', '0', '--data-folder', dataFolder]
  const child = spawn(process.execPath, args, { cwd: dataFolder, stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise((done, fail) => {
    child.once('exit', (code) => fail(new Error(`the web host ended with ${code}`)))
    child.stdout.once('data', (text) => done(String(text).match(/http\S+/)[0]))
  })
  return {
    url,
    close() {
      child.kill()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

const region = (page, name) => page.getByRole('region', { name, exact: true })
const tab = (page, name) => page.getByRole('tab', { name, exact: true })

async function finished(page) {
  await page.getByRole('status').filter({ hasText: 'Finished' }).first().waitFor({ timeout: 120_000 })
}

/** In a narrow window the side bar is a rail of icons, whose sections fly out. */
async function withSection(page, name, work) {
  const folded = !(await region(page, name).isVisible())
  if (folded) await tab(page, name).click()
  await work(region(page, name))
  if (folded && (await region(page, name).isVisible())) await tab(page, name).click()
}

async function openScenario(page, title) {
  await withSection(page, 'Scenarios', async (list) => {
    await list.getByRole('searchbox').fill(title)
    await list.getByRole('button', { name: title }).first().click()
    // In a narrow window the list has closed itself meanwhile.
    await list
      .getByRole('searchbox')
      .fill('', { timeout: 1000 })
      .catch(() => {})
  })
}

async function run(page) {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('status').filter({ hasText: 'Running' }).first().waitFor({ timeout: 60_000 })
  await finished(page)
  // The recording, its attribution and its report come a moment after the end.
  await page.waitForTimeout(1500)
}

/** The cursor somewhere in the run, so that all panels show an instant. */
async function pointAt(page, share) {
  const box = await page.getByRole('slider', { name: 'Time cursor' }).boundingBox()
  await page.mouse.click(box.x + box.width * share, box.y + box.height / 2)
  await page.mouse.move(1, 1)
}

const SHOTS = {
  collections: (page) => tab(page, 'Collections').click(),
  types: (page) => tab(page, 'Types').click(),
  allocations: (page) => tab(page, 'Allocations').click(),
  async 'flame-graph'(page) {
    await tab(page, 'Allocations').click()
    await region(page, 'Allocations').getByRole('button', { name: 'Flame graph' }).click()
  },
  async summary(page) {
    await tab(page, 'Summary').click()
    await region(page, 'Summary').getByRole('heading').first().waitFor({ timeout: 60_000 })
  },
  async tooltip(page) {
    await tab(page, 'Collections').click()
    const box = await region(page, 'Memory').getByRole('img').boundingBox()
    await page.mouse.move(box.x + box.width * 0.62, box.y + box.height * 0.5)
  },
  async range(page) {
    const box = await region(page, 'Memory').getByRole('img').boundingBox()
    await page.keyboard.down('Shift')
    await page.mouse.move(box.x + box.width * 0.35, box.y + 30)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.7, box.y + 30, { steps: 4 })
    await page.mouse.up()
    await page.keyboard.up('Shift')
    await page.mouse.move(1, 1)
  },
  async comparison(page) {
    await withSection(page, 'Recordings', async (list) => {
      await list.getByRole('button', { name: 'Compare', exact: true }).click()
      await page.getByRole('dialog').getByRole('listitem').first().getByRole('button').click()
    })
    await tab(page, 'Comparison').click()
  },
  async palette(page) {
    await page.keyboard.press('F1')
    await page.getByRole('dialog').waitFor()
  },
  async settings(page) {
    await page.keyboard.press('Escape')
    await tab(page, 'Run settings').click()
  },
  // The last one: its run stays where it is.
  async variables(page) {
    await tab(page, 'Editor').click()
    const editor = region(page, 'Editor').getByRole('textbox').first()
    await editor.focus()
    // The editor's own find brings a line into view and the caret to it.
    await page.keyboard.press('ControlOrMeta+F')
    await page.keyboard.type('lab.mark(')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.keyboard.press('F9')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('status').filter({ hasText: 'Paused' }).waitFor({ timeout: 60_000 })
    await region(page, 'Variables').getByRole('row').nth(1).waitFor()
  },
}

async function toWebp(blank, png) {
  const bytes = await blank.evaluate(
    async ({ data, quality }) => {
      const image = new Image()
      image.src = `data:image/png;base64,${data}`
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.naturalWidth
      canvas.height = image.naturalHeight
      canvas.getContext('2d').drawImage(image, 0, 0)
      return canvas.toDataURL('image/webp', quality).split(',')[1]
    },
    { data: png.toString('base64'), quality: QUALITY },
  )
  return Buffer.from(bytes, 'base64')
}

const wanted = process.argv.slice(2)
ensureCli()
ensureApp()
const found = await findChromium(chromium.executablePath())
if (found.reason) throw new Error(found.reason)
const args = process.platform === 'linux' ? ['--no-sandbox'] : []
const browser = await chromium.launch({ executablePath: found.path, args })
mkdirSync(folder, { recursive: true })
let bytes = 0
try {
  const blank = await browser.newPage()
  for (const size of SIZES) {
    const host = await startHost()
    try {
      const context = await browser.newContext({
        viewport: size,
        locale: 'en-US',
        timezoneId: 'UTC',
        colorScheme: 'light',
      })
      const page = await context.newPage()
      await page.goto(host.url)
      // The first start runs its example and opens a short tour.
      await finished(page)
      const tour = page.getByRole('button', { name: 'Close the tour for good' })
      if (await tour.isVisible()) await tour.click()
      await openScenario(page, 'Generations and thresholds')
      await run(page)
      await run(page)
      await pointAt(page, 0.6)
      for (const [name, prepare] of Object.entries(SHOTS)) {
        if (wanted.length > 0 && !wanted.includes(name)) continue
        await prepare(page)
        for (const theme of THEMES) {
          await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
          await page.waitForTimeout(700)
          const png = await page.screenshot()
          // For a look at them before they are lossy.
          if (process.env.PYMEMLAB_PNG)
            writeFileSync(join(process.env.PYMEMLAB_PNG, `${name}-${size.width}-${theme}.png`), png)
          const image = await toWebp(blank, png)
          writeFileSync(join(folder, `${name}-${size.width}x${size.height}-${theme}.webp`), image)
          bytes += image.length
        }
      }
      await context.close()
    } finally {
      host.close()
    }
  }
} finally {
  await browser.close()
}
console.log(`${(bytes / 2 ** 20).toFixed(1)} MiB in docs/images`)
