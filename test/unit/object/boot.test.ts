import { describe, expect, it } from 'vitest'
import { i32 } from '../../../src/runtime/memory/heap'
import { reprJS } from '../../../src/runtime/object/abstract/object-protocol'
import { bootObjects } from '../../../src/runtime/object/boot'
import { staticTypes } from '../../../src/runtime/object/define'
import { TP_FLAGS, TPFLAGS_READY } from '../../../src/runtime/object/layout'
import { Py_None, PyList_Type } from '../../../src/runtime/object/types'

bootObjects({ hashSeed: 0 })

describe('boot', () => {
  it('readies every static type', () => {
    const unready = staticTypes.filter(({ type }) => (i32[(type + TP_FLAGS) >> 2] & TPFLAGS_READY) === 0)
    expect(unready.map(({ spec }) => spec.name)).toEqual([])
    expect(staticTypes.length).toBeGreaterThan(60)
  })

  it('shows objects', () => {
    expect(reprJS(Py_None)).toBe('None')
    expect(reprJS(PyList_Type)).toBe("<class 'list'>")
  })
})
