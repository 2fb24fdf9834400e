/**
 * Objects in words, read off the bytes: no Python code runs and nothing is allocated, so looking changes nothing in the process.
 */
import { renderValue } from '../../runtime/debug/render-value'
import { i32, type Ptr, u8 } from '../../runtime/memory/heap'
import { CACHED_KEYS } from '../../runtime/object/container/instance-attributes'
import { typeName } from '../../runtime/object/errors'
import { typeFlagOf } from '../../runtime/object/header'
import * as L from '../../runtime/object/layout'
import { longToBigInt, PyLong_Check } from '../../runtime/object/number/int-core'
import { strToJS } from '../../runtime/object/text/str-core'
import { isHeapType, shortName } from '../../runtime/object/type/type-names'
import { Py_None } from '../../runtime/object/types'

const isText = (o: Ptr): boolean => o !== 0 && typeFlagOf(o, L.TPFLAGS_UNICODE_SUBCLASS)
const word = (p: Ptr): Ptr => i32[p >> 2]

/**
 * Index of a name among the entries of a dict's table, -1: it is not there. A walk, because a real lookup leaves its traces in
 * the state of the interpreter, and observers come in the middle of other lookups.
 */
function entryIndex(keys: Ptr, name: string): number {
  const general = u8[keys + L.DK_KIND] === L.DICT_KEYS_GENERAL
  const size = general ? L.GENERAL_ENTRY : L.UNICODE_ENTRY
  const first = keys + L.DK_INDICES + (1 << u8[keys + L.DK_LOG2_INDEX_BYTES]) + (general ? 8 : 0)
  const n = word(keys + L.DK_NENTRIES)
  for (let i = 0; i < n; i++) {
    const key = word(first + i * size)
    if (isText(key) && strToJS(key) === name) return i
  }
  return -1
}

/** Borrowed value of a name in a dict, 0: it has none. */
function dictItem(dict: Ptr, name: string): Ptr {
  const keys = word(dict + L.DICT_KEYS)
  const i = entryIndex(keys, name)
  if (i < 0) return 0
  if (word(dict + L.DICT_VALUES) !== 0) return word(word(dict + L.DICT_VALUES) + 8 * i)
  const general = u8[keys + L.DK_KIND] === L.DICT_KEYS_GENERAL
  const entries = keys + L.DK_INDICES + (1 << u8[keys + L.DK_LOG2_INDEX_BYTES])
  return general ? word(entries + i * L.GENERAL_ENTRY + 16) : word(entries + i * L.UNICODE_ENTRY + 8)
}

/** module.qualname; types of the module builtins without it. */
export function typeLabel(type: Ptr): string {
  if (!isHeapType(type)) return typeName(type)
  const name = strToJS(word(type + L.HT_QUALNAME))
  const dict = word(type + L.TP_DICT)
  const module = dict === 0 ? 0 : dictItem(dict, '__module__')
  return isText(module) && strToJS(module) !== 'builtins' ? `${strToJS(module)}.${name}` : name
}

/** A value inside a message: text and whole numbers as they are, anything else by its type. */
export function valueText(o: Ptr): string {
  if (o === 0) return ''
  if (isText(o)) return strToJS(o)
  if (o === Py_None) return 'None'
  if (PyLong_Check(o)) return String(longToBigInt(o))
  return `<${shortName(word(o + L.OB_TYPE))}>`
}

/** What an exception says: the arguments it was made with. Anything else as a value. */
export function exceptionText(exception: Ptr): string {
  if (exception === 0) return ''
  if (!typeFlagOf(exception, L.TPFLAGS_BASE_EXC_SUBCLASS)) return valueText(exception)
  const args = word(exception + L.EXC_ARGS)
  if (args === 0) return ''
  const n = word(args + L.OB_SIZE)
  const values = Array.from({ length: n }, (_, i) => word(args + L.TUPLE_ITEM + 8 * i))
  const type = word(exception + L.OB_TYPE)
  // str(KeyError(key)) is the key's repr
  if (n === 1) return shortName(type) === 'KeyError' ? renderValue(values[0]) : valueText(values[0])
  // OSError(errno, text) and SyntaxError(text, place)
  if (n === 2 && PyLong_Check(values[0]) && isText(values[1]))
    return `[Errno ${valueText(values[0])}] ${valueText(values[1])}`
  if (n === 2 && shortName(type).endsWith('SyntaxError')) return valueText(values[0])
  return n === 0 ? '' : `(${values.map(valueText).join(', ')})`
}

/** Attribute of an instance whose attributes are inline or in its dict; 0: there is none. Borrowed. */
export function instanceAttribute(o: Ptr, name: string): Ptr {
  const values = word(o + L.MANAGED_VALUES)
  if (values !== 0) {
    const k = entryIndex(CACHED_KEYS(word(o + L.OB_TYPE)), name)
    return k < 0 ? 0 : word(values + 8 * k)
  }
  const dict = word(o + L.MANAGED_DICT)
  return dict === 0 ? 0 : dictItem(dict, name)
}
