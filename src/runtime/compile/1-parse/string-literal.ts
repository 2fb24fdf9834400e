/**
 * One or more adjacent STRING tokens to one expression: CPython's _PyPegen_concatenate_strings, parsestr and FstringParser.
 * Expressions inside f-strings are compiled by the host, because the fast parser and the error pass do it differently.
 */
import type { Expr } from './ast'
import { decodeBytesEscapes, EscapeError } from './escapes'
import { FStringScanner } from './f-string'
import { decodeText, type LiteralShape, type StringHost } from './string-host'

export function literalShape(text: string, start: number, end: number): LiteralShape {
  let bytes = false
  let raw = false
  let formatted = false
  let pos = start
  for (; ; pos++) {
    const c = text.charCodeAt(pos) | 32
    if (c === 98) bytes = true
    else if (c === 114) raw = true
    else if (c === 102) formatted = true
    else if (c !== 117) break
  }
  const q = text.charCodeAt(pos)
  const triple = end - pos >= 6 && text.charCodeAt(pos + 1) === q && text.charCodeAt(pos + 2) === q
  const width = triple ? 3 : 1
  return { bytes, raw, formatted, start: pos + width, end: end - width }
}

/** Tokens first..last of the host's list, all STRING. */
export function concatenateStrings(host: StringHost, first: number, last: number): Expr {
  const { list } = host
  const { text } = list
  const shape = literalShape(text, list.start[first], list.end[first])
  const kind = text.charCodeAt(list.start[first]) === 117 ? 'u' : null
  const lineno = list.line[first]
  const col_offset = list.col[first]
  const end_lineno = list.endLine[last]
  const end_col_offset = list.endCol[last]
  if (shape.bytes) {
    let v = plainBytes(host, shape, first)
    if (last > first) {
      const parts = [v]
      for (let t = first + 1; t <= last; t++) {
        const next = literalShape(text, list.start[t], list.end[t])
        const value = next.bytes ? plainBytes(host, next, t) : null
        if (value === null) {
          // CPython decodes the literal before it compares the kinds.
          if (!next.formatted) plainString(host, next, t)
          host.raise('cannot mix bytes and nonbytes literals')
        } else parts.push(value)
      }
      v = joinBytes(parts)
    }
    const value = { t: 'bytes' as const, v }
    return { nodeType: 'Constant', value, kind: null, lineno, col_offset, end_lineno, end_col_offset }
  }
  let scanner: FStringScanner | null = null
  let plain = ''
  for (let t = first; t <= last; t++) {
    const next = t === first ? shape : literalShape(text, list.start[t], list.end[t])
    if (next.bytes) {
      plainBytes(host, next, t)
      host.raise('cannot mix bytes and nonbytes literals')
    }
    if (next.formatted) {
      if (scanner === null) {
        scanner = new FStringScanner(host, first, last, kind)
        scanner.addText(plain)
      }
      scanner.scan(next, t)
    } else {
      const v = plainString(host, next, t)
      if (scanner === null) plain += v
      else scanner.addText(v)
    }
  }
  if (scanner !== null) return scanner.finish()
  const value = { t: 'str' as const, v: plain }
  return { nodeType: 'Constant', value, kind, lineno, col_offset, end_lineno, end_col_offset }
}

function plainString(host: StringHost, shape: LiteralShape, token: number): string {
  const { text } = host.list
  if (shape.raw) return text.slice(shape.start, shape.end)
  const slash = text.indexOf('\\', shape.start)
  if (slash < 0 || slash >= shape.end) return text.slice(shape.start, shape.end)
  return decodeText(host, shape.start, shape.end, token)
}

function plainBytes(host: StringHost, shape: LiteralShape, token: number): Uint8Array {
  const { text } = host.list
  let escapes = false
  for (let i = shape.start; i < shape.end; i++) {
    const c = text.charCodeAt(i)
    if (c >= 128) host.raiseAtToken(token, 'bytes can only contain ASCII literal characters')
    if (c === 92) escapes = true
  }
  if (escapes && !shape.raw) {
    try {
      return decodeBytesEscapes(text, shape.start, shape.end, (msg) => host.warn(msg, token))
    } catch (e) {
      if (e instanceof EscapeError) return host.raise(e.msg)
      throw e
    }
  }
  const v = new Uint8Array(shape.end - shape.start)
  for (let i = 0; i < v.length; i++) v[i] = text.charCodeAt(shape.start + i)
  return v
}

function joinBytes(parts: Uint8Array[]): Uint8Array {
  const v = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) {
    v.set(part, at)
    at += part.length
  }
  return v
}
