// Bundles the command line (and everything it imports) into one file: out/main/cli.js.
// `node scripts/build-cli.mjs [entry] [outfile]` builds any other entry, for experiments and tests.
import { basename, dirname, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '..')
const entry = resolve(root, process.argv[2] ?? 'src/cli/index.ts')
const outfile = resolve(root, process.argv[3] ?? 'out/main/cli.js')

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
    // topLevelVar: V8 folds the value of a top-level const, the heap's views and all layout offsets, into compiled code; it
    // cannot fold a var, which is what bundlers like to make of them
    rollupOptions: { output: { entryFileNames: basename(outfile), inlineDynamicImports: true, topLevelVar: false } },
  },
})
