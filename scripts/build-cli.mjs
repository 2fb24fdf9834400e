// Bundles the command line into out/main/cli.js, and the thread it runs scripts in into out/main/cli-worker.js.
// `node scripts/build-cli.mjs entry outfile` builds any other entry, for experiments and tests.
import { basename, dirname, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '..')
const targets = process.argv[2]
  ? [[process.argv[2], process.argv[3] ?? 'out/main/cli.js']]
  : [
      ['src/cli/index.ts', 'out/main/cli.js'],
      ['src/cli/worker.ts', 'out/main/cli-worker.js'],
    ]

for (const [source, target] of targets) {
  const entry = resolve(root, source)
  const outfile = resolve(root, target)
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
      rollupOptions: { output: { entryFileNames: basename(outfile), codeSplitting: false, topLevelVar: false } },
    },
  })
}
