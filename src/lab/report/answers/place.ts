/** How the report names a line: short enough to read, and enough to find it. */
import type { Messages } from '../messages/messages'

export const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1)
export const place = (file: string, line: number): string => `${baseName(file)}:${line}`

/** ` at line 12`, in the language; nothing for line 0. */
export const atLine = (m: Messages, file: string, line: number): string => (line > 0 ? m.at(place(file, line)) : '')
