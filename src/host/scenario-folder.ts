/** The Python files of one folder as scenarios. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseScenario } from '../lab/scenario'
import type { ScenarioInfo } from '../protocol/scenario'

const EXTENSION = '.py'
/** Someone may open a folder that is no folder of scenarios: neither its depth nor its number of files stops the lab. */
const MAX_DEPTH = 4
const MAX_FILES = 2000
const MAX_BYTES = 4 * 1024 * 1024
const SKIPPED = /^(?:\.|__pycache__$|node_modules$)/

interface Cached {
  mtimeMs: number
  size: number
  info: ScenarioInfo
}

/** `topic/name.py` -> handle. */
export function scenarioId(origin: ScenarioInfo['origin'], path: string): string {
  return origin === 'mine' ? `mine:${path}` : `bundled:${path.slice(0, -EXTENSION.length)}`
}

export function scenarioInfo(origin: ScenarioInfo['origin'], path: string, source: string): ScenarioInfo {
  const { metadata, problem } = parseScenario(source, path)
  const topic = metadata.topic === 'other' && path.includes('/') ? path.split('/')[0] : metadata.topic
  const info: ScenarioInfo = {
    ...metadata,
    topic,
    id: scenarioId(origin, path),
    name: basename(path, EXTENSION),
    origin,
  }
  return problem === undefined ? info : { ...info, problem }
}

export class ScenarioFolder {
  private readonly cache = new Map<string, Cached>()

  constructor(
    readonly folder: string,
    readonly origin: ScenarioInfo['origin'],
  ) {}

  /** All scenarios, in order of their paths. Files are read again only when they changed. */
  async list(): Promise<ScenarioInfo[]> {
    const paths = await this.paths('', 0, [])
    const infos = await Promise.all(paths.map((path) => this.info(path)))
    for (const path of this.cache.keys()) if (!paths.includes(path)) this.cache.delete(path)
    return infos.filter((info) => info !== null)
  }

  private async paths(below: string, depth: number, found: string[]): Promise<string[]> {
    const entries = await readdir(join(this.folder, below), { withFileTypes: true }).catch(() => [])
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      if (found.length >= MAX_FILES || SKIPPED.test(entry.name)) continue
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory() && depth < MAX_DEPTH) await this.paths(path, depth + 1, found)
      else if (entry.isFile() && entry.name.endsWith(EXTENSION)) found.push(path)
    }
    return found
  }

  private async info(path: string): Promise<ScenarioInfo | null> {
    const file = join(this.folder, path)
    const { mtimeMs, size } = await stat(file).catch(() => ({ mtimeMs: -1, size: 0 }))
    if (mtimeMs === -1) return null // removed since
    const cached = this.cache.get(path)
    if (cached !== undefined && cached.mtimeMs === mtimeMs && cached.size === size) return cached.info
    let info: ScenarioInfo
    if (size > MAX_BYTES) info = { ...scenarioInfo(this.origin, path, ''), problem: 'The file is larger than 4 MiB.' }
    else info = scenarioInfo(this.origin, path, await readFile(file, 'utf8').catch(() => ''))
    this.cache.set(path, { mtimeMs, size, info })
    return info
  }
}
