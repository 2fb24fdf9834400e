/**
 * The standard library compiled ahead of time (CPython's __pycache__): one file of serialised code units, by path. Written
 * by scripts/build-stdlib.mjs.
 */
import { compile } from '../runtime/compile'
import type { CodeUnit } from '../runtime/compile/code-unit'
import { deserialize, serialize } from '../runtime/compile/serialize'
import { IndexedFile, type Piece, Pieces } from './indexed-file'
import type { StdlibArchive } from './stdlib-archive'

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

type Index = Record<string, Piece>

/** Compiles every module of the archive; files with errors (templates, lib2to3's tests) are left out. Returns their number. */
export function buildCompiledLibrary(
  archive: StdlibArchive,
  filenameOf: (path: string) => string,
  outfile: string,
): number {
  const index: Index = {}
  const pieces = new Pieces()
  for (const path of archive.paths().filter((p) => p.endsWith('.py'))) {
    try {
      const source = new TextDecoder().decode(archive.read(path) ?? new Uint8Array())
      index[path] = pieces.add(serialize(compile(source, filenameOf(path), 'exec')))
    } catch {
      // its import says what is wrong with it
    }
  }
  pieces.write(outfile, index)
  return Object.keys(index).length
}

export class CompiledLibrary {
  private readonly file: IndexedFile<Index>

  constructor(file: string) {
    this.file = new IndexedFile(file)
  }

  /** The code of a module by its path inside the library, null when it was not compiled ahead. */
  read(path: string): CodeUnit | null {
    const piece = this.file.index?.[path]
    return piece === undefined ? null : deserialize(this.file.read(piece), latin1)
  }

  close(): void {
    this.file.close()
  }
}
