/**
 * A file of many pieces that is read piece by piece:
 *
 *     length of the index: uint32 LE | index as JSON | pieces
 *
 * What the index says is its owner's affair; offsets in it count from the first piece.
 */
import { closeSync, existsSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs'

/** Where a piece lies. */
export type Piece = [offset: number, length: number]

/** Gathers pieces. */
export class Pieces {
  private readonly parts: Uint8Array[] = []
  private offset = 0

  add(bytes: Uint8Array): Piece {
    const piece: Piece = [this.offset, bytes.length]
    this.parts.push(bytes)
    this.offset += bytes.length
    return piece
  }

  /** Whole or not at all: another process may be reading. */
  write(file: string, index: object): void {
    const head = Buffer.from(JSON.stringify(index))
    const length = Buffer.alloc(4)
    length.writeUInt32LE(head.length)
    const part = `${file}.${process.pid}.part`
    writeFileSync(part, Buffer.concat([length, head, ...this.parts]))
    renameSync(part, file)
  }
}

export class IndexedFile<Index extends object> {
  /** null when there is no such file. */
  readonly index: Index | null = null
  private fd = -1
  private start = 0

  constructor(file: string) {
    if (!existsSync(file)) return
    this.fd = openSync(file, 'r')
    const length = this.bytes(0, 4).readUInt32LE()
    this.index = JSON.parse(this.bytes(4, length).toString('utf8')) as Index
    this.start = 4 + length
  }

  read([offset, length]: Piece): Buffer {
    return this.bytes(this.start + offset, length)
  }

  close(): void {
    if (this.fd >= 0) closeSync(this.fd)
    this.fd = -1
  }

  private bytes(offset: number, length: number): Buffer {
    const b = Buffer.allocUnsafeSlow(length)
    readSync(this.fd, b, 0, length, offset)
    return b
  }
}
