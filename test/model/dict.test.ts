import fc from 'fast-check'
import { expect, it } from 'vitest'
import { i32 } from '../../src/runtime/memory/heap'
import { fnPtr } from '../../src/runtime/object/fn-table'
import * as D from '../../src/runtime/object/container/dict-core'
import * as S from '../../src/runtime/object/container/set-core'
import * as Ls from '../../src/runtime/object/container/list-core'
import { newStr, strToJS } from '../../src/runtime/object/text/str-core'
import { Py_DECREF } from '../../src/runtime/object/header'
import * as L from '../../src/runtime/object/layout'
import * as T from '../../src/runtime/object/types'
import { PyObject_GC_Del, PyType_GenericAlloc } from '../../src/runtime/object/alloc'
for (const t of [T.PyDict_Type,T.PySet_Type,T.PyList_Type,T.PyTuple_Type]) { i32[(t+L.TP_FLAGS)>>2] |= L.TPFLAGS_HAVE_GC; i32[(t+L.TP_FREE)>>2]=fnPtr(PyObject_GC_Del);i32[(t+L.TP_ALLOC)>>2]=fnPtr(PyType_GenericAlloc) }
i32[(T.PySet_Type+L.TP_BASICSIZE)>>2]=200
i32[(T.PyDict_Type+L.TP_DEALLOC)>>2]=fnPtr(D.dict_dealloc)
i32[(T.PyList_Type+L.TP_DEALLOC)>>2]=fnPtr(Ls.list_dealloc)
// gc lists
import { GC_GENERATION } from '../../src/runtime/object/alloc'
for (let g=0;g<3;g++){const p=GC_GENERATION(g); i32[p>>2]=p;i32[(p+8)>>2]=p}
const keys = Array.from({length:60},(_, i)=>newStr('key'+i))
it('dict = Map', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(59)),{maxLength:400}), ops => {
    const d = D.PyDict_New(), m = new Map<number,number>()
    for (const [op,k] of ops) {
      if (op<2) { D.PyDict_SetItem(d, keys[k], keys[(k+op)%60]); m.set(k,keys[(k+op)%60]) }
      else if (m.has(k)) { D.PyDict_DelItem(d, keys[k]); m.delete(k) }
    }
    const got: number[][]=[]
    for (let p=D.dictNext(d,0);p>=0;p=D.dictNext(d,p)) got.push([D.entry.key,D.entry.value])
    expect(got).toEqual([...m].map(([k,v])=>[keys[k],v]))
    const c = D.PyDict_Copy(d); for (const [k,v] of m) expect(D.PyDict_GetItemWithError(c,keys[k])).toBe(v)
    Py_DECREF(c)
    Py_DECREF(d)
    for (const k of keys) expect(i32[k>>2]).toBe(1)
  }))
})
it('set = Set', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(59)),{maxLength:400}), ops => {
    const d = S.newSet(T.PySet_Type), m = new Set<number>()
    for (const [op,k] of ops) {
      if (op<2) { S.set_add_key(d, keys[k]); m.add(k) }
      else  { S.set_discard_key(d, keys[k]); m.delete(k) }
    }
    const got: string[]=[]
    for (let p=S.setNext(d,0);p>=0;p=S.setNext(d,p)) got.push(strToJS(S.setEntry.key))
    expect(got.sort()).toEqual([...m].map(k=>'key'+k).sort())
    S.set_clear_internal(d)
    for (const k of keys) expect(i32[k>>2]).toBe(1)
  }))
})
