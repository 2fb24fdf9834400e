/** Modules of src for the browser tests' own process: Playwright cannot load their JSON imports, a bundle of them it can. */
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../../..')

/** Bundles a module of this folder with all it imports from src, and loads it. */
export async function bundled<M>(name: string): Promise<M> {
  const outDir = join(root, 'out/e2e-support')
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: {
      ssr: join(import.meta.dirname, `${name}.ts`),
      target: 'node20.19',
      outDir,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
  })
  return (await import(pathToFileURL(join(outDir, `${name}.mjs`)).href)) as M
}
