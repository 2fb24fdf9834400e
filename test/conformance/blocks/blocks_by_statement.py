# getallocatedblocks() before and after single statements of one function.
import sys
import gc
gc.collect()
gc.disable()
blocks = sys.getallocatedblocks


class P:
    def __init__(self, x):
        self.x = x


def f():
    out = [0] * 40
    i = 0
    n = 0
    base = blocks()
    out[i] = blocks() - base; i += 1
    a = []
    out[i] = blocks() - base; i += 1
    a.append(None)
    out[i] = blocks() - base; i += 1
    b = {}
    out[i] = blocks() - base; i += 1
    b['k'] = None
    out[i] = blocks() - base; i += 1
    b[5] = None
    out[i] = blocks() - base; i += 1
    c = P(None)
    out[i] = blocks() - base; i += 1
    c.y = None
    out[i] = blocks() - base; i += 1
    d = c.__dict__
    out[i] = blocks() - base; i += 1
    e = lambda: a
    out[i] = blocks() - base; i += 1
    g = (x for x in a)
    out[i] = blocks() - base; i += 1
    next(g)
    out[i] = blocks() - base; i += 1
    s = 'x' * (len(a) + 50)
    out[i] = blocks() - base; i += 1
    t = (a, b)
    out[i] = blocks() - base; i += 1
    u = {a[0]}
    out[i] = blocks() - base; i += 1
    v = a.append
    out[i] = blocks() - base; i += 1
    w = iter(a)
    out[i] = blocks() - base; i += 1
    x = bytes(len(a) + 600)
    out[i] = blocks() - base; i += 1
    try:
        raise ValueError
    except ValueError:
        out[i] = blocks() - base; i += 1
    out[i] = blocks() - base; i += 1
    del a, b, c, d, e, g, s, t, u, v, w, x
    out[i] = blocks() - base
    return out[:i + 1]


f()
gc.collect()
print(f())
gc.collect()
print(f())
print(f())
a = [[] for _ in range(500)]
n = blocks(); del a; m = blocks(); gc.collect(); k = blocks(); print(n - m, m - k)
a = [{} for _ in range(500)]; gc.collect(); n = blocks(); del a; m = blocks(); gc.collect(); k = blocks(); print(n - m, m - k)
a = [(i,) for i in range(500)]; gc.collect(); n = blocks(); del a; m = blocks(); gc.collect(); k = blocks(); print(n - m, m - k)
a = [P(i) for i in range(500)]; gc.collect(); n = blocks(); del a; m = blocks(); gc.collect(); k = blocks(); print(n - m, m - k)
a = {i: str(i) for i in range(500)}; gc.collect(); n = blocks(); del a; m = blocks(); gc.collect(); k = blocks(); print(n - m, m - k)
a = set(map(str, range(500))); gc.collect(); n = blocks(); del a; m = blocks(); gc.collect(); k = blocks(); print(n - m, m - k)
a = [(lambda i=i: i) for i in range(200)]; gc.collect(); n = blocks(); del a; m = blocks(); gc.collect(); k = blocks(); print(n - m, m - k)
a = [type(f'T{i}', (), {}) for i in range(20)]; gc.collect(); n = blocks(); del a; m = blocks(); gc.collect(); k = blocks(); print(n - m, n - k)
