/** Names that come from a recording, fit for one line of a terminal. */

import { INTERPRETER } from '../lab/report/answers/place'
import { shortName } from '../lab/report/short-names'

/** Control characters could move the cursor or change colours: they are shown as what they are called. */
export const oneLine = (text: string): string =>
  text.replace(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** A name in a table: one line, and not so long that it hides the figures. */
export const label = (name: string): string => oneLine(shortName(name))

export const place = (file: string, line: number): string => (file === '' ? INTERPRETER : `${label(file)}:${line}`)
