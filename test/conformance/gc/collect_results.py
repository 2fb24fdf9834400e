# What gc.collect() returns for many shapes of garbage, generation by generation.
import gc, weakref
gc.disable(); gc.collect()
class C: pass
class S: __slots__ = ('a', '__weakref__')
class D:
    def __del__(self): pass
def lst(): l = []; l.append(l)
def pair(): a, b = [], []; a.append(b); b.append(a)
def dct(): d = {}; d['me'] = d
def tup(): l = []; t = (l,); l.append(t)
def inst(): c = C(); c.me = c
def inst_mat(): c = C(); c.me = c; c.__dict__
def slot(): s = S(); s.a = s
def two(): a, b = C(), C(); a.o = b; b.o = a
def withdel(): d = D(); d.me = d
def func():
    def f(): return f
def rec_closure():
    def f(n): return f(n - 1) if n else 0
    f(2)
def cls():
    class K: pass
def cls2():
    class K:
        def m(self): return K
def gen():
    def g(): yield box
    box = [None]; box[0] = g(); next(box[0])
def exc():
    try: 1 / 0
    except Exception as e: keep = e
def frame():
    import sys
    f = sys._getframe()
def method(): c = C(); c.m = c.__init__; 
def bound():
    class B:
        def m(self): pass
    b = B(); b.f = b.m
def setc():
    c = C(); c.s = {c}
def wr(): c = C(); c.r = weakref.ref(c)
def wrcb(): c = C(); c.r = weakref.ref(c, print); c.me = c
def wvd():
    d = weakref.WeakValueDictionary(); c = C(); c.me = c; d['k'] = c; c.d = d
def prop():
    class P: pass
    p = property(lambda s: P); P.p = p
def deq():
    import collections; d = collections.deque(); d.append(d)
def odict():
    import collections; o = collections.OrderedDict(); o['o'] = o
def ddict():
    import collections; o = collections.defaultdict(list); o['o'] = o
def part():
    import functools; l = []; p = functools.partial(print, l); l.append(p)
def chain():
    import itertools; l = []; l.append(itertools.chain(l))
def iterc(): l = []; l.append(iter(l))
def big():
    l = []
    for i in range(100): l = [l]
    x = l
    while x[0]: x = x[0]
    x.append(l)
def ring(n=50):
    nodes = [C() for _ in range(n)]
    for i in range(n): nodes[i].next = nodes[i - 1]
def lru():
    import functools
    @functools.lru_cache
    def f(x): return f
    f(1)
def mod():
    import types; m = types.ModuleType('m'); m.m = m
def ns():
    import types; n = types.SimpleNamespace(); n.n = n
def enumc():
    l = []; l.append(enumerate(l)); l.append(zip(l)); l.append(map(str, l))
def clean(): return [[]], {}, C()
for f in (lst, pair, dct, tup, inst, inst_mat, slot, two, withdel, func, rec_closure, cls, cls2, gen, exc, frame, method, bound, setc, wr, wrcb, wvd, prop, deq, odict, ddict, part, chain, iterc, big, ring, lru, mod, ns, enumc, clean):
    f(); gc.collect(); f(); print(f.__name__, gc.collect(), gc.collect())
lst(); print(gc.collect(0), gc.collect(1), gc.collect(2)); l = []; l.append(l); gc.collect(); del l; print(gc.collect(0), gc.collect(1), gc.collect(2)); l = []; l.append(l); gc.collect(0); del l; print(gc.collect(0), gc.collect(1), gc.collect(2))
for bad in (3, -1, 'x', None, 1.0):
    try: gc.collect(bad)
    except Exception as e: print(type(e).__name__, e)
print(gc.collect(generation=1), gc.garbage)
