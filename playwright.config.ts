import { chromium, defineConfig } from '@playwright/test'
import { findChromium } from './scripts/chromium.mjs'

const browser = await findChromium(chromium.executablePath())
if (browser.reason) console.log(`browser tests cannot run: ${browser.reason}`)

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'out/e2e',
  globalSetup: './test/e2e/support/build.ts',
  // The web host and a run's thread need the second core.
  workers: Number(process.env.PYMEMLAB_E2E_WORKERS ?? 1),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.PYMEMLAB_E2E_REPORT
    ? [['list'], ['json', { outputFile: process.env.PYMEMLAB_E2E_REPORT }]]
    : [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    colorScheme: 'light',
    trace: process.env.PYMEMLAB_TRACE ? 'on' : 'off',
    // As root, Chromium starts only without its sandbox.
    launchOptions: { executablePath: browser.path, args: process.platform === 'linux' ? ['--no-sandbox'] : [] },
  },
  projects: [
    { name: 'chromium', testIgnore: '**/electron.e2e.ts' },
    { name: 'electron', testMatch: '**/electron.e2e.ts' },
  ],
  testMatch: '**/*.e2e.ts',
})
