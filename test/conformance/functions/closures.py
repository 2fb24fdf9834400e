# Cells, nonlocal, global, late binding, free variables deleted or unbound.
def counter(start=0):
    n = start
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    def reset():
        nonlocal n
        n = start
    return inc, get, reset
inc, get, reset = counter(10); print(inc(), inc(5), get()); reset(); print(get(), inc.__closure__[0].cell_contents, inc.__code__.co_freevars, counter.__code__.co_cellvars, len(get.__closure__))
def late(): return [lambda: i for i in range(3)], [lambda i=i: i for i in range(3)]
a, b = late(); print([f() for f in a], [f() for f in b])
def outer():
    x = 'outer'
    def mid():
        def inner(): return x
        return inner
    before = mid()()
    x = 'changed'
    return before, mid()()
print(outer())
def unbound():
    def inner(): return y
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    y = 1; print(inner()); del y
    try:
        inner()
    except NameError as e:
        print(e)
unbound()
def local_unbound():
    try:
        print(z)
    except UnboundLocalError as e:
        print(e)
    z = 1; del z
    try:
        z
    except UnboundLocalError as e:
        print(e)
    try:
        del z
    except UnboundLocalError as e:
        print(e)
local_unbound()
g = 'global'
def use_global():
    global g, newg
    g += '!'; newg = 'made'
    def inner():
        global g
        g = 'inner set'
    inner()
    return g
print(use_global(), g, newg)
def shadow(g):
    def inner(): return g
    return inner
print(shadow('param')(), g)
def nested_nonlocal():
    v = 0
    def a():
        nonlocal v
        v = 1
        def b():
            nonlocal v
            v += 10
        b()
    a(); return v
print(nested_nonlocal())
class C:
    attr = 'class'
    def m(self): return attr if 'attr' in globals() else 'no global attr'
    def own(self): return __class__.__name__
print(C().m(), C().own())
def compose(*fs):
    def run(x):
        for f in fs: x = f(x)
        return x
    return run
print(compose(lambda x: x + 1, lambda x: x * 10, str)(4))
cell = inc.__closure__[0]; cell.cell_contents = 100; print(get(), cell == counter()[0].__closure__[0], type(cell).__name__)
def empty():
    def f(): return q
    c = f.__closure__[0]
    try: c.cell_contents
    except ValueError as e: print(e)
    q = 1; return c.cell_contents
print(empty())
def fact(n): return 1 if n < 2 else n * fact(n - 1)
def mk():
    def rec(n): return n and n + rec(n - 1)
    return rec
print(fact(20), mk()(50), (lambda f: f(f, 5))(lambda s, n: 1 if n == 0 else n * s(s, n - 1)))
