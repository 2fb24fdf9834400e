/**
 * The standard library compiled ahead of time (CPython's __pycache__): one file of serialised code units with a JSON
 * index in front. Written by scripts/build-stdlib.mjs; read piece by piece.
 *
 *     length of the index: uint32 LE | index: { path: [offset, length] } as JSON | units
 */
import { closeSync, existsSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs'
import { compile } from '../runtime/compile'
import type { CodeUnit } from '../runtime/compile/code-unit'
import { deserialize, serialize } from '../runtime/compile/serialize'
import type { StdlibArchive } from './stdlib-archive'

type Index = Record<string, [offset: number, length: number]>

/** Compiles every module of the archive; files with errors (templates, lib2to3's tests) are left out. Returns their number. */
export function buildCompiledLibrary(
  archive: StdlibArchive,
  filenameOf: (path: string) => string,
  outfile: string,
): number {
  const index: Index = {}
  const units: Uint8Array[] = []
  let offset = 0
  for (const path of archive.paths().filter((p) => p.endsWith('.py'))) {
    let bytes: Uint8Array
    try {
      const source = new TextDecoder().decode(archive.read(path) ?? new Uint8Array())
      bytes = serialize(compile(source, filenameOf(path), 'exec'))
    } catch {
      continue
    }
    index[path] = [offset, bytes.length]
    units.push(bytes)
    offset += bytes.length
  }
  const head = Buffer.from(JSON.stringify(index))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(head.length)
  // whole or not at all: another process may be reading
  const part = `${outfile}.${process.pid}.part`
  writeFileSync(part, Buffer.concat([length, head, ...units]))
  renameSync(part, outfile)
  return units.length
}

export class CompiledLibrary {
  private fd = -1
  private index: Index = {}
  private start = 0

  constructor(file: string) {
    if (!existsSync(file)) return
    this.fd = openSync(file, 'r')
    const length = this.bytes(0, 4).readUInt32LE()
    this.index = JSON.parse(this.bytes(4, length).toString('utf8')) as Index
    this.start = 4 + length
  }

  /** The code of a module by its path inside the library, null when it was not compiled ahead. */
  read(path: string): CodeUnit | null {
    const entry = this.index[path]
    if (entry === undefined) return null
    return deserialize(this.bytes(this.start + entry[0], entry[1]))
  }

  close(): void {
    if (this.fd >= 0) closeSync(this.fd)
    this.fd = -1
  }

  private bytes(offset: number, length: number): Buffer {
    const b = Buffer.allocUnsafe(length)
    readSync(this.fd, b, 0, length, offset)
    return b
  }
}
