/**
 * Generated functions of the library, kept for later processes with V8's code for them: importing a module then runs
 * neither the generator nor V8's parser for the functions that an import needs. The texts contain addresses and names of
 * the runtime that made them, so that they belong to one bundle; V8's code belongs to one V8, and others parse the text.
 *
 * For each module one script, an array of functions (see linkLater); `units` has, for each of them, the number of its code
 * object in the module (in the order of the constants) and its words of inline caches.
 */
import { Script } from 'node:vm'
import type { CodeUnit, KeptFunction } from '../runtime/compile/code-unit'
import { IndexedFile, type Piece, Pieces } from './indexed-file'

type Make = NonNullable<KeptFunction['make']>

interface KeptModule {
  text: Piece
  code: Piece
  units: number[]
}

interface Index {
  bundle: string
  modules: Record<string, KeptModule>
}

/** Every code object of a module once, itself first. */
function unitsOf(unit: CodeUnit, found: Set<CodeUnit> = new Set()): Set<CodeUnit> {
  if (found.has(unit)) return found
  found.add(unit)
  for (const c of unit.consts) if (c.t === 'code') unitsOf(c.v, found)
  return found
}

/** One file for each kind of text. */
export const keptFile = (base: string, lineEvents: boolean): string => `${base}${lineEvents ? '-lines' : ''}.bin`

const scriptName = (path: string): string => `library/${path}`

/** What is kept, of one bundle with or without line events. */
export class KeptFunctions {
  private readonly file: IndexedFile<Index>
  /** None when the file was made by another bundle. */
  private readonly modules: Record<string, KeptModule>

  constructor(
    file: string,
    bundle: string,
    private readonly lineEvents: boolean,
  ) {
    this.file = new IndexedFile(file)
    this.modules = this.file.index?.bundle === bundle ? this.file.index.modules : {}
  }

  /** Gives the code objects of a module that has just been read their functions. */
  attach(path: string, unit: CodeUnit): void {
    const module = this.modules[path]
    if (module === undefined) return
    const all = [...unitsOf(unit)]
    const { lineEvents } = this
    const { units } = module
    let made: Make[] | null = null
    for (let i = 0; i < units.length; i += 2) {
      const k = i >> 1
      const make: Make = (consts, names, base) => {
        made ??= this.load(path, module)
        return made[k](consts, names, base)
      }
      all[units[i]].kept = { lineEvents, cacheWords: units[i + 1], make }
    }
  }

  private load(path: string, { text, code }: KeptModule): Make[] {
    const source = this.file.read(text).toString('latin1')
    const script = new Script(source, { filename: scriptName(path), cachedData: this.file.read(code) })
    return script.runInThisContext() as Make[]
  }
}

/** Gathers the functions that a run generates for library modules. */
export class FunctionCollector {
  private readonly modules = new Map<string, Map<number, { text: string; cacheWords: number }>>()

  constructor(private readonly lineEvents: boolean) {}

  attach(path: string, unit: CodeUnit): void {
    const functions = this.modules.get(path) ?? new Map()
    this.modules.set(path, functions)
    let n = 0
    for (const u of unitsOf(unit)) {
      const number = n++
      const keep = (text: string, cacheWords: number): void => {
        functions.set(number, { text, cacheWords })
      }
      u.kept = { lineEvents: this.lineEvents, cacheWords: 0, make: null, keep }
    }
  }

  /** Returns the number of functions. */
  write(file: string, bundle: string): number {
    const modules: Index['modules'] = {}
    const pieces = new Pieces()
    let count = 0
    for (const [path, functions] of this.modules) {
      if (functions.size === 0) continue
      const entries = [...functions]
      count += entries.length
      const source = `[${entries.map(([, f]) => f.text).join(',\n')}]`
      modules[path] = {
        text: pieces.add(Buffer.from(source, 'latin1')),
        code: pieces.add(new Script(source, { filename: scriptName(path) }).createCachedData()),
        units: entries.flatMap(([number, f]) => [number, f.cacheWords]),
      }
    }
    pieces.write(file, { bundle, modules } satisfies Index)
    return count
  }
}
