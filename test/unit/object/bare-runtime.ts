/** Enough of a process to call methods of built-in types without booting: collector lists, names and bases of exceptions. */
import { i32 } from '../../../src/runtime/memory/heap'
import { GC_GENERATION } from '../../../src/runtime/object/alloc'
import { fnPtr } from '../../../src/runtime/object/fn-table'
import { TS_RECURSION_REMAINING } from '../../../src/runtime/object/interp'
import { TP_BASE, TP_DEALLOC, TP_NAME } from '../../../src/runtime/object/layout'
import { _Py_ID } from '../../../src/runtime/object/text/str-core'
import * as T from '../../../src/runtime/object/types'

const noop = (): void => {}

export function prepareBareRuntime(): void {
  i32[TS_RECURSION_REMAINING >> 2] = 1000
  for (let g = 0; g < 3; g++) {
    const head = GC_GENERATION(g)
    if (i32[head >> 2] === 0) {
      i32[head >> 2] = head
      i32[(head + 8) >> 2] = head
    }
  }
  for (const [name, type] of Object.entries(T)) {
    if (typeof type !== 'number' || !/^PyExc_|_Type$/.test(name)) continue
    if (i32[type >> 2] === 0) {
      i32[type >> 2] = 1
      i32[(type + 8) >> 2] = T.PyType_Type
    }
    if (i32[(type + TP_NAME) >> 2] === 0) i32[(type + TP_NAME) >> 2] = _Py_ID(name.replace(/^PyExc_/, ''))
    if (i32[(type + TP_DEALLOC) >> 2] === 0) i32[(type + TP_DEALLOC) >> 2] = fnPtr(noop)
  }
  for (const type of [T.PyExc_KeyError, T.PyExc_IndexError]) {
    if (i32[(type + TP_BASE) >> 2] === 0) i32[(type + TP_BASE) >> 2] = T.PyExc_LookupError
  }
}
