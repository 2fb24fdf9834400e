/**
 * Recordings as files: those the user saved, and those not saved yet, which outlive the host as well. A file that cannot be
 * read is listed with its problem and may be deleted.
 */
import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { writeRecording } from '../lab/recording'
import type { Manifest, Recording } from '../protocol/recording'
import type { RecordingInfo } from '../protocol/service'
import { DEFAULT_SETTINGS } from '../protocol/settings'
import { writeAtomic } from './atomic-file'
import type { DataFolders } from './data-folder'
import { exists, fileWithin, freeName, plainName } from './file-names'
import type { RecordingWorker } from './recording-worker'
import { moveFile, type Trash } from './trash'
import { messageFor, UserError } from './user-error'

const EXTENSION = '.pymemlab'
/** Runs not saved that are kept; the oldest go first. */
const MAX_UNSAVED = 50

type Origin = 'saved' | 'unsaved'

interface Place {
  id: string
  origin: Origin
  file: string
}

interface Cached {
  mtimeMs: number
  size: number
  info: RecordingInfo
}

export class RecordingStore {
  private readonly cache = new Map<string, Cached>()
  /** Handles of recordings that were saved or renamed since: windows may still know the old one. */
  private readonly moved = new Map<string, string>()

  constructor(
    private readonly folders: DataFolders,
    private readonly trash: Trash,
    private readonly worker: RecordingWorker,
    private readonly changed: () => void,
  ) {}

  /** Newest first. */
  async list(): Promise<RecordingInfo[]> {
    const places = [...(await this.places('unsaved')), ...(await this.places('saved'))]
    const infos = await Promise.all(places.map((place) => this.info(place).catch(() => null)))
    return infos.filter((info) => info !== null).sort((a, b) => (a.created < b.created ? 1 : -1))
  }

  /** The whole recording and its key figures. Throws UserError or RecordingError with a message for the user. */
  async read(id: string): Promise<{ info: RecordingInfo; recording: Recording }> {
    const place = await this.place(id)
    const info = await this.info(place)
    return { info, recording: await this.worker.do('read', { file: place.file }) }
  }

  /** File and key figures, for work that the file is enough for. */
  async locate(id: string): Promise<{ info: RecordingInfo; file: string }> {
    const place = await this.place(id)
    return { info: await this.info(place), file: place.file }
  }

  /** Keeps what a run that is over has left beside it. */
  async keepSpill(runId: string, spill: string): Promise<RecordingInfo> {
    const { file } = this.placeOf('unsaved', runId)
    await this.worker.do('finish', { spill, file })
    return this.kept(runId)
  }

  /** Keeps a recording that is in memory only. */
  async keep(runId: string, recording: Recording): Promise<RecordingInfo> {
    await writeAtomic(this.placeOf('unsaved', runId).file, writeRecording(recording))
    return this.kept(runId)
  }

  private async kept(runId: string): Promise<RecordingInfo> {
    const place = this.placeOf('unsaved', runId)
    await this.pruneUnsaved()
    this.changed()
    return this.info(place)
  }

  /** A file from elsewhere. It is read as a whole first, so that what is damaged never gets in. */
  async import(name: string, bytes: Uint8Array): Promise<RecordingInfo> {
    await this.worker.do('check', { bytes })
    const place = await this.newPlace(await freeName(this.folders.recordings, plainName(name, EXTENSION), EXTENSION))
    await writeAtomic(place.file, bytes)
    this.changed()
    return this.info(place)
  }

  /** Gives an unsaved recording a name; of a saved one, makes a copy under another name. */
  async save(id: string, name: string): Promise<RecordingInfo> {
    const from = await this.place(id)
    const plain = plainName(name, EXTENSION)
    if (from.id === `saved:${plain}`) return this.info(from)
    const to = await this.newPlace(plain)
    if (from.origin === 'unsaved') await this.move(from, to)
    else await writeAtomic(to.file, await readFile(from.file))
    this.changed()
    return this.info(to)
  }

  async rename(id: string, name: string): Promise<RecordingInfo> {
    const from = await this.place(id)
    if (from.origin === 'unsaved') return this.save(id, name)
    const plain = plainName(name, EXTENSION)
    if (from.id === `saved:${plain}`) return this.info(from)
    const to = await this.newPlace(plain)
    await this.move(from, to)
    this.changed()
    return this.info(to)
  }

  async delete(id: string): Promise<string> {
    const { file } = await this.place(id)
    const undo = await this.trash.put('recording', file)
    this.changed()
    return undo
  }

  async restore(undo: string): Promise<RecordingInfo> {
    const file = await this.trash.takeBack('recording', undo)
    const origin: Origin = file.startsWith(join(this.folders.unsaved, '/')) ? 'unsaved' : 'saved'
    this.changed()
    return this.info(this.placeOf(origin, basename(file, EXTENSION)))
  }

  private async move(from: Place, to: Place): Promise<void> {
    await mkdir(this.folders.recordings, { recursive: true })
    await moveFile(from.file, to.file)
    this.moved.set(from.id, to.id)
  }

  private placeOf(origin: Origin, name: string): Place {
    const folder = origin === 'saved' ? this.folders.recordings : this.folders.unsaved
    return { id: `${origin}:${name}`, origin, file: join(folder, name + EXTENSION) }
  }

  private async newPlace(name: string): Promise<Place> {
    const place = this.placeOf('saved', name)
    if (await exists(place.file)) throw new UserError(`There is a recording "${name}" already: choose another name.`)
    return place
  }

  private async place(id: string): Promise<Place> {
    let current = id
    for (let next = this.moved.get(current); next !== undefined; next = this.moved.get(current)) current = next
    const [origin, name] = current.split(/:(.*)/s, 2)
    const missing = new UserError('There is no such recording any more.')
    if ((origin !== 'saved' && origin !== 'unsaved') || !name || name.includes('/')) throw missing
    const place = this.placeOf(origin, name)
    await fileWithin(origin === 'saved' ? this.folders.recordings : this.folders.unsaved, name + EXTENSION)
    if (!(await exists(place.file))) throw missing
    return place
  }

  private async places(origin: Origin): Promise<Place[]> {
    const folder = origin === 'saved' ? this.folders.recordings : this.folders.unsaved
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    const names = entries.filter((entry) => entry.isFile() && entry.name.endsWith(EXTENSION))
    return names.map((entry) => this.placeOf(origin, basename(entry.name, EXTENSION)))
  }

  private async info(place: Place): Promise<RecordingInfo> {
    const { mtimeMs, mtime, size } = await stat(place.file)
    const cached = this.cache.get(place.id)
    if (cached !== undefined && cached.mtimeMs === mtimeMs && cached.size === size) return cached.info
    let info: RecordingInfo
    try {
      info = infoOf(place, size, await this.worker.do('manifest', { file: place.file }))
    } catch (error) {
      info = {
        id: place.id,
        name: basename(place.file, EXTENSION),
        created: mtime.toISOString(),
        file: place.origin === 'saved' ? place.file : null,
        bytes: size,
        complete: false,
        settings: DEFAULT_SETTINGS,
        totals: null,
        problem: messageFor(error),
      }
    }
    this.cache.set(place.id, { mtimeMs, size, info })
    return info
  }

  private async pruneUnsaved(): Promise<void> {
    const places = await this.places('unsaved')
    const ages = await Promise.all(places.map(async ({ file }) => ({ file, at: (await stat(file)).mtimeMs })))
    ages.sort((a, b) => b.at - a.at)
    for (const { file } of ages.slice(MAX_UNSAVED)) await this.trash.put('recording', file)
  }
}

/** Key figures of a recording in a file; `file` null: not saved yet. */
function infoOf({ id, origin, file }: Place, bytes: number, manifest: Manifest): RecordingInfo {
  return {
    id,
    name: origin === 'saved' ? basename(file, EXTENSION) : manifest.name,
    created: manifest.created,
    file: origin === 'saved' ? file : null,
    bytes,
    complete: manifest.complete,
    settings: manifest.settings,
    totals: manifest.totals,
  }
}
