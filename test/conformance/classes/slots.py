# __slots__: restrictions, inheritance, with __dict__ and __weakref__, sizes, layout conflicts.
import sys
class S:
    __slots__ = ('b', 'a')
    def __init__(self, a): self.a = a
s = S(1); print(s.a, hasattr(s, 'b'), hasattr(s, '__dict__'), S.__slots__, type(S.a).__name__, S.a.__get__(s), repr(S.a))
for code in ("s.c = 1", "s.b", "del s.b", "s.__dict__", "S.a.__get__(5)", "s.__weakref__", "del s.a; s.a", "S.a.__set__(5, 1)"):
    try:
        exec(code)
    except Exception as e:
        print(code, '->', type(e).__name__, e)
class Sub(S): __slots__ = ('c',)
class WithDict(S): pass
class Both(S): __slots__ = ('x', '__dict__', '__weakref__')
class Empty: __slots__ = ()
class Plain: pass
for cls in (S, Sub, WithDict, Both, Empty, Plain):
    o = cls(1) if issubclass(cls, S) else cls()
    print(cls.__name__, cls.__basicsize__, sys.getsizeof(o), hasattr(o, '__dict__'), cls.__dictoffset__ != 0, cls.__weakrefoffset__, cls.__itemsize__)
w = WithDict(5); w.anything = 1; print(w.__dict__, w.a); b = Both(1); b.x = 2; b.y = 3; print(b.__dict__)
for src in ("class X: __slots__ = 'single'", "class X: __slots__ = ['a', 'a']", "class X: __slots__ = (5,)", "class X: __slots__ = ('not valid',)", "class X:\n a = 1\n __slots__ = ('a',)", "class X(int): __slots__ = ('a',)", "class X(S, Sub): pass", "class X(tuple): __slots__ = ('q',)", "class X(tuple): __slots__ = ()", "class X: __slots__ = ('__dict__', '__dict__')", "class X: __slots__ = {'a': 'doc of a'}", "class X: __slots__ = iter(['i', 'j'])", "class X: __slots__ = ('__private',)"):
    ns = {'S': S, 'Sub': Sub}
    try:
        exec(src, ns); X = ns['X']; print('ok', type(X.__slots__).__name__, sorted(k for k in X.__dict__ if not k.startswith('__')))
    except Exception as e:
        print(src, '->', type(e).__name__, e)
class L1: __slots__ = ('p',)
class L2: __slots__ = ('q',)
try:
    class L3(L1, L2): pass
except TypeError as e:
    print(e)
class E1: __slots__ = ()
class Mix(L1, E1): __slots__ = ('r',)
m = Mix(); m.p = 1; m.r = 2; print(m.p + m.r, Mix.__basicsize__)
a = S(1); 
class S2: __slots__ = ('b', 'a')
a.__class__ = S2; print(type(a).__name__, a.a)
for target in (Sub, Plain, int, 5):
    try:
        a.__class__ = target
    except TypeError as e:
        print(e)
p = Plain(); p.z = 1
class Plain2: pass
p.__class__ = Plain2; print(type(p).__name__, p.z)
class D: __slots__ = {'x': 'the x', 'y': None}
print(D.x.__doc__, D.__slots__); S.extra = 'class attr'; print(s.extra)
try:
    s.extra = 1
except AttributeError as e:
    print(e)
