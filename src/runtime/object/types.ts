/**
 * Addresses of the built-in static types and singletons. They are laid out here, in one place, in the static data
 * segment, so that every file can compare ob_type with a constant; what a type does is filled in by the file that
 * defines it (see define.ts). Types of extension-like modules (deque, count ...) reserve theirs with staticType() in
 * their own file.
 */
import type { Ptr } from '../memory/heap'
import { staticAlloc } from '../memory/static-data'
import { SIZEOF_GC_HEAD, SIZEOF_HEAPTYPE, SIZEOF_LONG, SIZEOF_OBJECT, SIZEOF_TYPE } from './layout'

/** Reserves the bytes of a static type object (408 bytes). */
export const staticType = (): Ptr => staticAlloc(SIZEOF_TYPE, 16)
/**
 * Room for a heap type of a C module (TypeSpec.heap). It lies in the static segment, because code refers to it by a constant,
 * but has a GC head and the suites of a heap type, and is tracked when its module is made.
 */
export const moduleHeapType = (): Ptr => staticAlloc(SIZEOF_GC_HEAD + SIZEOF_HEAPTYPE, 16) + SIZEOF_GC_HEAD

export const PyType_Type: Ptr = staticType() // type
export const PyBaseObject_Type: Ptr = staticType() // object
export const PyLong_Type: Ptr = staticType() // int
export const PyBool_Type: Ptr = staticType() // bool
export const PyFloat_Type: Ptr = staticType() // float
export const PyComplex_Type: Ptr = staticType() // complex
export const PyUnicode_Type: Ptr = staticType() // str
export const PyBytes_Type: Ptr = staticType() // bytes
export const PyByteArray_Type: Ptr = staticType() // bytearray
export const PyMemoryView_Type: Ptr = staticType() // memoryview
export const PyTuple_Type: Ptr = staticType() // tuple
export const PyList_Type: Ptr = staticType() // list
export const PyDict_Type: Ptr = staticType() // dict
export const PySet_Type: Ptr = staticType() // set
export const PyFrozenSet_Type: Ptr = staticType() // frozenset
export const PyRange_Type: Ptr = staticType() // range
export const PySlice_Type: Ptr = staticType() // slice
export const PyNone_Type: Ptr = staticType() // NoneType
export const PyNotImplemented_Type: Ptr = staticType() // NotImplementedType
export const PyEllipsis_Type: Ptr = staticType() // ellipsis
export const PyFunction_Type: Ptr = staticType() // function
export const PyCFunction_Type: Ptr = staticType() // builtin_function_or_method
export const PyMethod_Type: Ptr = staticType() // method
export const PyCode_Type: Ptr = staticType() // code
export const PyCell_Type: Ptr = staticType() // cell
export const PyGen_Type: Ptr = staticType() // generator
export const PyFrame_Type: Ptr = staticType() // frame
export const PyTraceBack_Type: Ptr = staticType() // traceback
export const PyModule_Type: Ptr = staticType() // module
export const PyStaticMethod_Type: Ptr = staticType() // staticmethod
export const PyClassMethod_Type: Ptr = staticType() // classmethod
export const PyProperty_Type: Ptr = staticType() // property
export const PySuper_Type: Ptr = staticType() // super
export const PyDictProxy_Type: Ptr = staticType() // mappingproxy
export const PyNamespace_Type: Ptr = staticType() // SimpleNamespace
export const PyMethodDescr_Type: Ptr = staticType() // method_descriptor
export const PyClassMethodDescr_Type: Ptr = staticType() // classmethod_descriptor
export const PyGetSetDescr_Type: Ptr = staticType() // getset_descriptor
export const PyMemberDescr_Type: Ptr = staticType() // member_descriptor
export const PyWrapperDescr_Type: Ptr = staticType() // wrapper_descriptor
export const PyMethodWrapper_Type: Ptr = staticType() // method-wrapper
export const PyListIter_Type: Ptr = staticType() // list_iterator
export const PyListRevIter_Type: Ptr = staticType() // list_reverseiterator
export const PyTupleIter_Type: Ptr = staticType() // tuple_iterator
export const PyUnicodeIter_Type: Ptr = staticType() // str_iterator
export const PyUnicodeASCIIIter_Type: Ptr = staticType() // str_ascii_iterator
export const PyBytesIter_Type: Ptr = staticType() // bytes_iterator
export const PyByteArrayIter_Type: Ptr = staticType() // bytearray_iterator
export const PySeqIter_Type: Ptr = staticType() // iterator
export const PyCallIter_Type: Ptr = staticType() // callable_iterator
export const PyRangeIter_Type: Ptr = staticType() // range_iterator
export const PyLongRangeIter_Type: Ptr = staticType() // longrange_iterator
export const PySetIter_Type: Ptr = staticType() // set_iterator
export const PyDictIterKey_Type: Ptr = staticType() // dict_keyiterator
export const PyDictIterValue_Type: Ptr = staticType() // dict_valueiterator
export const PyDictIterItem_Type: Ptr = staticType() // dict_itemiterator
export const PyDictRevIterKey_Type: Ptr = staticType() // dict_reversekeyiterator
export const PyDictRevIterValue_Type: Ptr = staticType() // dict_reversevalueiterator
export const PyDictRevIterItem_Type: Ptr = staticType() // dict_reverseitemiterator
export const PyDictKeys_Type: Ptr = staticType() // dict_keys
export const PyDictValues_Type: Ptr = staticType() // dict_values
export const PyDictItems_Type: Ptr = staticType() // dict_items
export const PyEnum_Type: Ptr = staticType() // enumerate
export const PyReversed_Type: Ptr = staticType() // reversed
export const PyZip_Type: Ptr = staticType() // zip
export const PyMap_Type: Ptr = staticType() // map
export const PyFilter_Type: Ptr = staticType() // filter
export const PyWeakref_RefType: Ptr = staticType() // weakref.ReferenceType
export const PyWeakref_ProxyType: Ptr = staticType() // weakref.ProxyType
export const PyWeakref_CallableProxyType: Ptr = staticType() // weakref.CallableProxyType
export const Py_GenericAliasType: Ptr = staticType() // types.GenericAlias
export const PyUnion_Type: Ptr = staticType() // types.UnionType
export const PyManagedBuffer_Type: Ptr = staticType() // managedbuffer
export const PyCapsule_Type: Ptr = staticType() // capsule
export const PyFormatterIter_Type: Ptr = staticType() // formatteriterator
export const PyFieldNameIter_Type: Ptr = staticType() // fieldnameiterator
export const PyCoro_Type: Ptr = staticType() // coroutine
export const PyAsyncGen_Type: Ptr = staticType() // async_generator

// built-in exceptions
export const PyExc_BaseException: Ptr = staticType()
export const PyExc_BaseExceptionGroup: Ptr = staticType()
export const PyExc_Exception: Ptr = staticType()
export const PyExc_GeneratorExit: Ptr = staticType()
export const PyExc_KeyboardInterrupt: Ptr = staticType()
export const PyExc_SystemExit: Ptr = staticType()
export const PyExc_ArithmeticError: Ptr = staticType()
export const PyExc_AssertionError: Ptr = staticType()
export const PyExc_AttributeError: Ptr = staticType()
export const PyExc_BufferError: Ptr = staticType()
export const PyExc_EOFError: Ptr = staticType()
export const PyExc_ImportError: Ptr = staticType()
export const PyExc_LookupError: Ptr = staticType()
export const PyExc_MemoryError: Ptr = staticType()
export const PyExc_NameError: Ptr = staticType()
export const PyExc_OSError: Ptr = staticType()
export const PyExc_ReferenceError: Ptr = staticType()
export const PyExc_RuntimeError: Ptr = staticType()
export const PyExc_StopAsyncIteration: Ptr = staticType()
export const PyExc_StopIteration: Ptr = staticType()
export const PyExc_SyntaxError: Ptr = staticType()
export const PyExc_SystemError: Ptr = staticType()
export const PyExc_TypeError: Ptr = staticType()
export const PyExc_ValueError: Ptr = staticType()
export const PyExc_Warning: Ptr = staticType()
export const PyExc_FloatingPointError: Ptr = staticType()
export const PyExc_OverflowError: Ptr = staticType()
export const PyExc_ZeroDivisionError: Ptr = staticType()
export const PyExc_BytesWarning: Ptr = staticType()
export const PyExc_DeprecationWarning: Ptr = staticType()
export const PyExc_EncodingWarning: Ptr = staticType()
export const PyExc_FutureWarning: Ptr = staticType()
export const PyExc_ImportWarning: Ptr = staticType()
export const PyExc_PendingDeprecationWarning: Ptr = staticType()
export const PyExc_ResourceWarning: Ptr = staticType()
export const PyExc_RuntimeWarning: Ptr = staticType()
export const PyExc_SyntaxWarning: Ptr = staticType()
export const PyExc_UnicodeWarning: Ptr = staticType()
export const PyExc_UserWarning: Ptr = staticType()
export const PyExc_BlockingIOError: Ptr = staticType()
export const PyExc_ChildProcessError: Ptr = staticType()
export const PyExc_ConnectionError: Ptr = staticType()
export const PyExc_FileExistsError: Ptr = staticType()
export const PyExc_FileNotFoundError: Ptr = staticType()
export const PyExc_InterruptedError: Ptr = staticType()
export const PyExc_IsADirectoryError: Ptr = staticType()
export const PyExc_NotADirectoryError: Ptr = staticType()
export const PyExc_PermissionError: Ptr = staticType()
export const PyExc_ProcessLookupError: Ptr = staticType()
export const PyExc_TimeoutError: Ptr = staticType()
export const PyExc_IndentationError: Ptr = staticType()
export const PyExc_IndexError: Ptr = staticType()
export const PyExc_KeyError: Ptr = staticType()
export const PyExc_ModuleNotFoundError: Ptr = staticType()
export const PyExc_NotImplementedError: Ptr = staticType()
export const PyExc_RecursionError: Ptr = staticType()
export const PyExc_UnboundLocalError: Ptr = staticType()
export const PyExc_UnicodeError: Ptr = staticType()
export const PyExc_BrokenPipeError: Ptr = staticType()
export const PyExc_ConnectionAbortedError: Ptr = staticType()
export const PyExc_ConnectionRefusedError: Ptr = staticType()
export const PyExc_ConnectionResetError: Ptr = staticType()
export const PyExc_TabError: Ptr = staticType()
export const PyExc_UnicodeDecodeError: Ptr = staticType()
export const PyExc_UnicodeEncodeError: Ptr = staticType()
export const PyExc_UnicodeTranslateError: Ptr = staticType()

// singletons
export const Py_None: Ptr = staticAlloc(SIZEOF_OBJECT, 16)
export const Py_NotImplemented: Ptr = staticAlloc(SIZEOF_OBJECT, 16)
export const Py_Ellipsis: Ptr = staticAlloc(SIZEOF_OBJECT, 16)
export const Py_False: Ptr = staticAlloc(32, 16)
export const Py_True: Ptr = staticAlloc(32, 16)

/** The cached ints -5..256, 32 bytes apart. */
export const NSMALLNEGINTS = 5
export const NSMALLPOSINTS = 257
export const SMALL_INT_STRIDE = (SIZEOF_LONG + 15) & ~15
export const SMALL_INTS: Ptr = staticAlloc((NSMALLNEGINTS + NSMALLPOSINTS) * SMALL_INT_STRIDE, 16)
/** Address of the cached int of value v, -5 <= v <= 256 (a borrowed reference). */
export const smallInt = (v: number): Ptr => SMALL_INTS + (v + NSMALLNEGINTS) * SMALL_INT_STRIDE

/** The empty tuple, the empty str, the 256 one-character Latin-1 strs, the empty bytes and the 256 one-byte bytes. */
/* () has an (always zero) GC head in front, as every tuple. */
export const EMPTY_TUPLE: Ptr = staticAlloc(64, 16) + 16
export const EMPTY_STR: Ptr = staticAlloc(64, 16)
export const LATIN1_STRIDE = 80
export const LATIN1_STRS: Ptr = staticAlloc(256 * LATIN1_STRIDE, 16)
/** Address of the one-character str of code point c < 256 (a borrowed reference). */
export const latin1Str = (c: number): Ptr => LATIN1_STRS + c * LATIN1_STRIDE
export const EMPTY_BYTES: Ptr = staticAlloc(48, 16)
export const BYTES1_STRIDE = 48
export const BYTES1: Ptr = staticAlloc(256 * BYTES1_STRIDE, 16)
export const byteBytes = (b: number): Ptr => BYTES1 + b * BYTES1_STRIDE

/** Reference count that static objects start with, as in CPython 3.11 (_PyObject_IMMORTAL_REFCNT). */
export const IMMORTAL_REFCNT = 999_999_999
