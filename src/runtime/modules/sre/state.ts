/**
 * One run of a pattern over a subject: positions, marks, and the tests and counts that need no more than those. Subject
 * positions are character indexes, pattern code is read by word indexes into u32.
 */
import { type Ptr, u8, u16, u32 } from '../../memory/heap'
import { charset, isWordAscii, isWordUnicode, unit } from './charset'
import { AT, MAXREPEAT, OP } from './opcodes'

/** One run over a subject. Marks are positions, -1 when unset. */
export class SreState {
  ptr = 0
  lastmark = -1
  lastindex = -1
  /** Index of the innermost repeat, -1 when outside any. */
  repeat = -1
  mustAdvance = false
  matchAll = false
  readonly mark: Int32Array
  constructor(
    readonly kind: number,
    readonly data: Ptr,
    /** Where the match under way (or found) starts. */
    public start: number,
    /** Where the subject ends for this run. */
    readonly end: number,
    groups: number,
  ) {
    this.mark = new Int32Array(groups * 2).fill(-1)
  }

  reset(): void {
    this.lastmark = this.lastindex = this.repeat = -1
  }
}

let poll: (steps: number) => number = () => 0
/** Installs what is called every few thousand steps; -1 (with an error set) ends the match. */
export function setSrePoll(f: (steps: number) => number): void {
  poll = f
}
const POLL_STEPS = 2048
let stepsLeft = POLL_STEPS
/** Counts a step; true when the match must end because of an error. */
export function step(): boolean {
  if (--stepsLeft > 0) return false
  stepsLeft = POLL_STEPS
  return poll(POLL_STEPS) < 0
}

export const read = (kind: number, data: Ptr, i: number): number =>
  kind === 1 ? u8[data + i] : kind === 2 ? u16[(data >> 1) + i] : u32[(data >> 2) + i]

/** Does the position satisfy an AT condition? */
export function at(s: SreState, i: number, code: number): boolean {
  const { kind, data, end } = s
  switch (code) {
    case AT.BEGINNING:
    case AT.BEGINNING_STRING:
      return i === 0
    case AT.BEGINNING_LINE:
      return i === 0 || read(kind, data, i - 1) === 10
    case AT.END:
      return i === end || (end - i === 1 && read(kind, data, i) === 10)
    case AT.END_LINE:
      return i === end || read(kind, data, i) === 10
    case AT.END_STRING:
      return i === end
  }
  if (end === 0) return false
  const isWord = code === AT.UNI_BOUNDARY || code === AT.UNI_NON_BOUNDARY ? isWordUnicode : isWordAscii
  const before = i > 0 && isWord(read(kind, data, i - 1))
  const here = i < end && isWord(read(kind, data, i))
  const boundary = code === AT.BOUNDARY || code === AT.LOC_BOUNDARY || code === AT.UNI_BOUNDARY
  return (before !== here) === boundary
}

/** How often the one-character operation at w matches from s.ptr on, at most max times (SRE(count)). */
export function countUnits(s: SreState, w: number, max: number): number {
  const { kind, data, ptr } = s
  const end = max < s.end - ptr && max !== MAXREPEAT ? ptr + max : Math.max(s.end, ptr)
  let i = ptr
  switch (u32[w]) {
    case OP.ANY_ALL:
      i = end
      break
    case OP.ANY:
      while (i < end && read(kind, data, i) !== 10) i++
      break
    case OP.LITERAL: {
      const c = u32[w + 1]
      while (i < end && read(kind, data, i) === c) i++
      break
    }
    case OP.NOT_LITERAL: {
      const c = u32[w + 1]
      while (i < end && read(kind, data, i) !== c) i++
      break
    }
    case OP.IN:
      while (i < end && charset(w + 2, read(kind, data, i))) i++
      break
    default:
      while (i < end && unit(w, read(kind, data, i))) i++
  }
  return i - ptr
}

export function setMark(s: SreState, m: number, i: number): void {
  if (m & 1) s.lastindex = (m >> 1) + 1
  if (m > s.lastmark) {
    for (let j = s.lastmark + 1; j < m; j++) s.mark[j] = -1
    s.lastmark = m
  }
  s.mark[m] = i
}

/** End of a back-reference match that starts at i, or -1. */
export function groupRef(s: SreState, group: number, i: number, fold: ((c: number) => number) | null): number {
  const g = group * 2
  if (g >= s.lastmark) return -1
  const from = s.mark[g]
  const to = s.mark[g + 1]
  if (from < 0 || to < from || i + to - from > s.end) return -1
  for (let p = from, q = i; p < to; p++, q++) {
    const a = read(s.kind, s.data, p)
    const b = read(s.kind, s.data, q)
    if (fold === null ? a !== b : fold(a) !== fold(b)) return -1
  }
  return i + to - from
}
