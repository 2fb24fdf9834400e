# Which new object takes the place of a freed one: booleans only.
import sys, gc
gc.disable(); gc.collect()
class C: pass
class S: __slots__ = ('a',)
def reuse(make, n=1):
    x = make(); a = id(x); del x; y = make(); return id(y) == a
for m in (list, dict, set, object, C, S, lambda: [1], lambda: (1, len('ab')), lambda: {len('a'): 2}, lambda: {'a': len('a')}, lambda: 1.5 * len('ab'), lambda: 10 ** 20 + len('a'), lambda: 'x' * (len('abc') + 20), lambda: bytes(len('abcd')), lambda: (lambda: 0), lambda: C().__init__, lambda: iter([]), lambda: slice(1, len('a')), lambda: range(len('abc')), lambda: ValueError(1), lambda: {1, len('a')}, lambda: frozenset([len('a')]), lambda: bytearray(3), lambda: 1j * len('a'), lambda: (x for x in ()), lambda: [].append, lambda: enumerate([])):
    print(reuse(m), end=' ')
print()
a = [1]; b = [2]; ia, ib = id(a), id(b); del a, b; c = []; d = []; print(id(c) == ib, id(d) == ia)
a = {}; b = {}; ia, ib = id(a), id(b); del a, b; c = {}; d = {}; print(id(c) == ib, id(d) == ia)
l = [[] for _ in range(100)]; ids = [id(x) for x in l]; del l[:]; m = [[] for _ in range(100)]; print(len(set(ids) & set(map(id, m))), [id(x) for x in m[:5]] == ids[:5], [id(x) for x in m[:5]] == ids[19:24])
t = tuple([1, 2, 3]); it = id(t); del t; u = tuple([4, 5]); v = tuple([6, 7, 8]); print(id(v) == it, id(u) == it)
f = 1.5 * len('ab'); i = id(f); f = 2.5 * len('ab'); print(id(f) == i); del f; g = 3.5 * len('a'); print(id(g) == i)
x = C(); x.a = 1; i = id(x); d = id(x.__dict__); del x; y = C(); print(id(y) == i); y.b = 1; print(id(y.__dict__) == d)
objs = [object() for _ in range(10)]; ids = [id(o) for o in objs]; steps = {b - a for a, b in zip(ids, ids[1:])}; print(len(steps) <= 3); del objs[5]; del objs[2]; n1, n2 = object(), object(); print(id(n1) == ids[2], id(n2) == ids[5])
print(id(object()) == id(object()), id([]) == id([]), id(C()) == id(C()), id({}) == id([]), id(1.5 * len('a')) == id(2.5 * len('a')), id('a' * len('abcd')) == id('b' * len('abcd')))
s1 = 'ab' * len('a'); s2 = 'abc'[:2]; print(s1 is s2, s1 == s2, sys.intern(s1) is sys.intern(s2)); print((lambda: 1000)() is (lambda: 1000)(), (lambda: (1, 2))() is (lambda: (1, 2))(), (lambda: 'lit')() is (lambda: 'lit')(), [10 ** 3] is [10 ** 3], 300 + len('') is 300 + len(''), 100 + len('') is 100 + len(''))
big = ['x' * 1000 * len('a') for _ in range(3)]; i = id(big[-1]); big.pop(); nb = 'y' * 1000 * len('a'); print(id(nb) == i); sm = [bytes(40 + len('a')) for _ in range(5)]; ids = [id(b) for b in sm]; del sm[1], sm[2]; q = [bytes(40 + len('a')), bytes(40 + len('a'))]; print([ids.index(id(b)) if id(b) in ids else None for b in q])
gc.collect(); fl = [[] for _ in range(200)]; n = sys.getallocatedblocks(); del fl; m = sys.getallocatedblocks(); gc.collect(); k = sys.getallocatedblocks(); print(n - m, m - k)
fl = [1.5 * i for i in range(200)]; gc.collect(); n = sys.getallocatedblocks(); del fl; m = sys.getallocatedblocks(); gc.collect(); k = sys.getallocatedblocks(); print(n - m, m - k)
fl = [(i, i) for i in range(3000)]; gc.collect(); n = sys.getallocatedblocks(); del fl; m = sys.getallocatedblocks(); gc.collect(); k = sys.getallocatedblocks(); print(n - m, m - k)
