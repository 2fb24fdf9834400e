/** Allocation requests of text operations, in order, against CPython 3.11.7 (recorded with an allocator hook). */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Domain, MEM, OBJ, setAllocHooks } from '../../../src/runtime/memory/domains'
import { bootObjects } from '../../../src/runtime/object/boot'
import { staticTypes } from '../../../src/runtime/object/define'
import { typeName } from '../../../src/runtime/object/errors'
import { PyErr_Clear } from '../../../src/runtime/object/errors-core'
import { Py_DECREF } from '../../../src/runtime/object/header'
import { invoke, probe, type Tagged, toObject } from './text-values'

type Case = [string, string, Tagged, Tagged[], Record<string, never>, string[]]
const file = process.env.PYMEMLAB_TEXT_TRACES ?? `${import.meta.dirname}/goldens/text-traces.json`
const cases: Case[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []

const events: string[] = []
const letter = (d: Domain): string => (d === OBJ ? 'o' : d === MEM ? 'm' : 'r')
probe.before = () => {
  events.length = 0
  setAllocHooks({
    malloc: (d, n) => events.push(letter(d) + n),
    calloc: (d, n) => events.push(`${letter(d)}c${n}`),
    realloc: (d, _old, _p, n) => events.push(`${letter(d)}~${n}`),
    free: (d) => events.push(`-${letter(d)}`),
  })
}
probe.after = (r) => {
  setAllocHooks(null)
  if (r !== 0) Py_DECREF(r)
}

describe('text methods ask for the memory CPython asks for', () => {
  bootObjects({ hashSeed: 0 })
  const byName = new Map(staticTypes.map((e) => [typeName(e.type), e.type]))
  const groups = new Map<string, Case[]>()
  for (const c of cases) {
    const name = `${c[0]}.${c[1]}`
    groups.set(name, [...(groups.get(name) ?? []), c])
  }
  it('has recordings', () => expect(cases.length).toBeGreaterThan(500))
  for (const [name, list] of groups) {
    it(name, () => {
      const wrong: string[] = []
      for (const [type, method, self, args, , expected] of list) {
        const o = toObject(self)
        const a = args.map(toObject)
        // the first call fills free lists and caches, as when recording
        for (let k = 0; k < 2; k++) if (invoke(byName.get(type)!, method, o, a, []) === 0) PyErr_Clear()
        const got = events.join(' ')
        if (got !== expected.join(' ')) wrong.push(`${JSON.stringify([self, args])}: ${expected.join(' ')} | ${got}`)
      }
      expect(wrong.slice(0, 5), `${wrong.length} of ${list.length} differ`).toEqual([])
    })
  }
})
