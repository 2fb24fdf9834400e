import { type Ptr, u8 } from '../../memory/heap'
import { ASCII_DATA } from '../layout'
import { PyUnicode_New } from '../text/str-core'

/**
 * A fresh str of ASCII text. Unlike newStr it does not give the cached one-character objects: str(5) and repr(5) are new
 * objects in CPython.
 */
export function freshAscii(text: string): Ptr {
  const o = PyUnicode_New(text.length, 127)
  if (o !== 0) for (let i = 0; i < text.length; i++) u8[o + ASCII_DATA + i] = text.charCodeAt(i)
  return o
}
