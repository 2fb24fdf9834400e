# Counts inside nested calls, methods of containers, with blocks, and callbacks from C code.
import sys
import functools
rc = sys.getrefcount
o = object()


def show(label, *values):
    print(label, *values, rc(o))


def outer(x):
    def middle(y):
        def inner(z):
            return rc(z)
        return inner(y), rc(y)
    return middle(x), rc(x)


def passed_on(x, depth):
    if depth == 0:
        return rc(x)
    y = x
    return passed_on(y, depth - 1)


def with_default(x, y=None):
    y = y or x
    return rc(x)


def returns_many(x):
    return x, [x], {'k': x}


class Callback:
    def __call__(self, x):
        return rc(x)

    def method(self, x):
        return rc(x)

    @property
    def prop(self):
        return rc(self)


show('outer', outer(o))
show('passed on', [passed_on(o, n) for n in range(4)])
show('default', with_default(o), with_default(o, o))
t = returns_many(o)
show('kept results', rc(t))
del t
show('dropped results')
c = Callback()
show('callable object', c(o), c.method(o), c.prop)
show('map', list(map(c, [o])), list(map(c.method, [o])), list(map(rc, (o,))))
show('sort', [rc(x) for x in sorted([o, o], key=c)], functools.reduce(lambda a, b: rc(b), [o, o, o]))
p = functools.partial(c, o)
show('partial', p(), rc(p))
del p
show('partial gone')
show('starred', c(*[o]), c(*(o,)), (lambda *a, **k: rc(a[0]))(o, k=o), (lambda **k: rc(k['x']))(x=o))
show('ternary', rc(o) if o else 0, (o and rc(o)), (None or rc(o)), [rc(o), rc(o)][0])
show('lambda default', (lambda x=o: rc(x))())
show('keyword', dict(a=o) and rc(o), print('x', end='') or rc(o))
print(end='\n')
class CM:
    def __enter__(self):
        return o

    def __exit__(self, *exc):
        show('exit', len(exc))


with CM() as a, CM() as b:
    show('two managers', a is b)
show('names remain')
del a, b
show('getattr', getattr(c, 'method')(o), c.__call__(o), Callback.method(c, o), type(c).__call__(c, o))
setattr(c, 'held', o)
show('attribute', c.held is o, vars(c)['held'] is o)
delattr(c, 'held')
show('end')
