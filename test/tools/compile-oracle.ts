import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Const as AstConst, Mod } from '../../src/runtime/compile/1-parse/ast'
import type { CodeUnit, Const } from '../../src/runtime/compile/code-unit'

/** Talks to a real CPython 3.11 running compile_oracle.py, and puts code objects of both sides into one comparable form. */

export interface OracleRequest {
  file?: string
  source?: string
  filename?: string
  mode?: string
  flags?: number
  optimize?: number
  tree?: boolean
}

export interface OracleError {
  kind: string
  msg: string
  lineno?: number | null
  offset?: number | null
  end_lineno?: number | null
  end_offset?: number | null
  text?: string | null
}

export interface OracleAnswer {
  source?: string
  tree?: unknown
  code?: JsonCode
  error?: OracleError
  warnings: [category: string, msg: string, lineno: number][]
}

export type JsonConst = { t: string; v?: unknown; re?: string; im?: string }
export type JsonCode = Record<string, unknown> & { consts: JsonConst[]; name: string; firstlineno: number }

/** The first 3.11 of: PYMEMLAB_PYTHON, python3.11, python3. */
export function findPython311(): string | null {
  for (const command of [process.env.PYMEMLAB_PYTHON, 'python3', 'python3.11']) {
    if (!command) continue
    const probe = spawnSync(command, ['-S', '-c', 'import sys; print(sys.version_info[:2])'], { encoding: 'utf8' })
    if (probe.status === 0 && probe.stdout.trim() === '(3, 11)') return command
  }
  return null
}

export class Oracle {
  private readonly child: ChildProcessWithoutNullStreams
  private readonly waiting: ((answer: OracleAnswer) => void)[] = []

  constructor(python: string) {
    const script = fileURLToPath(new URL('./compile_oracle.py', import.meta.url))
    this.child = spawn(python, ['-S', script], { stdio: ['pipe', 'pipe', 'pipe'] })
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.waiting.shift()?.(JSON.parse(line) as OracleAnswer)
    })
  }

  ask(request: OracleRequest): Promise<OracleAnswer> {
    return new Promise((resolve) => {
      this.waiting.push(resolve)
      this.child.stdin.write(`${JSON.stringify(request)}\n`)
    })
  }

  close(): void {
    this.child.stdin.end()
  }
}

function parseHexFloat(text: string): number {
  if (text === 'inf' || text === '-inf') return text === 'inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  const match = /^(-?)0x([01])\.([0-9a-f]*)p([-+]\d+)$/.exec(text) ?? /^(-?)0x([01])\.?()p([-+]\d+)$/.exec(text)
  if (match === null) return Number.NaN
  const [, sign, whole, fraction, exponent] = match
  const mantissa = Number.parseInt(whole + fraction, 16)
  const scale = Number(exponent) - 4 * fraction.length
  const half = Math.trunc(scale / 2)
  const value = mantissa * 2 ** half * 2 ** (scale - half)
  return sign === '-' ? -value : value
}

function reviveConst(c: JsonConst): AstConst {
  switch (c.t) {
    case 'int':
      return { t: 'int', v: BigInt(c.v as string) }
    case 'float':
      return { t: 'float', v: parseHexFloat(c.v as string) }
    case 'complex':
      return { t: 'complex', re: parseHexFloat(c.re!), im: parseHexFloat(c.im!) }
    case 'bytes':
      return { t: 'bytes', v: Uint8Array.from(Buffer.from(c.v as string, 'hex')) }
    default:
      return c as AstConst
  }
}

/** The tree of an answer, with real constants in it. */
export function reviveTree(tree: unknown): Mod {
  const revive = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const item of node) revive(item)
    } else if (node !== null && typeof node === 'object') {
      const fields = node as Record<string, unknown>
      const isConst = fields.nodeType === 'Constant' || fields.nodeType === 'MatchSingleton'
      if (isConst) fields.value = reviveConst(fields.value as JsonConst)
      else for (const value of Object.values(fields)) revive(value)
    }
  }
  revive(tree)
  return tree as Mod
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const floatView = new DataView(new ArrayBuffer(8))

function floatKey(v: number): string {
  // the sign of a NaN is not shown by float.hex
  if (Number.isNaN(v)) return 'nan'
  floatView.setFloat64(0, v)
  return floatView.getBigUint64(0).toString(16)
}

/** One of ours as the oracle writes it; floats as bits, frozensets sorted, so that equal ones have equal JSON. */
export function constToJson(c: Const): JsonConst {
  switch (c.t) {
    case 'int':
      return { t: 'int', v: String(c.v) }
    case 'float':
      return { t: 'float', v: floatKey(c.v) }
    case 'complex':
      return { t: 'complex', re: floatKey(c.re), im: floatKey(c.im) }
    case 'bytes':
      return { t: 'bytes', v: hex(c.v) }
    case 'tuple':
      return { t: 'tuple', v: c.v.map(constToJson) }
    case 'frozenset':
      return { t: 'frozenset', v: sortedJson(c.v.map(constToJson)) }
    case 'code':
      return { t: 'code', v: unitToJson(c.v) }
    default:
      return c
  }
}

function sortedJson(items: JsonConst[]): JsonConst[] {
  return items
    .map((item): [string, JsonConst] => [JSON.stringify(item), item])
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([, item]) => item)
}

export function unitToJson(u: CodeUnit): JsonCode {
  return {
    argcount: u.argcount,
    posonlyargcount: u.posonlyargcount,
    kwonlyargcount: u.kwonlyargcount,
    stacksize: u.stacksize,
    flags: u.flags,
    code: hex(u.code),
    consts: u.consts.map(constToJson),
    names: u.names,
    localsplusnames: u.localsplusnames,
    localspluskinds: Array.from(u.localspluskinds),
    filename: u.filename,
    name: u.name,
    qualname: u.qualname,
    firstlineno: u.firstlineno,
    linetable: hex(u.linetable),
    exceptiontable: hex(u.exceptiontable),
  }
}

/** The oracle's own JSON with floats, big integers and frozensets brought into the same form. */
export function normalizeCode(code: JsonCode): JsonCode {
  return { ...code, consts: code.consts.map(normalizeConst) }
}

function normalizeConst(c: JsonConst): JsonConst {
  switch (c.t) {
    case 'int':
    case 'float':
    case 'complex':
      return constToJson(reviveConst(c))
    case 'tuple':
      return { t: 'tuple', v: (c.v as JsonConst[]).map(normalizeConst) }
    case 'frozenset':
      return { t: 'frozenset', v: sortedJson((c.v as JsonConst[]).map(normalizeConst)) }
    case 'code':
      return { t: 'code', v: normalizeCode(c.v as JsonCode) }
    default:
      return c
  }
}

/** The fields that differ, each with the path of code objects to it. */
export function differences(ours: JsonCode, theirs: JsonCode, path = ours.name): string[] {
  const found: string[] = []
  for (const key of Object.keys(theirs)) {
    if (key === 'consts') continue
    const a = JSON.stringify(ours[key])
    const b = JSON.stringify(theirs[key])
    if (a !== b) found.push(`${path} (line ${theirs.firstlineno}): ${key}\n  ours   ${a}\n  theirs ${b}`)
  }
  const n = Math.max(ours.consts.length, theirs.consts.length)
  for (let i = 0; i < n; i++) {
    const a = ours.consts[i]
    const b = theirs.consts[i]
    if (a?.t === 'code' && b?.t === 'code') {
      const inner = a.v as JsonCode
      found.push(...differences(inner, b.v as JsonCode, `${path}.${inner.name}`))
    } else if (JSON.stringify(a) !== JSON.stringify(b)) {
      const short = (c: unknown): string => (JSON.stringify(c) ?? 'absent').slice(0, 200)
      found.push(`${path} (line ${theirs.firstlineno}): const ${i}\n  ours   ${short(a)}\n  theirs ${short(b)}`)
    }
  }
  return found
}
