/** Bytes that grow. */
export class ByteBuffer {
  private bytes = new Uint8Array(64)
  length = 0

  push(byte: number): void {
    if (this.length === this.bytes.length) {
      const grown = new Uint8Array(this.bytes.length * 2)
      grown.set(this.bytes)
      this.bytes = grown
    }
    this.bytes[this.length++] = byte
  }

  toBytes(): Uint8Array {
    return this.bytes.slice(0, this.length)
  }
}
