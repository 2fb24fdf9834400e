def t(f):
    try: f()
    except Exception as e: pass
def f_class():
    class C:
        'doc'
        x = 1
        def m(self): return super().__init__()
        @property
        def p(self): return 1
        @staticmethod
        def s(): pass
        @classmethod
        def c(cls): pass
    c = C(); c.a = 1; c.m(); c.p; c.s(); c.c(); C.c(); C.x; C.p; c.__dict__; del c.a; C.y = 1; del C.y; C.__doc__; C.__name__; C.__module__; repr(C); repr(c); str(c); c == c; hash(c); dir(c); dir(C)
def f_slots():
    class S:
        __slots__ = ('a', '__b', '__dict__', '__weakref__')
    s = S(); s.a = 1; s.zz = 2; s.a; del s.a; t(lambda: s.a)
def f_multi():
    class A: pass
    class B: pass
    class C(A, B): pass
    t(lambda: type('X', (A, A), {})); t(lambda: type('X', (C, A, B, C), {})); t(lambda: type('X', (A, C), {}))
    C.__bases__ = (B,); C.__bases__ = (B, A)
    C.__mro__; C.__subclasses__(); A.__subclasses__(); C.mro()
    isinstance(C(), A); issubclass(C, B); isinstance(1, (A, int)); t(lambda: isinstance(1, 2))
def f_meta():
    class M(type):
        def __new__(m, n, b, ns, **k): return super().__new__(m, n, b, ns)
        def __init__(c, n, b, ns, **k): super().__init__(n, b, ns)
        def __call__(c, *a): return super().__call__(*a)
    class X(metaclass=M, k=1): pass
    X()
def f_err():
    t(lambda: object(1)); t(lambda: object().foo); t(lambda: f_err.foo); t(lambda: int.foo); t(lambda: [].append()); t(lambda: [].append(1, 2)); t(lambda: list.append(1, 2)); t(lambda: int.__add__()); t(lambda: int.__add__('a', 2)); t(lambda: (1).__add__()); t(lambda: (1).__add__(2)); t(lambda: setattr(1, 'x', 2)); t(lambda: setattr(int, 'x', 2)); t(lambda: type('Z', (int, str), {})); t(lambda: type('Z', (), {'__slots__': 1})); t(lambda: type('Z', (), {'__slots__': ('a',), 'a': 1})); t(lambda: type('Z', (), {'__qualname__': 1})); t(lambda: type('Z', (), {}, a=1)); t(lambda: super(int, 'a')); t(lambda: hash([])); t(lambda: 1 < 'a'); t(lambda: len(1)); t(lambda: iter(1))
class V:
    def __init__(self, v): self.v = v
    def __add__(self, o): return V(1)
    def __radd__(self, o): return NotImplemented
    def __eq__(self, o): return True
    def __hash__(self): return 10 ** 30
    def __len__(self): return 3
    def __getitem__(self, i): 
        if i == 4: raise IndexError
        return 1
    def __setitem__(self, i, v): pass
    def __delitem__(self, i): pass
    def __contains__(self, x): return False
    def __iter__(self): return iter([1, 2])
    def __call__(self, *a, **k): return a, k
    def __bool__(self): return True
    def __repr__(self): return 'V' * 3
    def __getattr__(self, n): return n + 'x'
    def __setattr__(self, n, v): object.__setattr__(self, n, v)
    def __delattr__(self, n): object.__delattr__(self, n)
    def __get__(self, o, t): return 1
    def __set__(self, o, v): pass
    def __int__(self): return 4000
    def __index__(self): return 3000
    def __pow__(self, a, m=None): return 5
    def __iadd__(self, o): return self
    def __neg__(self): return self
    def __del__(self): pass
    def __lt__(self, o): return []
    def __next__(self): raise StopIteration
def f_dunder():
    v = V(3); v + 1; t(lambda: 1 + v); v == v; hash(v); len(v); v[0]; v['a']; v[1] = 2; del v[1]; 3 in v; list(v); v(1, 2, a=3); v(*[1], **{'z': 2}); bool(v); repr(v); str(v); v.foo; v.q = 1; del v.q; int(v); t(lambda: [][v]); v ** 2; v += 1; -v; v < v; v >= v if 0 else 0; t(lambda: v >= v); [v]; {v: v}
    class U: d = v
    U().d; U.d; u = U(); u.d = 4
    t(lambda: next(v))
def f_weak():
    class C: pass
    c = C(); r = ReferenceType(c); r2 = ReferenceType(c, lambda x: None); r3 = ReferenceType(c, lambda x: None); p = weakproxy(c); p.x = 1; p.x; hash(r); repr(r); r == r2; r(); t(lambda: p.foo); repr(p) if 0 else 0
    class K(ReferenceType): __slots__ = 'k',
    k = K(c); k.k = 1; k()
    del c; r(); t(lambda: p.x); repr(r); t(lambda: hash(r2))
def f_misc():
    m = module('x', 'd'); m.a = 1; repr(m); t(lambda: m.zz); dir(m)
    n = SimpleNamespace(a=1); n.b = n; repr(n); n == n; del n.b
    l = list[int]; repr(l); l == l; hash(l); l(); dict[str, int][1] if 0 else 0; u = int | str; repr(u); hash(u); u == u; isinstance(1, u)
    f_misc.__dict__; f_misc.zz = 1; del f_misc.zz; f_misc.__annotations__; f_misc.__code__.co_varnames; list(f_misc.__code__.co_lines()); list(f_misc.__code__.co_positions()); f_misc.__code__.co_code
    c = cell(1); c.cell_contents = 2; del c.cell_contents; t(lambda: c.cell_contents); repr(c)
    d = V.__dict__; len(d); list(d); d.get('a'); d.copy(); repr(d) if 0 else 0
    function(f_misc.__code__, {}, 'n', (1,)); method(len, []); property(lambda s: 1).getter(lambda s: 2); repr(len); repr([].append); repr(int.__add__); repr((1).__add__); repr(list.append); len.__doc__; len.__name__; [].append.__qualname__; list.append.__qualname__; list.append.__doc__; int.__add__.__doc__; int.__add__.__text_signature__; len == len; hash([].append); hash((1).__add__); (1).__add__ == (1).__add__
    class A: pass
    class B: pass
    a = A(); a.x = 1; a.__class__ = B; a.__dict__ = {}; getsizeof(A); del a.__dict__
    object.__reduce_ex__; A.__abstractmethods__ = frozenset('a'); t(A); del A.__abstractmethods__; A.__annotations__
def f_sub():
    class I(int): pass
    class L(list): pass
    class D(dict): pass
    class S(str): pass
    class T(tuple): pass
    class E(Exception): pass
    class F(float): pass
    class St(set): pass
    for c in (I, L, D, S, T, E, F, St):
        x = c(); x.a = 1; x.a; x.__dict__; repr(x); x == x
    class PR(property): pass
    class P: x = PR(lambda s: 1, doc='d'); y = property(lambda s: 1)
    P().x; P.x; t(lambda: setattr(P(), 'y', 1))
    try: raise E(1, 2)
    except E as e: e.foo = 1
fs = [f_class, f_slots, f_multi, f_meta, f_err, f_dunder, f_weak, f_misc, f_sub]
for f in fs:
    for i in range(3): f()
    gc_collect(); a = blocks()
    for i in range(20): f()
    gc_collect(); b = blocks()
    print(f.__name__, b - a)
