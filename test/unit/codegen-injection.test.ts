/**
 * No string, name or constant of a script can reach the generated JavaScript: the text consists of numbers, fixed
 * keywords, the generator's own variable names and the names of the runtime's table, and contains no quote at all.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/runtime/compile'
import { type CodeInput, generate } from '../../src/runtime/compile/4-generate'
import { globalName, type LinkTable, link, linkLater } from '../../src/runtime/compile/4-generate/link'
import { RUNTIME_NAMES } from '../../src/runtime/compile/4-generate/names'
import type { CodeUnit } from '../../src/runtime/compile/code-unit'

const KEYWORDS =
  'const let return function if else for switch case continue break true false Math imul R D X L B ret pc thrown f w t n m x y c p q'
const ALLOWED = new Set<string>([...RUNTIME_NAMES, ...KEYWORDS.split(' ')])
const OWN_VARIABLE = /^(?:[slLB]|ic|const|name)\d+$/
const TABLE: LinkTable = new Map(RUNTIME_NAMES.map((name) => [name, globalName(name)]))

function inputOf(u: CodeUnit): CodeInput {
  return {
    code: u.code,
    exceptionTable: u.exceptiontable,
    lineTable: u.linetable,
    firstLine: u.firstlineno,
    nlocalsplus: u.localsplusnames.length,
    argSlots: u.argcount + u.kwonlyargcount + (u.flags & 4 ? 1 : 0) + (u.flags & 8 ? 1 : 0),
    stacksize: u.stacksize,
    isGenerator: (u.flags & 0x20) !== 0,
    isAsync: (u.flags & 0x280) !== 0,
    intConsts: u.consts.map((_, i) => (i % 2 ? 7 : undefined)),
    knownFunctions: u.names.map((name) =>
      name === 'len' ? { args: 1, method: false, call: 'callLen' as const } : undefined,
    ),
    knownMethods: [],
  }
}

function check(u: CodeUnit): number {
  let n = 1
  const { body } = generate(inputOf(u))
  const consts = u.consts.map((_, i) => 4096 + 16 * i)
  const names = u.names.map((_, i) => 65536 + 16 * i)
  const linked = link(body, TABLE, { consts, names, cacheBase: 0 })
  expect(() => new Function(linked)).not.toThrow()
  expect(linked).not.toMatch(/undefined|NaN/)
  expect(() => new Function(`return ${linkLater(body, TABLE)}`)).not.toThrow()
  expect(body).not.toMatch(/["'`\\/]/)
  for (const [word] of body.matchAll(/[A-Za-z_$][\w$]*/g)) {
    if (!ALLOWED.has(word) && !OWN_VARIABLE.test(word)) throw new Error(`${u.qualname}: unexpected word ${word}`)
  }
  for (const c of u.consts) if (c.t === 'code') n += check(c.v)
  return n
}

describe('generated JavaScript', () => {
  it('of every compiler fixture is closed over the table of runtime names', () => {
    const folder = join(import.meta.dirname, '../fixtures/compile')
    let functions = 0
    for (const file of readdirSync(folder).filter((f) => f.endsWith('.py') && !/async/.test(f))) {
      functions += check(compile(readFileSync(join(folder, file), 'utf8'), file, 'exec'))
    }
    expect(functions).toBeGreaterThan(50)
  })

  it('is closed whatever text stands in strings, names and comments', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '`${process.exit()}`',
        "');process.exit();('",
        '*/ throw 1 /*',
        '\u2028alert(1)',
        '</script>',
        '${R}',
      ),
    )
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const source = `x = {${JSON.stringify(a)}: ${JSON.stringify(b)}}\ndef f(y=${JSON.stringify(a)}):\n    return y + ${JSON.stringify(b)}, x.${'constructor'}, __proto__\n`
        let unit: CodeUnit
        try {
          unit = compile(source, a, 'exec')
        } catch {
          return // not every JSON string is a Python string
        }
        check(unit)
      }),
      { seed: 20261120, numRuns: 200 },
    )
  })

  it('of names that mean something in JavaScript', () => {
    const words = ['constructor', '__proto__', 'eval', 'arguments', 'process', 'globalThis', 'R', 'ic', 'dec']
    for (const word of words)
      check(compile(`def ${word}(${word}_):\n    ${word}_.${word} = ${word}\n    return ${word}\n`, word, 'exec'))
  })
})
