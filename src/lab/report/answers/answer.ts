import type { Recording } from '../../../protocol/recording'
import type { ReportAnswer } from '../../../protocol/service'
import type { Messages } from '../messages/messages'

/** One question of the report. `baseline` is another recording of the same scenario, when there is one to hold against. */
export type Answer = (recording: Recording, m: Messages, baseline: Recording | null) => ReportAnswer
