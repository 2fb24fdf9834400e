# copy and deepcopy protocols, default repr shapes, __reduce__, __eq__ and hash defaults.
import copy
class P:
    def __init__(self, *items): self.items = list(items)
    def __eq__(self, o): return isinstance(o, P) and self.items == o.items
    def __repr__(self): return f'P{tuple(self.items)}'
p = P(1, [2, 3]); q = copy.copy(p); r = copy.deepcopy(p)
print(q == p, q is p, q.items is p.items, r == p, r.items is p.items, r.items[1] is p.items[1])
class Custom:
    def __copy__(self): return 'shallow'
    def __deepcopy__(self, memo): return ('deep', type(memo).__name__)
print(copy.copy(Custom()), copy.deepcopy(Custom()), copy.deepcopy([Custom()]))
l = [1, [2], {'k': (3, [4])}, {5}, bytearray(b'x')]; l.append(l); d = copy.deepcopy(l)
print(d[5] is d, d[1] is l[1], d[2], d[2]['k'][1] is l[2]['k'][1], d[4] is l[4], copy.copy(l)[1] is l[1])
t = (1, 'a', (2, 3)); print(copy.deepcopy(t) is t, copy.copy(t) is t, copy.deepcopy((1, [2])) == (1, [2]), copy.deepcopy('s'), copy.copy(5), copy.deepcopy(None), copy.copy(len) is len, copy.copy(P) is P)
shared = [0]; s2 = copy.deepcopy([shared, shared]); print(s2[0] is s2[1], s2[0] is shared)
class Slots:
    __slots__ = ('a', 'b')
s = Slots(); s.a = [1]; c = copy.copy(s); dc = copy.deepcopy(s); print(c.a is s.a, dc.a, dc.a is s.a, hasattr(c, 'b'))
class St:
    def __init__(self): self.x = 1; self.temp = 'no'
    def __getstate__(self): return {'x': self.x}
    def __setstate__(self, st): self.__dict__.update(st); self.restored = True
print(vars(copy.copy(St())))
class Red:
    def __init__(self, v): self.v = v
    def __reduce__(self): return (Red, (self.v + 1,))
print(copy.copy(Red(1)).v, copy.deepcopy(Red(5)).v)
class NA:
    def __init__(self, a, b=2): self.a = a; self.b = b
    def __getnewargs__(self): return ()
print(vars(copy.copy(NA(1))), copy.copy({1: [2]}), copy.copy({1, 2}), copy.copy(bytearray(b'ab')), copy.copy(frozenset([1])))
for v in ((i for i in ()), open.__class__, __import__('sys')):
    try:
        copy.copy(v); print('ok')
    except TypeError as e:
        print(str(e)[:30])
class Plain: pass
o = Plain(); print(repr(o).split(' at ')[0], str(o) == repr(o), o == o, o == Plain(), hash(o) == hash(o), repr(Plain.__init__)[:30], repr(type(o)), repr(o.__init__).split(' of ')[0])
def f(): yield
print(repr(f).split(' at ')[0], repr(f()).split(' at ')[0], repr(o.__str__).split(' of ')[0], repr(iter([])).split(' at ')[0], repr(lambda: 0).split(' at ')[0], repr(super).split(' at ')[0], repr(__import__('sys')), repr(map(str, [])).split(' at ')[0], repr(Plain().__class__))
class L(list): pass
l2 = L([1]); l2.x = [9]; c2 = copy.copy(l2); d2 = copy.deepcopy(l2); print(c2, c2.x is l2.x, type(c2).__name__, d2.x, d2.x is l2.x)
