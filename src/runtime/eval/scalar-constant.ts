/** Objects for the constants of the parser that hold no others. */
import type { Const } from '../compile/1-parse/ast'
import type { Ptr } from '../memory/heap'
import { Py_NewRef } from '../object/header'
import { PyComplex_FromDoubles } from '../object/number/complex-core'
import { PyFloat_FromDouble } from '../object/number/float-core'
import { longFromBigInt, PyLong_FromLong } from '../object/number/int-core'
import { newBytes } from '../object/text/bytes-core'
import { newStr } from '../object/text/str-core'
import { Py_Ellipsis, Py_False, Py_None, Py_True } from '../object/types'

/** New reference, or 0 with MemoryError. Small ints are the shared ones; no string is interned. */
export function scalarConstant(c: Const): Ptr {
  switch (c.t) {
    case 'none':
      return Py_NewRef(Py_None)
    case 'true':
      return Py_NewRef(Py_True)
    case 'false':
      return Py_NewRef(Py_False)
    case 'ellipsis':
      return Py_NewRef(Py_Ellipsis)
    case 'int':
      return c.v >= -9007199254740991n && c.v <= 9007199254740991n ? PyLong_FromLong(Number(c.v)) : longFromBigInt(c.v)
    case 'float':
      return PyFloat_FromDouble(c.v)
    case 'complex':
      return PyComplex_FromDoubles(c.re, c.im)
    case 'str':
      return newStr(c.v)
    case 'bytes':
      return newBytes(c.v)
  }
}
