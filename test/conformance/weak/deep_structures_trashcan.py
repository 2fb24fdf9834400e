# Very deep structures are freed without recursion; the order of finalizers shows how.
import sys


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        order.append(self.n)


def chain(depth, wrap):
    inner = None
    for i in range(depth):
        inner = wrap(i, inner)
    return inner


order = []
for name, wrap in (('list', lambda i, x: [D(i), x]), ('tuple', lambda i, x: (D(i), x)), ('dict', lambda i, x: {'d': D(i), 'x': x}),
                   ('list, inner first', lambda i, x: [x, D(i)]), ('mixed', lambda i, x: [D(i), (x,)])):
    for depth in (3, 49, 50, 51, 60, 120):
        c = chain(depth, wrap)
        order.clear()
        del c
        print(name, depth, len(order), order[:6], order[-6:], sorted(order) == list(range(depth)))


class Node:
    def __init__(self, n, next):
        self.n = n
        self.next = next

    def __del__(self):
        order.append(self.n)


for depth in (3, 60, 500):
    c = chain(depth, Node)
    order.clear()
    del c
    print('nodes', depth, len(order), order[:5], order[-3:])
big = None
for i in range(200000):
    big = [big]
del big
print('200000 lists freed')
t = ()
for i in range(100000):
    t = (t,)
del t
d = {}
for i in range(50000):
    d = {'d': d}
del d
s = None
for i in range(20000):
    s = Node(0, s)
order.clear()
del s
print('tuples, dicts and instances freed', len(order))
g = None
def gen(x):
    yield x
for i in range(300):
    g = gen(g)
    next(g)
del g
f = None
for i in range(20000):
    f = (lambda f: lambda: f)(f)
del f
e = None
for i in range(5000):
    n = ValueError(e)
    n.__cause__ = n.__context__ = None
    e = n
del e, n
print('closures and exceptions freed')
