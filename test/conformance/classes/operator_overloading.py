# Binary, reflected, in-place and unary operators; NotImplemented; subclass priority; comparisons.
import operator
ops = ['add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'pow', 'lshift', 'rshift', 'and_', 'or_', 'xor', 'matmul']
class V:
    def __init__(self, n): self.n = n
    def __repr__(self): return f'V({self.n})'
for op in ops:
    name = op.strip('_')
    setattr(V, f'__{name}__', lambda self, o, name=name: (self.n, name, getattr(o, 'n', o)))
    setattr(V, f'__r{name}__', lambda self, o, name=name: (getattr(o, 'n', o), 'r' + name, self.n))
v = V(1); w = V(2)
for op in ops:
    f = getattr(operator, op); print(f(v, w), f(v, 5), f(5, v), f(None, v))
print(divmod(7, 3), v + w, 1 - v, v @ w, v ** 2, 2 ** v, v << 1, [1] + [2])
class N:
    def __add__(self, o): print('N.add'); return NotImplemented
    def __radd__(self, o): print('N.radd'); return NotImplemented
    def __eq__(self, o): print('N.eq'); return NotImplemented
    def __lt__(self, o): print('N.lt'); return NotImplemented
    __hash__ = None
for f in (lambda: N() + 1, lambda: 1 + N(), lambda: N() + N(), lambda: N() == N(), lambda: N() < 1, lambda: N() > N(), lambda: N() != 5, lambda: N() <= 1, lambda: [] + N()):
    try:
        print(f())
    except TypeError as e:
        print(e)
class Base:
    def __add__(self, o): return 'Base.add'
    def __radd__(self, o): return 'Base.radd'
    def __eq__(self, o): return 'Base.eq'
    def __lt__(self, o): return 'Base.lt'
    def __gt__(self, o): return 'Base.gt'
class Derived(Base):
    def __radd__(self, o): return 'Derived.radd'
    def __eq__(self, o): return 'Derived.eq'
    def __gt__(self, o): return 'Derived.gt'
class Same(Base): pass
print(Base() + Derived(), Derived() + Base(), Base() + Same(), Base() == Derived(), Base() < Derived(), Derived() < Base(), 1 + Derived(), 1 == Derived(), 1 > Base())
class U:
    def __neg__(self): return 'neg'
    def __pos__(self): return 'pos'
    def __invert__(self): return 'inv'
    def __abs__(self): return 'abs'
    def __call__(self, *a, **k): return a, k
    def __len__(self): return 3
    def __contains__(self, x): return x == 'in'
    def __getitem__(self, k): return k
    def __bool__(self): return False
    def __hash__(self): return 5
    def __str__(self): return 'str'
    def __repr__(self): return 'repr'
    def __format__(self, s): return 'fmt' + s
    def __int__(self): return 4
    def __index__(self): return 2
    def __reversed__(self): return iter('rev')
    def __dir__(self): return ['z', 'a']
    def __sizeof__(self): return 100
    def __iter__(self): return iter('it')
u = U(); print(-u, +u, ~u, abs(u), u(1, k=2), len(u), 'in' in u, 'x' in u, u[1:2], bool(u), hash(u), str(u), repr(u), f'{u:x}', int(u), [1, 2, 3][u], list(reversed(u)), dir(u), list(u), u.__sizeof__())
class Cmp:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __eq__(self, o): return self.v == o.v
a, b = Cmp(1), Cmp(2); print(a < b, a > b, a == b, a != b, sorted([b, a])[0].v, min(b, a).v)
for f in (lambda: a <= b, lambda: hash(a), lambda: -a, lambda: a + b, lambda: a[0], lambda: a(), lambda: len(a), lambda: iter(a), lambda: 1 in a, lambda: a @ b, lambda: ~a, lambda: a.x, lambda: a < 5):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class BadRet:
    def __len__(self): return 'x'
    def __str__(self): return 5
    def __repr__(self): return None
    def __hash__(self): return 1.5
    def __bool__(self): return 'x'
    def __index__(self): return 'x'
    def __iter__(self): return 5
    def __format__(self, s): return 5
    def __int__(self): return 1.5
    def __float__(self): return 'x'
    def __bytes__(self): return 'x'
    def __contains__(self, x): return 'truthy'
for f in (len, str, repr, hash, bool, [1].__getitem__, iter, format, int, float, bytes, lambda o: 1 in o):
    try:
        print(f(BadRet()))
    except Exception as e:
        print(type(e).__name__, e)
