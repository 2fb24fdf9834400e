import { basename, resolve } from 'node:path'
import { build, type Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/**
 * `?nodeWorker` is electron-vite's; vitest does not know it and Node 20 cannot run TypeScript. This bundles the worker
 * into one file and gives back the same factory.
 */
function nodeWorker(): Plugin {
  const out = resolve(import.meta.dirname, 'node_modules/.cache/node-worker')
  return {
    name: 'test-node-worker',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith('?nodeWorker')) return
      const file = id.slice(0, -'?nodeWorker'.length)
      const name = basename(file).replace(/\.ts$/, '.mjs')
      await build({
        configFile: false,
        logLevel: 'error',
        build: {
          ssr: file,
          target: 'node20.19',
          outDir: out,
          emptyOutDir: false,
          rollupOptions: { output: { entryFileNames: name } },
        },
      })
      return `import { Worker } from 'node:worker_threads'
export default (options) => new Worker(${JSON.stringify(resolve(out, name))}, options)`
    },
  }
}

export default defineConfig({
  plugins: [nodeWorker()],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'node_modules/**', 'out/**'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The conformance programs are processes of their own: more than two at a time only slow each other down.
    maxConcurrency: 2,
    env: { TZ: 'UTC', LC_ALL: 'C.UTF-8' },
  },
})
