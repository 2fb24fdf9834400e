/**
 * Large frames in parts: a browser hands over a whole message at once, and one of 40 MB would hold its window for longer
 * than a frame. The parts of a frame follow each other without any other between them.
 *
 *     0              4             8
 *     +--------------+-------------+---- - -
 *     | PART: u32    | total: u32  | bytes
 *     +--------------+-------------+---- - -
 *
 * A frame of the codec begins with the length of its JSON text, which is never PART. Byte order is little-endian.
 */
const PART = 0xffffffff
const HEAD = 8

/** Bytes of a frame that one message carries at most. */
export const PART_BYTES = 1 << 20

/** The messages that carry a frame: itself when it is small. */
export function* partsOf(frame: Uint8Array, size = PART_BYTES): Generator<Uint8Array> {
  if (frame.length <= size) {
    yield frame
    return
  }
  for (let start = 0; start < frame.length; start += size) {
    const bytes = frame.subarray(start, start + size)
    const part = new Uint8Array(HEAD + bytes.length)
    const head = new DataView(part.buffer)
    head.setUint32(0, PART, true)
    head.setUint32(4, frame.length, true)
    part.set(bytes, HEAD)
    yield part
  }
}

/** Puts the parts of one connection together. A new connection needs a new one. */
export class PartJoiner {
  private whole: Uint8Array | null = null
  private filled = 0

  /** The frame that is complete with this message, or null while more of it must come. Throws RangeError on nonsense. */
  take(message: Uint8Array): Uint8Array | null {
    const head = new DataView(message.buffer, message.byteOffset, message.byteLength)
    if (message.length < HEAD || head.getUint32(0, true) !== PART) {
      if (this.whole) throw new RangeError('another frame came between the parts of one')
      return message
    }
    const total = head.getUint32(4, true)
    this.whole ??= new Uint8Array(total)
    const bytes = message.subarray(HEAD)
    if (total !== this.whole.length || this.filled + bytes.length > total) {
      throw new RangeError('the parts of a frame do not fit together')
    }
    this.whole.set(bytes, this.filled)
    this.filled += bytes.length
    if (this.filled < total) return null
    const { whole } = this
    this.whole = null
    this.filled = 0
    return whole
  }
}
