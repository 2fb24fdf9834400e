log = []
class Base:
    def __init_subclass__(cls, **kw): log.append((cls.__name__, sorted(kw)))
class S1(Base, a=1, b=2): pass
class S2(S1): pass
print(log)
class Desc:
    def __set_name__(self, owner, name): log.append((owner.__name__, name))
class O: a = Desc(); b = Desc()
print(log[-2:])
class BadName:
    def __set_name__(self, o, n): raise ValueError('x')
try:
    class Q: z = BadName()
except RuntimeError as e: print(e, repr(e.__cause__))
class A:
    def f(self): return ['A']
class B(A):
    def f(self): return ['B'] + super().f()
class C(A):
    def f(self): return ['C'] + super().f()
class D(B, C):
    def f(self): return ['D'] + super().f()
print(D().f(), [c.__name__ for c in D.__mro__], D.__bases__, D.__base__, A.__subclasses__())
print(super(B, D()).f(), super(D, D).f(D()))
class CM:
    n = 1
    @classmethod
    def c(cls, x): return (cls.__name__, x)
    @staticmethod
    def s(x): return ('s', x)
    @property
    def p(self): return self.n * 2
    @p.setter
    def p(self, v): self.n = v
class CM2(CM): pass
o = CM2(); o.p = 5
print(CM.c(1), CM2.c(2), o.c(3), CM.s(4), o.s(5), o.p, o.n, CM.p.fget is not None)
print(type(CM.__dict__['c']), type(CM.__dict__['s']), type(CM.__dict__['p']))
class Sl:
    __slots__ = ('b', 'a', '__priv')
    def __init__(self): self.a = 1; self.__priv = 2
s = Sl(); print(s.a, s._Sl__priv, Sl.__slots__, Sl.__basicsize__, hasattr(s, '__dict__'), sorted(k for k in Sl.__dict__ if k[:2] != '__'))
try: s.zz = 1
except AttributeError as e: print(e)
class Sub(Sl): pass
q = Sub(); q.zz = 1; print(q.zz, q.__dict__, Sub.__basicsize__, Sub.__dictoffset__)
class SD: __slots__ = ('__dict__', 'x', '__weakref__')
q = SD(); q.x = 1; q.y = 2; print(q.x, q.y, q.__dict__, SD.__basicsize__, SD.__dictoffset__, SD.__weakrefoffset__)
class E1: __slots__ = ()
class E2: __slots__ = ()
class E3(E1, E2): __slots__ = ('a',)
print(E3.__basicsize__, E3.__mro__)
T = type('T', (A,), {'x': 1, 'f': lambda self: 'T' }); print(T, T().f(), T.x, T.__name__, T.__qualname__, T.__module__, T.__doc__)
class Doc:
    'the doc'
print(Doc.__doc__, Doc().__doc__)
Doc.__doc__ = 'new'; print(Doc.__doc__)
class Ann: x: int = 1; y: str
print(Ann.__annotations__, A.__annotations__)
Ann.__name__ = 'Renamed'; print(Ann, Ann.__name__, Ann.__qualname__)
class M1(type):
    def __new__(m, n, b, ns, **k): log.append(('new', n, sorted(k))); return super().__new__(m, n, b, ns)
    def __init__(c, n, b, ns, **k): log.append(('init', n)); super().__init__(n, b, ns)
    @classmethod
    def __prepare__(m, n, b, **k): log.append(('prep', n)); return {'injected': 1}
    def meth(cls): return cls.__name__ + '!'
class X(metaclass=M1, kw=1): pass
class Y(X): pass
print(log[-6:], X.injected, type(X), type(Y), Y.meth(), X.__class__)
class MR(type):
    def mro(cls): return [cls, A, object] if cls.__name__ != 'Plain' else super().mro()
class Z(metaclass=MR): pass
print(Z.__mro__, Z().f())
class Ab: pass
Ab.__abstractmethods__ = frozenset(['foo', 'bar'])
try: Ab()
except TypeError as e: print(e)
del Ab.__abstractmethods__; print(Ab().__class__)
class P1: v = 1
class P2: v = 2
class Ch(P1): pass
c = Ch(); print(c.v); Ch.__bases__ = (P2,); print(c.v, Ch.__mro__, P1.__subclasses__(), P2.__subclasses__())
class K1: pass
class K2:
    def hi(self): return 'hi'
k = K1(); k.q = 1; k.__class__ = K2; print(k.hi(), k.q, type(k))
print(sorted(dir(K1()))[:5], len(dir(object)))
print([n for n in dir(K2) if not n.startswith('__')])
class Eq:
    def __eq__(self, o): return 1
print(Eq() == 2, Eq() != 2, Eq.__hash__)
print(int.__add__(1, 2), (5).__add__(6), [].__len__(), list.__len__([1]), str.__str__('a'), object.__repr__.__name__, int.__add__.__qualname__, int.__add__.__objclass__)
print(list.append.__qualname__, list.append.__name__, [].append.__name__, [].append.__qualname__, [].append.__self__, list.append.__objclass__, int.real.__name__, type.__dict__['__mro__'])
print(int.__doc__ is not None, int.__add__.__doc__, int.__add__.__text_signature__)
print(type.__name__, type.__module__, type.__bases__, type(type), object.__bases__, object.__base__, int.__module__, type(None).__name__)
print(int.__basicsize__, int.__itemsize__, int.__dictoffset__, [t.__flags__ & ~(1 << 19) for t in (int, type, A, bool, list, dict, function, P1)])
print(getsizeof(A), getsizeof(Sl), getsizeof(A()), getsizeof(s), getsizeof(q), getsizeof(ES) if 0 else '', getsizeof(type), getsizeof(int), getsizeof(object()), getsizeof(A.f), getsizeof(A().f), getsizeof(property()), getsizeof([].append))
print(getsizeof(A.__dict__), getsizeof(super(B, D())), getsizeof(int.__add__), getsizeof((1).__add__), getsizeof(list.append), getsizeof(int.real) if 0 else '', getsizeof(SimpleNamespace()), getsizeof(list[int]), getsizeof(int | str), getsizeof(classmethod(f := 1)))
class RC: pass
class RS: __slots__ = ()
print(getrefcount(RC), getrefcount(RS))
r = RC(); print(getrefcount(RC), getrefcount(r))
class RC2(RC): pass
print(getrefcount(RC))
del RC2, r; gc_collect(); print(getrefcount(RC))
b = RC(); m = b.__init__; print(getrefcount(b)); del m; print(getrefcount(b))
n = SimpleNamespace(a=1, b='x'); print(n, n.a, n == SimpleNamespace(a=1, b='x'), vars(n)); n.c = n; print(n)
print(list[int], dict[str, int], tuple[int, ...], list[int].__origin__, list[int].__args__, int | str, int | None, isinstance(1, int | str), list[int] == list[int], list[int]([1, 2]))
d = A.__dict__; print(type(d), 'f' in d, len(d) > 3, d.get('zz', 9), list(mappingproxy({'a': 1}).items()), mappingproxy({'a': 1}) | {'b': 2})
mod = module('mm', 'doc'); mod.x = 1; print(mod.__name__, mod.__doc__, mod.x, mod, sorted(vars(mod)))
try: mod.y
except AttributeError as e: print(e)
def ga(n): return 'mod ' + n
mod.__getattr__ = ga; print(mod.y)
def fn(a, b=2, *, c=3) -> int: 'fdoc'
print(fn.__name__, fn.__defaults__, fn.__kwdefaults__, fn.__annotations__, fn.__doc__, fn.__module__, fn.__qualname__, fn.__closure__, fn.__dict__, fn.__code__.co_varnames, fn.__code__.co_argcount, fn.__code__.co_kwonlyargcount)
fn.attr = 1; fn.__defaults__ = (9,); print(fn.__dict__, fn.__defaults__, fn.__code__.co_name, fn.__code__.co_flags, len(fn.__code__.co_code) > 0)
for bad in [('__code__', 1), ('__defaults__', 1), ('__name__', 1), ('__kwdefaults__', 1), ('__dict__', 1), ('__annotations__', 1)]:
    try: setattr(fn, *bad)
    except TypeError as e: print(e)
ce = cell(5); print(ce.cell_contents, ce == cell(5), cell() < ce)
try: cell().cell_contents
except ValueError as e: print(e)
print(A().f.__func__ is A.f, A().f == A().f, A.f.__get__(3)  .__self__, method(len, [1, 2])())
def rf(a, b=1):
    c = a + b
    def inner(): return c
    return inner
co = rf.__code__
r = co.replace(co_name='new', co_firstlineno=99)
print(r.co_name, r.co_firstlineno, r.co_varnames, r.co_cellvars, r == co, co.replace() == co, hash(co) == hash(co.replace()))
rf.__code__ = r; print(rf(1)(), rf.__name__, rf.__code__.co_name)
for kw in ({'co_name': 1}, {'co_argcount': 'a'}, {'co_consts': []}, {'nope': 1}, {'co_code': 'x'}):
    try: co.replace(**kw)
    except TypeError as e: print(e)
def k1(): return 1
k1.__code__ = k1.__code__.replace(co_consts=(None, 42)); print(k1())
del co, r, rf, k1
