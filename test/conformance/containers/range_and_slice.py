# range objects and slice objects.
for r in (range(5), range(1, 10, 3), range(10, 0, -3), range(0), range(5, 5), range(-3, 3, 2), range(10 ** 20, 10 ** 20 + 5, 2)):
    print(r, list(r), len(r) if len(r) < 100 else 'big', list(reversed(r)), bool(r), r.start, r.stop, r.step, r[0:2], r[::-1])
r = range(0, 100, 7)
print(r[0], r[-1], r[3:6], r[::2], 49 in r, 50 in r, 49.0 in r, 'a' in r, r.index(21), r.count(21), r.count(22), r == range(0, 99, 7), r != range(5), hash(r) == hash(range(0, 99, 7)), range(0) == range(5, 5), max(r), sum(r))
for op in ("range()", "range(1, 2, 0)", "range(1.5)", "range('a')", "range(5)[10]", "range(5)[-6]", "range(5).index(9)", "range(1, 2, 3, 4)", "range(5).x", "range(5)['a']", "range(3) + range(2)", "range(stop=5)"):
    try:
        print(op, eval(op))
    except Exception as e:
        print(op, '->', type(e).__name__, e)
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), slice(1, None), s == slice(1, 10, 2), s < slice(2, 3, 4), s.indices(5), slice(None, None, -1).indices(5), slice(-3, -1).indices(10), slice('a', [], None))
class G:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): print('set', k, v)
    def __delitem__(self, k): print('del', k)
g = G()
print(g[1], g[1:2], g[::3], g[1:2, ::3], g[...], g[1, 2], g[()], g[-1:], g[:, 1], g['a':'b'], g[1:2:None])
g[1:2] = 5; g[::2, 0] = 6; del g[3:4]; g['k'] += 'x' if False else 'y'
for op in ("hash(slice(1))", "slice()", "slice(1, 2, 0).indices(5)", "slice(1.5).indices(5)", "slice(1).indices(-1)", "[1, 2][::0]", "slice(1).x"):
    try:
        print(op, eval(op))
    except Exception as e:
        print(op, '->', type(e).__name__, e)
l = list(range(10))
print(l[2:8:3], l[-1:-5:-1], l[8:2:-2], l[20:], l[:-20], l[-100:3], l[3:-100:-1], l[True:], l[:None], 'abcdef'[1:5:2], (1, 2, 3)[-2:], b'abc'[::-1], l[10 ** 30:], l[-10 ** 30:2])
it = iter(range(3)); print(next(it), it.__length_hint__(), list(it), list(it), type(it).__name__, type(iter(range(10 ** 20))).__name__, type(reversed(range(3))).__name__)
print([i for i in range(3, -1, -1)], list(range(True, 4)), sum(range(1000)), range(10 ** 25).__len__.__name__, 10 ** 24 in range(10 ** 25), range(10 ** 25)[10 ** 24])
