/** The file of `check --baseline`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import {
  type Baseline,
  BaselineError,
  baselineChanges,
  baselineEntry,
  formatBaseline,
  parseBaseline,
  type ScenarioCheck,
} from '../lab/budget'
import { CliError, EXIT_USAGE } from './command'

export class BaselineFile {
  private readonly baseline: Baseline

  /** `update`: the file need not be there. Throws CliError when it cannot be used. */
  constructor(
    readonly path: string,
    update: boolean,
  ) {
    if (!existsSync(path)) {
      if (!update) throw new CliError(`there is no baseline ${path}; --update makes it`, EXIT_USAGE)
      this.baseline = { scenarios: Object.create(null) }
      return
    }
    try {
      this.baseline = parseBaseline(readFileSync(path, 'utf8'))
    } catch (e) {
      if (!(e instanceof BaselineError)) throw e
      throw new CliError(`${path} is no baseline: ${e.message}`, EXIT_USAGE)
    }
  }

  /** How the file calls a scenario: relative to its own folder, so that both can move together. */
  nameOf(file: string): string {
    return relative(dirname(resolve(this.path)), resolve(file))
      .split(sep)
      .join('/')
  }

  entry(file: string): Baseline['scenarios'][string] | undefined {
    const name = this.nameOf(file)
    return Object.hasOwn(this.baseline.scenarios, name) ? this.baseline.scenarios[name] : undefined
  }

  /**
   * Takes over the figures of runs that reached their end, drops scenarios whose file is gone, and writes the file. Gives what
   * has changed, a line each.
   */
  update(checks: readonly ScenarioCheck[]): string[] {
    const { scenarios } = this.baseline
    const lines: string[] = []
    for (const { file, figures } of checks) {
      if (figures === null) {
        lines.push(`${file}: not updated, its run did not reach its end`)
        continue
      }
      const name = this.nameOf(file)
      const before = this.entry(file)
      const changes = baselineChanges(before, figures)
      if (before === undefined) lines.push(`${name}: new`)
      else for (const { text } of changes) lines.push(`${name}: ${text}`)
      scenarios[name] = baselineEntry(figures)
    }
    for (const name of Object.keys(scenarios))
      if (!existsSync(join(dirname(resolve(this.path)), name))) {
        delete scenarios[name]
        lines.push(`${name}: removed, there is no such file any more`)
      }
    writeFileSync(this.path, formatBaseline(this.baseline))
    return lines
  }
}
