import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from '../../src/runtime/compile'
import type { CodeUnit, Const } from '../../src/runtime/compile/code-unit'
import { findAsync } from '../../src/runtime/compile/find-async'
import { deserialize, SerialError, serialize } from '../../src/runtime/compile/serialize'
import { unitToJson } from '../tools/compile-oracle'

const folder = fileURLToPath(new URL('../fixtures/compile/', import.meta.url))
const sources = readdirSync(folder).filter((name) => name.endsWith('.py'))

function unitOf(name: string): CodeUnit {
  return compile(readFileSync(folder + name, 'utf8'), name, 'exec')
}

/** Which places of a code object hold the same object: equal lists mean equal sharing. */
function sharing(unit: CodeUnit): number[] {
  const numbers = new Map<object, number>()
  const found: number[] = []
  const see = (o: object): void => {
    if (!numbers.has(o)) numbers.set(o, numbers.size)
    found.push(numbers.get(o)!)
  }
  const visit = (c: Const): void => {
    see(c)
    if (c.t === 'tuple' || c.t === 'frozenset') c.v.forEach(visit)
    if (c.t === 'code') walk(c.v)
  }
  const walk = (u: CodeUnit): void => {
    const { consts, names, localsplusnames, linetable, exceptiontable } = u.objects
    for (const c of [consts, names, localsplusnames, linetable, exceptiontable]) visit(c)
    expect(u.consts).toBe(consts.v)
    expect(u.linetable).toBe(linetable.v)
  }
  walk(unit)
  return found
}

describe('serialize', () => {
  test.each(sources)('%s comes back the same', (name) => {
    const unit = unitOf(name)
    const back = deserialize(serialize(unit))
    expect(unitToJson(back)).toEqual(unitToJson(unit))
    expect(sharing(back)).toEqual(sharing(unit))
  })

  test('every kind of constant', () => {
    const source =
      'x = (0, -1, 2**100, -2**64, 0.0, -0.0, 1e309, 1j, -1-0j, "", "é", "€", "\\ud800", "𝄠", b"", b"\\xff", ..., None, True, ())'
    const unit = compile(source, '<string>', 'exec')
    expect(unitToJson(deserialize(serialize(unit)))).toEqual(unitToJson(unit))
  })

  test('anything else is refused', () => {
    const good = serialize(unitOf('classes.py'))
    expect(() => deserialize(new Uint8Array())).toThrow(SerialError)
    expect(() => deserialize(good.slice(1))).toThrow('not a compiled module')
    expect(() => deserialize(Uint8Array.of(...good, 0))).toThrow('after the end')
    const otherVersion = good.slice()
    otherVersion[4]++
    expect(() => deserialize(otherVersion)).toThrow(/version/)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: good.length - 1 }), (length) => {
        expect(() => deserialize(good.slice(0, length))).toThrow(SerialError)
      }),
      { seed: 20261120 },
    )
  })
})

describe('findAsync', () => {
  test('finds nested coroutines', () => {
    const unit = compile('def f():\n  class C:\n    async def g(self): pass\n', '<string>', 'exec')
    expect(findAsync(unit)).toEqual({
      qualname: 'f.<locals>.C.g',
      lineno: 3,
      msg: "'async' is not supported yet by this process (line 3)",
    })
  })

  test('finds asynchronous generators, not plain ones', () => {
    expect(findAsync(compile('def f(): yield\nx = (i for i in y)', '<string>', 'exec'))).toBeNull()
    expect(findAsync(compile('async def f(): yield', '<string>', 'exec'))?.lineno).toBe(1)
  })
})
