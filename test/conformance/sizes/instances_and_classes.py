# Sizes of instances with k attributes, their dicts, key sharing, slots classes and class objects.
import sys
sz = sys.getsizeof
class A: pass
for k in (0, 1, 2, 3, 5, 6, 10, 11, 25, 30, 31, 40):
    a = A()
    for i in range(k): setattr(a, f'a{i}', i)
    print(k, sz(a), sz(a.__dict__), sz(vars(a).copy()))
class P:
    def __init__(self): self.x = 1; self.y = 2; self.z = 3
print([sz(P().__dict__) for _ in range(3)]); p = P(); p.extra = 1; print(sz(p.__dict__)); q = P(); del q.x; print(sz(q.__dict__)); q.x = 1; print(sz(q.__dict__), q.__dict__); r = P(); r.__dict__['w'] = 1; print(sz(r.__dict__)); s = P(); s.__dict__[5] = 1; print(sz(s.__dict__))
t = P(); t.__dict__ = {'a': 1}; print(sz(t.__dict__)); t.b = 1; print(t.__dict__); u = P(); u.__dict__.clear(); print(sz(u.__dict__)); u.x = 1; print(sz(u.__dict__))
class Many:
    def __init__(self, n):
        for i in range(n): self.__dict__[f'k{i}'] = i
print([sz(Many(n).__dict__) for n in (0, 1, 5, 6, 10, 11, 30)])
class Order:
    pass
for names in ('abc', 'cba', 'abcdef', 'xyz'):
    o = Order()
    for n in names: setattr(o, n, 1)
    print(names, list(o.__dict__), sz(o.__dict__))
for n in range(0, 6):
    C = type('C', (), {'__slots__': tuple(f's{i}' for i in range(n))}); print(n, sz(C()), sz(C), C.__basicsize__)
for base in (object, int, str, list, dict, tuple, float, set, bytes, Exception, complex, frozenset, bytearray):
    C = type('C', (base,), {}); o = C(); before = sz(o); o.attr = 1; print(base.__name__, before, sz(o), C.__basicsize__, C.__itemsize__, C.__dictoffset__, C.__weakrefoffset__, sz(base()))
class L(list): pass
l = L(range(5)); l.x = 1; print(sz(l), sz(L(range(10))), sz(type('I', (int,), {})(2 ** 70)), sz(type('T', (tuple,), {})((1, 2, 3))), sz(type('S', (str,), {})('abc')), sz(type('S', (str,), {})('€')), sz(type('B', (bytes,), {})(b'abc')))
class WithMany:
    a = 1; b = 2
    def m(self): pass
    def n(self): pass
print(sz(WithMany), sz(A), sz(P), sz(type), sz(int), sz(type('D', (A, ), {})), sz(WithMany.__dict__), sz(WithMany.m), sz(WithMany.m.__code__) > 100, sz(WithMany().m))
import enum, dataclasses, collections, typing
class E(enum.Enum): X = 1; Y = 2
@dataclasses.dataclass
class DC: a: int = 1; b: str = 'x'
@dataclasses.dataclass(slots=True)
class DS: a: int = 1; b: str = 'x'
N = collections.namedtuple('N', 'a b c'); print(sz(E.X), sz(DC()), sz(DC().__dict__), sz(DS()), sz(N(1, 2, 3)), sz(E.X.__dict__), sz(N(1, 2, 3)._asdict()))
class NT(typing.NamedTuple): a: int; b: int
print(sz(NT(1, 2)), sz(super(P, P())), sz(P.__init__), sz(object()), sz(A().__class__), sz(A.__weakref__), sz(A.__dict__['__dict__']))
def frames(n): return sz(sys._getframe()) if n == 0 else frames(n - 1)
def wide(a, b, c, d, e, f, g): h = i = j = 1; return sz(sys._getframe())
print(frames(3), wide(1, 2, 3, 4, 5, 6, 7), sz((lambda: (yield))()), sz(sys._getframe()))
