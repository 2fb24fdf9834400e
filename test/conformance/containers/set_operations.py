# Sets and frozensets: operators, methods, updates, subset tests, errors.
a = {1, 2, 3, 4}; b = {3, 4, 5}
print(a | b, a & b, a - b, b - a, a ^ b, a <= b, {3} < b, a >= {1}, a == {4, 3, 2, 1}, a != b, a.isdisjoint({9}), len(a), 3 in a, [3] == [4])
print(a.union([5], (6,)), a.intersection([1, 2], {2}), a.difference([1], [2]), a.symmetric_difference([1, 9]), a.issubset(range(10)), a.issuperset([1]), a.copy() is a)
c = set(); c.add(1); c.add(1); c.update([2, 3], 'ab'); print(len(c), sorted(map(str, c))); c.discard('zz'); c.discard(1); c.remove('a'); print(len(c)); c.clear(); print(c, set(), frozenset())
d = {1, 2, 3}; d |= {4}; d &= {2, 3, 4, 5}; d -= {3}; d ^= {9, 2}; print(d); d.intersection_update([4]); print(d); d.difference_update([4]); print(d); d.symmetric_difference_update([7, 8]); print(d)
f = frozenset([3, 1, 2]); print(f, f | {9}, {9} | f, type(f | {9}).__name__, type({9} | f).__name__, f == {1, 2, 3}, hash(f) == hash(frozenset([2, 3, 1])), hash(frozenset()), hash(frozenset([1, 2, 3])), {f: 1}[frozenset({1, 2, 3})], f.copy() is f, frozenset(f) is f)
s = {frozenset([1])}; print({1} in s, frozenset([1]) in s, {1, 2} < {1, 2, 3}, {1, 2} < {1, 2}, {1} < {2}, {1} > {2})
for op in ("{[]}", "{1}.remove(2)", "set().pop()", "{1} | [2]", "{1} + {2}", "{1} < 5", "set(5)", "hash({1})", "frozenset().add(1)", "{1}.remove([])", "[] in {1}", "{1}.update(5)", "frozenset(1, 2)", "set(a=1)", "{1} & 'a'", "{} & {1}"):
    try:
        print(op, eval(op))
    except Exception as e:
        print(op, '->', type(e).__name__, e)
try:
    for x in a:
        a.add(x + 100)
except RuntimeError as e:
    print(e)
print({x % 3 for x in range(10)}, {*range(3), *[2, 5]}, set('hello') == set('olleh'), sorted({'a', 'b'} | {'c'}), sum({1, 2, 3}), max({1, 5, 2}), {True, 1, 1.0}, {0, -0.0, False}, list({5}), bool(set()), {None, ...} == {..., None})
class S(set):
    def __repr__(self): return f'S({sorted(self)})'
t = S([2, 1]); t.x = 5; print(t, t | {3}, type(t | {3}).__name__, t.copy(), t.x, S() == set(), type({1} | t).__name__)
e = {1, 2}; i = iter(e); next(i); print(i.__length_hint__(), list(i), len(frozenset('aab')), repr(frozenset({(1, 2)})), {(), ((),)} == {((),), ()})
