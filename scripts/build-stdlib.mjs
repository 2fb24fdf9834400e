// Compiles the standard library once (out/main/stdlib.bin), as CPython keeps __pycache__: imports then need no parser.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const archive = join(dirname(createRequire(import.meta.url).resolve('pyodide/package.json')), 'python_stdlib.zip')
const builder = join(root, 'out/main/build-library.mjs')
const outfile = join(root, 'out/main/stdlib.bin')

mkdirSync(dirname(outfile), { recursive: true })
const run = (args) => {
  const r = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (r.status !== 0) process.exit(r.status ?? 1)
}
run([join(root, 'scripts/build-cli.mjs'), 'src/host/build-library.ts', builder])
if (!existsSync(outfile) || statSync(outfile).mtimeMs < statSync(builder).mtimeMs) {
  run(['--stack-size=4000', builder, archive, outfile])
}
