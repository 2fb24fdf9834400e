/**
 * One message as bytes, for transports that carry bytes only: a JSON text in which typed arrays are markers, then the
 * arrays' own bytes. Numbers that JSON cannot write (NaN, infinities, -0) and `undefined` inside arrays survive too, so that
 * a message means the same here as after a structured clone.
 *
 *     0        4           4+n      next multiple of 8
 *     +--------+-----------+--------+-----------------+--------+---
 *     | n: u32 | JSON text | zeros  | first array     | zeros  | second array ...
 *     +--------+-----------+--------+-----------------+--------+---
 *
 * The JSON text is `[value, [[kind, bytes], ...]]`. A marker is an object whose only key is MARK: a number names an array, a
 * string a special value, an object stands for itself (it has the key MARK of its own). Byte order is little-endian.
 */

const ARRAYS = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  i16: Int16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const
type ArrayKind = keyof typeof ARRAYS
type TypedArray = InstanceType<(typeof ARRAYS)[ArrayKind]>

const MARK = '\0'
const ALIGNMENT = 8
const LENGTH_BYTES = 4

/** A frame that no encoder of ours made. */
export class CodecError extends Error {
  override name = 'CodecError'
}

const aligned = (offset: number): number => Math.ceil(offset / ALIGNMENT) * ALIGNMENT

function kindOf(view: ArrayBufferView): ArrayKind {
  if (view instanceof Uint8Array) return 'u8' // Node's Buffer is one
  for (const [kind, type] of Object.entries(ARRAYS)) if (view instanceof type) return kind as ArrayKind
  throw new CodecError(`${view.constructor.name} cannot be sent`)
}

const SPECIAL: Record<string, unknown> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
  undefined: undefined,
}

function markSpecial(value: unknown): string | undefined {
  if (value === undefined) return 'undefined'
  if (typeof value !== 'number') return undefined
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : undefined
  return String(value)
}

/** Replaces what JSON cannot carry; arrays go to `parts`. */
function mark(value: unknown, parts: ArrayBufferView[]): unknown {
  const special = markSpecial(value)
  if (special !== undefined) return { [MARK]: special }
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint')
      throw new CodecError(`a ${typeof value} cannot be sent`)
    return value
  }
  if (ArrayBuffer.isView(value)) return { [MARK]: parts.push(value) - 1 }
  if (Array.isArray(value)) return value.map((item) => mark(item, parts))
  // fromEntries defines properties, so that a key named __proto__ is a key like any other
  const copy = Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, mark(item, parts)]),
  )
  return Object.hasOwn(copy, MARK) ? { [MARK]: copy } : copy
}

/** The bytes of a message made of plain objects, arrays, strings, numbers, booleans, null and typed arrays. */
export function encode(value: unknown): Uint8Array<ArrayBuffer> {
  const parts: ArrayBufferView[] = []
  const marked = mark(value, parts)
  const header = new TextEncoder().encode(JSON.stringify([marked, parts.map((p) => [kindOf(p), p.byteLength])]))
  const size = parts.reduce((end, p) => aligned(end) + p.byteLength, LENGTH_BYTES + header.length)
  const frame = new Uint8Array(size)
  new DataView(frame.buffer).setUint32(0, header.length, true)
  frame.set(header, LENGTH_BYTES)
  let end = LENGTH_BYTES + header.length
  for (const part of parts) {
    const start = aligned(end)
    frame.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), start)
    end = start + part.byteLength
  }
  return frame
}

function unmark(value: unknown, parts: TypedArray[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = unmark(value[i], parts)
    return value
  }
  if (!Object.hasOwn(value, MARK)) return unmarkProperties(value as Record<string, unknown>, parts)
  const marked = (value as Record<string, unknown>)[MARK]
  if (typeof marked === 'string' && Object.hasOwn(SPECIAL, marked)) return SPECIAL[marked]
  if (typeof marked === 'object' && marked !== null) return unmarkProperties(marked as Record<string, unknown>, parts)
  const part = typeof marked === 'number' ? parts[marked] : undefined
  if (part === undefined) throw new CodecError('a frame with an unknown marker')
  return part
}

function unmarkProperties(object: Record<string, unknown>, parts: TypedArray[]): unknown {
  for (const key of Object.keys(object)) object[key] = unmark(object[key], parts)
  return object
}

function readHeader(frame: Uint8Array, length: number): [unknown, [ArrayKind, number][]] {
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder().decode(frame.subarray(LENGTH_BYTES, LENGTH_BYTES + length)))
  } catch {
    throw new CodecError('a frame whose header is no JSON')
  }
  const valid =
    Array.isArray(header) &&
    header.length === 2 &&
    Array.isArray(header[1]) &&
    header[1].every((p) => Array.isArray(p) && Object.hasOwn(ARRAYS, String(p[0])) && Number.isSafeInteger(p[1]))
  if (!valid) throw new CodecError('a frame whose header does not describe a message')
  return header as [unknown, [ArrayKind, number][]]
}

/**
 * The message in a frame. Its typed arrays are views of the frame, not copies: do not reuse the frame's buffer. Throws
 * CodecError for bytes that are no frame.
 */
export function decode(bytes: Uint8Array): unknown {
  // views need their own alignment, which a slice of a larger buffer may not have
  const frame = bytes.byteOffset % ALIGNMENT === 0 ? bytes : bytes.slice()
  if (frame.length < LENGTH_BYTES) throw new CodecError('a frame without a header')
  const length = new DataView(frame.buffer, frame.byteOffset).getUint32(0, true)
  if (LENGTH_BYTES + length > frame.length) throw new CodecError('a frame that ends within its header')
  const [value, table] = readHeader(frame, length)
  let end = LENGTH_BYTES + length
  const parts = table.map(([kind, size]) => {
    const start = aligned(end)
    const type = ARRAYS[kind]
    end = start + size
    if (size < 0 || end > frame.length || size % type.BYTES_PER_ELEMENT !== 0)
      throw new CodecError('a frame that ends within an array')
    return new type(frame.buffer as ArrayBuffer, frame.byteOffset + start, size / type.BYTES_PER_ELEMENT)
  })
  if (end !== frame.length) throw new CodecError('a frame with bytes after its end')
  return unmark(value, parts)
}
