// `node scripts/bench-recording.mjs [filter ...]`: what recording costs. Each program of bench/programs runs as `run -q` and as
// `run -q -o FILE`, interleaved; the figure is the smallest of the rounds. Options: --rounds=N (3), --no-build.
// The time limit of the project is 1.25 (docs/performance.md, "Recording").
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { cliFile, ensureCli, root } from './lib/tree.mjs'

const options = process.argv.slice(2).filter((text) => text.startsWith('--'))
const filters = process.argv.slice(2).filter((text) => !text.startsWith('--'))
const rounds = Number(options.find((text) => text.startsWith('--rounds='))?.split('=')[1] ?? 3)
if (!options.includes('--no-build')) ensureCli()

const folder = join(root, 'bench/programs')
const programs = readdirSync(folder)
  .filter((name) => name.endsWith('.py'))
  .map((name) => basename(name, '.py'))
  .filter((name) => name === 'empty' || filters.length === 0 || filters.some((filter) => name.includes(filter)))
const scratch = mkdtempSync(join(tmpdir(), 'pymemlab-bench-'))

function seconds(name, record) {
  const file = join(scratch, `${name}.pymemlab`)
  const args = [cliFile, 'run', '-q', ...(record ? ['-f', '-o', file] : []), join(folder, `${name}.py`)]
  const started = process.hrtime.bigint()
  const result = spawnSync(process.execPath, args, { cwd: root, timeout: 120_000, maxBuffer: 1 << 26 })
  const taken = Number(process.hrtime.bigint() - started) / 1e9
  if (result.status !== 0) throw new Error(`${name}: ${result.stderr.toString().trim() || result.signal}`)
  return { taken, bytes: record ? statSync(file).size : 0 }
}

const best = new Map(programs.map((name) => [name, { bare: Infinity, recorded: Infinity, bytes: 0 }]))
for (let round = 0; round < rounds; round++) {
  for (const [name, row] of best) {
    row.bare = Math.min(row.bare, seconds(name, false).taken)
    const recorded = seconds(name, true)
    row.recorded = Math.min(row.recorded, recorded.taken)
    row.bytes = recorded.bytes
  }
}
rmSync(scratch, { recursive: true })

const ms = (s) => (s * 1000).toFixed(0).padStart(8)
console.log(`${'program'.padEnd(26)}    bare recorded   ratio    file`)
const ratios = []
for (const [name, { bare, recorded, bytes }] of best) {
  const ratio = recorded / bare
  if (name !== 'empty') ratios.push(ratio)
  console.log(
    `${name.padEnd(24)}${ms(bare)} ${ms(recorded)} ${ratio.toFixed(2).padStart(7)} ${(bytes / 1024).toFixed(0).padStart(5)} K`,
  )
}
const mean = Math.exp(ratios.reduce((sum, r) => sum + Math.log(r), 0) / ratios.length)
console.log(`geometric mean${mean.toFixed(2).padStart(36)}`)
