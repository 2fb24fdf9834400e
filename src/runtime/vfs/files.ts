/** Open files of the process: the descriptor table, with the three standard streams handed to the host. */
import { EBADF, EEXIST, EINVAL, EISDIR, ENOENT, ESPIPE } from './errno'
import type { FileNode, FileTree, Node } from './tree'

export const O_RDONLY = 0
export const O_WRONLY = 1
export const O_RDWR = 2
export const O_ACCMODE = 3
export const O_CREAT = 0o100
export const O_EXCL = 0o200
export const O_TRUNC = 0o1000
export const O_APPEND = 0o2000
export const O_DIRECTORY = 0o200000
export const O_CLOEXEC = 0o2000000

/** What the host does with the standard streams; everything happens at once. */
export interface StandardStreams {
  /** Up to n bytes; an empty array at the end. */
  read(n: number): Uint8Array
  write(fd: 1 | 2, data: Uint8Array): void
  isTerminal(fd: number): boolean
}

interface OpenFile {
  node: Node | null
  /** 0..2 for a standard stream, else -1. */
  stream: number
  position: number
  flags: number
}

export class FileTable {
  private readonly open_ = new Map<number, OpenFile>()

  constructor(
    readonly tree: FileTree,
    readonly streams: StandardStreams,
  ) {
    for (let fd = 0; fd < 3; fd++) {
      this.open_.set(fd, { node: null, stream: fd, position: 0, flags: fd === 0 ? O_RDONLY : O_WRONLY })
    }
  }

  private free(from = 0): number {
    let fd = from
    while (this.open_.has(fd)) fd++
    return fd
  }

  open(path: string, flags: number, mode: number): number {
    const p = this.tree.place(path, (flags & (O_CREAT | O_EXCL)) !== (O_CREAT | O_EXCL))
    if (typeof p === 'number') return p
    let node = p.node
    if (node === null) {
      if (!(flags & O_CREAT)) return -ENOENT
      if (path.endsWith('/')) return -EISDIR
      node = this.tree.createFile(p, mode & ~0o022)
    } else if (flags & O_CREAT && flags & O_EXCL) return -EEXIST
    if (node.kind === 'directory' && (flags & O_ACCMODE) !== O_RDONLY) return -EISDIR
    if (flags & O_DIRECTORY && node.kind !== 'directory') return -20
    if (node.kind === 'file' && flags & O_TRUNC && (flags & O_ACCMODE) !== O_RDONLY) this.tree.resize(node, 0)
    const fd = this.free()
    this.open_.set(fd, { node, stream: -1, position: 0, flags })
    return fd
  }

  get(fd: number): OpenFile | undefined {
    return this.open_.get(fd)
  }

  close(fd: number): number {
    return this.open_.delete(fd) ? 0 : -EBADF
  }

  dup(fd: number, to = -1): number {
    const f = this.open_.get(fd)
    if (f === undefined) return -EBADF
    const n = to < 0 ? this.free() : to
    this.open_.set(n, f)
    return n
  }

  private file(fd: number): { f: OpenFile; node: FileNode } | number {
    const f = this.open_.get(fd)
    if (f === undefined) return -EBADF
    if (f.node === null) return -ESPIPE
    if (f.node.kind !== 'file') return -EISDIR
    return { f, node: f.node }
  }

  /** Up to n bytes (a view that is good until the next write), or a negative error number. */
  read(fd: number, n: number): Uint8Array | number {
    const f = this.open_.get(fd)
    if (f === undefined) return -EBADF
    if (f.stream >= 0) return f.stream === 0 ? this.streams.read(n) : -EBADF
    const r = this.file(fd)
    if (typeof r === 'number') return r
    if ((f.flags & O_ACCMODE) === O_WRONLY) return -EBADF
    const data = this.tree.contents(r.node)
    const end = Math.min(r.node.size, f.position + n)
    if (end <= f.position) return new Uint8Array(0)
    const out = data.subarray(f.position, end)
    f.position = end
    return out
  }

  write(fd: number, data: Uint8Array): number {
    const f = this.open_.get(fd)
    if (f === undefined) return -EBADF
    if (f.stream >= 0) {
      if (f.stream === 0) return -EBADF
      this.streams.write(f.stream as 1 | 2, data)
      return data.length
    }
    if ((f.flags & O_ACCMODE) === O_RDONLY) return -EBADF
    const r = this.file(fd)
    if (typeof r === 'number') return r
    if (f.flags & O_APPEND) f.position = r.node.size
    const end = f.position + data.length
    this.tree.resize(r.node, Math.max(end, r.node.size))
    this.tree.contents(r.node).set(data, f.position)
    f.position = end
    return data.length
  }

  seek(fd: number, offset: number, whence: number): number {
    const r = this.file(fd)
    if (typeof r === 'number') return r === -EISDIR ? 0 : r
    const base = whence === 0 ? 0 : whence === 1 ? r.f.position : whence === 2 ? r.node.size : Number.NaN
    const at = base + offset
    if (Number.isNaN(at) || at < 0) return -EINVAL
    r.f.position = at
    return at
  }

  truncate(fd: number, size: number): number {
    const r = this.file(fd)
    if (typeof r === 'number') return r
    if (size < 0 || (r.f.flags & O_ACCMODE) === O_RDONLY) return -EINVAL
    this.tree.contents(r.node)
    this.tree.resize(r.node, size)
    return 0
  }

  isTerminal(fd: number): boolean {
    const f = this.open_.get(fd)
    return f !== undefined && f.stream >= 0 && this.streams.isTerminal(f.stream)
  }
}
