/** Lines of source files for tracebacks and syntax errors; the process says where files are. */
let readSource: (filename: string) => string | null = () => null
const cache = new Map<string, string[]>()

export function setSourceReader(f: (filename: string) => string | null): void {
  readSource = f
}

/** Line number `line` (from 1) without its end, or null. */
export function sourceLine(filename: string, line: number): string | null {
  let lines = cache.get(filename)
  if (lines === undefined) {
    lines = readSource(filename)?.split(/\r\n|\r|\n/) ?? []
    cache.set(filename, lines)
  }
  return lines[line - 1] ?? null
}

/** Scripts may rewrite files that they import: what was cached is read again. */
export const forgetSourceLines = (): void => cache.clear()
