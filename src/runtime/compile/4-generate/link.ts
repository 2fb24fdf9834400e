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

/** The text with its names replaced; `cacheBase` is the index of the code object's first inline cache word. */
export const link = (text: string, table: LinkTable, cacheBase: number): string =>
  text.replace(/\b(?:ic(\d+)|[A-Za-z_]\w*)\b/g, (word, cache: string | undefined) =>
    cache !== undefined ? String(cacheBase + Number(cache)) : (table.get(word) ?? word),
  )
