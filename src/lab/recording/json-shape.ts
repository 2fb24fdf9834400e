/** Checks of JSON that came from a file, field by field; the first that does not fit is named. */
import { damaged } from './recording-error'

export class JsonShape {
  constructor(
    private readonly value: unknown,
    private readonly where: string,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged(`${where} is not an object`)
  }

  private get(key: string): unknown {
    const record = this.value as Record<string, unknown>
    return Object.hasOwn(record, key) ? record[key] : undefined
  }
  private wrong(key: string, expected: string): Error {
    return damaged(`${this.where} should say ${expected} for ${key}`)
  }

  has(key: string): boolean {
    return this.get(key) !== undefined
  }
  text(key: string): string {
    const v = this.get(key)
    if (typeof v !== 'string') throw this.wrong(key, 'a text')
    return v
  }
  choice<T extends string>(key: string, choices: readonly T[]): T {
    const v = this.get(key)
    if (!choices.includes(v as T)) throw this.wrong(key, choices.map((c) => JSON.stringify(c)).join(' or '))
    return v as T
  }
  flag(key: string): boolean {
    const v = this.get(key)
    if (typeof v !== 'boolean') throw this.wrong(key, 'true or false')
    return v
  }
  number(key: string): number {
    const v = this.get(key)
    if (typeof v !== 'number' || !Number.isFinite(v)) throw this.wrong(key, 'a number')
    return v
  }
  /** A whole number from 0. */
  count(key: string): number {
    const v = this.get(key)
    if (!Number.isSafeInteger(v) || (v as number) < 0) throw this.wrong(key, 'a whole number')
    return v as number
  }
  /** A number, or null. */
  optional(key: string): number | null {
    return this.get(key) === null ? null : this.number(key)
  }
  list<T>(key: string, item: (value: unknown, where: string) => T): T[] {
    const v = this.get(key)
    if (!Array.isArray(v)) throw this.wrong(key, 'a list')
    return v.map((x, i) => item(x, `${this.where}.${key}[${i}]`))
  }
  object(key: string): JsonShape {
    return new JsonShape(this.get(key), `${this.where}.${key}`)
  }
  isNull(key: string): boolean {
    return this.get(key) === null
  }
  entries(): [string, unknown][] {
    return Object.entries(this.value as Record<string, unknown>)
  }
}

/** JSON with sorted keys, so that equal values give equal bytes. */
export function stableJson(value: unknown): string {
  const sorted = (_: string, v: unknown): unknown =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v
  return `${JSON.stringify(value, sorted, 2)}\n`
}
