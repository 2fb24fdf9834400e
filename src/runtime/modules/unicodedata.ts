/**
 * Module unicodedata, Unicode 14.0. Categories, numbers and the like come from the generated table; normal forms are the
 * engine's own (a newer Unicode, which for characters assigned in 14.0 is the same by the stability policy).
 */
import { lookupUnicodeName, nameOfCodePoint } from '../compile/1-parse/unicode-names'
import type { Ptr } from '../memory/heap'
import { arg, FAST, type MethodSpec } from '../object/define'
import { raise, typeError, typeNameOf } from '../object/errors'
import { Py_NewRef } from '../object/header'
import { PyFloat_FromDouble } from '../object/number/float-core'
import { PyLong_FromLong } from '../object/number/int-core'
import { isStrArg } from '../object/text/arg-convert'
import { setNameOf } from '../object/text/codec-errors'
import { setNameLookup } from '../object/text/codec-escape'
import { PyUnicode_Check } from '../object/text/str-build'
import {
  newStr,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_READ,
  strToJS,
} from '../object/text/str-core'
import * as db from '../object/text/unicode-db'
import { UNIDATA_VERSION } from '../object/text/unicode-table'
import { checkPositional } from '../object/type/arg-parse'
import { Py_False, Py_None, Py_True, PyExc_KeyError, PyExc_ValueError } from '../object/types'
import { addText, defineModule } from './define-module'

setNameLookup(lookupUnicodeName)
setNameOf(nameOfCodePoint)

/** Code point of a one-character argument; -1 + TypeError. */
function charArg(fname: string, what: string, o: Ptr): number {
  if (PyUnicode_Check(o) && PyUnicode_GET_LENGTH(o) === 1)
    return PyUnicode_READ(PyUnicode_KIND(o), PyUnicode_DATA(o), 0)
  const given = o === Py_None ? 'None' : typeNameOf(o)
  typeError(`${fname}() ${what} must be a unicode character, not ${given}`)
  return -1
}

const onChar = (fname: string, f: (c: number) => Ptr): MethodSpec =>
  FAST((_m, args, nargs) => {
    if (!checkPositional(fname, nargs, 1, 1)) return 0
    const c = charArg(fname, 'argument', arg(args, 0))
    return c < 0 ? 0 : f(c)
  })

/** f gives NaN or undefined for characters without the property: then the default, or ValueError. */
const withDefault = (fname: string, message: string, f: (c: number) => Ptr | undefined): MethodSpec =>
  FAST((_m, args, nargs) => {
    if (!checkPositional(fname, nargs, 1, 2)) return 0
    const c = charArg(fname, 'argument 1', arg(args, 0))
    if (c < 0) return 0
    const r = f(c)
    if (r !== undefined) return r
    return nargs > 1 ? Py_NewRef(arg(args, 1)) : raise(PyExc_ValueError, message)
  })

const FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD']

/** (form, text) of normalize and is_normalized; null + error. */
function normalArgs(fname: string, args: Ptr, nargs: number): { form: string; text: Ptr } | null {
  if (!checkPositional(fname, nargs, 2, 2)) return null
  for (let i = 0; i < 2; i++) if (!isStrArg(fname, `argument ${i + 1}`, arg(args, i))) return null
  const form = strToJS(arg(args, 0))
  if (FORMS.includes(form)) return { form, text: arg(args, 1) }
  raise(PyExc_ValueError, 'invalid normalization form')
  return null
}

function normalize(_m: Ptr, args: Ptr, nargs: number): Ptr {
  const a = normalArgs('normalize', args, nargs)
  if (a === null) return 0
  if (PyUnicode_IS_ASCII(a.text)) return Py_NewRef(a.text)
  const before = strToJS(a.text)
  const after = before.normalize(a.form)
  return after === before ? Py_NewRef(a.text) : newStr(after)
}

function isNormalized(_m: Ptr, args: Ptr, nargs: number): Ptr {
  const a = normalArgs('is_normalized', args, nargs)
  if (a === null) return 0
  const text = strToJS(a.text)
  return Py_NewRef(text.normalize(a.form) === text ? Py_True : Py_False)
}

const hex = (c: number): string => c.toString(16).toUpperCase().padStart(4, '0')

/** One canonical step for pairs, the compatibility mapping otherwise; tags other than <compat> are not kept by the engine. */
function decomposition(c: number): Ptr {
  const ch = String.fromCodePoint(c)
  if (c >= 0xac00 && c <= 0xd7a3) return newStr('')
  const full = ch.normalize('NFD')
  if (full === ch) {
    const compat = ch.normalize('NFKD')
    if (compat === ch) return newStr('')
    return newStr(`<compat> ${Array.from(compat, (x) => hex(x.codePointAt(0)!)).join(' ')}`)
  }
  const parts = Array.from(full)
  if (parts.length <= 2) return newStr(parts.map((x) => hex(x.codePointAt(0)!)).join(' '))
  // the first of the pair is itself composed
  const first = parts.slice(0, -1).join('').normalize('NFC')
  return newStr(`${hex(first.codePointAt(0)!)} ${hex(parts[parts.length - 1].codePointAt(0)!)}`)
}

function lookup(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('lookup', nargs, 1, 1) || !isStrArg('lookup', 'argument', arg(args, 0))) return 0
  const name = strToJS(arg(args, 0))
  const c = lookupUnicodeName(name)
  return c < 0 ? raise(PyExc_KeyError, `undefined character name '${name}'`) : newStr(String.fromCodePoint(c))
}

defineModule({
  name: 'unicodedata',
  methods: {
    decimal: withDefault('decimal', 'not a decimal', (c) => {
      const v = db.toDecimal(c)
      return v < 0 ? undefined : PyLong_FromLong(v)
    }),
    digit: withDefault('digit', 'not a digit', (c) => {
      const v = db.toDigit(c)
      return v < 0 ? undefined : PyLong_FromLong(v)
    }),
    numeric: withDefault('numeric', 'not a numeric character', (c) => {
      const v = db.toNumeric(c)
      return Number.isNaN(v) ? undefined : PyFloat_FromDouble(v)
    }),
    category: onChar('category', (c) => newStr(db.category(c))),
    bidirectional: onChar('bidirectional', (c) => newStr(db.bidirectional(c))),
    combining: onChar('combining', (c) => PyLong_FromLong(db.combining(c))),
    mirrored: onChar('mirrored', (c) => PyLong_FromLong(db.mirrored(c))),
    east_asian_width: onChar('east_asian_width', (c) => newStr(db.eastAsianWidth(c))),
    decomposition: onChar('decomposition', decomposition),
    name: withDefault('name', 'no such name', (c) => {
      const name = nameOfCodePoint(c)
      return name === '' ? undefined : newStr(name)
    }),
    lookup: FAST(lookup),
    is_normalized: FAST(isNormalized),
    normalize: FAST(normalize),
  },
  exec: (_module, dict) => addText(dict, 'unidata_version', UNIDATA_VERSION),
})
