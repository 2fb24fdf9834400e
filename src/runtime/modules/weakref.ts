/** _weakref: the C half of the weakref module. */
import { i32, type Ptr } from '../memory/heap'
import { _PyDict_DelItem_KnownHash, dictGetItemKnownHash, keyHash } from '../object/container/dict-core'
import { PyList_Append, PyList_New } from '../object/container/list-core'
import { arg, FAST, O } from '../object/define'
import { typeError, typeNameOf } from '../object/errors'
import { PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF, Py_NewRef, typeFlagOf } from '../object/header'
import { HASH_HI } from '../object/interp'
import { TPFLAGS_DICT_SUBCLASS, WR_NEXT } from '../object/layout'
import { PyLong_FromLong } from '../object/number/int-core'
import { checkPositional } from '../object/type/arg-parse'
import {
  PyWeakref_Check,
  PyWeakref_GET_OBJECT,
  PyWeakref_NewProxy,
  weaklistSlot,
  weakrefCount,
} from '../object/type/weakref-core'
import { Py_None, PyWeakref_CallableProxyType, PyWeakref_ProxyType, PyWeakref_RefType } from '../object/types'
import { addOwned, defineModule } from './define-module'

const listHead = (o: Ptr): Ptr => {
  const slot = weaklistSlot(o)
  return slot === 0 ? 0 : i32[slot >> 2]
}

function getweakrefs(o: Ptr): Ptr {
  const list = PyList_New(0)
  if (list === 0) return 0
  for (let r = listHead(o); r !== 0; r = i32[(r + WR_NEXT) >> 2]) {
    if (PyList_Append(list, r) < 0) {
      Py_DECREF(list)
      return 0
    }
  }
  return list
}

/** Deletes dict[key] when its value is a dead weak reference; a missing key is no error. */
function removeDeadWeakref(dict: Ptr, key: Ptr): Ptr {
  if (!typeFlagOf(dict, TPFLAGS_DICT_SUBCLASS)) {
    return typeError(`_remove_dead_weakref() argument 1 must be dict, not ${typeNameOf(dict)}`)
  }
  const lo = keyHash(key)
  if (lo === -1 && PyErr_Occurred()) return 0
  const hi = i32[HASH_HI >> 2]
  const value = dictGetItemKnownHash(dict, key, lo, hi)
  if (value === 0) return PyErr_Occurred() ? 0 : Py_NewRef(Py_None)
  if (!PyWeakref_Check(value)) return typeError('not a weakref')
  if (PyWeakref_GET_OBJECT(value) === Py_None && _PyDict_DelItem_KnownHash(dict, key, lo, hi) < 0) return 0
  return Py_NewRef(Py_None)
}

defineModule({
  name: '_weakref',
  doc: 'Weak-reference support module.',
  methods: {
    getweakrefcount: O(
      (_m, o) => PyLong_FromLong(weakrefCount(listHead(o))),
      "getweakrefcount($module, object, /)\n--\n\nReturn the number of weak references to 'object'.",
    ),
    _remove_dead_weakref: FAST(
      (_m, args, nargs) =>
        checkPositional('_remove_dead_weakref', nargs, 2, 2) ? removeDeadWeakref(arg(args, 0), arg(args, 1)) : 0,
      '_remove_dead_weakref($module, dct, key, /)\n--\n\nAtomically remove key from dict if it points to a dead weakref.',
    ),
    getweakrefs: O(
      (_m, o) => getweakrefs(o),
      "getweakrefs($module, object, /)\n--\n\nReturn a list of all weak reference objects pointing to 'object'.",
    ),
    proxy: FAST(
      (_m, args, nargs) =>
        checkPositional('proxy', nargs, 1, 2) ? PyWeakref_NewProxy(arg(args, 0), nargs > 1 ? arg(args, 1) : 0) : 0,
      "proxy($module, object, callback=None, /)\n--\n\nCreate a proxy object that weakly references 'object'.\n\n'callback', if given, is called with a reference to the\nproxy when 'object' is about to be finalized.",
    ),
  },
  types: [],
  exec: (_module, dict) => {
    const entries: [string, Ptr][] = [
      ['ref', PyWeakref_RefType],
      ['ReferenceType', PyWeakref_RefType],
      ['ProxyType', PyWeakref_ProxyType],
      ['CallableProxyType', PyWeakref_CallableProxyType],
    ]
    for (const [name, type] of entries) if (addOwned(dict, name, Py_NewRef(type)) < 0) return -1
    return 0
  },
})
