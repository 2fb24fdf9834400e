# functools.lru_cache and cache: statistics, eviction, references, typed, methods.
import functools, sys, weakref, gc
calls = []
@functools.lru_cache(maxsize=3)
def f(x, y=0): calls.append((x, y)); return [x, y]
print(f(1), f(1), f(2), f(1, 0), f(1, y=0), f.cache_info(), calls); f(3); f(4); f(2); print(f.cache_info(), calls); f.cache_clear(); print(f.cache_info(), f.cache_parameters(), f.__wrapped__(9), f.__name__)
@functools.lru_cache
def g(*a, **k): return len(a) + len(k)
print(g(), g(1), g(1, 2), g(a=1), g(a=1, b=2), g(b=2, a=1), g(1), g.cache_info())
@functools.lru_cache(maxsize=None, typed=True)
def t(x): return type(x).__name__
print(t(1), t(1.0), t(True), t(1), t.cache_info())
@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(100), fib.cache_info())
@functools.lru_cache(maxsize=0)
def none(x): return x
print(none(1), none(1), none.cache_info())
try: f([])
except TypeError as e: print(e)
for bad in ("functools.lru_cache('x')", "functools.lru_cache(1.5)(len)"):
    try: print(eval(bad))
    except TypeError as e: print(e)
@functools.lru_cache(-5)
def neg(x): return x
neg(1); print(neg.cache_info())
@functools.lru_cache
def err(x): calls.append('err'); raise ValueError(x)
for _ in range(2):
    try: err(1)
    except ValueError: pass
print(err.cache_info())
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return hash(self.v)
    def __eq__(self, o): return self.v == o.v
    @functools.lru_cache
    def m(self, x): return (self.v, x)
    @functools.cached_property
    def cp(self): calls.append('cp'); return self.v * 2
a, b = K(1), K(1); print(a.m(5), b.m(5), K.m.cache_info(), a.cp, a.cp, calls.count('cp'), vars(a))
@functools.lru_cache(maxsize=2)
def hold(o): return o
class W: pass
w = W(); r = weakref.ref(w); hold(w); print(sys.getrefcount(w)); del w; print(r() is not None); hold(1); hold(2); print(r())
w = W(); r = weakref.ref(w); hold(w); del w; hold.cache_clear(); print(r()); del a; gc.collect(); print(len(gc.get_referrers(b)) > 0)
@functools.lru_cache(maxsize=128)
def mixed(n): return n
for i in range(200): mixed(i % 150)
print(mixed.cache_info())
@functools.lru_cache(maxsize=2)
def order(x): calls.append(x); return x
calls.clear(); [order(x) for x in (1, 2, 1, 3, 2, 1, 3)]; print(calls, order.cache_info())
