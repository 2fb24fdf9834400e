/**
 * The standard library's sources: python_stdlib.zip of the npm package pyodide (CPython 3.11's own files). Entries are
 * inflated one by one when somebody reads them.
 */
import { readFileSync } from 'node:fs'
import { inflateSync } from 'fflate'

interface Entry {
  offset: number
  compressed: number
  size: number
  method: number
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER_BYTES = 30

export class StdlibArchive {
  private readonly bytes: Buffer
  private readonly entries = new Map<string, Entry>()

  constructor(file: string) {
    this.bytes = readFileSync(file)
    this.readDirectory()
  }

  /** Paths inside the library, such as 'json/decoder.py'. */
  paths(): string[] {
    return [...this.entries.keys()]
  }

  has(path: string): boolean {
    return this.entries.has(path)
  }

  /** Bytes of a file when inflated. */
  size(path: string): number {
    return this.entries.get(path)?.size ?? 0
  }

  read(path: string): Uint8Array | null {
    const e = this.entries.get(path)
    if (!e) return null
    const name = this.bytes.readUInt16LE(e.offset + 26)
    const extra = this.bytes.readUInt16LE(e.offset + 28)
    const start = e.offset + LOCAL_HEADER_BYTES + name + extra
    const data = this.bytes.subarray(start, start + e.compressed)
    return e.method === 0 ? data : inflateSync(data, { out: new Uint8Array(e.size) })
  }

  private readDirectory(): void {
    const b = this.bytes
    let end = b.length - 22
    while (end >= 0 && b.readUInt32LE(end) !== END_OF_DIRECTORY) end--
    if (end < 0) throw new Error('the standard library archive is not a zip file: reinstall the dependencies (npm ci)')
    let p = b.readUInt32LE(end + 16)
    for (let n = b.readUInt16LE(end + 10); n > 0 && b.readUInt32LE(p) === DIRECTORY_ENTRY; n--) {
      const nameLength = b.readUInt16LE(p + 28)
      const name = b.toString('utf8', p + 46, p + 46 + nameLength)
      this.entries.set(name, {
        method: b.readUInt16LE(p + 10),
        compressed: b.readUInt32LE(p + 20),
        size: b.readUInt32LE(p + 24),
        offset: b.readUInt32LE(p + 42),
      })
      p += 46 + nameLength + b.readUInt16LE(p + 30) + b.readUInt16LE(p + 32)
    }
  }
}
