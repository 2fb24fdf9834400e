log = []
class V:
    def __init__(self, v): self.v = v
    def __add__(self, o):
        if isinstance(o, V): return V(self.v + o.v)
        return NotImplemented
    def __radd__(self, o): return ('radd', o)
    def __sub__(self, o): return NotImplemented
    def __repr__(self): return 'V(%d)' % self.v
    def __eq__(self, o): return isinstance(o, V) and self.v == o.v
    def __lt__(self, o): return self.v < o.v
    def __hash__(self): return 7
    def __bool__(self): return self.v != 0
    def __len__(self): return 3
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 10
    def __contains__(self, x): return x == 42
    def __call__(self, *a, **k): return a, k
    def __int__(self): return 5
    def __index__(self): return 2
    def __neg__(self): return V(-self.v)
    def __pow__(self, o, m=None): return ('pow', o, m)
    def __iadd__(self, o): self.v += 1; return self
    def __divmod__(self, o): return 'dm'
print(V(1) + V(2), 5 + V(1), V(1) == V(1), V(1) != V(2), V(1) < V(2), V(2) > V(1))
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: V(1) - 1); t(lambda: V(1) + 'a'); t(lambda: V(1) * 2); t(lambda: V(1) >= V(1)); t(lambda: V(1) @ 2)
print(bool(V(0)), bool(V(1)), len(V(1)), list(V(1)), 42 in V(1), 1 in V(1), V(3)(1, 2, a=3), int(V(1)), [10, 20, 30][V(1)], -V(4), V(1) ** 2, hash(V(9)))
x = V(1); x += 5; print(x)
class W(V):
    def __radd__(self, o): return ('W radd', o)
print(V(1) + W(2), W(1) + V(2), {V(1): 'a'}[V(1)])
class B:
    def __bool__(self): return 1
t(lambda: bool(B()))
class L:
    def __len__(self): return -1
t(lambda: len(L())); 
class L2:
    def __len__(self): return 'a'
t(lambda: len(L2())); t(lambda: bool(L()))
class H:
    def __eq__(self, o): return True
t(lambda: hash(H())); print(H.__hash__)
class H2:
    def __hash__(self): return 'x'
t(lambda: hash(H2()))
class R:
    def __repr__(self): return 1
    def __str__(self): return 2
t(lambda: repr(R())); t(lambda: str(R()))
class I:
    def __iter__(self): return 1
t(lambda: iter(I())); t(lambda: list(I()))
class N:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(N()), tuple(N()), sorted(N()))
class G:
    def __getattr__(self, n): return 'getattr ' + n
    x = 1
g = G(); print(g.x, g.y, hasattr(g, 'q'))
class GA:
    def __getattribute__(self, n): return 'ga ' + n
print(GA().foo)
class S:
    def __setattr__(self, n, v): log.append((n, v)); object.__setattr__(self, n, v)
    def __delattr__(self, n): log.append(n); object.__delattr__(self, n)
s = S(); s.a = 1; del s.a; print(log, s.__dict__)
class Init:
    def __init__(self): return 1
t(lambda: Init())
class New:
    def __new__(cls, *a): log.append(a); return object.__new__(cls)
    def __init__(self, x): self.x = x
print(New(3).x, log[-1])
class NewOther:
    def __new__(cls): return 5
print(NewOther())
class D:
    def __get__(self, o, t): return ('get', o is None, t.__name__)
    def __set__(self, o, v): log.append(('set', v))
    def __delete__(self, o): log.append('del')
class U: d = D()
u = U(); print(u.d, U.d); u.d = 4; del u.d; print(log[-2:])
u.__dict__['d'] = 1; print(u.d)
class ND:
    def __get__(self, o, t): return 'nd'
class U2: d = ND()
u = U2(); print(u.d); u.d = 1; print(u.d)
class Item:
    def __getitem__(self, k): return ('get', k)
    def __setitem__(self, k, v): log.append(('set', k, v))
    def __delitem__(self, k): log.append(('del', k))
i = Item(); print(i[1], i['a'], i[1:2]); i[1] = 2; del i[3]; print(log[-2:])
t(lambda: U()[1]); 
def f(): U()[1] = 2
t(f)
def f(): del U()[1]
t(f)
V.__add__ = lambda self, o: 'patched'; print(V(1) + 1, W(1) + 1)
del V.__add__; t(lambda: V(1) + 1)
V.__call__ = lambda self: 'called'; print(V(1)())
U.__len__ = lambda self: 9; print(len(U()))
class Meta(type):
    def __call__(cls, *a): return ('meta call', a)
    def __getattr__(cls, n): return 'meta ' + n
    def __len__(cls): return 77
    def __repr__(cls): return 'Meta repr'
    def __instancecheck__(cls, o): return o == 3
    def __subclasscheck__(cls, o): return True
class M(metaclass=Meta): pass
print(M(1), M.foo, len(M), M, isinstance(3, M), isinstance(4, M), issubclass(int, M))
class IntSub(int):
    def __add__(self, o): return 'IS'
print(IntSub(3) + 1, 1 + IntSub(3), IntSub(3) * 2, repr(IntSub(7)), IntSub(7) == 7, hash(IntSub(7)))
class LS(list):
    def __len__(self): return 99
l = LS([1, 2]); print(len(l), l, l[0], l + [3])
class DS(dict):
    def __missing__(self, k): return ('missing', k)
print(DS(a=1)['b'], DS(a=1))
class StrSub(str): pass
print(StrSub('ab') + 'c', StrSub('x').upper(), len(StrSub('abc')))
class TS(tuple): 
    def __new__(cls, *a): return tuple.__new__(cls, a)
print(TS(1, 2), len(TS(1, 2, 3)), TS(1).__class__.__name__)
class FS(float): pass
print(FS(1.5) + 1, FS(2.5))
class ES(Exception):
    def __init__(self, a): self.a = a
try: raise ES(3)
except ES as e: print(e.a, e.args, repr(e))
