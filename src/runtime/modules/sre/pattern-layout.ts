/** Byte offsets of CPython 3.11's PatternObject, MatchObject and ScannerObject (Modules/_sre/sre.h). */
import { i32, type Ptr } from '../../memory/heap'
import { moduleHeapType } from '../../object/types'

export const Pattern_Type: Ptr = moduleHeapType()
export const Match_Type: Ptr = moduleHeapType()
export const Scanner_Type: Ptr = moduleHeapType()

export const PAT_GROUPS = 24
export const PAT_GROUPINDEX = 32
export const PAT_INDEXGROUP = 40
export const PAT_PATTERN = 48
export const PAT_FLAGS = 56 // 4
export const PAT_WEAKREFLIST = 64
export const PAT_ISBYTES = 72 // 4: -1 when the pattern is None
export const PAT_CODESIZE = 80
export const PAT_CODE = 88 // 4 bytes each
export const SIZEOF_PATTERN = 96

export const MATCH_STRING = 24
export const MATCH_REGS = 32
export const MATCH_PATTERN = 40
export const MATCH_POS = 48
export const MATCH_ENDPOS = 56
export const MATCH_LASTINDEX = 64
export const MATCH_GROUPS = 72
export const MATCH_MARK = 80 // pairs of 8-byte positions
export const SIZEOF_MATCH = 88

/* The scanner holds the words a run is rebuilt from, where CPython has its SRE_STATE. */
export const SCAN_PATTERN = 16
export const SCAN_STRING = 24
export const SCAN_START = 32
export const SCAN_END = 40
export const SCAN_POS = 48
export const SCAN_MUST_ADVANCE = 56 // 4
/** Py_buffer held while the scanner lives (a block of its own), 0 for str and bytes. */
export const SCAN_VIEW = 64
export const SIZEOF_SCANNER = 240

export const patternGroups = (p: Ptr): number => i32[(p + PAT_GROUPS) >> 2]
export const patternIsBytes = (p: Ptr): number => i32[(p + PAT_ISBYTES) >> 2]
export const patternFlags = (p: Ptr): number => i32[(p + PAT_FLAGS) >> 2]
/** Word index of the code. */
export const patternCode = (p: Ptr): number => (p + PAT_CODE) >> 2
export const patternOf = (match: Ptr): Ptr => i32[(match + MATCH_PATTERN) >> 2]

/** Stores a signed 64-bit field. */
export function putWord(p: Ptr, v: number): void {
  i32[p >> 2] = v
  i32[(p + 4) >> 2] = v >> 31
}
