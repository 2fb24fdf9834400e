/** What sys.getsizeof() would answer, read off the bytes: a __sizeof__ written in Python is not asked. */
import { i32, type Ptr } from '../memory/heap'
import { ARRAY_ALLOCATED, Array_Type, descr } from '../modules/array/array-core'
import { countedBlocks, deque_type, SIZEOF_BLOCK } from '../modules/collections/deque-core'
import { firstNode, OD_FAST_NODES_SIZE, PyODict_Type, SIZEOF_ODICTNODE } from '../modules/collections/ordered-dict-core'
import { preHeaderSize } from '../object/alloc'
import { dict_sizeof } from '../object/container/dict'
import { dkBytes } from '../object/container/dict-keys'
import { Py_TYPE, typeFlagOf } from '../object/header'
import * as L from '../object/layout'
import { longDigits } from '../object/number/int-core'
import { PyUnicode_DATA, PyUnicode_IS_ASCII, PyUnicode_IS_COMPACT, PyUnicode_KIND } from '../object/text/str-core'
import { PyType_IsSubtype } from '../object/type/subtype'
import * as T from '../object/types'

const word = (o: Ptr, offset: number): number => i32[(o + offset) >> 2]

/** Bytes of the object with what lies in front of it, as sys.getsizeof() counts. */
export const objectSize = (o: Ptr): number => bodySize(o) + preHeaderSize(Py_TYPE(o))

function bodySize(o: Ptr): number {
  const type = Py_TYPE(o)
  const basic = word(type, L.TP_BASICSIZE)
  if (typeFlagOf(o, L.TPFLAGS_LONG_SUBCLASS)) return L.LONG_DIGIT + 4 * Math.max(1, longDigits(o))
  if (typeFlagOf(o, L.TPFLAGS_UNICODE_SUBCLASS)) return strSize(o)
  if (typeFlagOf(o, L.TPFLAGS_LIST_SUBCLASS)) return basic + 8 * word(o, L.LIST_ALLOCATED)
  if (typeFlagOf(o, L.TPFLAGS_DICT_SUBCLASS)) return dict_sizeof(o) + orderSize(o, type)
  if (typeFlagOf(o, L.TPFLAGS_TYPE_SUBCLASS)) return classSize(o)
  if (type === T.PyCode_Type) return L.CO_CODE_ADAPTIVE + 2 * word(o, L.OB_SIZE)
  if (type === T.PyGen_Type) return L.SIZEOF_GENERATOR_HEADER + frameSize(word(o, L.GI_CODE))
  if (type === T.PyFrame_Type) return L.SIZEOF_FRAME_HEADER + frameSize(word(word(o, L.F_FRAME), L.FRAME_CODE))
  if (PyType_IsSubtype(type, T.PySet_Type) || PyType_IsSubtype(type, T.PyFrozenSet_Type)) {
    return basic + (word(o, L.SET_TABLE) === o + L.SET_SMALLTABLE ? 0 : (word(o, L.SET_MASK) + 1) * L.SET_ENTRY)
  }
  if (PyType_IsSubtype(type, T.PyByteArray_Type)) return basic + word(o, L.BYTEARRAY_ALLOC)
  if (PyType_IsSubtype(type, deque_type)) return basic + countedBlocks(o) * SIZEOF_BLOCK
  if (PyType_IsSubtype(type, Array_Type)) return basic + word(o, ARRAY_ALLOCATED) * descr(o).itemsize
  const itemsize = word(type, L.TP_ITEMSIZE)
  return basic + (itemsize === 0 ? 0 : word(o, L.OB_SIZE) * itemsize)
}

const frameSize = (code: Ptr): number =>
  L.FRAME_LOCALSPLUS + 8 * (word(code, L.CO_NLOCALSPLUS) + word(code, L.CO_STACKSIZE))

function strSize(s: Ptr): number {
  const n = word(s, L.UNICODE_LENGTH)
  const kind = PyUnicode_KIND(s)
  const compact = PyUnicode_IS_COMPACT(s)
  const ascii = PyUnicode_IS_ASCII(s)
  let size = compact
    ? (ascii ? L.ASCII_DATA : L.COMPACT_DATA) + (n + 1) * kind
    : L.SIZEOF_UNICODE + (word(s, L.UNICODE_DATA_ANY) === 0 ? 0 : (n + 1) * kind)
  if (!(ascii && compact)) {
    const utf8 = word(s, L.UNICODE_UTF8)
    if (utf8 !== 0 && utf8 !== PyUnicode_DATA(s)) size += word(s, L.UNICODE_UTF8_LENGTH) + 1
  }
  return size
}

/** What keeps the order in an OrderedDict. */
function orderSize(o: Ptr, type: Ptr): number {
  if (!PyType_IsSubtype(type, PyODict_Type)) return 0
  return 8 * word(o, OD_FAST_NODES_SIZE) + (firstNode(o) === 0 ? 0 : word(o, L.DICT_USED) * SIZEOF_ODICTNODE)
}

function classSize(type: Ptr): number {
  if ((word(type, L.TP_FLAGS) & L.TPFLAGS_HEAPTYPE) === 0) return L.SIZEOF_TYPE
  const keys = word(type, L.HT_CACHED_KEYS)
  return L.SIZEOF_HEAPTYPE + (keys === 0 ? 0 : dkBytes(keys))
}
