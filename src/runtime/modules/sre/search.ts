/** Searching (CPython sre_lib.h SRE(search)): the info block of a pattern gives a literal prefix or a first-character set. */
import { type Ptr, u8, u16, u32 } from '../../memory/heap'
import { charset } from './charset'
import { match } from './engine'
import { AT, INFO_CHARSET, INFO_LITERAL, INFO_PREFIX, OP } from './opcodes'
import { type SreState, step } from './state'

const read = (kind: number, data: Ptr, i: number): number =>
  kind === 1 ? u8[data + i] : kind === 2 ? u16[(data >> 1) + i] : u32[(data >> 2) + i]

/** Does the prefix (n words at w) stand at position i? */
function prefixAt(s: SreState, i: number, w: number, n: number): boolean {
  for (let k = 0; k < n; k++) if (read(s.kind, s.data, i + k) !== u32[w + k]) return false
  return true
}

function searchPrefix(s: SreState, code: number, from: number, flags: number, body: number): number {
  const n = u32[code + 5]
  const skip = u32[code + 6]
  const prefix = code + 7
  s.mustAdvance = false
  for (let i = from; i + n <= s.end; i++) {
    if (!prefixAt(s, i, prefix, n)) continue
    if (step()) return -1
    s.start = i
    s.ptr = i + skip
    if (flags & INFO_LITERAL) return 1
    s.reset()
    const r = match(s, body + 2 * skip, false)
    if (r !== 0) return r
  }
  return 0
}

function searchCharset(s: SreState, set: number, from: number, body: number): number {
  s.mustAdvance = false
  for (let i = from; i < s.end; i++) {
    if (!charset(set, read(s.kind, s.data, i))) continue
    if (step()) return -1
    s.start = s.ptr = i
    s.reset()
    const r = match(s, body, false)
    if (r !== 0) return r
  }
  return 0
}

/** Finds the first match at or after s.ptr: 1 (s.start and s.ptr are its ends), 0, or -1 with an error set. */
export function search(s: SreState, code: number): number {
  let i = s.ptr
  let end = s.end
  let w = code
  if (i > end) return 0
  if (u32[w] === OP.INFO) {
    const flags = u32[w + 2]
    const width = u32[w + 3]
    if (width !== 0 && end - i < width) return 0
    // at least one start is left, so that literal search works
    if (width > 1) end = Math.max(i, end - (width - 1))
    const body = w + 1 + u32[w + 1]
    if (flags & INFO_PREFIX) return searchPrefix(s, w, i, flags, body)
    if (flags & INFO_CHARSET) return searchCharset(s, w + 5, i, body)
    w = body
  }
  s.start = s.ptr = i
  let r = match(s, w, true)
  s.mustAdvance = false
  const anchored = u32[w] === OP.AT && (u32[w + 1] === AT.BEGINNING || u32[w + 1] === AT.BEGINNING_STRING)
  if (r === 0 && anchored) {
    s.start = s.ptr = end
    return 0
  }
  while (r === 0 && i < end) {
    if (step()) return -1
    s.start = s.ptr = ++i
    s.reset()
    r = match(s, w, false)
  }
  return r
}
