# finalizer order, weakref callbacks first; resurrection
import gc, weakref
gc.disable()
class N:
    def __init__(s, n): s.n = n
    def __del__(s):
        print('del', s.n)
        if s.n == 'b': keep.append(s)
keep = []
a, b, c = N('a'), N('b'), N('c')
a.x, b.x, c.x = b, c, a
r = [weakref.ref(o, lambda w, n=o.n: print('cb', n)) for o in (a, b, c)]
del a, b, c
print(gc.collect(), [w() for w in r], len(keep))
keep.clear(); print(gc.collect())
