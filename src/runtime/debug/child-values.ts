/** What an object refers to, named as a reader of the program would name it. */
import { i32, type Ptr } from '../memory/heap'
import { deque_type } from '../modules/collections/deque-core'
import { FN, type traverseproc } from '../object/fn-table'
import { Py_TYPE, typeFlagOf } from '../object/header'
import * as L from '../object/layout'
import { strToJS } from '../object/text/str-core'
import { PyType_IsSubtype } from '../object/type/subtype'
import * as T from '../object/types'
import { attributePairs, dequeItems, dictPairs, setItems, slotPairs, slots } from './contents'
import { renderValue } from './render-value'

export interface Child {
  name: string
  value: Ptr
}
export interface Children {
  children: Child[]
  /** How many there are in all; more than listed when the list was cut. */
  total: number
}

const word = (o: Ptr, offset: number): number => i32[(o + offset) >> 2]
const NAME_TEXT = 60

const keyName = (key: Ptr): string =>
  Py_TYPE(key) === T.PyUnicode_Type
    ? strToJS(key, 0, Math.min(word(key, L.UNICODE_LENGTH), NAME_TEXT))
    : renderValue(key, NAME_TEXT)

const indexed = (items: Ptr[]): Child[] => items.map((value, i) => ({ name: `[${i}]`, value }))

const fields = (o: Ptr, list: readonly [string, number][]): Child[] =>
  list.map(([name, offset]) => ({ name, value: word(o, offset) })).filter(({ value }) => value !== 0)

const FUNCTION_FIELDS: [string, number][] = [
  ['__defaults__', L.FUNC_DEFAULTS],
  ['__kwdefaults__', L.FUNC_KWDEFAULTS],
  ['__closure__', L.FUNC_CLOSURE],
  ['__dict__', L.FUNC_DICT],
  ['__annotations__', L.FUNC_ANNOTATIONS],
  ['__code__', L.FUNC_CODE],
]

/** Fields by exact or base type; the first that fits counts. */
const FIELDS: [Ptr, [string, number][]][] = [
  [T.PyFunction_Type, FUNCTION_FIELDS],
  [
    T.PyMethod_Type,
    [
      ['__func__', L.METHOD_FUNC],
      ['__self__', L.METHOD_SELF],
    ],
  ],
  [T.PyCell_Type, [['cell_contents', L.CELL_REF]]],
  [
    T.PyRange_Type,
    [
      ['start', L.RANGE_START],
      ['stop', L.RANGE_STOP],
      ['step', L.RANGE_STEP],
    ],
  ],
  [
    T.PySlice_Type,
    [
      ['start', L.SLICE_START],
      ['stop', L.SLICE_STOP],
      ['step', L.SLICE_STEP],
    ],
  ],
  [
    T.PyExc_BaseException,
    [
      ['args', L.EXC_ARGS],
      ['__cause__', L.EXC_CAUSE],
      ['__context__', L.EXC_CONTEXT],
      ['__traceback__', L.EXC_TRACEBACK],
    ],
  ],
  [
    T.PyTraceBack_Type,
    [
      ['tb_next', L.TB_NEXT],
      ['tb_frame', L.TB_FRAME],
    ],
  ],
  [T.PyDictProxy_Type, [['mapping', L.MAPPINGPROXY_MAPPING]]],
]

function generatorLocals(gen: Ptr): Child[] {
  const f = gen + L.GI_IFRAME
  const code = word(gen, L.GI_CODE)
  const names = word(code, L.CO_LOCALSPLUSNAMES)
  // a generator that has ended owns nothing any more, though its slots may still hold addresses
  if (word(gen, L.GI_FRAME_STATE & ~3) >> 24 >= 1) return []
  return slots(f + L.FRAME_LOCALSPLUS, word(code, L.CO_NLOCALSPLUS), 1000)
    .map((value, i) => ({ name: strToJS(word(names, L.TUPLE_ITEM + 8 * i)), value }))
    .filter(({ value }) => value !== 0)
}

/** The items or entries of a container: what a subclass instance has besides its attributes. */
function contents(o: Ptr, limit: number): Children | null {
  const type = Py_TYPE(o)
  const size = word(o, L.OB_SIZE)
  if (typeFlagOf(o, L.TPFLAGS_LIST_SUBCLASS)) {
    return { children: indexed(slots(word(o, L.LIST_ITEM), size, limit)), total: size }
  }
  if (typeFlagOf(o, L.TPFLAGS_TUPLE_SUBCLASS)) {
    return { children: indexed(slots(o + L.TUPLE_ITEM, size, limit)), total: size }
  }
  if (typeFlagOf(o, L.TPFLAGS_DICT_SUBCLASS)) {
    const children = dictPairs(o, limit).map(({ key, value }) => ({ name: `[${renderValue(key, NAME_TEXT)}]`, value }))
    return { children, total: word(o, L.DICT_USED) }
  }
  if (PyType_IsSubtype(type, T.PySet_Type) || PyType_IsSubtype(type, T.PyFrozenSet_Type)) {
    return { children: indexed(setItems(o, limit)), total: word(o, L.SET_USED) }
  }
  if (PyType_IsSubtype(type, deque_type)) return { children: indexed(dequeItems(o, limit)), total: size }
  return null
}

/** Through tp_traverse, which tells the references but not their names. */
function referents(o: Ptr, limit: number): Child[] {
  const traverse = word(Py_TYPE(o), L.TP_TRAVERSE)
  if (traverse === 0 || (word(Py_TYPE(o), L.TP_FLAGS) & L.TPFLAGS_HAVE_GC) === 0) return []
  const out: Child[] = []
  ;(FN[traverse] as traverseproc)(o, (value) => {
    if (out.length < limit && value !== Py_TYPE(o)) out.push({ name: `→ ${out.length + 1}`, value })
    return 0
  })
  return out
}

export function childValues(o: Ptr, limit: number): Children {
  const type = Py_TYPE(o)
  if (typeFlagOf(o, L.TPFLAGS_TYPE_SUBCLASS)) return classChildren(o, limit)
  if (type === T.PyModule_Type) return namespace(word(o, L.MD_DICT), limit)
  if (type === T.PyGen_Type) {
    const children = generatorLocals(o)
    return { children: children.slice(0, limit), total: children.length }
  }
  const named: Child[] = []
  const known = FIELDS.find(([base]) => type === base || PyType_IsSubtype(type, base))
  if (known) named.push(...fields(o, known[1]))
  named.push(...slotPairs(o).filter(({ value, name }) => !named.some((n) => n.value === value && n.name === name)))
  named.push(...attributePairs(o, limit).map(({ key, value }) => ({ name: keyName(key), value })))
  const inside = contents(o, limit)
  if (inside !== null) {
    const children = [...named, ...inside.children]
    return { children: children.slice(0, limit), total: named.length + inside.total }
  }
  if (named.length === 0 && !known && (word(type, L.TP_FLAGS) & L.TPFLAGS_HEAPTYPE) === 0)
    named.push(...referents(o, limit))
  return { children: named.slice(0, limit), total: named.length }
}

export const hasChildren = (o: Ptr): boolean => childValues(o, 1).total > 0

const namespace = (dict: Ptr, limit: number): Children =>
  dict === 0
    ? { children: [], total: 0 }
    : {
        children: dictPairs(dict, limit).map(({ key, value }) => ({ name: keyName(key), value })),
        total: word(dict, L.DICT_USED),
      }

function classChildren(type: Ptr, limit: number): Children {
  const own = namespace(word(type, L.TP_DICT), limit)
  const bases = word(type, L.TP_BASES)
  if (bases === 0) return own
  return { children: [{ name: '__bases__', value: bases }, ...own.children].slice(0, limit), total: own.total + 1 }
}
