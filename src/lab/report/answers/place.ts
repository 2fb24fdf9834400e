/** How the report names a line: short enough to read, and enough to find it. */
import type { Messages } from '../messages/messages'

export const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1)

/** What is allocated while no Python code runs: start-up, and the interpreter between statements. */
export const INTERPRETER = '<interpreter>'

export const place = (file: string, line: number): string => (file === '' ? INTERPRETER : `${baseName(file)}:${line}`)

export const functionName = (name: string): string => (name === '' ? INTERPRETER : name)

/** With the file where the name alone says little: every module has a `<module>`. */
export const functionPlace = (name: string, file: string): string =>
  name.startsWith('<') && file !== '' ? `${name} (${baseName(file)})` : functionName(name)

/** ` at line 12`, in the language; nothing for line 0. */
export const atLine = (m: Messages, file: string, line: number): string => (line > 0 ? m.at(place(file, line)) : '')
