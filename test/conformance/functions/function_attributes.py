# Attributes of functions, methods, code objects and builtins.
def f(a: int, b: 'str' = 'x', *args: list, k: float = 1.5, **kw: dict) -> bool:
    """Doc of f."""
    local = a
    return local
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__dict__, f.__closure__)
f.attr = 1; f.__name__ = 'renamed'; f.__doc__ = None; print(f.attr, f.__name__, f.__dict__, f.__doc__, f.__qualname__)
for n, v in (('__name__', 5), ('__code__', 5), ('__defaults__', 5), ('__kwdefaults__', 5), ('__dict__', 5), ('__closure__', ()), ('__globals__', {}), ('__annotations__', 5)):
    try:
        setattr(f, n, v); print('set', n)
    except Exception as e:
        print(n, type(e).__name__, e)
c = f.__code__
print(c.co_name, c.co_qualname, c.co_varnames, c.co_names, c.co_consts, c.co_argcount, c.co_nlocals, c.co_stacksize, c.co_flags, c.co_firstlineno, c.co_freevars, c.co_cellvars)
def outer():
    class Inner:
        def m(self): return lambda: None
    return Inner
I = outer()
print(I.__qualname__, I.m.__qualname__, I().m().__qualname__, outer.__code__.co_consts[1].co_name, (lambda: 0).__name__, [x for x in [1]].__class__.__name__)
class C:
    def m(self, x): "m doc"; return (self, x)
o = C(); b = o.m
print(b.__self__ is o, b.__func__ is C.m, b.__name__, b.__doc__, b == o.m, b is o.m, hash(b) == hash(o.m), b(1)[1], type(b).__name__, type(C.m).__name__, C.m.__get__(o)(2)[1], C().m == b)
try:
    b.x = 1
except AttributeError as e:
    print(e)
print(len.__name__, len.__module__, len.__self__.__name__, [].append.__name__, [].append.__self__, type(len).__name__, type([].append).__name__, type(list.append).__name__, type(int.__add__).__name__, type((1).__add__).__name__, str.join.__objclass__.__name__, list.append.__qualname__)
print(repr(len), repr(list.append), repr(int.__add__), repr(int.from_bytes)[:34], repr((5).__add__)[:40], repr(str.maketrans)[:30], repr(dict.fromkeys)[:36])
def g(): pass
def h(x): return x * 2
g.__code__ = h.__code__; print(g(4))
g.__defaults__ = (7,); print(g())
import types
ft = types.FunctionType(h.__code__, {'__builtins__': __builtins__}, 'made', (9,)); print(ft(), ft.__name__)
print(types.MethodType(h, 21)(), callable(f), callable(5), callable(C), callable(o), f.__get__(5, int).__self__, f.__call__.__name__)
d = (lambda x, /, y, *, z: 0).__code__; print(d.co_posonlyargcount, d.co_kwonlyargcount, d.co_varnames, d.co_replace(co_name='new').co_name, d == d.replace(), c.replace(co_firstlineno=99).co_firstlineno) if hasattr(d, 'co_replace') else print(d.co_posonlyargcount, d.co_kwonlyargcount, d.replace(co_name='new').co_name, hash(d) == hash(d.replace()))
try:
    del f.nothing
except AttributeError as e:
    print(e)
try:
    f.nothing
except AttributeError as e:
    print(e)
