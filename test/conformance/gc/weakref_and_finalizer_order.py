# Order of weakref callbacks, finalizers, resurrection and clearing within one collection.
import gc, weakref
gc.disable(); gc.collect()
log = []
class N:
    def __init__(self, name): self.name = name
    def __del__(self): log.append('del ' + self.name)
class P:
    def __init__(self, name): self.name = name
def cyc(*objs):
    for i, o in enumerate(objs): o.next = objs[(i + 1) % len(objs)]
def flush(tag, n=None): print(tag, n, log); log.clear()
a, b, c = N('a'), N('b'), N('c'); cyc(a, b, c); del a, b, c; flush('order of creation', gc.collect())
a, b = P('a'), P('b'); cyc(a, b); r1 = weakref.ref(a, lambda r: log.append('cb a1')); r2 = weakref.ref(a, lambda r: log.append('cb a2')); r3 = weakref.ref(b, lambda r: log.append('cb b')); del a, b; flush('callbacks', gc.collect()); print(r1(), r2(), r3())
a, b = N('a'), N('b'); cyc(a, b); r = weakref.ref(a, lambda r: log.append(f'cb sees {r()}')); del a, b; flush('cb before del', gc.collect())
class R:
    def __init__(self, name): self.name = name
    def __del__(self): log.append('del ' + self.name); kept.append(self)
kept = []; a, b = R('a'), P('b'); cyc(a, b); ra, rb = weakref.ref(a), weakref.ref(b); del a, b; flush('resurrect', gc.collect()); print([k.name for k in kept], kept[0].next.name, ra(), rb(), gc.is_finalized(kept[0]), gc.is_finalized(kept[0].next)); kept.clear(); flush('second time', gc.collect())
a = P('a'); a.me = a; a.r = weakref.ref(a, lambda r: log.append('never: the weakref is garbage too')); del a; flush('weakref in garbage', gc.collect())
l = [N('in list')]; l.append(l); del l; flush('list cycle', gc.collect())
d = {'k': N('in dict')}; d['d'] = d; del d; flush('dict cycle', gc.collect())
outer = N('outer'); outer.me = outer; outer.child = N('child'); outer.kids = [N('k1'), N('k2')]; del outer; flush('tree on a cycle', gc.collect())
def g():
    try: yield
    finally: log.append('generator closed')
gg = g(); next(gg); box = [gg]; 
class H: pass
h = H(); h.g = gg; h.h = h; del gg, box, h; flush('generator in cycle', gc.collect())
x = N('old'); x.me = x; gc.collect(); y = N('young'); y.me = y; del x, y; flush('gen order', gc.collect())
x = N('old'); x.me = x; gc.collect(); y = N('young'); y.me = y; x2 = N('gen1'); x2.me = x2; del x, y, x2; flush('collect(0)', gc.collect(0)); flush('collect(1)', gc.collect(1)); flush('collect(2)', gc.collect(2))
class Clear:
    def __del__(self): log.append(('clearing', sorted(self.__dict__))); self.__dict__.clear()
c = Clear(); c.me = c; c.o = N('attr'); del c; flush('del breaks the cycle', gc.collect())
a, b = P('a'), P('b'); cyc(a, b); wd = weakref.WeakValueDictionary(a=a, b=b); ws = weakref.WeakSet([a]); wk = weakref.WeakKeyDictionary({a: 1}); del a, b; n = gc.collect(); print(n, len(wd), len(ws), len(wk))
f = P('f'); f.me = f; weakref.finalize(f, log.append, 'finalize ran'); del f; flush('finalize', gc.collect())
a, b, c = N('a'), P('b'), N('c'); cyc(a, b, c); tail = N('tail'); c.tail = tail; del a, b, c, tail; flush('tail', gc.collect())
big = [N(str(i)) for i in range(5)]
for i, n in enumerate(big): n.other = big[i - 1]; n.lst = big
del big, n, i; flush('shared list', gc.collect()); print(gc.garbage, gc.collect())
