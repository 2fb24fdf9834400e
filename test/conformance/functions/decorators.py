# Decorators: order, arguments, on classes and methods, functools.wraps, state.
import functools
log = []
def deco(tag):
    log.append('make ' + tag)
    def d(f):
        log.append('apply ' + tag)
        @functools.wraps(f)
        def w(*a, **k):
            log.append('call ' + tag)
            return f(*a, **k)
        return w
    return d
@deco('A')
@deco('B')
def hello(name, *, greeting='hi'):
    "Says hello."
    return f'{greeting} {name}'
print(hello('x'), log, hello.__name__, hello.__doc__, hello.__wrapped__.__wrapped__('raw')); log.clear()
def register(reg={}):
    def d(f): reg[f.__name__] = f; return f
    d.reg = reg
    return d
r = register()
@r
def one(): return 1
@r
def two(): return 2
print({k: v() for k, v in r.reg.items()})
def add_repr(cls):
    cls.__repr__ = lambda self: f'{cls.__name__}({self.__dict__})'
    return cls
@add_repr
class P:
    def __init__(self, x): self.x = x
print(P(5), [P(1)])
class CountCalls:
    def __init__(self, f): functools.update_wrapper(self, f); self.f = f; self.n = 0
    def __call__(self, *a): self.n += 1; return self.f(*a)
    def __get__(self, obj, cls=None): return functools.partial(self, obj) if obj else self
@CountCalls
def sq(x): return x * x
print(sq(3), sq(4), sq.n, sq.__name__)
class K:
    @CountCalls
    def m(self, v): return v + 1
    @staticmethod
    @deco('S')
    def s(): return 's'
    @classmethod
    @deco('C')
    def c(cls): return cls.__name__
    @property
    @deco('P')
    def p(self): return 'p'
print(K().m(1), K.s(), K.c(), K().p, K.__dict__['m'].n)
def memo(f):
    cache = {}
    def w(n):
        if n not in cache: cache[n] = f(n)
        return cache[n]
    w.cache = cache
    return w
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), len(fib.cache))
@(lambda f: [f.__name__, f()])
def odd(): return 'result'
print(odd)
@(lambda f: print('decorating', f.__name__))
def printed(): pass
print(printed)
decos = [deco('x'), deco('y')]
@decos[0]
def indexed(): return 'i'
print(indexed())
try:
    @5
    def bad(): pass
except TypeError as e:
    print(e)
