# Growth of sets to 10,000 elements; copies, unions, deletes, frozensets.
import sys
def steps(s, vals, op='add'):
    out = [(len(s), sys.getsizeof(s))]
    f = getattr(s, op)
    for v in vals:
        f(v)
        z = sys.getsizeof(s)
        if z != out[-1][1]: out.append((len(s), z))
    return out
s = set()
print(steps(s, range(10000)))
print(steps(s, range(10000), 'discard'))
print(sys.getsizeof(s), len(s)); s.add(1); print(sys.getsizeof(s)); s.clear(); print(sys.getsizeof(s))
print(steps(set(), map(str, range(3000))))
for n in (0, 1, 3, 4, 5, 6, 8, 18, 19, 20, 76, 77, 100, 307, 308, 1000):
    l = list(range(n)); s = set(l)
    print(n, sys.getsizeof(s), sys.getsizeof(s.copy()), sys.getsizeof(set(s)), sys.getsizeof(frozenset(l)), sys.getsizeof(frozenset(s)), sys.getsizeof(s | {-1}), sys.getsizeof(s & s), sys.getsizeof(s - {1}), sys.getsizeof({x for x in l}), sys.getsizeof({*l}), sys.getsizeof(s ^ {-1}), sys.getsizeof(s.union(range(n, 2 * n))), sys.getsizeof(set(dict.fromkeys(l))), sys.getsizeof(set(range(n))), sys.getsizeof(set(tuple(l))))
s = set(range(100))
for i in range(95): s.remove(i)
print(sys.getsizeof(s), len(s), sys.getsizeof(s.copy()), sys.getsizeof(set(s))); s.update(range(200, 210)); print(sys.getsizeof(s)); s |= set(range(300, 400)); print(sys.getsizeof(s)); s -= set(range(300, 400)); print(sys.getsizeof(s)); s &= {95, 96}; print(sys.getsizeof(s), len(s)); s ^= set(range(50)); print(sys.getsizeof(s), len(s)); s.intersection_update(range(10)); print(sys.getsizeof(s)); s.difference_update(range(5)); print(sys.getsizeof(s)); s.symmetric_difference_update(range(30)); print(sys.getsizeof(s))
s = set()
for i in range(1000):
    s.add(i)
    if i >= 3: s.discard(i - 3)
print(sys.getsizeof(s), sorted(s))
while s: s.pop()
print(sys.getsizeof(s)); big = set(range(1000)); big.update(range(500)); print(sys.getsizeof(big)); small = set([1, 2, 3]); small.update(big); print(sys.getsizeof(small)); print(sys.getsizeof({1, 2, 3, 4}), sys.getsizeof({1, 2, 3, 4, 5}), sys.getsizeof(frozenset({1, 2, 3, 4, 5})))
