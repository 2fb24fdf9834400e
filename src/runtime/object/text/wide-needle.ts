/**
 * CPython searches with haystack and needle of one width: a narrower needle is first copied wider into a block of the mem
 * domain (unicode_askind). The block shows in allocation traces, and equal widths make the search faster.
 */
import { memFree, memMalloc } from '../../memory/domains'
import type { Ptr } from '../../memory/heap'
import { PyErr_NoMemory } from '../errors-core'
import { copyChars } from './str-build'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND } from './str-core'

export class WideNeedle {
  kind: number
  data: Ptr
  /** MemoryError is set. */
  failed = false
  private owned = false

  /** The characters of s with `width` bytes each where that is more than they have. */
  constructor(s: Ptr, width: number) {
    this.kind = PyUnicode_KIND(s)
    this.data = PyUnicode_DATA(s)
    if (width <= this.kind) return
    const n = PyUnicode_GET_LENGTH(s)
    const block = memMalloc(n * width)
    if (block === 0) {
      PyErr_NoMemory()
      this.failed = true
      return
    }
    copyChars(width, block, 0, this.kind, this.data, 0, n)
    this.kind = width
    this.data = block
    this.owned = true
  }

  release(): void {
    if (this.owned) memFree(this.data)
    this.owned = false
  }
}
