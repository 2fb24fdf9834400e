import { describe, expect, it } from 'vitest'
import { verifyHeap } from '../../../src/runtime/check/heap-verifier'
import { initCollector, initGenerations } from '../../../src/runtime/gc/gc-init'
import { i32 } from '../../../src/runtime/memory/heap'
import { GC_GENERATION } from '../../../src/runtime/object/alloc'
import { bootObjects } from '../../../src/runtime/object/boot'
import { PyList_Append, PyList_New } from '../../../src/runtime/object/container/list-core'
import { addRoots } from '../../../src/runtime/object/extra-roots'
import { Py_DECREF } from '../../../src/runtime/object/header'
import { LIST_ALLOCATED, OB_SIZE } from '../../../src/runtime/object/layout'
import { newStr } from '../../../src/runtime/object/text/str-core'

initGenerations()
bootObjects({ hashSeed: 0 })
initCollector()

let root = PyList_New(0)
addRoots((visit) => visit(root))

describe('the heap verifier', () => {
  it('finds nothing wrong with a fresh process', () => {
    expect(verifyHeap()).toEqual([])
  })

  it('sees a reference too many and one too few', () => {
    const inner = PyList_New(0)
    PyList_Append(root, inner)
    expect(verifyHeap()).toEqual([expect.stringMatching(/^list at .*: reference count 2, references found 1$/)])
    Py_DECREF(inner)
    i32[inner >> 2]--
    expect(verifyHeap().join()).toMatch(/reference count 0/)
    i32[inner >> 2]++
    expect(verifyHeap()).toEqual([])
  })

  it('sees an object that nothing refers to', () => {
    const lost = newStr('lost and found')
    expect(verifyHeap()).toEqual([expect.stringContaining('reference count 1, but unreachable')])
    Py_DECREF(lost)
    expect(verifyHeap()).toEqual([])
  })

  it('sees a broken list of the collector', () => {
    const list = GC_GENERATION(0)
    const first = i32[list >> 2]
    const saved = i32[(first + 8) >> 2]
    i32[(first + 8) >> 2] = first
    expect(verifyHeap().join()).toContain('not linked backwards')
    i32[(first + 8) >> 2] = saved
    expect(verifyHeap()).toEqual([])
  })

  it('sees a length above the capacity', () => {
    const allocated = i32[(root + LIST_ALLOCATED) >> 2]
    i32[(root + LIST_ALLOCATED) >> 2] = 0
    expect(i32[(root + OB_SIZE) >> 2]).toBeGreaterThan(0)
    expect(verifyHeap().join()).toContain('length above capacity')
    i32[(root + LIST_ALLOCATED) >> 2] = allocated
  })

  it('is content when everything was given back', () => {
    Py_DECREF(root)
    root = 0
    expect(verifyHeap()).toEqual([])
  })
})
