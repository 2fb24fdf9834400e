/** Format strings of struct: codes, sizes, alignment, and the list of fields they describe (prepare_s). */

export interface Field {
  code: string
  /** Offset in the packed data. */
  offset: number
  /** Bytes of one item; for 's' and 'p' the whole field. */
  size: number
  /** Number of items; 1 for 's' and 'p'. */
  repeat: number
}

export interface Layout {
  fields: Field[]
  /** Bytes. */
  size: number
  /** Number of Python values. */
  count: number
  little: boolean
  native: boolean
}

const NATIVE: Record<string, number> = {
  x: 1,
  c: 1,
  b: 1,
  B: 1,
  '?': 1,
  s: 1,
  p: 1,
  h: 2,
  H: 2,
  e: 2,
  i: 4,
  I: 4,
  f: 4,
  l: 8,
  L: 8,
  q: 8,
  Q: 8,
  n: 8,
  N: 8,
  d: 8,
  P: 8,
}
const STANDARD: Record<string, number> = { ...NATIVE, l: 4, L: 4 }
for (const c of 'nNP') delete STANDARD[c]

const MAX_SIZE = 2 ** 63

/** The layout of a format, or the text of the error. */
export function parseFormat(text: string): Layout | string {
  if (text.includes('\0')) return 'embedded null character'
  let pos = 0
  let native = true
  let little = true
  const first = text[0]
  if (first === '<' || first === '>' || first === '!' || first === '=' || first === '@') {
    native = first === '@'
    little = first === '<' || first === '=' || first === '@'
    pos = 1
  }
  const table = native ? NATIVE : STANDARD
  const fields: Field[] = []
  let size = 0
  let count = 0
  while (pos < text.length) {
    let c = text[pos++]
    if (/[ \t-\r]/.test(c)) continue
    let repeat = 1
    if (c >= '0' && c <= '9') {
      repeat = Number(c)
      while (pos < text.length && text[pos] >= '0' && text[pos] <= '9') {
        repeat = repeat * 10 + Number(text[pos++])
        if (repeat >= MAX_SIZE) return 'total struct size too long'
      }
      if (pos >= text.length) return 'repeat count given without format specifier'
      c = text[pos++]
    }
    const itemsize = table[c]
    if (itemsize === undefined) return 'bad char in struct format'
    // native alignment is the item's size; chars have none
    if (native && itemsize > 1) size = Math.ceil(size / itemsize) * itemsize
    if (c === 's' || c === 'p') {
      fields.push({ code: c, offset: size, size: repeat, repeat: 1 })
      count++
      size += repeat
    } else {
      if (c !== 'x') {
        if (repeat > 0) fields.push({ code: c, offset: size, size: itemsize, repeat })
        count += repeat
      }
      size += itemsize * repeat
    }
    if (size >= MAX_SIZE) return 'total struct size too long'
  }
  return { fields, size, count, little, native }
}
