/** `pymemlab check`: runs scenarios and holds them against their budgets and a baseline. docs/budgets.md */
import { writeFileSync } from 'node:fs'
import { availableParallelism, hostname } from 'node:os'
import { relative, resolve, sep } from 'node:path'
import { checkText, githubAnnotations, junitReport, type ScenarioCheck, summaryLine } from '../../lab/budget'
import { BaselineFile } from '../baseline-file'
import { findScenarios } from '../check-files'
import { type CheckJob, readJob, runJob } from '../check-run'
import { CliError, type CommandCall, defineCommand, EXIT_DIFFERENCE, EXIT_OK, EXIT_USAGE } from '../command'
import { fileErrorText, isFileError } from '../file-errors'
import { wholeNumber } from '../option-values'

interface Options {
  baseline?: string
  update?: boolean
  exact?: boolean
  junit?: string
  github?: boolean
  jobs?: number
  json?: boolean
}

/** A scenario raised an exception, or ended with another exit code than 0. */
const EXIT_RAISED = 3
/** Each run is a thread with an address space of its own. */
const MOST_JOBS = 4

/** The path as a repository calls it, from the folder in which the command was started. */
const repositoryPath = (file: string): string => relative(process.cwd(), resolve(file)).split(sep).join('/')

/** Works on all jobs, `limit` at a time; results in the order of the jobs. `onDone` is called in that order too. */
async function runAll(
  jobs: readonly CheckJob[],
  limit: number,
  check: (job: CheckJob) => Promise<ScenarioCheck>,
  onDone: (done: ScenarioCheck, job: CheckJob) => void,
): Promise<ScenarioCheck[]> {
  const results: (ScenarioCheck | undefined)[] = jobs.map(() => undefined)
  let next = 0
  let told = 0
  const work = async (): Promise<void> => {
    while (next < jobs.length) {
      const i = next++
      results[i] = await check(jobs[i])
      for (let result = results[told]; result !== undefined; result = results[told]) onDone(result, jobs[told++])
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, jobs.length) }, work))
  return results as ScenarioCheck[]
}

function refuseConflicts({ update, exact, baseline, github, json }: Options): void {
  if (update && baseline === undefined) throw new CliError('--update needs --baseline FILE', EXIT_USAGE)
  if (exact && baseline === undefined) throw new CliError('--exact needs --baseline FILE', EXIT_USAGE)
  if (github && json) throw new CliError('--github prints annotations, which --json has no place for', EXIT_USAGE)
}

function exitCodeOf(checks: readonly ScenarioCheck[]): number {
  if (checks.some(({ status }) => status === 'raised')) return EXIT_RAISED
  return checks.some(({ status }) => status === 'failed') ? EXIT_DIFFERENCE : EXIT_OK
}

export const command = defineCommand<[paths: string[]], Options>({
  define(command) {
    command
      .argument('<paths...>', 'scenarios, or folders with scenarios in them')
      .option('--baseline <file>', 'hold the figures against this file: nothing may be larger')
      .option('--exact', 'with --baseline: nothing may be smaller either')
      .option('--update', 'with --baseline: write the figures to it, and say what has changed')
      .option('--junit <file>', 'write the verdicts as JUnit XML as well')
      .option('--github', 'print the findings as annotations of GitHub Actions as well')
      .option('-j, --jobs <n>', 'runs at a time', wholeNumber)
      .addHelpText(
        'after',
        '\nexit codes: 0 all passed, 1 a check failed, 2 wrong usage, 3 a scenario raised an exception\n',
      )
  },

  async run(call) {
    try {
      return await check(call)
    } catch (e) {
      // 3, the code of file errors elsewhere, says here that a scenario raised an exception
      throw isFileError(e) ? new CliError(fileErrorText(e), EXIT_USAGE) : e
    }
  },
})

async function check({ args: [paths], options, out }: CommandCall<[paths: string[]], Options>): Promise<number> {
  refuseConflicts(options)
  const jobs = findScenarios(paths).map(readJob)
  const baseline = options.baseline === undefined ? null : new BaselineFile(options.baseline, options.update === true)
  // Figures that are about to be written need not agree with the old ones.
  const held = (file: string) =>
    baseline === null || options.update === true
      ? undefined
      : { entry: baseline.entry(file), exact: options.exact === true }

  const limit = options.jobs || Math.min(availableParallelism(), MOST_JOBS)
  const progress = out.progress('check')
  let done = 0
  const checks = await runAll(
    jobs,
    limit,
    (job) => runJob(job, held(job.file)),
    (check, job) => {
      progress.done()
      out.text(checkText(check, job.source))
      progress.update(++done / jobs.length)
    },
  )
  progress.done()

  const changes = options.update === true ? (baseline?.update(checks) ?? []) : []
  const created = new Date().toISOString()
  if (options.junit !== undefined) writeFileSync(options.junit, junitReport(checks, created, hostname()))
  const summary = {
    scenarios: checks.length,
    passed: checks.filter(({ status }) => status === 'passed').length,
    failed: checks.filter(({ status }) => status === 'failed').length,
    raised: checks.filter(({ status }) => status === 'raised').length,
  }
  out.result({ checks, summary, ...(options.update === true && { baselineChanges: changes }) }, () => {
    const annotations = options.github === true ? githubAnnotations(checks, repositoryPath) : ''
    const updated = options.update === true ? updateText(options.baseline!, changes) : ''
    return `${updated}${annotations}${summaryLine(checks)}\n`
  })
  return exitCodeOf(checks)
}

function updateText(file: string, changes: readonly string[]): string {
  if (changes.length === 0) return `${file}: nothing has changed\n`
  return `${file}:\n${changes.map((line) => `  ${line}\n`).join('')}`
}
