// Finds the CPython 3.11 builds of this machine: PYMEMLAB_PYTHON first, then python3.11 and python3 wherever PATH has them.
import { spawnSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const PROBE =
  'import sys, platform; print(platform.python_implementation(), "%d.%d" % sys.version_info[:2], platform.python_version(), sys.executable)'

function probe(command) {
  const result = spawnSync(command, ['-S', '-c', PROBE], { encoding: 'utf8', timeout: 10_000 })
  if (result.status !== 0) return undefined
  const [implementation, series, version, ...executable] = result.stdout.trim().split(' ')
  // Version managers put scripts on PATH that start the real thing and cost tens of milliseconds: use what they start.
  return implementation === 'CPython' && series === '3.11' ? { version, executable: executable.join(' ') } : undefined
}

/** All distinct CPython 3.11 builds found, newest version first. */
export function findPythons() {
  const candidates = []
  if (process.env.PYMEMLAB_PYTHON) candidates.push(process.env.PYMEMLAB_PYTHON)
  for (const name of ['python3.11', 'python3']) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (folder && existsSync(join(folder, name))) candidates.push(join(folder, name))
    }
  }
  const found = new Map()
  for (const command of candidates) {
    const python = probe(command)
    if (!python) continue
    const key = realpathSync(python.executable)
    if (!found.has(key)) found.set(key, python)
  }
  const patch = (python) => Number(python.version.split('.')[2])
  const list = [...found.values()]
  return process.env.PYMEMLAB_PYTHON ? list : list.sort((a, b) => patch(b) - patch(a))
}
