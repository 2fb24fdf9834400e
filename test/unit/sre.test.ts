/** The pattern engine against what CPython 3.11 found (object/goldens/sre.py): positions of all groups of all matches. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { memMalloc } from '../../src/runtime/memory/domains'
import { u32 } from '../../src/runtime/memory/heap'
import { match } from '../../src/runtime/modules/sre/engine'
import { search } from '../../src/runtime/modules/sre/search'
import { SreState, setSrePoll } from '../../src/runtime/modules/sre/state'
import { newStr, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND } from '../../src/runtime/object/text/str-core'

type Spans = (number[] | number)[] | null
type Found = [Spans, Spans, Spans, Spans[], Spans]
type Case = [string, number[], number, [string, Found][]]

const cases: Case[] = JSON.parse(readFileSync(`${import.meta.dirname}/object/goldens/sre.json`, 'utf8'))

function place(code: number[]): number {
  const w = memMalloc(4 * code.length) >> 2
  code.forEach((x, i) => {
    u32[w + i] = x
  })
  return w
}

function spans(s: SreState, groups: number): Spans {
  const out: (number[] | number)[] = [[s.start, s.ptr]]
  for (let j = 0; j < groups * 2; j += 2) {
    const set = j + 1 <= s.lastmark && s.mark[j] >= 0 && s.mark[j + 1] >= 0
    out.push(set ? [s.mark[j], s.mark[j + 1]] : [-1, -1])
  }
  out.push(Math.max(0, s.lastindex))
  return out
}

function find(w: number, groups: number, text: string): Found {
  const o = newStr(text)
  const n = PyUnicode_GET_LENGTH(o)
  const state = (start: number, end: number): SreState => {
    const s = new SreState(PyUnicode_KIND(o), PyUnicode_DATA(o), Math.min(start, n), end, groups)
    s.ptr = s.start
    return s
  }
  const one = (f: (s: SreState) => number, s = state(0, n)): Spans => (f(s) === 1 ? spans(s, groups) : null)
  const all: Spans[] = []
  const s = state(0, n)
  while (s.start <= s.end) {
    s.reset()
    s.ptr = s.start
    if (search(s, w) !== 1) break
    all.push(spans(s, groups))
    s.mustAdvance = s.ptr === s.start
    s.start = s.ptr
  }
  return [
    one((x) => match(x, w, true)),
    one((x) => {
      x.matchAll = true
      return match(x, w, true)
    }),
    one((x) => search(x, w)),
    all,
    one((x) => search(x, w), state(1, Math.max(0, n - 1))),
  ]
}

describe('pattern engine', () => {
  it('finds what CPython finds', () => {
    const wrong: unknown[] = []
    for (const [pattern, code, groups, subjects] of cases) {
      const w = place(code)
      for (const [text, expected] of subjects) {
        const found = find(w, groups, text)
        if (JSON.stringify(found) !== JSON.stringify(expected)) {
          wrong.push([pattern, text, JSON.stringify(expected), JSON.stringify(found)].join('  |  '))
        }
      }
    }
    expect(cases.length).toBeGreaterThan(200)
    expect(wrong.slice(0, 10), `${wrong.length} differ`).toEqual([])
  })

  it('needs no host stack and stops when asked to', () => {
    const nested = cases.find((c) => c[0] === '(a|b)*')!
    const w = place(nested[1])
    const o = newStr('ab'.repeat(200_000))
    const s = new SreState(PyUnicode_KIND(o), PyUnicode_DATA(o), 0, PyUnicode_GET_LENGTH(o), nested[2])
    expect(match(s, w, true)).toBe(1)
    expect(s.ptr).toBe(400_000)
    let polls = 0
    setSrePoll(() => (++polls > 3 ? -1 : 0))
    const again = new SreState(PyUnicode_KIND(o), PyUnicode_DATA(o), 0, PyUnicode_GET_LENGTH(o), nested[2])
    expect(match(again, w, true)).toBe(-1)
    setSrePoll(() => 0)
  })
})
