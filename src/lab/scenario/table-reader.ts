/** Reads a TOML table key by key, and collects what is wrong with it in words for its author. */

export type Table = Record<string, unknown>

/** A date is an object of its own class, a table is not. */
export const isTable = (value: unknown): value is Table => {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** A value as its author sees it. */
export function describe(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(describe).join(', ')}]`
  if (isTable(value)) return 'a table'
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

export class TableReader {
  /** `path` is how the author calls the table, for messages. */
  constructor(
    readonly path: string,
    private readonly table: Table,
    private readonly problems: string[],
  ) {}

  has(key: string): boolean {
    return Object.hasOwn(this.table, key)
  }

  complain(key: string, expected: string): void {
    this.problems.push(`${this.path}.${key}: expected ${expected}, got ${describe(this.table[key])}`)
  }

  /** The value that `read` makes of the key; undefined when the key is absent or `read` gives null (then it is reported). */
  get<T>(key: string, expected: string, read: (value: unknown) => T | null): T | undefined {
    if (!this.has(key)) return undefined
    const value = read(this.table[key])
    if (value !== null) return value
    this.complain(key, expected)
    return undefined
  }

  text(key: string): string | undefined {
    return this.get(key, 'a text in quotes', (v) => (typeof v === 'string' ? v : null))
  }

  flag(key: string): boolean | undefined {
    return this.get(key, 'true or false', (v) => (typeof v === 'boolean' ? v : null))
  }

  number(key: string): number | undefined {
    return this.get(key, 'a number', (v) => (typeof v === 'number' && Number.isFinite(v) ? v : null))
  }

  whole(key: string, from: number, to: number): number | undefined {
    const bounds = to === Number.MAX_SAFE_INTEGER ? `of at least ${from}` : `from ${from} to ${to}`
    return this.get(key, `a whole number ${bounds}`, (v) =>
      typeof v === 'number' && Number.isSafeInteger(v) && v >= from && v <= to ? v : null,
    )
  }

  /** A table within this one. */
  inner(key: string): TableReader | undefined {
    const table = this.get(key, 'a table', (v) => (isTable(v) ? v : null))
    return table && new TableReader(`${this.path}.${key}`, table, this.problems)
  }

  keys(): string[] {
    return Object.keys(this.table)
  }

  value(key: string): unknown {
    return this.table[key]
  }

  /** Reports keys that nobody knows: a misspelt limit must not silently limit nothing. */
  onlyKeys(known: readonly string[]): void {
    for (const key of this.keys()) {
      if (!known.includes(key)) this.problems.push(`${this.path}.${key}: unknown key; known are ${known.join(', ')}`)
    }
  }
}
