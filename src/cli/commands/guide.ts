/** `pymemlab guide`: what can be asked, and how. The text is data, in guide-data.ts. */
import { defineCommand, EXIT_OK } from '../command'
import { GUIDE, type Guide } from '../guide-data'
import { pairs } from '../output'

const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ')

function guideText({ about, handles, commands, questions, exitCodes, facts }: Guide): string {
  const list = (rows: [string, string][]): string => indent(pairs(rows))
  const lines = (words: readonly string[]): string => indent(words.map((line) => `pymemlab ${line}\n`).join(''))
  return [
    `${about}\n`,
    `Commands\n${commands.map(({ name, gives, examples }) => `${indent(`${name}: ${gives}\n`)}${indent(lines(examples))}`).join('')}`,
    `Questions\n${questions.map((q) => `${indent(`${q.question}\n`)}${indent(lines(q.commands))}`).join('')}`,
    `Names\n${list(handles.map(({ name, meaning }) => [name, meaning]))}`,
    `Exit codes\n${list(exitCodes.map(({ code, meaning }) => [String(code), meaning]))}`,
    `Good to know\n${indent(facts.map((fact) => `${fact}\n`).join(''))}`,
  ].join('\n')
}

export const command = defineCommand<[], object>({
  define() {},
  run({ out }) {
    out.result(GUIDE, () => guideText(GUIDE))
    return EXIT_OK
  },
})
