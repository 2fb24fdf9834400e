/**
 * The tree of the virtual file system: directories, files and symbolic links in memory, with read-only folders of the
 * host mounted into it. What a host folder holds is asked for when somebody looks; what a script writes stays in memory.
 * Functions that can fail return a negative error number. Sizes, numbers and times depend on nothing outside.
 */
import { EEXIST, EINVAL, EISDIR, ELOOP, ENOENT, ENOTDIR, ENOTEMPTY } from './errno'

export interface MountEntry {
  name: string
  isDirectory: boolean
  size: number
}

/** A read-only folder supplied by the host; paths are relative to it ('' is the folder itself). */
export interface Mount {
  list(path: string): MountEntry[] | null
  readFile(path: string): Uint8Array | null
}

interface Base {
  ino: number
  mode: number
  /** Virtual time of the last change, in nanoseconds since the epoch. */
  mtime: number
  nlink: number
}
export interface FileNode extends Base {
  kind: 'file'
  /** Contents; bytes behind size are spare room. null: still at the mount. */
  data: Uint8Array | null
  size: number
  mount: Mount | null
  path: string
}
export interface DirectoryNode extends Base {
  kind: 'directory'
  entries: Map<string, Node>
  parent: DirectoryNode | null
  /** Set until the entries have been taken over from the mount. */
  mount: Mount | null
  path: string
}
export interface LinkNode extends Base {
  kind: 'link'
  target: string
}
export type Node = FileNode | DirectoryNode | LinkNode

/** Where a path's last component lives; node is null when there is nothing of that name yet. */
export interface Place {
  parent: DirectoryNode
  name: string
  node: Node | null
}

const MAX_LINKS = 40
const NO_BYTES = new Uint8Array(0)

/** 2023-12-04, the day 3.11.7 came out: the moment at which every process starts. */
export const EPOCH_NS = 1_701_648_000 * 1e9

export class FileTree {
  private nextIno = 2
  readonly root: DirectoryNode
  cwd: DirectoryNode
  /** Virtual nanoseconds since the start; installed by the process. */
  clock: () => number = () => 0

  constructor() {
    this.root = this.directory(null, null, '')
    this.root.parent = this.root
    this.cwd = this.root
  }

  private now(): number {
    return EPOCH_NS + this.clock()
  }

  private directory(parent: DirectoryNode | null, mount: Mount | null, path: string): DirectoryNode {
    const ino = this.nextIno++
    return { kind: 'directory', ino, mode: 0o40755, mtime: EPOCH_NS, nlink: 2, entries: new Map(), parent, mount, path }
  }

  private file(size: number, data: Uint8Array | null, mount: Mount | null, path: string): FileNode {
    return { kind: 'file', ino: this.nextIno++, mode: 0o100644, mtime: EPOCH_NS, nlink: 1, data, size, mount, path }
  }

  /** The entries of a directory, fetched from its mount at the first look. */
  entries(d: DirectoryNode): Map<string, Node> {
    const mount = d.mount
    if (mount !== null) {
      d.mount = null
      for (const e of mount.list(d.path) ?? []) {
        if (d.entries.has(e.name)) continue
        const path = d.path === '' ? e.name : `${d.path}/${e.name}`
        d.entries.set(e.name, e.isDirectory ? this.directory(d, mount, path) : this.file(e.size, null, mount, path))
      }
    }
    return d.entries
  }

  /** The contents of a file; only the first `size` bytes count. */
  contents(f: FileNode): Uint8Array {
    if (f.data === null) {
      f.data = f.mount?.readFile(f.path) ?? NO_BYTES
      f.size = f.data.length
    }
    return f.data
  }

  /** Makes room for `size` bytes that may be written; bytes that appear are zero. */
  resize(f: FileNode, size: number): void {
    let data = this.contents(f)
    if (f.mount !== null || size > data.length) {
      const room = size <= data.length ? data.length : Math.max(size, Math.floor(data.length * 1.5), 256)
      const grown = new Uint8Array(room)
      grown.set(data.subarray(0, f.size))
      data = grown
      f.data = data
      f.mount = null
    }
    if (size < f.size) data.fill(0, size, f.size)
    f.size = size
    f.mtime = this.now()
  }

  /** Puts a host folder at an absolute path, making the directories on the way. */
  mountAt(path: string, mount: Mount): void {
    const d = this.makeDirectories(path)
    d.mount = mount
    d.path = ''
  }

  makeDirectories(path: string): DirectoryNode {
    let d = this.root
    for (const name of path.split('/')) {
      if (name === '') continue
      const old = this.entries(d).get(name)
      if (old?.kind === 'directory') d = old
      else {
        const made = this.directory(d, null, '')
        d.entries.set(name, made)
        d = made
      }
    }
    return d
  }

  /** Puts a file at an absolute path (start-up only). */
  addFile(path: string, data: Uint8Array): void {
    const cut = path.lastIndexOf('/')
    const d = this.makeDirectories(path.slice(0, cut))
    this.entries(d).set(path.slice(cut + 1), this.file(data.length, data, null, ''))
  }

  /** Finds the place of a path; intermediate links are followed, the last one when follow is set. */
  place(path: string, follow: boolean, from: DirectoryNode = this.cwd, depth = 0): Place | number {
    if (path === '') return -ENOENT
    if (depth > MAX_LINKS) return -ELOOP
    if (path.includes('\0')) return -EINVAL
    let d = path.startsWith('/') ? this.root : from
    const names = path.split('/').filter((n) => n !== '' && n !== '.')
    if (names.length === 0) return { parent: d.parent ?? d, name: '.', node: d }
    for (let i = 0; ; i++) {
      const last = i === names.length - 1
      const name = names[i]
      const node: Node | null = name === '..' ? d.parent : (this.entries(d).get(name) ?? null)
      if (node?.kind === 'link' && (!last || follow || path.endsWith('/'))) {
        const rest = names.slice(i + 1).join('/')
        return this.place(rest === '' ? node.target : `${node.target}/${rest}`, follow, d, depth + 1)
      }
      if (last) {
        if (node !== null && node.kind !== 'directory' && path.endsWith('/')) return -ENOTDIR
        return { parent: d, name, node }
      }
      if (node === null) return -ENOENT
      if (node.kind !== 'directory') return -ENOTDIR
      d = node
    }
  }

  lookup(path: string, follow = true): Node | number {
    const p = this.place(path, follow)
    if (typeof p === 'number') return p
    return p.node ?? -ENOENT
  }

  isDirectory(path: string): boolean {
    const n = this.lookup(path)
    return typeof n !== 'number' && n.kind === 'directory'
  }

  isFile(path: string): boolean {
    const n = this.lookup(path)
    return typeof n !== 'number' && n.kind === 'file'
  }

  /** The bytes of a file, or a negative error number. */
  readFile(path: string): Uint8Array | number {
    const n = this.lookup(path)
    if (typeof n === 'number') return n
    if (n.kind !== 'file') return -EISDIR
    return this.contents(n).subarray(0, n.size)
  }

  createFile(p: Place, mode: number): FileNode {
    const f = this.file(0, NO_BYTES, null, '')
    f.mode = 0o100000 | (mode & 0o777)
    f.mtime = this.now()
    this.attach(p, f)
    return f
  }

  private attach(p: Place, node: Node): void {
    this.entries(p.parent).set(p.name, node)
    p.parent.mtime = this.now()
    if (node.kind === 'directory') {
      node.parent = p.parent
      p.parent.nlink++
    }
  }

  private detach(p: Place): void {
    this.entries(p.parent).delete(p.name)
    p.parent.mtime = this.now()
    if (p.node?.kind === 'directory') p.parent.nlink--
    else if (p.node) p.node.nlink--
  }

  mkdir(path: string, mode: number): number {
    const p = this.place(path.replace(/\/+$/, '') || '/', false)
    if (typeof p === 'number') return p
    if (p.node !== null) return -EEXIST
    const d = this.directory(p.parent, null, '')
    d.mode = 0o40000 | (mode & 0o777)
    d.mtime = this.now()
    this.attach(p, d)
    return 0
  }

  unlink(path: string): number {
    const p = this.place(path, false)
    if (typeof p === 'number') return p
    if (p.node === null) return -ENOENT
    if (p.node.kind === 'directory') return -EISDIR
    this.detach(p)
    return 0
  }

  rmdir(path: string): number {
    const p = this.place(path, false)
    if (typeof p === 'number') return p
    if (p.node === null) return -ENOENT
    if (p.node.kind !== 'directory') return -ENOTDIR
    if (p.name === '.' || p.name === '..' || p.node === this.root) return -EINVAL
    if (this.entries(p.node).size > 0) return -ENOTEMPTY
    this.detach(p)
    return 0
  }

  rename(from: string, to: string): number {
    const a = this.place(from, false)
    if (typeof a === 'number') return a
    const b = this.place(to, false)
    if (typeof b === 'number') return b
    const node = a.node
    if (node === null) return -ENOENT
    if (b.node === node) return 0
    if (b.node !== null) {
      if (node.kind === 'directory') {
        if (b.node.kind !== 'directory') return -ENOTDIR
        if (this.entries(b.node).size > 0) return -ENOTEMPTY
      } else if (b.node.kind === 'directory') return -EISDIR
    }
    if (node.kind === 'directory') {
      for (let d: DirectoryNode | null = b.parent; d !== null && d !== this.root; d = d.parent) {
        if (d === node) return -EINVAL
      }
    }
    if (b.node !== null) this.detach(b)
    this.detach(a)
    if (node.kind !== 'directory') node.nlink++
    this.attach(b, node)
    return 0
  }

  symlink(target: string, path: string): number {
    const p = this.place(path, false)
    if (typeof p === 'number') return p
    if (p.node !== null) return -EEXIST
    const ino = this.nextIno++
    this.attach(p, { kind: 'link', ino, mode: 0o120777, mtime: this.now(), nlink: 1, target })
    return 0
  }

  link(from: string, to: string, follow: boolean): number {
    const node = this.lookup(from, follow)
    if (typeof node === 'number') return node
    if (node.kind === 'directory') return -1 // EPERM
    const p = this.place(to, false)
    if (typeof p === 'number') return p
    if (p.node !== null) return -EEXIST
    node.nlink++
    this.attach(p, node)
    return 0
  }

  chdir(path: string): number {
    const n = this.lookup(path)
    if (typeof n === 'number') return n
    if (n.kind !== 'directory') return -ENOTDIR
    this.cwd = n
    return 0
  }

  /** The absolute path of a directory. */
  pathOf(d: DirectoryNode): string {
    let path = ''
    for (let at = d; at !== this.root && at.parent !== null; at = at.parent) {
      for (const [name, node] of at.parent.entries) {
        if (node === at) path = `/${name}${path}`
      }
    }
    return path || '/'
  }
}

export const nodeSize = (n: Node): number => (n.kind === 'file' ? n.size : n.kind === 'link' ? n.target.length : 4096)
