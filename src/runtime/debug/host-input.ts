/** Standard input that a person types: each read asks the host for a line and shows it the prompt that the program has printed. */
import { EINTR } from '../vfs/errno'
import type { StandardStreams } from '../vfs/files'

const encoder = new TextEncoder()
/** More of the last line than this is not a prompt. */
const PROMPT_BYTES = 1000
const NEWLINE = 10

/** The text of the line without its end, null at the end of the file, or that the run is to stop. */
export type Ask = (prompt: string) => string | null | 'interrupted'
