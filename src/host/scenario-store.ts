/** Bundled scenarios, read-only, and mine in a folder of the user's: read, save, rename, delete with undo. */
import { type FSWatcher, watch } from 'node:fs'
import { mkdir, readFile, rename, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import type { ScenarioInfo } from '../protocol/scenario'
import type { SourceEntry } from '../protocol/service'
import { writeAtomic } from './atomic-file'
import type { DataFolders } from './data-folder'
import { exists, fileWithin, plainName } from './file-names'
import { ScenarioFolder, scenarioId, scenarioInfo } from './scenario-folder'
import type { StateStore } from './state-store'
import type { Trash } from './trash'
import { UserError } from './user-error'

const EXTENSION = '.py'
/** A burst of changes on disk is announced once. */
const SETTLE_MS = 200
const FOLDER_KEY = 'scenarioFolder'

export interface ScenarioStoreOptions {
  folders: DataFolders
  bundled: string
  trash: Trash
  settings: StateStore
  /** Asks the user for a folder; null when the user gave up. Without it a window may name one itself. */
  chooseFolder?: () => Promise<string | null>
  changed: () => void
}

interface Place {
  origin: ScenarioInfo['origin']
  /** Path below the folder, with / and extension. */
  path: string
  file: string
}

export class ScenarioStore {
  private readonly bundled: ScenarioFolder
  private mine: ScenarioFolder | null = null
  private watcher: FSWatcher | null = null
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly options: ScenarioStoreOptions) {
    this.bundled = new ScenarioFolder(options.bundled, 'bundled')
  }

  async list(): Promise<{ scenarios: ScenarioInfo[]; folder: string }> {
    const mine = await this.folder()
    return { scenarios: [...(await this.bundled.list()), ...(await mine.list())], folder: mine.folder }
  }

  async read(id: string): Promise<SourceEntry> {
    const { origin, path, file } = await this.place(id)
    const source = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw new UserError(`There is no scenario ${path} any more.`)
      throw error
    })
    return { info: scenarioInfo(origin, path, source), source }
  }

  async save(id: string | null, name: string, source: string): Promise<SourceEntry> {
    const place = id?.startsWith('mine:') ? await this.place(id) : await this.newPlace(plainName(name, EXTENSION))
    await writeAtomic(place.file, source)
    this.announce()
    return { info: scenarioInfo('mine', place.path, source), source }
  }

  async rename(id: string, name: string): Promise<ScenarioInfo> {
    const from = await this.minePlace(id)
    const plain = plainName(name, EXTENSION)
    const below = dirname(from.path) === '.' ? '' : `${dirname(from.path)}/`
    const path = `${below}${plain}${EXTENSION}`
    if (path !== from.path) {
      const to = (await this.newPlace(`${below}${plain}`)).file
      await rename(from.file, to)
      this.announce()
    }
    return (await this.read(scenarioId('mine', path))).info
  }

  async delete(id: string): Promise<string> {
    const { file, path } = await this.minePlace(id)
    if (!(await exists(file))) throw new UserError(`There is no scenario ${path} any more.`)
    const undo = await this.options.trash.put('scenario', file)
    this.announce()
    return undo
  }

  async restore(undo: string): Promise<ScenarioInfo> {
    const file = await this.options.trash.takeBack('scenario', undo)
    this.announce()
    const { folder } = await this.folder()
    const path = relative(folder, file).split(sep).join('/')
    // deleted from a folder that is not open any more: it is back, but cannot be shown under a handle of this one
    if (path.startsWith('..')) return scenarioInfo('mine', path, await readFile(file, 'utf8'))
    return (await this.read(scenarioId('mine', path))).info
  }

  /** Another folder for mine. null: the one that the user chooses, or else the default one. */
  async openFolder(path: string | null): Promise<{ scenarios: ScenarioInfo[]; folder: string }> {
    const { chooseFolder, folders, settings } = this.options
    if (path !== null && chooseFolder !== undefined)
      throw new UserError('Choose the folder in the dialog: the window itself may not name one.')
    const chosen = path ?? (chooseFolder === undefined ? folders.scenarios : await chooseFolder())
    if (chosen !== null) {
      if (!isAbsolute(chosen)) throw new UserError('The folder has to be named with its full path.')
      if (chosen !== folders.scenarios && !(await stat(chosen).catch(() => null))?.isDirectory())
        throw new UserError(`${chosen} is not a folder.`)
      await settings.set({ [FOLDER_KEY]: chosen === folders.scenarios ? null : chosen })
      this.close()
      this.mine = null
      this.announce()
    }
    return this.list()
  }

  close(): void {
    clearTimeout(this.timer)
    this.watcher?.close()
    this.watcher = null
  }

  private announce(): void {
    this.options.changed()
  }

  private async folder(): Promise<ScenarioFolder> {
    if (this.mine !== null) return this.mine
    const stored = (await this.options.settings.get())[FOLDER_KEY]
    const usable = typeof stored === 'string' && (await exists(stored))
    const folder = usable ? stored : this.options.folders.scenarios
    await mkdir(folder, { recursive: true })
    this.mine ??= new ScenarioFolder(folder, 'mine')
    this.watch(folder)
    return this.mine
  }

  /** Changes made by other programs are announced too, as far as the system can tell of them. */
  private watch(folder: string): void {
    if (this.watcher !== null) return
    try {
      this.watcher = watch(folder, { persistent: false }, () => {
        clearTimeout(this.timer)
        this.timer = setTimeout(() => this.announce(), SETTLE_MS)
        this.timer.unref()
      })
      this.watcher.on('error', () => this.close())
    } catch {
      // no watching on this disk: the list is right when it is asked for
    }
  }

  private async place(id: string): Promise<Place> {
    const colon = id.indexOf(':')
    const rest = id.slice(colon + 1)
    if (id.startsWith('bundled:')) {
      const path = `${rest}${EXTENSION}`
      return { origin: 'bundled', path, file: await fileWithin(this.bundled.folder, path) }
    }
    if (!id.startsWith('mine:') || !rest.endsWith(EXTENSION)) throw new UserError(`There is no scenario "${id}".`)
    return { origin: 'mine', path: rest, file: await fileWithin((await this.folder()).folder, rest) }
  }

  private async minePlace(id: string): Promise<Place> {
    const place = await this.place(id)
    if (place.origin === 'mine') return place
    throw new UserError('Bundled scenarios cannot be changed: duplicate it first.')
  }

  private async newPlace(pathWithoutExtension: string): Promise<Place> {
    const path = pathWithoutExtension + EXTENSION
    const { folder } = await this.folder()
    const file = await fileWithin(folder, path)
    if (await exists(file)) throw new UserError(`There is a scenario "${path}" already: choose another name.`)
    return { origin: 'mine', path, file: join(folder, ...path.split('/')) }
  }
}
