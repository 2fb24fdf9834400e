/** A real Chromium without network, for tests of files that a browser opens. */
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../../../scripts/chromium.mjs'

const found = await findChromium(chromium.executablePath())

/** Why there is no browser; null when there is one. */
export const noBrowser: string | null = 'reason' in found ? (found.reason ?? null) : null

export function launchBrowser(): Promise<Browser> {
  const executablePath = 'path' in found ? found.path : undefined
  return chromium.launch({
    executablePath,
    args: [...(process.platform === 'linux' ? ['--no-sandbox'] : []), '--allow-file-access-from-files'],
  })
}

export interface OfflinePage {
  page: Page
  context: BrowserContext
  /** What the console said, errors and violations of policies included. */
  messages: string[]
  /** Everything asked for besides files. */
  requests: string[]
}

export async function offlinePage(
  browser: Browser,
  options: { colorScheme?: 'light' | 'dark' } = {},
): Promise<OfflinePage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, offline: true, ...options })
  const page = await context.newPage()
  const messages: string[] = []
  const requests: string[] = []
  page.on('console', (message) => messages.push(message.text()))
  page.on('pageerror', (error) => messages.push(String(error)))
  page.on('dialog', (dialog) => {
    messages.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) requests.push(request.url())
  })
  return { page, context, messages, requests }
}
