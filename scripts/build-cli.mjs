// Bundles the command line: out/main/cli.js, which is the command; run-thread.cjs and run-worker.cjs, the thread it runs
// scripts in; then one run writes V8's code cache beside them (src/host/run-thread-loader.ts says how it is used).
// `node scripts/build-cli.mjs entry outfile` builds any other entry, for experiments and tests.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '..')
const main = join(root, 'out/main')

/** One file, or with `split` one and a file for each command that is loaded when asked for. */
async function bundle(source, target, { split = false } = {}) {
  const outfile = resolve(root, target)
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    // looking packages up at every start takes longer than the code they hold
    ssr: { noExternal: true },
    resolve: { alias: { fflate: 'fflate/browser' } }, // its other form starts threads
    build: {
      ssr: resolve(root, source),
      target: 'node20.19',
      outDir: dirname(outfile),
      emptyOutDir: false,
      minify: false,
      rollupOptions: {
        output: {
          entryFileNames: basename(outfile),
          format: outfile.endsWith('.cjs') ? 'cjs' : 'es',
          chunkFileNames: 'cli-[name].js',
          codeSplitting: split,
          // V8 folds the value of a top-level const, the heap's views and all layout offsets, into compiled code;
          // it cannot fold a var, which is what bundlers like to make of them
          topLevelVar: false,
        },
      },
    },
  })
  return outfile
}

/** The form that src/host/run-thread-loader.ts expects: its hash in the first line, and ASCII only. */
function stamp(file) {
  const escaped = (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`
  const text = readFileSync(file, 'utf8').replace(/[^\0-\x7f]/g, escaped)
  writeFileSync(file, `//${createHash('sha256').update(text).digest('hex')}\n${text}`)
}

/** A program that touches what almost every program uses: what it makes V8 compile goes into the cache. */
const WARM_UP = `
class A:
    def __init__(self): self.x = [i for i in range(9)]
import os, collections
print(f'{A().x} {"a".upper()}', {1: 'a', 'b': 2.5}, sep='')
try: A().y
except AttributeError as e: str(e)
`

if (process.argv[2]) await bundle(process.argv[2], process.argv[3] ?? 'out/main/cli.js')
else {
  await bundle('src/host/run-thread-loader.ts', 'out/main/run-thread.cjs')
  stamp(await bundle('src/host/run-thread.ts', 'out/main/run-worker.cjs'))
  await bundle('src/cli/index.ts', 'out/main/cli.js', { split: true }) // last: its age says how old the build is
  for (const name of readdirSync(main)) if (name.endsWith('.cache')) rmSync(join(main, name))
  const warm = spawnSync(process.execPath, [join(main, 'cli.js'), 'run', '-q', '-c', WARM_UP], { encoding: 'utf8' })
  if (warm.status !== 0) console.error(`the command line was built, but its first run failed:\n${warm.stderr}`)
}
