/** Where deleted files wait for an undo: one folder each, with the file and a note where it was. */
import { randomUUID } from 'node:crypto'
import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readIfPresent, writeAtomic } from './atomic-file'
import { exists } from './file-names'
import { UserError } from './user-error'

const KEPT_MS = 30 * 24 * 3600 * 1000
const HANDLE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

interface Note {
  kind: string
  file: string
}

/** Moves a file, also to another disk. */
export async function moveFile(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  try {
    await rename(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    await cp(from, to)
    await rm(from)
  }
}

export class Trash {
  constructor(private readonly folder: string) {}

  /** Moves a file aside and gives the handle that brings it back. */
  async put(kind: string, file: string): Promise<string> {
    const handle = randomUUID()
    const place = join(this.folder, handle)
    await writeAtomic(join(place, 'note.json'), JSON.stringify({ kind, file } satisfies Note))
    await moveFile(file, join(place, basename(file)))
    return handle
  }

  /** Brings a file back to where it was and gives its path. Throws UserError when it is gone or its place is taken. */
  async takeBack(kind: string, handle: string): Promise<string> {
    const gone = new UserError('It cannot be brought back any more.')
    if (!HANDLE.test(handle)) throw gone
    const place = join(this.folder, handle)
    const note = await readIfPresent(join(place, 'note.json'))
    if (note === null) throw gone
    const { kind: kept, file } = JSON.parse(note.toString('utf8')) as Note
    if (kept !== kind) throw gone
    if (await exists(file)) throw new UserError(`${basename(file)} exists again: rename that one first.`)
    await moveFile(join(place, basename(file)), file)
    await rm(place, { recursive: true })
    return file
  }

  /** Removes what was deleted long ago. */
  async prune(now = Date.now()): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const place = join(this.folder, name)
      const { mtimeMs } = await stat(place)
      if (HANDLE.test(name) && now - mtimeMs > KEPT_MS) await rm(place, { recursive: true })
    }
  }
}
