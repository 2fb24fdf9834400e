/**
 * Module _thread for a process with one thread: locks and thread-local data are real objects, starting a thread is
 * refused. Lock objects own 32 raw bytes each (the semaphore that CPython allocates).
 */
import { rawFree, rawMalloc } from '../memory/domains'
import { i32, type Ptr } from '../memory/heap'
import { hexAddress, PyObject_IsTrue } from '../object/abstract/object-protocol'
import { PyObject_GC_Del, PyObject_GC_UnTrack, PyType_GenericAlloc } from '../object/alloc'
import { PyDict_New } from '../object/container/dict-core'
import { defineStructSequence } from '../object/container/structseq'
import { defineType, FAST, FASTKW, type MethodSpec, NOARGS, VARARGS } from '../object/define'
import { raise, raiseNone } from '../object/errors'
import { Py_XDECREF } from '../object/header'
import * as L from '../object/layout'
import { PyFloat_FromDouble } from '../object/number/float-core'
import { PyLong_FromLong } from '../object/number/int-core'
import { newStr } from '../object/text/str-core'
import { bindArgs } from '../object/type/arg-parse'
import { PyObject_ClearWeakRefs } from '../object/type/weakref-core'
import { moduleHeapType, PyExc_KeyboardInterrupt, PyExc_RuntimeError, PyExc_SystemExit } from '../object/types'
import { addObject, addOwned, defineModule } from './define-module'
import { THREAD_ID } from './sys-functions'
import { bool, none } from './values'

const PyThread_Lock_Type = moduleHeapType()
const PyThread_RLock_Type = moduleHeapType()
const PyThread_Local_Type = moduleHeapType()
const ExceptHookArgs_Type = moduleHeapType()

// lock: semaphore 16, weakreflist 24, locked 32 (1); RLock: semaphore 16, owner 24, count 32, weakreflist 40
const SEMAPHORE = 16
const LOCK_WEAKREFLIST = 24
const LOCK_LOCKED = 32
const RLOCK_COUNT = 32
const RLOCK_WEAKREFLIST = 40
const SEM_BYTES = 32

function newLock(type: Ptr): Ptr {
  const o = PyType_GenericAlloc(type, 0)
  if (o !== 0) i32[(o + SEMAPHORE) >> 2] = rawMalloc(SEM_BYTES)
  return o
}

function dealloc(o: Ptr, weakreflist: number): void {
  PyObject_GC_UnTrack(o)
  if (i32[(o + weakreflist) >> 2] !== 0) PyObject_ClearWeakRefs(o)
  rawFree(i32[(o + SEMAPHORE) >> 2])
  PyObject_GC_Del(o)
}

const locked = (o: Ptr): boolean => i32[(o + LOCK_LOCKED) >> 2] !== 0

/** acquire(blocking=True, timeout=-1). With one thread a lock that is held can never come free: waiting is an error. */
function acquire(o: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const bound = bindArgs('acquire', ['blocking', 'timeout'], { required: 0 }, args, nargs, kwnames)
  if (bound === null) return 0
  if (!locked(o)) {
    i32[(o + LOCK_LOCKED) >> 2] = 1
    return bool(true)
  }
  const blocking = bound[0] === 0 ? 1 : PyObject_IsTrue(bound[0])
  if (blocking < 0) return 0
  // a limited wait would end without the lock
  if (blocking === 0 || bound[1] !== 0) return bool(false)
  return raise(PyExc_RuntimeError, 'deadlock: the only thread of this process waits for a lock that it holds itself')
}

function release(o: Ptr): Ptr {
  if (!locked(o)) return raise(PyExc_RuntimeError, 'release unlocked lock')
  i32[(o + LOCK_LOCKED) >> 2] = 0
  return none()
}

const lockMethods: Record<string, MethodSpec> = {
  acquire_lock: FASTKW(acquire),
  acquire: FASTKW(acquire),
  release_lock: NOARGS(release),
  release: NOARGS(release),
  locked_lock: NOARGS((o) => bool(locked(o))),
  locked: NOARGS((o) => bool(locked(o))),
  __enter__: FASTKW(acquire),
  __exit__: VARARGS((o) => release(o)),
  _at_fork_reinit: NOARGS((o) => {
    i32[(o + LOCK_LOCKED) >> 2] = 0
    return none()
  }),
}

defineType(PyThread_Lock_Type, {
  name: '_thread.lock',
  heap: true,
  basicsize: 40,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_IMMUTABLETYPE | L.TPFLAGS_DISALLOW_INSTANTIATION,
  weaklistoffset: LOCK_WEAKREFLIST,
  dealloc: (o) => dealloc(o, LOCK_WEAKREFLIST),
  traverse: () => 0,
  repr: (o) => newStr(`<${locked(o) ? 'locked' : 'unlocked'} _thread.lock object at ${hexAddress(o)}>`),
  methods: lockMethods,
})

const held = (o: Ptr): number => i32[(o + RLOCK_COUNT) >> 2]

function rlockRelease(o: Ptr): Ptr {
  if (held(o) === 0) return raise(PyExc_RuntimeError, 'cannot release un-acquired lock')
  i32[(o + RLOCK_COUNT) >> 2]--
  return none()
}

const rlockAcquire = (o: Ptr): Ptr => {
  i32[(o + RLOCK_COUNT) >> 2]++
  return bool(true)
}

defineType(PyThread_RLock_Type, {
  name: '_thread.RLock',
  heap: true,
  basicsize: 48,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_BASETYPE | L.TPFLAGS_IMMUTABLETYPE,
  weaklistoffset: RLOCK_WEAKREFLIST,
  dealloc: (o) => dealloc(o, RLOCK_WEAKREFLIST),
  traverse: () => 0,
  new: (type) => newLock(type),
  repr: (o) =>
    newStr(
      `<${held(o) ? 'locked' : 'unlocked'} _thread.RLock object owner=${held(o) ? THREAD_ID : 0} count=${held(o)} at ${hexAddress(o)}>`,
    ),
  methods: {
    acquire: FASTKW(rlockAcquire),
    release: NOARGS(rlockRelease),
    _is_owned: NOARGS((o) => bool(held(o) > 0)),
    _release_save: NOARGS((o) => {
      const n = held(o)
      i32[(o + RLOCK_COUNT) >> 2] = 0
      return PyLong_FromLong(n)
    }),
    __enter__: FASTKW(rlockAcquire),
    __exit__: VARARGS((o) => rlockRelease(o)),
    _at_fork_reinit: NOARGS((o) => {
      i32[(o + RLOCK_COUNT) >> 2] = 0
      return none()
    }),
  },
})

// thread-local data: with one thread, an object with a dict of its own
const LOCAL_DICT = 16

defineType(PyThread_Local_Type, {
  name: '_thread._local',
  heap: true,
  basicsize: 64,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_BASETYPE | L.TPFLAGS_IMMUTABLETYPE,
  dictoffset: LOCAL_DICT,
  new: (type) => {
    const o = PyType_GenericAlloc(type, 0)
    if (o !== 0) i32[(o + LOCAL_DICT) >> 2] = PyDict_New()
    return o
  },
  dealloc: (o) => {
    PyObject_GC_UnTrack(o)
    Py_XDECREF(i32[(o + LOCAL_DICT) >> 2])
    PyObject_GC_Del(o)
  },
  traverse: (o, visit) => {
    const d = i32[(o + LOCAL_DICT) >> 2]
    return d === 0 ? 0 : visit(d)
  },
})

defineStructSequence(ExceptHookArgs_Type, {
  name: '_thread._ExceptHookArgs',
  heap: true,
  doc: 'ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.',
  fields: ['exc_type', 'exc_value', 'exc_traceback', 'thread'],
})

const startThread = FAST(() =>
  raise(PyExc_RuntimeError, "can't start new thread: threads are not supported yet by this process"),
)
const allocate = NOARGS(() => newLock(PyThread_Lock_Type))

defineModule({
  name: '_thread',
  doc: 'This module provides primitive operations to write multi-threaded programs.',
  methods: {
    start_new_thread: startThread,
    start_new: startThread,
    allocate_lock: allocate,
    allocate: allocate,
    exit_thread: NOARGS(() => raiseNone(PyExc_SystemExit)),
    exit: NOARGS(() => raiseNone(PyExc_SystemExit)),
    interrupt_main: FAST(() => raiseNone(PyExc_KeyboardInterrupt)),
    get_ident: NOARGS(() => PyLong_FromLong(THREAD_ID)),
    get_native_id: NOARGS(() => PyLong_FromLong(1)),
    _count: NOARGS(() => PyLong_FromLong(0)),
    stack_size: FAST(() => PyLong_FromLong(0)),
    _set_sentinel: allocate,
    daemon_threads_allowed: NOARGS(() => bool(true)),
    _excepthook: FAST(() => none()),
  },
  ownedByDict: [PyThread_RLock_Type],
  heapTypes: [PyThread_Lock_Type, PyThread_RLock_Type, PyThread_Local_Type, ExceptHookArgs_Type],
  exec: (_module, dict) => {
    addObject(dict, 'LockType', PyThread_Lock_Type)
    addObject(dict, 'RLock', PyThread_RLock_Type)
    addObject(dict, '_local', PyThread_Local_Type)
    addObject(dict, 'error', PyExc_RuntimeError)
    addObject(dict, '_ExceptHookArgs', ExceptHookArgs_Type)
    return addOwned(dict, 'TIMEOUT_MAX', PyFloat_FromDouble(9223372036.0))
  },
})
