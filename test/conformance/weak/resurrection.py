# Objects that come back in __del__, and what happens to them later.
import gc, weakref
gc.disable()
log = []
class R:
    saved = []
    def __init__(self, n): self.n = n
    def __del__(self): log.append('del ' + self.n); R.saved.append(self)
r = R('one'); del r; print(log, [x.n for x in R.saved], gc.is_finalized(R.saved[0])); log.clear(); R.saved.clear(); print(log)
r = R('weak'); w = weakref.ref(r, lambda _: log.append('callback')); del r; print(log, w() is None, R.saved[0].n); R.saved.clear(); log.clear()
class Many:
    count = 0
    def __del__(self): Many.count += 1; globals()['back'] = self
m = Many(); del m; print(Many.count); del back; print(Many.count)
class Slots:
    __slots__ = ('v',)
    def __del__(self): globals()['s_back'] = self
s = Slots(); s.v = 5; del s; print(s_back.v); del s_back; print('s_back' in globals())
class L(list):
    def __del__(self): globals()['l_back'] = self
l = L([1, 2]); del l; print(l_back, len(l_back)); del l_back
class Partial:
    def __del__(self): globals()['part'] = self.child
p = Partial(); p.child = [1, 2]; del p; print(part)
class NewObj:
    def __del__(self): globals()['fresh'] = NewObj2()
class NewObj2: pass
n = NewObj(); del n; print(type(fresh).__name__)
class InDel:
    def __init__(self, d): self.d = d
    def __del__(self):
        log.append(self.d)
        if self.d: InDel(self.d - 1)
InDel(4); print(log); log.clear()
a, b = R('a'), R('b'); a.o = b; b.o = a; del a, b; print(gc.collect(), log, [x.n for x in R.saved]); log.clear(); R.saved.clear(); print(gc.collect(), log)
class G:
    def __del__(self): log.append('G del')
def gen():
    x = G()
    try: yield 1
    finally: globals()['from_gen'] = x
g = gen(); next(g); del g; print(type(from_gen).__name__, log); del from_gen; print(log); log.clear()
class Exc:
    def __del__(self):
        try: raise ValueError('inner')
        except ValueError as e: log.append(str(e))
e = Exc(); del e; print(log); log.clear()
try: raise KeyError(Exc())
except KeyError: pass
print(log); log.clear()
class AttrDel:
    def __init__(self): self.x = G()
    def __del__(self): del self.x; log.append('after x')
q = AttrDel(); del q; print(log); log.clear()
class ClassSwap:
    def __del__(self): log.append('swap'); self.__class__ = Other; globals()['sw'] = self
class Other:
    def __del__(self): log.append('other')
c = ClassSwap(); del c; print(type(sw).__name__, log); del sw; print(log)
