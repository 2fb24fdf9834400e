/** Methods of str, bytes and bytearray against what CPython 3.11 answered (goldens/text.py). */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bootObjects } from '../../../src/runtime/object/boot'
import { staticTypes } from '../../../src/runtime/object/define'
import { typeName } from '../../../src/runtime/object/errors'
import { answerOf, invoke, type Tagged, toObject } from './text-values'

type Case = [string, string, Tagged, Tagged[], Record<string, Tagged>, unknown]

/** PYMEMLAB_TEXT_GOLDENS: a larger file than the committed one. */
const file = process.env.PYMEMLAB_TEXT_GOLDENS ?? `${import.meta.dirname}/goldens/text.json`
const cases: Case[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []

describe('text methods answer as CPython', () => {
  bootObjects({ hashSeed: 0 })
  const byName = new Map(staticTypes.map((e) => [typeName(e.type), e.type]))
  const groups = new Map<string, Case[]>()
  for (const c of cases) {
    const name = `${c[0]}.${c[1]}`
    groups.set(name, [...(groups.get(name) ?? []), c])
  }
  it('has goldens', () => expect(cases.length).toBeGreaterThan(1000))
  for (const [name, list] of groups) {
    it(name, () => {
      const wrong: unknown[] = []
      for (const [type, method, self, args, kwargs, expected] of list) {
        const o = toObject(self)
        const kw = Object.entries(kwargs).map(([k, v]): [string, number] => [k, toObject(v)])
        const r = invoke(byName.get(type)!, method, o, args.map(toObject), kw)
        if (r === undefined) continue
        const answer = answerOf(r)
        const same = JSON.stringify(answer) === JSON.stringify(expected)
        if (!same) wrong.push({ call: [self, args, kwargs], expected, answer })
      }
      const shown = wrong.slice(0, 6).map((w) => JSON.stringify(w))
      expect(shown, `${wrong.length} of ${list.length} differ`).toEqual([])
    })
  }
})
