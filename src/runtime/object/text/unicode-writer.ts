/**
 * _PyUnicodeWriter: how repr, str.format, % and the number formatters build their results. Its over-allocation (a quarter,
 * or min_length) and the final shrinking realloc are visible in allocation traces, so they are CPython 3.11's.
 */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { Py_DECREF, Py_NewRef } from '../header'
import { EMPTY_STR } from '../types'
import { memcpy } from './mem'
import {
  _PyUnicode_FastCopyCharacters,
  _PyUnicode_FindMaxChar,
  copyChars,
  PyUnicode_MAX_CHAR_VALUE,
  resize_compact,
  unicode_result_ready,
} from './str-build'
import {
  newStr,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_New,
  PyUnicode_WRITE,
} from './str-core'

const OVERALLOCATE_FACTOR = 4

/** Every write method returns false with the error indicator set on failure; then call dealloc(). */
export class UnicodeWriter {
  buffer: Ptr = 0
  data: Ptr = 0
  kind = 0
  maxchar = 0
  /** Characters the buffer holds; 0 while it is a borrowed whole string. */
  size = 0
  pos = 0
  minLength = 0
  minChar = 127
  overallocate = false
  /** The buffer is somebody's string taken over unchanged: must be copied before writing. */
  readonly = false

  private update(): void {
    this.maxchar = PyUnicode_MAX_CHAR_VALUE(this.buffer)
    this.data = PyUnicode_DATA(this.buffer)
    if (this.readonly) {
      this.kind = 0
      this.size = 0
    } else {
      this.kind = PyUnicode_KIND(this.buffer)
      this.size = PyUnicode_GET_LENGTH(this.buffer)
    }
  }

  /** Goes on with a buffer of ours whose first pos characters are written; minLength as given (decoders). */
  adopt(buffer: Ptr, pos: number, minLength: number): void {
    this.buffer = buffer
    this.pos = pos
    this.minLength = minLength
    this.update()
  }

  /** Room for n more characters up to maxchar (_PyUnicodeWriter_Prepare). */
  prepare(n: number, maxchar: number): boolean {
    if (maxchar <= this.maxchar && n <= this.size - this.pos) return true
    return n === 0 || this.prepareInternal(n, maxchar)
  }

  prepareInternal(n: number, max: number): boolean {
    let length = this.pos + n
    const maxchar = max > this.minChar ? max : this.minChar
    if (this.buffer === 0) {
      if (this.overallocate) length += Math.floor(length / OVERALLOCATE_FACTOR)
      if (length < this.minLength) length = this.minLength
      this.buffer = PyUnicode_New(length, maxchar)
      if (this.buffer === 0) return false
    } else if (length > this.size) {
      if (this.overallocate) length += Math.floor(length / OVERALLOCATE_FACTOR)
      if (length < this.minLength) length = this.minLength
      if (maxchar > this.maxchar || this.readonly) {
        if (!this.replaceBuffer(length, maxchar > this.maxchar ? maxchar : this.maxchar)) return false
      } else {
        const b = resize_compact(this.buffer, length)
        if (b === 0) return false
        this.buffer = b
      }
    } else if (maxchar > this.maxchar) {
      if (!this.replaceBuffer(this.size, maxchar)) return false
    }
    this.update()
    return true
  }

  private replaceBuffer(length: number, maxchar: number): boolean {
    const b = PyUnicode_New(length, maxchar)
    if (b === 0) return false
    _PyUnicode_FastCopyCharacters(b, 0, this.buffer, 0, this.pos)
    this.readonly = false
    const old = this.buffer
    this.buffer = b
    Py_DECREF(old)
    return true
  }

  writeChar(ch: number): boolean {
    if (!this.prepare(1, ch)) return false
    PyUnicode_WRITE(this.kind, this.data, this.pos, ch)
    this.pos++
    return true
  }

  /** Takes the whole string over without copying when nothing was written and no more is announced. */
  writeStr(s: Ptr): boolean {
    const n = PyUnicode_GET_LENGTH(s)
    if (n === 0) return true
    const maxchar = PyUnicode_MAX_CHAR_VALUE(s)
    if (maxchar > this.maxchar || n > this.size - this.pos) {
      if (this.buffer === 0 && !this.overallocate) {
        this.readonly = true
        this.buffer = Py_NewRef(s)
        this.update()
        this.pos += n
        return true
      }
      if (!this.prepareInternal(n, maxchar)) return false
    }
    copyChars(this.kind, this.data, this.pos, PyUnicode_KIND(s), PyUnicode_DATA(s), 0, n)
    this.pos += n
    return true
  }

  /** Makes s, whose reference it takes, the whole text so far; nothing may have been written. */
  takeOver(s: Ptr): void {
    this.readonly = true
    this.buffer = s
    this.update()
    this.pos = PyUnicode_GET_LENGTH(s)
  }

  /** As writeStr, and drops the caller's reference. s = 0 is a failure already raised. */
  writeStrSteal(s: Ptr): boolean {
    if (s === 0) return false
    const ok = this.writeStr(s)
    Py_DECREF(s)
    return ok
  }

  writeSubstring(s: Ptr, start: number, end: number): boolean {
    if (end === 0) return true
    if (start === 0 && end === PyUnicode_GET_LENGTH(s)) return this.writeStr(s)
    const maxchar = PyUnicode_MAX_CHAR_VALUE(s) > this.maxchar ? _PyUnicode_FindMaxChar(s, start, end) : this.maxchar
    const n = end - start
    if (!this.prepare(n, maxchar)) return false
    if (n > 0) copyChars(this.kind, this.data, this.pos, PyUnicode_KIND(s), PyUnicode_DATA(s), start, n)
    this.pos += n
    return true
  }

  /** Text of the runtime itself, ASCII. */
  writeASCII(text: string): boolean {
    const n = text.length
    if (this.buffer === 0 && !this.overallocate) {
      const s = newStr(text)
      if (s !== 0) this.takeOver(s)
      return s !== 0
    }
    if (!this.prepare(n, 127)) return false
    for (let i = 0; i < n; i++) PyUnicode_WRITE(this.kind, this.data, this.pos + i, text.charCodeAt(i))
    this.pos += n
    return true
  }

  /** n ASCII bytes at p. */
  writeAsciiBytes(p: Ptr, n: number): boolean {
    if (!this.prepare(n, 127)) return false
    if (this.kind === 1) memcpy(this.data + this.pos, p, n)
    else for (let i = 0; i < n; i++) PyUnicode_WRITE(this.kind, this.data, this.pos + i, u8[p + i])
    this.pos += n
    return true
  }

  /** The result, a new reference (0 + error); the writer is empty afterwards. */
  finish(): Ptr {
    let s = this.buffer
    this.buffer = 0
    if (this.pos === 0) {
      if (s !== 0) Py_DECREF(s)
      i32[EMPTY_STR >> 2]++
      return EMPTY_STR
    }
    if (this.readonly) return s
    if (PyUnicode_GET_LENGTH(s) !== this.pos) {
      const r = resize_compact(s, this.pos)
      if (r === 0) {
        Py_DECREF(s)
        return 0
      }
      s = r
    }
    return unicode_result_ready(s)
  }

  /** Drops what was written; returns 0 for `return w.dealloc()`. */
  dealloc(): 0 {
    const s = this.buffer
    this.buffer = 0
    if (s !== 0) Py_DECREF(s)
    return 0
  }
}
