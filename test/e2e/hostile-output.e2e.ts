/** What a script writes, and what it is called, changes nothing in the window but its text. */
import { expect, test } from './support/fixture'

const HOSTILE = `
import sys
print("<img src=x onerror=document.title='owned'><b>bold</b>")
print("\\x1b[31mred\\x1b[0m \\x1b]0;title\\x07")
print("user\\u202egnp.exe")
sys.stderr.write("<script>document.title='owned'</script>\\n")
print("L" * 10_000_000)
name = "<svg onload=document.title='owned'>"
print("the end")
`

test('HTML, escapes and a line of 10 MB are only text', async ({ lab, page }) => {
  const text = await lab.runToEnd(HOSTILE, 'Finished', 40_000)
  expect(text).toContain('the end')
  const console = lab.region('Console')
  await console.getByRole('log').press('Home')
  await expect(console).toContainText("<img src=x onerror=document.title='owned'><b>bold</b>")
  await expect(console).toContainText('␛[31mred␛[0m')
  await expect(console).toContainText('user\\u202egnp.exe')
  await expect(console).toContainText("<script>document.title='owned'</script>")
  await expect(console.getByRole('img')).toHaveCount(0)
  expect(await page.title()).toBe('Python Memory Lab')
  await expect(console.getByRole('button', { name: 'Copy the whole line' })).toBeVisible()
})

test('the console can be searched, copied and cleared', async ({ lab, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await lab.runToEnd('for i in range(5000):\n    print("line", i)\n')
  await page.getByRole('button', { name: 'Search console', exact: true }).click()
  const field = page.getByRole('searchbox', { name: 'Search the console' })
  await field.fill('line 123')
  await field.press('Enter')
  await expect(lab.region('Console')).toContainText('line 1230')
  await page.getByRole('button', { name: 'Copy console', exact: true }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('line 4999\n')
  await page.getByRole('button', { name: 'Clear console', exact: true }).click()
  await expect(lab.region('Console')).not.toContainText('line 1230')
})
