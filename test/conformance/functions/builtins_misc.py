# The remaining builtins: dir, vars, getattr and friends, callable, id, hash, input at end of file, ascii, format, isinstance.
class C:
    a = 1
    def __init__(self): self.b = 2
    def m(self): pass
c = C(); print(dir(c)[-3:], vars(c), getattr(c, 'a'), getattr(c, 'zz', 'd'), hasattr(c, 'm'), callable(c), callable(c.m), callable(C), callable(5), isinstance(c, C), issubclass(bool, int), isinstance(5, (str, int)), id(c) == id(c), hash('a') == hash('a'), ascii('é€'), repr('é'), bin(10), oct(8), hex(255), bin(-5), chr(65), ord('A'), format(3.14159, '.2f'), abs(-5), pow(2, 3), pow(2, 3, 5), round(2.567, 2), divmod(17, 5), sum([1, 2]), max(1, 2), min([3, 1]), any([0, 1]), all([1, 1]))
for call in ("input()", "getattr(c, 5)", "getattr(c, 'zz')", "setattr(c, 5, 1)", "hasattr(c, 5)", "vars(5)", "dir(1, 2)", "hash([])", "hash({})", "ord('')", "chr('a')", "bin('a')", "callable()", "isinstance(1, 'x')", "issubclass(1, int)", "max()", "max([])", "min(1)", "sum('a')", "sum([[]], [])", "round('a')", "round(1.5, 'a')", "abs(None)", "pow('a', 2)", "divmod('a', 1)", "format(1, 5)", "len(5)", "iter()", "id()", "open(5.5)", "__import__(5)", "compile(5, 'f', 'exec')", "globals(1)", "delattr(c, 'zz')", "sorted([1, 'a'])", "reversed(5)", "all(None)", "memoryview(1)", "property(1).__get__(1)", "classmethod()", "super()", "type('a', 'b', 'c')", "object().x", "bytes('a')", "complex('a')", "slice()", "frozenset(5)", "zip(1)", "enumerate()", "range('a')", "hex('a')", "vars()['c'] is c", "breakpoint.__name__", "exit.__class__" if 0 else "print.__name__"):
    try: print(call, eval(call))
    except Exception as e: print(call, '->', type(e).__name__, e)
print(len(dir(__builtins__)) > 150, [n for n in dir(__builtins__) if n.startswith('is')], __builtins__.__name__, __debug__, type(__build_class__).__name__, copyright if 'copyright' in dir(__builtins__) else 'no site')
class D:
    def __dir__(self): return ['b', 'a']
    def __len__(self): return 5
    def __hash__(self): return 99
    def __round__(self, n=None): return ('r', n)
    def __length_hint__(self): return 3
    def __instancecheck__(self, o): return True
print(dir(D()), len(D()), hash(D()), round(D()), round(D(), 1), isinstance(5, D()), [].__class__, (5).__class__.__class__, type(5) is int, type(type(5)), type.__name__, object.__doc__ is not None, int.__doc__.splitlines()[0], len.__doc__, print.__doc__.splitlines()[0], list.append.__doc__)
print(sorted({'b': 1, 'a': 2}), sorted('bca'), list(reversed('abc')), tuple(map(str, range(3))), dict(a=1), set('aab') == {'a', 'b'}, bool('x'), int('5'), float('2.5'), str(5), bytes(2), complex(1, 2), frozenset('a'), slice(1, 2, 3), type(NotImplemented), type(...), type(None), eval('1+1'), exec('q = 5'), q, locals() is globals(), hash(1.0), hash(True), hash(None) == hash(None), hash('') , hash(b''), hash(()) == hash(()), hash(-1), hash(2 ** 61 - 1))
try: exit_code = quit
except NameError as e: print(e)
