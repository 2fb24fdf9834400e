import { expect, test } from './support/fixture'

test('a scenario written from nothing runs and prints', async ({ lab }) => {
  const text = await lab.runToEnd("for i in range(3):\n    print('row', i)\n")
  expect(text).toContain('row 0')
  expect(text).toContain('row 2')
})
