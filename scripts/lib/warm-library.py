# Touches what programs use of the library: the functions that this run generates are kept (src/host/kept-functions.ts).
# What fails is left out; nothing here is tested.
import sys
for name in """
  abc argparse ast base64 bisect calendar cmd code codecs collections collections.abc colorsys configparser contextlib
  contextvars copy copyreg csv dataclasses datetime difflib dis doctest enum errno filecmp fnmatch fractions functools
  getopt gettext glob graphlib gzip hashlib heapq hmac html html.parser importlib importlib.util inspect io itertools json
  keyword linecache locale logging logging.handlers math mimetypes numbers opcode operator optparse os pathlib pickle
  pickletools pkgutil platform posixpath pprint queue random re reprlib sched secrets shelve shlex shutil signal stat
  statistics string struct subprocess symtable sys sysconfig tempfile textwrap threading time timeit token tokenize
  traceback tracemalloc types typing unittest unittest.mock urllib.parse uuid warnings weakref xml.etree.ElementTree
  zipfile zlib
""".split():
    try: __import__(name)
    except Exception: pass
def exercise():
    import argparse, collections, contextlib, copy, dataclasses, enum, functools, heapq, io, json, logging, operator, os, pprint
    import random, re, string, tempfile, textwrap, traceback, typing, unittest, warnings, weakref
    T = typing.TypeVar('T')
    @dataclasses.dataclass(order=True)
    class Point:
        x: int
        y: typing.Optional[int] = None
        z: list = dataclasses.field(default_factory=list)
    yield repr(Point(1)), Point(1) == Point(1), dataclasses.asdict(Point(2)), dataclasses.replace(Point(3), x=4)
    @dataclasses.dataclass(frozen=True, slots=True)
    class Frozen:
        x: int
    yield hash(Frozen(1))
    class Box(typing.Generic[T]):
        def get(self) -> T: ...
    yield Box[int], typing.get_type_hints(Point), typing.NamedTuple('N', [('a', int)])(1), typing.List[int], typing.Callable[[int], str]
    class Colour(enum.Enum):
        RED = 1
        BLUE = enum.auto()
    class Flags(enum.Flag):
        A = 1
        B = 2
    yield list(Colour), Colour('x' and 1), Colour['RED'], Flags.A | Flags.B, repr(Colour.RED), str(Flags.A)
    P = collections.namedtuple('P', 'a b')
    yield P(1, 2)._asdict(), P(1, 2)._replace(a=2), repr(P(1, 2)), collections.Counter('abca').most_common(1), collections.OrderedDict(a=1), collections.ChainMap({}, {})
    yield collections.Counter('a') + collections.Counter('b'), collections.UserDict(a=1)
    yield json.dumps({'a': [1, 2.5, None, 'x']}, indent=1, sort_keys=True), json.loads('{"a": [1, 2.5, null, "x"]}')
    yield re.sub(r'(?P<a>\w+)|[0-9]{2,3}(?=x)|(?:a|b)*?', 'y', 'abc 123'), re.split(r'\s+', 'a b'), re.compile('a.*b', re.I | re.S).match('AxB')
    yield copy.deepcopy({'a': [1, (2, Point(1))]}), copy.copy(Point(1))
    @functools.lru_cache
    def f(x): return x
    @functools.wraps(f)
    def g(x): return f(x)
    yield f(1), g(1), functools.reduce(operator.add, [1, 2]), functools.partial(f, 1)()
    @functools.total_ordering
    class O:
        def __lt__(self, other): return True
        def __eq__(self, other): return False
        __hash__ = object.__hash__
        @functools.cached_property
        def c(self): return 1
    yield O() >= O(), O().c
    @functools.singledispatch
    def s(x): return 1
    s.register(int, lambda x: 2)
    yield s(1)
    @contextlib.contextmanager
    def cm(): yield 1
    with cm(), contextlib.suppress(ValueError), contextlib.redirect_stdout(io.StringIO()), contextlib.ExitStack() as stack:
        stack.callback(print, 1)
        logging.getLogger('a').warning('x')
    r = random.Random(1)
    yield r.random(), r.randint(1, 6), r.choice([1, 2]), r.shuffle([1, 2, 3]), r.sample(range(9), 3), r.gauss(0, 1), r.choices([1, 2], k=2), r.uniform(1, 2)
    yield heapq.nsmallest(2, [3, 1, 2]), list(heapq.merge([1], [2]))
    yield textwrap.dedent(' a'), textwrap.fill('a b ' * 30), string.Template('$a').substitute(a=1), pprint.pformat({'a': list(range(40))})
    d = weakref.WeakValueDictionary(); k = weakref.WeakKeyDictionary(); ws = weakref.WeakSet()
    o = O(); d[1] = o; k[Point] = 1; ws.add(o); weakref.finalize(o, print); weakref.WeakMethod(Box().get)
    yield list(d.items()), list(k), list(ws), len(d)
    with warnings.catch_warnings():
        warnings.simplefilter('always')
        warnings.warn('x')
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'a.txt')
        with open(path, 'w') as out: out.write('x')
        yield os.path.exists(path), list(os.walk(folder)), os.path.splitext(path), os.path.normpath(path)
        import pathlib
        yield pathlib.Path(folder, 'a.txt').read_text(), list(pathlib.Path(folder).iterdir()), pathlib.Path('a/b').parent.name
    p = argparse.ArgumentParser(); p.add_argument('--a', type=int, default=1); p.add_argument('b', nargs='*')
    yield p.parse_args(['--a', '2', 'c']), p.format_help()
    try: raise ValueError('x')
    except ValueError: yield traceback.format_exc()
    import datetime, inspect, itertools, time, timeit, tracemalloc, uuid
    yield str(datetime.datetime(2020, 1, 2)), datetime.timedelta(days=1) * 2, datetime.date(2020, 1, 1).isoformat()
    yield inspect.signature(exercise), inspect.getmembers(Point)
    tracemalloc.start()
    first = tracemalloc.take_snapshot()
    yield tracemalloc.take_snapshot().compare_to(first, 'lineno'), first.statistics('filename'), first.filter_traces((tracemalloc.Filter(False, 'x'),))
    tracemalloc.stop()
    class Case(unittest.TestCase):
        def setUp(self): self.a = 1
        def test_a(self):
            self.assertEqual(self.a, 1); self.assertTrue(self.a); self.assertIn(1, [1]); self.assertIsNone(None)
            with self.assertRaises(ValueError): int('x')
        def test_b(self): self.assertEqual(1, 2)
    yield unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(Case))
parts = exercise()
while True:
    try: next(parts)
    except StopIteration: break
    except Exception as e: print(e); break
