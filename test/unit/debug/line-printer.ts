/** Development aid and golden check: runs a script with line events and prints each line of its own file as it is reached. */
import { readFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { archiveMount, folderMount } from '../../../src/host/mounts'
import { StdlibArchive } from '../../../src/host/stdlib-archive'
import { FW_CODE } from '../../../src/runtime/eval/frame-stack'
import { observeLines } from '../../../src/runtime/eval/line-events'
import { i32 } from '../../../src/runtime/memory/heap'
import { CO_FILENAME, CO_NAME } from '../../../src/runtime/object/layout'
import { strToJS } from '../../../src/runtime/object/text/str-core'
import { boot, run } from '../../../src/runtime/process'

const path = resolve(process.argv[2])
const archive = join(dirname(createRequire(import.meta.url).resolve('pyodide/package.json')), 'python_stdlib.zip')
const quiet = process.argv[3] !== '-v'
boot({
  streams: {
    read: () => new Uint8Array(0),
    write: (fd, data) => {
      if (fd === 2 || !quiet) writeSync(fd, data.slice())
    },
    isTerminal: () => false,
  },
  library: archiveMount(new StdlibArchive(archive)),
  mounts: [{ path: dirname(path), mount: folderMount(dirname(path)) }],
  cwd: dirname(path),
  lineEvents: true,
})
let out = ''
observeLines((f, line) => {
  const code = i32[(f >> 2) + FW_CODE]
  if (strToJS(i32[(code + CO_FILENAME) >> 2]) === path) out += `${line} ${strToJS(i32[(code + CO_NAME) >> 2])}\n`
  return 0
}).want(true)
run({ kind: 'script', path, args: [] })
void readFileSync
writeSync(1, out)
