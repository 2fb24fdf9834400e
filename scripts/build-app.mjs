// Builds the lab's window and its hosts: out/renderer, out/main/index.js (Electron) and out/preload by electron-vite, and
// out/main/web.js (web host) as one file. The thread of a run and the library are scripts/build-cli.mjs's and
// scripts/build-stdlib.mjs's.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, run, webHostFile } from './lib/tree.mjs'

function step(name, args) {
  const status = run(process.execPath, args)
  if (status === 0) return
  console.error(`${name} failed; the lines above say why`)
  process.exit(status)
}

// out/main also holds the command line: electron-vite must not empty it (electron.vite.config.ts), so its own parts go here
for (const part of ['out/renderer', 'out/preload', 'out/main/chunks', 'out/main/index.js'])
  rmSync(join(root, part), { recursive: true, force: true })
step('electron-vite build', [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel=warn'])
const bundle = (source, target) => [join(root, 'scripts/build-cli.mjs'), source, target]
step('the build of the thread for recordings', bundle('src/host/recording-thread.ts', 'out/main/recording-thread.cjs'))
// last: its age says how old the build is
step('the build of the web host', bundle('src/host/web.ts', webHostFile))
