/**
 * Binding of arguments for functions that CPython declares with Argument Clinic (Python/getargs.c,
 * _PyArg_UnpackKeywords and _PyArg_CheckPositional); the texts of the errors are CPython's.
 */
import { i32, type Ptr } from '../../memory/heap'
import { typeError } from '../errors'
import { Py_SIZE } from '../header'
import { TUPLE_ITEM } from '../layout'
import { strToJS } from '../text/str-core'
import { takeKeywordTable } from './keyword-tables'

export interface Signature {
  /** Number of positional parameters that must be given. Default 0. */
  required?: number
  /** Number of positional-only parameters. Default 0. */
  posonly?: number
  /** Index of the first keyword-only parameter. Default: none. */
  kwonlyFrom?: number
  /** Number of keyword-only parameters (from kwonlyFrom on) that must be given. Default 0. */
  requiredKw?: number
}

const plural = (n: number): string => (n === 1 ? '' : 's')

/** False with TypeError set unless min <= nargs <= max. */
export function checkPositional(fname: string, nargs: number, min: number, max: number): boolean {
  if (nargs >= min && nargs <= max) return true
  const [bound, n] = nargs < min ? ['at least ', min] : ['at most ', max]
  typeError(`${fname} expected ${min === max ? '' : bound}${n} argument${plural(n)}, got ${nargs}`)
  return false
}

/** False with TypeError set when a keyword tuple is present and not empty. */
export function noKwnames(fname: string, kwnames: Ptr): boolean {
  if (kwnames === 0 || Py_SIZE(kwnames) === 0) return true
  typeError(`${fname}() takes no keyword arguments`)
  return false
}

/** Keyword arguments in whichever form they arrived. */
export interface Keywords {
  count: number
  /** Borrowed value or 0. */
  get(name: string): Ptr
  /** Every name, in order; null for a key that is not a str. */
  names(): (string | null)[]
}

/** Keywords of a vectorcall: names in a tuple, values behind the positional ones. */
export function vectorKeywords(args: Ptr, nargs: number, kwnames: Ptr): Keywords {
  const count = kwnames === 0 ? 0 : Py_SIZE(kwnames)
  const all: string[] = []
  for (let i = 0; i < count; i++) all.push(strToJS(i32[(kwnames + TUPLE_ITEM + i * 8) >> 2]))
  return {
    count,
    get: (name) => {
      const i = all.indexOf(name)
      return i < 0 ? 0 : i32[(args + (nargs + i) * 8) >> 2]
    },
    names: () => all,
  }
}

function tooMany(fname: string, names: string[], sig: Signature, nargs: number, given: number): boolean {
  const len = names.length
  const posonly = sig.posonly ?? 0
  const required = sig.required ?? 0
  const maxpos = sig.kwonlyFrom ?? len
  if (given > len) {
    const kind = nargs === 0 ? 'keyword ' : ''
    typeError(`${fname}() takes at most ${len} ${kind}argument${plural(len)} (${given} given)`)
    return true
  }
  if (nargs > maxpos) {
    if (maxpos === 0) typeError(`${fname}() takes no positional arguments`)
    else {
      const bound = required < maxpos ? 'at most' : 'exactly'
      typeError(`${fname}() takes ${bound} ${maxpos} positional argument${plural(maxpos)} (${nargs} given)`)
    }
    return true
  }
  const minPosonly = Math.min(posonly, required)
  if (nargs < minPosonly) {
    const bound = minPosonly < maxpos ? 'at least' : 'exactly'
    typeError(`${fname}() takes ${bound} ${minPosonly} positional argument${plural(minPosonly)} (${nargs} given)`)
    return true
  }
  return false
}

function leftoverKeyword(fname: string, names: string[], posonly: number, nargs: number, kw: Keywords): null {
  for (let i = posonly; i < nargs; i++) {
    if (kw.get(names[i]) !== 0) {
      typeError(`argument for ${fname}() given by name ('${names[i]}') and position (${i + 1})`)
      return null
    }
  }
  for (const name of kw.names()) {
    if (name === null) {
      typeError('keywords must be strings')
      return null
    }
    if (names.indexOf(name, posonly) < 0) {
      typeError(`'${name}' is an invalid keyword argument for ${fname}()`)
      return null
    }
  }
  typeError(`invalid keyword argument for ${fname}()`)
  return null
}

/** As bindArgs, for positional arguments at an address and keywords in any form. */
export function bindKeywords(
  fname: string,
  names: string[],
  sig: Signature,
  args: Ptr,
  nargs: number,
  kw: Keywords,
): Ptr[] | null {
  const len = names.length
  const posonly = sig.posonly ?? 0
  const required = sig.required ?? 0
  const maxpos = sig.kwonlyFrom ?? len
  if (kw.count > 0) takeKeywordTable(fname, names, posonly)
  const reqLimit = sig.requiredKw ? maxpos + sig.requiredKw : required
  const bound: Ptr[] = new Array(len).fill(0)
  if (tooMany(fname, names, sig, nargs, nargs + kw.count)) return null
  for (let i = 0; i < nargs; i++) bound[i] = i32[(args + i * 8) >> 2]
  let left = kw.count
  for (let i = Math.max(nargs, posonly); i < len; i++) {
    const v = left > 0 ? kw.get(names[i]) : 0
    bound[i] = v
    if (v !== 0) left--
    else if (i < required || (maxpos <= i && i < reqLimit)) {
      typeError(`${fname}() missing required argument '${names[i]}' (pos ${i + 1})`)
      return null
    }
  }
  return left > 0 ? leftoverKeyword(fname, names, posonly, nargs, kw) : bound
}

/** Keywords of a call that has none. */
const NO_KEYWORDS: Keywords = { count: 0, get: () => 0, names: () => [] }

/** As bindArgs, for a call without keywords: by far the most frequent, and nothing but a copy when the number is right. */
export function bindPositional(fname: string, names: string[], sig: Signature, args: Ptr, nargs: number): Ptr[] | null {
  const max = sig.kwonlyFrom ?? names.length
  if (nargs > max || nargs < (sig.required ?? 0) || sig.requiredKw) {
    return bindKeywords(fname, names, sig, args, nargs, NO_KEYWORDS)
  }
  const bound: Ptr[] = []
  for (let i = 0; i < names.length; i++) bound.push(i < nargs ? i32[(args + i * 8) >> 2] : 0)
  return bound
}

/** Borrowed arguments by parameter, 0 where absent; null with TypeError set. */
export function bindArgs(
  fname: string,
  names: string[],
  sig: Signature,
  args: Ptr,
  nargs: number,
  kwnames: Ptr,
): Ptr[] | null {
  if (kwnames === 0) return bindPositional(fname, names, sig, args, nargs)
  return bindKeywords(fname, names, sig, args, nargs, vectorKeywords(args, nargs, kwnames))
}
