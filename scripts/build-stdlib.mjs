// Compiles the standard library once (out/main/stdlib.bin), as CPython keeps __pycache__: imports then need no parser.
// Compiled again when the compiler or the library changed: stdlib.key names what stdlib.bin was made by and from. Then a run
// keeps the functions that are generated for what programs use of the library (stdlib-functions*.bin, for one bundle).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const archive = join(dirname(createRequire(import.meta.url).resolve('pyodide/package.json')), 'python_stdlib.zip')
const builder = join(root, 'out/main/build-library.mjs')
const outfile = join(root, 'out/main/stdlib.bin')
const keyFile = join(root, 'out/main/stdlib.key')

mkdirSync(dirname(outfile), { recursive: true })
const run = (args) => {
  const r = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (r.status !== 0) process.exit(r.status ?? 1)
}
run([join(root, 'scripts/build-cli.mjs'), 'src/host/build-library.ts', builder])
const hash = createHash('sha256')
for (const file of [builder, archive]) hash.update(readFileSync(file))
const key = hash.digest('hex')
if (!existsSync(outfile) || !existsSync(keyFile) || readFileSync(keyFile, 'utf8') !== key) {
  run(['--stack-size=4000', builder, archive, outfile])
  writeFileSync(keyFile, key)
}

const bundle = readFileSync(join(root, 'out/main/run-worker.cjs'), 'latin1').slice(0, 66)
const warm = join(root, 'scripts/lib/warm-library.py')
const functionsKey = createHash('sha256')
  .update(key)
  .update(bundle)
  .update(process.version)
  .update(readFileSync(warm))
  .digest('hex')
const functionsKeyFile = join(root, 'out/main/stdlib-functions.key')
if (!existsSync(functionsKeyFile) || readFileSync(functionsKeyFile, 'utf8') !== functionsKey) {
  run([join(root, 'scripts/build-cli.mjs'), 'src/host/build-functions.ts', 'out/main/build-functions.mjs'])
  run([join(root, 'out/main/build-functions.mjs'), warm])
  writeFileSync(functionsKeyFile, functionsKey)
}
