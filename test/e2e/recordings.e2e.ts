/** Recordings: saved, there again after a reload, replayed, compared. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './support/fixture'

const SCRIPT =
  'class Node:\n    pass\n\n\nfor i in range(3000):\n    a, b = Node(), Node()\n    a.b, b.a = b, a\nprint("done")\n'

test('saved, found after a reload, and replayed with the same result', async ({ lab, page }) => {
  await lab.runToEnd(SCRIPT)
  await lab.press('Save recording')
  await expect(page.getByText(/^Saved recording/)).toBeVisible()
  await lab.reload()
  await expect(lab.region('Recordings').getByRole('listitem').first()).toBeVisible()
  await expect(lab.region('Memory')).toContainText('RSS')
  await lab.press('Replay')
  await expect(lab.region('Recordings')).toContainText('identical', { timeout: 30_000 })
})

test('unsaved text is still there after a reload', async ({ lab, page }) => {
  await lab.write('# precious\nprint("kept")\n')
  await expect(page.getByRole('img', { name: 'Unsaved changes' })).toBeVisible()
  await page.waitForTimeout(700) // drafts are written shortly after the last change
  await lab.reload()
  await expect(lab.region('Editor')).toContainText('precious')
  expect(await lab.runToEnd()).toContain('kept')
})

test('a scenario is saved, renamed, deleted and brought back', async ({ lab, page }) => {
  await page.getByRole('button', { name: 'New scenario', exact: true }).click()
  await lab.write('print("mine")\n')
  await page.keyboard.press('Control+s')
  const list = lab.region('Scenarios')
  await expect(list.getByRole('button', { name: 'untitled.py', exact: true })).toBeVisible()
  await list.getByRole('button', { name: 'Actions for untitled.py', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  const field = list.getByRole('textbox', { name: 'New name' })
  await field.fill('my-leak')
  await field.press('Enter')
  await expect(list.getByRole('button', { name: 'my-leak.py', exact: true })).toBeVisible()
  await list.getByRole('button', { name: 'Actions for my-leak.py', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(list.getByRole('button', { name: 'my-leak.py', exact: true })).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(list.getByRole('button', { name: 'my-leak.py', exact: true })).toBeVisible()
})

test('two runs with other thresholds are compared', async ({ lab, page }) => {
  await lab.runToEnd(SCRIPT)
  await lab.tab('Run settings').click()
  await page.getByRole('textbox', { name: 'Threshold of generation 0' }).fill('5000')
  await lab.runToEnd()
  await lab.press('Compare')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button').filter({ hasText: '700,10,10' }).first().click()
  await expect(page.getByRole('region', { name: 'Comparison', exact: true })).toBeVisible()
})

test('a run is exported', async ({ lab, page }) => {
  await lab.runToEnd(SCRIPT)
  await lab.press('Export')
  const download = page.waitForEvent('download')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /\.html/ })
    .click()
  expect((await download).suggestedFilename()).toMatch(/\.html$/)
})

test('a recording file that is dropped on the window is opened', async ({ lab, page, host }) => {
  await lab.runToEnd(SCRIPT)
  await lab.press('Save recording')
  await expect(page.getByText(/^Saved recording/)).toBeVisible()
  const folder = join(host.dataFolder, 'recordings')
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.pymemlab'))
  const bytes = [...readFileSync(join(folder, file))]
  const before = await lab.region('Recordings').getByRole('listitem').count()
  await page.evaluate((content) => {
    const data = new DataTransfer()
    data.items.add(new File([new Uint8Array(content)], 'dropped.pymemlab'))
    const target = document.querySelector('main') as HTMLElement
    for (const kind of ['dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }))
    }
  }, bytes)
  await expect(lab.region('Recordings').getByRole('listitem')).toHaveCount(before + 1)
  await expect(lab.region('Memory')).toContainText('RSS')
})
