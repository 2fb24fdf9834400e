/** How a traceback is printed (Python/traceback.c): file lines, source lines, markers, repeated lines. */
import { parse } from '../compile/1-parse'
import { i32, type Ptr } from '../memory/heap'
import { tracebackLine } from '../object/exception/traceback'
import { CO_FILENAME, CO_NAME, F_FRAME, FRAME_CODE, TB_FRAME, TB_LASTI, TB_NEXT } from '../object/layout'
import { strToJS } from '../object/text/str-core'
import { positionOf } from './code-positions'
import { sourceLine } from './source-lines'

const RECURSIVE_CUTOFF = 3
const INDENT = 4
export const DEFAULT_LIMIT = 1000

export const frameCode = (frameObject: Ptr): Ptr => i32[(i32[(frameObject + F_FRAME) >> 2] + FRAME_CODE) >> 2]

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Characters in front of a UTF-8 byte offset of a line, counted as code points. */
function charOffset(line: string, byteOffset: number): number {
  if (byteOffset < 0) return -1
  const bytes = encoder.encode(line)
  return [...decoder.decode(bytes.subarray(0, byteOffset))].length
}

interface Anchors {
  left: number
  right: number
}

/** Within a binary operation or a subscript: the operator, or the brackets (extract_anchors_from_expr). */
function anchorsOf(segment: string): Anchors | null {
  let body: ReturnType<typeof parse>['body']
  try {
    body = parse(segment, '<traceback>', 'exec').body
  } catch {
    return null
  }
  if (!Array.isArray(body) || body.length !== 1 || body[0].nodeType !== 'Expr') return null
  const e = body[0].value
  if (e.nodeType === 'BinOp') {
    const bytes = encoder.encode(segment)
    const white = (i: number): boolean => bytes[i] === 32 || bytes[i] === 9 || bytes[i] === 12
    const from = e.left.end_col_offset as number
    const to = e.right.col_offset as number
    let found: Anchors | null = null
    for (let i = from; i < to; i++) {
      if (white(i)) continue
      let right = i + 1
      if (i + 1 < to && !white(i + 1)) right++
      found = { left: charOffset(segment, i), right: charOffset(segment, right) }
      if (i + 1 < to && bytes[i] === 41) continue
      break
    }
    return found
  }
  if (e.nodeType === 'Subscript') {
    return {
      left: charOffset(segment, e.value.end_col_offset as number),
      right: charOffset(segment, (e.end_col_offset as number) + 1),
    }
  }
  return null
}

/** The line of ^ and ~ below a source line, or null when it would say nothing (tb_displayline). */
function markers(source: string, code: Ptr, lasti: number): string | null {
  const at = positionOf(code, lasti >> 1)
  if (at === null || at.column < 0 || at.endColumn < 0) return null
  const chars = [...source]
  const leading = chars.length - [...source.replace(/^[ \t\f]+/, '')].length
  const start = charOffset(source, at.column)
  let end: number
  let anchors: Anchors | null = null
  if (at.line === at.endLine) {
    end = charOffset(source, at.endColumn)
    anchors = anchorsOf(chars.slice(start, end).join(''))
  } else {
    end = [...source.replace(/[ \t\f]+$/, '')].length
  }
  if (end - start === chars.length - leading && anchors === null) return null
  let out = ''
  for (let offset = leading; offset < end; offset++) {
    if (offset < start) out += ' '
    else if (anchors === null) out += '^'
    else out += offset >= start + anchors.left && offset < start + anchors.right ? '^' : '~'
  }
  return out
}

/** Lines of a traceback object's entries, each with the given margin in front; no header. */
export function tracebackLines(tb: Ptr, margin: string, limit = DEFAULT_LIMIT): string {
  if (limit <= 0) return ''
  let depth = 0
  for (let t = tb; t !== 0; t = i32[(t + TB_NEXT) >> 2]) depth++
  let t = tb
  for (; depth > limit; depth--) t = i32[(t + TB_NEXT) >> 2]
  let out = ''
  let lastFile = 0
  let lastLine = -1
  let lastName = 0
  let count = 0
  const repeated = (): void => {
    if (count <= RECURSIVE_CUTOFF) return
    const n = count - RECURSIVE_CUTOFF
    out += `${margin}  [Previous line repeated ${n} more time${n === 1 ? '' : 's'}]\n`
  }
  for (; t !== 0; t = i32[(t + TB_NEXT) >> 2]) {
    const code = frameCode(i32[(t + TB_FRAME) >> 2])
    const file = i32[(code + CO_FILENAME) >> 2]
    const name = i32[(code + CO_NAME) >> 2]
    const line = tracebackLine(t)
    if (file !== lastFile || name !== lastName || line !== lastLine || line === -1) {
      repeated()
      lastFile = file
      lastLine = line
      lastName = name
      count = 0
    }
    count++
    if (count > RECURSIVE_CUTOFF) continue
    const filename = strToJS(file)
    out += `${margin}  File "${filename}", line ${line}, in ${strToJS(name)}\n`
    const source = sourceLine(filename, line)
    if (source === null) continue
    out += `${margin}${' '.repeat(INDENT)}${source.replace(/^[ \t\f]+/, '')}\n`
    const marks = markers(source, code, i32[(t + TB_LASTI) >> 2])
    if (marks !== null) out += `${margin}${' '.repeat(INDENT)}${marks}\n`
  }
  repeated()
  return out
}
