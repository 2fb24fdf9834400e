import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { dispatch } from '../../../src/cli/dispatch'
import { GUIDE } from '../../../src/cli/guide-data'
import { COMMANDS } from '../../../src/cli/registry'
import { parseRun } from '../../../src/cli/run-options'

async function guide(...args: string[]): Promise<string> {
  let text = ''
  const stdout = { write: (part: string) => (text += part) }
  expect(await dispatch(['guide', ...args], { stdout, stderr: stdout })).toBe(0)
  return text
}

const lines = [...GUIDE.commands, ...GUIDE.questions].flatMap((entry) =>
  'examples' in entry ? entry.examples : entry.commands,
)

describe('the guide', () => {
  it('mentions every command, and none that is not there', () => {
    const known = ['run', ...COMMANDS.map(({ name }) => name)]
    expect(GUIDE.commands.map(({ name }) => name).sort()).toEqual([...known].sort())
    for (const { name, examples } of GUIDE.commands)
      expect(
        examples.every((line) => line.split(' ')[0] === name),
        name,
      ).toBe(true)
  })

  it.each(lines)('shows a command line that is understood: %s', async (line) => {
    const [name, ...words] = line.split(' ')
    if (name === 'run') {
      expect(typeof parseRun(words)).toBe('object')
      return
    }
    const entry = COMMANDS.find((command) => command.name === name)
    expect(entry, name).toBeDefined()
    const { command } = await entry!.load()
    const program = new Command(name)
      .option('--json')
      .exitOverride()
      .configureOutput({ writeErr() {} })
    command.define(program)
    program.parse(words.map(placeholder), { from: 'user' })
  })

  it('is the same in both forms', async () => {
    expect(JSON.parse(await guide('--json'))).toEqual(GUIDE)
    const text = await guide()
    for (const line of lines) expect(text).toContain(`pymemlab ${line}\n`)
    for (const { question } of GUIDE.questions) expect(text).toContain(question)
    expect(text.split('\n').length).toBeLessThan(150)
  })
})

/** Values for placeholders that an option checks at once. */
function placeholder(word: string): string {
  return { TIME: '12ms', EVENT: '3', LINE: '7' }[word] ?? word
}
