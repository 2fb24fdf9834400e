# getsizeof against __sizeof__, __basicsize__, __itemsize__ and flags of many types.
import sys
import collections
import functools
import itertools
import types
import weakref


class Plain:
    pass


class Slots:
    __slots__ = ('a',)


TYPES = [int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice, bool, object, type,
         memoryview, enumerate, zip, map, filter, reversed, property, staticmethod, classmethod, super, BaseException,
         OSError, StopIteration, collections.deque, collections.OrderedDict, collections.defaultdict, functools.partial,
         itertools.chain, itertools.count, types.FunctionType, types.MethodType, types.CodeType, types.ModuleType,
         types.GeneratorType, types.FrameType, types.TracebackType, types.CellType, types.SimpleNamespace,
         types.MappingProxyType, weakref.ref, Plain, Slots, type(None), type(len), type(list.append), type(iter([]))]
for t in TYPES:
    print(t.__name__, t.__basicsize__, t.__itemsize__, t.__dictoffset__, t.__weakrefoffset__, bool(t.__flags__ & 1 << 14),
          bool(t.__flags__ & 1 << 10), bool(t.__flags__ & 1 << 9))
values = [0, 5, 2 ** 40, 1.5, 'a', 'é', b'ab', [1], (1,), {1: 1}, {1}, Plain(), Slots(), object(), len, Plain, slice(1), range(2)]
for v in values:
    print(type(v).__name__, sys.getsizeof(v), v.__sizeof__() if not isinstance(v, type) else type.__sizeof__(v),
          sys.getsizeof(v) - object.__sizeof__(v) if not isinstance(v, type) else '-')
print([object.__sizeof__(v) for v in (1, 'abc', [1, 2], (1, 2, 3), {}, 2 ** 100, Plain())])
print(sys.getsizeof(Plain().__dict__), sys.getsizeof(Plain.__dict__), sys.getsizeof(sys.getsizeof), sys.getsizeof(sys.modules) > 1000)
for t in (int, str, list, tuple, dict, type):
    sub = type('Sub', (t,), {})
    slotted = type('Sub', (t,), {'__slots__': ()})
    print(t.__name__, sub.__basicsize__, sub.__dictoffset__, sub.__weakrefoffset__, slotted.__basicsize__, slotted.__dictoffset__)
