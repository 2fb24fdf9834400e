/** Arguments of tp_new and tp_init: a tuple and a dict (or 0), bound like those of a vectorcall. */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { Py_SIZE, typeFlagOf } from '../header'
import {
  DICT_KEYS,
  DICT_KEYS_GENERAL,
  DICT_USED,
  DICT_VALUES,
  DK_INDICES,
  DK_KIND,
  DK_LOG2_INDEX_BYTES,
  DK_NENTRIES,
  GENERAL_ENTRY,
  TPFLAGS_UNICODE_SUBCLASS,
  TUPLE_ITEM,
  UNICODE_ENTRY,
} from '../layout'
import { strToJS } from '../text/str-core'
import { bindKeywords, bindPositional, type Keywords, type Signature } from '../type/arg-parse'

/** Borrowed key and value pairs of a combined dict that nobody changes meanwhile (a call's keywords). */
export function keywordEntries(dict: Ptr): { key: Ptr; value: Ptr }[] {
  const found: { key: Ptr; value: Ptr }[] = []
  if (dict === 0 || i32[(dict + DICT_USED) >> 2] === 0 || i32[(dict + DICT_VALUES) >> 2] !== 0) return found
  const keys = i32[(dict + DICT_KEYS) >> 2]
  const general = u8[keys + DK_KIND] === DICT_KEYS_GENERAL
  const entries = keys + DK_INDICES + (1 << u8[keys + DK_LOG2_INDEX_BYTES])
  for (let i = 0; i < i32[(keys + DK_NENTRIES) >> 2]; i++) {
    const entry = entries + i * (general ? GENERAL_ENTRY : UNICODE_ENTRY)
    const key = i32[(entry + (general ? 8 : 0)) >> 2]
    const value = i32[(entry + (general ? 16 : 8)) >> 2]
    if (value !== 0) found.push({ key, value })
  }
  return found
}

export const keywordCount = (kwds: Ptr): number => (kwds === 0 ? 0 : i32[(kwds + DICT_USED) >> 2])

/** Keywords of a dict (or 0). */
export function dictKeywords(kwds: Ptr): Keywords {
  const all = keywordEntries(kwds)
  const nameOf = (o: Ptr): string | null => (typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS) ? strToJS(o) : null)
  return {
    count: all.length,
    get: (name) => all.find((e) => nameOf(e.key) === name)?.value ?? 0,
    names: () => all.map((e) => nameOf(e.key)),
  }
}

/** As bindArgs, for an arguments tuple and a keywords dict (or 0). */
export const bindTuple = (fname: string, names: string[], sig: Signature, args: Ptr, kwds: Ptr): Ptr[] | null =>
  kwds === 0
    ? bindPositional(fname, names, sig, args + TUPLE_ITEM, Py_SIZE(args))
    : bindKeywords(fname, names, sig, args + TUPLE_ITEM, Py_SIZE(args), dictKeywords(kwds))
