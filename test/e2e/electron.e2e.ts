/** The lab in Electron, where its binary is present: the same service behind the other transport. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, expect, test } from '@playwright/test'
import { electronStatus } from '../../scripts/electron.mjs'
import { LabPage } from './support/lab-page'

const root = resolve(import.meta.dirname, '../..')
const status = electronStatus()

// The list of tests does not print reasons of skipping, hence the name of the group.
test.describe(status.ok ? 'Electron' : `Electron not available: ${status.reason}`, () => {
  test.skip(!status.ok, `Electron not available: ${status.reason}`)

  test('a scenario runs in a window that is shut off from Node', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'pymemlab-electron-'))
    const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : []
    const app = await _electron.launch({
      executablePath: status.path,
      args: [...sandbox, root, '--data-folder', dataFolder],
    })
    try {
      const page = await app.firstWindow()
      const lab = new LabPage(page, 'app://lab/')
      await lab.ready()
      expect(await page.evaluate(() => [typeof process, typeof require, Object.keys(window.lab ?? {}).sort()])).toEqual(
        ['undefined', 'undefined', ['invoke', 'subscribe']],
      )
      expect(await lab.runToEnd("print('from', 'electron')\n")).toContain('from electron')
      await page.evaluate(() => window.open('https://example.org/'))
      expect(app.windows()).toHaveLength(1)
    } finally {
      await app.close()
      rmSync(dataFolder, { recursive: true, force: true })
    }
  })
})
