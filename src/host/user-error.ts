/** An error whose message is a sentence for the user: what is wrong and what to do. */
export class UserError extends Error {
  override name = 'UserError'
}

const FILE_ERRORS: Record<string, string> = {
  ENOENT: 'it does not exist any more',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EMFILE: 'too many files are open',
  ENOTDIR: 'part of its path is not a folder',
  EISDIR: 'it is a folder',
}

/** The text that goes to a window for any error: never a stack. */
export function messageFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, path } = error as NodeJS.ErrnoException
  if (code !== undefined && Object.hasOwn(FILE_ERRORS, code) && path !== undefined)
    return `${path} cannot be used: ${FILE_ERRORS[code]}.`
  return error.message
}
