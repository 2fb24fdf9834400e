/**
 * Interpreter frames on the frame stack: 16 KiB chunks (doubled for larger frames) taken from the operating system, as
 * CPython 3.11's datastack. A frame is 72 bytes of header, then locals, cells, free variables and the value stack.
 *
 * States of a frame: owned by the thread (running, on the frame stack), by a generator (inside the generator object), or
 * by a frame object (its function has ended and somebody still looks at it).
 */
import { i32, type Ptr } from '../memory/heap'
import { mmap, munmap } from '../memory/mmap'
import { PyErr_NoMemory } from '../object/errors-core'
import { Py_DECREF, Py_XDECREF } from '../object/header'
import {
  TS_DATASTACK_CHUNK,
  TS_DATASTACK_LIMIT,
  TS_DATASTACK_TOP,
  TS_FRAME,
  TS_RECURSION_REMAINING,
} from '../object/interp'
import { FRAME_LOCALSPLUS, FUNC_BUILTINS, FUNC_GLOBALS } from '../object/layout'
import { Py_EnterRecursiveCall } from '../object/recursion'

const CHUNK_BYTES = 16384
const CHUNK_HEADER = 24 // previous, size, top
const MINIMUM_OVERHEAD = 1000 * 8

const W_CHUNK = TS_DATASTACK_CHUNK >> 2
const W_TOP = TS_DATASTACK_TOP >> 2
const W_LIMIT = TS_DATASTACK_LIMIT >> 2
const W_FRAME = TS_FRAME >> 2
const W_RECURSION = TS_RECURSION_REMAINING >> 2

/** Word offsets of frame fields, for functions that work on frame word indexes. */
export const FW_FUNC = 0
export const FW_GLOBALS = 2
export const FW_BUILTINS = 4
export const FW_LOCALS = 6
export const FW_CODE = 8
export const FW_FRAME_OBJ = 10
export const FW_PREVIOUS = 12
export const FW_PREV_INSTR = 14
export const FW_STACKTOP = 16
export const FW_FLAGS = 17 // byte 0 is_entry, byte 1 owner
export const FW_LOCALSPLUS = FRAME_LOCALSPLUS >> 2

/** Room for a frame of `bytes` on the frame stack; 0 when the address space is exhausted. */
export function allocateFrame(bytes: number): Ptr {
  const base = i32[W_TOP]
  if (base !== 0 && base + bytes <= i32[W_LIMIT]) {
    i32[W_TOP] = base + bytes
    return base
  }
  return pushChunk(bytes)
}

function pushChunk(bytes: number): Ptr {
  let size = CHUNK_BYTES
  while (size < bytes + MINIMUM_OVERHEAD + CHUNK_HEADER && size > 0) size *= 2
  const chunk = mmap(size)
  if (chunk === 0) return 0
  const current = i32[W_CHUNK]
  if (current !== 0) i32[(current + 16) >> 2] = i32[W_TOP] - (current + CHUNK_HEADER)
  i32[chunk >> 2] = current
  i32[(chunk + 8) >> 2] = size
  i32[(chunk + 16) >> 2] = 0
  i32[W_CHUNK] = chunk
  i32[W_LIMIT] = chunk + size
  // the first frame of the root chunk starts one word later, so that the chunk is never taken for empty
  const base = chunk + CHUNK_HEADER + (current === 0 ? 8 : 0)
  i32[W_TOP] = base + bytes
  return base
}

/** Gives back the topmost frame's room; a chunk whose first frame goes is unmapped. */
export function releaseFrame(f: Ptr): void {
  const chunk = i32[W_CHUNK]
  if (f === chunk + CHUNK_HEADER) popChunk(chunk)
  else i32[W_TOP] = f
}

function popChunk(chunk: Ptr): void {
  const previous = i32[chunk >> 2]
  i32[W_CHUNK] = previous
  i32[W_TOP] = previous + CHUNK_HEADER + i32[(previous + 16) >> 2]
  i32[W_LIMIT] = previous + i32[(previous + 8) >> 2]
  munmap(chunk, i32[(chunk + 8) >> 2])
}

/**
 * Pushes a frame for func (stolen reference) running code, makes it current. Locals are NOT cleared: arguments are
 * stored by the caller, the rest by the generated prologue. 0 with an error set (and func dropped) on failure.
 */
export function pushFrame(func: Ptr, code: Ptr, bytes: number): Ptr {
  const f = i32[W_TOP]
  if (f === 0 || f + bytes > i32[W_LIMIT] || i32[W_RECURSION] <= 0) return pushFrameSlow(func, code, bytes)
  i32[W_TOP] = f + bytes
  i32[W_RECURSION]--
  initFrame(f, func, code)
  return f
}

function initFrame(f: Ptr, func: Ptr, code: Ptr): void {
  const w = f >> 2
  i32[code >> 2]++
  i32[w + FW_FUNC] = func
  i32[w + FW_GLOBALS] = i32[(func + FUNC_GLOBALS) >> 2]
  i32[w + FW_BUILTINS] = i32[(func + FUNC_BUILTINS) >> 2]
  i32[w + FW_LOCALS] = 0
  i32[w + FW_CODE] = code
  i32[w + FW_FRAME_OBJ] = 0
  i32[w + FW_PREVIOUS] = i32[W_FRAME]
  i32[w + FW_PREV_INSTR] = -1
  i32[w + FW_FLAGS] = 0
  i32[W_FRAME] = f
}

function pushFrameSlow(func: Ptr, code: Ptr, bytes: number): Ptr {
  if (!Py_EnterRecursiveCall('')) {
    Py_DECREF(func)
    return 0
  }
  const f = allocateFrame(bytes)
  if (f === 0) {
    i32[W_RECURSION]++
    Py_DECREF(func)
    return PyErr_NoMemory()
  }
  initFrame(f, func, code)
  return f
}

/** End of an ordinary function whose locals are already dropped: drops func and code, pops the frame, passes ret on. */
export function leave(f: Ptr, w: number, ret: Ptr): Ptr {
  const locals = i32[w + FW_LOCALS]
  if (locals !== 0) Py_XDECREF(locals)
  Py_DECREF(i32[w + FW_FUNC])
  Py_DECREF(i32[w + FW_CODE])
  i32[W_FRAME] = i32[w + FW_PREVIOUS]
  i32[W_RECURSION]++
  if (f === i32[W_CHUNK] + CHUNK_HEADER) popChunk(i32[W_CHUNK])
  else i32[W_TOP] = f
  return ret
}

/** Takes back a frame whose function was never entered; its slots own nothing. */
export function discardFrame(f: Ptr): void {
  leave(f, f >> 2, 0)
}
