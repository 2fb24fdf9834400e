/** Private name mangling inside class `privateName` (Python/compile.c `_Py_Mangle`): `__x` becomes `_Class__x`. */
export function mangle(privateName: string | null, name: string): string {
  if (privateName === null || name.charCodeAt(0) !== 95 || name.charCodeAt(1) !== 95) return name
  // dunder names and the dotted names of import statements stay as they are
  if (name.endsWith('__') || name.includes('.')) return name
  let start = 0
  while (privateName.charCodeAt(start) === 95) start++
  if (start === privateName.length) return name
  return `_${privateName.slice(start)}${name}`
}
