/** Which scenarios a list of files and folders stands for. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CliError, EXIT_USAGE } from './command'

/** Folders that hold no scenarios of one's own. */
const SKIPPED = new Set(['__pycache__', 'node_modules', 'venv', 'site-packages'])

const hidden = (name: string): boolean => name.startsWith('.') || name.startsWith('_') || SKIPPED.has(name)

function scenariosIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    if (hidden(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return scenariosIn(path)
    return entry.isFile() && entry.name.endsWith('.py') ? [path] : []
  })
}

/**
 * Files as they are given; of folders every .py file below them, in order of their names. Names that start with . or _
 * are left out there. Throws CliError for a path that does not exist, and when there is nothing to check.
 */
export function findScenarios(paths: readonly string[]): string[] {
  const found = paths.flatMap((path) => {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat === undefined) throw new CliError(`there is no file or folder ${path}`, EXIT_USAGE)
    return stat.isDirectory() ? scenariosIn(path) : [path]
  })
  if (found.length === 0) throw new CliError(`there is no .py file in ${paths.join(', ')}`, EXIT_USAGE)
  return [...new Set(found)]
}
