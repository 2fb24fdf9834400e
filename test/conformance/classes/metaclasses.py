# Metaclasses: __prepare__, __new__, __init__, __call__, conflicts, attributes, __instancecheck__.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw): print('prepare', name, [b.__name__ for b in bases], kw); return {'injected': 'yes'}
    def __new__(mcs, name, bases, ns, **kw):
        print('new', name, sorted(k for k in ns if not k.startswith('__'))); return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): print('init', name); super().__init__(name, bases, ns)
    def __call__(cls, *a, **k): print('call', cls.__name__, a, k); return super().__call__(*a, **k)
    def meta_method(cls): return f'meta of {cls.__name__}'
    @property
    def meta_prop(cls): return 'prop ' + cls.__name__
    def __len__(cls): return 42
    def __iter__(cls): return iter('xyz')
    def __contains__(cls, x): return x == 'in'
    def __getitem__(cls, k): return f'{cls.__name__}[{k}]'
    def __repr__(cls): return f'<Meta {cls.__name__}>'
    def __getattr__(cls, n): return f'meta attr {n}'
    def __instancecheck__(cls, o): return o == 'yes'
    def __subclasscheck__(cls, c): return c is int
class A(metaclass=Meta, opt=1):
    y = 2
    def __init__(self, v): self.v = v
    def m(self): return self.v
class B(A): pass
b = B(5); print(b.m(), A.injected, B.meta_method(), A.meta_prop, len(A), list(B), 'in' in A, A['key'], A, type(B).__name__, A.anything, isinstance('yes', A), isinstance(b, A), issubclass(int, A), issubclass(str, A))
try:
    b.meta_method()
except AttributeError as e:
    print(e)
class M2(type): pass
try:
    class Conflict(A, metaclass=M2): pass
except TypeError as e:
    print(e)
class M3(Meta): pass
class D(B, metaclass=M3): pass
print(type(D).__name__, D.__class__ is M3, M3.__mro__)
def func_meta(name, bases, ns): print('function metaclass', name); return type(name, bases, dict(ns, extra=1))
class F(metaclass=func_meta): z = 1
print(F.extra, type(F))
X = type('X', (), {'a': 1, 'f': lambda self: self.a}); print(X.__name__, X().f(), X.__module__, X.__qualname__, X.__doc__)
for f in (lambda: type('Y', (5,), {}), lambda: type('Y', (), 5), lambda: type(5, (), {}), lambda: type('Y', 5, {}), lambda: type('Y', (bool,), {}), lambda: type(), lambda: type('a\0', (), {}), lambda: type('Y', (type(lambda: 0),), {})):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Singleton(type):
    inst = {}
    def __call__(cls, *a):
        if cls not in cls.inst: cls.inst[cls] = super().__call__(*a)
        return cls.inst[cls]
class S(metaclass=Singleton):
    def __init__(self, n): print('S init', n); self.n = n
print(S(1) is S(2), S(3).n)
class Ordered(type):
    def __new__(m, n, b, ns): c = super().__new__(m, n, b, ns); c.order = [k for k in ns if k[0] != '_']; return c
class O(metaclass=Ordered): z = 1; a = 2; def_ = 3
print(O.order, type(type), type.__mro__, isinstance(type, type), isinstance(object, type), type.__call__(int, '5'), type(O()) is O)
class N:
    def __new__(cls, *a): print('new', a); return 5 if a else super().__new__(cls)
    def __init__(self, *a): print('init', a)
print(N(1), type(N()).__name__)
