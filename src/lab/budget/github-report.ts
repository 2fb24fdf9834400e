/** Annotations of GitHub Actions: workflow commands on standard output. */
import type { ScenarioCheck } from './finding'

/** As actions/toolkit's command.ts escapes the text of a command... */
const escapeText = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')

/** ...and its properties, which end at a comma or colon. */
const escapeProperty = (text: string): string => escapeText(text).replace(/:/g, '%3A').replace(/,/g, '%2C')

/**
 * One `::error` command per finding. `pathOf` gives the file as the repository calls it: relative, with forward slashes.
 * A finding without a line is put on the first one, where GitHub shows it at all.
 */
export function githubAnnotations(checks: readonly ScenarioCheck[], pathOf: (file: string) => string): string {
  const commands: string[] = []
  for (const check of checks)
    for (const { message, line, reason, key, kind } of check.findings) {
      const properties = [
        `file=${escapeProperty(pathOf(check.file))}`,
        `line=${Math.max(line, 1)}`,
        `title=${escapeProperty(`${check.title}: ${key ?? kind}`)}`,
      ]
      const text = line > 0 ? `${message}\nLine ${line} ${reason}` : message
      commands.push(`::error ${properties.join(',')}::${escapeText(text)}\n`)
    }
  return commands.join('')
}
