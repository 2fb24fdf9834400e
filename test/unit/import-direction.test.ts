import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * Imports run one way. A layer is a folder (or file) under src; the longest match decides. `may` lists the layers it may
 * import besides itself; `packages` the packages and `node:` modules, as patterns. `import type` counts like any import.
 */
interface Layer {
  at: string
  may: string[]
  packages?: RegExp[]
  reason: string
}

const PURE: RegExp[] = []
const LAYERS: Layer[] = [
  { at: 'protocol', may: [], packages: PURE, reason: 'the contracts are shared by everyone and import nothing' },
  { at: 'runtime/hooks', may: [], packages: PURE, reason: 'hooks are an interface only' },
  { at: 'runtime/profile', may: [], packages: PURE, reason: 'a profile is data: sizes, thresholds, rules' },
  { at: 'runtime/vfs', may: [], packages: PURE, reason: 'the virtual file system holds bytes and knows no object' },
  {
    at: 'runtime/memory',
    may: ['runtime/profile', 'runtime/hooks'],
    packages: PURE,
    reason: 'memory knows bytes and blocks, not what an object is',
  },
  {
    at: 'runtime/object',
    may: ['runtime/memory', 'runtime/profile', 'runtime/hooks'],
    packages: PURE,
    reason: 'objects stand on memory; the collector and the evaluator reach them, not the other way round',
  },
  {
    at: 'runtime/object/layout',
    may: ['runtime/memory', 'runtime/profile'],
    packages: PURE,
    reason: 'offsets and flags are data, which generated code needs as much as the objects do',
  },
  {
    at: 'runtime/gc',
    may: ['runtime/object', 'runtime/memory', 'runtime/profile', 'runtime/hooks'],
    packages: PURE,
    reason: 'the collector works on objects and must not know how code is evaluated',
  },
  {
    at: 'runtime/compile',
    may: ['runtime/profile', 'runtime/object/layout'],
    packages: [/^fflate$/],
    reason: 'the compiler knows the names that generated code calls, not the code behind them',
  },
  {
    at: 'runtime/eval',
    may: [
      'runtime/compile',
      'runtime/gc',
      'runtime/object',
      'runtime/memory',
      'runtime/profile',
      'runtime/hooks',
      'runtime/vfs',
      'protocol',
    ],
    packages: PURE,
    reason: 'the evaluator must not know which modules exist',
  },
  {
    at: 'runtime/modules',
    may: [
      'runtime/eval',
      'runtime/compile',
      'runtime/gc',
      'runtime/object',
      'runtime/memory',
      'runtime/profile',
      'runtime/hooks',
      'runtime/vfs',
      'protocol',
    ],
    packages: PURE,
    reason: 'the built-in modules are the top of the process',
  },
  {
    at: 'runtime',
    may: [
      'runtime/modules',
      'runtime/eval',
      'runtime/compile',
      'runtime/gc',
      'runtime/object',
      'runtime/memory',
      'runtime/profile',
      'runtime/hooks',
      'runtime/vfs',
      'protocol',
    ],
    packages: PURE,
    reason: 'the process is pure: no host, no DOM, no Electron',
  },
  {
    at: 'lab',
    may: ['runtime', 'protocol'],
    packages: [/^apache-arrow$/, /^fflate$/, /^smol-toml$/],
    reason: 'the lab observes a process and is as pure as it: hosts wrap it',
  },
  {
    at: 'host',
    may: ['lab', 'runtime', 'protocol'],
    packages: [/^node:/, /^ws$/, /^fflate$/, /^pyodide\//, /^@viz-js\/viz$/],
    reason: 'hosts are Node, never Electron',
  },
  { at: 'main', may: ['host', 'lab', 'protocol'], packages: [/^node:/, /^electron$/], reason: 'main wraps LabService' },
  {
    at: 'preload',
    may: ['protocol'],
    packages: [/^electron$/],
    reason: 'the preload exposes the protocol and no more',
  },
  {
    at: 'renderer',
    may: ['protocol', 'lab'],
    packages: [
      /^react/,
      /^recharts$/,
      /^monaco-editor/,
      /^dockview/,
      /^lucide-react$/,
      /^@tanstack\/react-(virtual|table)$/,
      /^d3-/,
      /^vite\/client$/,
    ],
    reason: 'the renderer meets the host in messages only',
  },
  {
    at: 'cli',
    may: ['host', 'lab', 'runtime', 'protocol'],
    packages: [/^node:/, /^commander$/, /^fflate$/, /^pyodide\//],
    reason: 'the command line is a host',
  },
]

const src = resolve(import.meta.dirname, '../../src')
const toId = (file: string): string => relative(src, file).split(sep).join('/')

interface Import {
  from: string
  to: string
  line: number
  /** Files under src are followed; packages and `node:` modules are only named. */
  local: boolean
}

const STATEMENT = /(?:^|[;\n])\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]/g
const CALL = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

function resolveLocal(importer: string, specifier: string): string {
  const base = resolve(dirname(importer), specifier.replace(/\?.*$/, ''))
  const candidates = [base, `${base}.ts`, `${base}.tsx`, base.replace(/\.js$/, '.ts'), join(base, 'index.ts')]
  return candidates.find((file) => existsSync(file) && /\.[a-z]+$/.test(file)) ?? base
}

function importsOf(file: string, text: string): Import[] {
  const found: Import[] = []
  for (const pattern of [STATEMENT, CALL]) {
    for (const match of text.matchAll(pattern)) {
      const specifier = match[1]
      const start = match.index + match[0].length
      const line = text.slice(0, start).split('\n').length
      const local = specifier.startsWith('.')
      found.push({ from: toId(file), to: local ? toId(resolveLocal(file, specifier)) : specifier, line, local })
    }
  }
  return found
}

function layerOf(id: string): Layer | undefined {
  return LAYERS.filter((layer) => id === `${layer.at}.ts` || id.startsWith(`${layer.at}/`)).sort(
    (a, b) => b.at.length - a.at.length,
  )[0]
}

function violation(edge: Import): string | undefined {
  const from = layerOf(edge.from)
  if (!from) return `${edge.from}: belongs to no layer; put it in one, or add a layer with its reason to this test`
  const say = (what: string): string => `${edge.from}:${edge.line} imports ${edge.to}: ${what} (${from.reason})`
  if (!edge.local) {
    return from.packages?.some((pattern) => pattern.test(edge.to)) ? undefined : say(`${from.at} may not use it`)
  }
  const to = layerOf(edge.to)
  // Data outside src (JSON resources, the standard library's archive) is not a layer.
  if (edge.to.startsWith('../')) return undefined
  if (!to) return say('it belongs to no layer')
  const within = (at: string): boolean => to.at === at || to.at.startsWith(`${at}/`)
  const allowed = within(from.at) || from.may.some(within)
  return allowed ? undefined : say(`${from.at} may not import ${to.at}`)
}

function findCycle(edges: Map<string, string[]>): string[] | undefined {
  const done = new Set<string>()
  const path: string[] = []
  const visit = (node: string): string[] | undefined => {
    const at = path.indexOf(node)
    if (at >= 0) return [...path.slice(at), node]
    if (done.has(node)) return undefined
    path.push(node)
    for (const next of edges.get(node) ?? []) {
      const cycle = visit(next)
      if (cycle) return cycle
    }
    path.pop()
    done.add(node)
    return undefined
  }
  for (const node of edges.keys()) {
    const cycle = visit(node)
    if (cycle) return cycle
  }
  return undefined
}

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
  .map((entry) => join(entry.parentPath, entry.name))
const imports = files.flatMap((file) => importsOf(file, readFileSync(file, 'utf8')))

describe('import direction', () => {
  it('reads every form of import', () => {
    const text = `import a from './a'\nimport type { B } from './b'\nimport './c'\nexport * from './d'\nexport {\n  e,\n} from './e'\nconst f = await import('./f')\nimport { type G } from 'node:g'\n`
    const names = importsOf(join(src, 'x.ts'), text).map((edge) => edge.to)
    expect(names).toEqual(['a', 'b', 'c', 'd', 'e', 'node:g', 'f'])
  })

  it('sees a wrong direction and a cycle', () => {
    const wrong: Import = { from: 'runtime/memory/pool.ts', to: 'runtime/gc/collect.ts', line: 1, local: true }
    expect(violation(wrong)).toContain('runtime/memory may not import runtime/gc')
    expect(violation({ ...wrong, to: 'node:fs', local: false })).toContain('may not use it')
    expect(violation({ ...wrong, to: 'runtime/memory/arena.ts' })).toBeUndefined()
    expect(findCycle(new Map(Object.entries({ a: ['b'], b: ['c'], c: ['a'] })))).toEqual(['a', 'b', 'c', 'a'])
  })

  it('every import goes down', () => {
    expect(imports.map(violation).filter((text) => text !== undefined)).toEqual([])
  })

  it('there is no cycle, type imports included', () => {
    const edges = new Map<string, string[]>()
    for (const edge of imports) {
      if (edge.local) edges.set(edge.from, [...(edges.get(edge.from) ?? []), edge.to])
    }
    expect(findCycle(edges)?.join('\n  imports ')).toBeUndefined()
  })
})
