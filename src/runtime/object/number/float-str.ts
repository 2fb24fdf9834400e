/** repr(float) as a str; the C code formats into a buffer of its own first (float_repr_style_short). */
import { memFree, memMalloc } from '../../memory/domains'
import { f64, type Ptr } from '../../memory/heap'
import { PyErr_NoMemory } from '../errors-core'
import { ASCII_DATA, FLOAT_VALUE } from '../layout'
import { PyUnicode_New } from '../text/str-core'
import { freshAscii } from './ascii-str'
import { floatRepr, lastBufferSize } from './float-repr'
import { measuredBufferSize, measureShortest, writeFloatText } from './float-text'

/** A new str; 0 + MemoryError (float_repr). */
export function float_repr(o: Ptr): Ptr {
  const v = f64[(o + FLOAT_VALUE) >> 3]
  const n = measureShortest(v)
  const text = n < 0 ? floatRepr(v) : ''
  const buffer = memMalloc(n < 0 ? lastBufferSize : measuredBufferSize())
  if (buffer === 0) return PyErr_NoMemory()
  let s: Ptr
  if (n < 0) s = freshAscii(text)
  else {
    s = PyUnicode_New(n, 127)
    if (s !== 0) writeFloatText(s + ASCII_DATA)
  }
  memFree(buffer)
  return s
}
