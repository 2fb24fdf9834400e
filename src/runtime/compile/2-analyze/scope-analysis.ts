import type { CompileError } from '../errors'
import {
  CELL,
  DEF_BOUND,
  DEF_FREE_CLASS,
  DEF_GLOBAL,
  DEF_NONLOCAL,
  FREE,
  GLOBAL_EXPLICIT,
  GLOBAL_IMPLICIT,
  LOCAL,
  SCOPE_OFFSET,
  type ScopeEntry,
} from './scope-entry'
import type { SourceInfo } from './source-location'

/**
 * Second pass over the blocks: decides for each name whether it is local, global, free or a cell (Python/symtable.c
 * `analyze_block`). Bound names go down to the children, free names come up from them.
 */
export function analyzeScopes(top: ScopeEntry, source: SourceInfo): void {
  analyzeBlock(top, null, new Set(), new Set(), source)
}

type Names = Set<string>

function addAll(to: Names, from: Names): void {
  for (const name of from) to.add(name)
}

function analyzeBlock(entry: ScopeEntry, bound: Names | null, free: Names, global: Names, source: SourceInfo): void {
  const local: Names = new Set()
  const scopes = new Map<string, number>()
  const newGlobal: Names = new Set()
  const newFree: Names = new Set()
  const newBound: Names = new Set()

  // A class body adds nothing to what its methods see: hand on what came from outside, before its own names count.
  if (entry.type === 'class') {
    addAll(newGlobal, global)
    if (bound !== null) addAll(newBound, bound)
  }
  for (const [name, flags] of entry.symbols) {
    scopes.set(name, analyzeName(entry, name, flags, bound, local, free, global, source))
  }
  if (entry.type === 'class') {
    newBound.add('__class__')
  } else {
    if (entry.type === 'function') addAll(newBound, local)
    if (bound !== null) addAll(newBound, bound)
    addAll(newGlobal, global)
  }

  for (const child of entry.children) {
    // the child's analysis changes its sets, siblings must not see that
    const childFree: Names = new Set()
    analyzeBlock(child, new Set(newBound), childFree, new Set(newGlobal), source)
    addAll(newFree, childFree)
    if (child.free || child.childFree) entry.childFree = true
  }

  if (entry.type === 'function') {
    for (const [name, scope] of scopes) {
      if (scope === LOCAL && newFree.delete(name)) scopes.set(name, CELL)
    }
  } else if (entry.type === 'class') {
    if (newFree.delete('__class__')) entry.needsClassClosure = true
  }
  updateSymbols(entry, scopes, bound, newFree)
  addAll(free, newFree)
}

function analyzeName(
  entry: ScopeEntry,
  name: string,
  flags: number,
  bound: Names | null,
  local: Names,
  free: Names,
  global: Names,
  source: SourceInfo,
): number {
  if (flags & DEF_GLOBAL) {
    if (flags & DEF_NONLOCAL) throw atDirective(entry, name, `name '${name}' is nonlocal and global`, source)
    global.add(name)
    bound?.delete(name)
    return GLOBAL_EXPLICIT
  }
  if (flags & DEF_NONLOCAL) {
    if (bound === null) throw atDirective(entry, name, 'nonlocal declaration not allowed at module level', source)
    if (!bound.has(name)) throw atDirective(entry, name, `no binding for nonlocal '${name}' found`, source)
    entry.free = true
    free.add(name)
    return FREE
  }
  if (flags & DEF_BOUND) {
    local.add(name)
    global.delete(name)
    return LOCAL
  }
  if (bound?.has(name)) {
    entry.free = true
    free.add(name)
    return FREE
  }
  if (!global.has(name) && entry.nested) entry.free = true
  return GLOBAL_IMPLICIT
}

function updateSymbols(entry: ScopeEntry, scopes: Map<string, number>, bound: Names | null, free: Names): void {
  const symbols = entry.symbols
  for (const [name, scope] of scopes) symbols.set(name, symbols.get(name)! | (scope << SCOPE_OFFSET))
  for (const name of free) {
    const flags = symbols.get(name)
    if (flags !== undefined) {
      // a method's free variable may bear the name of something this class defines: it is both
      if (entry.type === 'class' && flags & (DEF_BOUND | DEF_GLOBAL)) symbols.set(name, flags | DEF_FREE_CLASS)
      continue
    }
    if (bound !== null && !bound.has(name)) continue
    symbols.set(name, FREE << SCOPE_OFFSET)
  }
}

function atDirective(entry: ScopeEntry, name: string, msg: string, source: SourceInfo): CompileError {
  const directive = entry.directives.find((d) => d.name === name)
  return source.errorAt(msg, directive ?? entry)
}
