# sys.getsizeof of a value of every type.
import sys, types, collections, array, itertools, functools, io, weakref, operator, re, random, struct
sz = sys.getsizeof
class Plain: pass
class Slots: __slots__ = ('a', 'b')
class Attrs:
    def __init__(self): self.x = 1; self.y = 2
def fn(a, b=1): return a
def gen(x): yield x
def gen5(a, b, c, d, e): yield a + b + c + d + e
values = {
    'int': [0, 1, -1, 2 ** 30 - 1, 2 ** 30, 2 ** 60 - 1, 2 ** 60, 2 ** 90, 10 ** 100, -2 ** 30, True],
    'float': [0.0, 1.5], 'complex': [1j], 'none': [None, ..., NotImplemented],
    'str': ['', 'a', 'ab', 'a' * 10, 'a' * 1000, 'é', 'éa', 'é' * 10, '€', '€' * 10, '😀', '😀' * 10, 'a€', '\x00'],
    'bytes': [b'', b'a', b'abc', bytes(100), bytearray(), bytearray(b'a'), bytearray(100)],
    'tuple': [(), (1,), (1, 2), (1,) * 10], 'list': [[], [1], [1, 2], [1, 2, 3], [1] * 10, list(range(10)), list('abc'), [x for x in range(10)], [*range(3)]],
    'dict': [{}, {1: 1}, {'a': 1}, dict(a=1), {i: i for i in range(5)}, {i: i for i in range(6)}, {i: i for i in range(11)}, {str(i): i for i in range(5)}, {str(i): i for i in range(6)}, dict.fromkeys('abcdef'), dict(zip('abc', 'def')), {**{'a': 1}}],
    'set': [set(), {1}, {1, 2, 3, 4}, set(range(5)), set(range(20)), frozenset(), frozenset([1]), frozenset(range(5)), frozenset(range(50))],
    'iters': [iter([]), iter(()), iter({}), iter(set()), iter(''), iter(b''), iter(range(3)), iter(bytearray()), reversed([]), enumerate([]), zip(), zip([], []), map(str, []), filter(None, []), reversed(()), iter(int, 1), reversed({}), iter({}.items()), iter({}.values())],
    'views': [{}.keys(), {}.values(), {}.items(), range(5), slice(1), memoryview(b''), types.MappingProxyType({}), types.SimpleNamespace(), types.SimpleNamespace(a=1)],
    'funcs': [fn, lambda: 0, len, [].append, Plain().__init__, Attrs().__init__, fn.__get__(1), fn.__code__.__class__, staticmethod(fn), classmethod(fn), property(fn), gen(1), (x for x in ()), gen5(1, 2, 3, 4, 5), functools.partial(fn), str.join, int.__add__, (1).__add__, dict.__dict__['fromkeys']],
    'cells': [(lambda x: lambda: x)(1).__closure__[0], types.CellType()],
    'instances': [Plain(), Attrs(), Slots(), object(), Plain, Slots, Attrs, int, type, object, str, list, dict, ValueError],
    'exceptions': [Exception(), ValueError('x'), KeyError(1, 2), OSError(), OSError(2, 'a'), StopIteration(), SystemExit(), ImportError(), NameError(), AttributeError(), SyntaxError(), UnicodeDecodeError('a', b'', 0, 1, ''), ExceptionGroup('m', [ValueError()]), KeyboardInterrupt(), MemoryError(), RecursionError()],
    'collections': [collections.deque(), collections.deque([1]), collections.deque(range(100)), collections.OrderedDict(), collections.OrderedDict(a=1), collections.defaultdict(int), collections.Counter(), collections.Counter('abc'), collections.namedtuple('N', 'a b')(1, 2), collections.ChainMap(), collections.UserDict()],
    'itertools': [itertools.count(), itertools.cycle([]), itertools.repeat(1), itertools.chain(), itertools.islice([], 1), itertools.product([], []), itertools.accumulate([]), itertools.groupby([]), itertools.combinations('ab', 2), itertools.permutations('ab'), itertools.starmap(fn, []), itertools.takewhile(fn, []), itertools.dropwhile(fn, []), itertools.zip_longest(), itertools.compress([], []), itertools.pairwise([]), itertools.filterfalse(None, [])] + list(itertools.tee([])),
    'other': [array.array('i'), array.array('d', [1, 2]), array.array('b', [1]), io.StringIO(), io.BytesIO(), weakref.ref(Plain), operator.itemgetter(1), operator.attrgetter('a'), operator.methodcaller('m'), random.Random, struct.Struct('i'), list[int], int | str, super(Plain, Plain()), sys, sys.flags, sys.version_info],
}
for group, items in values.items():
    print(group, [sz(v) for v in items])
try: 1 / 0
except ZeroDivisionError as e: print('tb', sz(e), sz(e.__traceback__))
print(sz(sys._getframe()), [].__sizeof__(), (1, 2).__sizeof__(), {}.__sizeof__(), ''.__sizeof__(), Plain().__sizeof__(), (5).__sizeof__(), object.__sizeof__([]), type.__sizeof__(int) > 0)
class Sz:
    def __init__(self, v): self.v = v
    def __sizeof__(self): return self.v
print(sz(Sz(100)), sz(Sz(0)))
for bad in (-1, 'x', 1.5, None):
    try: print(sz(Sz(bad)))
    except Exception as e: print(type(e).__name__, e)
    print(sz(Sz(bad), 'default') if isinstance(bad, (str, float, type(None))) else 'no default')
