// `node scripts/calibrate.mjs`: measures what the operations of the cost model take in a real CPython 3.11 and writes the table that the
// virtual clock uses: src/runtime/profile/cpython311-costs.json. Options: --rounds=N (7), --python=PATH, --print (write nothing),
// --keep=NAME,... (leave these as they are: in a container or a virtual machine, page faults take many times what they take elsewhere).
// Every figure is the smallest of the rounds (noise only ever adds), a difference between two loops where one
// operation alone cannot be timed. Whole nanoseconds: the clock counts in them.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pythonEnvironment, pythonFlags } from './lib/corpus.mjs'
import { findPythons } from './lib/python.mjs'
import { root } from './lib/tree.mjs'

const options = process.argv.slice(2)
const value = (name, otherwise) => options.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise
const rounds = Number(value('rounds', 7))
const target = join(root, 'src/runtime/profile/cpython311-costs.json')

const PROGRAM = `
import gc, json, sys, time
rounds = int(sys.argv[1])
clock = time.perf_counter_ns

def best(setup, body, n=200000):
    """ns per iteration of body in a loop, smallest of the rounds."""
    space = {}
    exec(f"def run(n, clock):\\n {setup}\\n t = clock()\\n for i in range(n):\\n  {body}\\n return clock() - t", space)
    return min(space['run'](n, clock) for _ in range(rounds)) / n

empty = best('pass', 'pass')
# statements of simple instructions: a loop of eight minus a loop of none
names = best('a = 1; b = 2', 'b = a; a = b; b = a; a = b; b = a; a = b; b = a; a = b')
instruction = (names - empty) / 16
call = best('def f(): pass', 'f()') - empty
# a float added to a kept one is made and dropped in each iteration; floats have a free list, ints above 2**30 do not
kept = best('a = 2**31; b = 1', 'a + b')
small_int = best('a = 1; b = 1', 'a + b')
pair = max(kept - small_int, 2)
chunk_pair = max(best('', 'bytes(1000)', 50000) - best('', 'bytes(400)', 50000) + pair, 2 * pair)

def pages():
    """A mapping is touched page by page; what is written per page without faults is taken off."""
    import mmap
    size = 64 << 20
    one = b'x'
    def touch(m):
        t = clock()
        for k in range(0, size, 4096):
            m[k] = 120
        return clock() - t
    times = []
    for _ in range(3):
        m = mmap.mmap(-1, size)
        first = touch(m)
        times.append((first - touch(m)) / (size // 4096))
        m.close()
    return min(times)

def collections():
    gc.disable()
    gc.collect()
    gc.freeze()
    # what calling gc.collect takes is not the collector's
    overhead = best('from gc import isenabled', 'isenabled()')
    fixed = best('from gc import collect', 'collect(0)', 20000) - overhead
    def full(refill):
        # free lists as a program leaves them: what a full collection empties
        smallest = 1 << 60
        for _ in range(rounds * 3):
            if refill:
                kept = [[float(k) for k in range(200)], [[] for _ in range(100)], [{} for _ in range(100)], [(k, k) for k in range(200)]]
                del kept
            t = clock(); gc.collect(2); smallest = min(smallest, clock() - t)
        return smallest
    empty_lists = full(False)
    refilled = full(True)
    objects = [[] for _ in range(100000)]
    with_objects = full(False)
    del objects
    return max(fixed, 50), max(refilled - empty_lists, 0), (with_objects - empty_lists) / 100000

fixed, free_lists, candidate = collections()
print(json.dumps({
    'call': call, 'block': empty, 'instruction': instruction,
    'smallAllocation': pair / 2, 'smallFree': pair / 2,
    'largeAllocation': chunk_pair / 2, 'largeFree': chunk_pair / 2,
    'page': pages(),
    'collection': fixed, 'candidate': candidate, 'clearFreeLists': free_lists,
}))
`

const python = value('python') ?? findPythons()[0]?.executable
if (!python) {
  console.error('no CPython 3.11 found: set PYMEMLAB_PYTHON, or put python3.11 on PATH')
  process.exit(1)
}
const run = spawnSync(python, [...pythonFlags, '-c', PROGRAM, String(rounds)], {
  encoding: 'utf8',
  env: pythonEnvironment(),
})
if (run.status !== 0) {
  console.error(run.stderr)
  process.exit(1)
}
const measured = JSON.parse(run.stdout)
const present = existsSync(target) ? JSON.parse(readFileSync(target, 'utf8')) : {}
for (const name of value('keep', '').split(',')) if (name in present) measured[name] = present[name]
const costs = Object.fromEntries(Object.entries(measured).map(([name, ns]) => [name, Math.max(1, Math.round(ns))]))
const text = `${JSON.stringify(costs, null, 2)}\n`
process.stdout.write(text)
if (!options.includes('--print')) {
  writeFileSync(target, text)
  console.log('written: src/runtime/profile/cpython311-costs.json; run the tests and the bench before committing it')
}
