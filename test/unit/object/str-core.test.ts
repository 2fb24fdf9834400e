import { describe, expect, it } from 'vitest'
import { i32 } from '../../../src/runtime/memory/heap'
import { HASH_HI } from '../../../src/runtime/object/interp'
import { hashBytes, setHashSeed } from '../../../src/runtime/object/text/siphash'
import {
  _PyUnicode_JoinArray,
  PyUnicode_Append,
  PyUnicode_Concat,
  PyUnicode_Substring,
} from '../../../src/runtime/object/text/str-build'
import { _PyUnicode_EQ, PyUnicode_Compare, unicode_hash } from '../../../src/runtime/object/text/str-compare'
import '../../../src/runtime/object/text/str'
import { newStr, PyUnicode_KIND, strToJS } from '../../../src/runtime/object/text/str-core'
import { UnicodeWriter } from '../../../src/runtime/object/text/unicode-writer'
import { EMPTY_STR, latin1Str } from '../../../src/runtime/object/types'

const hash = (text: string): bigint => {
  const lo = unicode_hash(newStr(text))
  return (BigInt(i32[HASH_HI >> 2]) << 32n) | BigInt(lo >>> 0)
}

describe('str on the bytes', () => {
  it('hashes as CPython does with seeds 0, 1 and 42', () => {
    setHashSeed(0)
    expect(hash('abc')).toBe(-4594863902769663758n)
    expect(hash('')).toBe(0n)
    expect(hash('a longer text, 24 bytes!')).toBe(-5099998106412929589n)
    expect(hash('ünï€')).toBe(1476217811412675848n)
    setHashSeed(42)
    expect(hash('abcd')).toBe(-4689723836515493960n)
    setHashSeed(0)
    expect(hashBytes(0x10000, 0)).toBe(0)
  })

  it('concatenates, slices and joins into the narrowest kind', () => {
    const s = PyUnicode_Concat(newStr('abc'), newStr('d€'))
    expect(strToJS(s)).toBe('abcd€')
    expect(PyUnicode_KIND(s)).toBe(2)
    const cut = PyUnicode_Substring(s, 0, 4)
    expect([strToJS(cut), PyUnicode_KIND(cut)]).toEqual(['abcd', 1])
    expect(PyUnicode_Substring(s, 2, 3)).toBe(latin1Str(99))
    expect(PyUnicode_Substring(s, 3, 3)).toBe(EMPTY_STR)
    const at = 0x1800000
    i32[at >> 2] = newStr('x😀')
    i32[(at + 8) >> 2] = newStr('yz')
    expect(strToJS(_PyUnicode_JoinArray(newStr(', '), at, 2))).toBe('x😀, yz')
  })

  it('compares by code points', () => {
    expect(PyUnicode_Compare(newStr('ab'), newStr('abc'))).toBe(-1)
    expect(PyUnicode_Compare(newStr('\ue000'), newStr('😀'))).toBe(-1)
    expect(_PyUnicode_EQ(newStr('hello world'), newStr('hello world'))).toBe(true)
    expect(_PyUnicode_EQ(newStr('hello world'), newStr('hello worle'))).toBe(false)
  })

  it('appends in place only while nobody else can see it', () => {
    const s = PyUnicode_Append(newStr('ab'), newStr('cd'))
    expect(strToJS(s)).toBe('abcd')
    i32[s >> 2]++
    const t = PyUnicode_Append(s, newStr('e'))
    expect([strToJS(s), strToJS(t)]).toEqual(['abcd', 'abcde'])
  })

  it('writes through a writer that widens as needed', () => {
    const w = new UnicodeWriter()
    w.overallocate = true
    for (const ch of 'añ€😀') w.writeChar(ch.codePointAt(0)!)
    w.writeASCII('end')
    expect(strToJS(w.finish())).toBe('añ€😀end')
    const one = new UnicodeWriter()
    one.overallocate = true
    one.writeChar(65)
    expect(one.finish()).toBe(latin1Str(65))
  })
})
