/** `pymemlab report FILE`: what a team asks after a memory incident, answered in words. */
import { readRecordingFile } from '../../host/recording-file'
import { exportRecording } from '../../lab/export/formats'
import { reportAnswers } from '../../lab/report/report-answers'
import type { ReportAnswer } from '../../protocol/service'
import { defineCommand, EXIT_OK } from '../command'
import { oneLine } from '../place'
import { writeOutput } from '../write-output'

interface Options {
  details?: boolean
  markdown?: boolean
  html?: string
  baseline?: string
  locale: string
  force?: boolean
}

const WIDTH = 96
const SIGNS: Record<ReportAnswer['tone'], string> = { good: ' ', neutral: ' ', warning: '!' }

/** Breaks at spaces; text without them (Chinese) stays one line, which terminals break themselves. */
function wrap(text: string, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of oneLine(text).split(' ')) {
    if (line !== '' && line.length + word.length + 1 > WIDTH - indent.length) {
      lines.push(line)
      line = ''
    }
    line += line === '' ? word : ` ${word}`
  }
  return [...lines, line].map((l) => `${indent}${l}\n`).join('')
}

function answersText(answers: ReportAnswer[], details: boolean): string {
  return answers
    .map((a) => {
      const figures = details ? a.details.map((d) => `      ${oneLine(d.label)}: ${oneLine(d.value)}\n`).join('') : ''
      return `${SIGNS[a.tone]} ${a.question}\n${wrap(a.answer, '    ')}${figures}`
    })
    .join('\n')
}

/** en_US.UTF-8 as en-US. */
const systemLocale = (): string =>
  (process.env.LC_ALL || process.env.LANG || 'en').replace(/\..*$/, '').replace('_', '-')

export const command = defineCommand<[file: string], Options>({
  define(command) {
    command
      .argument('<file>', 'a recording')
      .option('--details', 'the figures behind each answer')
      .option('--markdown', 'the whole report as Markdown')
      .option('--html <output>', 'write the whole report, with charts, as one HTML file')
      .option('--baseline <recording>', 'another recording of the scenario: did tuning help?')
      .option('--locale <tag>', 'en or zh-CN', systemLocale())
      .option('-f, --force', 'overwrite the HTML file')
  },
  run({ args: [file], options, out }) {
    const { locale } = options
    const recording = readRecordingFile(file)
    const baseline = options.baseline === undefined ? null : readRecordingFile(options.baseline)
    const answers = reportAnswers(recording, locale, baseline)
    if (options.html !== undefined) {
      writeOutput(options.html, exportRecording(recording, 'html', { locale }).bytes, options.force === true)
      out.note(`wrote ${options.html}`)
    }
    out.result(answers, () => {
      if (options.markdown === true)
        return new TextDecoder().decode(exportRecording(recording, 'markdown', { locale }).bytes)
      return options.html === undefined ? answersText(answers, options.details === true) : ''
    })
    return EXIT_OK
  },
})
