// `npm start`: installs and builds what is missing, then runs one bundled scenario in the terminal.
import { join } from 'node:path'
import { cliFile, ensureCli, ensureInstalled, root, run } from './lib/tree.mjs'

const scenario = 'scenarios/references/names-and-references.py'

ensureInstalled()
ensureCli()

console.log(`Python Memory Lab: running ${scenario} in a simulated CPython 3.11 process.`)
console.log(
  'Each line shows a reference count read off the bytes of the simulated heap, and says why it is what it is.',
)
console.log()
const status = run(process.execPath, [cliFile, 'run', '-q', join(root, scenario)])
console.log()
if (status === 0) {
  console.log('Every count above is the one CPython 3.11 prints for the same script (python3.11 -S will show it).')
  console.log('Run a script of your own:  node bin/pymemlab.mjs run your-script.py')
} else {
  console.log(`The scenario ended with status ${status}.`)
}
process.exitCode = status
