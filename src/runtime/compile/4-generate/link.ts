/**
 * Last step of the generator: the names of the runtime and the places of inline caches in the text become what they stand
 * for in this process. Numbers become literals. Functions and tables become properties of the global object that never
 * change: V8 takes the value of such a property as a constant also in a function that it replaces while it runs
 * (on-stack replacement), where it cannot do so with the variables of an enclosing function. A Python program's main loop
 * is such a function.
 */
import { RUNTIME_NAMES, type RuntimeName } from './names'

/** What generated code calls a runtime function or table: a global whose name no JavaScript host uses. */
export const globalName = (name: RuntimeName): string => `$${name}`

/** Text that replaces each name of the runtime. */
export type LinkTable = ReadonlyMap<string, string>

/**
 * Defines the globals that generated code refers to and gives the table for `link`. Values are numbers (addresses, word
 * indexes) or functions and typed arrays.
 */
export function linkTable(runtime: Readonly<Record<RuntimeName, unknown>>): LinkTable {
  const table = new Map<string, string>()
  for (const name of RUNTIME_NAMES) {
    const value = runtime[name]
    if (typeof value === 'number') table.set(name, String(value))
    else {
      // configurable: a realm of tests may load the runtime twice, one after the other
      Object.defineProperty(globalThis, globalName(name), { value, configurable: true })
      table.set(name, globalName(name))
    }
  }
  return table
}

/** What else the text of one code object stands for. */
export interface Places {
  /** Addresses of the constants: `const0`, `const1` ... in the text. */
  consts: readonly number[]
  /** Addresses of the names: `name0` ... */
  names: readonly number[]
  /** Index of its first inline cache word: `ic0` ... */
  cacheBase: number
}

const WORD = /\b(?:(const|name|ic)(\d+)|[A-Za-z_]\w*)\b/g

/** The text with all its names replaced. */
export const link = (text: string, table: LinkTable, { consts, names, cacheBase }: Places): string =>
  text.replace(WORD, (word, kind: string | undefined, digits: string) => {
    if (kind === undefined) return table.get(word) ?? word
    const n = Number(digits)
    return String(kind === 'const' ? consts[n] : kind === 'name' ? names[n] : cacheBase + n)
  })

/**
 * Text of an expression that is good for every process with the same table: a function (consts, names, cacheBase) that gives
 * what the body gives.
 */
export function linkLater(text: string, table: LinkTable): string {
  const used = new Map<string, string>()
  const linked = text.replace(WORD, (word, kind: string | undefined, digits: string) => {
    if (kind === undefined) return table.get(word) ?? word
    if (kind === 'ic') return `(ic+${digits})`
    used.set(word, `${word}=${kind}s[${digits}]`)
    return word
  })
  const variables = used.size === 0 ? '' : `const ${[...used.values()].join(',')};`
  return `(function(consts,names,ic){${variables}${linked}})`
}
