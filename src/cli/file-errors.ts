/** Errors of the file system in words. */
const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'access is denied',
  EPERM: 'the operation is not permitted',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it exists already',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
}

export const isFileError = (e: unknown): e is NodeJS.ErrnoException =>
  e instanceof Error && typeof (e as NodeJS.ErrnoException).code === 'string' && 'syscall' in e

/** 'cannot open FILE: there is no such file or folder'. */
export function fileErrorText(e: NodeJS.ErrnoException): string {
  const doing: Record<string, string> = { open: 'open', scandir: 'read the folder', write: 'write', rename: 'rename' }
  const what = [doing[e.syscall ?? ''] ?? e.syscall, e.path]
    .filter((text) => text !== undefined && text !== '')
    .join(' ')
  return `cannot ${what || 'use a file'}: ${REASONS[e.code ?? ''] ?? e.code}`
}
