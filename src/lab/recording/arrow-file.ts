/**
 * The structure of an Arrow IPC file: its fields and, for each record batch, their buffers. It takes what arrow-columns.ts
 * writes (and what other programs make of such tables: several batches, other padding) and refuses the rest: compression,
 * dictionaries, types that no column has.
 */
import { FlatBuffer } from './flatbuffer'
import { damaged, RecordingError } from './recording-error'

export type ArrowType = 'int64' | 'int32' | 'float64' | 'utf8' | 'bool' | 'list' | 'struct'

export interface ArrowField {
  name: string
  type: ArrowType
  children: ArrowField[]
}

/** One column in one record batch. Buffers are views of the file, long enough for `length` elements. */
export interface ArrowPiece {
  field: ArrowField
  length: number
  /** Null: every element is there. */
  validity: Uint8Array | null
  /** utf8 and list: length + 1 rising offsets, within the data. */
  offsets: Int32Array | null
  /** Elements of fixed size, bits of bool, bytes of utf8. */
  data: Uint8Array
  children: ArrowPiece[]
}

export interface ArrowFile {
  fields: ArrowField[]
  length: number
  /** Pieces of the top columns, by batch. */
  batches: ArrowPiece[][]
}

const MAGIC = 'ARROW1'
/** Names of the union Type of Arrow's Schema.fbs that occur. */
const TYPE_INT = 2
const TYPE_FLOAT = 3
const TYPE_UTF8 = 5
const TYPE_BOOL = 6
const TYPE_LIST = 12
const TYPE_STRUCT = 13
const HEADER_RECORD_BATCH = 3
const PRECISION_DOUBLE = 2
const MAX_FIELDS = 200
const MAX_DEPTH = 4
const MAX_BATCHES = 100_000
const BLOCK_BYTES = 24
const ITEM_BYTES = { int64: 8, int32: 4, float64: 8, utf8: 1, bool: 0, list: 0, struct: 0 }

class Reader {
  private readonly damage = (): RecordingError => damaged(`${this.file} is not a proper Arrow file`)

  constructor(
    private readonly file: string,
    private readonly bytes: Uint8Array,
  ) {}

  private unsupported(what: string): RecordingError {
    return new RecordingError(
      `${this.file} uses ${what}, which recordings do not: save it as an uncompressed Arrow IPC file with the column types of docs/recording-format.md`,
    )
  }

  private flat(start: number, length: number): FlatBuffer {
    if (!(start >= 0 && length >= 4 && start + length <= this.bytes.length)) throw this.damage()
    return new FlatBuffer(this.bytes.subarray(start, start + length), this.damage)
  }

  private hasMagic(at: number): boolean {
    return [...MAGIC].every((c, i) => this.bytes[at + i] === c.charCodeAt(0))
  }

  read(): ArrowFile {
    const { length } = this.bytes
    if (length < 24 || !this.hasMagic(0) || !this.hasMagic(length - MAGIC.length)) throw this.damage()
    const lengthAt = length - MAGIC.length - 4
    const footerLength = this.flat(lengthAt, 4).i32(0)
    const footer = this.flat(lengthAt - footerLength, footerLength)
    const root = footer.root()
    if (footer.vector(root, 2, BLOCK_BYTES).length > 0) throw this.unsupported('dictionaries')
    const schema = footer.table(root, 1)
    if (schema === 0) throw this.damage()
    const fields = this.fields(footer, schema, 1, 0)
    const blocks = footer.vector(root, 3, BLOCK_BYTES)
    if (blocks.length > MAX_BATCHES) throw this.damage()
    const batches: ArrowPiece[][] = []
    let rows = 0
    let used = 0
    for (let i = 0; i < blocks.length; i++) {
      const at = blocks.start + i * BLOCK_BYTES
      const [metadataLength, bodyLength] = [footer.i32(at + 8), footer.size64(at + 16)]
      // batches that share bytes would make a small file endless
      used += metadataLength + bodyLength
      if (metadataLength < 8 || used > length) throw this.damage()
      const batch = this.batch(footer.size64(at), metadataLength, bodyLength, fields)
      batches.push(batch.pieces)
      rows += batch.length
    }
    return { fields, length: rows, batches }
  }

  private fields(b: FlatBuffer, table: number, slot: number, depth: number): ArrowField[] {
    const { start, length } = b.vector(table, slot, 4)
    if (length > MAX_FIELDS || depth > MAX_DEPTH) throw this.damage()
    return Array.from({ length }, (_, i) => {
      const at = start + i * 4
      const field = at + b.u32(at)
      const name = b.text(field, 0)
      if (b.field(field, 4) !== 0) throw this.unsupported(`a dictionary for ${name}`)
      return { name, type: this.type(b, field, name), children: this.fields(b, field, 5, depth + 1) }
    })
  }

  private type(b: FlatBuffer, field: number, name: string): ArrowType {
    const at = b.field(field, 2)
    const type = b.table(field, 3)
    switch (at === 0 ? 0 : b.u8(at)) {
      case TYPE_INT: {
        const width = type === 0 || b.field(type, 0) === 0 ? 0 : b.i32(b.field(type, 0))
        const signed = type !== 0 && b.field(type, 1) !== 0 && b.u8(b.field(type, 1)) !== 0
        if (signed && width === 64) return 'int64'
        if (signed && width === 32) return 'int32'
        break
      }
      case TYPE_FLOAT:
        if (type !== 0 && b.field(type, 0) !== 0 && b.i16(b.field(type, 0)) === PRECISION_DOUBLE) return 'float64'
        break
      case TYPE_UTF8:
        return 'utf8'
      case TYPE_BOOL:
        return 'bool'
      case TYPE_LIST:
        return 'list'
      case TYPE_STRUCT:
        return 'struct'
    }
    throw this.unsupported(`another type for ${name}`)
  }

  private batch(
    offset: number,
    metadataLength: number,
    bodyLength: number,
    fields: ArrowField[],
  ): { length: number; pieces: ArrowPiece[] } {
    // length of the message with or without the marker in front of it
    const prefix = this.flat(offset, 8).u32(0) === 0xffffffff ? 8 : 4
    const m = this.flat(offset + prefix, metadataLength - prefix)
    const message = m.root()
    const kind = m.field(message, 1)
    const header = m.table(message, 2)
    if (kind === 0 || m.u8(kind) !== HEADER_RECORD_BATCH || header === 0) throw this.damage()
    if (m.field(header, 3) !== 0) throw this.unsupported('compression')
    const body = offset + metadataLength
    if (body + bodyLength > this.bytes.length) throw this.damage()
    const lengthAt = m.field(header, 0)
    const length = lengthAt === 0 ? 0 : m.size64(lengthAt)
    const nodes = m.vector(header, 1, 16)
    const buffers = m.vector(header, 2, 16)
    let node = 0
    let buffer = 0
    /** The next buffer, at least `need` bytes long. */
    const nextBuffer = (need: number): Uint8Array => {
      if (buffer >= buffers.length) throw this.damage()
      const at = buffers.start + buffer++ * 16
      const start = m.size64(at)
      const size = m.size64(at + 8)
      if (start + size > bodyLength || size < need) throw this.damage()
      return this.bytes.subarray(body + start, body + start + size)
    }
    const piece = (field: ArrowField, expected: number | null): ArrowPiece => {
      if (node >= nodes.length) throw this.damage()
      const at = nodes.start + node++ * 16
      const n = m.size64(at)
      const nullCount = m.size64(at + 8)
      // no column has less than a bit for each element
      if (n > bodyLength * 8 || nullCount > n || (expected !== null && n !== expected)) throw this.damage()
      const bits = (n + 7) >> 3
      const bitmap = nextBuffer(nullCount === 0 ? 0 : bits)
      const validity = nullCount === 0 ? null : bitmap
      let offsets: Int32Array | null = null
      let data = new Uint8Array(0) as Uint8Array
      let limit = 0
      if (field.type === 'utf8' || field.type === 'list') {
        const raw = nextBuffer(n === 0 ? 0 : (n + 1) * 4)
        offsets = new Int32Array(n + 1)
        if (n > 0) offsets.set(new Int32Array(raw.slice(0, (n + 1) * 4).buffer))
        for (let i = 0; i < n; i++) if (offsets[i] > offsets[i + 1]) throw this.damage()
        if (offsets[0] < 0) throw this.damage()
        limit = offsets[n]
      }
      if (field.type === 'bool') data = nextBuffer(bits)
      else if (field.type === 'utf8') data = nextBuffer(limit)
      else if (field.type !== 'list' && field.type !== 'struct') data = nextBuffer(n * ITEM_BYTES[field.type])
      const children = field.children.map((child) => piece(child, field.type === 'struct' ? n : null))
      if (field.type === 'list' && (children.length !== 1 || limit > children[0].length)) throw this.damage()
      return { field, length: n, validity, offsets, data, children }
    }
    return { length, pieces: fields.map((field) => piece(field, length)) }
  }
}

/** `file` is the name for messages. Throws RecordingError. */
export const readArrowFile = (file: string, bytes: Uint8Array): ArrowFile => new Reader(file, bytes).read()
