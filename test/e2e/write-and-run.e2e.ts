/** Writing a scenario from nothing, running it, reading the console, stopping, pausing and looking at variables. */
import { expect, test } from './support/fixture'

test('a scenario written from nothing runs, moves the charts and prints', async ({ lab, page }) => {
  await page.getByRole('button', { name: 'New scenario', exact: true }).click()
  const text = await lab.runToEnd(
    'import gc\nitems = [[i] for i in range(900)]\nprint("made", len(items))\ngc.collect()\n',
  )
  expect(text).toContain('made 900')
  await expect(lab.region('Memory')).toContainText('RSS')
  await expect(lab.region('GC pauses').getByRole('img').first()).toBeVisible()
  const collections = await lab.show('Collections')
  await expect(collections).toContainText('manual')
})

test('an endless loop is stopped at once', async ({ lab }) => {
  await lab.run('while True:\n    pass\n')
  await lab.waitFor('Running')
  await expect(lab.button('Run')).toBeDisabled()
  const before = Date.now()
  await lab.press('Stop')
  await lab.waitFor('Stopped')
  expect(Date.now() - before).toBeLessThan(2000)
  await expect(lab.button('Run')).toBeEnabled()
})

test('a breakpoint pauses, variables are shown with address, count and size, and steps go on', async ({
  lab,
  page,
}) => {
  await lab.write(
    'def work(n):\n    squares = [i * i for i in range(n)]\n    total = sum(squares)\n    return total\n\n\nprint(work(10))\n',
  )
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('F9')
  await lab.press('Run')
  await lab.waitFor('Paused')
  const variables = await lab.show('Variables')
  await expect(variables.getByRole('button', { name: /work/ })).toBeVisible()
  const row = variables.getByRole('row', { name: /squares/ })
  await expect(row).toContainText('list')
  await expect(row).toContainText('0x')
  await variables.getByRole('button', { name: 'Contents of squares' }).click()
  await expect(variables.getByRole('row', { name: /81/ }).last()).toBeVisible()
  await lab.press('Step over')
  await expect(variables.getByRole('row', { name: /total/ })).toContainText('285')
  await lab.press('Continue')
  await lab.waitFor('Finished')
  expect(await lab.consoleText()).toContain('285')
})

test('a run is paused in the middle and continued', async ({ lab }) => {
  await lab.run('n = 0\nwhile True:\n    n += 1\n')
  await lab.waitFor('Running')
  // Samples come: the loop goes round.
  await expect(lab.region('Memory')).toContainText('RSS', { timeout: 20_000 })
  await lab.press('Pause')
  await lab.waitFor('Paused')
  const variables = await lab.show('Variables')
  await expect(variables.getByRole('row', { name: /\bn\b/ }).first()).toContainText('int')
  await lab.press('Continue')
  await lab.waitFor('Running')
  await lab.press('Stop')
  await lab.waitFor('Stopped')
})

test('input() is answered from the console', async ({ lab, page }) => {
  await lab.run('name = input("Who? ")\nprint("Hello", name)\n')
  await lab.waitFor('Paused')
  const field = page.getByRole('textbox', { name: 'Answer to input()' })
  await field.fill('Ada')
  await field.press('Enter')
  await lab.waitFor('Finished')
  expect(await lab.consoleText()).toContain('Hello Ada')
})

test('a failing script is failed, its line is marked and the traceback leads to it', async ({ lab, page }) => {
  const text = await lab.runToEnd('def f():\n    return 1 / 0\n\n\nf()\n', 'Failed')
  expect(text).toContain('ZeroDivisionError')
  await lab
    .region('Console')
    .getByRole('button', { name: /line 2/ })
    .click()
  await expect(page.getByRole('status').first()).toHaveText('Failed')
})

test('a syntax error is marked while typing', async ({ lab, page }) => {
  await lab.write('x = (1,\nprint("unfinished"\n')
  await expect(page.getByText('1 problem')).toBeVisible()
  await lab.write('x = (1,)\n')
  await expect(page.getByText('1 problem')).toBeHidden()
})

test('names of gc are completed', async ({ lab, page }) => {
  await lab.write('import gc\ngc.')
  await page.keyboard.press('Control+End')
  await page.keyboard.type('set_th')
  await page.keyboard.press('Control+Space')
  await expect(page.getByRole('option', { name: /set_threshold/ })).toBeVisible()
})
