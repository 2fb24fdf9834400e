# sys.getrefcount across bindings, parameters, defaults, closures, calls with unpacking.
import sys
rc = sys.getrefcount
o = object()
print('global', rc(o))
a = b = o; print('aliases', rc(o)); del a, b; print('deleted', rc(o))
def p(x): return rc(x)
def q(x): y = x; return rc(x)
def star(*a): return rc(a[0]), rc(a)
def kw(**k): return rc(k['x']), rc(k)
def default(x=o): return rc(x)
def nested(x):
    def inner(): return rc(x)
    return inner(), rc(x)
def deep(n, x): return rc(x) if n == 0 else deep(n - 1, x)
print(p(o), q(o), star(o), kw(x=o), default(), nested(o), rc(o))
print([deep(n, o) for n in range(4)])
print(p(*(o,)), p(*[o]), p(**{'x': o}), star(*[o]), star(o, o), kw(**{'x': o}))
print((lambda v: rc(v))(o), (lambda *v: rc(v[0]))(o), (lambda v=o: rc(v))(), rc(o))
del default; print('default function gone', rc(o))
def ret(x): return x
r = ret(o); print(rc(r)); ret(ret(o)); print(rc(o)); del r
def swap(x, y): x, y = y, x; return rc(x), rc(y)
o2 = object(); print(swap(o, o2), rc(o), rc(o2))
def rebind(x): x = None; return rc(o)
print(rebind(o))
def deleted(x): del x; return rc(o)
print(deleted(o))
def gl():
    global g_alias
    g_alias = o
    return rc(o)
print(gl(), rc(o)); del g_alias; print(rc(o))
class C:
    attr = o
    def m(self, x): return rc(x)
    @staticmethod
    def s(x): return rc(x)
    @classmethod
    def c(cls, x): return rc(x)
i = C(); print(rc(o), i.m(o), C.m(i, o), C.s(o), C.c(o), i.s(o), i.c(o)); f = i.m; print(f(o), rc(i), rc(f)); del C.attr; print(rc(o))
print(max(rc(o), 0), list(map(rc, [o])), [rc(v) for v in (o, o)], sorted([rc(o)]), dict(a=rc(o)), {rc(o)}, (rc(o), rc(o)), rc(o) + rc(o))
try:
    raise ValueError(o)
except ValueError as e:
    print(rc(o), rc(e.args))
print(rc(o), eval('rc(o)'), eval('p(o)')); exec('print(rc(o)); z = o; print(rc(o))'); print(rc(o)); del z; print(rc(o))
