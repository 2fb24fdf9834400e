# collections.deque in full.
from collections import deque
d = deque([1, 2, 3]); d.append(4); d.appendleft(0); d.extend('ab'); d.extendleft([9, 8]); print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), d)
d.rotate(2); print(d); d.rotate(-1); print(d); d.rotate(100); print(d); d.reverse(); print(d); d.remove('a'); print(d, d.count(1), d.index(3), 9 in d); d.insert(2, 'ins'); print(d); d[1] = 'set'; del d[0]; print(d, d.copy() == d, d + deque([7]), d * 2, list(reversed(d)), d.maxlen)
m = deque(range(10), maxlen=3); print(m, m.maxlen); m.append(10); print(m); m.appendleft(1); print(m); m.extend([5, 6, 7, 8]); print(m); m += [1]; print(m, m.copy(), deque('abc', 2), m + m, m * 3, repr(deque([], 0)))
try: m.insert(1, 5)
except IndexError as e: print(e)
try: m.maxlen = 5
except AttributeError as e: print(e)
for call in ("deque().pop()", "deque().popleft()", "deque()[0]", "deque([1]).remove(2)", "deque([1]).index(5)", "deque(5)", "deque([], -1)", "deque([], 'a')", "deque([1]) + [1]", "hash(deque())", "deque([1])[0:1]", "deque([1]) < [1]", "deque(1, 2, 3)", "deque([1])['a']", "deque([1]).rotate('a')", "deque([1, 2]).insert('a', 1)"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, e)
try:
    for x in d: d.append(x)
except RuntimeError as e: print(e)
print(deque([1, 2]) == deque([1, 2]), deque([1]) < deque([2]), deque([1]) == [1], deque() == deque(maxlen=5), bool(deque()), deque('ab') != deque('ba'))
d = deque([1]); d.append(d); print(d); d.clear(); print(d); big = deque()
for i in range(1000):
    big.append(i)
    if i % 3 == 0: big.popleft()
print(len(big), big[0], big[-1], big[300], sum(big)); i = iter(deque('abc')); next(i); print(i.__length_hint__(), list(i), type(i).__name__)
class D(deque):
    def __repr__(self): return f'D{list(self)}'
x = D('ab'); x.note = 1; print(x, x.copy(), type(x.copy()).__name__, x.note, x + deque('c') if 0 else '', D(maxlen=2))
from collections import deque as Q
q = Q(); q.append(('task', 1)); q.append(('task', 2)); out = []
while q:
    name, n = q.popleft(); out.append(n)
    if n < 6: q.append((name, n * 2))
print(out); h = deque(maxlen=4); print([(h.append(v), sum(h) / len(h))[1] for v in range(8)]); i = deque([5, 1, 4]); print(sorted(i), max(i), i.index(4, 1), list(map(str, i)), [*i], deque(i) is i)
