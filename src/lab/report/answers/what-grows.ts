import type { Recording } from '../../../protocol/recording'
import { topTypes } from '../../analysis/consumers'
import { END, type Growth, growthBetween, growthSteps, START, widestGrowth } from '../../analysis/growth'
import type { Messages } from '../messages/messages'
import { formatBytes, formatCount, signed } from '../units'
import type { Answer } from './answer'
import { place } from './place'

const NAMED = 3
const LISTED = 8

/** A stretch between two marks is worth a sentence when it grew so much more than the whole. */
const STEEPER = 1.5
const NOTEWORTHY_BYTES = 16 * 1024

const plus = (bytes: number): string => signed(formatBytes(bytes), bytes)

const lineWords = (m: Messages, growth: Growth): string[] =>
  growth.lines
    .filter((l) => l.bytes > 0)
    .slice(0, NAMED)
    .map((l) => m.whatGrows.line(place(l.file, l.line), plus(l.bytes), signed(formatCount(l.blocks), l.blocks)))

/** Where it grew most on the way, when the way says more than its ends. */
function steepest(recording: Recording, m: Messages, whole: Growth, name: (mark: string) => string): string {
  const steps = growthSteps(recording)
  if (steps.length < 2) return ''
  const most = steps.reduce((a, b) => (b.bytes > a.bytes ? b : a))
  const growth = whole.lines.reduce((sum, line) => sum + line.bytes, 0)
  if (most.bytes < NOTEWORTHY_BYTES || most.bytes < STEEPER * growth) return ''
  const words = lineWords(m, growthBetween(recording, most.from, most.to))
  return m.whatGrows.most(name(most.from), name(most.to), plus(most.bytes), m.list(words))
}

/** What is growing, by type and by line, between the first mark and the last. */
export const whatGrows: Answer = (recording, m) => {
  const { question } = m.whatGrows
  if (recording.attribution === null) return { question, answer: m.cutOff, tone: 'neutral', details: [] }
  const growth = widestGrowth(recording)
  if (growth === null) {
    const types = topTypes(recording, LISTED)
    const words = types.map((t) => m.whatGrows.type(t.type, formatBytes(t.bytes), formatCount(t.alive)))
    return {
      question,
      answer: words.length === 0 ? m.consumers.nothing : m.whatGrows.noMarks(m.list(words.slice(0, NAMED))),
      tone: 'neutral',
      details: types.map((t) => ({ label: t.type, value: `${formatBytes(t.bytes)}, ${formatCount(t.alive)}` })),
    }
  }
  const name = (mark: string): string =>
    mark === START ? m.whatGrows.start : mark === END ? m.whatGrows.end : `“${mark}”`
  const [from, to] = [name(growth.from.name), name(growth.to.name)]
  const types = growth.types.filter((t) => t.bytes > 0).slice(0, LISTED)
  const lines = growth.lines.filter((l) => l.bytes > 0).slice(0, LISTED)
  const most = steepest(recording, m, growth, name)
  if (types.length === 0 && lines.length === 0) {
    return { question, answer: m.sentences(m.whatGrows.nothing(from, to), most), tone: 'good', details: [] }
  }
  const byType = types.slice(0, NAMED).map((t) => {
    return m.whatGrows.type(t.type, plus(t.bytes), signed(formatCount(t.alive), t.alive))
  })
  const byLine = lineWords(m, growth)
  const words =
    byLine.length === 0 || byType.length === 0
      ? m.whatGrows.growsTypes(from, to, m.list([...byType, ...byLine]))
      : m.whatGrows.grows(from, to, m.list(byType), m.list(byLine))
  return {
    question,
    answer: m.sentences(words, most),
    tone: 'neutral',
    details: [
      ...types.map((t) => ({ label: t.type, value: plus(t.bytes) })),
      ...lines.map((l) => ({ label: place(l.file, l.line), value: plus(l.bytes) })),
    ],
  }
}
