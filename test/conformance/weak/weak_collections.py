# WeakValueDictionary, WeakKeyDictionary, WeakSet, finalize.
import weakref, gc
class K:
    def __init__(self, n): self.n = n
    def __repr__(self): return f'K{self.n}'
a, b, c = K(1), K(2), K(3)
v = weakref.WeakValueDictionary({'a': a, 'b': b}); v['c'] = c; v.update(d=a)
print(len(v), v['a'], v.get('zz'), v.get('zz', 9), 'b' in v, sorted(v), sorted(k for k, _ in v.items()), [x.n for x in v.values()], v.pop('d'), v.setdefault('e', b), v.copy()['a'] is a, v | {'q': c} is not None)
del b; print(sorted(v.keys()), len(v), list(v.valuerefs())[0]() is a); it = iter(v.items()); k = next(it); del c, k; print(len(v), sorted(v)); it = None
for f in (lambda: v['b'], lambda: v.pop('b'), lambda: v.__setitem__('x', 5), lambda: v.popitem()[0], lambda: v.popitem()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
w = weakref.WeakKeyDictionary(); x, y = K(10), K(20); w[x] = 'x'; w[y] = ['y']; print(len(w), w[x], w.get(y), x in w, 5 in w, sorted(w.values(), key=str), [k.n for k in w], [k().n for k in w.keyrefs()], w.setdefault(x, 0), dict(w.items())[y]); del y; print(len(w), w.popitem()); 
for f in (lambda: w[x], lambda: w.__setitem__(5, 1), lambda: w.__delitem__(x), lambda: w.pop(x), lambda: w.pop(x, 'd')):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:8])
s = weakref.WeakSet([x, a]); z = K(30); s.add(z); print(len(s), x in s, sorted(i.n for i in s), s == weakref.WeakSet([a, z, x]), len(s | {x}), len(s & {x}), len(s - {x}), s.issubset({x, a, z}), s.isdisjoint([x])); del z; print(len(s)); s.discard(x); s.remove(a); print(len(s), bool(s))
try: s.remove(a)
except KeyError: print('KeyError')
with_iter = weakref.WeakSet(); items = [K(i) for i in range(4)]; with_iter.update(items)
for i, e in enumerate(with_iter):
    if i == 0: del items[:]; 
del e; print(len(with_iter))
log = []
class T: pass
t = T(); f = weakref.finalize(t, log.append, 'done'); print(f.alive, f.peek()[1].__name__, f.peek()[2:], f.atexit); del t; print(f.alive, log, f(), f.peek(), f.detach())
t = T(); f = weakref.finalize(t, lambda *a, **k: (a, k), 1, 2, k=3); print(f(), f(), f.alive); t = T(); f = weakref.finalize(t, log.append, 'never'); print(f.detach()[2:]); del t; print(log)
t1, t2, t3 = T(), T(), T(); weakref.finalize(t1, print, 'atexit 1'); weakref.finalize(t2, print, 'atexit 2'); fz = weakref.finalize(t3, print, 'atexit 3 (off)'); fz.atexit = False
cyc = T(); cyc.me = cyc; weakref.finalize(cyc, log.append, 'cycle'); del cyc; gc.collect(); print(log)
class Cache:
    def __init__(self): self.d = weakref.WeakValueDictionary(); self.made = 0
    def get(self, k):
        o = self.d.get(k)
        if o is None: self.made += 1; o = self.d[k] = K(k)
        return o
ch = Cache(); p = ch.get(1); q = ch.get(1); print(p is q, ch.made); del p, q; ch.get(1); print(ch.made, len(ch.d))
print('end of script')
