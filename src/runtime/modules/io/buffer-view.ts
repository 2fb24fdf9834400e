/** The bytes of arguments of the streams, as long as somebody looks at them. */
import { i32, type Ptr } from '../../memory/heap'
import {
  PyBUF_WRITABLE,
  PyBuffer_Release,
  PyObject_CheckBuffer,
  PyObject_GetBuffer,
} from '../../object/abstract/buffer-protocol'
import { typeError, typeNameOf } from '../../object/errors'
import { PyErr_Clear } from '../../object/errors-core'
import { cStackPop, cStackPush } from '../../object/interp'
import { BUF_BUF, BUF_LEN, SIZEOF_BUFFER } from '../../object/layout'

/** release() in reverse order of making. */
export interface View {
  start: Ptr
  length: number
  release(): void
}

/** The bytes that an object lends (PyObject_GetBuffer with these flags); null with an error set. */
export function viewOf(o: Ptr, flags: number): View | null {
  const view = cStackPush(SIZEOF_BUFFER / 8)
  if (PyObject_GetBuffer(o, view, flags) < 0) {
    cStackPop(view)
    return null
  }
  return {
    start: i32[(view + BUF_BUF) >> 2],
    length: i32[(view + BUF_LEN) >> 2],
    release: () => {
      PyBuffer_Release(view)
      cStackPop(view)
    },
  }
}

/** The bytes of a read-write bytes-like argument; null with TypeError set. */
export function writableView(o: Ptr, fname: string): View | null {
  const v = PyObject_CheckBuffer(o) ? viewOf(o, PyBUF_WRITABLE) : null
  if (v !== null) return v
  PyErr_Clear()
  typeError(`${fname}() argument must be read-write bytes-like object, not ${typeNameOf(o)}`)
  return null
}

/** The bytes of a bytes-like argument; null with TypeError set. */
export function readableView(o: Ptr): View | null {
  if (PyObject_CheckBuffer(o)) return viewOf(o, 0)
  typeError(`a bytes-like object is required, not '${typeNameOf(o)}'`)
  return null
}
