import { describe, expect, it } from 'vitest'
import { i32, type Ptr } from '../../../src/runtime/memory/heap'
import {
  PyObject_GetAttr,
  PyObject_SetAttr,
  PyObject_Str,
  reprJS,
} from '../../../src/runtime/object/abstract/object-protocol'
import { bootObjects } from '../../../src/runtime/object/boot'
import { callN } from '../../../src/runtime/object/call'
import { PyDict_New, PyDict_SetItem } from '../../../src/runtime/object/container/dict-core'
import { PyList_Append, PyList_New } from '../../../src/runtime/object/container/list-core'
import { PyTuple_Pack } from '../../../src/runtime/object/container/tuple-core'
import { raise, typeName } from '../../../src/runtime/object/errors'
import { PyErr_Fetch, PyErr_Occurred } from '../../../src/runtime/object/errors-core'
import { PyErr_NormalizeException, restoreException, takeException } from '../../../src/runtime/object/exception/err'
import { PyErr_GivenExceptionMatches } from '../../../src/runtime/object/exception/exception-core'
import {
  _PyExc_PrepReraiseStar,
  exceptionGroupSplit,
  PyExc_ExceptionGroup,
} from '../../../src/runtime/object/exception/exception-group'
import { Py_DECREF, Py_INCREF, Py_REFCNT, Py_TYPE } from '../../../src/runtime/object/header'
import { TS_EXC_STATE } from '../../../src/runtime/object/interp'
import { EXC_CONTEXT } from '../../../src/runtime/object/layout'
import { PyLong_FromLong } from '../../../src/runtime/object/number/int-core'
import { newBytes } from '../../../src/runtime/object/text/bytes-core'
import { newStr, strToJS } from '../../../src/runtime/object/text/str-core'
import { PyObject_Call } from '../../../src/runtime/object/type/call-objects'
import * as T from '../../../src/runtime/object/types'

bootObjects({ hashSeed: 0 })

const str = (text: string): Ptr => newStr(text)
const int = (n: number): Ptr => PyLong_FromLong(n)
function text(o: Ptr): string {
  const s = PyObject_Str(o)
  return s === 0 ? error() : strToJS(s)
}
const attr = (o: Ptr, name: string): Ptr => PyObject_GetAttr(o, str(name))
/** The current error as 'Type: text'; clears it. */
function error(): string {
  const e = PyErr_Fetch()
  PyErr_NormalizeException(e)
  return `${typeName(e.type)}: ${text(e.value)}`
}
const make = (type: Ptr, ...args: Ptr[]): Ptr => {
  const o = callN(type, ...args)
  if (o === 0) throw new Error(error())
  return o
}
function makeKw(type: Ptr, args: Ptr[], kwds: Record<string, Ptr>): Ptr {
  const d = PyDict_New()
  for (const [k, v] of Object.entries(kwds)) PyDict_SetItem(d, str(k), v)
  return PyObject_Call(type, PyTuple_Pack(...args), d)
}

describe('exception objects', () => {
  it('str and repr follow the number of arguments', () => {
    expect(reprJS(make(T.PyExc_ValueError))).toBe('ValueError()')
    expect(reprJS(make(T.PyExc_ValueError, str('x')))).toBe("ValueError('x')")
    expect(reprJS(make(T.PyExc_ValueError, str('x'), int(2)))).toBe("ValueError('x', 2)")
    expect(text(make(T.PyExc_ValueError))).toBe('')
    expect(text(make(T.PyExc_ValueError, str('x'), int(2)))).toBe("('x', 2)")
    expect(text(make(T.PyExc_KeyError, str('k')))).toBe("'k'")
  })
  it('OSError picks its subclass and formats names', () => {
    const e = make(T.PyExc_OSError, int(2), str('No such file or directory'), str('f.txt'))
    expect(Py_TYPE(e)).toBe(T.PyExc_FileNotFoundError)
    expect(text(e)).toBe("[Errno 2] No such file or directory: 'f.txt'")
    expect(reprJS(e)).toBe("FileNotFoundError(2, 'No such file or directory')")
    expect(text(attr(e, 'filename'))).toBe('f.txt')
    const two = make(T.PyExc_OSError, int(17), str('exists'), str('a'), T.Py_None, str('b'))
    expect(text(two)).toBe("[Errno 17] exists: 'a' -> 'b'")
    expect(text(make(T.PyExc_OSError, str('plain')))).toBe('plain')
  })
  it('SyntaxError, UnicodeError, ImportError, StopIteration, SystemExit', () => {
    const info = PyTuple_Pack(str('/a/b.py'), int(3), int(1), str('x ='))
    expect(text(make(T.PyExc_SyntaxError, str('bad'), info))).toBe('bad (b.py, line 3)')
    const enc = make(T.PyExc_UnicodeEncodeError, str('ascii'), str('aé'), int(1), int(2), str('ordinal'))
    expect(text(enc)).toBe("'ascii' codec can't encode character '\\xe9' in position 1: ordinal")
    const dec = make(
      T.PyExc_UnicodeDecodeError,
      str('utf-8'),
      newBytes(Uint8Array.of(65, 255, 254)),
      int(1),
      int(3),
      str('bad'),
    )
    expect(text(dec)).toBe("'utf-8' codec can't decode bytes in position 1-2: bad")
    const imp = makeKw(T.PyExc_ImportError, [str('no')], { name: str('m'), path: str('p') })
    expect(text(attr(imp, 'name'))).toBe('m')
    expect(text(attr(imp, 'msg'))).toBe('no')
    expect(makeKw(T.PyExc_ImportError, [], { bad: int(1) })).toBe(0)
    expect(error()).toBe("TypeError: 'bad' is an invalid keyword argument for ImportError()")
    expect(reprJS(attr(make(T.PyExc_StopIteration, int(7)), 'value'))).toBe('7')
    expect(reprJS(attr(make(T.PyExc_SystemExit, int(1), int(2)), 'code'))).toBe('(1, 2)')
    expect(makeKw(T.PyExc_ValueError, [], { x: int(1) })).toBe(0)
    expect(error()).toBe('TypeError: ValueError() takes no keyword arguments')
  })
  it('attributes are checked when set', () => {
    const e = make(T.PyExc_ValueError, int(1))
    expect(PyObject_SetAttr(e, str('__traceback__'), int(5))).toBe(-1)
    expect(error()).toBe('TypeError: __traceback__ must be a traceback or None')
    expect(PyObject_SetAttr(e, str('__cause__'), int(5))).toBe(-1)
    expect(error()).toBe('TypeError: exception cause must be None or derive from BaseException')
    expect(PyObject_SetAttr(e, str('__cause__'), T.Py_None)).toBe(0)
    expect(attr(e, '__suppress_context__')).toBe(T.Py_True)
    expect(callN(attr(e, 'add_note'), str('n1'))).toBe(T.Py_None)
    expect(callN(attr(e, 'add_note'), str('n2'))).toBe(T.Py_None)
    expect(reprJS(attr(e, '__notes__'))).toBe("['n1', 'n2']")
    expect(callN(attr(e, 'add_note'), int(1))).toBe(0)
    expect(error()).toBe("TypeError: note must be a str, not 'int'")
  })
  it('raising while handling sets the context and breaks cycles', () => {
    const outer = make(T.PyExc_ValueError, str('outer'))
    Py_INCREF(outer)
    i32[TS_EXC_STATE >> 2] = outer
    raise(T.PyExc_TypeError, 'inner')
    const inner = takeException()
    expect(i32[(inner + EXC_CONTEXT) >> 2]).toBe(outer)
    // raising the handled one again must not make outer -> inner -> outer
    i32[TS_EXC_STATE >> 2] = inner
    restoreException(outer)
    const again = takeException()
    expect(again).toBe(outer)
    raise(T.PyExc_KeyError, 'third')
    const third = takeException()
    expect(i32[(third + EXC_CONTEXT) >> 2]).toBe(inner)
    i32[TS_EXC_STATE >> 2] = 0
    expect(PyErr_Occurred()).toBe(0)
  })
  it('matching follows subclasses and tuples', () => {
    const e = make(T.PyExc_FileNotFoundError)
    expect(PyErr_GivenExceptionMatches(e, T.PyExc_OSError)).toBe(true)
    expect(PyErr_GivenExceptionMatches(e, T.PyExc_ValueError)).toBe(false)
    expect(PyErr_GivenExceptionMatches(e, PyTuple_Pack(T.PyExc_ValueError, T.PyExc_Exception))).toBe(true)
  })
  it('MemoryError instances come from their free list', () => {
    const a = make(T.PyExc_MemoryError)
    expect(Py_REFCNT(a)).toBe(1)
    Py_DECREF(a)
    expect(make(T.PyExc_MemoryError)).toBe(a)
  })
})

describe('exception groups', () => {
  const list = (...items: Ptr[]): Ptr => {
    const l = PyList_New(0)
    for (const o of items) PyList_Append(l, o)
    return l
  }
  const v = make(T.PyExc_ValueError, int(1))
  const t = make(T.PyExc_TypeError, int(2))
  const k = make(T.PyExc_KeyboardInterrupt)
  it('construct, str, repr, class choice', () => {
    const g = make(T.PyExc_BaseExceptionGroup, str('eg'), list(v, t))
    expect(Py_TYPE(g)).toBe(PyExc_ExceptionGroup())
    expect(text(g)).toBe('eg (2 sub-exceptions)')
    expect(reprJS(g)).toBe("ExceptionGroup('eg', [ValueError(1), TypeError(2)])")
    expect(Py_TYPE(make(T.PyExc_BaseExceptionGroup, str('b'), list(k)))).toBe(T.PyExc_BaseExceptionGroup)
    expect(callN(PyExc_ExceptionGroup(), str('b'), list(k))).toBe(0)
    expect(error()).toBe('TypeError: Cannot nest BaseExceptions in an ExceptionGroup')
    expect(callN(PyExc_ExceptionGroup(), str('b'), list())).toBe(0)
    expect(error()).toBe('ValueError: second argument (exceptions) must be a non-empty sequence')
    expect(callN(PyExc_ExceptionGroup(), str('b'), list(int(1)))).toBe(0)
    expect(error()).toBe('ValueError: Item 0 of second argument (exceptions) is not an exception')
    expect(callN(PyExc_ExceptionGroup(), str('b'))).toBe(0)
    expect(error()).toBe('TypeError: BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)')
  })
  it('split keeps the nesting', () => {
    const inner = make(T.PyExc_BaseExceptionGroup, str('in'), list(t, make(T.PyExc_ValueError, int(3))))
    const g = make(T.PyExc_BaseExceptionGroup, str('out'), list(v, inner))
    const s = exceptionGroupSplit(g, T.PyExc_ValueError)!
    expect(reprJS(s.match)).toBe("ExceptionGroup('out', [ValueError(1), ExceptionGroup('in', [ValueError(3)])])")
    expect(reprJS(s.rest)).toBe("ExceptionGroup('out', [ExceptionGroup('in', [TypeError(2)])])")
    expect(reprJS(callN(attr(g, 'subgroup'), T.PyExc_KeyError))).toBe('None')
    expect(callN(attr(g, 'split'), int(1))).toBe(0)
    expect(error()).toBe('TypeError: expected a function, exception type or tuple of exception types')
    // nothing new was raised: the unhandled part of the original comes back
    const rest = _PyExc_PrepReraiseStar(g, list(s.rest))
    expect(reprJS(rest)).toBe("ExceptionGroup('out', [ExceptionGroup('in', [TypeError(2)])])")
  })
})
