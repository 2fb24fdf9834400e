/** Host folders and archives as read-only mounts of the virtual file system. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Mount, MountEntry } from '../runtime/vfs/tree'
import type { StdlibArchive } from './stdlib-archive'

/** A folder of the host; what is in it is looked up when the process asks. Links that lead nowhere are left out. */
export function folderMount(folder: string): Mount {
  return {
    list(path) {
      const entries: MountEntry[] = []
      for (const name of readdirSync(join(folder, path)).sort()) {
        const s = statSync(join(folder, path, name), { throwIfNoEntry: false })
        if (s?.isDirectory() || s?.isFile()) entries.push({ name, isDirectory: s.isDirectory(), size: s.size })
      }
      return entries
    },
    readFile: (path) => readFileSync(join(folder, path)),
  }
}

/** Tells of every file that is read, once; `at` is where the mount is. */
export function watchedMount(mount: Mount, at: string, onRead: (path: string, bytes: Uint8Array) => void): Mount {
  const seen = new Set<string>()
  return {
    list: (path) => mount.list(path),
    readFile(path) {
      const bytes = mount.readFile(path)
      if (bytes !== null && !seen.has(path)) {
        seen.add(path)
        onRead(`${at}/${path}`, bytes)
      }
      return bytes
    },
  }
}

/** Files in memory, by name, in front of another mount's. */
export function filesMount(files: { name: string; bytes: Uint8Array }[], behind: Mount | null): Mount {
  const byName = new Map(files.map((file) => [file.name, file.bytes]))
  return {
    list(path) {
      const others = behind?.list(path) ?? []
      const prefix = path === '' ? '' : `${path}/`
      const own = new Map<string, MountEntry>()
      for (const [name, { length }] of byName) {
        if (!name.startsWith(prefix)) continue
        const [first, ...rest] = name.slice(prefix.length).split('/')
        own.set(first, { name: first, isDirectory: rest.length > 0, size: rest.length > 0 ? 4096 : length })
      }
      if (own.size === 0 && behind === null && path !== '') return null
      return [...others.filter((entry) => !own.has(entry.name)), ...own.values()].sort((a, b) =>
        a.name < b.name ? -1 : 1,
      )
    },
    readFile: (path) => byName.get(path) ?? behind?.readFile(path) ?? null,
  }
}

/** The standard library out of its archive. */
export function archiveMount(archive: StdlibArchive): Mount {
  let folders: Map<string, MountEntry[]> | null = null
  const build = (): Map<string, MountEntry[]> => {
    const all = new Map<string, MountEntry[]>([['', []]])
    const folder = (path: string): MountEntry[] => {
      let entries = all.get(path)
      if (entries === undefined) {
        entries = []
        all.set(path, entries)
        const cut = path.lastIndexOf('/')
        folder(cut < 0 ? '' : path.slice(0, cut)).push({ name: path.slice(cut + 1), isDirectory: true, size: 4096 })
      }
      return entries
    }
    for (const path of archive.paths()) {
      if (path.endsWith('/')) continue
      const cut = path.lastIndexOf('/')
      folder(cut < 0 ? '' : path.slice(0, cut)).push({
        name: path.slice(cut + 1),
        isDirectory: false,
        size: archive.size(path),
      })
    }
    return all
  }
  return {
    list: (path) => {
      folders ??= build()
      return folders.get(path) ?? null
    },
    readFile: (path) => archive.read(path),
  }
}
