/** Figures for people: the same spelling in every command. */

/** 1234567 as '1 234 567', with U+202F (narrow no-break space) between groups of three; rounds. */
export const count = (n: number): string => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, '\u202f')

/** A difference with its sign: '+1 234', '-5', '0'. */
export const signed = (n: number, text: (n: number) => string = count): string =>
  n > 0 ? `+${text(n)}` : n < 0 ? `-${text(-n)}` : text(0)

/** Bytes as B, KiB, MiB or GiB, three digits or more. */
export function bytes(n: number): string {
  const size = Math.abs(n)
  if (size < 1024) return `${Math.round(n)} B`
  if (size < 1024 ** 2) return `${(n / 1024).toFixed(1)} KiB`
  if (size < 1024 ** 3) return `${(n / 1024 ** 2).toFixed(1)} MiB`
  return `${(n / 1024 ** 3).toFixed(2)} GiB`
}

/** Nanoseconds as ns, us, ms or s. */
export function duration(ns: number): string {
  const size = Math.abs(ns)
  if (size < 1e3) return `${Math.round(ns)} ns`
  if (size < 1e6) return `${(ns / 1e3).toFixed(1)} us`
  if (size < 1e9) return `${(ns / 1e6).toFixed(3)} ms`
  return `${(ns / 1e9).toFixed(3)} s`
}

/** 0.1234 as '12.3 %'. */
export const percent = (fraction: number): string => `${(fraction * 100).toFixed(1)} %`

export interface Column<T> {
  title: string
  value: (row: T) => string
  /** Figures stand on the right. */
  align?: 'left' | 'right'
}

/** Rows under titles, columns two spaces apart. Lines carry no trailing spaces. */
export function table<T>(columns: Column<T>[], rows: readonly T[]): string {
  const cells = [columns.map((c) => c.title), ...rows.map((row) => columns.map((c) => c.value(row)))]
  const widths = columns.map((_, i) => cells.reduce((n, line) => Math.max(n, [...line[i]].length), 0))
  const pad = (text: string, i: number): string => {
    const space = ' '.repeat(widths[i] - [...text].length)
    return columns[i].align === 'right' ? space + text : text + space
  }
  return cells.map((line) => `${line.map(pad).join('  ').trimEnd()}\n`).join('')
}

/** Names and values, one pair a line, values aligned. */
export function pairs(rows: readonly (readonly [name: string, value: string])[]): string {
  const width = rows.reduce((n, [name]) => Math.max(n, [...name].length), 0)
  return rows.map(([name, value]) => `${name}${' '.repeat(width - [...name].length)}  ${value}\n`).join('')
}
