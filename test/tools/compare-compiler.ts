/**
 * Compiles Python files with our compiler and with a real CPython 3.11 and reports every difference.
 * Arguments: files or folders; `--real-tree` takes the tree from CPython's parser, so that only our compiler is compared;
 * `--flags=N`, `--optimize=N` are those of compile(); `--max=N` stops after N files with differences.
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { compile, compileTree } from '../../src/runtime/compile'
import type { CodeUnit } from '../../src/runtime/compile/code-unit'
import { CompileError } from '../../src/runtime/compile/errors'
import { differences, findPython311, normalizeCode, Oracle, reviveTree, unitToJson } from './compile-oracle'

const args = process.argv.slice(2)
const realTree = args.includes('--real-tree')

function numberOption(name: string, otherwise: number): number {
  const option = args.find((arg) => arg.startsWith(`--${name}=`))
  return option === undefined ? otherwise : Number(option.slice(name.length + 3))
}

const max = numberOption('max', 20)
const flags = numberOption('flags', 0)
const optimize = numberOption('optimize', 0) as 0 | 1 | 2

function* pythonFiles(path: string): Generator<string> {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) {
      if (name !== 'site-packages' && name !== '__pycache__') yield* pythonFiles(join(path, name))
    }
  } else if (path.endsWith('.py')) {
    yield path
  }
}

const python = findPython311()
if (python === null) throw new Error('no CPython 3.11 found: set PYMEMLAB_PYTHON')
const oracle = new Oracle(python)
const counts = { equal: 0, different: 0, errors: 0, warnings: 0 }
let chars = 0
let time = 0

async function check(file: string): Promise<void> {
  const answer = await oracle.ask({ file, filename: file, tree: realTree, flags, optimize })
  const source = answer.source ?? ''
  let unit: CodeUnit | null = null
  let failure: unknown = null
  const tree = answer.tree === undefined ? null : reviveTree(answer.tree)
  const warnings: [string, string, number][] = []
  const onWarning = (w: { category: string; msg: string; lineno: number }): void => {
    warnings.push([w.category, w.msg, w.lineno])
  }
  const start = performance.now()
  try {
    if (tree === null && realTree) return
    const options = { onWarning, flags, optimize }
    unit = tree === null ? compile(source, file, 'exec', options) : compileTree(tree, source, file, options)
  } catch (error) {
    failure = error
  }
  time += performance.now() - start
  chars += source.length
  if (answer.error !== undefined || unit === null) {
    const ours = failure instanceof CompileError ? `${failure.kind}: ${failure.msg}` : String((failure as Error)?.stack)
    const theirs = answer.error === undefined ? 'no error' : `${answer.error.kind}: ${answer.error.msg}`
    if (ours === theirs) counts.errors++
    else report(file, [`ours   ${ours}`, `theirs ${theirs}`])
    return
  }
  const found = differences(unitToJson(unit), normalizeCode(answer.code!))
  if (found.length > 0) report(file, found)
  else counts.equal++
  const expected = answer.warnings.filter(([category]) => category === 'SyntaxWarning' || !realTree)
  const a = JSON.stringify(warnings)
  const b = JSON.stringify(expected)
  if (a !== b) {
    counts.warnings++
    console.log(`${file}: warnings\n  ours   ${a}\n  theirs ${b}`)
  }
}

function report(file: string, found: string[]): void {
  counts.different++
  console.log(`== ${file}: ${found.length} differences`)
  for (const line of found.slice(0, 3)) console.log(line.length > 1500 ? `${line.slice(0, 1500)}...` : line)
}

for (const path of args.filter((arg) => !arg.startsWith('--'))) {
  for (const file of pythonFiles(path)) {
    await check(file)
    if (counts.different >= max) break
  }
}
oracle.close()
console.log(counts, `${(chars / 1e6).toFixed(2)} MB in ${(time / 1000).toFixed(2)} s`)
