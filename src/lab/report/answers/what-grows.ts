import { topTypes } from '../../analysis/consumers'
import { END, START, widestGrowth } from '../../analysis/growth'
import { formatBytes, formatCount, signed } from '../units'
import type { Answer } from './answer'
import { place } from './place'

const NAMED = 3
const LISTED = 8

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
  if (types.length === 0 && lines.length === 0) {
    return { question, answer: m.whatGrows.nothing(from, to), tone: 'good', details: [] }
  }
  const plus = (bytes: number): string => signed(formatBytes(bytes), bytes)
  const typeWords = types.slice(0, NAMED).map((t) => {
    return m.whatGrows.type(t.type, plus(t.bytes), signed(formatCount(t.alive), t.alive))
  })
  const lineWords = lines.slice(0, NAMED).map((l) => {
    return m.whatGrows.line(place(l.file, l.line), plus(l.bytes), signed(formatCount(l.blocks), l.blocks))
  })
  return {
    question,
    answer:
      lineWords.length === 0
        ? m.whatGrows.growsTypes(from, to, m.list(typeWords))
        : typeWords.length === 0
          ? m.whatGrows.growsTypes(from, to, m.list(lineWords))
          : m.whatGrows.grows(from, to, m.list(typeWords), m.list(lineWords)),
    tone: 'neutral',
    details: [
      ...types.map((t) => ({ label: t.type, value: plus(t.bytes) })),
      ...lines.map((l) => ({ label: place(l.file, l.line), value: plus(l.bytes) })),
    ],
  }
}
