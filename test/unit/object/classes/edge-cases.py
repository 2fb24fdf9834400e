def t(f):
    try: print('=', f())
    except Exception as e: print(type(e).__name__, e)
def x(s, **k):
    def g():
        exec_(s)
class A: pass
# property
class P:
    @property
    def a(self):
        'doc a'
        return 1
    b = property(None, lambda s, v: None, None, 'doc b')
    @a.setter
    def a(self, v): self._a = v
print(P.a.__doc__, P.b.__doc__, P.a.fset.__name__, P().a)
t(lambda: P().b); t(lambda: delattr(P(), 'a')); t(lambda: property().__get__(1)); t(lambda: property().__set__(1, 2))
class PS(property): pass
class P2: c = PS(lambda s: 5, doc='sub doc')
print(P2().c, P2.c.__doc__, P2.c.__dict__)
t(lambda: property(1).__get__(3)); print(property(lambda s: 1).__isabstractmethod__)
# classmethod / staticmethod attributes
def fn(a): 'fn doc'
cm = classmethod(fn); sm = staticmethod(fn)
print(cm.__name__, cm.__doc__, cm.__wrapped__ is fn, sm.__func__ is fn, sm(4), sm.__dict__ is cm.__dict__, repr(sm)[:24], repr(cm)[:23])
t(lambda: cm(3)); print(cm.__get__(None, A).__self__, cm.__get__(A()).__self__)
class CP:
    @classmethod
    @property
    def z(cls): return cls.__name__
print(CP.z, CP().z)
# super
class B0:
    def f(self): return 'B0'
    y = 3
class B1(B0):
    def f(self): return super(B1, self).f() + '1'
    @classmethod
    def cl(cls): return super().y
    @staticmethod
    def st(): return super().y
s = super(B1, B1()); print(s.f(), s.y, s.__thisclass__, s.__self_class__, s.__class__)
print(B1.cl()); t(B1.st); t(lambda: s.nope); t(lambda: super(B1).f); t(lambda: super(1, 2)); t(lambda: super(B1, 3)); t(lambda: super(B1, B0()))
t(lambda: super(B1, B1(), 3)); t(lambda: super(x=1)); print(repr(super(B1, B1())), super(B1).__self__)
def setx(o, n, v): setattr(o, n, v)
t(lambda: setx(s, 'q', 1))
u = super(B1); print(u.__get__(B1(), B1).f())
# __class__ assignment
class S1: __slots__ = ('a', 'b')
class S2: __slots__ = ('a', 'b')
class S3: __slots__ = ('b', 'c')
q = S1(); q.a = 1; q.__class__ = S2; print(q.a, type(q).__name__)
t(lambda: setx(q, '__class__', S3)); t(lambda: setx(A(), '__class__', S1)); t(lambda: setx(S1(), '__class__', A)); t(lambda: delattr(A(), '__class__'))
class IA(int): pass
class IB(int): pass
i = IA(3); i.__class__ = IB; print(type(i).__name__, i); t(lambda: setx(3, '__class__', IA)); t(lambda: setx(IA(1), '__class__', int))
class LA(list): pass
t(lambda: setx(IA(1), '__class__', LA)); t(lambda: setx(LA(), '__class__', A))
m = module('m')
class MM(module):
    def __getattr__(self, n): return 'MM ' + n
m.__class__ = MM; print(m.foo, type(m).__name__)
# __bases__
class X1: v = 'x1'
class X2: v = 'x2'
class Y(X1): pass
class Z(Y): pass
z = Z(); print(z.v); Y.__bases__ = (X2,); print(z.v); Y.__bases__ = (X1, X2); print([c.__name__ for c in Z.__mro__])
t(lambda: setx(Y, '__bases__', (Z,))); t(lambda: setx(Y, '__bases__', (int,))); t(lambda: setx(Y, '__bases__', [X1])); t(lambda: delattr(Y, '__bases__')); t(lambda: setx(int, '__bases__', (A,))); t(lambda: setx(Y, '__bases__', (X1, X1)))
X1.__len__ = lambda s: 12; print(len(z)); Y.__bases__ = (X2,); t(lambda: len(z))
# slots inheritance
class W: pass
class SA: __slots__ = ('a',)
class SB(SA): __slots__ = ('b',)
class SC(SA, W): __slots__ = ('c',)
class SW(SA): __slots__ = ('__weakref__',)
for c in (SA, SB, SC, SW): print(c.__name__, c.__basicsize__, c.__dictoffset__, c.__weakrefoffset__)
t(lambda: type('Q', (SA, S1), {})); t(lambda: type('Q', (SA, type('R', (SA,), {'__slots__': ('z',)})), {})); t(lambda: type('Q', (int, list), {})); t(lambda: type('Q', (list,), {'__slots__': 'a'})().a)
t(lambda: type('Q', (), {'__slots__': ('__dict__',)})().__dict__); t(lambda: type('Q', (), {'__slots__': [1]})); t(lambda: type('Q', (tuple,), {'__slots__': ()})((1, 2))); t(lambda: type('Q', (tuple,), {'__slots__': 'x'}))
t(lambda: type('Q', (str,), {'__slots__': 'x'})('abc')); t(lambda: type('Q', (IA,), {'__slots__': ()})(5).__dict__)
class Mg:
    __slots__ = ('__x', '_Mg__y', '__z__')
print(sorted(n for n in Mg.__dict__ if n in ('_Mg__x', '_Mg__y', '__z__')))
# descriptors on metaclass and class
class Data:
    def __get__(s, o, t): return 'data'
    def __set__(s, o, v): raise AttributeError('ro')
class Mt(type):
    d = Data()
    nd = 'meta nd'
    def meth(cls): return 'meta meth'
class Mc(metaclass=Mt):
    d = 'class d'; nd = 'class nd'
print(Mc.d, Mc.nd, Mc.meth(), Mc().d); t(lambda: Mc().meth()); t(lambda: setx(Mc, 'd', 1))
# getattr hooks
class GH:
    def __getattribute__(self, n):
        if n == 'boom': raise ValueError('boom')
        if n == 'miss': raise AttributeError('miss1')
        return object.__getattribute__(self, n)
    def __getattr__(self, n): return 'hook ' + n
g = GH(); print(g.miss, g.other, getattr(g, 'foo', 3)); t(lambda: g.boom); t(lambda: hasattr(g, 'boom'))
class GE:
    def __getattr__(self, n): raise AttributeError(n + '!')
t(lambda: GE().foo); print(hasattr(GE(), 'x'), getattr(GE(), 'y', 'dflt'))
GH.__getattr__ = lambda s, n: 'new ' + n; print(g.miss); del GH.__getattr__; t(lambda: g.miss)
# instances
a = A(); a.z = 1; a.y = 2; del a.z; a.z = 3; print(a.__dict__, vars(a) is a.__dict__); a.__dict__ = {'k': 1}; print(a.k); t(lambda: a.z); a.__dict__['n'] = 4; print(a.n); del a.__dict__; print(a.__dict__)
for n in range(40): setattr(a, 'a%d' % n, n)
print(a.a39, len(a.__dict__)); t(lambda: setattr(a, 1, 2)); t(lambda: getattr(a, 1)); t(lambda: delattr(a, 'qq'))
b = A(); b.a1 = 5; b.other = 6; print(sorted(b.__dict__))
# comparisons and hash defaults
print(A() == A(), A() != A(), a == a, a != a); t(lambda: A() < A()); t(lambda: A() < 3); t(lambda: 3 < A())
class EqOnly:
    def __eq__(s, o): return NotImplemented
print(EqOnly() == EqOnly(), EqOnly() != 3); t(lambda: hash(EqOnly()))
class HN: __hash__ = None
t(lambda: hash(HN())); t(lambda: {HN(): 1})
class Sub2(HN):
    def __hash__(self): return -1
print(hash(Sub2()))
class Lt:
    def __lt__(s, o): return 'lt'
    def __gt__(s, o): return 'gt'
class LtS(Lt):
    def __gt__(s, o): return 'sub gt'
print(Lt() < Lt(), 3 > Lt(), Lt() < LtS(), LtS() < Lt())
# binary op priority with subclasses
class N1:
    def __add__(s, o): return 'N1.add'
    def __radd__(s, o): return 'N1.radd'
class N2(N1): pass
class N3(N1):
    def __radd__(s, o): return 'N3.radd'
print(N1() + N2(), N1() + N3(), N2() + N3(), 1 + N1(), N1() + 1)
class OnlyR:
    def __radd__(s, o): return 'r'
    def __rsub__(s, o): return NotImplemented
t(lambda: OnlyR() + OnlyR()); t(lambda: 1 + OnlyR()); t(lambda: 1 - OnlyR()); t(lambda: [] + OnlyR()); t(lambda: 'a' + OnlyR()); t(lambda: 3 * OnlyR())
class IAdd:
    def __iadd__(s, o): return NotImplemented
    def __add__(s, o): return 'add'
v = IAdd(); v += 1; print(v)
class Pw:
    def __pow__(s, o, m=None): return ('pow', m)
    def __rpow__(s, o, m=None): return 'rpow'
print(Pw() ** 2, 2 ** Pw(), Pw().__pow__(1, 2))
# builtin subclass overriding
class DI(dict):
    def __getitem__(s, k): return 'gi'
    def __setitem__(s, k, v): dict.__setitem__(s, k, v * 2)
d = DI(); d['a'] = 2; print(d['a'], dict.__getitem__(d, 'a'), d)
class LI(list):
    def __iter__(s): return iter((7, 8))
    def __contains__(s, v): return v == 'in'
l = LI([1]); print(list(l), 'in' in l, 1 in l, [*l], len(l))
class II(int):
    def __index__(s): return 9
    def __repr__(s): return 'II'
    def __eq__(s, o): return True
    __hash__ = int.__hash__
print([0] * 3 if II(2) else 0, II(3) == 99, II(3) + 1, {3: 'x'}.get(II(3)), [II(1)])
class St(str):
    def __eq__(s, o): return 'steq'
    __hash__ = str.__hash__
    def __str__(s): return 'STR'
print(St('a') == 1, str(St('a')), 'a' == St('a'), {'a': 1}[St('a')], repr(St('q')))
# new / init
class Cache:
    made = None
    def __new__(cls): 
        if cls.made is None: cls.made = object.__new__(cls)
        return cls.made
print(Cache() is Cache())
class NI(int):
    def __new__(cls, v): return int.__new__(cls, v * 2)
    def __init__(self, v): self.orig = v
print(NI(4), NI(4).orig); t(lambda: NI()); t(lambda: object.__new__()); t(lambda: object.__new__(1)); t(lambda: int.__new__(NI, 3) + 0); t(lambda: type.__new__(int, 'a', (), {})); t(lambda: list.__new__(dict))
t(lambda: NoneType(1)); print(NoneType() is None); t(lambda: function()); t(lambda: mappingproxy()); t(lambda: mappingproxy([])); t(lambda: method(1, 2)); t(lambda: method(len, None)); t(lambda: cell(1, 2)); t(lambda: SimpleNamespace(1)); t(lambda: module()); t(lambda: module(1))
# names
A.__qualname__ = 'Quux.A'; print(A, A()  .__class__.__qualname__); A.__module__ = 'other'; print(A); A.__module__ = 3; print(A); A.__module__ = 'builtins'; print(A)
def outer():
    class In:
        def f(self): pass
    return In
print(outer().__qualname__, outer().f.__qualname__, outer().__name__, repr(outer().f)[:31])
print(type('', (), {}).__name__ == '', type('é', (), {}).__name__)
# sequence + of a subclass does not count as its number slot
class Lp(list): pass
class Tp(tuple): pass
class Rp:
    def __radd__(s, o): return 'Rp.radd'
    def __rmul__(s, o): return 'Rp.rmul'
print(Lp([1]) + Rp(), Tp((1,)) + Rp(), [1] + Rp(), Lp([1]) * Rp(), Lp([1]) + [2], [0] + Lp([1]), Lp([1]) * 2, 2 * Tp((1,)))
t(lambda: Lp([1]) + 3); t(lambda: Lp([1]) * 'a'); l = Lp([1]); l += (2, 3); l *= 2; print(l)
Rn = type('Rn', (), {'__le' + 'n__': lambda s: 4, '__' + 'call__': lambda s: 'called'}); print(len(Rn()), Rn()())
class Q1: 
    def __len__(s): return 1
class Q2(Q1): pass
class Q3(Q2):
    def __bool__(s): return False
print(len(Q2()), bool(Q2()), bool(Q3()), len(Q3())); Q1.__len__ = lambda s: 0; print(bool(Q2()), len(Q3())); del Q1.__len__; print(bool(Q2())); t(lambda: len(Q3()))
