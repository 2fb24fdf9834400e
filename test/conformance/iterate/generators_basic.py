# Generators: send, throw, close, return value, states.
def echo():
    got = None
    while True:
        try:
            got = yield got
            print('got', got)
        except ValueError as e:
            print('caught', e); got = 'recovered'
        finally:
            print('finally')
g = echo(); print(next(g), g.send(1), g.send(2), g.throw(ValueError('v')), g.throw(ValueError), g.send(None))
try:
    g.throw(KeyError, 'k')
except KeyError as e:
    print('KeyError', e)
print(next(g, 'exhausted'), g.gi_frame, g.gi_running)
def ret():
    yield 1
    return 'value'
g = ret(); next(g)
try:
    next(g)
except StopIteration as e:
    print(e.value, e.args)
try:
    next(g)
except StopIteration as e:
    print(e.value, e.args)
def cleanup():
    try:
        yield 1
    except GeneratorExit:
        print('exit'); raise
    finally:
        print('cleanup')
g = cleanup(); next(g); g.close(); g.close(); print(g.close())
g = cleanup(); g.close(); print('unstarted closed')
g = cleanup(); next(g); del g; print('deleted')
def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            pass
g = stubborn(); next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)
def bad():
    yield 1
    raise StopIteration('inner')
g = bad(); next(g)
try:
    next(g)
except RuntimeError as e:
    print(e, repr(e.__cause__))
def reenter():
    yield next(me)
me = reenter()
try:
    next(me)
except ValueError as e:
    print(e)
g = ret()
try:
    g.send(5)
except TypeError as e:
    print(e)
for args in ((5,), (ValueError, 1, 2), ('x',), (ValueError('a'), 'b')):
    try:
        ret().throw(*args)
    except Exception as e:
        print(type(e).__name__, e)
g = ret(); print(type(g).__name__, g.gi_code.co_name, g.__name__, g.__qualname__, iter(g) is g, g.gi_yieldfrom, g.gi_frame.f_lineno); g.__name__ = 'renamed'; print(repr(g)[:25], list(g))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
f = fib(); print([next(f) for _ in range(15)]); print([(yield_ := i) for i in ret()], yield_)
lam = lambda: (yield 5)
print(list(lam()), [x for x in (lambda: [(yield 1), (yield 2)])()])
def gen_args(*a, k=1, **kw):
    yield a; yield k; yield kw
print(list(gen_args(1, 2, k=3, z=4)))
