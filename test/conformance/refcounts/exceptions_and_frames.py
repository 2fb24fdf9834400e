# What exceptions, tracebacks, frames, generators and with keep alive.
import sys, gc
rc = sys.getrefcount
gc.disable()
o = object()
def fail(x): raise ValueError('x')
def wrap(x): fail(x)
print('before', rc(o))
try: wrap(o)
except ValueError as e: print('in handler', rc(o), rc(e), rc(e.__traceback__))
print('after', rc(o))
try:
    try: wrap(o)
    finally: print('in finally', rc(o))
except ValueError: print('outer', rc(o))
print(rc(o))
try: wrap(o)
except ValueError as e: saved = e
print('saved', rc(o), rc(saved)); saved.__traceback__ = None; print('traceback dropped', rc(o)); del saved
def handler(x):
    try: fail(x)
    except ValueError: return rc(x)
print(handler(o), rc(o))
def context(x):
    try:
        try: fail(x)
        except ValueError: raise KeyError
    except KeyError as e: return rc(x), rc(e.__context__)
print(context(o), rc(o), gc.collect(), rc(o))
def cause(x):
    try:
        try: fail(x)
        except ValueError as e: raise KeyError from e
    except KeyError as k: return rc(x), k.__cause__ is k.__context__
print(cause(o), rc(o))
def gen(x):
    try: yield rc(x)
    finally: print('gen cleanup', rc(x))
g = gen(o); print('unstarted', rc(o)); print(next(g), rc(o)); del g; print('generator gone', rc(o))
def deleg(x): yield from gen(x)
g = deleg(o); next(g); print('delegating', rc(o)); g.close(); print(rc(o))
class CM:
    def __init__(self, x): self.x = x
    def __enter__(self): return self.x
    def __exit__(self, t, v, tb): print('exit', rc(o), rc(self), v is not None); return True
with CM(o) as x: print('inside', rc(o))
print(rc(o)); del x
with CM(o): fail(o)
print(rc(o))
def frame(x): return sys._getframe()
f = frame(o); print('dead frame', rc(o), rc(f), f.f_locals.keys()); f.clear(); print('cleared', rc(o)); del f; print(rc(o))
def caller(x): return frame(x).f_back
f = caller(o); print(rc(o)); del f; print(rc(o), gc.collect(), rc(o))
def loc(x):
    l = locals(); return rc(x), rc(l), rc(l['x'])
print(loc(o), rc(o))
def rec(n, x):
    if n == 0: raise KeyError
    rec(n - 1, x)
try: rec(5, o)
except KeyError as e:
    print('deep', rc(o)); tb = e.__traceback__; n = 0
    while tb.tb_next: tb = tb.tb_next; n += 1
    print(n, rc(tb), rc(tb.tb_frame))
    del tb
print(rc(o), gc.collect(), rc(o))
try: [fail(v) for v in [o]]
except ValueError as e: print('comp', rc(o))
try: list(fail(v) for v in [o])
except ValueError as e: print('genexp', rc(o))
try: sorted([o, o], key=fail)
except ValueError: print('sort', rc(o))
try: o + o
except TypeError as e: print('typeerror', rc(o), e)
try: o.missing
except AttributeError as e: print('attributeerror', rc(o), e.obj is o); 
print(rc(o))
try: {}[o]
except KeyError as e: print('keyerror', rc(o), e.args[0] is o)
try: iter(o)
except TypeError: print('iter', rc(o))
print(rc(o), gc.collect())
