/** Reads FlatBuffers tables with every access checked: a damaged file gives an error, never a loop or a wild allocation. */
export class FlatBuffer {
  private readonly view: DataView

  /** `fail` makes the error for whatever does not fit. */
  constructor(
    bytes: Uint8Array,
    private readonly fail: () => Error,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  private check(at: number, size: number): void {
    if (!(at >= 0 && at + size <= this.view.byteLength)) throw this.fail()
  }
  u8(at: number): number {
    this.check(at, 1)
    return this.view.getUint8(at)
  }
  i16(at: number): number {
    this.check(at, 2)
    return this.view.getInt16(at, true)
  }
  u16(at: number): number {
    this.check(at, 2)
    return this.view.getUint16(at, true)
  }
  i32(at: number): number {
    this.check(at, 4)
    return this.view.getInt32(at, true)
  }
  u32(at: number): number {
    this.check(at, 4)
    return this.view.getUint32(at, true)
  }
  /** A length or an offset: from 0, below 2 ** 53. */
  size64(at: number): number {
    const low = this.u32(at)
    const high = this.i32(at + 4)
    if (high < 0 || high >= 0x200000) throw this.fail()
    return high * 4294967296 + low
  }

  root(): number {
    return this.u32(0)
  }
  /** Where field `slot` of the table at `table` lies; 0: it is absent. */
  field(table: number, slot: number): number {
    const vtable = table - this.i32(table)
    const size = this.u16(vtable)
    const entry = 4 + slot * 2
    if (entry + 2 > size) return 0
    const offset = this.u16(vtable + entry)
    return offset === 0 ? 0 : table + offset
  }
  /** The table that a field refers to; 0: the field is absent. */
  table(table: number, slot: number): number {
    const at = this.field(table, slot)
    return at === 0 ? 0 : at + this.u32(at)
  }
  /** Start and length of a vector whose elements have `size` bytes. */
  vector(table: number, slot: number, size: number): { start: number; length: number } {
    const at = this.field(table, slot)
    if (at === 0) return { start: 0, length: 0 }
    const vector = at + this.u32(at)
    const length = this.u32(vector)
    this.check(vector + 4, length * size)
    return { start: vector + 4, length }
  }
  text(table: number, slot: number): string {
    const { start, length } = this.vector(table, slot, 1)
    const bytes = new Uint8Array(this.view.buffer, this.view.byteOffset + start, length)
    return new TextDecoder().decode(bytes)
  }
}
