# MRO, cooperative super, diamond, bad linearisations, super() with and without arguments.
class A:
    def who(self): return ['A']
    def only_a(self): return 'only A'
class B(A):
    def who(self): return ['B'] + super().who()
class C(A):
    def who(self): return ['C'] + super().who()
class D(B, C):
    def who(self): return ['D'] + super().who()
print(D().who(), [k.__name__ for k in D.__mro__], D.__bases__, D.__base__, D.mro() == list(D.__mro__), D().only_a(), issubclass(D, A), isinstance(D(), (int, C)))
for bases in ((A, B), (object, A), (A, A)):
    try:
        type('X', bases, {})
    except TypeError as e:
        print(e)
class P:
    def __init__(self, **kw): print('P', kw); super().__init__(**kw)
class Q(P):
    def __init__(self, *, q=1, **kw): print('Q', q); super().__init__(**kw)
class R(P):
    def __init__(self, *, r=2, **kw): print('R', r); super().__init__(**kw)
class S(Q, R): pass
S(q=5, r=6)
try:
    S(z=1)
except TypeError as e:
    print(e)
class Sup(A):
    @classmethod
    def c(cls): return super().__repr__ is not None, super(Sup, cls).who
    @staticmethod
    def st(self): return super(Sup, self).who()
    def indirect(self): return (lambda: super(Sup, self).who())(), [super(Sup, self).who() for _ in 'a']
    def attr(self): return super().__class__, super().__thisclass__.__name__, type(super().__self__).__name__
    def missing(self): return super().nope
    @property
    def p(self): return super().only_a()
s = Sup(); print(s.c()[0], Sup.st(s), s.indirect(), s.attr()[1:], s.p, repr(super(Sup, s))[:30])
for f in (lambda: s.missing(), lambda: super(), lambda: super(int, 'x'), lambda: super(5), lambda: super(A, A()).foo, lambda: super(B, C())):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Weird:
    def f(self):
        self = 5
        try: return super().x
        except Exception as e: return type(e).__name__, str(e)
    def g(*args):
        try: return super().__hash__ is not None
        except RuntimeError as e: return str(e)
    def h(): return super()
print(Weird().f(), Weird().g())
try:
    Weird.h()
except RuntimeError as e:
    print(e)
class Base:
    x = 'base'
    def __init_subclass__(cls, **kw): super().__init_subclass__(); cls.kw = kw; print('init_subclass', cls.__name__, kw)
class Sub(Base, tag=1, other='z'): pass
print(Sub.kw, Sub.x, Base.__subclasses__(), [k.__name__ for k in A.__subclasses__()])
try:
    class Bad(A, tag=1): pass
except TypeError as e:
    print(e)
class L(list):
    def append(self, v): super().append(v * 2)
    def __getitem__(self, i): return ('got', super().__getitem__(i))
l = L([1]); l.append(5); print(l, l[1], type(l[:]).__name__, len(l), l == [1, 10])
class Multi(int, A): pass
print(Multi(5) + 1, Multi(5).who(), Multi.__mro__[1:3])
try:
    class Conflict(int, str): pass
except TypeError as e:
    print(e)
D.__bases__ = (C, B); print([k.__name__ for k in D.__mro__], D().who())
