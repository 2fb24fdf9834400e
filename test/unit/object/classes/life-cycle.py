log = []
class D:
    def __init__(self, n): self.n = n
    def __del__(self): log.append(self.n)
def show():
    print(log[:]); log.clear()
a = D('a'); b = a; del a; show(); del b; show()
l = [D(1), D(2)]; del l; show()
class S:
    __slots__ = ('b', 'a', 'c')
s = S(); s.b = D('b'); s.a = D('a'); s.c = D('c'); del s; show()
class S2(S): __slots__ = ('z',)
s = S2(); s.b = D('b'); s.z = D('z'); s.a = D('a'); del s; show()
class P: pass
p = P(); p.x = D('x'); p.y = D('y'); del p.x; p.x = D('x2'); show(); del p; show()
p = P(); p.y = D('y'); p.x = D('x'); p.__dict__; del p; show()
class Res:
    def __del__(self): log.append('res'); keep.append(self)
keep = []
r = Res(); del r; show(); print(len(keep)); keep.clear(); show()
class C: pass
c = C(); c.self = c; c.d = D('cyc'); del c; show(); print(gc_collect()); show()
w = []
def cb(name): return lambda r: log.append((name, r() is None))
o = P(); r1 = ReferenceType(o); r2 = ReferenceType(o); print(r1 is r2, r1() is o, getrefcount(o))
r3 = ReferenceType(o, cb(3)); r4 = ReferenceType(o, cb(4)); r5 = ReferenceType(o, cb(5)); print(r3 is r4)
px = weakproxy(o); px.foo = 5; print(px.foo, type(px), isinstance(px, P))
del o; show(); print(r1(), r3())
try: px.foo
except ReferenceError as e: print(e)
o = P(); r = ReferenceType(o); print(r == ReferenceType(o), hash(r) == hash(o)); o2 = P(); print(r == ReferenceType(o2)); del o; print(r == r, r == ReferenceType(o2))
try: hash(ReferenceType(P()))
except TypeError as e: print(e)
for bad in (1, 'a', [], {}, (), None, object()):
    try: ReferenceType(bad)
    except TypeError as e: print(e)
class KR(ReferenceType):
    __slots__ = ('key',)
    def __new__(t, o, cb, k): self = super().__new__(t, o, cb); self.key = k; return self
    def __init__(self, o, cb, k): super().__init__(o, cb)
o = P(); k = KR(o, cb('k'), 7); print(k.key, k() is o, getsizeof(k)); del o; show(); print(k())
class Fin:
    def __init__(self): self.r = ReferenceType(self, cb('finw'))
    def __del__(self): log.append(('del', self.r() is self))
f = Fin(); fr = f.r; del f; show()
def chain(n):
    x = None
    for i in range(n):
        y = P(); y.nxt = x; y.d = D(i); x = y
    return x
c = chain(200); del c; print(len(log), log[:3], log[-3:]); log.clear()
c = None
for i in range(60): c = [D(i), c]
del c; print(log); log.clear()
class Meta(type):
    def __del__(cls): log.append('class ' + cls.__name__)
def mk():
    class Tmp(metaclass=Meta): pass
    return Tmp
t = mk(); del t; print(gc_collect() > 0); show()
class Ex:
    def __del__(self): raise ValueError('ignored')
e = Ex(); del e; print('after')
class I(int):
    def __del__(self): log.append('int')
i = I(5); i.x = D('attr'); del i; show()
class L(list): pass
l = L([D('item')]); l.x = D('attr'); del l; show()
class T(tuple): pass
t = T([D('t1'), D('t2')]); t.x = D('attr'); del t; show()
class DD(dict): pass
d = DD(a=D('v')); d.x = D('attr'); del d; show()
class St(str): pass
s = St('abc'); s.x = D('attr'); del s; show()
