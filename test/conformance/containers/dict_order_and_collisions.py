# Insertion order through deletes and growth; keys with equal hashes; __eq__ that misbehaves.
class H:
    log = []
    def __init__(self, n, h): self.n = n; self.h = h
    def __hash__(self): return self.h
    def __eq__(self, o): H.log.append((self.n, getattr(o, 'n', o))); return isinstance(o, H) and self.n == o.n
    def __repr__(self): return f'H{self.n}'
a, b, c = H(1, 42), H(2, 42), H(3, 42 + 8)
d = {a: 'a', b: 'b', c: 'c'}
print(d, H.log); H.log.clear()
print(d[H(2, 42)], H(9, 42) in d, H.log); H.log.clear()
del d[a]; d[a] = 'again'; print(d, H.log)
big = {}
for i in range(1000):
    big[i * 37 % 1009] = i
for i in range(0, 1000, 3):
    del big[i * 37 % 1009]
for i in range(50):
    big[-i] = i
print(len(big), list(big)[:12], list(big)[-5:], sum(big.values()))
order = {}
for w in 'the quick brown fox jumps over the lazy dog the fox'.split():
    order[w] = order.get(w, 0) + 1
print(order); first = next(iter(order)); del order[first]; order[first] = 'moved'; print(order)
while order:
    print(order.popitem(), end=' ')
print()
class Evil:
    def __init__(self, target): self.target = target
    def __hash__(self): return 7
    def __eq__(self, o):
        self.target.clear(); return False
t = {}
t[Evil(t)] = 1
t[Evil(t)] = 2
print(len(t))
class Boom:
    def __hash__(self): return 1
    def __eq__(self, o): raise ValueError('eq failed')
t = {Boom(): 1}
for op in ("t[Boom()]", "t.get(Boom())", "Boom() in t", "t.setdefault(Boom(), 1)", "t.pop(Boom())"):
    try:
        eval(op)
    except ValueError as e:
        print(op, e)
class NoHash:
    __hash__ = None
class BadHash:
    def __hash__(self): return 'x'
class EqOnly:
    def __eq__(self, o): return True
for k in (NoHash(), BadHash(), EqOnly()):
    try:
        {k: 1}
    except TypeError as e:
        print(e)
class Big:
    def __hash__(self): return 2 ** 70 + 5
class Neg:
    def __hash__(self): return -1
print(hash(Big()) == hash(2 ** 70 + 5), hash(Neg()), hash(-1), hash(-2))
x = {float('nan'): 1}; nan = next(iter(x)); print(x[nan], float('nan') in x, nan in x, {nan, nan} == {nan})
