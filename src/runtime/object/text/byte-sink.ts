/**
 * _PyBytesWriter: a byte buffer that encoders and formatters fill. Up to 512 bytes of estimate CPython uses a buffer on the
 * C stack and one exact allocation at the end; above, it allocates the estimate and shrinks it. finish() does the same.
 */
import { type Ptr, u8 } from '../../memory/heap'
import { BYTES_DATA } from '../layout'
import { _PyBytes_Resize, newBytes, PyBytes_FromSize } from './bytes-core'

const SMALL_BUFFER = 512

export class ByteSink {
  private bytes: Uint8Array<ArrayBuffer>
  length = 0
  /** Bytes asked for so far (what CPython's writer has allocated). */
  allocated: number
  /** After an error handler, growth is by a quarter. */
  overallocate = false

  constructor(estimate: number) {
    this.allocated = Math.max(estimate, 0)
    this.bytes = new Uint8Array(Math.max(16, Math.min(this.allocated, 1 << 16)))
  }

  private grow(n: number): void {
    const bigger = new Uint8Array(Math.max(n, this.bytes.length * 2))
    bigger.set(this.bytes.subarray(0, this.length))
    this.bytes = bigger
  }

  push(b: number): void {
    if (this.length === this.bytes.length) this.grow(this.length + 1)
    this.bytes[this.length++] = b
  }

  pushAll(values: ArrayLike<number>): void {
    for (let i = 0; i < values.length; i++) this.push(values[i])
  }

  /** n bytes of the heap. */
  pushHeap(p: Ptr, n: number): void {
    if (this.length + n > this.bytes.length) this.grow(this.length + n)
    this.bytes.set(u8.subarray(p, p + n), this.length)
    this.length += n
  }

  pushText(ascii: string): void {
    for (let i = 0; i < ascii.length; i++) this.push(ascii.charCodeAt(i))
  }

  fill(b: number, n: number): void {
    if (n <= 0) return
    if (this.length + n > this.bytes.length) this.grow(this.length + n)
    this.bytes.fill(b, this.length, this.length + n)
    this.length += n
  }

  view(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }

  /** A new bytes object; 0 + MemoryError. */
  finish(): Ptr {
    const asked =
      this.length > this.allocated ? this.length + (this.overallocate ? this.length >> 2 : 0) : this.allocated
    if (asked <= SMALL_BUFFER || this.length === 0) return newBytes(this.view())
    const o = PyBytes_FromSize(asked)
    if (o === 0) return 0
    u8.set(this.view(), o + BYTES_DATA)
    return _PyBytes_Resize(o, this.length)
  }
}
