import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

/** The entries that exist: scripts/build-app.mjs builds the rest of the lab, scripts/build-cli.mjs the command line. */
function present(inputs: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).filter(([, file]) => existsSync(resolve(import.meta.dirname, file))))
}

const main = present({ index: 'src/main/index.ts' })
const preload = present({ index: 'src/preload/index.ts' })
const renderer = present({ index: 'src/renderer/index.html' })

/** The editor, the largest part of the window, is fetched while the rest is still being read. */
const preloadEditor: Plugin = {
  name: 'preload-editor',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /editor-session-[^/]*\.js$/.test(file))
        .map((file) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` } })),
  },
}

export default defineConfig({
  ...(main.index && {
    main: {
      build: {
        target: 'node20.19', // what it shares with the web host runs on the user's Node, not on Electron's
        emptyOutDir: false, // the command line and the thread of a run are in the same folder
        minify: true, // and makes the output reproducible: unminified chunks carry absolute paths in comments
        rollupOptions: { input: main, output: { topLevelVar: false } }, // see scripts/build-cli.mjs
      },
    },
  }),
  ...(preload.index && {
    preload: {
      build: {
        externalizeDeps: false, // a sandboxed preload cannot require from node_modules
        rollupOptions: { input: preload, output: { format: 'cjs' as const, entryFileNames: '[name].cjs' } },
      },
    },
  }),
  ...(renderer.index && {
    renderer: {
      root: 'src/renderer',
      plugins: [react(), preloadEditor],
      build: { minify: true, chunkSizeWarningLimit: 5000, rollupOptions: { input: renderer.index } },
    },
  }),
})
