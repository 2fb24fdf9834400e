/** Names that users give to files: valid on every system, and never a way out of the folder. */
import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, sep } from 'node:path'
import { UserError } from './user-error'

const MAX_LENGTH = 100
const FORBIDDEN = /[\\/:*?"<>|\0-\x1f\x7f]/
/** What cannot be part of a path below a folder here; files of others may be called anything else. */
const FORBIDDEN_BELOW = process.platform === 'win32' ? /[\\:\0]/ : /\0/
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** A name without folder and extension, as a file may be called. Throws UserError when it may not. */
export function plainName(name: string, extension: string): string {
  const trimmed = name.trim()
  const plain = trimmed.toLowerCase().endsWith(extension) ? trimmed.slice(0, -extension.length).trimEnd() : trimmed
  if (plain === '') throw new UserError('A name is needed.')
  if (plain.length > MAX_LENGTH) throw new UserError(`The name is too long: ${MAX_LENGTH} characters at most.`)
  if (FORBIDDEN.test(plain)) throw new UserError(`"${plain}" cannot be a file name: leave out / \\ : * ? " < > |.`)
  if (plain.startsWith('.') || plain.endsWith('.') || RESERVED.test(plain))
    throw new UserError(`"${plain}" cannot be a file name: choose another.`)
  return plain
}

/**
 * The file at `path` (with /) below `folder`. Throws UserError when it would be outside, by its text or through links. The
 * file itself need not exist.
 */
export async function fileWithin(folder: string, path: string): Promise<string> {
  const parts = path.split('/')
  const outside = new UserError(`"${path}" is not in the folder ${folder}.`)
  if (
    isAbsolute(path) ||
    parts.some((part) => part === '' || part === '.' || part === '..' || FORBIDDEN_BELOW.test(part))
  )
    throw outside
  const file = join(folder, ...parts)
  let existing = file
  for (;;) {
    const real = await realpath(existing).catch(() => null)
    if (real !== null) {
      const root = await realpath(folder)
      if (real !== root && !real.startsWith(root + sep)) throw outside
      return file
    }
    if (existing === folder) return file // nothing of it exists yet
    existing = join(existing, '..')
  }
}

export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

/** `name`, or `name 2`, `name 3` ... : the first of which there is no file. */
export async function freeName(folder: string, name: string, extension: string): Promise<string> {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name} ${n}`
    if (!(await exists(join(folder, candidate + extension)))) return candidate
  }
}
