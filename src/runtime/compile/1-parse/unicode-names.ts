/** \N{name} escapes. */

/** The code point of a Unicode character name, or -1. */
export function lookupUnicodeName(name: string): number {
  return name.length === 0 ? -1 : -1
}
