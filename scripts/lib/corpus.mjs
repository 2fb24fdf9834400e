// The conformance corpus: test/conformance/<topic>/<name>.py with its golden beside it. Shared by the recorder, the
// command-line runner and the vitest runner, so that all three mean the same by "the same".
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { root } from './tree.mjs'

export const corpusFolder = join(root, 'test/conformance')
export const expectedFailuresFile = join(corpusFolder, 'expected-failures.json')

/** Names (`topic/name`) of all programs; folders below a topic hold what programs import. */
export function listPrograms(filter = '') {
  const names = []
  for (const topic of readdirSync(corpusFolder, { withFileTypes: true })) {
    if (!topic.isDirectory()) continue
    for (const file of readdirSync(join(corpusFolder, topic.name))) {
      if (file.endsWith('.py')) names.push(`${topic.name}/${basename(file, '.py')}`)
    }
  }
  return names.filter((name) => name.includes(filter)).sort()
}

export const programFile = (name) => join(corpusFolder, `${name}.py`)
export const goldenFile = (name) => join(corpusFolder, `${name}.out`)
export const endFile = (name) => join(corpusFolder, `${name}.end.json`)

/**
 * The environment CPython is measured in: PYTHONHASHSEED=0 and no other PYTHON* variable; `-S`, because site-packages may
 * import modules at start and change counts; `-B`, because a cached .pyc beside a package would change them too.
 */
export function pythonEnvironment() {
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('PYTHON')))
  return { ...env, PYTHONHASHSEED: '0', LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8', TZ: 'UTC' }
}
export const pythonFlags = ['-S', '-B']

/**
 * Paths in tracebacks and warnings depend on where the tree and the library lie: only the last part of each is compared.
 * latin1 keeps every byte as it is.
 */
function withoutFolders(bytes, folder) {
  const text = bytes.toString('latin1').replaceAll(`${Buffer.from(folder).toString('latin1')}/`, '')
  return Buffer.from(text.replace(/File "(?:[^"\n]*\/)([^"/\n]+)"/g, 'File "$1"'), 'latin1')
}

const lastLine = (text) => text.trimEnd().split('\n').at(-1)

/** Runs a program in its own folder by its relative name, so that tracebacks have stable paths. */
export function runProgram(command, args, file, { timeout = 20_000, env = process.env } = {}) {
  return new Promise((done) => {
    const started = performance.now()
    const child = spawn(command, [...args, basename(file)], {
      cwd: dirname(file),
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const stdout = []
    const stderr = []
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      child.kill('SIGKILL')
    }, timeout)
    child.stdout.on('data', (chunk) => stdout.push(chunk))
    child.stderr.on('data', (chunk) => stderr.push(chunk))
    child.on('error', (error) => stderr.push(Buffer.from(error.message)))
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const errors = withoutFolders(Buffer.concat(stderr), dirname(file)).toString('utf8')
      done({
        stdout: withoutFolders(Buffer.concat(stdout), dirname(file)),
        stderr: errors,
        end: { exit: timedOut ? 'timeout' : (code ?? signal), stderr: lastLine(errors) },
        timedOut,
        milliseconds: Math.round(performance.now() - started),
      })
    })
  })
}

export function readGolden(name) {
  if (!existsSync(goldenFile(name))) return undefined
  const end = existsSync(endFile(name)) ? JSON.parse(readFileSync(endFile(name), 'utf8')) : { exit: 0, stderr: '' }
  return { stdout: readFileSync(goldenFile(name)), end }
}

/** What a result differs in from a golden: undefined when in nothing, else where and the two texts. */
export function difference(golden, result) {
  if (!golden) return { where: 'golden', expected: '(none: record it with scripts/golden.mjs)', actual: '' }
  if (result.timedOut) return { where: 'time', expected: 'an end', actual: `none after ${result.milliseconds} ms` }
  if (!golden.stdout.equals(result.stdout)) {
    const expected = golden.stdout.toString('utf8').split('\n')
    const actual = result.stdout.toString('utf8').split('\n')
    const line = expected.findIndex((text, index) => text !== actual[index])
    const at = line < 0 ? expected.length : line
    const show = (lines) => (at < lines.length - 1 || lines[at] ? lines[at] : '(end of output)')
    // Output that stops early is explained by what the program died of.
    const died = at >= actual.length - 1 && result.end.stderr ? `   [stderr: ${result.end.stderr}]` : ''
    return { where: `line ${at + 1}`, expected: show(expected), actual: `${show(actual)}${died}` }
  }
  for (const key of ['exit', 'stderr']) {
    if (golden.end[key] !== result.end[key]) {
      const more = key === 'exit' && result.end.stderr ? `   [stderr: ${result.end.stderr}]` : ''
      return { where: key, expected: String(golden.end[key]), actual: `${result.end[key]}${more}` }
    }
  }
  return undefined
}

export function readExpectedFailures() {
  return existsSync(expectedFailuresFile) ? JSON.parse(readFileSync(expectedFailuresFile, 'utf8')) : {}
}

export function writeExpectedFailures(entries) {
  const sorted = Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(expectedFailuresFile, `${JSON.stringify(sorted, null, 2)}\n`)
}

/** Runs `work` on every item, at most `width` at a time, in order of the list. */
export async function inParallel(items, width, work) {
  let next = 0
  const lane = async () => {
    while (next < items.length) await work(items[next++])
  }
  await Promise.all(Array.from({ length: width }, lane))
}
