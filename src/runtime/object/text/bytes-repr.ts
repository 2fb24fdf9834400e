/** repr() of bytes and bytearray (CPython PyBytes_Repr, bytearray_repr). */

import { objFree, objMalloc } from '../../memory/domains'
import { type Ptr, u8 } from '../../memory/heap'
import { PyErr_NoMemory } from '../errors-core'
import { PyUnicode_DATA, PyUnicode_New } from './str-core'

const HEX = '0123456789abcdef'

/** prefix + quoted bytes + suffix as a new str; bytearray escapes ' even between double quotes. */
export function bytesRepr(p: Ptr, n: number, prefix: string, suffix: string, escapeQuote = false): Ptr {
  let size = prefix.length + suffix.length + 2
  let quotes = 0
  let doubles = 0
  for (let i = 0; i < n; i++) {
    const c = u8[p + i]
    if (c === 39) quotes++
    else if (c === 34) doubles++
    if (c === 92 || c === 9 || c === 10 || c === 13) size += 2
    else size += c < 32 || c >= 127 ? 4 : 1
  }
  const quote = quotes > 0 && doubles === 0 ? 34 : 39
  if (quote === 39 || escapeQuote) size += quotes
  const o = PyUnicode_New(size, 127)
  if (o === 0) return 0
  let to = PyUnicode_DATA(o)
  const text = (s: string): void => {
    for (let i = 0; i < s.length; i++) u8[to++] = s.charCodeAt(i)
  }
  text(prefix)
  u8[to++] = quote
  for (let i = 0; i < n; i++) {
    const c = u8[p + i]
    if (c === 92 || (escapeQuote ? c === 39 : c === quote)) {
      u8[to++] = 92
      u8[to++] = c
    } else if (c === 9) text('\\t')
    else if (c === 10) text('\\n')
    else if (c === 13) text('\\r')
    else if (c < 32 || c >= 127) text(`\\x${HEX[c >> 4]}${HEX[c & 15]}`)
    else u8[to++] = c
  }
  u8[to++] = quote
  text(suffix)
  return o
}

/** repr() of a bytearray: CPython writes it into a block for the worst case first; the block is in allocation traces. */
export function bytearrayRepr(p: Ptr, n: number, typeName: string): Ptr {
  const block = objMalloc(n * 4 + typeName.length + 6)
  if (block === 0) return PyErr_NoMemory()
  const r = bytesRepr(p, n, `${typeName}(b`, ')', true)
  objFree(block)
  return r
}
