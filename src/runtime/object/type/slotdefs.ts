/**
 * The table of slots: which special method stands for which C-level slot, the slot function of Python-defined classes and
 * the wrapper of built-in ones, in CPython's order (typeobject.c, slotdefs). Everything else about slots is computed from it.
 */
import { i32, type Ptr } from '../../memory/heap'
import { fnPtr } from '../fn-table'
import * as L from '../layout'
import { _Py_ID } from '../text/str-core'
import * as F from './slot-functions'
import { binarySlot, inplaceSlot, slot_nb_bool, slot_nb_inplace_power, slot_nb_power, unarySlot } from './slot-number'
import * as W from './slot-wrappers'

export interface SlotDef {
  /** Its place in the table. */
  index: number
  name: Ptr
  text: string
  /** Where the slot lies in a heap type. */
  offset: number
  /** Function-table index of the slot function, 0: the method alone does not fill the slot. */
  func: number
  wrapper: W.wrapperfunc | null
  keywords: boolean
  doc: string
}

export const slotdefs: SlotDef[] = []

// biome-ignore lint/complexity/noBannedTypes: slot functions have many signatures.
type SlotFunction = Function | null

function slot(
  text: string,
  offset: number,
  f: SlotFunction,
  wrapper: W.wrapperfunc | null,
  doc = '',
  keywords = false,
): void {
  const func = f === null ? 0 : fnPtr(f)
  slotdefs.push({ index: slotdefs.length, name: _Py_ID(text), text, offset, func, wrapper, keywords, doc })
}

const sig = (text: string, params: string, what: string): string => `${text}(${params})\n--\n\n${what}`
const SELF = '$self, /'
const ARGS = '$self, /, *args, **kwargs'

slot('__repr__', L.TP_REPR, F.slot_tp_repr, W.wrap_unaryfunc, sig('__repr__', SELF, 'Return repr(self).'))
slot('__hash__', L.TP_HASH, F.slot_tp_hash, W.wrap_hashfunc, sig('__hash__', SELF, 'Return hash(self).'))
slot('__call__', L.TP_CALL, F.slot_tp_call, W.wrap_call, sig('__call__', ARGS, 'Call self as a function.'), true)
slot('__str__', L.TP_STR, F.slot_tp_str, W.wrap_unaryfunc, sig('__str__', SELF, 'Return str(self).'))
slot(
  '__getattribute__',
  L.TP_GETATTRO,
  F.slot_tp_getattr_hook,
  W.wrap_binaryfunc,
  sig('__getattribute__', '$self, name, /', 'Return getattr(self, name).'),
)
slot('__getattr__', L.TP_GETATTRO, F.slot_tp_getattr_hook, null)
slot(
  '__setattr__',
  L.TP_SETATTRO,
  F.slot_tp_setattro,
  W.wrap_setattr,
  sig('__setattr__', '$self, name, value, /', 'Implement setattr(self, name, value).'),
)
slot(
  '__delattr__',
  L.TP_SETATTRO,
  F.slot_tp_setattro,
  W.wrap_delattr,
  sig('__delattr__', '$self, name, /', 'Implement delattr(self, name).'),
)
const COMPARISONS = ['lt <', 'le <=', 'eq ==', 'ne !=', 'gt >', 'ge >=']
COMPARISONS.forEach((entry, op) => {
  const [name, symbol] = entry.split(' ')
  const text = `__${name}__`
  const doc = sig(text, '$self, value, /', `Return self${symbol}value.`)
  slot(text, L.TP_RICHCOMPARE, F.slot_tp_richcompare, W.wrapRichCompare(op), doc)
})
slot('__iter__', L.TP_ITER, F.slot_tp_iter, W.wrap_unaryfunc, sig('__iter__', SELF, 'Implement iter(self).'))
slot('__next__', L.TP_ITERNEXT, F.slot_tp_iternext, W.wrap_next, sig('__next__', SELF, 'Implement next(self).'))
slot(
  '__get__',
  L.TP_DESCR_GET,
  F.slot_tp_descr_get,
  W.wrap_descr_get,
  sig('__get__', '$self, instance, owner=None, /', 'Return an attribute of instance, which is of type owner.'),
)
slot(
  '__set__',
  L.TP_DESCR_SET,
  F.slot_tp_descr_set,
  W.wrap_descr_set,
  sig('__set__', '$self, instance, value, /', 'Set an attribute of instance to value.'),
)
slot(
  '__delete__',
  L.TP_DESCR_SET,
  F.slot_tp_descr_set,
  W.wrap_descr_delete,
  sig('__delete__', '$self, instance, /', 'Delete an attribute of instance.'),
)
slot(
  '__init__',
  L.TP_INIT,
  F.slot_tp_init,
  W.wrap_init,
  sig('__init__', ARGS, 'Initialize self.  See help(type(self)) for accurate signature.'),
  true,
)
slot(
  '__new__',
  L.TP_NEW,
  F.slot_tp_new,
  null,
  sig('__new__', '$type, *args, **kwargs', 'Create and return new object.  See help(type) for accurate signature.'),
)
slot('__del__', L.TP_FINALIZE, F.slot_tp_finalize, W.wrap_del)
slot(
  '__await__',
  L.AS_ASYNC + L.AM_AWAIT,
  F.slot_am_await,
  W.wrap_unaryfunc,
  sig('__await__', SELF, 'Return an iterator to be used in await expression.'),
)
slot(
  '__aiter__',
  L.AS_ASYNC + L.AM_AITER,
  F.slot_am_aiter,
  W.wrap_unaryfunc,
  sig('__aiter__', SELF, 'Return an awaitable, that resolves in asynchronous iterator.'),
)
slot(
  '__anext__',
  L.AS_ASYNC + L.AM_ANEXT,
  F.slot_am_anext,
  W.wrap_unaryfunc,
  sig('__anext__', SELF, 'Return a value or raise StopAsyncIteration.'),
)

function pair(base: string, offset: number, symbol: string, doc?: string, rdoc?: string): void {
  const f = binarySlot(offset, `__${base}__`, `__r${base}__`)
  const at = L.AS_NUMBER + offset
  slot(
    `__${base}__`,
    at,
    f,
    W.wrap_binaryfunc_l,
    sig(`__${base}__`, '$self, value, /', doc ?? `Return self${symbol}value.`),
  )
  slot(
    `__r${base}__`,
    at,
    f,
    W.wrap_binaryfunc_r,
    sig(`__r${base}__`, '$self, value, /', rdoc ?? `Return value${symbol}self.`),
  )
}
function unary(base: string, offset: number, what: string, wrapper = W.wrap_unaryfunc, f?: SlotFunction): void {
  const text = `__${base}__`
  slot(text, L.AS_NUMBER + offset, f ?? unarySlot(text), wrapper, sig(text, SELF, what))
}
function inplace(base: string, offset: number, symbol: string): void {
  const text = `__${base}__`
  const doc = sig(text, '$self, value, /', `Return self${symbol}value.`)
  slot(text, L.AS_NUMBER + offset, inplaceSlot(text), W.wrap_binaryfunc, doc)
}

pair('add', L.NB_ADD, '+')
pair('sub', L.NB_SUBTRACT, '-')
pair('mul', L.NB_MULTIPLY, '*')
pair('mod', L.NB_REMAINDER, '%')
pair('divmod', L.NB_DIVMOD, '', 'Return divmod(self, value).', 'Return divmod(value, self).')
slot(
  '__pow__',
  L.AS_NUMBER + L.NB_POWER,
  slot_nb_power,
  W.wrap_ternaryfunc,
  sig('__pow__', '$self, value, mod=None, /', 'Return pow(self, value, mod).'),
)
slot(
  '__rpow__',
  L.AS_NUMBER + L.NB_POWER,
  slot_nb_power,
  W.wrap_ternaryfunc_r,
  sig('__rpow__', '$self, value, mod=None, /', 'Return pow(value, self, mod).'),
)
unary('neg', L.NB_NEGATIVE, '-self')
unary('pos', L.NB_POSITIVE, '+self')
unary('abs', L.NB_ABSOLUTE, 'abs(self)')
unary('bool', L.NB_BOOL, 'True if self else False', W.wrap_inquirypred, slot_nb_bool)
unary('invert', L.NB_INVERT, '~self')
pair('lshift', L.NB_LSHIFT, '<<')
pair('rshift', L.NB_RSHIFT, '>>')
pair('and', L.NB_AND, '&')
pair('xor', L.NB_XOR, '^')
pair('or', L.NB_OR, '|')
unary('int', L.NB_INT, 'int(self)')
unary('float', L.NB_FLOAT, 'float(self)')
inplace('iadd', L.NB_INPLACE_ADD, '+=')
inplace('isub', L.NB_INPLACE_SUBTRACT, '-=')
inplace('imul', L.NB_INPLACE_MULTIPLY, '*=')
inplace('imod', L.NB_INPLACE_REMAINDER, '%=')
slot(
  '__ipow__',
  L.AS_NUMBER + L.NB_INPLACE_POWER,
  slot_nb_inplace_power,
  W.wrap_ternaryfunc,
  sig('__ipow__', '$self, value, /', 'Return self**=value.'),
)
inplace('ilshift', L.NB_INPLACE_LSHIFT, '<<=')
inplace('irshift', L.NB_INPLACE_RSHIFT, '>>=')
inplace('iand', L.NB_INPLACE_AND, '&=')
inplace('ixor', L.NB_INPLACE_XOR, '^=')
inplace('ior', L.NB_INPLACE_OR, '|=')
pair('floordiv', L.NB_FLOOR_DIVIDE, '//')
pair('truediv', L.NB_TRUE_DIVIDE, '/')
inplace('ifloordiv', L.NB_INPLACE_FLOOR_DIVIDE, '//=')
inplace('itruediv', L.NB_INPLACE_TRUE_DIVIDE, '/=')
unary('index', L.NB_INDEX, 'Return self converted to an integer, if self is suitable for use as an index into a list.')
pair('matmul', L.NB_MATRIX_MULTIPLY, '@')
inplace('imatmul', L.NB_INPLACE_MATRIX_MULTIPLY, '@=')

const MP = L.AS_MAPPING
slot('__len__', MP + L.MP_LENGTH, F.slot_sq_length, W.wrap_lenfunc, sig('__len__', SELF, 'Return len(self).'))
const GETITEM = sig('__getitem__', '$self, key, /', 'Return self[key].')
const SETITEM = sig('__setitem__', '$self, key, value, /', 'Set self[key] to value.')
const DELITEM = sig('__delitem__', '$self, key, /', 'Delete self[key].')
slot('__getitem__', MP + L.MP_SUBSCRIPT, F.slot_mp_subscript, W.wrap_binaryfunc, GETITEM)
slot('__setitem__', MP + L.MP_ASS_SUBSCRIPT, F.slot_mp_ass_subscript, W.wrap_objobjargproc, SETITEM)
slot('__delitem__', MP + L.MP_ASS_SUBSCRIPT, F.slot_mp_ass_subscript, W.wrap_delitem, DELITEM)

const SQ = L.AS_SEQUENCE
slot('__len__', SQ + L.SQ_LENGTH, F.slot_sq_length, W.wrap_lenfunc, sig('__len__', SELF, 'Return len(self).'))
// The sequence forms of + and * are only reached through their number slots, so no slot function fills them.
slot('__add__', SQ + L.SQ_CONCAT, null, W.wrap_binaryfunc, sig('__add__', '$self, value, /', 'Return self+value.'))
slot('__mul__', SQ + L.SQ_REPEAT, null, W.wrap_indexargfunc, sig('__mul__', '$self, value, /', 'Return self*value.'))
slot('__rmul__', SQ + L.SQ_REPEAT, null, W.wrap_indexargfunc, sig('__rmul__', '$self, value, /', 'Return value*self.'))
slot('__getitem__', SQ + L.SQ_ITEM, F.slot_sq_item, W.wrap_sq_item, GETITEM)
slot('__setitem__', SQ + L.SQ_ASS_ITEM, F.slot_sq_ass_item, W.wrap_sq_setitem, SETITEM)
slot('__delitem__', SQ + L.SQ_ASS_ITEM, F.slot_sq_ass_item, W.wrap_sq_delitem, DELITEM)
slot(
  '__contains__',
  SQ + L.SQ_CONTAINS,
  F.slot_sq_contains,
  W.wrap_objobjproc,
  sig('__contains__', '$self, key, /', 'Return key in self.'),
)
slot(
  '__iadd__',
  SQ + L.SQ_INPLACE_CONCAT,
  null,
  W.wrap_binaryfunc,
  sig('__iadd__', '$self, value, /', 'Implement self+=value.'),
)
slot(
  '__imul__',
  SQ + L.SQ_INPLACE_REPEAT,
  null,
  W.wrap_indexargfunc,
  sig('__imul__', '$self, value, /', 'Implement self*=value.'),
)

/** Address of the slot word for a heap-type offset; 0 when the type lacks that suite (slotptr). */
export function slotPtr(type: Ptr, offset: number): Ptr {
  if (offset < L.AS_ASYNC) return type + offset
  let start: number = L.AS_ASYNC
  let field: number = L.TP_AS_ASYNC
  if (offset >= L.AS_SEQUENCE) {
    start = L.AS_SEQUENCE
    field = L.TP_AS_SEQUENCE
  } else if (offset >= L.AS_MAPPING) {
    start = L.AS_MAPPING
    field = L.TP_AS_MAPPING
  } else if (offset >= L.AS_NUMBER) {
    start = L.AS_NUMBER
    field = L.TP_AS_NUMBER
  }
  const suite = i32[(type + field) >> 2]
  return suite === 0 ? 0 : suite + (offset - start)
}

/** Definitions by method name, in table order; several slots may share one name. */
export const slotdefsByName = new Map<string, SlotDef[]>()
for (const def of slotdefs) {
  const list = slotdefsByName.get(def.text)
  if (list) list.push(def)
  else slotdefsByName.set(def.text, [def])
}
