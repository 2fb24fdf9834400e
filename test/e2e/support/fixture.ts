/**
 * `test` of the browser tests: `host` is a web host with a data folder of its own, `lab` the window opened on it.
 * A test fails when the browser complained (violations of the content security policy, exceptions nothing caught).
 */
import { test as base, expect } from '@playwright/test'
import { LabPage } from './lab-page'
import { startWebHost, type WebHostProcess } from './web-host'

interface Fixtures {
  host: WebHostProcess
  /** A window not opened yet. */
  closedLab: LabPage
  lab: LabPage
  /** Complaints of the browser that this test provokes on purpose. */
  expectedProblems: RegExp[]
}

export const test = base.extend<Fixtures>({
  expectedProblems: [[], { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures off the pattern
  host: async ({}, use, info) => {
    const host = await startWebHost()
    await use(host)
    if (info.status !== info.expectedStatus && host.errors())
      await info.attach('standard error of the web host', { body: host.errors(), contentType: 'text/plain' })
    await host.close()
  },
  closedLab: async ({ page, host, expectedProblems }, use) => {
    const lab = new LabPage(page, host.url)
    await use(lab)
    const unexpected = lab.problems.filter((text) => !expectedProblems.some((pattern) => pattern.test(text)))
    expect(unexpected, 'the browser complained').toEqual([])
  },
  lab: async ({ closedLab }, use) => {
    await closedLab.open()
    await use(closedLab)
  },
})

export { expect } from '@playwright/test'
