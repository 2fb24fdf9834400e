/** Standard input that a person types: each read asks the host for a line and shows it the prompt that the program has printed. */
import type { StandardStreams } from '../vfs/files'

const encoder = new TextEncoder()
/** More of the last line than this is not a prompt. */
const PROMPT_BYTES = 1000
const NEWLINE = 10

/** The text of a line, null at the end of the file. */
export interface Answer {
  text: string | null
}
export type Ask = (prompt: string) => Answer

/** Standard streams whose input comes line by line from `ask`. */
export function hostInput(base: StandardStreams, ask: Ask): StandardStreams {
  let rest: Uint8Array = new Uint8Array(0)
  let line: Uint8Array = new Uint8Array(0)
  const decoder = new TextDecoder()
  return {
    isTerminal: (fd) => base.isTerminal(fd),
    write(fd, data) {
      if (fd === 1) line = lastLine(line, data)
      base.write(fd, data)
    },
    read(n) {
      if (rest.length === 0) {
        const answer = ask(decoder.decode(line))
        line = new Uint8Array(0)
        // an empty read is the end of the file; the next one asks again, as on a terminal
        if (answer.text === null) return rest
        rest = encoder.encode(answer.text.endsWith('\n') ? answer.text : `${answer.text}\n`)
      }
      const part = rest.subarray(0, n)
      rest = rest.subarray(part.length)
      return part
    },
  }
}

/** The line that is still open after `data` has been written behind `before`. */
function lastLine(before: Uint8Array, data: Uint8Array): Uint8Array {
  const end = data.lastIndexOf(NEWLINE)
  const tail = data.slice(Math.max(end + 1, data.length - PROMPT_BYTES))
  if (end >= 0 || before.length === 0) return tail
  const joined = new Uint8Array(before.length + tail.length)
  joined.set(before)
  joined.set(tail, before.length)
  return joined.slice(-PROMPT_BYTES)
}
