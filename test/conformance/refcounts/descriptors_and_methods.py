# Counts of functions, methods, descriptors, classes and modules.
import sys, types
rc = sys.getrefcount
class A:
    def m(self): return rc(self)
    @property
    def p(self): return rc(self)
    @classmethod
    def c(cls): return rc(cls)
    @staticmethod
    def s(): return 's'
    def __getattr__(self, n): return rc(self)
    def __getitem__(self, k): return rc(self), rc(k)
    def __add__(self, o): return rc(self), rc(o)
    def __radd__(self, o): return rc(self), rc(o)
    def __call__(self, *a, **k): return rc(self), rc(a)
    def __contains__(self, x): print('contains', rc(self)); return True
    def __iter__(self): print('iter', rc(self)); return iter([rc(self)])
    def __len__(self): print('len', rc(self)); return 1
    def __str__(self): return f'str {rc(self)}'
    def __eq__(self, o): return (rc(self), rc(o))
    def __lt__(self, o): return (rc(self), rc(o))
    def __bool__(self): print('bool', rc(self)); return True
    def __enter__(self): return rc(self)
    def __exit__(self, *a): print('exit', rc(self))
    def __setitem__(self, k, v): print('setitem', rc(self), rc(k), rc(v))
    def __delitem__(self, k): print('delitem', rc(self), rc(k))
    def __hash__(self): print('hash', rc(self)); return 1
    def __iadd__(self, o): print('iadd', rc(self), rc(o)); return self
    def __neg__(self): return rc(self)
    def __index__(self): return rc(self)
    def __format__(self, s): return f'fmt {rc(self)} {s}'
a = A(); k = object()
print(rc(a), a.m(), A.m(a), a.p, a.missing, a[k], a + k, k + a, a(k), a(k, x=k), -a)
print(k in a, list(a), len(a), str(a), a == k, a < k, bool(a), f'{a:x}', f'{a}', '%s' % a, [10] * 100 and [0] * 50 and range(100)[a])
a[k] = k; del a[k]; a += k
with a as w: print(w)
{a: 1}; {a}; hash(a); a in {}; not a; a if a else 0; a and 1; [x for x in a]; print(*a)
while a: break
assert a
b = a.m; print(rc(a), b(), rc(b)); b2 = a.m; print(rc(a), b == b2); del b, b2; print(rc(a))
print(A.c(), a.c(), rc(A), rc(A.__dict__['m']), rc(A.m), rc(A.__dict__['p']), rc(a.s), rc(A.c)); f = A.m; print(rc(f), rc(A.__dict__['m'])); del f
class B(A): pass
print(rc(A), rc(B), B().m(), B.c()); del B
import gc; gc.collect(); print(rc(A))
def fn(): pass
print(rc(fn), rc(fn.__code__), rc(fn.__dict__), rc(fn.__globals__) > 5); alias = fn; print(rc(fn)); lst = [fn] * 3; print(rc(fn)); del alias, lst; fn.me = fn; print(rc(fn)); del fn.me; print(rc(fn))
g = types.MethodType(fn, a); print(rc(fn), rc(a), rc(g)); del g; print(rc(fn), rc(a)); m = types.ModuleType('mod'); m.x = a; print(rc(a), rc(m)); del m; print(rc(a)); p = property(fn, fn, fn); print(rc(fn)); del p; sm = staticmethod(fn); print(rc(fn)); del sm; sup = super(A, a); print(rc(a), rc(A)); del sup; print(rc(a), rc(A))
ns = types.SimpleNamespace(a=a); print(rc(a)); mp = types.MappingProxyType({'a': a}); print(rc(a)); it = iter({'a': a}.values()); print(rc(a)); del ns, mp, it; print(rc(a)); t = type('T', (), {'x': a}); print(rc(a)); del t; print(rc(a)); gc.collect(); print(rc(a))
