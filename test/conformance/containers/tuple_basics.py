# Tuples: construction, unpacking, comparison, hashing, identity.
import sys
t = (1, 'a', [2])
print(t, t[0], t[-1], t[1:], t[::-1], len(t), t + (4,), t * 2, () , (1,), (1, 2)[1], 'a' in t, t.index('a'), t.count(1), t == (1, 'a', [2]), t < (2,), t is tuple(t))
a, b, c = t; print(a, b, c)
a, *b = 'hello'; print(a, b); *a, b = (1, 2, 3); print(a, b); a, *b, c = [1, 2]; print(a, b, c); (a, (b, *c)), d = (1, 'xyz'), 4; print(a, b, c, d); [a, b] = {5: 1, 6: 2}; print(a, b)
a, b = b, a; print(a, b); a = b = c = 7; print(a, b, c); x = 1, ; print(x); for_tuple = 1, *'ab', 2; print(for_tuple)
print(hash((1, 2, 3)), hash(()), hash((1,)), hash((1, (2, 3))), hash((True, 1.0)) == hash((1, 1)), hash(tuple(range(100))))
print(tuple('abc'), tuple([1, 2]), tuple({'k': 1}), tuple(x * x for x in range(4)), tuple(), tuple() is t[3:], (1, 2, 3)[:] == (1, 2, 3), tuple(range(0)) is tuple([]))
for op in ("t.__setitem__", "t[5]", "t['a']", "t + [1]", "t * 1.5", "t.index(9)", "t < 5", "t < (1, 'a', 5)", "tuple(5)", "hash(t)", "(1, 2) + 3"):
    try:
        print(op, eval(op))
    except Exception as e:
        print(op, type(e).__name__, e)
try:
    t[0] = 5
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
try:
    t[2] += [3]
except TypeError as e:
    print(e, t)
for code in ("a, b = 1", "a, b = (1, 2, 3)", "a, b = ()", "a, *b, c = (1,)", "a, b = 'x'", "a, b = {1, 2, 3}", "(a, b), c = 1, 2", "a, b = iter([1])", "[a, b, c] = range(2)"):
    try:
        exec(code)
    except Exception as e:
        print(code, '->', type(e).__name__, e)
class T(tuple):
    def __new__(cls, *args): return super().__new__(cls, args)
    def __repr__(self): return 'T' + super().__repr__()
    @property
    def first(self): return self[0]
p = T(1, 2, 3); p.extra = 'e'; print(p, p.first, p[1:], type(p[:]).__name__, p.extra, p == (1, 2, 3), hash(p) == hash((1, 2, 3)), isinstance(p, tuple), p + (4,))
print([sys.getsizeof(tuple(range(n))) for n in range(6)], ((),), ((1,),), ((1, 2), [3, (4,)]))
