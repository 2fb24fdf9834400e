import { beforeAll, describe, expect, it } from 'vitest'
import { PyObject_GetItem, PyObject_SetItem } from '../../../src/runtime/object/abstract/mapping-protocol'
import { PyObject_GetAttr } from '../../../src/runtime/object/abstract/object-protocol'
import { bootObjects } from '../../../src/runtime/object/boot'
import { callN } from '../../../src/runtime/object/call'
import { Py_DECREF, Py_REFCNT } from '../../../src/runtime/object/header'
import { newStr } from '../../../src/runtime/object/text/str-core'
import { PyByteArray_Type, PyMemoryView_Type, PySlice_Type } from '../../../src/runtime/object/types'
import { answerOf, type Tagged, toObject } from './text-values'

const int = (n: number): Tagged => ({ i: String(n) })
const make = (bytes: number[]): number => callN(PyMemoryView_Type, toObject({ ba: bytes }))
const attr = (o: number, name: string): number => PyObject_GetAttr(o, newStr(name))
const call = (o: number, name: string, ...args: Tagged[]) => {
  const method = attr(o, name)
  const answer = answerOf(callN(method, ...args.map(toObject)))
  Py_DECREF(method)
  return answer
}
const slice = (a: Tagged, b: Tagged, c: Tagged): number => callN(PySlice_Type, toObject(a), toObject(b), toObject(c))

describe('memoryview', () => {
  beforeAll(() => bootObjects({ hashSeed: 0 }))

  it('reads, slices and writes through', () => {
    const bytes = toObject({ ba: [1, 2, 3, 4, 5, 6] })
    const mv = callN(PyMemoryView_Type, bytes)
    const part = PyObject_GetItem(mv, slice(int(1), null, int(2)))
    expect(call(part, 'tolist')).toEqual({ ok: { l: [int(2), int(4), int(6)] } })
    expect(PyObject_SetItem(part, toObject(int(1)), toObject(int(99)))).toBe(0)
    expect(call(mv, 'tobytes')).toEqual({ ok: { b: [1, 2, 3, 99, 5, 6] } })
    expect(answerOf(attr(part, 'strides'))).toEqual({ ok: { t: [int(2)] } })
    expect(answerOf(attr(part, 'contiguous'))).toEqual({ ok: false })
    expect(answerOf(PyObject_GetItem(mv, toObject(int(9))))).toEqual({
      error: 'IndexError',
      args: ['index out of bounds on dimension 1'],
    })
  })

  it('casts to other formats and shapes', () => {
    const mv = make([1, 0, 0, 0, 255, 255, 255, 255])
    const ints = callN(attr(mv, 'cast'), newStr('i'))
    expect(call(ints, 'tolist')).toEqual({ ok: { l: [int(1), int(-1)] } })
    const grid = callN(attr(mv, 'cast'), newStr('H'), toObject({ l: [int(2), int(2)] }))
    expect(call(grid, 'tolist')).toEqual({ ok: { l: [{ l: [int(1), int(0)] }, { l: [int(65535), int(65535)] }] } })
    expect(call(mv, 'cast', 'x')).toEqual({
      error: 'ValueError',
      args: ["memoryview: destination format must be a native single character format prefixed with an optional '@'"],
    })
  })

  it('keeps the exporter from resizing until released', () => {
    const bytes = callN(PyByteArray_Type, toObject({ b: [1, 2, 3] }))
    const mv = callN(PyMemoryView_Type, bytes)
    expect(call(bytes, 'append', int(4))).toEqual({
      error: 'BufferError',
      args: ['Existing exports of data: object cannot be re-sized'],
    })
    expect(call(mv, 'release')).toEqual({ ok: null })
    expect(call(mv, 'tolist')).toEqual({
      error: 'ValueError',
      args: ['operation forbidden on released memoryview object'],
    })
    expect(call(bytes, 'append', int(4))).toEqual({ ok: null })
    Py_DECREF(mv)
    expect(Py_REFCNT(bytes)).toBe(1)
  })
})
