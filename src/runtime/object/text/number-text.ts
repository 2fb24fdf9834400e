/**
 * Numbers written straight into a writer, as str.format and % do for exact int, float and complex. One prepare for the
 * whole text, so allocation sizes are CPython's; ints in decimal go through the same scratch int.
 */
import type { Ptr } from '../../memory/heap'
import { PyObject_Str } from '../abstract/object-protocol'
import { typeNameOf } from '../errors'
import { Py_DECREF, Py_TYPE } from '../header'
import { PyFloat_AS_DOUBLE } from '../number/float-core'
import { floatRepr } from '../number/float-repr'
import { longDigits, longNew } from '../number/int-core'
import { longToBase, longToDecimal } from '../number/int-format'
import { formatComplexSpec, formatFloatSpec, formatLongSpec } from '../number/number-format'
import { PyComplex_Type, PyFloat_Type, PyLong_Type } from '../types'
import { setFormatWriter } from './format-spec'
import { PyUnicode_WRITE, strToJS } from './str-core'
import type { UnicodeWriter } from './unicode-writer'

/** Writes a JavaScript string (any characters); false + error. */
export function writeJS(w: UnicodeWriter, text: string): boolean {
  let max = 0
  let n = 0
  for (const ch of text) {
    max = Math.max(max, ch.codePointAt(0)!)
    n++
  }
  if (!w.prepare(n, max)) return false
  for (const ch of text) PyUnicode_WRITE(w.kind, w.data, w.pos++, ch.codePointAt(0)!)
  return true
}

/** An int in base 2, 8, 10 or 16 into the writer (_PyLong_FormatWriter). */
export function _PyLong_FormatWriter(w: UnicodeWriter, o: Ptr, base: number, alternate: boolean): boolean {
  if (base !== 10) {
    const text = longToBase(o, base, alternate)
    return text !== null && writeJS(w, text)
  }
  const text = longToDecimal(o)
  if (text === null) return false
  const n = longDigits(o)
  const scratch = longNew(1 + n + Math.floor(n / 99))
  if (scratch === 0) return false
  const ok = writeJS(w, text)
  Py_DECREF(scratch)
  return ok
}

setFormatWriter(PyLong_Type, (w, o, spec, start, end) => {
  if (start === end) return _PyLong_FormatWriter(w, o, 10, false)
  const text = formatLongSpec(o, strToJS(spec, start, end))
  return text !== null && writeJS(w, text)
})

setFormatWriter(PyFloat_Type, (w, o, spec, start, end) => {
  if (start === end) return writeJS(w, floatRepr(PyFloat_AS_DOUBLE(o)))
  const text = formatFloatSpec(PyFloat_AS_DOUBLE(o), strToJS(spec, start, end), typeNameOf(o))
  return text !== null && writeJS(w, text)
})

setFormatWriter(PyComplex_Type, (w, o, spec, start, end) => {
  if (start === end) return w.writeStrSteal(PyObject_Str(o))
  const text = formatComplexSpec(o, strToJS(spec, start, end))
  return text !== null && writeJS(w, text)
})

/** Is this exactly an int? */
export const isExactInt = (o: Ptr): boolean => Py_TYPE(o) === PyLong_Type
