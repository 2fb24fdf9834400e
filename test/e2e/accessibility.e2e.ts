/** axe finds no serious or critical problem in any panel, in both themes. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './support/fixture'
import type { Region } from './support/lab-page'

const PANELS: Region[] = [
  'Editor',
  'Console',
  'Memory',
  'Generations',
  'GC pauses',
  'Collections',
  'Types',
  'Allocations',
  'Summary',
  'Variables',
]

const SCENARIO = `import gc
class Node:
    def __init__(self):
        self.me = self
        self.data = [0] * 20
def build(n):
    return [Node() for _ in range(n)]
for i in range(4):
    kept = build(800)
    gc.collect()
print('done')
`

/** Problems worth a failure, each with where it is. */
async function problems(page: Page, panel?: Region): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  if (panel) axe.include(`section[aria-label="${panel}"]`)
  const { violations } = await axe.analyze()
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} - ${node.failureSummary ?? ''}`),
    )
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme })
    test(`no panel has a serious problem in the ${theme} theme`, async ({ lab, page }) => {
      test.setTimeout(180_000)
      await lab.runToEnd(SCENARIO, 'Finished', 60_000)
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
      expect(await problems(page), 'the window as it is after a run').toEqual([])
      for (const name of PANELS) {
        const region = await lab.show(name)
        if (name === 'Allocations') {
          for (const view of ['Functions', 'Flame graph', 'Lines']) {
            await region.getByRole('button', { name: view, exact: true }).click()
            expect(await problems(page, name), `${name}, ${view}`).toEqual([])
          }
        }
        if (name === 'Collections') await region.getByRole('row').nth(1).click()
        if (name === 'Summary') await expect(region.getByRole('heading').first()).toBeVisible({ timeout: 20_000 })
        expect(await problems(page, name), name).toEqual([])
      }
    })
  })
}
