# Differences of sys.getallocatedblocks() across pieces of code, with garbage collection off.
import sys, gc
gc.disable(); gc.collect()
blocks = sys.getallocatedblocks
class A: pass
class B:
    def __init__(self): self.x = 1; self.y = 2
class S: __slots__ = ('p', 'q')
def measure(name, f):
    f(); gc.collect()
    a = blocks(); x = f(); b = blocks(); del x; c = blocks(); gc.collect(); d = blocks()
    print(name, b - a, c - a, d - a)
def gen(): yield 1
cases = {'none': lambda: None, 'small int': lambda: 5, 'int': lambda: 10 ** 10 + len('a'), 'float': lambda: 1.5 * len('ab'), 'str': lambda: 'ab' * len('abc'), 'long str': lambda: 'a' * 1000 * len('a'), 'bytes': lambda: bytes(600 + len('a')), 'bytearray': lambda: bytearray(100), 'list': lambda: [], 'list 1': lambda: [1], 'list 100': lambda: [None] * 100, 'tuple': lambda: (1, len('a')), 'tuple 30': lambda: tuple(range(30)), 'dict': lambda: {}, 'dict 1': lambda: {1: 2}, 'dict 100': lambda: {i: None for i in range(100)}, 'dict str 100': lambda: {str(i): None for i in range(100)}, 'set': lambda: set(), 'set 10': lambda: set(range(10)), 'frozenset': lambda: frozenset([1]), 'A': A, 'B': B, 'S': S, 'object': object, '1000 ints': lambda: [i + 1000 for i in range(1000)], '1000 floats': lambda: [i * 1.5 for i in range(1000)], '1000 lists': lambda: [[i] for i in range(1000)], '1000 nested': lambda: [[[i]] for i in range(1000)], '1000 A': lambda: [A() for _ in range(1000)], '1000 B': lambda: [B() for _ in range(1000)], '1000 S': lambda: [S() for _ in range(1000)], '100 tuples': lambda: [(i, i + 1) for i in range(100)], 'lambda': lambda: (lambda: 0), 'closure': lambda: (lambda x: lambda: x)(5), 'generator': gen, 'genexp': lambda: (x for x in ()), 'bound': lambda: A().__init__, 'exception': lambda: ValueError('x'), 'range': lambda: range(1000), 'iter': lambda: iter([1]), 'slice': lambda: slice(1, 2), 'complex': lambda: 1j * 2, 'class': lambda: type('T', (), {}), 'split': lambda: 'a b c d'.split(), 'join': lambda: ','.join(['aa', 'bb']), 'format': lambda: f'{10 ** 6}-{2.5}', 'memoryview': lambda: memoryview(b'abc'), 'zip': lambda: zip([], []), 'enumerate': lambda: enumerate([]), 'sorted': lambda: sorted([3, 1, 2]), 'copy dict': lambda: dict(a=1, b=2), 'partial tuple': lambda: (1,) * 19, 'tuple 20': lambda: (len('a'),) * 20, 'matrix': lambda: [[0] * 10 for _ in range(10)]}
for name, f in cases.items(): measure(name, f)
l = []; gc.collect(); base = blocks(); out = []
for i in range(200):
    l.append(None); out.append(blocks() - base)
print(sorted(set(out))); d = {}; gc.collect(); base = blocks(); prev = 0
for i in range(300): d[i] = None
print(blocks() - base); d.clear(); print(blocks() - base); x = A(); base = blocks(); x.a = 1; print(blocks() - base); x.b = 2; x.__dict__; print(blocks() - base); x.__dict__ = {}; print(blocks() - base)
def rec(n): return blocks() if n == 0 else rec(n - 1)
base = blocks(); print(rec(5) - base, rec(200) - base)
try: [][1]
except IndexError as e: inside = blocks()
print(inside - base > 0); gc.collect()
def many():
    a = blocks()
    for i in range(1000): t = [i, (i, i), {i: i}]
    return blocks() - a
print(many(), many())
