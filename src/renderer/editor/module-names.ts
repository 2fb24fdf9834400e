import { PYTHON_MODULES } from './python-names'

/** `import gc as collector` makes `collector` stand for gc; names that are not imported stand for themselves. */
export function moduleAliases(source: string): Map<string, string> {
  const aliases = new Map(Object.keys(PYTHON_MODULES).map((name) => [name, name]))
  for (const [, names] of source.matchAll(/^\s*import\s+([^#\n]+)/gm)) {
    for (const part of names.split(',')) {
      const [, name, alias] = /^\s*(\w+)(?:\s+as\s+(\w+))?\s*$/.exec(part) ?? []
      if (name && alias && Object.hasOwn(PYTHON_MODULES, name)) aliases.set(alias, name)
    }
  }
  return aliases
}

/** The module whose names may follow the text before the caret: after `gc.` or `from gc import`. */
export function moduleBefore(text: string, source: string): string | undefined {
  const [, fromModule] = /^\s*from\s+(\w+)\s+import\s+[\w\s,(]*$/.exec(text) ?? []
  if (fromModule) return fromModule
  const [, name] = /(?:^|[^\w.])(\w+)\.\w*$/.exec(text) ?? []
  return name === undefined ? undefined : moduleAliases(source).get(name)
}
