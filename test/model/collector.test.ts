import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifyHeap } from '../../src/runtime/check/heap-verifier'
import { collectManually } from '../../src/runtime/gc/collect'
import { initCollector, initGenerations } from '../../src/runtime/gc/gc-init'
import { next } from '../../src/runtime/gc/gc-list'
import { objectOf } from '../../src/runtime/gc/reachability'
import { i32, type Ptr } from '../../src/runtime/memory/heap'
import { GC_ENABLED, GC_GENERATION, GC_STATS } from '../../src/runtime/object/alloc'
import { bootObjects } from '../../src/runtime/object/boot'
import { PyDict_New, PyDict_SetItem } from '../../src/runtime/object/container/dict-core'
import { PyList_Append, PyList_New } from '../../src/runtime/object/container/list-core'
import { Py_DECREF } from '../../src/runtime/object/header'
import { PyLong_FromLong } from '../../src/runtime/object/number/int-core'

initGenerations()
bootObjects({ hashSeed: 0 })
initCollector()
i32[GC_ENABLED >> 2] = 0

interface Graph {
  /** Node i is a list (true) or a dict. */
  lists: boolean[]
  edges: [number, number][]
  /** Nodes that the test keeps a reference to. */
  held: boolean[]
  /** Generations collected while the graph is being built, after the edge of that number. */
  early: [number, number][]
}

const SIZE = 14
const node = fc.nat({ max: SIZE - 1 })
const graph: fc.Arbitrary<Graph> = fc.record({
  lists: fc.array(fc.boolean(), { minLength: SIZE, maxLength: SIZE }),
  edges: fc.array(fc.tuple(node, node), { maxLength: 30 }),
  held: fc.array(fc.boolean(), { minLength: SIZE, maxLength: SIZE }),
  early: fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 2 })), { maxLength: 4 }),
})

function refer(from: Ptr, to: Ptr, isList: boolean, n: number): void {
  if (isList) {
    PyList_Append(from, to)
    return
  }
  const key = PyLong_FromLong(1000 + n)
  PyDict_SetItem(from, key, to)
  Py_DECREF(key)
}

/** Addresses in all generations. */
function tracked(): Set<Ptr> {
  const all = new Set<Ptr>()
  for (const g of [0, 1, 2]) {
    const list = GC_GENERATION(g)
    for (let n = next(list); n !== list; n = next(n)) all.add(objectOf(n))
  }
  return all
}

function reachable({ edges, held }: Graph): Set<number> {
  const seen = new Set<number>()
  const visit = (i: number): void => {
    if (seen.has(i)) return
    seen.add(i)
    for (const [from, to] of edges) if (from === i) visit(to)
  }
  held.forEach((is, i) => {
    if (is) visit(i)
  })
  return seen
}

/** What reference counting alone leaves behind once the references that are not held are dropped. */
function survivorsOfCounting({ edges, held }: Graph): Set<number> {
  const alive = new Set(held.map((_, i) => i))
  for (let changed = true; changed; ) {
    changed = false
    for (const i of alive) {
      if (held[i] || edges.some(([from, to]) => to === i && alive.has(from))) continue
      alive.delete(i)
      changed = true
    }
  }
  return alive
}

describe('the cyclic collector', () => {
  it('frees exactly what cannot be reached, whatever was collected before', () => {
    fc.assert(
      fc.property(graph, (g) => {
        const nodes = g.lists.map((isList) => (isList ? PyList_New(0) : PyDict_New()))
        g.edges.forEach(([from, to], n) => {
          refer(nodes[from], nodes[to], g.lists[from], n)
          for (const [at, generation] of g.early) if (at === n) expect(collectManually(generation)).toBe(0)
        })
        const expected = reachable(g)
        const counted = survivorsOfCounting(g)
        g.held.forEach((held, i) => {
          if (!held) Py_DECREF(nodes[i])
        })
        // an empty dict is not tracked: it dies with what holds it, but is not counted
        const followed = (i: number): boolean => g.lists[i] || g.edges.some(([from]) => from === i)
        const garbage = [...counted].filter((i) => !expected.has(i) && followed(i))
        expect(collectManually(2)).toBe(garbage.length)
        const alive = tracked()
        nodes.forEach((o, i) => {
          if (g.lists[i] && !expected.has(i)) expect(alive.has(o)).toBe(false)
          if (g.lists[i] && expected.has(i)) expect(alive.has(o)).toBe(true)
        })
        g.held.forEach((held, i) => {
          if (held) Py_DECREF(nodes[i])
        })
        collectManually(2)
      }),
      { numRuns: 300 },
    )
  })

  it('leaves a sound heap', () => {
    expect(verifyHeap()).toEqual([])
  })

  it('counts collections of each generation', () => {
    const before = i32[GC_STATS(1) >> 2]
    collectManually(1)
    expect(i32[GC_STATS(1) >> 2]).toBe(before + 1)
  })
})
