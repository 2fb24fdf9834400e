/** Exports in the programs that open them: the HTML report and speedscope's own page, in a Chromium without network. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportRecording } from '../../../../src/lab/export/formats'
import type { Recording } from '../../../../src/protocol/recording'
import { launchBrowser, noBrowser, offlinePage } from '../support/browser'
import { fullRecording, hostileRecording } from '../support/recording-builder'

describe.skipIf(noBrowser !== null)(noBrowser === null ? 'in Chromium' : `no Chromium: ${noBrowser}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'pymemlab-export-'))
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const saved = (recording: Recording, format: string, locale = 'en'): string => {
    const { fileName, bytes } = exportRecording(recording, format, { locale })
    const file = join(folder, `${locale}-${fileName}`)
    writeFileSync(file, bytes)
    return file
  }

  describe('HTML report', () => {
    it.each(['light', 'dark'] as const)('shows its charts in %s, with the network off', async (colorScheme) => {
      const { page, context, messages, requests } = await offlinePage(browser, { colorScheme })
      await page.goto(pathToFileURL(saved(fullRecording(), 'html')).href)
      const charts = page.getByRole('img', { name: /^(Memory|Counts|Objects|GC pauses)/ })
      expect(await charts.count()).toBe(4)
      const drawn = await page.$$eval('svg.chart', (svgs) =>
        svgs.map((svg) => {
          const paths = [...svg.querySelectorAll<SVGPathElement>('path.line, path.area, path.pause')]
          const box = svg.getBoundingClientRect()
          return {
            size: [box.width > 1000, box.height > 80],
            series: paths.length,
            long: paths.every((path) => path.getTotalLength() > 100),
            colors: new Set(paths.map((path) => getComputedStyle(path).stroke + getComputedStyle(path).fill)).size,
          }
        }),
      )
      expect(drawn.map((d) => d.series)).toEqual([5, 3, 3, 3])
      for (const { size, long, colors, series } of drawn) {
        expect(size).toEqual([true, true])
        expect(long).toBe(true)
        expect(colors).toBe(series)
      }
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      expect(background).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(23, 25, 29)')

      await charts.first().hover({ position: { x: 600, y: 100 } })
      const tip = page.getByRole('status')
      await tip.waitFor({ state: 'visible' })
      expect(await tip.innerText()).toMatch(/resident\s+[\d.]+ MiB/)
      await charts.first().focus()
      await page.keyboard.press('Home')
      const first = await tip.innerText()
      await page.keyboard.press('ArrowRight')
      expect(await tip.innerText()).not.toBe(first)
      await page.keyboard.press('Escape')
      expect(await tip.isVisible()).toBe(false)

      expect(messages).toEqual([])
      expect(requests).toEqual([])
      await context.close()
    })

    it.each(['light', 'dark'] as const)('has no serious accessibility problem in %s', async (colorScheme) => {
      const { page, context } = await offlinePage(browser, { colorScheme })
      await page.goto(pathToFileURL(saved(fullRecording(), 'html')).href)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const bad = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
      expect(bad.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([])
      await context.close()
    })

    it('prints on several pages, light, with all figures', async () => {
      const { page, context } = await offlinePage(browser, { colorScheme: 'dark' })
      await page.goto(pathToFileURL(saved(fullRecording(), 'html', 'zh-CN')).href)
      const pdf = await page.pdf({ format: 'A4' })
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThanOrEqual(2)
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)')
      expect(await page.locator('.answer dl').first().isVisible()).toBe(true)
      await context.close()
    })

    it('a hostile scenario changes nothing but text', async () => {
      const { page, context, messages, requests } = await offlinePage(browser)
      await page.goto(pathToFileURL(saved(hostileRecording(), 'html')).href)
      const title = await page.getByRole('heading', { level: 1 }).innerText()
      expect(title).toContain('</script><script>alert(1)</script><img src=x onerror=alert(2)>')
      expect(await page.locator('img, iframe, a').count()).toBe(0)
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      expect(messages).toEqual([])
      expect(requests).toEqual([])
      await context.close()
    })
  })

  describe('speedscope’s own page', () => {
    const release = join(dirname(createRequire(import.meta.url).resolve('speedscope/package.json')), 'dist/release')

    /** Opens a file as its command line does, and gives what the page said. */
    async function openInSpeedscope(file: string): Promise<{ text: string; messages: string[] }> {
      const { page, context, messages } = await offlinePage(browser)
      const loader = join(folder, 'loader.js')
      const parameters = [basename(file), readFileSync(file).toString('base64')].map((text) => JSON.stringify(text))
      writeFileSync(loader, `speedscope.loadFileFromBase64(${parameters.join(', ')})`)
      await page.goto(
        `${pathToFileURL(join(release, 'index.html')).href}#localProfilePath=${pathToFileURL(loader).pathname}`,
      )
      await page.getByText('Left Heavy').waitFor()
      const text = await page.locator('body').innerText()
      await context.close()
      return { text, messages: messages.filter((m) => !/^speedscope v|WebGL|^import: /.test(m)) }
    }

    it('opens the speedscope file with all its profiles', async () => {
      const { text, messages } = await openInSpeedscope(saved(fullRecording(), 'speedscope'))
      expect(text).toContain('allocated bytes (1/4)')
      expect(messages).toEqual(['Importing as speedscope json file'])
    })

    it('opens the Chrome trace and finds every slice nested', async () => {
      const { text, messages } = await openInSpeedscope(saved(fullRecording(), 'chrome-trace'))
      expect(text).toContain('program (sampled stacks) (tid 1) (1/2)')
      expect(messages).toEqual(['Importing as Trace Event Format profile'])
    })

    it('opens collapsed stacks', async () => {
      const { messages } = await openInSpeedscope(saved(fullRecording(), 'collapsed'))
      expect(messages).toEqual(['Importing as collapsed stack format'])
      const hostile = await openInSpeedscope(saved(hostileRecording(), 'collapsed'))
      expect(hostile.messages).toEqual(['Importing as collapsed stack format'])
    })
  })
})
