/** What the compiler leaves parked: where memory is short, and which code is the same code. */
import { beforeAll, expect, test } from 'vitest'
import { compile } from '../../src/runtime/compile'
import { leftoversOf, parkCompilerLeftovers } from '../../src/runtime/eval/compiler-leftovers'
import { memMalloc, objFree, objMalloc } from '../../src/runtime/memory/domains'
import type { Ptr } from '../../src/runtime/memory/heap'
import { setMemoryLimit } from '../../src/runtime/memory/pages'
import { bootObjects } from '../../src/runtime/object/boot'
import { PyErr_Occurred } from '../../src/runtime/object/errors-core'

beforeAll(() => bootObjects({ hashSeed: 0 }))

test('two functions are told apart by any byte of their code', () => {
  const long = 'a + b\n  '.repeat(1500)
  const tuples = (last: string): number =>
    leftoversOf(compile(`def f():\n  ${long}a + b\ndef g():\n  ${long}a ${last} b\n`, 'x.py', 'exec', {})).tuples[2]
  expect(tuples('-')).toBe(tuples('+') + 1)
})

test('an allocation that fails leaves no error', () => {
  const unit = compile('def f(): return (1, 2.5), [3, {4: 5}]\n', 'x.py', 'exec', {})
  setMemoryLimit(8 << 20)
  const kept: Ptr[] = []
  for (const size of [4096, 512, 400, 304, 208, 192, 112, 96, 80, 72, 64, 56, 48, 40, 32, 24, 16]) {
    for (let p = memMalloc(size); p !== 0; p = memMalloc(size)) if (size === 64) kept.push(p)
  }
  for (let step = 0; step < 200; step++) {
    parkCompilerLeftovers(unit)
    expect(PyErr_Occurred()).toBe(0)
    const p = kept.pop()
    if (p !== undefined) objFree(p)
  }
  expect(objMalloc(512)).toBe(0)
})
