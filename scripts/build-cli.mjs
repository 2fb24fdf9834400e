// Bundles the command line: out/main/cli.js, the thread it runs scripts in (cli-thread.cjs, cli-worker.cjs), and V8's code
// cache of that thread. `node scripts/build-cli.mjs entry outfile` builds any other entry, for experiments and tests.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '..')
const targets = process.argv[2]
  ? [[process.argv[2], process.argv[3] ?? 'out/main/cli.js']]
  : [
      ['src/cli/index.ts', 'out/main/cli.js'],
      ['src/cli/thread.ts', 'out/main/cli-thread.cjs'],
      ['src/cli/worker.ts', 'out/main/cli-worker.cjs'],
    ]

for (const [source, target] of targets) {
  const entry = resolve(root, source)
  const outfile = resolve(root, target)
  const format = outfile.endsWith('.cjs') ? 'cjs' : 'es'
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      target: 'node20.19',
      outDir: dirname(outfile),
      emptyOutDir: false,
      minify: false,
      // topLevelVar: V8 folds the value of a top-level const, the heap's views and all layout offsets, into compiled code;
      // it cannot fold a var, which is what bundlers like to make of them
      rollupOptions: { output: { format, entryFileNames: basename(outfile), codeSplitting: false, topLevelVar: false } },
    },
  })
}

if (!process.argv[2]) {
  rmSync(resolve(root, 'out/main/cli-worker.cache'), { force: true })
  const code = 'class C:\n def __init__(self): self.x = 1\nprint(C().x, [i for i in range(3)], {1: "a"}, f"{1.5}")\nimport os, collections'
  spawnSync(process.execPath, [resolve(root, 'out/main/cli.js'), 'run', '-c', code], {
    env: { ...process.env, PYMEMLAB_WRITE_CODE_CACHE: '1' },
  })
}
