# referents in traverse order, referrers in generation order
import gc
gc.disable()
a, b, c = [], [], []
class S: __slots__ = ('p', 'q')
s = S(); s.q = b; s.p = a
i = type('I', (), {})(); i.k = a
name = {id(a): 'a', id(b): 'b', id(c): 'c', id(S): 'S', id(type(i)): 'I'}
f = lambda *x: [name.get(id(o), o) for o in gc.get_referents(*x)]
print(f([a, b, c]), f((a, b, c)), f({'x': a, 'y': b}), f(s), f(i), f(1, 'a'))
h = [a]; k = (a,)
print([type(x).__name__ for x in gc.get_referrers(a)])
