/** What a team asks after a memory incident, answered from one recording. */
import type { Recording } from '../../protocol/recording'
import type { ReportAnswer } from '../../protocol/service'
import type { Answer } from './answers/answer'
import { caches } from './answers/caches'
import { collector } from './answers/collector'
import { consumers } from './answers/consumers'
import { cycles } from './answers/cycles'
import { fragmentation } from './answers/fragmentation'
import { growing } from './answers/growing'
import { rates } from './answers/rates'
import { whatGrows } from './answers/what-grows'
import { ENGLISH } from './messages/en'
import type { Messages } from './messages/messages'
import { CHINESE } from './messages/zh'
import { withShortNames } from './short-names'

const QUESTIONS: readonly Answer[] = [growing, whatGrows, consumers, rates, collector, cycles, caches, fragmentation]

/** `locale` is a BCP 47 tag; every Chinese one gets Simplified Chinese, everything else English. */
export const messagesFor = (locale: string): Messages => (/^zh\b/i.test(locale) ? CHINESE : ENGLISH)

/**
 * The answers, always all of them in the same order; an answer says so when the data do not suffice. With `baseline`,
 * another recording of the same scenario, the collector's answer says whether tuning helped.
 */
export function reportAnswers(recording: Recording, locale = 'en', baseline: Recording | null = null): ReportAnswer[] {
  const messages = messagesFor(locale)
  const readable = withShortNames(recording)
  return QUESTIONS.map((answer) => answer(readable, messages, baseline))
}
