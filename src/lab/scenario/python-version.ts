/** `requires-python`: does it admit the version that the process is? (PEP 440 specifiers, as far as releases go.) */

/** Of the process: sys.version_info[:3]. */
const VERSION = [3, 11, 7]

const SPECIFIER = /^\s*(~=|===|==|!=|<=|>=|<|>)\s*(\d+(?:\.\d+)*)(\.\*)?\s*$/

const compare = (a: readonly number[], b: readonly number[]): number => {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** null: it does; otherwise the reason, as a sentence. */
export function refusePython(requirement: string): string | null {
  if (requirement.trim() === '') return null
  for (const part of requirement.split(',')) {
    const match = SPECIFIER.exec(part)
    if (match === null) return `expected version specifiers such as ">=3.11", got ${JSON.stringify(requirement)}`
    const [, operator, text, star] = match
    const wanted = text.split('.').map(Number)
    const order = compare(VERSION, wanted)
    const within = compare(VERSION.slice(0, wanted.length), wanted) === 0
    const holds = {
      '==': star ? within : order === 0,
      '===': order === 0,
      '!=': star ? !within : order !== 0,
      '<=': order <= 0,
      '>=': order >= 0,
      '<': order < 0,
      '>': order > 0,
      '~=': order >= 0 && compare(VERSION.slice(0, wanted.length - 1), wanted.slice(0, -1)) === 0,
    }[operator]
    if (!holds) return `the process is CPython ${VERSION.join('.')}, which ${JSON.stringify(requirement)} excludes`
  }
  return null
}
