/** Names that come from a recording, fit for one line of a terminal. */

import { INTERPRETER } from '../lab/report/answers/place'

/** Control characters could move the cursor or change colours: they are shown as what they are called. */
export const oneLine = (text: string): string =>
  text.replace(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

export const place = (file: string, line: number): string => (file === '' ? INTERPRETER : `${oneLine(file)}:${line}`)
