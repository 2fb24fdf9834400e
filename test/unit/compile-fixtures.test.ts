import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { compile } from '../../src/runtime/compile'
import { parse } from '../../src/runtime/compile/1-parse'
import type { CodeUnit } from '../../src/runtime/compile/code-unit'
import { CompileError } from '../../src/runtime/compile/errors'
import { EXTENDED_ARG, HAVE_ARGUMENT, OPCODES } from '../../src/runtime/compile/opcodes'
import {
  differences,
  findPython311,
  type JsonCode,
  normalizeCode,
  Oracle,
  type OracleError,
  unitToJson,
} from '../tools/compile-oracle'

/**
 * Our own small sources, each with what the real CPython 3.11 compiles it to. `UPDATE=1` records the goldens anew; that needs
 * a CPython 3.11 (PYMEMLAB_PYTHON, python3 or python3.11).
 */
const folder = fileURLToPath(new URL('../fixtures/compile/', import.meta.url))
const sources = readdirSync(folder).filter((name) => name.endsWith('.py'))
const update = process.env.UPDATE === '1'
const python = update ? findPython311() : null
if (update && python === null) throw new Error('UPDATE=1 needs a CPython 3.11: set PYMEMLAB_PYTHON')
const oracle = python === null ? null : new Oracle(python)
afterAll(() => oracle?.close())

interface Golden {
  code: JsonCode
  warnings: [category: string, msg: string, lineno: number][]
}

function readGolden<T>(name: string): T {
  const path = folder + name
  if (!existsSync(path))
    throw new Error(`${name} is missing: UPDATE=1 npx vitest run test/unit/compile-fixtures.test.ts`)
  return JSON.parse(readFileSync(path, 'utf8')) as T
}

function allUnits(unit: CodeUnit): CodeUnit[] {
  return [unit, ...unit.consts.flatMap((c) => (c.t === 'code' ? allUnits(c.v) : []))]
}

describe('code objects', () => {
  test.each(sources)('%s', async (name) => {
    const source = readFileSync(folder + name, 'utf8')
    const goldenName = name.replace(/\.py$/, '.json')
    if (oracle !== null) {
      const answer = await oracle.ask({ source, filename: name })
      if (answer.code === undefined) throw new Error(`${name}: ${JSON.stringify(answer.error)}`)
      const golden: Golden = { code: normalizeCode(answer.code), warnings: answer.warnings }
      writeFileSync(folder + goldenName, `${JSON.stringify(golden)}\n`)
    }
    const golden = readGolden<Golden>(goldenName)
    const warnings: Golden['warnings'] = []
    const unit = compile(source, name, 'exec', { onWarning: (w) => warnings.push([w.category, w.msg, w.lineno]) })
    expect(differences(unitToJson(unit), golden.code)).toEqual([])
    expect(warnings).toEqual(golden.warnings)
  })
})

describe('errors', () => {
  const cases = readFileSync(`${folder}errors.txt`, 'utf8').split(/^----\n/m)
  test('as CPython reports them', async () => {
    if (oracle !== null) {
      const answers = await Promise.all(cases.map((source) => oracle.ask({ source })))
      writeFileSync(
        `${folder}errors.json`,
        `[\n${answers.map((a) => JSON.stringify(a.error ?? null)).join(',\n')}\n]\n`,
      )
    }
    const golden = readGolden<(OracleError | null)[]>('errors.json')
    const ours = cases.map((source) => ({ source, error: errorOf(source) }))
    expect(ours).toEqual(cases.map((source, i) => ({ source, error: golden[i] })))
  })
})

function errorOf(source: string): OracleError | null {
  try {
    compile(source, '<string>', 'exec')
    return null
  } catch (e) {
    if (!(e instanceof CompileError)) throw e
    const { kind, msg, lineno, offset, end_lineno, end_offset, text } = e
    return { kind, msg, lineno, offset, end_lineno, end_offset, text }
  }
}

describe('coverage of the fixtures', () => {
  test('every instruction is emitted somewhere', () => {
    const seen = new Set<string>()
    for (const name of sources) {
      for (const unit of allUnits(compile(readFileSync(folder + name, 'utf8'), name, 'exec'))) {
        for (let i = 0; i < unit.code.length; i += 2) seen.add(OPCODES[unit.code[i]]?.name ?? `opcode ${unit.code[i]}`)
      }
    }
    // interactive mode only
    const never = ['PRINT_EXPR']
    const missing = OPCODES.flatMap((info) => (info === undefined || seen.has(info.name) ? [] : [info.name]))
    expect(missing.sort()).toEqual(never)
  })

  test('every node of the tree occurs', () => {
    const seen = new Set<string>()
    const walk = (node: unknown): void => {
      if (Array.isArray(node)) {
        node.forEach(walk)
      } else if (node !== null && typeof node === 'object') {
        const { nodeType } = node as { nodeType?: string }
        if (nodeType !== undefined) seen.add(nodeType)
        Object.values(node).forEach(walk)
      }
    }
    for (const name of sources) walk(parse(readFileSync(folder + name, 'utf8'), name, 'exec'))
    expect([...seen].sort()).toEqual(NODES)
  })
})

/** All classes of Python.asdl that a module can contain. */
const NODES =
  `AnnAssign Assert Assign AsyncFor AsyncFunctionDef AsyncWith Attribute AugAssign Await BinOp BoolOp Break Call
ClassDef Compare Constant Continue Delete Dict DictComp ExceptHandler Expr For FormattedValue FunctionDef GeneratorExp Global
If IfExp Import ImportFrom JoinedStr Lambda List ListComp Match MatchAs MatchClass MatchMapping MatchOr MatchSequence MatchSingleton
MatchStar MatchValue Module Name NamedExpr Nonlocal Pass Raise Return Set SetComp Slice Starred Subscript Try TryStar Tuple
UnaryOp While With Yield YieldFrom alias arg arguments comprehension keyword match_case withitem`
    .split(/\s+/)
    .sort()

describe('the opcode table', () => {
  test('agrees with itself', () => {
    for (const info of OPCODES) {
      if (info === undefined) continue
      expect(info.opcode >= HAVE_ARGUMENT, info.name).toBe(info.arg !== 'none')
      if (info.caches > 0) expect(info.opcode).not.toBe(EXTENDED_ARG)
    }
  })
})

describe('modes', () => {
  test('eval returns the value', () => {
    const unit = compile('a + 1', '<string>', 'eval')
    expect(unit.names).toEqual(['a'])
    expect(OPCODES[unit.code[unit.code.length - 2]]?.name).toBe('RETURN_VALUE')
  })

  test('single prints the value', () => {
    const unit = compile('a\n', '<stdin>', 'single')
    const names = Array.from({ length: unit.code.length / 2 }, (_, i) => OPCODES[unit.code[i * 2]]?.name)
    expect(names).toContain('PRINT_EXPR')
  })

  test('optimize drops asserts, then docstrings', () => {
    const source = 'def f():\n  "doc"\n  assert x\n'
    const body = (optimize: 0 | 1 | 2): CodeUnit => allUnits(compile(source, '<string>', 'exec', { optimize }))[1]
    expect(body(0).consts[0]).toEqual({ t: 'str', v: 'doc' })
    expect(body(1).consts[0]).toEqual({ t: 'str', v: 'doc' })
    expect(body(1).code.length).toBeLessThan(body(0).code.length)
    expect(body(2).consts[0]).toEqual({ t: 'none' })
  })

  test('equal constants are one object', () => {
    const unit = compile('x = (1, "a b", 2.5)\ndef f(): return (1, "a b", 2.5), 2.5, "a b"\n', '<string>', 'exec')
    const [outer, inner] = allUnits(unit)
    const tuple = outer.consts[0]
    expect(tuple.t).toBe('tuple')
    const pair = inner.consts.find((c) => c.t === 'tuple')
    if (pair?.t !== 'tuple' || tuple.t !== 'tuple') throw new Error('no tuple')
    expect(pair.v[0]).toBe(tuple)
    expect(pair.v[1]).toBe(tuple.v[2])
    expect(pair.v[2]).toBe(tuple.v[1])
  })
})
