/**
 * Zip files as recordings use them. Written: sorted names, one fixed time, so that equal contents give equal bytes. Read:
 * names, sizes, ratios and checksums are checked against the directory before and after anything is inflated.
 */
import { deflateSync, inflateSync } from 'fflate'
import { damaged, RecordingError } from './recording-error'

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const LOCAL_BYTES = 30
const CENTRAL_BYTES = 46
const END_BYTES = 22
/** 1980-01-01, 0:00: the earliest time that a zip file can hold. */
const DOS_DATE = 0x0021
const VERSION = 20
const UTF8_NAMES = 0x0800
const STORED = 0
const DEFLATED = 8
/** Higher ones take up to three times as long for 3 % less. */
const LEVEL = 3

export const ZIP_LIMITS = {
  entries: 30_000,
  /** Bytes of one entry and of all together, inflated. */
  entryBytes: 1024 ** 3,
  totalBytes: 1.5 * 1024 ** 3,
  /** Inflated to packed, for an entry of more than `smallBytes`. */
  ratio: 400,
  smallBytes: 1024 ** 2 * 8,
} as const

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

let table: Int32Array | null = null
function crcTable(): Int32Array {
  table ??= Int32Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
    return c
  })
  return table
}

export function crc32(bytes: Uint8Array): number {
  const t = crcTable()
  let c = -1
  for (let i = 0; i < bytes.length; i++) c = t[(c ^ bytes[i]) & 255] ^ (c >>> 8)
  return ~c >>> 0
}

/** A whole zip file. Entries that would exceed the readers' ratio are stored. */
export function writeZip(files: Record<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  const names = Object.keys(files).sort()
  for (const name of names) {
    const data = files[name]
    if (data.length > ZIP_LIMITS.entryBytes) {
      throw new RecordingError(
        `${name} would have ${data.length} bytes, more than a recording may hold: record a shorter run`,
      )
    }
    const packed = deflateSync(data, { level: LEVEL })
    const tooGood = data.length > ZIP_LIMITS.smallBytes && data.length > packed.length * ZIP_LIMITS.ratio
    const method = tooGood || packed.length >= data.length ? STORED : DEFLATED
    const body = method === STORED ? data : packed
    const bytes = encoder.encode(name)
    const common = new DataView(new ArrayBuffer(26))
    common.setUint16(0, VERSION, true)
    common.setUint16(2, UTF8_NAMES, true)
    common.setUint16(4, method, true)
    common.setUint16(6, 0, true)
    common.setUint16(8, DOS_DATE, true)
    common.setUint32(10, crc32(data), true)
    common.setUint32(14, body.length, true)
    common.setUint32(18, data.length, true)
    common.setUint16(22, bytes.length, true)
    const shared = new Uint8Array(common.buffer)

    const local = new Uint8Array(LOCAL_BYTES + bytes.length)
    new DataView(local.buffer).setUint32(0, LOCAL, true)
    local.set(shared, 4)
    local.set(bytes, LOCAL_BYTES)
    const central = new Uint8Array(CENTRAL_BYTES + bytes.length)
    const view = new DataView(central.buffer)
    view.setUint32(0, CENTRAL, true)
    view.setUint16(4, VERSION, true)
    central.set(shared, 6)
    view.setUint32(42, offset, true)
    central.set(bytes, CENTRAL_BYTES)

    parts.push(local, body)
    directory.push(central)
    offset += local.length + body.length
  }
  const size = directory.reduce((n, d) => n + d.length, 0)
  const end = new DataView(new ArrayBuffer(END_BYTES))
  end.setUint32(0, END, true)
  end.setUint16(8, names.length, true)
  end.setUint16(10, names.length, true)
  end.setUint32(12, size, true)
  end.setUint32(16, offset, true)
  return concat([...parts, ...directory, new Uint8Array(end.buffer)])
}

/** The same bytes as a plain array: Node's Buffer has a slice() that does not copy. */
export const plainBytes = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((n, part) => n + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export interface ZipEntry {
  name: string
  size: number
  packed: number
  method: number
  crc: number
  offset: number
}

const hostile = (why: string): RecordingError =>
  new RecordingError(`the file is refused: ${why}. No recording looks like this; do not trust where it came from`)

/** A path that stays where it is put: no root, no drive, no '..', no backslash, nothing empty. */
export const isPlainPath = (name: string): boolean =>
  name !== '' && !/[\\\0:]/.test(name) && name.split('/').every((part) => part !== '' && part !== '.' && part !== '..')

/** The directory, checked: plain names, no name twice, sizes within the limits, entries that do not overlap. */
export function readDirectory(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 4 || view.getUint32(0, true) !== LOCAL) {
    if (bytes.length >= END_BYTES && view.getUint32(0, true) === END) throw damaged('the file is an empty archive')
    throw new RecordingError('the file is not a recording (.pymemlab): it does not begin like one')
  }
  let end = bytes.length - END_BYTES
  const lowest = Math.max(0, end - 0xffff)
  while (end >= lowest && view.getUint32(end, true) !== END) end--
  if (end < lowest) throw damaged('its end is missing')
  const count = view.getUint16(end + 10, true)
  const size = view.getUint32(end + 12, true)
  let at = view.getUint32(end + 16, true)
  if (count > ZIP_LIMITS.entries) throw hostile(`it holds ${count} entries`)
  if (at + size > end) throw damaged('its directory is cut off')
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  let total = 0
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== CENTRAL) throw damaged('its directory is broken')
    const length = view.getUint16(at + 28, true)
    const next = at + CENTRAL_BYTES + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (next > end) throw damaged('its directory is broken')
    let name: string
    try {
      name = decoder.decode(bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + length))
    } catch {
      throw damaged('a name in it is not UTF-8')
    }
    const entry: ZipEntry = {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    }
    if (!isPlainPath(name)) throw hostile(`it holds an entry named ${JSON.stringify(name)}`)
    if (names.has(name)) throw hostile(`it holds ${name} twice`)
    names.add(name)
    total += entry.size
    checkSizes(entry, total)
    entries.push(entry)
    at = next
  }
  checkOverlap(entries, bytes.length)
  return entries
}

function checkSizes({ name, size, packed, method }: ZipEntry, total: number): void {
  if (method !== STORED && method !== DEFLATED) throw damaged(`${name} is packed in an unknown way`)
  if (method === STORED && size !== packed) throw damaged(`the size of ${name} is wrong`)
  if (size > ZIP_LIMITS.entryBytes || total > ZIP_LIMITS.totalBytes) {
    throw hostile(`${name} would take ${Math.round(size / 1024 ** 2)} MiB when unpacked`)
  }
  if (size > ZIP_LIMITS.smallBytes && size > packed * ZIP_LIMITS.ratio) {
    throw hostile(`${name} would grow from ${packed} to ${size} bytes when unpacked`)
  }
}

function checkOverlap(entries: readonly ZipEntry[], length: number): void {
  let end = 0
  for (const e of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (e.offset < end) throw hostile('its entries overlap')
    end = e.offset + LOCAL_BYTES + e.packed
    if (end > length) throw damaged(`${e.name} is cut off`)
  }
}

/** Unpacks one entry and verifies size and checksum. */
export function readEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const { name, offset, packed, size } = entry
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(offset, true) !== LOCAL) throw damaged(`${name} is not where it should be`)
  const start = offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + packed > bytes.length) throw damaged(`${name} is cut off`)
  const body = bytes.subarray(start, start + packed)
  let data: Uint8Array
  try {
    data = entry.method === STORED ? body.slice() : inflateSync(body, { out: new Uint8Array(size) })
  } catch {
    throw damaged(`${name} cannot be unpacked`)
  }
  if (data.length !== size || crc32(data) !== entry.crc) throw damaged(`the checksum of ${name} is wrong`)
  return data
}
