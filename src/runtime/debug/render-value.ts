/**
 * The text of a value for the variables panel: what repr() prints where repr() is built in, and the default form where a
 * class has a __repr__ of its own, which is not run. It reads bytes only. Long values end in '...'; a container inside itself
 * is [...].
 */
import { i32, type Ptr, u8 } from '../memory/heap'
import { deque_type, dequeMaxlen } from '../modules/collections/deque-core'
import { hexAddress } from '../object/abstract/object-protocol'
import { Py_TYPE, typeFlagOf } from '../object/header'
import * as L from '../object/layout'
import { complexImag, complexReal } from '../object/number/complex-core'
import { PyFloat_AS_DOUBLE } from '../object/number/float-core'
import { floatRepr, formatDouble } from '../object/number/float-repr'
import { longDigits, longToBigInt } from '../object/number/int-core'
import { PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ, strToJS } from '../object/text/str-core'
import { isPrintable } from '../object/text/unicode-db'
import { PyType_IsSubtype } from '../object/type/subtype'
import { shortName } from '../object/type/type-names'
import * as T from '../object/types'
import { dequeItems, dictFind, dictPairs, setItems, slots } from './contents'

export const MAX_TEXT = 200
const MAX_ITEMS = 30
const MAX_DEPTH = 4
/** Larger ints are described by their number of bits: converting them would take long. */
const MAX_INT_DIGITS = 60

const word = (o: Ptr, offset: number): number => i32[(o + offset) >> 2]

/** `limit` is a number of characters; the result may be a few longer. */
export function renderValue(o: Ptr, limit = MAX_TEXT): string {
  const r = new Renderer(limit)
  r.value(o, 0)
  return r.text()
}

class Renderer {
  private out = ''
  private readonly open: Ptr[] = []

  constructor(private readonly limit: number) {}

  private get full(): boolean {
    return this.out.length >= this.limit
  }

  text(): string {
    return this.out.length <= this.limit
      ? this.out
      : `${this.out.slice(0, this.limit).replace(/[\ud800-\udbff]$/, '')}...`
  }

  private put(text: string): void {
    this.out += text
  }

  value(o: Ptr, depth: number): void {
    if (this.full) return
    const type = Py_TYPE(o)
    const form = FORMS.find(([base]) => type === base || PyType_IsSubtype(type, base))
    if (form === undefined) {
      this.put(scalar(o, type, this.limit))
      return
    }
    const [base, kind] = form
    const plain = type === base || word(type, L.TP_REPR) === word(base, L.TP_REPR)
    if (!plain) this.put(`${shortName(type)}(`)
    if (this.open.includes(o))
      this.put(kind === 'tuple' ? '(...)' : kind === 'dict' || kind === 'set' ? '{...}' : '[...]')
    else if (depth >= MAX_DEPTH) this.put('...')
    else {
      this.open.push(o)
      this.container(o, kind, depth, plain)
      this.open.pop()
    }
    if (!plain) this.put(')')
  }

  private container(o: Ptr, kind: Kind, depth: number, plain: boolean): void {
    switch (kind) {
      case 'list':
        this.items('[', slots(word(o, L.LIST_ITEM), word(o, L.OB_SIZE), MAX_ITEMS), word(o, L.OB_SIZE), ']', depth)
        break
      case 'tuple': {
        const n = word(o, L.OB_SIZE)
        this.items('(', slots(o + L.TUPLE_ITEM, n, MAX_ITEMS), n, n === 1 ? ',)' : ')', depth)
        break
      }
      case 'set':
        this.set(o, depth, plain)
        break
      case 'deque': {
        this.put('deque(')
        this.items('[', dequeItems(o, MAX_ITEMS), word(o, L.OB_SIZE), ']', depth)
        this.put(dequeMaxlen(o) >= 0 ? `, maxlen=${dequeMaxlen(o)})` : ')')
        break
      }
      case 'dict':
        this.dict(o, depth)
        break
      case 'exception': {
        const args = word(o, L.EXC_ARGS)
        const n = args === 0 ? 0 : word(args, L.OB_SIZE)
        this.put(shortName(Py_TYPE(o)))
        this.items('(', args === 0 ? [] : slots(args + L.TUPLE_ITEM, n, MAX_ITEMS), n, ')', depth)
        break
      }
      default:
        kind satisfies never
    }
  }

  private items(open: string, items: Ptr[], n: number, close: string, depth: number): void {
    this.put(open)
    items.forEach((item, i) => {
      if (this.full) return
      if (i > 0) this.put(', ')
      if (item === 0) this.put('<NULL>')
      else this.value(item, depth + 1)
    })
    if (n > items.length) this.put(items.length === 0 ? '...' : ', ...')
    this.put(close)
  }

  private set(o: Ptr, depth: number, plain: boolean): void {
    const n = word(o, L.SET_USED)
    const exact = Py_TYPE(o) === T.PySet_Type || !plain
    if (n === 0) this.put(plain ? `${shortName(Py_TYPE(o))}()` : '')
    else if (exact) this.items('{', setItems(o, MAX_ITEMS), n, '}', depth)
    else {
      this.put(`${shortName(Py_TYPE(o))}(`)
      this.items('{', setItems(o, MAX_ITEMS), n, '}', depth)
      this.put(')')
    }
  }

  private dict(o: Ptr, depth: number): void {
    const pairs = dictPairs(o, MAX_ITEMS)
    this.put('{')
    pairs.forEach(({ key, value }, i) => {
      if (this.full) return
      if (i > 0) this.put(', ')
      this.value(key, depth + 1)
      this.put(': ')
      this.value(value, depth + 1)
    })
    this.put(word(o, L.DICT_USED) > pairs.length ? ', ...}' : '}')
  }
}

type Kind = 'list' | 'tuple' | 'dict' | 'set' | 'deque' | 'exception'
const FORMS: [Ptr, Kind][] = [
  [T.PyTuple_Type, 'tuple'],
  [T.PyList_Type, 'list'],
  [T.PyDict_Type, 'dict'],
  [T.PySet_Type, 'set'],
  [T.PyFrozenSet_Type, 'set'],
  [deque_type, 'deque'],
  [T.PyExc_BaseException, 'exception'],
]

/** Everything that holds no items of its own. */
function scalar(o: Ptr, type: Ptr, limit: number): string {
  switch (o) {
    case T.Py_None:
      return 'None'
    case T.Py_True:
      return 'True'
    case T.Py_False:
      return 'False'
    case T.Py_Ellipsis:
      return 'Ellipsis'
    case T.Py_NotImplemented:
      return 'NotImplemented'
  }
  const base = VALUES.find(([t]) => type === t || PyType_IsSubtype(type, t))
  if (base === undefined) return described(o, type)
  const text = base[1](o, limit)
  return type === base[0] || word(type, L.TP_REPR) === word(base[0], L.TP_REPR) ? text : `${shortName(type)}(${text})`
}

const VALUES: [Ptr, (o: Ptr, limit: number) => string][] = [
  [T.PyLong_Type, intText],
  [T.PyFloat_Type, (o) => floatRepr(PyFloat_AS_DOUBLE(o))],
  [T.PyComplex_Type, complexText],
  [T.PyUnicode_Type, strText],
  [T.PyBytes_Type, (o, limit) => bytesText(o + L.BYTES_DATA, word(o, L.OB_SIZE), limit)],
  [T.PyByteArray_Type, (o, limit) => `bytearray(${bytesText(word(o, L.BYTEARRAY_START), word(o, L.OB_SIZE), limit)})`],
]

function intText(o: Ptr): string {
  const digits = longDigits(o)
  if (digits <= MAX_INT_DIGITS) return longToBigInt(o).toString()
  return `<int of ${(digits - 1) * L.LONG_SHIFT + 32 - Math.clz32(word(o, L.LONG_DIGIT + 4 * (digits - 1)))} bits>`
}

function complexText(o: Ptr): string {
  const part = (v: number): string => formatDouble(v, 'r', 0)
  const re = complexReal(o)
  const im = complexImag(o)
  if (re === 0 && !Object.is(re, -0)) return `${part(im)}j`
  const text = part(im)
  return `(${part(re)}${/^[-+]/.test(text) ? '' : '+'}${text}j)`
}

const ESCAPES = new Map([
  [9, '\\t'],
  [10, '\\n'],
  [13, '\\r'],
  [92, '\\\\'],
])

function hexEscape(ch: number): string {
  if (ch < 0x100) return `\\x${ch.toString(16).padStart(2, '0')}`
  return ch < 0x10000 ? `\\u${ch.toString(16).padStart(4, '0')}` : `\\U${ch.toString(16).padStart(8, '0')}`
}

function strText(o: Ptr, limit: number): string {
  const n = word(o, L.UNICODE_LENGTH)
  const kind = PyUnicode_KIND(o)
  const data = PyUnicode_DATA(o)
  const shown = Math.min(n, limit)
  const quote = quoteOf((i) => PyUnicode_READ(kind, data, i), shown)
  let out = quote
  for (let i = 0; i < shown; i++) {
    const ch = PyUnicode_READ(kind, data, i)
    const short = ESCAPES.get(ch)
    if (short !== undefined) out += short
    else if (ch === quote.charCodeAt(0)) out += `\\${quote}`
    else out += isPrintable(ch) ? String.fromCodePoint(ch) : hexEscape(ch)
  }
  return shown < n ? `${out}...` : out + quote
}

/** Single quotes, unless they are in the text and double quotes are not. */
function quoteOf(at: (i: number) => number, n: number): string {
  let single = false
  for (let i = 0; i < n; i++) {
    if (at(i) === 34) return "'"
    if (at(i) === 39) single = true
  }
  return single ? '"' : "'"
}

function bytesText(p: Ptr, n: number, limit: number): string {
  const shown = Math.min(n, limit)
  const quote = quoteOf((i) => u8[p + i], shown)
  let out = `b${quote}`
  for (let i = 0; i < shown; i++) {
    const ch = u8[p + i]
    const short = ESCAPES.get(ch)
    if (short !== undefined) out += short
    else if (ch === quote.charCodeAt(0)) out += `\\${quote}`
    else out += ch >= 32 && ch < 127 ? String.fromCharCode(ch) : hexEscape(ch)
  }
  return shown < n ? `${out}...` : out + quote
}

/** Type name with its module in front, as object's own repr shows it. */
export function fullName(type: Ptr): string {
  if ((word(type, L.TP_FLAGS) & L.TPFLAGS_HEAPTYPE) === 0) return strToJS(word(type, L.TP_NAME))
  const name = strToJS(word(type, L.HT_QUALNAME))
  const module = dictFind(word(type, L.TP_DICT), '__module__')
  if (module === 0 || Py_TYPE(module) !== T.PyUnicode_Type) return name
  const text = strToJS(module)
  return text === 'builtins' ? name : `${text}.${name}`
}

function described(o: Ptr, type: Ptr): string {
  const at = `at ${hexAddress(o)}`
  const name = (field: number): string => strToJS(word(o, field))
  const optional = (p: Ptr): string => (p === 0 ? 'None' : renderValue(p, 40))
  if (typeFlagOf(o, L.TPFLAGS_TYPE_SUBCLASS)) return `<class '${fullName(o)}'>`
  switch (type) {
    case T.PyFunction_Type:
      return `<function ${name(L.FUNC_QUALNAME)} ${at}>`
    case T.PyMethod_Type: {
      const f = word(o, L.METHOD_FUNC)
      const callee = Py_TYPE(f) === T.PyFunction_Type ? strToJS(word(f, L.FUNC_QUALNAME)) : '?'
      return `<bound method ${callee} of ${renderValue(word(o, L.METHOD_SELF), 60)}>`
    }
    case T.PyCFunction_Type: {
      const self = word(o, L.CFUNC_SELF)
      const own = strToJS(word(word(o, L.CFUNC_ML), L.ML_NAME))
      if (self === 0 || Py_TYPE(self) === T.PyModule_Type) return `<built-in function ${own}>`
      return `<built-in method ${own} of ${shortName(Py_TYPE(self))} object at ${hexAddress(self)}>`
    }
    case T.PyModule_Type:
      return moduleText(o)
    case T.PyGen_Type:
      return `<generator object ${name(L.GI_QUALNAME)} ${at}>`
    case T.PyCode_Type:
      return `<code object ${name(L.CO_NAME)} ${at}, file "${name(L.CO_FILENAME)}", line ${word(o, L.CO_FIRSTLINENO)}>`
    case T.PyCell_Type: {
      const v = word(o, L.CELL_REF)
      return `<cell ${at}: ${v === 0 ? 'empty' : `${shortName(Py_TYPE(v))} object at ${hexAddress(v)}`}>`
    }
    case T.PyRange_Type: {
      const step = optional(word(o, L.RANGE_STEP))
      const bounds = `${optional(word(o, L.RANGE_START))}, ${optional(word(o, L.RANGE_STOP))}`
      return `range(${bounds}${step === '1' ? '' : `, ${step}`})`
    }
    case T.PySlice_Type:
      return `slice(${[L.SLICE_START, L.SLICE_STOP, L.SLICE_STEP].map((field) => optional(word(o, field))).join(', ')})`
    case T.PyDictProxy_Type:
      return `mappingproxy(${renderValue(word(o, L.MAPPINGPROXY_MAPPING))})`
  }
  return `<${fullName(type)} object ${at}>`
}

function moduleText(o: Ptr): string {
  const dict = word(o, L.MD_DICT)
  const nameObject = dict === 0 ? 0 : dictFind(dict, '__name__')
  const file = dict === 0 ? 0 : dictFind(dict, '__file__')
  const name = nameObject === 0 ? "'?'" : renderValue(nameObject, 80)
  return file !== 0 && Py_TYPE(file) === T.PyUnicode_Type
    ? `<module ${name} from ${renderValue(file)}>`
    : `<module ${name} (built-in)>`
}
