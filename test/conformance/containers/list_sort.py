# Sorting: stability, large inputs, mixed numbers, custom __lt__, errors in the middle.
seed = 12345


def rnd():
    global seed
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    return seed


data = [rnd() % 1000 for _ in range(300)]
s = sorted(data)
print(s[:10], s[-5:], all(a <= b for a, b in zip(s, s[1:])), sum(s) == sum(data))
print(sorted(data, reverse=True)[:8], sorted(data, key=lambda v: (v % 7, -v))[:8])
pairs = [(v % 5, i) for i, v in enumerate(data)]
print(all(a < b for a, b in zip(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0])[1:])))
rev = sorted(pairs, key=lambda p: p[0], reverse=True)
print(rev[:6])
print(sorted([1.5, 1, True, 0, -2.5, 2 ** 70, -2 ** 70]), sorted(['b', 'a', 'é', 'B', '', '中', '😀']), sorted([(1, 'b'), (1, 'a'), (0,)]), sorted([[2], [1, 2], []]))
for shape in (range(100), range(100, 0, -1), [1] * 50, list(range(50)) + list(range(50)), [i ^ 5 for i in range(64)]):
    x = list(shape); count = 0
    class K:
        def __init__(self, v): self.v = v
        def __lt__(self, o):
            global count
            count += 1
            return self.v < o.v
    ks = sorted(map(K, x))
    print([k.v for k in ks][:5], count)
class Bad:
    n = 0
    def __lt__(self, other):
        Bad.n += 1
        if Bad.n == 3:
            raise RuntimeError('stop at 3')
        return True
l = [Bad() for _ in range(5)]
try:
    l.sort()
except RuntimeError as e:
    print(e, len(l))
for bad in ([1, 'a'], [None, 1], [1j, 2], [{}, {}], [(1, 'a'), (1, 2)]):
    try:
        print(sorted(bad))
    except TypeError as e:
        print(e)
from functools import cmp_to_key
print(sorted(data[:12], key=cmp_to_key(lambda a, b: (a % 10) - (b % 10))), min(data, key=lambda v: v % 17), max(data, key=str))
big = [rnd() for _ in range(2000)]
big.sort(); print(big[0], big[1000], big[-1]); big.sort(reverse=True); print(big[0], big[-1])
nan = float('nan'); print(len(sorted([3, nan, 1])), sorted([0.0, -0.0]), sorted({3: 'a', 1: 'b'}), sorted({'z', 'y', 'x'}), sorted(b'hello'))
