/** The window itself: first start, language, theme, keys, layout, narrow size. */
import { expect, test } from './support/fixture'

test('the first start shows a finished run and a tour that stays away once it was closed', async ({ lab, page }) => {
  await lab.waitFor('Finished')
  await expect(lab.region('Memory')).toContainText('RSS')
  const tour = page.getByRole('complementary', { name: 'Tour' })
  await expect(tour).toBeVisible()
  await tour.getByRole('button', { name: 'Next' }).click()
  await tour.getByRole('button', { name: 'Next' }).click()
  await tour.getByRole('button', { name: 'Done' }).click()
  await expect(tour).toBeHidden()
  await page.waitForTimeout(700)
  await lab.reload()
  await expect(tour).toBeHidden()
})

test('language and theme are switched and remembered', async ({ lab, page }) => {
  await page.getByRole('button', { name: 'Language', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: '简体中文' }).click()
  await expect(page.getByRole('region', { name: '编辑器', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: '运行', exact: true })).toBeVisible()
  await expect(page.getByRole('tab', { name: '控制台', exact: true })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans')
  await page.getByRole('button', { name: '主题', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: '深色' }).click()
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const dark = await background()
  await page.waitForTimeout(700)
  await page.reload()
  await expect(page.getByRole('region', { name: '编辑器', exact: true })).toBeVisible()
  expect(await background()).toBe(dark)
  await page.keyboard.press('F1')
  await page.keyboard.type('English')
  await page.keyboard.press('Enter')
  await expect(lab.region('Editor')).toBeVisible()
})

test('the theme follows the system', async ({ lab, page }) => {
  await expect(lab.region('Editor')).toBeVisible()
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await background()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(background).not.toBe(light)
})

test('every action is in the palette, and the list of keys names them', async ({ lab, page }) => {
  await lab.waitFor(/Finished|Ready/)
  await page.keyboard.press('Control+Shift+P')
  const palette = page.getByRole('dialog', { name: 'All commands' })
  await palette.getByRole('combobox').fill('light theme')
  await expect(palette.getByRole('option').first()).toContainText('Light theme')
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
  await page.getByRole('button', { name: 'Help', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Keyboard keys' }).click()
  const keys = page.getByRole('dialog', { name: 'Keyboard keys' })
  for (const name of ['Run', 'Stop', 'Pause', 'Step over', 'Step into', 'Toggle breakpoint']) {
    await expect(keys.getByText(name, { exact: true }).first()).toBeVisible()
  }
})

test('a scenario travels as text', async ({ lab, page }) => {
  await lab.write('print("shared")\n')
  await page.getByRole('button', { name: 'Share or paste a scenario' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share a scenario' })
  const text = await dialog.getByRole('textbox', { name: 'Text to share' }).inputValue()
  expect(text).toContain('print("shared")')
  await dialog.getByRole('textbox', { name: 'Paste a shared text here' }).fill(text.replace('shared")', 'pasted")'))
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog).toBeHidden()
  expect(await lab.runToEnd()).toContain('pasted')
})

test.describe('in a narrow window', () => {
  test.use({ viewport: { width: 1024, height: 700 } })

  test('the side bar is a rail, and everything can be reached', async ({ lab }) => {
    await lab.waitFor('Finished')
    await expect(lab.region('Scenarios')).toBeHidden()
    const scenarios = await lab.show('Scenarios')
    await scenarios.getByRole('button', { name: 'Generations and thresholds' }).first().click()
    await expect(lab.region('Scenarios')).toBeHidden()
    await expect(lab.region('Editor')).toContainText('New objects enter generation 0')
    await lab.show('Recordings')
    await expect(lab.button('Replay')).toBeEnabled()
  })
})
