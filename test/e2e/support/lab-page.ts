/**
 * The lab as a person meets it: regions, buttons and texts by role and name, never by class or test id. Every wait says
 * what the window showed when it gave up.
 */
import { expect, type Locator, type Page } from '@playwright/test'

export type Region =
  | 'Scenarios'
  | 'Editor'
  | 'Console'
  | 'Memory'
  | 'Generations'
  | 'GC pauses'
  | 'Collections'
  | 'Types'
  | 'Allocations'
  | 'Summary'
  | 'Recordings'
  | 'Variables'
export type ButtonName =
  | 'Run'
  | 'Stop'
  | 'Pause'
  | 'Continue'
  | 'Step over'
  | 'Step into'
  | 'Save recording'
  | 'Replay'
  | 'Compare'
  | 'Export'
export type Status = 'Ready' | 'Running' | 'Paused' | 'Finished' | 'Failed' | 'Stopped'

export class LabPage {
  /** Errors and warnings of the browser's console, and exceptions that nothing caught. */
  readonly problems: string[] = []

  constructor(
    readonly page: Page,
    readonly url: string,
  ) {
    page.on('pageerror', (error) => this.problems.push(`exception: ${error.stack ?? error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        this.problems.push(`${message.type()}: ${message.text()}`)
    })
  }

  /** Opens the lab for the first time and waits until it has settled: it runs its first scenario by itself. */
  async open(): Promise<void> {
    await this.page.goto(this.url)
    await this.ready()
    await this.explain('the lab to settle', async () => {
      await expect(this.status()).toHaveText(/Finished|Failed|Stopped|Paused/, { timeout: 30_000 })
    })
  }

  async reload(): Promise<void> {
    await this.page.reload()
    await this.ready()
  }

  async ready(): Promise<void> {
    await this.explain('the editor to appear', async () => {
      // Monaco's own text box has no size
      await expect(this.region('Editor').getByRole('textbox').first()).toBeAttached({ timeout: 20_000 })
      await expect(this.status()).not.toHaveText('', { timeout: 20_000 })
    })
  }

  region(name: Region): Locator {
    return this.page.getByRole('region', { name, exact: true })
  }

  button(name: ButtonName): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  status(): Locator {
    return this.page.getByRole('status').first()
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name, exact: true })
  }

  /** Brings a panel to the front: regions that share their place are behind tabs. */
  async show(name: Region): Promise<Locator> {
    const region = this.region(name)
    if (!(await region.isVisible())) {
      await this.explain(`a tab ${name}`, () => this.tab(name).click())
      await this.explain(`the region ${name}`, () => expect(region).toBeVisible())
    }
    return region
  }

  async press(name: ButtonName): Promise<void> {
    await this.explain(`the button ${name} to be pressed`, () => this.button(name).click())
  }

  async waitFor(status: Status | RegExp, timeout = 20_000): Promise<void> {
    const text = typeof status === 'string' ? new RegExp(`\\b${status}\\b`) : status
    await this.explain(`the status ${status}`, () => expect(this.status()).toHaveText(text, { timeout }))
  }

  /** Replaces the text of the editor, as pasting over everything does. */
  async write(source: string): Promise<void> {
    const editor = this.region('Editor').getByRole('textbox').first()
    await this.explain('the editor to take text', async () => {
      await editor.focus()
      await this.page.keyboard.press('ControlOrMeta+A')
      await this.page.keyboard.press('Delete')
      await editor.evaluate((element, text) => {
        const data = new DataTransfer()
        data.setData('text/plain', text)
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      }, source)
      const last = source.trimEnd().split('\n').at(-1)?.trim().slice(0, 60) ?? ''
      await expect.poll(() => this.editorText()).toContain(last)
    })
  }

  /** What can be seen of the editor, with ordinary spaces. */
  async editorText(): Promise<string> {
    return (await this.region('Editor').innerText()).replaceAll('\u00a0', ' ')
  }

  async run(source?: string): Promise<void> {
    if (source !== undefined) await this.write(source)
    await this.press('Run')
  }

  /** Runs to the end and gives what the console shows. */
  async runToEnd(source?: string, status: Status | RegExp = 'Finished', timeout = 20_000): Promise<string> {
    await this.run(source)
    await this.waitFor(status, timeout)
    return this.consoleText()
  }

  async consoleText(): Promise<string> {
    return (await this.show('Console')).innerText()
  }

  /** Fails with what the window says, which is more use than the selector that was not found. */
  private async explain(what: string, wait: () => Promise<unknown>): Promise<void> {
    try {
      await wait()
    } catch (error) {
      throw new Error(`waited in vain for ${what}.\n${await this.describe()}\n${(error as Error).message}`)
    }
  }

  /** Status, alerts, console's last lines and the browser's own complaints. */
  async describe(): Promise<string> {
    const text = async (locator: Locator): Promise<string> =>
      (await locator.allInnerTexts().catch(() => [])).join(' | ').slice(-600) || '(none)'
    return [
      `  url: ${this.page.url().replace(/token=[^&]*/, 'token=...')}`,
      `  status: ${await text(this.page.getByRole('status'))}`,
      `  alerts: ${await text(this.page.getByRole('alert'))}`,
      `  dialogs: ${await text(this.page.getByRole('dialog'))}`,
      `  console: ${await text(this.region('Console'))}`,
      `  browser: ${this.problems.slice(-5).join('\n           ') || '(no complaint)'}`,
    ].join('\n')
  }
}
