# ref, proxy, callbacks, equality, hashing, counts, what cannot be referenced.
import weakref, gc
class C:
    def __init__(self, n=0): self.n = n
    def __repr__(self): return f'C({self.n})'
    def __eq__(self, o): return isinstance(o, C) and self.n == o.n
    def __hash__(self): return hash(self.n)
    def m(self): return 'm', self.n
c = C(5); r = weakref.ref(c); r2 = weakref.ref(c); p = weakref.proxy(c)
print(r() is c, r is r2, r == r2, hash(r) == hash(c), p.n, p.m(), p == c, weakref.getweakrefcount(c), len(weakref.getweakrefs(c)), r.__callback__, type(r).__name__, type(p).__name__)
rc = weakref.ref(c, lambda r: print('callback', r() is None, r is rc)); rc2 = weakref.ref(c, lambda r: print('callback 2')); print(rc is r, rc == r, rc.__callback__ is not None, weakref.getweakrefcount(c), [x is rc2 for x in weakref.getweakrefs(c)])
d = C(5); rd = weakref.ref(d); print(r == rd, rd != r, {r: 1}[rd]); del d; print(r == rd, rd())
p.n = 6; print(c.n); del c
print(r(), rc(), weakref.getweakrefcount(5))
for f in (lambda: p.n, lambda: p.m(), lambda: str(p)[:5], lambda: p == 1, lambda: hash(weakref.ref(C())), lambda: hash(r), lambda: len(p), lambda: p + 1, lambda: bool(p)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for v in (5, 'a', (), None, [], {}, 1.5, object(), range(3), slice(1)):
    try: weakref.ref(v); print('ok', type(v).__name__)
    except TypeError as e: print(e)
def fn(): pass
class S: __slots__ = ('__weakref__',)
class L(list): pass
class E(Exception): pass
for v in (fn, C, set(), frozenset(), S(), L(), E(), (i for i in ()), fn.__code__, len, C().m, __import__('gc'), type('T', (), {}), __import__('collections').deque(), __import__('array').array('i'), memoryview(b''), weakref.ref(fn), __import__('re').compile('a'), open.__class__):
    try: print(type(v).__name__, weakref.ref(v)() is v)
    except TypeError as e: print(e)
class NW: __slots__ = ()
try: weakref.ref(NW())
except TypeError as e: print(e)
class Call:
    def __call__(self, x): return x * 2
    def __len__(self): return 3
    def __getitem__(self, i): return i
    def __iter__(self): return iter('ab')
    def __add__(self, o): return ('add', o)
    def __contains__(self, o): return True
    def __bool__(self): return False
    def __str__(self): return 'strC'
o = Call(); q = weakref.proxy(o); print(type(q).__name__, q(4), len(q), q[7], list(q), q + 1, 5 in q, bool(q), str(q), isinstance(q, Call), q.__class__.__name__, type(q) is Call)
try: hash(q)
except TypeError as e: print(e)
class Sub(weakref.ref):
    def __init__(self, ob, cb=None, extra=None): super().__init__(ob, cb); self.extra = extra
    def __new__(cls, ob, cb=None, extra=None): return super().__new__(cls, ob, cb)
s = Sub(o, extra='x'); print(s.extra, s() is o, s == weakref.ref(o), weakref.ref(o) is not s)
m = C(9); wm = weakref.WeakMethod(m.m); print(wm()(), wm == weakref.WeakMethod(m.m)); dead = weakref.WeakMethod(C(1).m); print(dead()); del m; print(wm())
log = []; x = C(1); refs = [weakref.ref(x, lambda r, i=i: log.append(i)) for i in range(4)]; del refs[1]; del x; print(log)
x = C(1); weakref.ref(x, lambda r: log.append('dropped callback')); del x; print(log)
for bad in (lambda: weakref.ref(), lambda: weakref.ref(fn, 1, 2), lambda: weakref.ref(fn, None, x=1), lambda: weakref.proxy(5), lambda: r(1)):
    try: print(bad())
    except TypeError as e: print(e)
print(repr(r).split(' at ')[1].split(';')[1], repr(weakref.ref(fn)).split(';')[1][:13], weakref.ReferenceType is weakref.ref, weakref.CallableProxyType.__name__, weakref.ProxyTypes[0].__name__)
